"""One table of a register: choose from it by code, see what that gives, and keep it as an indicator that draws."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.core.units import Unit
from kobling.rooms.folder.error_messages import MESSAGES as FAULTS
from kobling.rooms.indicators.queries import definitions
from kobling.rooms.indicators.records import Cadence, Draw, Indicator
from kobling.rooms.municipality.queries import pk_of, profile
from kobling.rooms.people.records import Right
from kobling.rooms.registers import actions, configuration, queries
from kobling.sources.registers import RegisterError, RegisterTable, Variable, VariableValue
from kobling.web.opendata.code_list import unit_name
from kobling.web.shared import words
from kobling.web.shared.formats import decimals_of, format_number, format_period
from kobling.web.shared.localization import localize
from kobling.web.staff import register_errors
from kobling.web.staff.page_context import HEADERS, Visit, needs, refused, shown

MOST_SHOWN = 100
"""Figures of a look on the page; the rest are counted."""
LISTED = 12
"""Lines of a list of values that are seen at once."""
UNPROCESSABLE = 422
EVERYTHING = "*"
NEW = ""
"""What stands for a new indicator in the list of them."""


CADENCES = {"M": Cadence.MONTHLY, "K": Cadence.QUARTERLY, "Q": Cadence.QUARTERLY}
"""The sign in a period's code that says how often there is one."""


@dataclass(frozen=True)
class Choosing:
    """One variable, and its values as a list to choose from."""

    variable: Variable
    name: str
    """Of the form's field."""
    options: tuple[tuple[str, str, bool], ...]
    """Code, words, and whether it is chosen."""
    lines: int


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.DRAW)
def table(request: HttpRequest, visit: Visit, register: str, code: str) -> HttpResponse:
    """Show a table; look at what a choice gives; keep the choice and draw it."""
    if register not in configuration.names():
        return refused(request, visit.language)
    try:
        found = configuration.register(register).describe(code, language=visit.language)
    except RegisterError as refusal:
        facts = {"title": code, "here": "figures", "problem": register_errors.register_error_message(refusal)}
        return shown(request, "table_refused", facts, visit=visit, status=UNPROCESSABLE)
    form = Form(request.POST if request.method == "POST" else request.GET, visit, register, found)
    if request.method == "POST":
        return _kept(request, form)
    return _shown(request, form)


@dataclass(frozen=True)
class Form:
    """What somebody has chosen so far."""

    asked: QueryDict
    visit: Visit
    register: str
    table: RegisterTable

    @property
    def own(self) -> str:
        """The municipality's code."""
        return profile(self.visit.municipality).municipality.code

    @property
    def begun(self) -> bool:
        """Whether anything has been chosen."""
        return any(name.startswith("v.") for name in self.asked)

    @property
    def draw(self) -> Draw:
        """The choice as a definition keeps it. Raises ValidationError where it is none."""
        chosen = {one.code: tuple(self.asked.getlist(f"v.{one.code}")) for one in self.table.variables}
        return Draw(
            register_name=self.register,
            table=self.table.code,
            select={code: signs for code, signs in chosen.items() if signs},
            time=next((one.code for one in self.table.variables if one.is_time), ""),
            area=self.asked.get("area") or None,
            part=self.asked.get("part") or None,
        )

    def choosing(self) -> list[Choosing]:
        """Every variable as a list; before anything is chosen, all periods and the municipality's own area are."""
        own = self.own
        return [self._choosing(one, own) for one in self.table.variables]

    def _choosing(self, variable: Variable, own: str) -> Choosing:
        name = f"v.{variable.code}"
        usual = {EVERYTHING} if variable.is_time else {own}
        chosen = set(self.asked.getlist(name)) if self.begun else usual
        values = tuple((one.code, _named(one), one.code in chosen) for one in variable.values)
        newest_first = tuple(reversed(values)) if variable.is_time else values
        options = ((EVERYTHING, _("All of them"), EVERYTHING in chosen), *newest_first)
        return Choosing(variable, name, options, min(LISTED, len(options)))

    def area(self) -> str:
        """The variable that holds areas: the one chosen, or that which has the municipality among its values."""
        if self.begun:
            return self.asked.get("area", "")
        own = self.own
        holds = (one.code for one in self.table.variables if any(value.code == own for value in one.values))
        return next(holds, "")

    def cadence(self) -> Cadence:
        """How often the table's periods come, by how its newest one is written."""
        newest = next((one.values[-1].code for one in self.table.variables if one.is_time and one.values), "")
        return next((cadence for sign, cadence in CADENCES.items() if sign in newest), Cadence.YEARLY)

    def definition(self) -> Indicator:
        """The indicator to keep: one there is, which draws this from now on, or a new one. Raises ValidationError."""
        key = self.asked.get("indicator", NEW)
        kept = {one.key: one for one in definitions(pk_of(self.visit.municipality))}
        same = {"draw": self.draw, "table": self.table.code}
        if key in kept:
            return Indicator.model_validate(kept[key].model_dump() | same | {"draw": self.draw.model_dump()})
        name = self.asked.get("name", "").strip() or self.table.text
        return Indicator.model_validate(
            {
                "key": slugify(self.asked.get("key", "")) or slugify(name.translate(DANISH))[:60],
                "name": {"da": name, "en": self.asked.get("name_en", "").strip() or None},
                "what": self.asked.get("what", "").strip() or self.table.text,
                "how": _("Drawn from table %(table)s as it is.") % {"table": self.table.code},
                "sentence": {"da": self.asked.get("sentence", "").strip() or "{value}", "en": None},
                "unit": self.asked.get("unit") or Unit.COUNT,
                "decimals": self.asked.get("decimals") or "0",
                "collected_by": "register",
                "source": configuration.register(self.register).title,
                "cadence": self.asked.get("cadence") or self.cadence(),
            }
            | same
        )


def _named(value: VariableValue) -> str:
    return value.text if value.text == value.code else f"{value.text} ({value.code})"


DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def _shown(request: HttpRequest, form: Form, *, problem: str = "") -> HttpResponse:
    look, refusal = _look(form) if form.begun and not problem else (None, "")
    kept = [one for one in definitions(pk_of(form.visit.municipality)) if one.derived is None]
    facts = {
        "title": form.table.text,
        "here": "figures",
        "table": form.table,
        "register": form.register,
        "choosing": form.choosing(),
        "area": form.area(),
        "part": form.asked.get("part", ""),
        "places": [one for one in form.table.variables if not one.is_time],
        "look": look,
        "chosen": [(name, one) for name, many in form.asked.lists() if _is_choice(name) for one in many],
        "kept": [(one.key, localize(one.name)) for one in kept if one.collected_by == "register"],
        "asked": form.asked,
        "unit": form.asked.get("unit") or Unit.COUNT,
        "cadence": form.asked.get("cadence") or form.cadence(),
        "units": [(one.value, unit_name(one)) for one in Unit if one is not Unit.PARTS],
        "cadences": [(one.value, words.cadence_name(one)) for one in Cadence],
        "problem": problem or refusal,
    }
    return shown(request, "table", facts, visit=form.visit, status=UNPROCESSABLE if problem or refusal else 200)


def _is_choice(name: str) -> bool:
    return name.startswith("v.") or name in {"area", "part"}


def _look(form: Form) -> tuple[dict[str, Any] | None, str]:
    """Return what the choice gives, or nothing and why."""
    try:
        found = queries.preview(
            municipality=form.visit.municipality,
            definition=form.definition(),
            register=configuration.register(form.register),
            at=timezone.now(),
        )
    except RegisterError as refusal:
        return None, register_errors.register_error_message(refusal)
    except ValidationError as refusal:
        return None, _not_valid(refusal)
    readings = sorted(found.figures, key=lambda one: (one.period.start, one.area or "", one.part or ""), reverse=True)
    look = {
        "rows": [
            (
                format_period(one.period),
                one.area or _("the municipality"),
                one.part or "",
                format_number(one.value, decimals_of(one.value)) if one.value is not None else one.why or "..",
            )
            for one in readings[:MOST_SHOWN]
        ],
        "count": len(readings),
        "rest": max(0, len(readings) - MOST_SHOWN),
        "updated": found.updated,
        "parts": any(one.part for one in readings),
    }
    return look, ""


def _kept(request: HttpRequest, form: Form) -> HttpResponse:
    """Keep the definition and draw it, or say what is wrong with it."""
    now = timezone.now()
    try:
        wanted = form.definition()
        if form.asked.get("indicator", NEW) == NEW and wanted.key in {
            one.key for one in definitions(pk_of(form.visit.municipality))
        }:
            told = _(
                "There is an indicator called %(key)s already. Choose it in the list, or give this one another name."
            )
            return _shown(request, form, problem=told % {"key": wanted.key})
        actions.define(municipality=form.visit.municipality, definition=wanted, by=form.visit.user.name, at=now)
        actions.fetch(
            municipality=form.visit.municipality,
            indicator=wanted.key,
            register=configuration.register(form.register),
            by=form.visit.user.name,
            at=now,
        )
    except ValidationError as refusal:
        return _shown(request, form, problem=_not_valid(refusal))
    except actions.BadDefinition as refusal:
        return _shown(request, form, problem=_faults(refusal))
    except KoblingError as refusal:
        return _shown(request, form, problem=register_errors.register_error_message(refusal))
    return HttpResponseRedirect(form.visit.to("series", key=wanted.key), headers=HEADERS)


def _faults(refusal: actions.BadDefinition) -> str:
    """Say what does not agree, in the sentences that the municipality folder has for it."""
    return "; ".join(
        _(FAULTS[one.code]) % {"found": one.found, "allowed": ", ".join(map(str, one.allowed))}
        for one in refusal.problems
    )


def _not_valid(refusal: ValidationError) -> str:
    """Say which fields cannot be kept as they are."""
    named = [str(one["loc"][0]) for one in refusal.errors() if one["loc"]]
    said = {
        "select": _("Choose values of the variables; those that are left out are summed over."),
        "time": _("The table has no variable of periods."),
        "key": _("Give it a name with letters in it."),
        "name": _("Give it a name."),
        "sentence": _("The sentence has to be one line."),
        "decimals": _("Decimals are a whole number from 0 to 4."),
        "unit": _("Choose a unit from the list."),
        "cadence": _("Choose from the list how often it is measured."),
    }
    told = [said[name] for name in dict.fromkeys(named) if name in said]
    return " ".join(told) or _("The choice cannot be kept as it is.")
