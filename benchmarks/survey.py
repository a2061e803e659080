"""Survey statistics beside R's survey and svy: the same made-up answers, the same work, in the same run.

    python -m benchmarks survey              every row; some of the peers' take minutes
    python -m benchmarks survey --quick      without the peers that take longer than a minute

Every measurement is a process of its own with one thread for linear algebra, which OpenBLAS otherwise spends more time
handing round than using; the fastest of several runs counts, for all alike.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SCRIPT = Path(__file__).with_name("survey.R")
MARGINS = {"sex": 2, "age": 6, "area": 8, "origin": 3, "education": 4}
SHARES = [f"y{number}" for number in range(8)]
STRATA_OF_A_PLACE = 5
LIMIT = 900
"""Seconds that one measurement may take."""

Sums = tuple[float, float]
"""The sum of the estimates, and of the standard errors."""


def answers(rows: int, places: int, *, seed: int = 1) -> pl.DataFrame:
    """Return made-up answers: places of equal size with five strata each, weights by stratum, shares of 10 to 80 %."""
    rng = np.random.default_rng(seed)
    place = np.arange(rows) % places
    stratum = place * STRATA_OF_A_PLACE + rng.integers(0, STRATA_OF_A_PLACE, rows)
    drawn = np.bincount(stratum)
    weight = 3.0 + stratum % 5
    return pl.DataFrame(
        {
            "place": place,
            "h": stratum,
            "w": weight,
            "N": drawn[stratum] * weight,
            **{name: rng.integers(0, count, rows) for name, count in MARGINS.items()},
            "dom": rng.integers(0, 10, rows),
            **{name: (rng.random(rows) < 0.1 * (number + 1)).astype(np.int64) for number, name in enumerate(SHARES)},
        }
    )


def margins_of(frame: pl.DataFrame, seed: int) -> dict[str, dict[int, float]]:
    """Return margins that differ a little from what the weights say."""
    rng, persons = np.random.default_rng(seed), float(frame["w"].sum())
    shares = {name: rng.dirichlet(np.full(count, 40.0)) for name, count in MARGINS.items()}
    return {name: {code: persons * float(one) for code, one in enumerate(some)} for name, some in shares.items()}


@dataclass(frozen=True)
class Work:
    """A row of the table."""

    name: str
    rows: int
    places: int
    peers: Mapping[str, float | None]
    """engine and work, and how many times as fast Kobling is to be; None where it is only told"""
    seconds: float | None = None
    """the most it may take"""
    memory: float | None = None
    """MB above the data that it may take"""
    slow: bool = False
    """whether a peer takes more than a minute"""
    times: int = 5


WORKS = {
    "municipality": Work(
        "one municipality, n = 4,000: rake 5 margins + 80 standard errors",
        4_000,
        1,
        {"svy municipality": 30, "R municipality_calibrate": 15},
        seconds=0.003,
        times=20,
    ),
    "municipalities": Work(
        "98 municipalities (400,000 rows), each raked to its own margins, 80 each",
        400_000,
        98,
        {"svy municipalities": 20, "R municipalities": 200},
        slow=True,
        times=3,
    ),
    "national_rake": Work("national rake, 4 million rows", 4_000_000, 98, {"svy national_rake": None}, times=3),
    "national": Work(
        "raking-aware 8 shares x 10 domains, 4 million rows", 4_000_000, 98, {"svy national": 50}, slow=True, times=3
    ),
    "bootstrap": Work(
        "500 re-raked bootstrap replicates, 400,000 rows",
        400_000,
        98,
        {"svy bootstrap": 10, "R bootstrap": 40},
        memory=300,
        slow=True,
        times=1,
    ),
}


def main(place: Path, *, quick: bool = False) -> None:
    """Print the table."""
    print("\n## Survey statistics (seconds; MB above the data)\n")
    print("| work | Kobling | MB | peers | MB | times as fast | wanted | met |")
    print("|---|---:|---:|---|---:|---:|---|---|")
    with_r = shutil.which("Rscript") is not None
    if not with_r:
        print("R is not here; on Debian and Ubuntu: sudo apt-get install r-cran-survey", file=sys.stderr)
    for key, work in WORKS.items():
        _row(place, key, work, quick=quick, with_r=with_r)
    _imports()


def _row(place: Path, key: str, work: Work, *, quick: bool, with_r: bool) -> None:
    folder = place / f"survey-{work.rows}-{work.places}"
    _write(folder, work)
    ours = measure("kobling", key, folder)
    wanted = [f"at most {most} {unit}" for most, unit in ((work.seconds, "s"), (work.memory, "MB")) if most is not None]
    met = [
        work.seconds is None or ours["seconds"] <= work.seconds,
        work.memory is None or ours["memory"] <= work.memory,
    ]
    if key == "national_rake":
        reading = ours["reading"]
        wanted.append(f"at most 6x reading the data once ({reading:.3f} s)")
        met.append(ours["seconds"] <= 6 * reading)
    if key == "national":
        wanted.append(f"at most 2x the input ({ours['input']:.0f} MB)")
        met.append(ours["memory"] <= 2 * ours["input"])
    told, sizes, ratios = [], [], []
    for peer, times in work.peers.items():
        engine, _, theirs = peer.partition(" ")
        if (engine == "R" and not with_r) or (quick and work.slow):
            told.append(f"{engine} not run")
            continue
        found = measure(engine, theirs, folder)
        if "failed" in found:
            told.append(f"{engine}: {found['failed']}")
            continue
        _agree(key, peer, ours, found)
        ratio = found["seconds"] / ours["seconds"]
        told.append(f"{engine} {found['seconds']:.3g}")
        sizes.append(f"{found['memory']:.0f}")
        ratios.append(f"{ratio:.0f}")
        if times is not None:
            wanted.append(f"{times}x {engine}")
            met.append(ratio >= times)
    print(
        f"| {work.name} | {ours['seconds']:.4g} | {ours['memory']:.0f} | {', '.join(told)} | {', '.join(sizes)} | "
        f"{', '.join(ratios)} | {', '.join(wanted)} | {'yes' if all(met) else 'NO'} |",
        flush=True,
    )


def _agree(key: str, peer: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Say where the figures differ by more than the engines' conventions: then times are not to be compared."""
    if key == "national_rake":
        return
    within = {"bootstrap": 0.02}.get(key, 0.003)
    for what in ("estimates", "errors"):
        off = abs(theirs[what] / ours[what] - 1)
        if off > (1e-6 if what == "estimates" else within):
            print(f"{peer}: the sum of the {what} is {off:.2e} off ours", file=sys.stderr)


def _imports() -> None:
    def start(what: str) -> float:
        code = f"import time; t = time.perf_counter(); import {what}; print(time.perf_counter() - t)"
        return min(float(_python("-c", code)) for _ in range(5))

    ours, theirs = start("kobling.core.survey"), start("svy")
    met = "yes" if ours <= 0.3 else "NO"
    print(
        f"| import of the package | {ours:.3f} | | svy {theirs:.3f} | | {theirs / ours:.1f} | at most 0.3 s | {met} |"
    )


def _write(folder: Path, work: Work) -> None:
    """Write the rows and margins once, as Parquet for Python and as CSV for R."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    frame = answers(work.rows, work.places)
    frame.write_parquet(folder / "rows.parquet")
    parts = [frame] if work.places == 1 else [frame.filter(pl.col("place") == place) for place in range(work.places)]
    whole = {"whole": margins_of(frame, 0)}
    (folder / "margins.json").write_text(
        json.dumps({**whole, **{str(place): margins_of(part, place) for place, part in enumerate(parts)}})
    )
    if work.rows <= 400_000:
        frame.write_csv(folder / "rows.csv")
        written = json.loads((folder / "margins.json").read_text())
        rows = [
            (place, name, category, count)
            for place in map(str, range(work.places))
            for name, counts in written[place].items()
            for category, count in counts.items()
        ]
        pl.DataFrame(rows, schema=["place", "variable", "category", "count"], orient="row").write_csv(
            folder / "margins.csv"
        )


def measure(engine: str, work: str, folder: Path) -> dict[str, Any]:
    """Run one piece of work in a process of its own; `failed` in place of figures where it takes too long or breaks."""
    command = ["Rscript", str(SCRIPT)] if engine == "R" else [sys.executable, "-m", "benchmarks.survey", engine]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": str(os.cpu_count())}
    try:
        done = subprocess.run(
            [*command, work, str(folder)], env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {LIMIT} s"}
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


# What follows runs in the child processes.


def _margins(folder: Path, place: str) -> dict[str, dict[int, float]]:
    written = json.loads((folder / "margins.json").read_text())[place]
    return {name: {int(code): count for code, count in counts.items()} for name, counts in written.items()}


def _kobling(work: str, folder: Path, frame: pl.DataFrame) -> Callable[[], Sums]:
    from kobling.core import survey

    design = survey.Design(weights="w", strata="h", fpc="N")

    def sums(sample: survey.Sample) -> Sums:
        found = survey.share(sample, SHARES, category=1, by="dom")
        return sum(one.estimate or 0 for one in found), sum(one.se or 0 for one in found)

    if work == "municipality":
        margins, sample = _margins(folder, "0"), survey.Sample(frame, design)
        return lambda: sums(survey.rake(sample, margins))
    if work == "municipalities":
        parts = [(one, _margins(folder, str(key[0]))) for key, one in frame.partition_by("place", as_dict=True).items()]
        return lambda: _added([sums(survey.rake(survey.Sample(part, design), margins)) for part, margins in parts])
    margins, sample = _margins(folder, "whole" if work != "bootstrap" else "0"), survey.Sample(frame, design)
    if work == "national_rake":
        for name in MARGINS:
            sample.codes(name)
        return lambda: (float(survey.rake(sample, margins).weights.sum()), 0.0)
    if work == "national":
        return lambda: sums(survey.rake(survey.Sample(frame, design), margins))
    rng = np.random.default_rng(1)
    return lambda: sums(survey.bootstrap(survey.rake(sample, margins), 500, rng))


def _svy(work: str, folder: Path, frame: pl.DataFrame) -> Callable[[], Sums]:
    import svy

    words = frame.with_columns(pl.col("h", "dom", *MARGINS).cast(pl.String))
    design = svy.Design(stratum="h", wgt="w", pop_size="N")

    def raked(sample: Any, place: str) -> Any:
        margins = {
            name: {str(code): one for code, one in some.items()} for name, some in _margins(folder, place).items()
        }
        return sample.weighting.rake(controls=margins, tol=1e-8, max_iter=1000)

    def sums(sample: Any) -> Sums:
        # One variable per call: a list would lose the calibration.
        tables = [sample.estimation.mean(name, by="dom").to_polars() for name in SHARES]
        return sum(float(table["est"].sum()) for table in tables), sum(float(table["se"].sum()) for table in tables)

    if work == "municipalities":
        parts = [
            (str(key[0]), svy.Sample(one, design)) for key, one in words.partition_by("place", as_dict=True).items()
        ]
        return lambda: _added([sums(raked(sample, place)) for place, sample in parts])
    sample = svy.Sample(words, design)
    if work == "national_rake":
        return lambda: (float(raked(sample, "whole").data.height), 0.0)
    if work == "bootstrap":
        return lambda: sums(raked(sample.weighting.create_bs_wgts(500, rstate=1), "0"))
    return lambda: sums(raked(sample, "whole" if work == "national" else "0"))


def _added(parts: list[Sums]) -> Sums:
    return sum(one for one, _ in parts), sum(other for _, other in parts)


def _resident(field: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _child(engine: str, work: str, folder: Path) -> None:
    """Do the work as often as it is measured; print the fastest, and the memory above the data of the first."""
    frame = pl.read_parquet(folder / "rows.parquet").rechunk()
    run = {"kobling": _kobling, "svy": _svy}[engine](work, folder, frame)
    before = _resident("VmRSS")
    # Writing 5 makes the kernel forget the highest memory so far.
    Path("/proc/self/clear_refs").write_text("5", "utf-8")
    seconds, highest, sums = [], 0.0, (0.0, 0.0)
    for time_of_run in range(WORKS[work].times if engine == "kobling" else min(WORKS[work].times, 3)):
        start = time.perf_counter()
        sums = run()
        seconds.append(time.perf_counter() - start)
        highest = highest if time_of_run else _resident("VmHWM") - before
    columns = [frame[name].to_numpy() for name in ("w", *MARGINS)]
    reading = min(_timed(partial(_read, columns)) for _ in range(5))
    print(
        json.dumps(
            {
                "seconds": min(seconds),
                "memory": highest,
                "estimates": sums[0],
                "errors": sums[1],
                "reading": reading,
                "input": frame.estimated_size("mb"),
            }
        )
    )


def _read(columns: list[np.ndarray[tuple[int], np.dtype[Any]]]) -> None:
    for column in columns:
        column.sum()


def _timed(do: Callable[[], None]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _child(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory(prefix="kobling-bench-") as place:
            main(Path(place), quick="--quick" in sys.argv)
