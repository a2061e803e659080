"""Record a decision or a joint meeting, and what it meant for which goals, the evening it is held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.base import Fact
from kobling.records.chain import Goal
from kobling.records.council import JointMeeting, Priority, TakenDecision
from kobling.records.municipality import Body, Term
from kobling.records.rights import Right
from kobling.records.validation import InvalidText
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.meeting import Meeting, term_of
from kobling.rooms.changes.priorities import term_of_year
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.workbooks.priorities import is_rank, rank_of
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.days import no_such_day
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import Value
from kobling.web.staff.forms.texts import stored_text
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.pages.fact import replaceable_parts
from kobling.web.staff.tasks import Saving, conflict_problem, done_by, invalid_text_problem, save, undo_own
from kobling.web.staff.terms import last_term_before_today

ROWS = 3
"""Goals that can be named before a button asks for more."""
MAX_ROWS = 30
MEANINGS = ("", "priority", "wording", "target")
"""What a decision means for a goal, as the page sends it."""


@dataclass(frozen=True)
class GoalRow:
    """A goal that is named, as it was typed."""

    number: int
    name: str
    meaning: str
    rank: str

    @property
    def name_of_input(self) -> str:
        """The name of the input that names the goal."""
        return f"goal.{self.number}"

    @property
    def name_of_rank(self) -> str:
        """The name of the input of its rank."""
        return f"rank.{self.number}"


@dataclass(frozen=True)
class DecisionForm:
    """What was typed of a decision or a joint meeting."""

    staff: StaffContext
    index: FactIndex
    bodies: tuple[str, ...]
    """The keys of the bodies that are chosen."""
    day: str
    item: str
    what: str
    year: str
    """The year of the priorities; empty for that of the day."""
    proposed_year: str
    """The year that the page proposed, which follows the day until another one is chosen; empty before the first."""
    rows: Sequence[GoalRow]

    def facts(self, record_type: type[Fact]) -> Mapping[str, Any]:
        """Return the facts of a type by key."""
        return self.index.facts(KIND_OF[record_type])


@dataclass(frozen=True)
class Read:
    """What was typed, read."""

    meeting: Meeting
    rows: Mapping[str, GoalRow]
    """The rows of the goals, by their keys."""
    year: int
    """Of the priorities."""
    term: str
    """The key of the council term that the year is in; that of the day where no priority is given."""


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.RECORD_DECISIONS)
def record(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Record a decision of one body, or a joint meeting of several."""
    form = _typed(request, staff)
    if request.method != "POST" or "more" in request.POST:
        return _page(request, form)
    if "undo" in request.POST:
        problem = undo_own(request, staff, form.index)
        return (
            _page(request, form, Saving(problems=(problem,)))
            if problem
            else HttpResponseRedirect(staff.page_url("decision_record"), headers=HEADERS)
        )
    read, problems = _read(form)
    saving = Saving(problems=tuple(problems)) if read is None else _save(request, form, read)
    if read is None or not saving.is_done:
        return _page(request, form, saving)
    if saving.draft is not None:
        return HttpResponseRedirect(staff.page_url("change_draft", number=saving.draft), headers=HEADERS)
    following = [(row.meaning, key) for key, row in read.rows.items() if row.meaning in {"wording", "target"}]
    query = [("saved", str(saving.change_set)), *(("next", f"{meaning}:{key}") for meaning, key in following)]
    if following:
        query += [("body", form.bodies[0]), ("day", read.meeting.day.isoformat()), ("item", form.item)]
    return HttpResponseRedirect(f"{staff.page_url('decision_record')}?{urlencode(query)}", headers=HEADERS)


def _typed(request: HttpRequest, staff: StaffContext) -> DecisionForm:
    """Return the form with what was sent, or with what the address proposes."""
    index, sent = fact_index(staff.municipality), request.POST
    every = index.facts(KIND_OF[Body])
    own = [key for key, body in every.items() if staff.may(Right.RECORD_DECISIONS, body)]
    asked = sent.getlist("body") if request.method == "POST" else request.GET.getlist("committee")
    if request.method != "POST" and not asked and len(own) < len(every):
        asked = own[:1]
    numbers = (parse_number(name.removeprefix("goal.")) for name in sent if name.startswith("goal."))
    count = max((number + 1 for number in numbers if number is not None), default=ROWS)
    rows = [
        GoalRow(
            number=number,
            name=sent.get(f"goal.{number}", "").strip(),
            meaning=sent.get(f"meaning.{number}", ""),
            rank=sent.get(f"rank.{number}", "").strip(),
        )
        for number in range(min(count, MAX_ROWS) + (ROWS if "more" in sent else 0))
    ]
    wanted = request.GET.get("goal", "")
    if request.method != "POST" and index.fact(Goal.KIND, wanted) is not None:
        rows[0] = GoalRow(0, index.shown(Goal.KIND, wanted), "", "")
    item, what, year = (str(sent.get(name, "")).strip() for name in ("item", "what", "year"))
    return DecisionForm(
        staff=staff,
        index=index,
        bodies=tuple(key for key in every if key in asked),
        day=str(sent.get("day", timezone.localdate().isoformat())).strip(),
        item=item,
        what=what,
        year=year,
        proposed_year=str(sent.get("proposed_year", "")),
        rows=rows,
    )


def _read(form: DecisionForm) -> tuple[Read | None, list[FieldProblem]]:
    """Return what was typed, or what is wrong with it."""
    problems = []
    if not form.bodies:
        problems.append(FieldProblem("body", _("Choose who decided or met.")))
    is_joint = len(form.bodies) > 1
    if not is_joint and not form.what:
        problems.append(FieldProblem("what", _("Something has to be written here.")))
    if is_joint and form.item:
        message = _("A joint meeting has no item of its own. Write it under what came of it.")
        problems.append(FieldProblem("item", message))
    day, term = _day(form.day), None
    if day is None:
        problems.append(FieldProblem("day", no_such_day()))
    else:
        term = term_of(form.facts(Term).values(), day)
        if term is None:
            message = _("The day is in no council term. Model the term first, or choose another day.")
            problems.append(FieldProblem("day", message))
    goals, wrong = _read_goals(form)
    problems += wrong
    if is_joint and not any(row.name for row in form.rows):
        problems.append(FieldProblem("goal.0", _("A joint meeting is about at least one goal.")))
    if problems or day is None or term is None:
        return None, problems
    year = (parse_number(form.year) if len(form.year) == 4 else None) or day.year
    term_of_priorities: str | None = term
    if any(row.meaning == "priority" for row in goals.values()):
        term_of_priorities = term_of_year(form.facts(Term).values(), year)
    if term_of_priorities is None:
        return None, [FieldProblem("year", _("Choose a year of a council term."))]
    meeting = Meeting(form.bodies, day, term, form.item, form.what, tuple(goals))
    return Read(meeting, goals, year, term_of_priorities), []


def _read_goals(form: DecisionForm) -> tuple[dict[str, GoalRow], list[FieldProblem]]:
    """Return the rows that name a goal, by its key, and what is wrong with the others."""
    goals: dict[str, GoalRow] = {}
    problems = []
    for row in form.rows:
        key = form.index.key_of(Goal.KIND, row.name) if row.name else None
        if row.name and key is None:
            message = _("No goal, or more than one, begins with “%(typed)s”.") % {"typed": row.name}
            problems.append(FieldProblem(row.name_of_input, message))
        if row.rank and not (is_rank(row.rank) and rank_of(row.rank)):
            problems.append(FieldProblem(row.name_of_rank, _("Write a number from 1, or leave it empty.")))
        if key is not None:
            goals[key] = row
    return goals, problems


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(stored_text(Value(date), typed))
    except ValueError:
        return None


def _save(request: HttpRequest, form: DecisionForm, read: Read) -> Saving:
    try:
        taken = form.facts(JointMeeting if len(form.bodies) > 1 else TakenDecision)
        edits = (FactEdit(None, read.meeting.record(taken)), *_priorities(form, read))
    except InvalidText:
        return Saving(problems=(invalid_text_problem(),))
    title = form.what or _("Joint meeting")
    saving = save(form.staff, form.index, Edits(edits), title=title, answer=request.POST.get("answer", ""))
    return Saving(problems=(conflict_problem(),)) if saving.conflicts else saving


def _priorities(form: DecisionForm, read: Read) -> Iterator[FactEdit]:
    """Yield the priorities that are given: of the chosen committees, those that the user writes for."""
    bodies = [form.facts(Body)[key] for key in form.bodies]
    own = [body for body in bodies if form.staff.may(Right.RECORD_DECISIONS, body)]
    ranks = {
        goal: rank_of(row.rank) if row.rank else None for goal, row in read.rows.items() if row.meaning == "priority"
    }
    return read.meeting.priorities(ranks, read.term, read.year, own, form.facts(Priority).values())


def _page(request: HttpRequest, form: DecisionForm, saving: Saving | None = None) -> HttpResponse:
    saving = saving or Saving()
    wrong = {problem.name: problem.message for problem in saving.problems}
    this_year, day = timezone.localdate().year, _day(form.day) or timezone.localdate()
    is_proposed = form.year == form.proposed_year
    bodies = [body for body in form.facts(Body).values() if body.in_force(day) or body.key in form.bodies]
    goals = [goal for goal in form.facts(Goal).values() if goal.wording(day) is not None]
    words = (_("nothing more"), _("a priority"), _("a new wording"), _("a new target"))
    context = {
        "title": _("Record a decision or a joint meeting"),
        "section": "committees",
        "bodies": [(body.key, form.index.name(Body.KIND, body.key), body.key in form.bodies) for body in bodies],
        "form": replace(form, year=str(day.year) if is_proposed else form.year, proposed_year=str(day.year)),
        "goals": [form.index.shown(Goal.KIND, goal.key) for goal in goals],
        "meanings": list(zip(MEANINGS, words, strict=True)),
        "years": sorted({day.year, day.year + 1, this_year - 1, this_year, this_year + 1}),
        "newest_term": last_term_before_today(form.index),
        "may_model_term": form.staff.may(Right.EDIT_ORGANISATION),
        "wrong": wrong,
        "problems": saving.problems,
        "warnings": saving.warnings,
        "answer": request.POST.get("answer", ""),
        "is_unanswered": bool(saving.warnings) and "answer" in request.POST,
        "saved": done_by(request, form.staff, form.index),
        "following": list(_following(request, form)),
    }
    status = 422 if saving.problems or saving.warnings else 200
    return render_page(request, "decision_entry", context, staff=form.staff, status=status)


def _following(request: HttpRequest, form: DecisionForm) -> Iterator[tuple[LocalizedText, str, str]]:
    """Yield the forms of the wordings and targets that follow from what was recorded, with the decision filled in."""
    decided = {"valid_from": request.GET.get("day", ""), "decision.date": request.GET.get("day", "")}
    decided |= {"decision.body": request.GET.get("body", ""), "decision.item": request.GET.get("item", "")}
    for wanted in request.GET.getlist("next"):
        meaning, _colon, key = wanted.partition(":")
        goal = form.index.fact(Goal.KIND, key)
        if goal is None or request.method == "POST":
            continue
        parts = [one for one in replaceable_parts(goal) if one[0] == f"{meaning}s"]
        name = form.index.name(Goal.KIND, key)
        for part, number, label in parts:
            url = form.staff.page_url("fact_replace", kind=Goal.KIND, key=key, part=part, number=number)
            of_target = _("Write the target after %(label)s") % {"label": label}
            yield name, _("Write the new wording") if part == "wordings" else of_target, f"{url}?{urlencode(decided)}"
        if not parts and meaning == "target":
            url = form.staff.page_url("fact_change", kind=Goal.KIND, key=key)
            yield name, _("Add a target"), f"{url}?field=targets"
