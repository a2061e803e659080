"""Answers of registers beside pyjstat, and a large extract in little memory, on made-up figures.

    python -m benchmarks registers              an extract of 50 million rows
    python -m benchmarks registers --quick      of 2 million

Every measurement is a process of its own. Reading the file from disk is not timed; parsing it, and summing it by area
and year, is. The median of several runs counts; memory is the highest of the first run above that before it. The
peers read codes as text, for 0101 is not 101, and sums are believed only where they are the same.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

AREAS, AGES, YEARS = (
    [f"{number:03d}" for number in range(100)],
    [str(number) for number in range(100)],
    [str(year) for year in range(1925, 2025)],
)
MISSING = 0.01
"""Part of the cells that have no figure."""
TIMES = 5
FASTER, MEMORY = 5, 1 / 3
"""What is wanted beside a peer."""
ROWS, FEW_ROWS, PIECE = 50_000_000, 2_000_000, 1_000_000
EXTRACT_MEMORY = 1000
"""MB that a large extract may take at most."""
PEERS = {"JSON-stat": "pyjstat"}
FILES = {"JSON-stat": "cells.json"}
EXTRACTS = {"CSV": "rows.csv", "Parquet": "rows.parquet"}


def main(place: Path, *, quick: bool = False) -> None:
    """Print the tables."""
    _write_answers(place)
    print("\n## A register's answer of 1,000,000 cells, parsed and summed by area and year (seconds; MB)\n")
    print("| answer | Kobling | MB | peer | s | MB | times as fast | memory | wanted | met |")
    print("|---|---:|---:|---|---:|---:|---:|---:|---|---|", flush=True)
    for kind, peer in PEERS.items():
        _answer_row(kind, peer, place)
    rows = FEW_ROWS if quick else ROWS
    _write_rows(place, rows)
    print(f"\n## An extract of {rows:,} rows, summed by area and year (seconds; MB of the whole process)\n")
    print("| file | MB | Kobling | MB | wanted | met |")
    print("|---|---:|---:|---:|---|---|", flush=True)
    for kind, name in EXTRACTS.items():
        told = _measured("extract", kind, place)
        assert told["rows"] == rows
        size = (place / name).stat().st_size / 1e6
        met = "yes" if told["memory"] < EXTRACT_MEMORY else "NO"
        print(
            f"| {kind} | {size:,.0f} | {told['seconds']:.2f} | {told['memory']:,.0f} | < {EXTRACT_MEMORY} MB | {met} |"
        )


def _answer_row(kind: str, peer: str, place: Path) -> None:
    ours, theirs = _measured("kobling", kind, place), _measured(peer, kind, place)
    assert abs(ours["sum"] - theirs["sum"]) < 1e-9 * abs(ours["sum"])
    faster, memory = theirs["seconds"] / ours["seconds"], ours["memory"] / theirs["memory"]
    met = "yes" if faster >= FASTER and memory <= MEMORY else "NO"
    cells = f"{ours['seconds']:.3f} | {ours['memory']:.0f} | {peer} | {theirs['seconds']:.3f} | {theirs['memory']:.0f}"
    print(f"| {kind} | {cells} | {faster:.1f} | {memory:.0%} | {FASTER}x, {MEMORY:.0%} | {met} |", flush=True)


def _write_answers(place: Path) -> None:
    """Write a million made-up figures as StatBank would."""
    rng = np.random.default_rng(1)
    figures = [
        None if missing else value / 10
        for value, missing in zip(
            rng.integers(0, 2_000_000, 1_000_000).tolist(), (rng.random(1_000_000) < MISSING).tolist(), strict=True
        )
    ]
    dimension: dict[str, Any] = {
        code: {
            "label": code,
            "category": {
                "index": {one: number for number, one in enumerate(codes)},
                "label": {one: f"{code} {one}" for one in codes},
            },
        }
        for code, codes in (("OMRÅDE", AREAS), ("ALDER", AGES), ("Tid", YEARS))
    }
    dimension |= {"id": list(dimension), "size": [100, 100, 100], "role": {"time": ["Tid"]}}
    answer = {"dataset": {"dimension": dimension, "label": "made up", "source": "nobody", "value": figures}}
    (place / FILES["JSON-stat"]).write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def _write_rows(place: Path, rows: int) -> None:
    """Write made-up rows, a piece at a time."""
    rng = np.random.default_rng(2)
    with (place / EXTRACTS["CSV"]).open("wb") as file:
        for start in range(0, rows, PIECE):
            piece = pl.DataFrame(
                {
                    "area": rng.integers(0, 98, PIECE) + 101,
                    "year": rng.integers(2008, 2024, PIECE),
                    "part": rng.integers(1, 9, PIECE),
                    "hours": rng.integers(0, 1_000_000, PIECE) / 4,
                }
            )
            piece.write_csv(file, separator=";", include_header=start == 0)
    pl.scan_csv(place / EXTRACTS["CSV"], separator=";").sink_parquet(place / EXTRACTS["Parquet"])


def _measured(engine: str, kind: str, place: Path) -> dict[str, Any]:
    """Do one piece of work in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.registers", engine, kind, str(place)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


# What follows runs in the processes that are measured.


def _kobling(_kind: str) -> Callable[[bytes], float]:
    from kobling.sources.registers.jsonstat import read_jsonstat

    def done(body: bytes) -> float:
        frame = read_jsonstat(body, register="", table="").frame
        return float(frame.group_by("OMRÅDE", "Tid").agg(pl.col("value").sum())["value"].sum())

    return done


def _pyjstat(_kind: str) -> Callable[[bytes], float]:
    pyjstat = import_module("pyjstat.pyjstat")

    def done(body: bytes) -> float:
        frame = pyjstat.from_json_stat(json.loads(body))[0]
        return float(frame.groupby(["OMRÅDE", "Tid"])["value"].sum().sum())

    return done


ENGINES: Mapping[str, Callable[[str], Callable[[bytes], float]]] = {
    "kobling": _kobling,
    "pyjstat": _pyjstat,
}


def _resident(field: str) -> float:
    """Return what the kernel says of this process, in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _answer(engine: str, kind: str, place: Path) -> dict[str, float]:
    done, body = ENGINES[engine](kind), (place / FILES[kind]).read_bytes()
    # What is loaded on the first occasion is no part of the work, and no part of its memory.
    pl.DataFrame({"a": ["x"], "b": [1.0]}).group_by("a").agg(pl.col("b").sum())
    seconds, memory, found = [], 0.0, 0.0
    for run in range(TIMES):
        before = _resident("VmRSS")
        # Writing 5 makes the kernel forget the highest memory so far.
        Path("/proc/self/clear_refs").write_text("5", "utf-8")
        start = time.perf_counter()
        found = done(body)
        seconds.append(time.perf_counter() - start)
        memory = memory if run else _resident("VmHWM") - before
    return {"seconds": statistics.median(seconds), "memory": memory, "sum": found}


def _extract(kind: str, place: Path) -> dict[str, Any]:
    from kobling.sources.extracts import Aggregate, Extract, Extracts
    from kobling.sources.registers import Selection

    facts: dict[str, Any] = {"file": EXTRACTS[kind], "title": "made up", "area": "area", "period": "year"}
    hours = Extract(**facts, parts=("part",), value="hours")
    count = Extract(**facts, aggregate=Aggregate.COUNT)
    register = Extracts(place, {"HOURS": hours, "ROWS": count})
    start = time.perf_counter()
    drawn = register.draw(Selection("HOURS", {"area": ["*"], "year": ["*"]}))
    seconds, memory = time.perf_counter() - start, _resident("VmHWM")
    assert drawn.cells.frame.height == 98 * 16
    rows = register.draw(Selection("ROWS", {"year": ["*"]})).cells.frame["value"].sum()
    return {"seconds": seconds, "memory": memory, "rows": rows}


if __name__ == "__main__":
    if len(sys.argv) == 4:
        engine, kind, folder = sys.argv[1:]
        told = _extract(kind, Path(folder)) if engine == "extract" else _answer(engine, kind, Path(folder))
        print(json.dumps(told))
    else:
        with tempfile.TemporaryDirectory(prefix="kobling-bench-") as made:
            main(Path(made), quick="--quick" in sys.argv)
