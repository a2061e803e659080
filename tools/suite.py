"""Run everything that must hold, and print what each part took.

    python -m tools.suite                 every part, as `make test` runs it
    python -m tools.suite lint sqlite     some parts: lint, pythons, sqlite, postgres, browser
    python -m tools.suite --all           nothing sampled, as `make test-all` runs it

Every part runs even when an earlier one has failed. A skipped test is listed with its reason; with CI=true in the
environment it counts as a failure.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import chromium, debian, postgres
from tools.repository import ROOT

BIN = Path(sys.executable).parent
PYTHONS = ("3.11", "3.12", "3.13")
"""The versions that are supported."""
SLOWEST = 10
DEVELOPERS_SETTINGS = {
    "DATABASE_URL",
    "KOBLING_HOME",
    "KOBLING_HOSTS",
    "KOBLING_LANGUAGE",
    "KOBLING_SECRET_KEY",
    "PYTHONDONTWRITEBYTECODE",  # or every worker and every program under test compiles the whole source anew
}
"""Environment variables of the developer's own shell, which the tests do not see."""
LINTERS = {
    "types": ["-m", "mypy"],
    "ruff": ["-m", "ruff", "check", "."],
    "formatting": ["-m", "ruff", "format", "--check", "."],
    "templates": ["-m", "djlint", "--lint", "--quiet", "src"],
    "import contracts": [str(BIN / "lint-imports")],
    "translations": ["-m", "tools.translations", "check"],
}
FEW_EXAMPLES = "--hypothesis-profile=few"
WITHOUT_DATABASE = [f"--ignore=tests/{folder}" for folder in ("browser", "core", "sources", "tools")]
"""Folders without a test that uses the database; tests/conftest.py refuses one there."""


@dataclass
class Result:
    """The result of one part."""

    failed: bool = False
    skipped: list[str] = field(default_factory=list)
    """One sentence each: which test or tool, and why."""
    durations: dict[str, float] = field(default_factory=dict)
    """Seconds of every test, by its name."""

    def __add__(self, other: "Result") -> "Result":
        return Result(self.failed or other.failed, self.skipped + other.skipped, self.durations | other.durations)


def lint(*, full: bool) -> Result:
    """Check style, formatting, templates, import contracts, types and translations, two at a time."""
    del full
    failed: list[str] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        runs = pool.map(lambda arguments: _run([sys.executable, *arguments], capture=True), LINTERS.values())
        for name, done in zip(LINTERS, runs, strict=True):
            print(f"--- {name}: {'failed' if done.returncode else 'passed'}", done.stdout, sep="\n", flush=True)
            if done.returncode:
                failed.append(name)
    return Result(failed=bool(failed))


def sqlite(*, full: bool) -> Result:
    """Run the tests on the embedded database, with every law at its full size."""
    if shutil.which("xmlsec1") is None:
        debian.install("xmlsec1")
    if not full:
        return run_pytest(sys.executable, "-m", "not browser and not contract and not on_server and not exhaustive")
    coverage = ["--cov", "--cov-branch", "--cov-report=term:skip-covered"]
    return run_pytest(sys.executable, "-m", "not browser and not contract and not on_server", *coverage)


def on_postgres(*, full: bool) -> Result:
    """Run the tests that use a database on PostgreSQL, on a temporary server."""
    if postgres.find_binaries() is None:
        debian.install("postgresql")
    selection = (
        ["-m", "database and not browser and not embedded"]
        if full
        else ["-m", "database and not rendering and not browser and not embedded and not exhaustive", FEW_EXAMPLES]
    )
    try:
        with postgres.temporary_server() as url:
            settings = {"DATABASE_URL": url, "KOBLING_SECRET_KEY": secrets.token_urlsafe(50)}
            return run_pytest(sys.executable, *selection, *WITHOUT_DATABASE, capture=False, **settings)
    except postgres.NoServer as missing:
        return Result(skipped=[str(missing)])


def browser(*, full: bool) -> Result:
    """Run the tests that open the pages in Chromium: without its windows, or in the whole browser where `full`."""
    packages = ["chromium"] if full else [chromium.HEADLESS_SHELL, "chromium"]
    installed = (name for name in packages if shutil.which(name) or debian.install(name))
    program = os.environ.get("CHROMIUM") or next(installed, None) or chromium.find()
    if program is None:
        return Result(skipped=[chromium.MISSING])
    selection = "browser" if full else "browser and not exhaustive"
    return run_pytest(sys.executable, "tests/browser", "-m", selection, CHROMIUM=shutil.which(program) or str(program))


def other_pythons(*, full: bool) -> Result:
    """Run on every further Python: imports, golden values and one command, or all tests where `full`."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = pool.map(lambda version: _on_python(version, full=full), [v for v in PYTHONS if v != own])
    return sum(results, start=Result())


def _on_python(version: str, *, full: bool) -> Result:
    found = _run(["sh", "tools/find-python", version], capture=True, PYTHON="")
    if found.returncode != 0:
        print(f"Python {version} is not on this machine: nothing is tested on it.", flush=True)
        return Result()
    made = _run(["make", f".venv-{version}/{'whole' if full else 'ready'}"], capture=True, PYTHON="")
    if made.returncode != 0:
        print(made.stdout, flush=True)
        return Result(failed=True)
    selection = (
        ["-m", "not browser and not contract and not on_server"]
        if full
        else ["-m", "every_python", "-n", "0", FEW_EXAMPLES, *files_for_every_python()]
    )
    result = run_pytest(ROOT / f".venv-{version}/bin/python", *selection, capture=True)
    result.durations = {f"{test} on {version}": seconds for test, seconds in result.durations.items()}
    return result


def files_for_every_python() -> list[str]:
    """Return the files with tests marked every_python: the other files import more packages than these need."""
    return [
        str(file.relative_to(ROOT))
        for file in sorted(ROOT.glob("tests/**/test_*.py"))
        if "mark.every_python" in file.read_text("utf-8")
    ]


PARTS: dict[str, Callable[..., Result]] = {
    "lint": lint,
    "pythons": other_pythons,
    "sqlite": sqlite,
    "postgres": on_postgres,
    "browser": browser,
}
AT_ONCE = ("lint", "pythons")
"""Parts that run beside each other: in a new environment the types keep one processor busy and leave the other idle."""


def _run(command: list[str], *, capture: bool = False, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository, with these environment variables beside the inherited ones."""
    sys.stdout.flush()
    inherited = {name: value for name, value in os.environ.items() if name not in DEVELOPERS_SETTINGS}
    output = subprocess.PIPE if capture else None
    errors = subprocess.STDOUT if capture else None
    environment = inherited | settings
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=errors, text=True, check=False)


def run_pytest(python: Path | str, *arguments: str, capture: bool = False, **settings: str) -> Result:
    """Run pytest with that Python and these environment variables; print what it says at once, or `capture` it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        workers = [] if "-n" in arguments else ["-n", "auto", "--dist", "worksteal"]
        command = [str(python), "-m", "pytest", "-q", *workers, f"--junit-xml={report}", *arguments]
        done = _run(command, capture=capture, **settings)
        if capture:
            print(f"--- {python}: {'failed' if done.returncode else 'passed'}", done.stdout, sep="\n", flush=True)
        result = _read_report(report) if report.exists() else Result()
    result.failed = done.returncode != 0
    return result


def _read_report(report: Path) -> Result:
    """Read the durations and the skipped tests of a JUnit report."""
    result = Result()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote this file
        name = f"{case.get('classname')}.{case.get('name')}"
        result.durations[name] = float(case.get("time", 0))
        skipped = case.find("skipped")
        if skipped is not None:
            result.skipped.append(f"{name}: {skipped.get('message')}")
    return result


def run(parts: dict[str, Callable[..., Result]], *, full: bool = False) -> int:
    """Run the parts, print a summary, and return the exit code."""
    began = time.monotonic()
    results: dict[str, Result] = {}
    lines: list[str] = []
    for names in _in_turn(parts):
        print(*(f"\n=== {name}: {(parts[name].__doc__ or '').strip()}" for name in names), sep="", flush=True)
        for name, (result, seconds) in _run_at_once({name: parts[name] for name in names}, full=full).items():
            results[name] = result
            count = f"{len(result.durations):6} tests" if result.durations else ""
            lines.append(f"  {_verdict(result):8} {name:10} {seconds:6.1f} s {count}")
    _print_slowest(results)
    print("\n=== Summary", *lines, sep="\n")
    return _conclude(results, seconds=time.monotonic() - began)


def _in_turn(parts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the parts in the order in which they are run, those together that are run beside each other."""
    if together := [name for name in parts if name in AT_ONCE]:
        yield together
    yield from ([name] for name in parts if name not in AT_ONCE)


def _run_at_once(parts: dict[str, Callable[..., Result]], *, full: bool) -> dict[str, tuple[Result, float]]:
    """Run parts beside each other, the first in this thread, which alone is interrupted by a signal."""
    first, *others = parts
    with ThreadPoolExecutor() as pool:
        running = {name: pool.submit(_timed, parts[name], full=full) for name in others}
        finished = {first: _timed(parts[first], full=full)}
    return finished | {name: future.result() for name, future in running.items()}


def _timed(part: Callable[..., Result], *, full: bool) -> tuple[Result, float]:
    """Run a part; return its result and how many seconds it took."""
    start = time.monotonic()
    return part(full=full), time.monotonic() - start


def _print_slowest(results: dict[str, Result]) -> None:
    tests = Counter({(part, test): spent for part, one in results.items() for test, spent in one.durations.items()})
    files: Counter[tuple[str, str]] = Counter()
    for (part, test), seconds in tests.items():
        files[part, _file_of(test)] += seconds
    for kind, seconds_of in (("tests", tests), ("files", files)):
        if seconds_of:
            print(f"\n=== Slowest {kind}")
        for (part, name), seconds in seconds_of.most_common(SLOWEST):
            print(f"  {seconds:6.1f} s  {part:10} {name}")


def _file_of(test: str) -> str:
    """Return the dotted name of a test's file."""
    folder, _test, rest = test.partition(".test_")
    return f"{folder}.test_{rest.partition('.')[0]}"


def _verdict(result: Result) -> str:
    if result.failed:
        return "FAILED"
    return "passed" if not result.skipped else "in part" if result.durations else "skipped"


def _conclude(results: dict[str, Result], *, seconds: float) -> int:
    skipped = [f"{name}: {reason}" for name, result in results.items() for reason in result.skipped]
    failed = [name for name, result in results.items() if result.failed]
    if skipped:
        print("\nSkipped:", *(f"  {line}" for line in skipped), sep="\n")
    tests = sum(len(result.durations) for result in results.values())
    tally = f"{len(results)} parts, {tests} tests, {len(skipped)} skipped, {seconds:.0f} s"
    skips_count = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if failed:
        print(f"\nFAILED: {', '.join(failed)} ({tally})")
    elif skipped and skips_count:
        print(f"\nFAILED: something was skipped, and CI={os.environ['CI']} allows no skips ({tally})")
    else:
        print(f"\nAll passed: {tally}")
    return 1 if failed or (skipped and skips_count) else 0


def main(arguments: list[str]) -> int:
    """Run the parts that are named, or all."""
    names = [argument for argument in arguments if argument != "--all"]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"No part is called {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # or servers would outlive the run
    return run({name: PARTS[name] for name in names or PARTS}, full="--all" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
