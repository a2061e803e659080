"""Benchmark survey statistics against R's survey and svy, on the same simulated answers.

    python -m benchmarks survey              every row; some of the peers' take minutes
    python -m benchmarks survey --quick      without the peers that take longer than half a minute
    python -m benchmarks.survey rake import  some of the rows, by their names in WORKLOADS

Every measurement is a process of its own with one thread for linear algebra: OpenBLAS loses more time in switching
threads than it gains. Reading the data and describing the design is not timed; everything after it is, without caches
from earlier runs. The result is the median of several runs. Memory is the peak above that of the data and the design,
imports included. Estimates and standard errors have to agree, otherwise the benchmark stops.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from tools import debian

SCRIPT = Path(__file__).with_name("survey.R")
R_MISSING = "R's survey is not here; on Debian and Ubuntu: sudo apt-get install r-cran-survey"
MARGINS = {"sex": 2, "age": 6, "area": 8, "origin": 3, "education": 4}
SHARES = [f"y{number}" for number in range(8)]
STRATA_PER_MUNICIPALITY = 5
DOMAINS = 10
REPLICATES = 500
TIMEOUT_SECONDS = 900
IMPORT = "import"
MAX_IMPORT_SECONDS = 0.3
MET_TEXT: Mapping[bool | None, str] = {True: "yes", False: "NO", None: "not known"}
WHOLE = "whole"
"""The key of the margins of all rows."""


class EstimateSums(NamedTuple):
    """The sum of the estimates and of their standard errors, for comparison between programs."""

    estimates: float
    errors: float


@dataclass(frozen=True)
class Peer:
    """Another program that runs the same workload."""

    engine: str
    work: str
    target_ratio: float | None
    """the target: how many times faster Kobling should be"""
    times: int = 1
    """the number of runs"""
    is_slow: bool = False
    """whether it takes more than half a minute"""
    tolerance: float = 1e-6
    """the accepted relative difference of the standard errors"""


@dataclass(frozen=True)
class Workload:
    """A row of the table."""

    name: str
    rows: int
    municipalities: int
    peers: tuple[Peer, ...]
    times: int
    """the number of Kobling's runs"""
    max_seconds: float | None = None
    max_readings: float | None = None
    """the longest time, in multiples of reading the data once"""
    max_memory: float | None = None
    """in MB"""
    max_memory_ratio: float | None = None
    """the most memory, in multiples of the data"""


# Replicates are random: a standard error from 500 has an error of some 3 %.
WORKLOADS = {
    "municipality": Workload(
        "one municipality, n = 4,000: rake 5 margins + 80 standard errors",
        4_000,
        1,
        (Peer("svy", "municipality", 30, times=20), Peer("R", "calibrated", 15, times=20)),
        times=100,
        max_seconds=0.003,
    ),
    "municipalities": Workload(
        "98 municipalities (400,000 rows), each raked to its own margins, 80 each",
        400_000,
        98,
        (Peer("svy", "municipalities", 20, times=3), Peer("R", "municipalities", 200, is_slow=True)),
        times=5,
    ),
    "rake": Workload(
        "national rake, 4 million rows", 4_000_000, 98, (Peer("svy", "rake", None, times=3),), times=9, max_readings=6
    ),
    "national": Workload(
        "the same + 8 shares x 10 domains with standard errors",
        4_000_000,
        98,
        (Peer("svy", "national", 50, is_slow=True),),
        times=5,
        max_memory_ratio=2,
    ),
    "bootstrap": Workload(
        f"{REPLICATES} bootstrap replicates, each raked again, 400,000 rows",
        400_000,
        98,
        (
            Peer("svy", "bootstrap", 10, is_slow=True, tolerance=0.03),
            Peer("R", "bootstrap", 40, is_slow=True, tolerance=0.03),
        ),
        times=3,
        max_memory=300,
    ),
}


def main(workdir: Path, *, quick: bool = False, names: Collection[str] = ()) -> None:
    """Print the table, or only the rows of these names."""
    asked = names or [*WORKLOADS, IMPORT]
    if unknown := [name for name in asked if name not in (*WORKLOADS, IMPORT)]:
        raise SystemExit(f"no such row: {', '.join(unknown)}; there are {', '.join(WORKLOADS)}, {IMPORT}")
    print("\n## Survey statistics beside svy and R's survey (seconds; MB above the data)\n")
    print("| work | Kobling | MB | peers | MB | times as fast | wanted | met |")
    print("|---|---:|---:|---|---|---|---|---|", flush=True)
    with_r = _is_r_available()
    for key, work in WORKLOADS.items():
        if key not in asked:
            continue
        _write_data(workdir, work)
        ours = measure("kobling", key, work.times, workdir)
        peers = [_compare_with_peer(peer, ours, workdir, quick=quick, with_r=with_r) for peer in work.peers]
        _print_row(work, ours, peers)
    if IMPORT in asked:
        _print_import_times(workdir)
    if not with_r:
        print(f"\n{R_MISSING}")


def _is_r_available() -> bool:
    """Return whether R and its survey package can be run; install them where that is allowed."""
    command = ["Rscript", "-e", "library(survey)"]
    for _ in range(2):
        if shutil.which("Rscript") and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return True
        if not debian.install("r-cran-survey"):
            return False
    return False


class PeerResult(NamedTuple):
    """A peer's time and memory as text, how many times faster Kobling is, the target, and whether it was met."""

    seconds: str
    memory: str
    ratio: str
    target_ratio: str
    met: bool | None


def _compare_with_peer(peer: Peer, ours: Mapping[str, Any], workdir: Path, *, quick: bool, with_r: bool) -> PeerResult:
    target = "" if peer.target_ratio is None else f"{peer.target_ratio:g}x {peer.engine}"
    if (quick and peer.is_slow) or (peer.engine == "R" and not with_r):
        return PeerResult(f"{peer.engine} not run", "", "", target, None)
    result = measure(peer.engine, peer.work, peer.times, workdir)
    if "failed" in result:
        return PeerResult(f"{peer.engine}: {result['failed']}", "", "", target, None)
    if "more_than" in result:
        ratio = result["more_than"] / ours["seconds"]
        met = True if peer.target_ratio is None or ratio >= peer.target_ratio else None
        seconds = f"{peer.engine} more than {result['more_than']}"
        return PeerResult(seconds, "", f"{peer.engine} more than {ratio:.0f}", target, met)
    # R calibrates with the weights in the regression and rakes without them; Kobling does both.
    workload = "calibrated" if peer.work == "calibrated" else "raked"
    for what, tolerance in (("estimates", 1e-6), ("errors", peer.tolerance)):
        off = abs(result[what] / ours[workload][what] - 1)
        if off > tolerance:
            raise SystemExit(f"{peer.engine} {peer.work}: the sum of the {what} is {off:.1e} off ours")
    ratio = result["seconds"] / ours["seconds"]
    met = None if peer.target_ratio is None else ratio >= peer.target_ratio
    seconds = f"{peer.engine} {result['seconds']:.3g}"
    return PeerResult(seconds, f"{peer.engine} {result['memory']:.0f}", f"{peer.engine} {ratio:.0f}", target, met)


def _print_row(work: Workload, ours: Mapping[str, Any], peers: list[PeerResult]) -> None:
    reading, size = ours["reading"], ours["input"]
    limits = [
        (work.max_seconds, ours["seconds"], f"at most {work.max_seconds} s"),
        (work.max_readings, ours["seconds"] / reading, f"at most {work.max_readings}x a reading ({reading:.4f} s)"),
        (work.max_memory, ours["memory"], f"at most {work.max_memory} MB"),
        (
            work.max_memory_ratio,
            ours["memory"] / size,
            f"memory at most {work.max_memory_ratio}x the data ({size:.0f} MB)",
        ),
    ]
    limits_met = [(value <= limit, words) for limit, value, words in limits if limit is not None]
    limits_met += [(peer.met, peer.target_ratio) for peer in peers if peer.target_ratio]
    columns = (_join(column) for column in list(zip(*peers, strict=True))[:3])
    wanted, met = _join(words for _, words in limits_met), _join(MET_TEXT[is_met] for is_met, _ in limits_met)
    cells = (work.name, f"{ours['seconds']:.4g}", f"{ours['memory']:.0f}", *columns, wanted, met)
    print(f"| {' | '.join(cells)} |", flush=True)


def _join(words: Iterable[Any]) -> str:
    return "; ".join(word for word in words if word)


def _print_import_times(workdir: Path) -> None:
    """Print the last row: the time to import the package in a fresh process.

    The first process of each compiles the package and is not counted.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(workdir / "compiled")

    def start(package: str) -> float:
        code = f"import time; t = time.perf_counter(); import {package}; print(time.perf_counter() - t)"
        command = [sys.executable, "-c", code]
        runs = [subprocess.run(command, env=environment, capture_output=True, check=True) for _ in range(8)]
        return statistics.median(float(run.stdout) for run in runs[1:])

    ours, theirs = start("kobling.core.survey"), start("svy")
    met = MET_TEXT[ours <= MAX_IMPORT_SECONDS]
    cells = f"{ours:.3f} | | svy {theirs:.3f} | | svy {theirs / ours:.1f} | at most {MAX_IMPORT_SECONDS} s | {met}"
    print(f"| import kobling.core.survey | {cells} |")


def simulate_answers(rows: int, municipalities: int, *, seed: int = 1) -> pl.DataFrame:
    """Simulate answers: municipalities of equal size, five strata each, weights by stratum, shares of 10 to 80 %."""
    rng = np.random.default_rng(seed)
    place = np.arange(rows) % municipalities
    stratum = place * STRATA_PER_MUNICIPALITY + rng.integers(0, STRATA_PER_MUNICIPALITY, rows)
    weight = 3.0 + stratum % 5
    columns = {
        "place": place.astype(np.int8),
        "h": stratum.astype(np.int16),
        "w": weight,
        "N": np.bincount(stratum)[stratum] * weight,
        **{name: rng.integers(0, count, rows, np.int8) for name, count in MARGINS.items()},
        "dom": rng.integers(0, DOMAINS, rows, np.int8),
        **{name: (rng.random(rows) < 0.1 * (number + 1)).astype(np.int8) for number, name in enumerate(SHARES)},
    }
    return pl.DataFrame(columns)


def simulate_margins(frame: pl.DataFrame, seed: int) -> dict[str, dict[int, float]]:
    """Return margins that differ a little from the weighted counts."""
    rng, persons = np.random.default_rng(seed), float(frame["w"].sum())
    shares = {name: rng.dirichlet(np.full(count, 40.0)) for name, count in MARGINS.items()}
    return {name: {code: persons * float(one) for code, one in enumerate(some)} for name, some in shares.items()}


def _folder(workdir: Path, rows: int) -> Path:
    return workdir / f"survey-{rows}"


def _write_data(workdir: Path, work: Workload) -> None:
    """Write the rows and margins once, as Parquet and JSON for Python and as CSV for R."""
    folder = _folder(workdir, work.rows)
    if folder.exists():
        return
    folder.mkdir(parents=True)
    frame = simulate_answers(work.rows, work.municipalities)
    frame.write_parquet(folder / "rows.parquet")
    parts = {str(number): frame.filter(pl.col("place") == number) for number in range(work.municipalities)} | {
        WHOLE: frame
    }
    margins = {name: simulate_margins(part, seed) for seed, (name, part) in enumerate(parts.items())}
    (folder / "margins.json").write_text(json.dumps(margins), "utf-8")
    if any(peer.engine == "R" for peer in work.peers):
        frame.write_csv(folder / "rows.csv")
        rows = [
            (name, variable, category, count)
            for name, some in margins.items()
            for variable, counts in some.items()
            for category, count in counts.items()
        ]
        columns = ["place", "variable", "category", "count"]
        pl.DataFrame(rows, schema=columns, orient="row").write_csv(folder / "margins.csv")


def measure(engine: str, work: str, times: int, workdir: Path) -> dict[str, Any]:
    """Run one workload in a process of its own and return its measurements.

    On an error the result is `failed` with the message, on a timeout `more_than` with the seconds.
    """
    rows = next(
        workload.rows
        for key, workload in WORKLOADS.items()
        if key == work or any(peer.work == work for peer in workload.peers)
    )
    command = ["Rscript", str(SCRIPT)] if engine == "R" else [sys.executable, "-m", "benchmarks.survey", engine]
    try:
        done = subprocess.run(
            [*command, work, str(_folder(workdir, rows)), str(times)],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"more_than": TIMEOUT_SECONDS}
    if done.returncode:
        if engine == "kobling":
            raise SystemExit(done.stderr)
        return {"failed": done.stderr.strip().splitlines()[-1]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


# The rest runs in the measured processes.


class Task(NamedTuple):
    """A workload of one program: `prepare` runs before each run and is not timed, `run` is timed."""

    prepare: Callable[[], Any]
    run: Callable[[Any], EstimateSums]


def _read_margins(folder: Path) -> dict[str, dict[str, dict[int, float]]]:
    written = json.loads((folder / "margins.json").read_text("utf-8"))
    return {
        place: {name: {int(code): count for code, count in counts.items()} for name, counts in some.items()}
        for place, some in written.items()
    }


def _split_by_place(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(key[0]): part for key, part in frame.partition_by("place", as_dict=True).items()}


def _kobling(work: str, folder: Path, frame: pl.DataFrame) -> Task:
    from kobling.core import survey

    # The peers' bootstraps have no finite population correction.
    design = survey.Design(weights="w", strata="h", fpc=() if work == "bootstrap" else "N")
    margins = _read_margins(folder)
    margins_of_sample = margins["0" if work in ("municipality", "calibrated") else WHOLE]

    def sums(sample: survey.Sample) -> EstimateSums:
        estimates = survey.share(sample, SHARES, category=1, by="dom")
        return EstimateSums(float(np.nansum(estimates.values)), float(np.nansum(estimates.standard_errors)))

    def whole() -> survey.Sample:
        return survey.Sample(frame, design)

    if work == "municipalities":
        parts = _split_by_place(frame)
        return Task(
            lambda: {place: survey.Sample(part, design) for place, part in parts.items()},
            lambda samples: _add(sums(survey.rake(sample, margins[place])) for place, sample in samples.items()),
        )
    if work == "rake":
        return Task(whole, lambda sample: EstimateSums(float(survey.rake(sample, margins_of_sample).weights[0]), 1.0))
    if work == "bootstrap":
        rng = np.random.default_rng(1)
        return Task(
            whole, lambda sample: sums(survey.rake(survey.bootstrap(sample, REPLICATES, rng), margins_of_sample))
        )
    if work == "calibrated":
        return Task(whole, lambda sample: sums(survey.calibrate(sample, distance="raking", margins=margins_of_sample)))
    return Task(whole, lambda sample: sums(survey.rake(sample, margins_of_sample)))


def _svy(work: str, folder: Path, frame: pl.DataFrame) -> Task:
    import svy

    words = frame.with_columns(pl.col("h", "dom", *MARGINS).cast(pl.String)).with_row_index("row")
    design, margins = svy.Design(stratum="h", wgt="w", pop_size="N"), _read_margins(folder)
    method = "replication" if work == "bootstrap" else "taylor"

    def raked(sample: Any, place: str) -> Any:
        controls = {name: {str(code): count for code, count in some.items()} for name, some in margins[place].items()}
        return sample.weighting.rake(controls=controls, tol=1e-9, max_iter=1000)

    def sums(sample: Any) -> EstimateSums:
        # One variable per call: a list would lose the calibration.
        tables = [sample.estimation.mean(name, by="dom", method=method).to_polars() for name in SHARES]
        return EstimateSums(
            sum(float(table["est"].sum()) for table in tables), sum(float(table["se"].sum()) for table in tables)
        )

    if work == "municipalities":
        parts = _split_by_place(words)
        return Task(
            lambda: {place: svy.Sample(part, design) for place, part in parts.items()},
            lambda samples: _add(sums(raked(sample, place)) for place, sample in samples.items()),
        )
    if work == "rake":
        return Task(
            lambda: svy.Sample(words, design),
            lambda sample: EstimateSums(float(raked(sample, WHOLE).data["rk_wgt"][0]), 1.0),
        )
    if work == "bootstrap":
        return Task(
            lambda: svy.Sample(words, svy.Design(stratum="h", psu="row", wgt="w")),
            lambda sample: sums(raked(sample.weighting.create_bs_wgts(REPLICATES, rstate=1), WHOLE)),
        )
    place = "0" if work == "municipality" else WHOLE
    return Task(lambda: svy.Sample(words, design), lambda sample: sums(raked(sample, place)))


def _add(parts: Iterable[EstimateSums]) -> EstimateSums:
    return EstimateSums(*(sum(column) for column in zip(*parts, strict=True)))


def _process_memory(field: str) -> float:
    """Return a memory field of /proc/self/status, in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def _measure_in_process(engine: str, work: str, folder: Path, times: int) -> None:
    """Run the workload several times; print the median time, and the first run's memory above the data, as JSON."""
    frame = pl.read_parquet(folder / "rows.parquet").rechunk()
    make_task = {"kobling": _kobling, "svy": _svy}[engine]
    task = make_task(work, folder, frame)
    seconds, highest, sums = [], 0.0, EstimateSums(0.0, 0.0)
    for run in range(times):
        prepared = task.prepare()
        before = _process_memory("VmRSS")
        # Writing 5 resets the peak memory.
        Path("/proc/self/clear_refs").write_text("5", "utf-8")
        start = time.perf_counter()
        sums = task.run(prepared)
        seconds.append(time.perf_counter() - start)
        highest = highest if run else _process_memory("VmHWM") - before
    result = {"seconds": statistics.median(seconds), "memory": highest, **sums._asdict()}
    if engine == "kobling":
        result |= {"raked": sums._asdict(), "reading": _reading_seconds(frame), "input": frame.estimated_size("mb")}
    if (engine, work) == ("kobling", "municipality"):
        task = make_task("calibrated", folder, frame)
        result["calibrated"] = task.run(task.prepare())._asdict()
    print(json.dumps(result))


def _reading_seconds(frame: pl.DataFrame) -> float:
    """Return the seconds to sum the columns of the weights and the margins once."""
    columns = [frame[name].to_numpy() for name in ("w", *MARGINS)]
    return statistics.median(_time(partial(_sum_columns, columns)) for _ in range(9))


def _sum_columns(columns: list[np.ndarray[Any, np.dtype[Any]]]) -> None:
    for column in columns:
        column.sum()


def _time(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("kobling", "svy"):
        _measure_in_process(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        with tempfile.TemporaryDirectory(prefix="kobling-bench-") as folder:
            asked = [name for name in sys.argv[1:] if name != "--quick"]
            main(Path(folder), quick="--quick" in sys.argv, names=asked)
