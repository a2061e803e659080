"""Take a goal into an agreement, from the goal or from the agreement."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.agreements import Agreement
from kobling.records.chain import Goal
from kobling.records.rights import Right
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.kinds import KIND_OF
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.tasks import Saving, conflict_problem, done_by, save, undo_own
from kobling.web.staff.terms import last_term_before_today


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_AGREEMENTS)
def take_up(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Choose a goal and an agreement, and let the agreement take the goal over."""
    index = fact_index(staff.municipality)
    agreements, goals = _agreements(staff, index), _goals(index)
    saving = None
    if "undo" in request.POST:
        problem = undo_own(request, staff, index)
        saving = Saving(problems=(problem,) if problem else ())
    elif request.method == "POST":
        saving = _save(request, staff, index, agreements, goals)
    if saving is not None and saving.is_done:
        url = staff.page_url("take_up")
        if saving.draft is not None:
            url = staff.page_url("change_draft", number=saving.draft)
        elif saving.change_set is not None:
            url = f"{url}?saved={saving.change_set}"
        return HttpResponseRedirect(url, headers=HEADERS)
    saving = saving or Saving()
    chosen = {name: request.POST.get(name, request.GET.get(name, "")) for name in ("goal", "agreement")}
    context = {
        "title": _("Take a goal into an agreement"),
        "section": "facts",
        "goals": [(key, index.name(Goal.KIND, key), key == chosen["goal"]) for key in goals],
        "agreements": [(key, index.name(Agreement.KIND, key), key == chosen["agreement"]) for key in agreements],
        "problems": saving.problems,
        "wrong": {problem.name: problem.message for problem in saving.problems},
        "warnings": saving.warnings,
        "answer": request.POST.get("answer", ""),
        "is_unanswered": bool(saving.warnings) and "answer" in request.POST,
        "saved": done_by(request, staff, index),
        "newest_term": last_term_before_today(index),
        "may_model_term": staff.may(Right.EDIT_ORGANISATION),
        "new_agreement_url": _new_agreement_url(staff, chosen["goal"]),
    }
    status = 422 if saving.problems or saving.warnings else 200
    return render_page(request, "take_up", context, staff=staff, status=status)


def _new_agreement_url(staff: StaffContext, goal: str) -> str:
    """Return the address of the form of a new agreement about a goal, if one is chosen."""
    url = staff.page_url("fact_add", kind=Agreement.KIND)
    return f"{url}?{urlencode({'goals': goal})}" if goal else url


def _agreements(staff: StaffContext, index: FactIndex) -> Mapping[str, Agreement]:
    """Return the agreements that have not ended and that the user may change, the newest first."""
    every: Mapping[str, Any] = index.facts(KIND_OF[Agreement])
    today = timezone.localdate()
    return {
        key: one
        for key, one in reversed(list(every.items()))
        if (one.valid_to is None or one.valid_to >= today) and staff.may(Right.EDIT_AGREEMENTS, one)
    }


def _goals(index: FactIndex) -> list[str]:
    """Return the keys of the goals that are in force today."""
    every: Mapping[str, Any] = index.facts(KIND_OF[Goal])
    return [key for key, goal in every.items() if goal.wording(timezone.localdate()) is not None]


def _save(
    request: HttpRequest, staff: StaffContext, index: FactIndex, agreements: Mapping[str, Agreement], goals: list[str]
) -> Saving:
    goal, agreement = request.POST.get("goal", ""), agreements.get(request.POST.get("agreement", ""))
    problems = []
    if goal not in goals:
        problems.append(FieldProblem("goal", _("Choose a goal.")))
    if agreement is None:
        problems.append(FieldProblem("agreement", _("Choose an agreement.")))
    elif goal in agreement.goals:
        problems.append(FieldProblem("agreement", _("The agreement has the goal already.")))
    if problems or agreement is None:
        return Saving(problems=tuple(problems))
    after = agreement.model_copy(update={"goals": (*agreement.goals, goal)})
    saving = save(
        staff,
        index,
        Edits((FactEdit(agreement, after),)),
        title=_("Take a goal into an agreement"),
        answer=request.POST.get("answer", ""),
    )
    return Saving(problems=(conflict_problem(),)) if saving.conflicts else saving
