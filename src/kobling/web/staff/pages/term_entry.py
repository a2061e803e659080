"""Model a new council term in a change draft: what goes on, what ends, what is new, and what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.core.periods import MIN_YEAR
from kobling.records.base import Fact
from kobling.records.chain import Goal, Theme
from kobling.records.indicators import Indicator
from kobling.records.keys import made_key
from kobling.records.municipality import Term
from kobling.records.rights import Right
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import measurements
from kobling.rooms.municipality.queries import pk_of
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff.editing import try_edits
from kobling.web.staff.fact_drafts import keep_new_draft, requested_draft
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import Value
from kobling.web.staff.forms.texts import stored_text
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.tasks import Untypable, conflict_problem, made, untypable_problem

LENGTH = 4
"""Years of a council term."""


@dataclass(frozen=True)
class Missing:
    """What a goal of the new term lacks, and the day by which it matters."""

    day: date
    goal: LocalizedText
    words: str


@dataclass(frozen=True)
class TermForm:
    """What was typed of a new term."""

    staff: StaffContext
    index: FactIndex
    start: str
    end: str
    chosen: frozenset[str]
    """The themes and goals that go on, each as its kind and key."""
    ends_others: bool
    new_themes: str
    """One on each line."""
    new_goals: str

    def facts(self, record_type: type[Fact]) -> Mapping[str, Any]:
        """Return the facts of a type by key."""
        return self.index.facts(KIND_OF[record_type])

    def in_force(self, day: date) -> list[Theme | Goal]:
        """Return the themes and goals that are in force on a day: the candidates to go on."""
        themes = [theme for theme in self.facts(Theme).values() if theme.in_force(day)]
        return [*themes, *(goal for goal in self.facts(Goal).values() if goal.wording(day) is not None)]


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_ORGANISATION)
def new_term(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Model a new term; or show what the draft of one still lacks."""
    form = _typed(request, staff)
    if request.method != "POST":
        return _page(request, form)
    start, end = (_day(text) for text in (form.start, form.end))
    problems = [
        FieldProblem(name, _("There is no such day. Write it like this: %(day)s.") % {"day": "30-11-2020"})
        for name, day in (("start", start), ("end", end))
        if day is None
    ]
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
    except Untypable:
        return _page(request, form, [untypable_problem()])
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
        chosen=frozenset(sent.getlist("on")),
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
    """Yield the term, what goes on in it under its own key, what ends the day before, and what is new."""
    yield FactEdit(None, term)
    day_before = term.start - timedelta(days=1)
    for record in form.in_force(day_before):
        if f"{record.KIND} {record.key}" in form.chosen:
            yield FactEdit(record, record.model_copy(update={"term": term.key}))
        elif form.ends_others:
            yield FactEdit(record, _ended(record, day_before))
    yield from _new(form, term)


def _ended(record: Theme | Goal, day: date) -> Theme | Goal:
    """Return a theme or goal whose last day is this one, or the earlier one that it has."""
    if isinstance(record, Theme):
        return record.model_copy(update={"valid_to": min(record.valid_to or day, day)})
    *former, last = record.wordings
    ended = last.model_copy(update={"valid_to": min(last.valid_to or day, day)})
    return record.model_copy(update={"wordings": (*former, ended)})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _new_themes(form: TermForm, term: Term) -> dict[str, Theme]:
    """Return the new themes, each by its name as it would be typed."""
    taken = set(form.facts(Theme))
    themes: dict[str, Theme] = {}
    for line in _lines(form.new_themes):
        key = made_key(line, taken)
        taken.add(key)
        slug = {"da": key, "en": key}
        themes[line.casefold()] = made(
            Theme, key=key, term=term.key, slug=slug, name={"da": line}, valid_from=term.start
        )
    return themes


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


def _new(form: TermForm, term: Term) -> Iterator[FactEdit]:
    """Yield the new themes, and the new goals under them or under those that are there."""
    themes, taken = _new_themes(form, term), set(form.facts(Goal))
    yield from (FactEdit(None, theme) for theme in themes.values())
    for line in _lines(form.new_goals):
        theme, words = _theme_of(form, themes, line), line.partition(":")[2].strip()
        key, text = made_key(words, taken), {"da": words}
        taken.add(key)
        goal = made(
            Goal,
            key=key,
            term=term.key,
            slug={"da": key, "en": key},
            themes=(theme,) if theme else (),
            short=text,
            wordings=({"text": text, "valid_from": term.start},),
        )
        yield FactEdit(None, goal)


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
            (name, form.index.name(one.KIND, one.key), is_new or name in form.chosen, one.KIND == Theme.KIND)
            for one in candidates
            for name in (f"{one.KIND} {one.key}",)
        ],
        "problems": problems,
        "wrong": {problem.name: problem.message for problem in problems},
        "draft": draft,
        "missing": sorted(_missing(form, draft), key=lambda one: one.day) if draft else [],
    }
    return render_page(request, "term_entry", context, staff=form.staff, status=422 if problems else 200)


def _missing(form: TermForm, draft: ChangeDraft) -> Iterator[Missing]:
    """Yield what the goals of a draft's term lack, until it is applied."""
    after = [edit.after for edit in draft.edits.facts]
    term = next((record for record in after if isinstance(record, Term)), None)
    if term is None:
        return
    measured = {figure.indicator for figure in measurements(pk_of(form.staff.municipality))}
    derived = {key for key, one in form.facts(Indicator).items() if one.derived is not None}
    for goal in (record for record in after if isinstance(record, Goal) and record.term == term.key):
        name = localize(goal.short)
        targets = [target for target in goal.targets if target.in_force(term.start)]
        if not goal.committees and goal.responsible is None:
            yield Missing(term.start, name, _("no committee carries it"))
        if not goal.themes and not goal.overall:
            yield Missing(term.start, name, _("it is under no theme"))
        if not targets:
            yield Missing(term.start, name, _("it has no target"))
        for target in targets:
            if target.deadline is not None and target.deadline < term.start:
                yield Missing(target.deadline, name, _("its target was to be reached before the term"))
            if target.indicator is None and not target.judgements:
                yield Missing(term.start, name, _("its target has no indicator"))
            elif target.indicator is not None and target.indicator not in measured | derived:
                yield Missing(target.deadline or term.end, name, _("its target has no figure"))
