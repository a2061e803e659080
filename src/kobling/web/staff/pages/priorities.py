"""The priorities of a year as a table: a row for each goal, a column for each committee, the rank where they meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.chain import Goal
from kobling.records.council import Priority
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Body, Decision
from kobling.records.rights import Right
from kobling.records.validation import InvalidText, validated
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.priorities import new_priority, term_of_year
from kobling.rooms.facts.queries import facts_and_revision, facts_at
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.workbooks.priorities import (
    UNRANKED,
    Pair,
    committees_of_year,
    given_priorities,
    goals_of_year,
    is_rank,
    rank_of,
)
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.days import no_such_day
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import Value
from kobling.web.staff.forms.texts import stored_text
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.tasks import Saving, conflict_problem, done_by, invalid_text_problem, save, undo_own

MAX_CELLS = 600
"""Inputs of one page; more goals stand on the next ones."""


@dataclass(frozen=True)
class ShownCell:
    """Where a goal and a committee meet."""

    name: str
    label: str
    text: str
    may_write: bool
    problem: str = ""


@dataclass(frozen=True)
class ShownRow:
    """A goal with its cells."""

    goal: LocalizedText
    url: str
    cells: Sequence[ShownCell]


@dataclass(frozen=True)
class PriorityTable:
    """The part of a year's table that a page shows."""

    staff: StaffContext
    index: FactIndex
    facts: MunicipalityFacts
    """As they were when the page was opened."""
    revision: int
    """The number of the newest change set then."""
    year: int
    committee: str
    """The only committee that is shown; empty for all."""
    page: int

    @property
    def given(self) -> Mapping[Pair, Priority]:
        """The priorities of the year."""
        return given_priorities(self.facts, self.year)

    @property
    def all_committees(self) -> list[str]:
        """The keys of the committees of the year."""
        return list(dict.fromkeys(committees_of_year(self.facts, self.year, self.given)))

    @property
    def committees(self) -> list[str]:
        """The keys of the committees that are shown."""
        every = self.all_committees
        return [self.committee] if self.committee in every else every

    @property
    def pages(self) -> int:
        """How many pages the goals take."""
        return max(1, -(-len(self._all_goals) // self._page_size))

    @property
    def goals(self) -> list[str]:
        """The keys of the goals of this page."""
        first = (min(max(self.page, 1), self.pages) - 1) * self._page_size
        return self._all_goals[first : first + self._page_size]

    @property
    def _all_goals(self) -> list[str]:
        return list(goals_of_year(self.facts, self.year, self.given))

    @property
    def _page_size(self) -> int:
        return max(1, MAX_CELLS // max(1, len(self.committees)))

    def may_write(self) -> dict[str, bool]:
        """Return by committee whether the user may write its priorities."""
        bodies = {body.key: body for body in self.facts.bodies}
        return {key: self.staff.may(Right.RECORD_DECISIONS, bodies[key]) for key in self.committees}

    def query(self, **changed: str | int) -> str:
        """Return the query of this table, or of another one like it."""
        return "?" + urlencode({"year": self.year, "committee": self.committee, "page": self.page} | changed)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.RECORD_DECISIONS)
def table(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the priorities of a year, and save those that are written."""
    shown = _opened(request, staff)
    if shown is None:
        return forbidden(request, staff.language)
    if request.method != "POST":
        return _page(request, shown)
    if "undo" in request.POST:
        problem = undo_own(request, staff, shown.index)
        saving = Saving(problems=(problem,) if problem else ())
    else:
        try:
            saving = _save(request, shown)
        except InvalidText:
            saving = Saving(problems=(invalid_text_problem(),))
    if not saving.is_done:
        return _page(request, shown, saving)
    if saving.draft is not None:
        return HttpResponseRedirect(staff.page_url("change_draft", number=saving.draft), headers=HEADERS)
    more = {"saved": saving.change_set} if saving.change_set else {}
    return HttpResponseRedirect(staff.page_url("priorities") + shown.query(**more), headers=HEADERS)


def _opened(request: HttpRequest, staff: StaffContext) -> PriorityTable | None:
    """Return the table as it was when its page was opened; None for a year that is in no term."""
    pk = pk_of(staff.municipality)
    facts, newest = facts_and_revision(pk, series=())
    years = {year for term in facts.terms for year in range(term.start.year, term.end.year + 1)}
    year = parse_number(request.GET.get("year", "")) or _this_year(years)
    if year not in years:
        return None
    committee = request.GET.get("committee", "")
    page = parse_number(request.GET.get("page", "")) or 1
    began = parse_number(request.POST.get("revision", ""))
    if began is not None and 0 < began < newest:
        facts = facts_at(pk, began)
    return PriorityTable(
        staff, fact_index(staff.municipality), facts, min(began or newest, newest), year, committee, page
    )


def _this_year(years: set[int]) -> int:
    """Return the year that is prioritised now: the next one from September on, where a term has it."""
    today = timezone.localdate()
    wanted = today.year + (today.month > 8)
    return min(years, key=lambda year: (abs(year - wanted), -year), default=wanted)


def _save(request: HttpRequest, shown: PriorityTable) -> Saving:
    """Save the cells that were written as one change set, or say what stands in the way."""
    may_write, given = shown.may_write(), shown.given
    decided, problems = _decided(request)
    edits: list[FactEdit] = []
    taken = {priority.key for priority in shown.facts.priorities}
    for goal in shown.goals:
        for committee in shown.committees:
            name = _cell_name(committee, goal)
            text = request.POST.get(name, "").strip()
            before = given.get((committee, goal))
            if name not in request.POST or not may_write[committee] or text == _text(before):
                continue
            if text and not is_rank(text):
                problems.append(FieldProblem(name, _not_rank(shown, committee, goal)))
                continue
            decision = (
                validated(Decision, body=committee, date=decided[0], item=decided[1] or None) if decided else None
            )
            after = _after(shown, (committee, goal), text, before, taken)
            taken |= {after.key} if after else set()
            edits.append(
                FactEdit(before, after.model_copy(update={"decision": decision}) if after and decision else after)
            )
    if problems:
        return Saving(problems=tuple(problems))
    if not edits:
        return Saving()
    title = _("Priorities %(year)s") % {"year": shown.year}
    saving = save(shown.staff, shown.index, Edits(tuple(edits)), title=title, answer=request.POST.get("answer", ""))
    return Saving(problems=(conflict_problem(),)) if saving.conflicts else saving


def _after(shown: PriorityTable, pair: Pair, text: str, before: Priority | None, taken: set[str]) -> Priority | None:
    """Return a priority as a cell has it; None for an empty one."""
    if not text:
        return None
    rank = rank_of(text)
    if before is not None:
        return before.model_copy(update={"rank": rank})
    term = term_of_year(shown.facts.terms, shown.year)
    return new_priority(term, shown.year, *pair, rank=rank, taken=taken) if term else None


def _decided(request: HttpRequest) -> tuple[tuple[date, str] | None, list[FieldProblem]]:
    """Return the day and the item of the decision behind what is written; None where none is given."""
    day, item = (request.POST.get(name, "").strip() for name in ("decided", "item"))
    if not day:
        needs_day = [FieldProblem("decided", _("The item is of a decision: write its day."))] if item else []
        return None, needs_day
    try:
        return (date.fromisoformat(stored_text(Value(date), day)), item), []
    except ValueError:
        return None, [FieldProblem("decided", no_such_day())]


def _not_rank(shown: PriorityTable, committee: str, goal: str) -> str:
    names = {"goal": shown.index.name(Goal.KIND, goal), "committee": shown.index.name(Body.KIND, committee)}
    return _("%(committee)s, %(goal)s: write a number from 1, or x where the committee has not ranked.") % names


def _text(priority: Priority | None) -> str:
    if priority is None:
        return ""
    return UNRANKED if priority.rank is None else str(priority.rank)


def _cell_name(committee: str, goal: str) -> str:
    return f"r.{committee}.{goal}"


def _page(request: HttpRequest, shown: PriorityTable, saving: Saving | None = None) -> HttpResponse:
    saving = saving or Saving()
    present, newest = facts_and_revision(pk_of(shown.staff.municipality), series=())
    now = given_priorities(present, shown.year)
    terms = present.terms
    years = sorted({year for term in terms for year in range(term.start.year, term.end.year + 1)}, reverse=True)
    context = {
        "title": _("Priorities %(year)s") % {"year": shown.year},
        "section": "committees",
        "rows": list(_rows(request, shown, saving, now)),
        "committees": [shown.index.name(Body.KIND, key) for key in shown.committees],
        "choices": [(key, shown.index.name(Body.KIND, key), key == shown.committee) for key in shown.all_committees],
        "year": shown.year,
        "years": [(year, shown.query(year=year, page=1), year == shown.year) for year in years],
        "pages": [(str(page), shown.query(page=page), page == shown.page) for page in range(1, shown.pages + 1)]
        if shown.pages > 1
        else [],
        "may_write": any(shown.may_write().values()),
        "revision": newest,
        "problems": saving.problems,
        "warnings": saving.warnings,
        "answer": request.POST.get("answer", ""),
        "is_unanswered": bool(saving.warnings) and "answer" in request.POST,
        "decided": request.POST.get("decided", ""),
        "item": request.POST.get("item", ""),
        "saved": done_by(request, shown.staff, shown.index),
    }
    status = 422 if saving.problems or saving.warnings else 200
    return render_page(request, "priorities", context, staff=shown.staff, status=status)


def _rows(
    request: HttpRequest, shown: PriorityTable, saving: Saving, now: Mapping[Pair, Priority]
) -> Iterator[ShownRow]:
    """Yield the rows; a cell shows what was typed, and what others have written in it meanwhile."""
    wrong = {problem.name for problem in saving.problems}
    may_write, given = shown.may_write(), shown.given
    for goal in shown.goals:
        cells = []
        name_of_goal = shown.index.name(Goal.KIND, goal)
        for committee in shown.committees:
            pair, name = (committee, goal), _cell_name(committee, goal)
            present = _text(now.get(pair))
            typed = request.POST.get(name, present)
            is_untouched = typed.strip() == _text(given.get(pair))
            is_moved = present != _text(given.get(pair)) and not is_untouched
            problem = (_("Write a number from 1, or x.") if name in wrong else "") or (
                _("Others have written: %(what)s") % {"what": present or _("nothing")} if is_moved else ""
            )
            label = f"{name_of_goal}, {shown.index.name(Body.KIND, committee)}"
            text = present if is_untouched else typed
            cells.append(ShownCell(name, label, text, may_write[committee], problem))
        yield ShownRow(name_of_goal, shown.staff.page_url("fact", kind=Goal.KIND, key=goal), cells)
