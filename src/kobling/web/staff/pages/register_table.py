"""A table of a register: choose values, preview the figures, and save the choice as an indicator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from kobling.core.basis import Basis
from kobling.core.errors import KoblingError
from kobling.core.units import Unit
from kobling.records.base import INCOMING
from kobling.records.indicators import Cadence, Draw, Indicator
from kobling.records.keys import slugified
from kobling.records.rights import Right
from kobling.rooms.facts.queries import definitions, municipality_record
from kobling.rooms.folder.error_messages import MESSAGES as FAULTS
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.registers import actions, configuration, queries
from kobling.sources.registers import RegisterError, RegisterTable, Variable, VariableValue
from kobling.web.opendata.code_list import unit_meaning
from kobling.web.shared import words
from kobling.web.shared.formats import decimals_of, format_number, format_period
from kobling.web.shared.localization import localize
from kobling.web.staff import register_errors
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.figures import render_questions, render_unfetched

MAX_PREVIEW_ROWS = 100
"""Figures shown in a preview; the rest are counted."""
MAX_VISIBLE_OPTIONS = 12
"""Lines of a list of values that are visible without scrolling."""
UNPROCESSABLE = 422
ALL_VALUES = "*"
NEW_INDICATOR = ""
"""The option for a new indicator in the list of indicators."""


CADENCE_SIGNS = {"M": Cadence.MONTHLY, "K": Cadence.QUARTERLY, "Q": Cadence.QUARTERLY}
"""The letter in a period's code that shows the cadence."""


@dataclass(frozen=True)
class VariableOptions:
    """One variable with its values as options."""

    variable: Variable
    name: str
    """Name of the form field."""
    options: tuple[tuple[str, str, bool], ...]
    """Code, text and whether it is selected."""
    size: int


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.FETCH)
def register_table(request: HttpRequest, staff: StaffContext, register: str, code: str) -> HttpResponse:
    """Show a table, preview a choice of values, or save the choice and fetch its figures."""
    if not configuration.is_known(register):
        return forbidden(request, staff.language)
    try:
        table = configuration.register(register, staff.municipality).describe(code, language=staff.language)
    except RegisterError as error:
        context = {"title": code, "section": "figures", "problem": register_errors.register_error_message(error)}
        return render_page(request, "table_refused", context, staff=staff, status=UNPROCESSABLE)
    form = TableForm(request.POST if request.method == "POST" else request.GET, staff, register, table)
    if request.method == "POST":
        return _save_and_fetch(request, form)
    return _render(request, form)


@dataclass(frozen=True)
class TableForm:
    """The choice of values, and the definition made from it."""

    data: QueryDict
    staff: StaffContext
    register: str
    table: RegisterTable

    @property
    def municipality_code(self) -> str:
        return municipality_record(pk_of(self.staff.municipality)).code

    @property
    def has_choice(self) -> bool:
        """Whether any value has been chosen."""
        return any(name.startswith("v.") for name in self.data)

    @property
    def draw(self) -> Draw:
        """The choice as part of an indicator's definition. Raises ValidationError if it is invalid."""
        chosen = {variable.code: tuple(self.data.getlist(f"v.{variable.code}")) for variable in self.table.variables}
        return Draw(
            register_name=self.register,
            table=self.table.code,
            select={code: values for code, values in chosen.items() if values},
            time=next((variable.code for variable in self.table.variables if variable.is_time), ""),
            area=self.data.get("area") or None,
            part=self.data.get("part") or None,
        )

    def variables(self) -> list[VariableOptions]:
        """Return every variable with its options; by default all periods and the municipality's own area."""
        municipality_code = self.municipality_code
        return [self._variable_options(variable, municipality_code) for variable in self.table.variables]

    def _variable_options(self, variable: Variable, municipality_code: str) -> VariableOptions:
        name = f"v.{variable.code}"
        default = {ALL_VALUES} if variable.is_time else {municipality_code}
        chosen = set(self.data.getlist(name)) if self.has_choice else default
        values = tuple((value.code, _value_label(value), value.code in chosen) for value in variable.values)
        newest_first = tuple(reversed(values)) if variable.is_time else values
        options = ((ALL_VALUES, _("All of them"), ALL_VALUES in chosen), *newest_first)
        return VariableOptions(variable, name, options, min(MAX_VISIBLE_OPTIONS, len(options)))

    def area(self) -> str:
        """Return the area variable: the chosen one, or the first with the municipality among its values."""
        if self.has_choice:
            return self.data.get("area", "")
        municipality_code = self.municipality_code
        area_variables = (
            variable.code
            for variable in self.table.variables
            if any(value.code == municipality_code for value in variable.values)
        )
        return next(area_variables, "")

    def cadence(self) -> Cadence:
        """Return the cadence of the table's periods, from the code of the newest one."""
        newest = next(
            (variable.values[-1].code for variable in self.table.variables if variable.is_time and variable.values), ""
        )
        return next((cadence for sign, cadence in CADENCE_SIGNS.items() if sign in newest), Cadence.YEARLY)

    def definition(self) -> Indicator:
        """Return the indicator to save: an existing one with this choice, or a new one. Raises ValidationError."""
        key = self.data.get("indicator", NEW_INDICATOR)
        existing = {indicator.key: indicator for indicator in definitions(pk_of(self.staff.municipality))}
        source = {"draw": self.draw, "table": self.table.code}
        if key in existing:
            return Indicator.model_validate(existing[key].model_dump() | source | {"draw": self.draw.model_dump()})
        name = self.data.get("name", "").strip() or self.table.text
        return Indicator.model_validate(
            {
                "key": slugify(self.data.get("key", "")) or slugified(name),
                "name": {"da": name, "en": self.data.get("name_en", "").strip() or None},
                "what": self.data.get("what", "").strip() or self.table.text,
                "how": _("Fetched from table %(table)s as it is.") % {"table": self.table.code},
                "sentence": self.data.get("sentence", "").strip() or None,
                "unit": self.data.get("unit") or Unit.COUNT,
                "decimals": self.data.get("decimals") or None,
                "collected_by": "register",
                "basis": self.data.get("basis") or None,
                "source": configuration.register(self.register, self.staff.municipality).title,
                "cadence": self.data.get("cadence") or self.cadence(),
            }
            | source,
            context=INCOMING,
        )


def _value_label(value: VariableValue) -> str:
    return value.text if value.text == value.code else f"{value.text} ({value.code})"


def _render(request: HttpRequest, form: TableForm, *, problem: str = "") -> HttpResponse:
    preview, error = _preview(form) if form.has_choice and not problem else (None, "")
    indicators = [indicator for indicator in definitions(pk_of(form.staff.municipality)) if indicator.derived is None]
    context = {
        "title": form.table.text,
        "section": "figures",
        "table": form.table,
        "register": form.register,
        "variables": form.variables(),
        "area": form.area(),
        "part": form.data.get("part", ""),
        "dimensions": [variable for variable in form.table.variables if not variable.is_time],
        "preview": preview,
        "chosen": [(name, value) for name, values in form.data.lists() if _is_choice(name) for value in values],
        "indicators": [
            (indicator.key, localize(indicator.name))
            for indicator in indicators
            if indicator.collected_by == "register"
        ],
        "data": form.data,
        "unit": form.data.get("unit") or Unit.COUNT,
        "cadence": form.data.get("cadence") or form.cadence(),
        "units": [(unit.value, unit_meaning(unit)) for unit in Unit if unit is not Unit.PARTS],
        "cadences": [(cadence.value, words.cadence_name(cadence)) for cadence in Cadence],
        "bases": [(basis.value, words.basis_name(basis)) for basis in Basis],
        "problem": problem or error,
    }
    return render_page(request, "table", context, staff=form.staff, status=UNPROCESSABLE if problem or error else 200)


def _is_choice(name: str) -> bool:
    return name.startswith("v.") or name in {"area", "part"}


def _preview(form: TableForm) -> tuple[dict[str, Any] | None, str]:
    """Return the figures that the choice gives, or an error message."""
    try:
        result = queries.preview(
            municipality=form.staff.municipality,
            definition=form.definition(),
            register=configuration.register(form.register, form.staff.municipality),
            at=timezone.now(),
        )
    except RegisterError as error:
        return None, register_errors.register_error_message(error)
    except ValidationError as error:
        return None, _validation_message(error)
    figures = sorted(
        result.figures, key=lambda figure: (figure.period.start, figure.area or "", figure.part or ""), reverse=True
    )
    preview = {
        "rows": [
            (
                format_period(figure.period),
                figure.area or _("the municipality"),
                figure.part or "",
                format_number(figure.value, decimals_of(figure.value))
                if figure.value is not None
                else figure.why or "..",
            )
            for figure in figures[:MAX_PREVIEW_ROWS]
        ],
        "count": len(figures),
        "rest": max(0, len(figures) - MAX_PREVIEW_ROWS),
        "updated": result.updated,
        "parts": any(figure.part for figure in figures),
    }
    return preview, ""


def _save_and_fetch(request: HttpRequest, form: TableForm) -> HttpResponse:
    """Save the definition and fetch its figures, or show the form with an error message."""
    now = timezone.now()
    try:
        indicator = form.definition()
        if form.data.get("indicator", NEW_INDICATOR) == NEW_INDICATOR and indicator.key in {
            existing.key for existing in definitions(pk_of(form.staff.municipality))
        }:
            message = _(
                "There is an indicator called %(key)s already. Choose it in the list, or give this one another name."
            )
            return _render(request, form, problem=message % {"key": indicator.key})
        actions.define(municipality=form.staff.municipality, definition=indicator, by=form.staff.user.key, at=now)
        return _fetch_saved(request, form, indicator.key, at=now)
    except ValidationError as error:
        return _render(request, form, problem=_validation_message(error))
    except actions.BadDefinition as error:
        return _render(request, form, problem=_definition_error_message(error))
    except actions.UnlikelyFigures as held_back:
        return render_questions(request, form.staff, held_back)
    except KoblingError as error:
        return _render(request, form, problem=register_errors.register_error_message(error))


def _fetch_saved(request: HttpRequest, form: TableForm, key: str, *, at: datetime) -> HttpResponse:
    """Fetch the figures of an indicator that has been saved."""
    try:
        actions.fetch(
            municipality=form.staff.municipality,
            indicator=key,
            register=configuration.register(form.register, form.staff.municipality),
            by=form.staff.user.key,
            at=at,
        )
    except OperationalError as error:
        return render_unfetched(request, form.staff, key, error)
    return HttpResponseRedirect(form.staff.page_url("series", key=key), headers=HEADERS)


def _definition_error_message(error: actions.BadDefinition) -> str:
    """Return the problems of a definition, in the words used for the municipality folder."""
    return "; ".join(
        _(FAULTS[problem.code]) % {"found": problem.found, "allowed": ", ".join(map(str, problem.allowed))}
        for problem in error.problems
    )


def _validation_message(error: ValidationError) -> str:
    """Return a message for each field that is invalid."""
    if any(detail["type"] == "control_character" for detail in error.errors()):
        return _("One of the texts holds a character that cannot be seen. Write the text again, without copying it.")
    fields = [str(detail["loc"][0]) for detail in error.errors() if detail["loc"]]
    messages = {
        "select": _("Choose values of the variables; those that are left out are summed over."),
        "time": _("The table has no variable of periods."),
        "key": _("Give it a name with letters in it."),
        "name": _("Give it a name."),
        "sentence": _("The sentence has to be one line."),
        "decimals": _("Decimals are a whole number from 0 to 4."),
        "unit": _("Choose a unit from the list."),
        "cadence": _("Choose from the list how often it is measured."),
    }
    found = [messages[name] for name in dict.fromkeys(fields) if name in messages]
    return " ".join(found) or _("The choice cannot be kept as it is.")
