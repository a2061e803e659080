"""The changes of facts from release to release in words: a target's value, a goal's wording, what ended."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_origin

from django.utils.translation import gettext as _
from pydantic.alias_generators import to_pascal

from kobling.core.basis import Basis
from kobling.core.periods import Period
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.records.base import Text
from kobling.records.words import words_in
from kobling.rooms.releases.document import RELEASED, FactChange, FactValue, Goal, Indicator, Target, Theme
from kobling.web.shared.formats import (
    decimals_of,
    format_day,
    format_difference,
    format_number,
    format_percent,
    format_period,
)
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.figures import amount, area_name
from kobling.web.shared.words.initiatives import ending_name
from kobling.web.shared.words.vocabulary import (
    basis_name,
    body_kind_name,
    cadence_name,
    collected_name,
    direction_name,
    initiative_kind_name,
    target_kind_name,
    unit_name,
)

YEAR_FIELDS = {"price_level", "year"}
POLITICAL_FIELDS = {
    "wording",
    "kind",
    "direction",
    "value",
    "deadline",
    "baseline",
    "minimum_change",
    "max_age_days",
    "indicator",
    "area",
}
"""The fields of goals and targets that a political body decides."""


@dataclass(frozen=True)
class ChangeContext:
    """What the values of a change mean."""

    target: Target | None
    """The target that changed, as it is in the release; None where it is not there, or was of another kind then."""
    indicator: Indicator | None
    """Its indicator; None likewise."""
    name_of: Callable[[str, str], Text | None]
    """Returns the name behind a field's key; None for a field without keys, and for a key that is unknown."""


def needs_decision(change: FactChange) -> bool:
    """Return whether a political body decides what changed, so that a missing decision is worth saying."""
    if change.fact not in {"goal", "target"}:
        return False
    return change.kind != "changed" or change.field in POLITICAL_FIELDS


def fact_change_sentence(change: FactChange, context: ChangeContext) -> LocalizedText:
    """Return a change as a sentence: `Det, der skal nås: før »80 %«, nu »70 %«.`"""
    if change.kind != "changed" or change.field is None:
        return localized_text(_kind_sentence(change))
    form = _form(change)
    values = {
        "field": localized_text(field_name(change.fact, change.field)),
        "before": _value(change, change.before, context),
        "now": _value(change, change.now, context),
    }
    return _fill(form, values)


def ended_sentence(record: Goal | Theme) -> str:
    """Return until when a goal or theme was in force."""
    ended = record.ended
    if isinstance(record, Goal):
        if ended and ended.day:
            return _("The goal was in force until %(day)s.") % {"day": format_day(ended.day)}
        return _("The goal is not in force on the day of this release.")
    if ended and ended.day:
        return _("The theme was in force until %(day)s.") % {"day": format_day(ended.day)}
    return _("The theme is not in force on the day of this release.")


def _kind_sentence(change: FactChange) -> str:
    sentences = {
        ("goal", "added"): _("The goal is new."),
        ("goal", "ended"): _("The goal has ended."),
        ("goal", "resumed"): _("The goal is in force again."),
        ("target", "added"): _("The target is new."),
        ("target", "ended"): _("The target has been taken out."),
        ("initiative", "ended"): _("The initiative has ended."),
        ("initiative", "resumed"): _("The initiative goes on."),
        ("body", "ended"): _("The body has ended."),
        ("priority", "added"): _("The committee has given the goal priority."),
        ("priority", "ended"): _("The priority has been taken out."),
        ("joint_meeting", "added"): _("The committees have met about it."),
        ("decision", "added"): _("It has been decided."),
    }
    others = {
        "added": _("It is new."),
        "ended": _("It is not in force any more."),
        "resumed": _("It is in force again."),
    }
    return sentences.get((change.fact, change.kind)) or others[change.kind]


def _form(change: FactChange) -> str:
    if change.before is None and change.now is None:
        return _("%(field)s: changed.")
    if change.before is not None and change.now is not None:
        return _("%(field)s: before “%(before)s”, now “%(now)s”.")
    if get_origin(_annotation(change)) is tuple:
        return _("%(field)s: “%(now)s” added.") if change.before is None else _("%(field)s: “%(before)s” taken out.")
    if change.before is None:
        return _("%(field)s: before not given, now “%(now)s”.")
    return _("%(field)s: before “%(before)s”, now not given.")


def _annotation(change: FactChange) -> Any:
    """Return the type of the field that changed; None where releases have it no more."""
    field = RELEASED[change.fact].model_fields.get(change.field or "")
    return None if field is None else field.annotation


def _fill(form: str, values: Mapping[str, LocalizedText]) -> LocalizedText:
    """Fill in the named placeholders of a form; each value keeps its language."""
    pieces = re.split(r"%\((\w+)\)s", form)
    return join_texts((values[piece] if index % 2 else piece for index, piece in enumerate(pieces)), between="")


def _value(change: FactChange, value: FactValue, context: ChangeContext) -> LocalizedText:
    """Return a value in words; empty for None."""
    if value is None:
        return localized_text("")
    if isinstance(value, Text):
        return localize(value)
    if isinstance(value, bool):
        return localized_text(_("yes") if value else _("no"))
    if isinstance(value, float):
        return localized_text(_number(change, value, context))
    name = context.name_of(change.field or "", value)
    return localize(name) if name else localized_text(_code(change, value))


def _number(change: FactChange, value: float, context: ChangeContext) -> str:
    """Return a number with its unit, where that is known."""
    target, indicator = context.target, context.indicator
    if change.field in YEAR_FIELDS:
        return str(int(value))
    if change.field == "confidence":
        return format_percent(100 * value, decimals_of(100 * value))
    if change.field == "value" and target and target.kind is Kind.RELATIVE_CHANGE:
        return format_percent(value, decimals_of(value))
    if change.field == "minimum_change" and indicator:
        return format_difference(value, indicator.unit, decimals_of(value))
    if change.field == "value" and indicator and target and target.kind is not Kind.RELATIVE_TO_AREA:
        return amount(value, indicator, decimals=decimals_of(value))
    return format_number(value, decimals_of(value))


def _code(change: FactChange, value: str) -> str:
    """Return a code, day or period in words."""
    field = change.field or ""
    if date in (_annotation(change), *get_args(_annotation(change))):
        return format_day(date.fromisoformat(value))
    if field == "baseline":
        return format_period(Period.parse(value))
    names: Mapping[tuple[str, str], Callable[[], str]] = {
        ("target", "kind"): lambda: target_kind_name(Kind(value)),
        ("target", "direction"): lambda: direction_name(Direction(value)),
        ("target", "area"): lambda: area_name(value),
        ("body", "kind"): lambda: body_kind_name(value),
        ("initiative", "kind"): lambda: initiative_kind_name(value),
        ("initiative", "ending"): lambda: ending_name(value),
        ("indicator", "cadence"): lambda: cadence_name(value),
        ("indicator", "basis"): lambda: basis_name(Basis(value)),
        ("indicator", "collected_by"): lambda: collected_name(value),
        ("indicator", "unit"): lambda: unit_name(Unit(value)),
    }
    name = names.get((change.fact, field))
    return name() if name else value


def fact_name(fact: str) -> str:
    """Return what a kind of fact is called."""
    names = {
        "theme": _("Theme"),
        "goal": _("Goal"),
        "target": _("Target"),
        "vision": _("Vision"),
        "body": _("Political body"),
        "unit": _("Unit of the administration"),
        "indicator": _("Figure"),
        "initiative": _("Initiative"),
        "budget": _("Budget"),
        "agreement": _("Agreement"),
        "story": _("Story"),
        "source": _("Source"),
        "municipality": _("Municipality"),
        "priority": _("Priority"),
        "joint_meeting": _("Joint meeting"),
        "decision": _("Decision"),
    }
    return names[fact]


def field_name(fact: str, field: str) -> str:
    """Return what a field of a fact is called, with a capital: as on forms, but for what only a release has."""
    of_release = {
        "calculation": _("The formula"),
        "judgement": _("Judgement"),
        "lines": _("The budget lines that lead to goals"),
        "wording": _("The goal's words"),
    }
    records = ("TakenDecision", "Decision") if fact == "decision" else (to_pascal(fact),)
    return of_release.get(field) or str(localize(words_in((*records, "Valid", "Record"), field).label))
