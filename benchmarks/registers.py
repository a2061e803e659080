"""Parsing JSON-stat compared with pyjstat, and a large extract in little memory, on made-up figures.

    python -m benchmarks registers              an extract of 50 million rows
    python -m benchmarks registers --quick      of 2 million

Every measurement is a process of its own. Reading the file from disk is not timed; parsing it, and summing it by area
and year, is. The median of several runs counts; memory is the peak of the first run above the memory before it. The
sums of both must be equal.
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
MISSING_SHARE = 0.01
"""Share of the cells that have no figure."""
RUNS = 5
MIN_SPEEDUP, MAX_MEMORY_RATIO = 5, 1 / 3
"""Targets in comparison with a peer."""
ROWS, QUICK_ROWS, ROWS_PER_WRITE = 50_000_000, 2_000_000, 1_000_000
MAX_EXTRACT_MB = 1000
"""MB of the whole process for a large extract."""
PEERS = {"JSON-stat": "pyjstat"}
FILES = {"JSON-stat": "cells.json"}
EXTRACTS = {"CSV": "rows.csv", "Parquet": "rows.parquet"}


def main(folder: Path, *, quick: bool = False) -> None:
    """Print the tables."""
    _write_response(folder)
    print("\n## A register's answer of 1,000,000 cells, parsed and summed by area and year (seconds; MB)\n")
    print("| answer | Kobling | MB | peer | s | MB | times as fast | memory | wanted | met |")
    print("|---|---:|---:|---|---:|---:|---:|---:|---|---|", flush=True)
    for kind, peer in PEERS.items():
        _print_response_row(kind, peer, folder)
    rows = QUICK_ROWS if quick else ROWS
    _write_rows(folder, rows)
    print(f"\n## An extract of {rows:,} rows, summed by area and year (seconds; MB of the whole process)\n")
    print("| file | MB | Kobling | MB | wanted | met |")
    print("|---|---:|---:|---:|---|---|", flush=True)
    for kind, name in EXTRACTS.items():
        result = _measure("extract", kind, folder)
        assert result["rows"] == rows
        size = (folder / name).stat().st_size / 1e6
        met = "yes" if result["memory"] < MAX_EXTRACT_MB else "NO"
        measured = f"{result['seconds']:.2f} | {result['memory']:,.0f}"
        print(f"| {kind} | {size:,.0f} | {measured} | < {MAX_EXTRACT_MB} MB | {met} |")


def _print_response_row(kind: str, peer: str, folder: Path) -> None:
    ours, theirs = _measure("kobling", kind, folder), _measure(peer, kind, folder)
    assert abs(ours["sum"] - theirs["sum"]) < 1e-9 * abs(ours["sum"])
    faster, memory = theirs["seconds"] / ours["seconds"], ours["memory"] / theirs["memory"]
    met = "yes" if faster >= MIN_SPEEDUP and memory <= MAX_MEMORY_RATIO else "NO"
    cells = f"{ours['seconds']:.3f} | {ours['memory']:.0f} | {peer} | {theirs['seconds']:.3f} | {theirs['memory']:.0f}"
    print(
        f"| {kind} | {cells} | {faster:.1f} | {memory:.0%} | {MIN_SPEEDUP}x, {MAX_MEMORY_RATIO:.0%} | {met} |",
        flush=True,
    )


def _write_response(folder: Path) -> None:
    """Write a million made-up figures as StatBank would."""
    rng = np.random.default_rng(1)
    figures = [
        None if missing else value / 10
        for value, missing in zip(
            rng.integers(0, 2_000_000, 1_000_000).tolist(),
            (rng.random(1_000_000) < MISSING_SHARE).tolist(),
            strict=True,
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
    answer = {"dataset": {"dimension": dimension, "label": "made up", "source": "made up", "value": figures}}
    (folder / FILES["JSON-stat"]).write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def _write_rows(folder: Path, rows: int) -> None:
    """Write made-up rows, so many at a time."""
    rng = np.random.default_rng(2)
    with (folder / EXTRACTS["CSV"]).open("wb") as file:
        for start in range(0, rows, ROWS_PER_WRITE):
            piece = pl.DataFrame(
                {
                    "area": rng.integers(0, 98, ROWS_PER_WRITE) + 101,
                    "year": rng.integers(2008, 2024, ROWS_PER_WRITE),
                    "part": rng.integers(1, 9, ROWS_PER_WRITE),
                    "hours": rng.integers(0, 1_000_000, ROWS_PER_WRITE) / 4,
                }
            )
            piece.write_csv(file, separator=";", include_header=start == 0)
    pl.scan_csv(folder / EXTRACTS["CSV"], separator=";").sink_parquet(folder / EXTRACTS["Parquet"])


def _measure(engine: str, kind: str, folder: Path) -> dict[str, Any]:
    """Return the measurement of one engine in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.registers", engine, kind, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


# What follows runs in the processes that are measured.


def _kobling(_kind: str) -> Callable[[bytes], float]:
    from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat

    def parse_and_sum(body: bytes) -> float:
        frame = parse_jsonstat(body, register="", table="").frame
        return float(frame.group_by("OMRÅDE", "Tid").agg(pl.col("value").sum())["value"].sum())

    return parse_and_sum


def _pyjstat(_kind: str) -> Callable[[bytes], float]:
    pyjstat = import_module("pyjstat.pyjstat")

    def parse_and_sum(body: bytes) -> float:
        frame = pyjstat.from_json_stat(json.loads(body))[0]
        return float(frame.groupby(["OMRÅDE", "Tid"])["value"].sum().sum())

    return parse_and_sum


ENGINES: Mapping[str, Callable[[str], Callable[[bytes], float]]] = {
    "kobling": _kobling,
    "pyjstat": _pyjstat,
}


def _resident(field: str) -> float:
    """Return a memory field of this process from /proc, in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _measure_response(engine: str, kind: str, folder: Path) -> dict[str, float]:
    parse_and_sum, body = ENGINES[engine](kind), (folder / FILES[kind]).read_bytes()
    # Load Polars' lazily loaded parts first; they are no part of the work and its memory.
    pl.DataFrame({"a": ["x"], "b": [1.0]}).group_by("a").agg(pl.col("b").sum())
    seconds, memory, found = [], 0.0, 0.0
    for run in range(RUNS):
        before = _resident("VmRSS")
        # Writing 5 makes the kernel forget the highest memory so far.
        Path("/proc/self/clear_refs").write_text("5", "utf-8")
        start = time.perf_counter()
        found = parse_and_sum(body)
        seconds.append(time.perf_counter() - start)
        memory = memory if run else _resident("VmHWM") - before
    return {"seconds": statistics.median(seconds), "memory": memory, "sum": found}


def _measure_extract(kind: str, folder: Path) -> dict[str, Any]:
    from kobling.sources.extracts import Aggregate, ExtractDefinition, ExtractRegister
    from kobling.sources.registers import Selection

    facts: dict[str, Any] = {"file": EXTRACTS[kind], "title": "made up", "area": "area", "period": "year"}
    hours = ExtractDefinition(**facts, parts=("part",), value="hours")
    count = ExtractDefinition(**facts, aggregate=Aggregate.COUNT)
    register = ExtractRegister(folder, {"HOURS": hours, "ROWS": count})
    start = time.perf_counter()
    fetched = register.fetch(Selection("HOURS", {"area": ["*"], "year": ["*"]}))
    seconds, memory = time.perf_counter() - start, _resident("VmHWM")
    assert fetched.cube.frame.height == 98 * 16
    rows = register.fetch(Selection("ROWS", {"year": ["*"]})).cube.frame["value"].sum()
    return {"seconds": seconds, "memory": memory, "rows": rows}


if __name__ == "__main__":
    if len(sys.argv) == 4:
        engine, kind, folder = sys.argv[1:]
        result = (
            _measure_extract(kind, Path(folder))
            if engine == "extract"
            else _measure_response(engine, kind, Path(folder))
        )
        print(json.dumps(result))
    else:
        with tempfile.TemporaryDirectory(prefix="kobling-bench-") as made:
            main(Path(made), quick="--quick" in sys.argv)
