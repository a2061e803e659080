"""Parse an SDMX data message into a data cube."""

import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl

from kobling.sources.registers.data import DataCube, Dimension
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import MAX_EXACT, MISSING_SIGN, RESERVED_COLUMNS, code_column
from kobling.sources.registers.formats.jsonstat_parser import MAX_CELLS

TIME_DIMENSION = "TIME_PERIOD"
"""SDMX's name of the dimension of periods."""
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
MISSING_VALUES = ("", "NaN", ":")
DECLARATIONS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_sdmx(body: bytes, *, register: str, table: str) -> DataCube:
    """Parse a data message, in its own order; dimensions have codes and no texts.

    Raises RegisterError: also where sdmx1 is not installed, and for a structure-specific message, which cannot be
    parsed without its structure.
    """
    at = DataLocation(register, table)
    observations = list(_observations(_message(body, at), at))
    if not observations:
        at.fail("no_cells")
    names = list(observations[0][0])
    for name in set(RESERVED_COLUMNS) & set(names):
        at.fail("reserved_name", found=name)
    for codes, _ in observations:
        if list(codes) != names:
            at.fail("answer_lacks_variable", variable=excerpt(next(iter({*names} ^ {*codes}), "")))
    _check_unique(observations, at)
    columns = [_column(name, [codes[name] for codes, _ in observations]) for name in names]
    figures = [figure for _, figure in observations]
    why = [None if figure is not None else MISSING_SIGN for figure in figures]
    frame = [*columns, pl.Series("value", figures, dtype=pl.Float64), pl.Series("why", why, dtype=pl.String)]
    dimensions = tuple(
        Dimension(
            code=name,
            text=name,
            labels={code: code for code in column.unique(maintain_order=True)},
            is_time=name == TIME_DIMENSION,
        )
        for name, column in zip(names, columns, strict=True)
    )
    return DataCube(pl.DataFrame(frame), dimensions, None, None, None, None, None)


def _message(body: bytes, at: DataLocation) -> Any:
    try:
        sdmx = import_module("sdmx")
    except ImportError:
        at.fail("needs_extra", extra="kobling[sdmx]")
    if DECLARATIONS.search(body):
        at.fail("declares_entities")
    try:
        return sdmx.read_sdmx(BytesIO(body))
    except Exception as error:  # noqa: BLE001  (sdmx1 lets through whatever its parsers raise at a damaged message)
        at.fail("not_sdmx", said=excerpt(f"{type(error).__name__}: {error}".partition("\n")[0]))


def _observations(message: Any, at: DataLocation) -> Iterator[tuple[dict[str, str], float | None]]:
    """Yield each observation's codes by dimension, and its figure."""
    count = 0
    for dataset in getattr(message, "data", ()):
        for observation in dataset.obs:
            count += 1
            if count > MAX_CELLS:
                at.fail("too_many_cells", allowed=MAX_CELLS)
            codes = {name: str(value.value) for name, value in observation.key.values.items()}
            yield codes, _figure(observation.value, _cell(codes, at))


def _cell(codes: dict[str, str], at: DataLocation) -> DataLocation:
    return at.at_cell(" ".join(f"{name}={code}" for name, code in codes.items()))


def _figure(value: object, at: DataLocation) -> float | None:
    text = "" if value is None else str(value).strip()
    if text in MISSING_VALUES or text == "nan":
        return None
    if not NUMBER.fullmatch(text):
        at.fail("no_number", found=excerpt(text))
    if abs(float(text)) > MAX_EXACT:
        at.fail("too_large", found=excerpt(text))
    return float(text)


def _column(name: str, codes: list[str]) -> pl.Series:
    positions = {code: position for position, code in enumerate(dict.fromkeys(codes))}
    return code_column(name, np.array([positions[code] for code in codes], dtype=np.uint32), tuple(positions))


def _check_unique(observations: list[tuple[dict[str, str], float | None]], at: DataLocation) -> None:
    """Raise where two observations have the same codes."""
    seen = set()
    for codes, _ in observations:
        key = tuple(codes.values())
        if key in seen:
            _cell(codes, at).fail("cell_twice", count=1)
        seen.add(key)
