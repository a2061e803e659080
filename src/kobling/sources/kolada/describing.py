"""What Kolada says, read from its own JSON."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kobling.sources.registers.columns import EXACT, MISSING
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Entry, Table, Value, Variable

REGISTER = "kolada"
MUNICIPALITY, GENDER, YEAR = "municipality", "gender", "year"
ALL = "T"
GENDERS = {ALL: "alla", "K": "kvinnor", "M": "män"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, as it came."""

    codes: tuple[str, str, str]
    """municipality, gender and year"""
    value: float | None
    why: str | None


def read_figures(part: Part, table: str) -> list[Figure]:
    """Return the figures of one of the answer's values: a municipality in a year. One that is deleted is left out."""
    if part["kpi"].text() != table:
        part["kpi"].refuse("answer_has_code", count=1)
    municipality, year = part[MUNICIPALITY].text(), str(part["period"].whole())
    return [
        _figure(one, municipality, year)
        for one in part["values"].each()
        if not ((deleted := one.get("isdeleted")) and deleted.truth())
    ]


def _figure(part: Part, municipality: str, year: str) -> Figure:
    gender, found, status = part[GENDER].text(), part["value"], part.get("status")
    if gender not in GENDERS:
        part[GENDER].refuse("not_as_described", found=shown(gender), wanted=", ".join(GENDERS))
    codes = (municipality, gender, year)
    if found.value is None:
        return Figure(codes, None, (status.text() if status else "") or MISSING)
    if type(found.value) not in {int, float}:
        found.refuse("no_number", found=shown(found.value))
    if abs(found.value) > EXACT:
        found.refuse("too_large", found=shown(found.value))
    return Figure(codes, float(found.value), None)


def read_entry(part: Part) -> Entry:
    """Return one key figure of the catalogue."""
    variables = (MUNICIPALITY, GENDER, YEAR) if _by_gender(part) else (MUNICIPALITY, YEAR)
    return Entry(
        code=part["id"].text(),
        text=part["title"].text(),
        unit=None,
        updated=_published(part.get("publication_date")),
        first=None,
        latest=None,
        active=True,
        variables=variables,
    )


def read_table(part: Part, municipalities: dict[str, str]) -> Table:
    """Return what one key figure is. Which years it has, Kolada does not say before it is drawn."""
    entry, note = read_entry(part), part.get("description")
    genders = GENDERS if GENDER in entry.variables else {ALL: GENDERS[ALL]}
    return Table(
        code=entry.code,
        text=entry.text,
        unit=None,
        updated=entry.updated,
        active=True,
        note=note.text() if note else None,
        documentation=None,
        variables=(
            _variable(MUNICIPALITY, "kommun", municipalities),
            _variable(GENDER, "kön", genders, may_be_left_out=True),
            _variable(YEAR, "år", {}, time=True),
        ),
    )


def _variable(
    code: str, text: str, values: dict[str, str], *, time: bool = False, may_be_left_out: bool = False
) -> Variable:
    return Variable(code, text, tuple(Value(*pair) for pair in values.items()), time, may_be_left_out)


def _by_gender(part: Part) -> bool:
    """Return whether a key figure is divided by gender; some answers write 0 and 1."""
    found = part["is_divided_by_gender"]
    return bool(found.whole()) if type(found.value) is int else found.truth()


def _published(part: Part | None) -> datetime | None:
    if part is None:
        return None
    try:
        return datetime.fromisoformat(part.text()).replace(tzinfo=UTC)
    except ValueError:
        part.refuse("not_a_time", found=shown(part.value))
