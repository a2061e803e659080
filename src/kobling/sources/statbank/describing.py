"""What StatBank says of its catalogue and its tables, read from its own JSON."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kobling.sources.registers.parts import Part, read_json, repeated, shown
from kobling.sources.registers.shape import Entry, Table, Value, Variable

REGISTER = "statbank"
HERE = ZoneInfo("Europe/Copenhagen")
"""StatBank writes the hour of an update without a zone, except in its figures."""


def read_catalogue(body: bytes) -> tuple[Entry, ...]:
    """Return the tables, in the source's order."""
    return tuple(_entry(part) for part in read_json(body, register=REGISTER, table="").each())


def _entry(part: Part) -> Entry:
    return Entry(
        code=part["id"].text(),
        text=part["text"].text(),
        unit=_maybe(part, "unit"),
        updated=_updated(part),
        first=_maybe(part, "firstPeriod"),
        latest=_maybe(part, "latestPeriod"),
        active=part["active"].truth(),
        variables=part["variables"].texts(),
    )


def read_table(body: bytes, *, table: str) -> Table:
    """Return what one table holds."""
    part = read_json(body, register=REGISTER, table=table)
    note, documentation = part.get("footnote"), part.get("documentation")
    variables = tuple(_variable(one) for one in part["variables"].each())
    if (twice := repeated(one.code.casefold() for one in variables)) is not None:
        part["variables"].refuse("repeated_name", found=shown(twice))
    return Table(
        code=part["id"].text(),
        text=part["text"].text(),
        unit=_maybe(part, "unit"),
        updated=_updated(part),
        active=part["active"].truth(),
        note=_maybe(note, "text") if note else None,
        documentation=_maybe(documentation, "url") if documentation else None,
        variables=variables,
    )


def _variable(part: Part) -> Variable:
    values = tuple(Value(one["id"].text(), one["text"].text()) for one in part["values"].each())
    if (twice := repeated(value.code for value in values)) is not None:
        part["values"].refuse("repeated_name", found=shown(twice))
    return Variable(
        code=part["id"].text(),
        text=part["text"].text(),
        values=values,
        time=part["time"].truth(),
        may_be_left_out=part["elimination"].truth(),
    )


def _maybe(part: Part, name: str) -> str | None:
    """Return a text, or None where there is none or nothing in it."""
    found = part.get(name)
    return None if found is None else found.text().strip() or None


def _updated(part: Part) -> datetime | None:
    told = _maybe(part, "updated")
    if told is None:
        return None
    try:
        time = datetime.fromisoformat(told)
        return (time if time.tzinfo else time.replace(tzinfo=HERE)).astimezone(UTC)
    except (ValueError, OverflowError):
        part["updated"].refuse("not_a_time", found=shown(told))
