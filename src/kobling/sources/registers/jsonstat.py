"""JSON-stat: 1.x as StatBank writes it, and 2.0 as PxWeb does.

Source: json-stat.org/format, version 2.0 and what it says of 1.x; StatBank's and PxWeb's own answers. An answer that
does not agree with itself is refused whole: nobody could say which of its figures are whose.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import prod

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kobling.sources.registers.columns import EXACT, MISSING, OWN, crossed
from kobling.sources.registers.parts import Part, read_json, repeated, shown
from kobling.sources.registers.shape import Cells, Dimension

LARGEST = 5_000_000
"""Cells that are read of one answer."""
DIMENSIONS = 100
PLACES = len(str(LARGEST))
"""Digits of a cell's number, at most."""


def read_jsonstat(body: bytes, *, register: str, table: str) -> Cells:
    """Return the cells of a JSON-stat dataset in its own order: the last dimension changes fastest.

    A missing figure says why in the source's own sign, or `..`. A time of update without a zone is taken as UTC.
    Raises RegisterRefused.
    """
    answer = read_json(body, register=register, table=table)
    data = answer.get("dataset") or answer
    dimensions = _dimensions(data)
    values = _values(data["value"], dimensions)
    unit, decimals = _unit(data, dimensions)
    columns = crossed([(one.code, tuple(one.labels)) for one in dimensions])
    figures = pl.Series("value", values, nan_to_null=True)
    return Cells(
        frame=pl.DataFrame([*columns, figures, _why(data.get("status"), values)]),
        dimensions=dimensions,
        updated=_updated(data.get("updated")),
        source=_maybe_text(data, "source"),
        label=_maybe_text(data, "label"),
        unit=unit,
        decimals=decimals,
    )


def _maybe_text(data: Part, name: str) -> str | None:
    found = data.get(name)
    return None if found is None else found.text()


def _updated(found: Part | None) -> datetime | None:
    if found is None:
        return None
    try:
        told = datetime.fromisoformat(found.text())
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        found.refuse("not_a_time", found=shown(found.value))


def _dimensions(data: Part) -> tuple[Dimension, ...]:
    """Return the dimensions in order; their names, sizes and roles stand beside them in 2.0 and among them in 1.x."""
    described = data["dimension"]
    home = data if "id" in data.object() else described
    codes, sizes, role = home["id"].texts(), [size.whole() for size in home["size"].each()], home.get("role")
    _refuse_codes(home["id"], codes)
    _refuse_sizes(home["size"], sizes, dimensions=len(codes))
    time = role.get("time") if role else None
    times = time.texts() if time else ()
    return tuple(
        _dimension(described[code], code, size, time=code in times) for code, size in zip(codes, sizes, strict=True)
    )


def _refuse_codes(place: Part, codes: Sequence[str]) -> None:
    if len(codes) > DIMENSIONS:
        place.refuse("too_many_dimensions", found=len(codes), allowed=DIMENSIONS)
    if (twice := repeated(codes)) is not None:
        place.refuse("repeated_name", found=shown(twice))
    for code in set(OWN) & set(codes):
        place.refuse("reserved_name", found=code)


def _refuse_sizes(place: Part, sizes: Sequence[int], *, dimensions: int) -> None:
    if len(sizes) != dimensions:
        place.refuse("wrong_count", found=len(sizes), wanted=dimensions)
    if not sizes or min(sizes) < 1:
        place.refuse("no_cells")
    if max(sizes) > LARGEST or prod(sizes) > LARGEST:
        place.refuse("too_many_cells", allowed=LARGEST)


def _dimension(found: Part, code: str, size: int, *, time: bool) -> Dimension:
    category = found["category"]
    label = category.get("label")
    texts = {name: part.text() for name, part in label.items()} if label else {}
    index = category.get("index")
    codes = tuple(texts) if index is None else _codes(index)
    if index is None and len(codes) != 1:
        category.refuse("missing_part", part="index")
    if len(codes) != size:
        category.refuse("wrong_count", found=len(codes), wanted=size)
    return Dimension(code, _maybe_text(found, "label") or code, {one: texts.get(one, one) for one in codes}, time)


def _codes(index: Part) -> tuple[str, ...]:
    """Return the codes of a dimension in order, whether listed or with the number of each."""
    if isinstance(index.value, list):
        codes = index.texts()
        if (twice := repeated(codes)) is not None:
            index.refuse("repeated_name", found=shown(twice))
        return codes
    numbered = {part.whole(): code for code, part in index.items()}
    if sorted(numbered) != list(range(len(index.object()))):
        index.refuse("wrong_numbers", last=len(index.object()) - 1)
    return tuple(numbered[number] for number in range(len(numbered)))


def _values(found: Part, dimensions: Sequence[Dimension]) -> NDArray[np.float64]:
    """Return the figure of every cell, NaN where there is none."""
    sizes = [len(one.labels) for one in dimensions]
    if isinstance(found.value, dict):
        numbers, given = _numbered(found, prod(sizes)), list(found.value.values())
    else:
        given = found.array()
        numbers = np.arange(len(given))
        if len(given) != prod(sizes):
            found.refuse("wrong_count", found=len(given), wanted=prod(sizes))
    if not set(map(type, given)) <= {int, float, type(None)}:
        wrong = next(n for n, value in enumerate(given) if type(value) not in (int, float, type(None)))
        _cell(found, dimensions, int(numbers[wrong])).refuse("no_number", found=shown(given[wrong]))
    values = np.full(prod(sizes), np.nan)
    try:
        values[numbers] = np.array(given, dtype=np.float64)
    except OverflowError:
        wrong = next(n for n, value in enumerate(given) if value is not None and abs(value) > EXACT)
        _cell(found, dimensions, int(numbers[wrong])).refuse("too_large", found=shown(given[wrong]))
    large = np.flatnonzero(np.abs(values) > EXACT)
    if len(large):
        _cell(found, dimensions, int(large[0])).refuse("too_large", found=shown(float(values[large[0]])))
    return values


def _numbered(found: Part, cells: int) -> NDArray[np.int64]:
    """Return the cells' numbers that a sparse object has as names, each written in one way alone."""
    for name in found.object():
        plain = name.isascii() and name.isdigit() and len(name) <= PLACES and (name == "0" or name[0] != "0")
        if not plain or int(name) >= cells:
            found.refuse("no_such_cell", found=shown(name), last=cells - 1)
    return np.array([int(name) for name in found.object()], dtype=np.int64)


def _cell(found: Part, dimensions: Sequence[Dimension], number: int) -> Part:
    """Return the place of one cell: the code it has in each dimension."""
    codes = [tuple(one.labels) for one in dimensions]
    at = np.unravel_index(number, [len(some) for some in codes])
    named = (f"{one.code}={some[place]}" for one, some, place in zip(dimensions, codes, at, strict=True))
    return Part(None, found.register, found.table, shown(" ".join(named)))


def _why(status: Part | None, values: NDArray[np.float64]) -> pl.Series:
    """Return the sign of every cell without a figure."""
    missing = np.flatnonzero(np.isnan(values))
    signs = _signs(status, missing, cells=len(values))
    why = pl.repeat(None, len(values), dtype=pl.String, eager=True)
    return why.scatter(missing, signs).alias("why") if len(missing) else why.alias("why")


def _signs(status: Part | None, missing: NDArray[np.int64], *, cells: int) -> list[str]:
    """Return the sign of each missing cell, from a sign for all, a sign by cell, or signs under cells' numbers."""
    if status is None:
        return [MISSING] * len(missing)
    if isinstance(status.value, str):
        return [status.text() or MISSING] * len(missing)
    if isinstance(status.value, dict):
        numbers = _numbered(status, cells)
        given = dict(zip(numbers.tolist(), (part.text() for _, part in status.items()), strict=True))
    else:
        if len(status.array()) != cells:
            status.refuse("wrong_count", found=len(status.array()), wanted=cells)
        named = ((number, status.value[number]) for number in missing.tolist())
        given = {number: status.at(number, sign).text() for number, sign in named if sign is not None}
    return [given.get(number) or MISSING for number in missing.tolist()]


def _unit(data: Part, dimensions: Sequence[Dimension]) -> tuple[str | None, int | None]:
    """Return the unit and the decimals of the figures, where all have the same."""
    found = {
        (_maybe_text(unit, "base") or _maybe_text(unit, "label"), _maybe_whole(unit, "decimals"))
        for one in dimensions
        if (units := data["dimension"][one.code]["category"].get("unit"))
        for _, unit in units.items()
    }
    if found:
        return found.pop() if len(found) == 1 else (None, None)
    extension = data.get("extension")
    px = extension.get("px") if extension else None
    return None, _maybe_whole(px, "decimals") if px else None


def _maybe_whole(data: Part, name: str) -> int | None:
    found = data.get(name)
    return None if found is None else found.whole()
