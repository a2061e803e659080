"""What PxWeb says of its folders, tables and limits, read from its own JSON."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kobling.sources.registers.parts import Part, read_json, repeated, shown
from kobling.sources.registers.shape import Entry, Table, Value, Variable

FOLDER, TABLE = "l", "t"


@dataclass(frozen=True, slots=True)
class Level:
    """What one folder holds."""

    folders: tuple[str, ...]
    """the ways to those inside it"""
    tables: tuple[Entry, ...]


def read_level(body: bytes, *, register: str, folder: str) -> Level:
    """Return what a folder holds; headings are left out."""
    inside = [(part["type"].text(), part) for part in read_json(body, register=register, table=folder).each()]
    return Level(
        tuple(_way(folder, part["id"].text()) for kind, part in inside if kind == FOLDER),
        tuple(
            _entry(_way(folder, part["id"].text()), part["text"], part.get("updated"))
            for kind, part in inside
            if kind == TABLE
        ),
    )


def read_hits(body: bytes, *, register: str) -> tuple[Entry, ...]:
    """Return the tables that PxWeb's own search found."""
    return tuple(
        _entry(_way(part["path"].text().strip("/"), part["id"].text()), part["title"], part.get("published"))
        for part in read_json(body, register=register, table="").each()
    )


def read_table(body: bytes, *, register: str, table: str) -> Table:
    """Return what one table holds."""
    part = read_json(body, register=register, table=table)
    variables = tuple(_variable(one) for one in part["variables"].each())
    if (twice := repeated(one.code for one in variables)) is not None:
        part["variables"].refuse("repeated_name", found=shown(twice))
    return Table(
        code=table,
        text=part["title"].text(),
        unit=None,
        updated=None,
        active=True,
        note=None,
        documentation=None,
        variables=variables,
    )


def read_limit(body: bytes, *, register: str) -> int | None:
    """Return how many cells one answer may have, where PxWeb says so."""
    part = read_json(body, register=register, table="")
    limits = [limit.whole() for name in ("maxValues", "maxCells") if (limit := part.get(name))]
    return min((limit for limit in limits if limit > 0), default=None)


def _way(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _entry(code: str, text: Part, updated: Part | None) -> Entry:
    when = None if updated is None else _time(updated)
    return Entry(code, text.text(), None, when, None, None, active=True, variables=())


def _time(part: Part) -> datetime:
    """Return a time; PxWeb names no zone, and it is taken as UTC."""
    try:
        told = datetime.fromisoformat(part.text())
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        part.refuse("not_a_time", found=shown(part.value))


def _variable(part: Part) -> Variable:
    codes, texts = part["values"].texts(), part["valueTexts"].texts()
    if len(codes) != len(texts):
        part["valueTexts"].refuse("wrong_count", found=len(texts), wanted=len(codes))
    if (twice := repeated(codes)) is not None:
        part["values"].refuse("repeated_name", found=shown(twice))
    time, elimination = part.get("time"), part.get("elimination")
    return Variable(
        code=part["code"].text(),
        text=part["text"].text(),
        values=tuple(Value(code, text) for code, text in zip(codes, texts, strict=True)),
        time=time.truth() if time else False,
        may_be_left_out=elimination.truth() if elimination else False,
    )
