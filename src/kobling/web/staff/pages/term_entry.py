"""Model a new council term in a change draft: what goes on, what ends, what is new, and what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from kobling.core.periods import MIN_YEAR
from kobling.records.base import Fact
from kobling.records.chain import Goal, Theme
from kobling.records.indicators import Indicator
from kobling.records.municipality import Term
from kobling.records.rights import Right
from kobling.records.validation import InvalidText
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.new_term import Lack, carried_over, day_before, in_force, missing, new_goals, new_themes
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import measurements
from kobling.rooms.municipality.queries import pk_of
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff.days import no_such_day
from kobling.web.staff.editing import try_edits
from kobling.web.staff.fact_drafts import keep_new_draft, requested_draft
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import Value
from kobling.web.staff.forms.texts import stored_text
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.tasks import conflict_problem, invalid_text_problem

LENGTH = 4
"""Years of a council term."""
LACKS = {
    Lack.COMMITTEE: gettext_noop("no committee carries it"),
    Lack.THEME: gettext_noop("it is under no theme"),
    Lack.TARGET: gettext_noop("it has no target"),
    Lack.LATER_DEADLINE: gettext_noop("its target was to be reached before the term"),
    Lack.INDICATOR: gettext_noop("its target has no indicator"),
    Lack.FIGURE: gettext_noop("its target has no figure"),
}
"""What a goal of the term lacks, in words."""


@dataclass(frozen=True)
class TermForm:
    """What was typed of a new term."""

    staff: StaffContext
    index: FactIndex
    start: str
    end: str
    chosen: frozenset[tuple[str, str]]
    """The kinds and keys of the themes and goals that go on."""
    ends_others: bool
    new_themes: str
    """One on each line."""
    new_goals: str

    def facts(self, record_type: type[Fact]) -> Mapping[str, Any]:
        """Return the facts of a type by key."""
        return self.index.facts(KIND_OF[record_type])

    def in_force(self, day: date) -> list[Theme | Goal]:
        """Return the themes and goals that are in force on a day: the candidates to go on."""
        return in_force(self.facts(Theme).values(), self.facts(Goal).values(), day)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_ORGANISATION)
def new_term(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Model a new term; or show what the draft of one still lacks."""
    form = _typed(request, staff)
    if request.method != "POST":
        return _page(request, form)
    start, end = (_day(text) for text in (form.start, form.end))
    problems = [FieldProblem(name, no_such_day()) for name, day in (("start", start), ("end", end)) if day is None]
    if start is not None and end is not None and end < start:
        problems.append(FieldProblem("end", _("The last day is before the first.")))
    if problems or start is None or end is None:
        return _page(request, form, problems)
    term = Term(key=f"{start.year}-{end.year}", start=start, end=end)
    return _keep(request, form, term)


def _keep(request: HttpRequest, form: TermForm, term: Term) -> HttpResponse:
    """Keep a term that could be stored as a draft, and show what it lacks."""
    if term.key in form.facts(Term):
        return _page(request, form, [FieldProblem("start", _("There is one with that key already."))])
    try:
        unplaced = _unplaced(form, term)
        if unplaced:
            return _page(request, form, unplaced)
        edits = Edits(tuple(_edits(form, term)))
    except InvalidText:
        return _page(request, form, [invalid_text_problem()])
    staff = form.staff
    attempt = try_edits(staff, form.index, edits)
    if attempt.result is None:
        return _page(request, form, [_of_page(one) for one in attempt.problems] or [conflict_problem()])
    title = _("The term %(years)s") % {"years": term.key}
    number = keep_new_draft(staff, edits, title=title)
    return HttpResponseRedirect(f"{staff.page_url('term_new')}?draft={number}", headers=HEADERS)


def _of_page(problem: FieldProblem) -> FieldProblem:
    """Return a problem of one of several facts, for which this page has no input of its own."""
    return problem if problem.name in {"start", "end"} else FieldProblem("", problem.message)


def _typed(request: HttpRequest, staff: StaffContext) -> TermForm:
    """Return the form with what was sent, or with the term that follows the newest one, in which everything goes on."""
    index, sent = fact_index(staff.municipality), request.POST
    terms: Mapping[str, Any] = index.facts(KIND_OF[Term])
    last = max((term.end for term in terms.values()), default=timezone.localdate())
    return TermForm(
        staff,
        index,
        start=sent.get("start", date(last.year + 1, 1, 1).isoformat()).strip(),
        end=sent.get("end", date(last.year + LENGTH, 12, 31).isoformat()).strip(),
        chosen=frozenset((kind, key) for kind, _space, key in (one.partition(" ") for one in sent.getlist("on"))),
        ends_others="ends_others" in sent,
        new_themes=sent.get("new_themes", ""),
        new_goals=sent.get("new_goals", ""),
    )


def _day(typed: str) -> date | None:
    """Return a typed day; None for what is none, and for a year that no term can have."""
    try:
        day = date.fromisoformat(stored_text(Value(date), typed))
    except ValueError:
        return None
    return day if day.year >= MIN_YEAR else None


def _edits(form: TermForm, term: Term) -> Iterator[FactEdit]:
    """Yield the term, what goes on in it, what ends the day before, and what is new. Raises InvalidText."""
    yield FactEdit(None, term)
    candidates = form.in_force(day_before(term))
    yield from carried_over(candidates, term, go_on=form.chosen, ends_others=form.ends_others)
    themes = _new_themes(form, term)
    lines = _lines(form.new_goals)
    placed = [(_theme_of(form, themes, line) or "", line.partition(":")[2].strip()) for line in lines]
    for record in (*themes.values(), *new_goals(placed, term, form.facts(Goal))):
        yield FactEdit(None, record)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _new_themes(form: TermForm, term: Term) -> dict[str, Theme]:
    """Return the new themes, each by its name as it would be typed."""
    names = _lines(form.new_themes)
    themes = new_themes(names, term, form.facts(Theme))
    return {name.casefold(): theme for name, theme in zip(names, themes, strict=True)}


def _theme_of(form: TermForm, themes: Mapping[str, Theme], line: str) -> str | None:
    """Return the key of the theme that a new goal stands after, new or not; None where it names none."""
    name, colon, _goal = line.partition(":")
    if not colon:
        return None
    new = themes.get(name.strip().casefold())
    return new.key if new else form.index.key_of(Theme.KIND, name)


def _unplaced(form: TermForm, term: Term) -> list[FieldProblem]:
    """Return what is wrong with the lines of new goals: each stands after its theme."""
    themes = _new_themes(form, term)
    message = _("“%(line)s”: write its theme before it, like this: %(example)s.")
    example = next(iter(_lines(form.new_themes)), None) or next(iter(form.index.names_of(Theme.KIND)), _("Theme"))
    return [
        FieldProblem("new_goals", message % {"line": line, "example": f"{example}: {line.rpartition(':')[2].strip()}"})
        for line in _lines(form.new_goals)
        if _theme_of(form, themes, line) is None or not line.partition(":")[2].strip()
    ]


def _page(request: HttpRequest, form: TermForm, problems: Sequence[FieldProblem] = ()) -> HttpResponse:
    draft = requested_draft(request, form.staff) if request.method != "POST" else None
    start = _day(form.start)
    candidates = form.in_force(start - timedelta(days=1)) if start and start > date.min else []
    is_new = request.method != "POST"
    context = {
        "title": _("A new council term"),
        "section": "facts",
        "form": form,
        "rows": [
            (
                f"{one.KIND} {one.key}",
                form.index.name(one.KIND, one.key),
                is_new or (one.KIND, one.key) in form.chosen,
                one.KIND == Theme.KIND,
            )
            for one in candidates
        ],
        "problems": problems,
        "wrong": {problem.name: problem.message for problem in problems},
        "draft": draft,
        "missing": _missing(form, draft) if draft else [],
    }
    return render_page(request, "term_entry", context, staff=form.staff, status=422 if problems else 200)


def _missing(form: TermForm, draft: ChangeDraft) -> list[tuple[date, LocalizedText, str]]:
    """Return what the goals of a draft's term lack: the day by which it matters, the goal, and words."""
    found = missing(draft.edits, form.facts(Indicator), measurements(pk_of(form.staff.municipality)))
    return [(one.day, localize(one.goal.short), _(LACKS[one.lack])) for one in found]
