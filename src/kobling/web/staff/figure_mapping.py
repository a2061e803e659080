"""The form of what the columns of a file of figures are: proposed from the file, changed by a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from kobling.core.basis import Basis
from kobling.core.units import Unit
from kobling.records.base import INCOMING
from kobling.records.indicators import Cadence, Indicator
from kobling.records.keys import slugified
from kobling.rooms.facts.queries import definitions, municipality_record
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.registers import figure_files
from kobling.web.opendata.code_list import unit_meaning
from kobling.web.shared import words
from kobling.web.shared.localization import localize
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext

if TYPE_CHECKING:
    from kobling.sources.extracts import ExtractDefinition
    from kobling.sources.extracts.proposal import Looked

IN_ROWS, IN_HEADINGS = "rows", "headings"
"""Where periods stand."""
COLUMN = "c."
"""What the name of the field of a dividing column begins with."""
WHOLE_COUNTRY = "000"
DASHES = ("-", "–", "—")
CADENCE_SIGNS = {"M": Cadence.MONTHLY, "K": Cadence.QUARTERLY, "Q": Cadence.QUARTERLY}


@dataclass(frozen=True)
class Choice:
    """One list to choose from."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]
    """Value, text and whether it is chosen."""
    hint: str = ""


@dataclass(frozen=True)
class MappingForm:
    """What was sent, over what was found by looking at a file or stored of an earlier one."""

    data: QueryDict
    staff: StaffContext
    number: int
    looked: "Looked"
    stored: "ExtractDefinition | None"
    """What the columns of the file before it were."""

    @property
    def is_sent(self) -> bool:
        """Whether a choice was sent; else the stored or proposed one is shown."""
        return "layout" in self.data and self.data.get("of", "") == (self.looked.proposed.sheet or "")

    @cached_property
    def municipality_code(self) -> str:
        """The municipality's code."""
        return municipality_record(pk_of(self.staff.municipality)).code

    @property
    def base(self) -> "ExtractDefinition":
        """What is shown before anything is chosen."""
        names = set(self.looked.names) | {self.looked.proposed.period, self.looked.proposed.value}
        fits = self.stored is not None and set(self.stored.used) - set(self.stored.parts) <= names
        return self.stored if fits and self.stored is not None else self.looked.proposed

    @property
    def in_headings(self) -> bool:
        """Whether the periods are headings of columns."""
        return (self.data["layout"] if self.is_sent else self._layout_of(self.base)) == IN_HEADINGS

    def _layout_of(self, extract: "ExtractDefinition") -> str:
        return IN_ROWS if {extract.period, extract.value} <= set(self.looked.names) else IN_HEADINGS

    def _chosen(self, name: str, default: str | None) -> str:
        return self.data.get(name, "") if self.is_sent else default or ""

    @property
    def own(self) -> str:
        """The text in the column of areas that is the municipality."""
        codes = {code: text for text, code in self.base.area_codes.items()}
        return self._chosen("own", codes.get(self.municipality_code, self.municipality_code))

    @property
    def indicator(self) -> Indicator | None:
        """The indicator that the figures are chosen to be of; None for a new one."""
        key = self.data.get("indicator", "") if self.is_sent else self._indicator_of_file()
        return next((one for one in self.indicators if one.key == key), None)

    @cached_property
    def indicators(self) -> Sequence[Indicator]:
        """The municipality's indicators whose figures can be fetched."""
        every = definitions(pk_of(self.staff.municipality))
        return [one for one in every if one.derived is None and one.collected_by == "register"]

    def _indicator_of_file(self) -> str:
        table = figure_files.table_of(self.number)
        drawn = (one for one in self.indicators if one.draw is not None and one.draw.table == table)
        return next((one.key for one in drawn if one.draw and one.draw.register_name == figure_files.REGISTER), "")

    @property
    def unit(self) -> Unit:
        """The unit: of the indicator, as chosen, or as found by looking."""
        if self.indicator is not None:
            return self.indicator.unit
        found = Unit.PERCENT if self.looked.has_percentages else Unit.COUNT
        return Unit(self.data.get("unit") or found) if self.data.get("unit", "") in {"", *Unit} else found

    @property
    def extract(self) -> "ExtractDefinition":
        """The definition that the choices make. Raises ValidationError."""
        from kobling.sources.extracts import ExtractDefinition  # noqa: PLC0415  (it imports Polars)
        from kobling.sources.extracts.proposal import PERIOD, VALUE  # noqa: PLC0415

        proposed, area = self.looked.proposed, self._chosen("area", self.base.area)
        texts = self.looked.values.get(area, ())
        codes = {text: code for text, code in proposed.area_codes.items() if text in texts and code == WHOLE_COUNTRY}
        if area and self.own and self.own != self.municipality_code:
            codes[self.own] = self.municipality_code
        only = {name: (text,) for name in self.looked.dividing if (text := self._text_of(name))}
        heading = self._chosen("heading", str(self.base.heading_row or ""))
        dash = self._chosen("dash", "zero" if self.base.zero else "missing")
        decimals = self._chosen("decimals", {True: "comma", False: "point", None: ""}[self.base.decimal_comma])
        return ExtractDefinition.model_validate(
            {
                "file": proposed.file,
                "title": proposed.title,
                "sheet": proposed.sheet if len(self.looked.sheets) > 1 else None,
                "area": area or None,
                "period": PERIOD if self.in_headings else self._chosen("period", self.base.period) or None,
                "value": VALUE if self.in_headings else self._chosen("value", self.base.value) or None,
                "parts": proposed.parts if self.in_headings else (),
                "only": only,
                "area_codes": codes,
                "heading_row": parse_number(heading),
                "fill_down": "fill" in self.data if self.is_sent else self.base.fill_down,
                "decimal_comma": {"comma": True, "point": False}.get(decimals),
                "missing": (*DEFAULT_MISSING, *(() if dash == "zero" else DASHES)),
                "zero": DASHES if dash == "zero" else (),
                "unit": self.unit.value,
            }
        )

    def _text_of(self, name: str) -> str:
        stored = self.base.only.get(name, ("",))
        return self._chosen(COLUMN + name, stored[0])

    def definition(self, title: str) -> Indicator:
        """Return the indicator to save: an existing one with this choice, or a new one. Raises ValidationError."""
        extract = self.extract
        draw = {
            "register_name": figure_files.REGISTER,
            "table": figure_files.table_of(self.number),
            "select": {
                str(extract.period): ["*"],
                **({extract.area: self._areas(extract)} if extract.area else {}),
            },
            "time": extract.period,
            "area": extract.area,
        }
        source = {"draw": draw, "table": figure_files.table_of(self.number)}
        if self.indicator is not None:
            return Indicator.model_validate(self.indicator.model_dump() | source)
        name = self.data.get("name", "").strip() or title
        return Indicator.model_validate(
            {
                "key": slugified(name),
                "name": {"da": name, "en": self.data.get("name_en", "").strip() or None},
                "what": self.looked.caption or name,
                "how": _("Read from a file as it is."),
                "unit": self.unit,
                "collected_by": "register",
                "basis": self.data.get("basis") or None,
                "source": self._source or figure_files.TITLE,
                "cadence": self.data.get("cadence") or self.cadence(),
            }
            | source,
            context=INCOMING,
        )

    @property
    def _source(self) -> str:
        return self.data.get("source", "").strip() if self.is_sent else self.looked.source

    def _areas(self, extract: "ExtractDefinition") -> list[str]:
        """Return the municipality's own area, and the whole country where the file has it."""
        texts = self.looked.values.get(extract.area or "", ())
        country = any(extract.area_codes.get(text, text) in {WHOLE_COUNTRY, "0"} for text in texts)
        return [self.municipality_code, *([WHOLE_COUNTRY] if country else [])]

    def cadence(self) -> Cadence:
        """Return how often it is measured, from the codes of the periods."""
        from kobling.sources.extracts.cells import is_period, period_code  # noqa: PLC0415

        texts = (
            self.looked.names
            if self.in_headings
            else self.looked.values.get(self._chosen("period", self.base.period), ())
        )
        codes = [period_code(text) for text in texts if is_period(text)]
        return next((cadence for sign, cadence in CADENCE_SIGNS.items() if codes and sign in codes[-1]), Cadence.YEARLY)

    def choices(self) -> list[Choice]:
        """Return the lists of the form."""
        names = list(self.looked.names)
        base, wide = self.base, self.in_headings
        found = [_("Found by looking: row %(number)s") % {"number": self.looked.heading}]
        layout = IN_HEADINGS if wide else IN_ROWS
        return [
            *(
                [
                    _list(
                        "sheet",
                        _("Sheet"),
                        [(one, one) for one in self.looked.sheets],
                        self.looked.proposed.sheet or "",
                    )
                ]
                if len(self.looked.sheets) > 1
                else []
            ),
            _list(
                "layout",
                _("Where do the years or other periods stand?"),
                [(IN_ROWS, _("In a column of their own")), (IN_HEADINGS, _("As headings of columns"))],
                layout,
            ),
            _list(
                "area",
                _("Column of areas"),
                [("", _("None: all figures are the municipality's own")), *_columns(names)],
                self._chosen("area", base.area),
            ),
            *self._own_choice(),
            *(
                []
                if wide
                else [
                    _list("period", _("Column of periods"), _columns(names), self._chosen("period", base.period)),
                    _list("value", _("Column of figures"), _columns(names), self._chosen("value", base.value)),
                ]
            ),
            *(
                _list(
                    COLUMN + name,
                    _("Which rows: %(column)s") % {"column": _name(name)},
                    [("", _("Choose one")), *_same(self.looked.values[name])],
                    self._text_of(name),
                )
                for name in self.looked.dividing
                if name not in self._roles()
            ),
            *self._details(found),
        ]

    def _roles(self) -> set[str]:
        return {
            self._chosen("area", self.base.area),
            self._chosen("period", self.base.period),
            self._chosen("value", self.base.value),
        }

    def _own_choice(self) -> list[Choice]:
        texts = self.looked.values.get(self._chosen("area", self.base.area), ())
        if not texts:
            return []
        return [_list("own", _("Which area is the municipality?"), _same(texts), self.own)]

    def _details(self, found: Sequence[str]) -> list[Choice]:
        heading = self._chosen("heading", str(self.base.heading_row or ""))
        decimals = self._chosen("decimals", {True: "comma", False: "point", None: ""}[self.base.decimal_comma])
        dash = self._chosen("dash", "zero" if self.base.zero else "missing")
        rows = [(str(number), str(number)) for number in range(1, len(self.looked.rows) + 1)]
        return [
            _list("heading", _("Row of the heading"), [("", found[0]), *rows], heading),
            _list(
                "decimals",
                _("Decimals in text"),
                [("", _("Found by looking")), ("comma", "1.234,5"), ("point", "1,234.5")],
                decimals,
            ),
            *(
                [_list("dash", _("What a dash (–) means"), [("missing", _("No figure")), ("zero", _("0, none"))], dash)]
                if self.looked.has_dashes
                else []
            ),
        ]

    def lists(self) -> dict[str, object]:
        """Return the lists of what a new indicator needs."""
        return {
            "indicators": [(one.key, localize(one.name), one == self.indicator) for one in self.indicators],
            "units": [(unit.value, unit_meaning(unit), unit == self.unit) for unit in Unit if unit is not Unit.PARTS],
            "cadences": [
                (one.value, words.cadence_name(one), one.value == (self.data.get("cadence") or self.cadence()))
                for one in Cadence
            ],
            "bases": [(one.value, words.basis_name(one), one.value == self.data.get("basis")) for one in Basis],
        }


DEFAULT_MISSING = ("..", "...", "…", ".", ":")
"""What means a missing figure, beside an empty cell."""


def _same(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(text, text) for text in dict.fromkeys(texts)]


def _columns(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return columns as options; one without a heading by its number."""
    return [(name, _name(name)) for name in dict.fromkeys(names)]


def _name(name: str) -> str:
    if re.fullmatch("#[0-9]+", name):
        return _("Column %(number)s, without a heading") % {"number": name[1:]}
    return name


def _list(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, tuple((value, text, value == chosen) for value, text in options))
