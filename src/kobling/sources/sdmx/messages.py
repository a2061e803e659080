"""Parse an SDMX data message into a data cube."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import import_module
from io import BytesIO, StringIO
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

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
DATA_MESSAGES = {
    "GenericData",
    "GenericTimeSeriesData",
    "StructureSpecificData",
    "StructureSpecificTimeSeriesData",
    "CompactData",
    "UtilityData",
}
"""Root elements of the messages that hold figures."""
OTHER_MESSAGES = ("metadata", "structure", "error", "registry")
"""What other messages hold, by a part of the name of their root element."""
ATTRIBUTES = frozenset(
    {
        *("OBS_STATUS", "OBS_CONF", "CONF_STATUS", "OBS_FLAG", "OBS_COM", "OBS_COMMENT", "OBS_PRE_BREAK", "DECIMALS"),
        *(
            "PRE_BREAK_VALUE",
            "COMMENT_OBS",
            "COMMENT_TS",
            "UNIT_MULT",
            "TIME_FORMAT",
            "TITLE",
            "TITLE_COMPL",
            "COLLECTION",
        ),
    }
)
"""Attributes of the SDMX cross-domain concepts (Content-Oriented Guidelines, annex 1), which are never dimensions."""
SPACE = b" \t\r\n"
_PRINTING = Lock()
DECLARATIONS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_sdmx(body: bytes, *, register: str, table: str) -> DataCube:
    """Parse a data message, in its own order; dimensions have codes and no texts.

    A structure-specific message is read without its structure: its attributes look like dimensions there. Those that
    SDMX names, and those that not every observation has, are left out of the key.

    Raises RegisterError, also where sdmx1 is not installed.
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
    _check_root(body, at)
    try:
        # sdmx1 prints what its parser held when it failed; standard output is one for all threads.
        with _PRINTING, redirect_stdout(StringIO()):
            return sdmx.read_sdmx(BytesIO(body))
    except Exception:  # noqa: BLE001  (sdmx1 lets through whatever its parsers raise at a damaged message)
        at.fail("not_sdmx")


def _check_root(body: bytes, at: DataLocation) -> None:
    """Raise where the root element of an XML message is that of something else than figures."""
    if not body.lstrip(BOM_UTF8 + SPACE).startswith(b"<"):
        return
    try:
        _, root = next(ET.iterparse(BytesIO(body), ("start",)))  # noqa: S314  (entities are refused above)
    except (ET.ParseError, StopIteration, LookupError, ValueError):
        at.fail("not_sdmx")
    name = root.tag.rpartition("}")[2]
    if name not in DATA_MESSAGES:
        known = next((kind for kind in OTHER_MESSAGES if kind.casefold() in name.casefold()), None)
        at.fail("sdmx_without_data", found=known) if known else at.fail("not_sdmx")


def _observations(message: Any, at: DataLocation) -> Iterator[tuple[dict[str, str], float | None]]:
    """Yield each observation's codes by dimension, and its figure."""
    datasets = getattr(message, "data", ())
    if "Metadata" in type(message).__name__ or not datasets:
        at.fail("sdmx_without_data", found="metadata" if datasets else "structure")
    count = 0
    for dataset in datasets:
        names = _dimension_names(dataset)
        for observation in dataset.obs:
            count += 1
            if count > MAX_CELLS:
                at.fail("too_many_cells", allowed=MAX_CELLS)
            codes = {
                name: str(value.value)
                for name, value in observation.key.values.items()
                if names is None or name in names
            }
            yield codes, _figure(observation.value, _cell(codes, at))


def _dimension_names(dataset: Any) -> set[str] | None:
    """Return which parts of the keys are dimensions; None where the message itself keeps attributes apart."""
    if "StructureSpecific" not in type(dataset).__name__ or not dataset.obs:
        return None
    return set.intersection(*(set(observation.key.values) for observation in dataset.obs)) - ATTRIBUTES


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
