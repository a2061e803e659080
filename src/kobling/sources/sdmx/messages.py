"""An SDMX data message as cells."""

import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl

from kobling.sources.registers.columns import EXACT, MISSING, OWN, coded
from kobling.sources.registers.jsonstat import LARGEST
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Cells, Dimension

TIME = "TIME_PERIOD"
"""What SDMX calls the dimension of periods."""
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
SIGNS = ("", "NaN", ":")
"""What stands where there is no figure."""
DECLARATIONS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_sdmx(body: bytes, *, register: str, table: str) -> Cells:
    """Return the cells of a data message, in its order, with codes alone.

    Raises RegisterRefused: also where sdmx1 is not installed, and for a message in structure-specific form, whose
    structure would have to be known.
    """
    at = Part(None, register, table)
    found = list(_observations(_message(body, at), at))
    if not found:
        at.refuse("no_cells")
    names = list(found[0][0])
    for name in set(OWN) & set(names):
        at.refuse("reserved_name", found=name)
    for codes, _ in found:
        if list(codes) != names:
            at.refuse("answer_lacks_variable", variable=shown(next(iter({*names} ^ {*codes}), "")))
    _refuse_twice(found, at)
    columns = [_column(name, [codes[name] for codes, _ in found]) for name in names]
    figures = [figure for _, figure in found]
    why = [None if figure is not None else MISSING for figure in figures]
    frame = [*columns, pl.Series("value", figures, dtype=pl.Float64), pl.Series("why", why, dtype=pl.String)]
    dimensions = tuple(
        Dimension(name, name, {code: code for code in column.unique(maintain_order=True)}, time=name == TIME)
        for name, column in zip(names, columns, strict=True)
    )
    return Cells(pl.DataFrame(frame), dimensions, None, None, None, None, None)


def _message(body: bytes, at: Part) -> Any:
    try:
        sdmx = import_module("sdmx")
    except ImportError:
        at.refuse("needs_extra", extra="kobling[sdmx]")
    if DECLARATIONS.search(body):
        at.refuse("declares_entities")
    try:
        return sdmx.read_sdmx(BytesIO(body))
    except Exception as error:  # noqa: BLE001  (sdmx1 lets through whatever its parsers raise at a damaged message)
        at.refuse("not_sdmx", said=shown(f"{type(error).__name__}: {error}".partition("\n")[0]))


def _observations(message: Any, at: Part) -> Iterator[tuple[dict[str, str], float | None]]:
    """Yield each observation's codes by dimension, and its figure."""
    count = 0
    for data in getattr(message, "data", ()):
        for one in data.obs:
            count += 1
            if count > LARGEST:
                at.refuse("too_many_cells", allowed=LARGEST)
            codes = {name: str(value.value) for name, value in one.key.values.items()}
            yield codes, _figure(one.value, at.at(" ".join(f"{name}={code}" for name, code in codes.items()), None))


def _figure(found: object, at: Part) -> float | None:
    text = "" if found is None else str(found).strip()
    if text in SIGNS or text == "nan":
        return None
    if not NUMBER.fullmatch(text):
        at.refuse("no_number", found=shown(text))
    if abs(float(text)) > EXACT:
        at.refuse("too_large", found=shown(text))
    return float(text)


def _column(name: str, codes: list[str]) -> pl.Series:
    known = {code: number for number, code in enumerate(dict.fromkeys(codes))}
    return coded(name, np.array([known[code] for code in codes], dtype=np.uint32), tuple(known))


def _refuse_twice(found: list[tuple[dict[str, str], float | None]], at: Part) -> None:
    """Refuse two figures for the same codes."""
    seen = set()
    for codes, _ in found:
        key = tuple(codes.values())
        if key in seen:
            at.at(" ".join(f"{name}={code}" for name, code in codes.items()), None).refuse("cell_twice", count=1)
        seen.add(key)
