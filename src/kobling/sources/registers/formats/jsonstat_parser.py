"""Parse JSON-stat: version 1.x as StatBank writes it, and 2.0 as PxWeb does.

Source: json-stat.org/format, version 2.0 with its notes on 1.x; responses of StatBank and PxWeb. A response whose
dimensions and figures contradict each other is rejected whole, because its figures cannot be matched to codes with
certainty. What only explains them (texts, roles, units, signs, the time of update) is left out where it is malformed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import prod
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kobling.sources.registers.data import DataCube, Dimension
from kobling.sources.registers.errors import DataLocation, excerpt, first_duplicate
from kobling.sources.registers.formats.columns import MAX_EXACT, MISSING_SIGN, RESERVED_COLUMNS, combination_columns
from kobling.sources.registers.formats.json import JsonNode, parse_json

MAX_CELLS = 5_000_000
"""Cells of one response."""
MAX_DIMENSIONS = 100
MAX_NAMED_DATASETS = 10
MAX_CELL_DIGITS = len(str(MAX_CELLS))
"""Digits of a cell's number."""


def parse_jsonstat(body: bytes, *, register: str, table: str, dataset: str | None = None) -> DataCube:
    """Parse a JSON-stat dataset, in its own order: the last dimension changes fastest.

    dataset   the name or label of one, where the document holds several: a bundle of version 1, a collection of 2.0

    A missing figure has the source's sign for why, or `..`. A time of update without a zone is taken as UTC.
    Raises RegisterError.
    """
    chosen = _chosen_dataset(parse_json(body, register=register, table=table), dataset)
    dimensions = _dimensions(chosen)
    values = _values(chosen["value"], dimensions)
    unit, decimals = _unit_and_decimals(chosen, dimensions)
    columns = combination_columns([(dimension.code, tuple(dimension.labels)) for dimension in dimensions])
    figures = pl.Series("value", values, nan_to_null=True)
    return DataCube(
        frame=pl.DataFrame([*columns, figures, _why_column(chosen.get("status"), values)]),
        dimensions=dimensions,
        updated_at=_time(chosen.get("updated")),
        source=_optional_text(chosen, "source"),
        label=_optional_text(chosen, "label"),
        unit=unit,
        decimals=decimals,
    )


def _chosen_dataset(document: JsonNode, name: str | None) -> JsonNode:
    """Return the dataset of a document: itself, its only one, or the named one."""
    values = document.object()
    if "dimension" in values:
        return document
    items = _objects(values.get("link")).get("item") if values.get("class") == "collection" else None
    link = document.child("link", None)
    inside = (
        [(_name_of(item, number), link.child(f"item.{number}", item)) for number, item in enumerate(items)]
        if isinstance(items, list)
        else [(key, document.child(key, value)) for key, value in values.items()]
    )
    datasets = [(key, node) for key, node in inside if "dimension" in _objects(node.value)]
    chosen = [node for key, node in datasets if name is None or name in {key, _objects(node.value).get("label")}]
    if len(chosen) == 1:
        return chosen[0]
    if datasets:
        known = ", ".join(excerpt(key) for key, _ in datasets[:MAX_NAMED_DATASETS])
        document.fail("several_datasets", found=len(datasets), known=known)
    if isinstance(kind := values.get("class"), str) and kind != "dataset":
        document.fail("not_a_dataset", found=excerpt(kind))
    return document.get("dataset") or document


def _objects(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _name_of(item: Any, number: int) -> str:
    """Return what an item of a collection is called: its label, or its number from 1."""
    label = _objects(item).get("label")
    return label if isinstance(label, str) and label else str(number + 1)


def _optional_text(node: JsonNode, name: str) -> str | None:
    value = _objects(node.value).get(name)
    return value if isinstance(value, str) and _is_text(value) else None


def _optional_integer(node: JsonNode, name: str) -> int | None:
    value = _objects(node.value).get(name)
    return value if type(value) is int else None


def _is_text(value: str) -> bool:
    """Return whether a text can be encoded as UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _time(node: JsonNode | None) -> datetime | None:
    """Return a time; None where it is none."""
    if node is None or not isinstance(node.value, str):
        return None
    try:
        time = datetime.fromisoformat(node.value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _dimensions(dataset: JsonNode) -> tuple[Dimension, ...]:
    """Return the dimensions in order; version 2.0 has their ids, sizes and roles beside them, 1.x among them."""
    described = dataset["dimension"]
    parent = dataset if "id" in dataset.object() else described
    codes = parent["id"].texts()
    sizes = [size.integer() for size in parent["size"].elements()]
    _check_codes(parent["id"], codes)
    _check_sizes(parent["size"], sizes, dimensions=len(codes))
    time = _objects(parent.object().get("role")).get("time")
    times = [time] if isinstance(time, str) else time if isinstance(time, list) else []
    return tuple(
        _dimension(described[code], code, size, is_time=code in times) for code, size in zip(codes, sizes, strict=True)
    )


def _check_codes(node: JsonNode, codes: Sequence[str]) -> None:
    if len(codes) > MAX_DIMENSIONS:
        node.fail("too_many_dimensions", found=len(codes), allowed=MAX_DIMENSIONS)
    if (duplicate := first_duplicate(codes)) is not None:
        node.fail("repeated_name", found=excerpt(duplicate))
    for code in set(RESERVED_COLUMNS) & set(codes):
        node.fail("reserved_name", found=code)


def _check_sizes(node: JsonNode, sizes: Sequence[int], *, dimensions: int) -> None:
    if len(sizes) != dimensions:
        node.fail("wrong_count", found=len(sizes), wanted=dimensions)
    if not sizes or min(sizes) < 1:
        node.fail("no_cells")
    if max(sizes) > MAX_CELLS or prod(sizes) > MAX_CELLS:
        node.fail("too_many_cells", allowed=MAX_CELLS)


def _dimension(node: JsonNode, code: str, size: int, *, is_time: bool) -> Dimension:
    category = node["category"]
    label = _objects(category.object().get("label"))
    texts = {name: text if isinstance(text, str) and _is_text(text) else name for name, text in label.items()}
    index = category.get("index")
    codes = category.child("label", list(texts)).texts() if index is None else _codes(index)
    if index is None and len(codes) != 1:
        category.fail("missing_part", part="index")
    if len(codes) != size:
        category.fail("wrong_count", found=len(codes), wanted=size)
    labels = {value: texts.get(value, value) for value in codes}
    return Dimension(code, _optional_text(node, "label") or code, labels, is_time)


def _codes(index: JsonNode) -> tuple[str, ...]:
    """Return the codes of a dimension in order, from an array or from an object with the position of each."""
    if isinstance(index.value, list):
        codes = index.texts()
        if (duplicate := first_duplicate(codes)) is not None:
            index.fail("repeated_name", found=excerpt(duplicate))
        return codes
    by_position = {node.integer(): code for code, node in index.items()}
    if sorted(by_position) != list(range(len(index.object()))):
        index.fail("wrong_numbers", last=len(index.object()) - 1)
    return tuple(by_position[position] for position in range(len(by_position)))


def _values(node: JsonNode, dimensions: Sequence[Dimension]) -> NDArray[np.float64]:
    """Return the figures (cells,), NaN where there is none."""
    sizes = [len(dimension.labels) for dimension in dimensions]
    if isinstance(node.value, dict):
        numbers, given = _cell_numbers(node, prod(sizes)), list(node.value.values())
    else:
        given = node.array()
        numbers = np.arange(len(given))
        if len(given) != prod(sizes):
            node.fail("wrong_count", found=len(given), wanted=prod(sizes))
    if not set(map(type, given)) <= {int, float, type(None)}:
        wrong = next(n for n, value in enumerate(given) if type(value) not in (int, float, type(None)))
        _cell(node, dimensions, int(numbers[wrong])).fail("no_number", found=excerpt(given[wrong]))
    values = np.full(prod(sizes), np.nan)
    try:
        values[numbers] = np.array(given, dtype=np.float64)
    except OverflowError:
        wrong = next(n for n, value in enumerate(given) if value is not None and abs(value) > MAX_EXACT)
        _cell(node, dimensions, int(numbers[wrong])).fail("too_large", found=excerpt(given[wrong]))
    large = np.flatnonzero(np.abs(values) > MAX_EXACT)
    if len(large):
        _cell(node, dimensions, int(large[0])).fail("too_large", found=excerpt(float(values[large[0]])))
    return values


def _cell_numbers(node: JsonNode, cells: int) -> NDArray[np.int64]:
    """Return the cell numbers that are the names of a sparse object; only the canonical decimal form is accepted."""
    for name in node.object():
        is_canonical = (
            name.isascii() and name.isdigit() and len(name) <= MAX_CELL_DIGITS and (name == "0" or name[0] != "0")
        )
        if not is_canonical or int(name) >= cells:
            node.fail("no_such_cell", found=excerpt(name), last=cells - 1)
    return np.array([int(name) for name in node.object()], dtype=np.int64)


def _cell(node: JsonNode, dimensions: Sequence[Dimension], number: int) -> DataLocation:
    """Return the location of a cell: its code in each dimension."""
    codes = [tuple(dimension.labels) for dimension in dimensions]
    positions = np.unravel_index(number, [len(some) for some in codes])
    named = (
        f"{dimension.code}={some[position]}"
        for dimension, some, position in zip(dimensions, codes, positions, strict=True)
    )
    return node.location.at_cell(" ".join(named))


def _why_column(status: JsonNode | None, values: NDArray[np.float64]) -> pl.Series:
    """Return the sign of every missing figure; null where there is a figure."""
    missing = np.flatnonzero(np.isnan(values))
    signs = _signs(status, missing, cells=len(values))
    why = pl.repeat(None, len(values), dtype=pl.String, eager=True)
    return why.scatter(missing, signs).alias("why") if len(missing) else why.alias("why")


def _signs(status: JsonNode | None, missing: NDArray[np.int64], *, cells: int) -> list[str]:
    """Return the sign of each missing figure.

    `status` is one sign, one per cell, or an object by cell number; also a list of one sign, which is for all cells.
    """
    signs: Any = None if status is None else status.value
    if isinstance(signs, list) and len(signs) == 1:
        signs = signs[0]
    if isinstance(signs, str):
        return [_sign(signs)] * len(missing)
    if isinstance(signs, dict):
        return [_sign(signs.get(str(number))) for number in missing.tolist()]
    if isinstance(signs, list) and len(signs) == cells:
        return [_sign(signs[number]) for number in missing.tolist()]
    return [MISSING_SIGN] * len(missing)


def _sign(found: Any) -> str:
    return found if isinstance(found, str) and found and _is_text(found) else MISSING_SIGN


def _unit_and_decimals(dataset: JsonNode, dimensions: Sequence[Dimension]) -> tuple[str | None, int | None]:
    """Return the unit and the decimals of the figures, where all figures have the same."""
    found = {
        (_optional_text(unit, "base") or _optional_text(unit, "label"), _optional_integer(unit, "decimals"))
        for dimension in dimensions
        for unit in _units(dataset["dimension"][dimension.code]["category"])
    }
    if found:
        return found.pop() if len(found) == 1 else (None, None)
    px = dataset.child("px", _objects(dataset.object().get("extension")).get("px"))
    return None, _optional_integer(px, "decimals")


def _units(category: JsonNode) -> Iterator[JsonNode]:
    """Yield the units of a dimension's categories, without those that are malformed."""
    for code, unit in _objects(category.object().get("unit")).items():
        if isinstance(unit, dict):
            yield category.child(code, unit)
