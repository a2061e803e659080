"""Everything that must hold, in one run, with a summary at the end.

    python -m tools.suite                 all of it
    python -m tools.suite lint sqlite     some parts: lint, sqlite, postgres, browser, pythons

Every part runs even when an earlier one has failed. What could not be run is named with what would help;
with CI=true in the environment that counts as a failure.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import chromium, debian, environment, postgres, pythons

ROOT = environment.ROOT
BIN = Path(sys.executable).parent
# What asks StatBank itself has a command of its own, `make contract`: nobody's change may fail because of theirs.
OUTSIDE_BROWSER = ["-m", "not browser and not contract"]
# What meets no database needs no second run on another one.
WITHOUT_DATABASE = [
    f"--ignore=tests/{part}" for part in ("core", "sources", "guards", "tools", "cli/survey", "web/shared")
]
# What another Python would break, it breaks in the first examples of a law.
EXAMPLES = "10"
# What the developer's own shell says of Kobling is not what is tested.
OWN_SETTINGS = {"DATABASE_URL", "KOBLING_HOME", "KOBLING_HOSTS", "KOBLING_LANGUAGE", "KOBLING_SECRET_KEY"}


@dataclass(frozen=True)
class Outcome:
    """What one step came to."""

    failed: bool = False
    tests: int = 0
    skipped: list[str] = field(default_factory=list)  # one sentence each: what was left out, and why


@dataclass(frozen=True)
class Step:
    """One thing that must hold."""

    name: str
    run: Callable[[], Outcome]


def lint() -> Iterator[Step]:
    """The source code itself: style, formatting, templates, who imports whom, types."""
    commands = {
        "lint: ruff": ["-m", "ruff", "check", "."],
        "lint: formatting": ["-m", "ruff", "format", "--check", "."],
        "lint: templates": ["-m", "djlint", "--lint", "--quiet", "src"],
        "lint: types": ["-m", "mypy"],
        "lint: import contracts": [str(BIN / "lint-imports")],
    }
    for name, command in commands.items():
        yield Step(name, partial(_command, [sys.executable, *command]))


def sqlite() -> Iterator[Step]:
    """The tests on the embedded default."""
    yield Step("tests on SQLite", partial(on_pytest, sys.executable, *OUTSIDE_BROWSER))


def on_postgres() -> Iterator[Step]:
    """The tests that meet a database on PostgreSQL, on a server of their own."""
    yield Step("tests on PostgreSQL", _on_postgres)


def browser() -> Iterator[Step]:
    """The pages as a reader meets them."""
    yield Step("tests in Chromium", _in_chromium)


def other_pythons() -> Iterator[Step]:
    """The same tests, with fewer examples of each law, on every other Python that is promised and found here."""
    for version, python in pythons.others().items():
        if python is None:
            print(f"Python {version} is not on this machine: the tests are not run on it.")
        else:
            yield Step(f"tests on Python {version}", partial(_on_python, version, python))


PARTS = {"lint": lint, "sqlite": sqlite, "postgres": on_postgres, "browser": browser, "pythons": other_pythons}


def _call(command: list[str], **settings: str) -> int:
    sys.stdout.flush()
    inherited = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    return subprocess.run(command, cwd=ROOT, env={**inherited, **settings}, check=False).returncode


def _command(command: list[str]) -> Outcome:
    return Outcome(failed=_call(command) != 0)


def on_pytest(python: Path | str, *arguments: str, **settings: str) -> Outcome:
    """Run pytest with that Python, beside these settings; what it came to."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", "-q", "-n", "auto", f"--junit-xml={report}", *arguments]
        code = _call(command, **settings)
        tests, skipped = _read_report(report) if report.exists() else (0, [])
    return Outcome(failed=code != 0, tests=tests, skipped=skipped)


def _read_report(report: Path) -> tuple[int, list[str]]:
    """How many tests a JUnit report holds, and which of them were skipped and why."""
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote this file a moment ago
    left_out = [(case, case.find("skipped")) for case in cases]
    said = [f"{case.get('classname')}.{case.get('name')}: {s.get('message')}" for case, s in left_out if s is not None]
    return len(cases), said


def _on_postgres() -> Outcome:
    if postgres.find_binaries() is None:
        debian.install("postgresql")
    try:
        with postgres.throw_away_server() as url:
            settings = {"DATABASE_URL": url, "KOBLING_SECRET_KEY": secrets.token_urlsafe(50)}
            return on_pytest(sys.executable, *OUTSIDE_BROWSER, *WITHOUT_DATABASE, **settings)
    except postgres.NoServer as missing:
        return Outcome(skipped=[str(missing)])


def _in_chromium() -> Outcome:
    if chromium.find() is None:
        debian.install("chromium")
    if chromium.find() is None:
        return Outcome(skipped=[chromium.MISSING])
    return on_pytest(sys.executable, "-m", "browser")


def _on_python(version: str, python: Path) -> Outcome:
    missing = pythons.missing_parts(python)
    if missing:
        return Outcome(skipped=[f"{python} was installed without {', '.join(missing)}"])
    folder = f".venv-{version}"
    if _call([str(python), "-m", "tools.environment", folder]) != 0:
        return Outcome(failed=True)
    own = environment.python_of(ROOT / folder)
    return on_pytest(own, *OUTSIDE_BROWSER, "--ignore=tests/guards", "--ignore=tests/tools", TEST_EXAMPLES=EXAMPLES)


def run(steps: list[Step]) -> int:
    """Run every step, then say what was skipped, how each went, and the whole in one line; returns the exit code."""
    began = time.monotonic()
    outcomes: dict[str, Outcome] = {}
    lines: list[str] = []
    for number, step in enumerate(steps, start=1):
        print(f"\n=== {number} of {len(steps)}: {step.name}", flush=True)
        start = time.monotonic()
        outcome = outcomes[step.name] = step.run()
        lines.append(f"  {_verdict(outcome):8} {step.name:26} {time.monotonic() - start:6.1f} s {_count(outcome)}")
    print("\n=== Summary", *lines, sep="\n")
    return _conclude(outcomes, seconds=time.monotonic() - began)


def _verdict(outcome: Outcome) -> str:
    if outcome.failed:
        return "FAILED"
    return "passed" if not outcome.skipped else "skipped" if not outcome.tests else "in part"


def _count(outcome: Outcome) -> str:
    return f"{outcome.tests:6} tests" if outcome.tests else ""


def _conclude(outcomes: dict[str, Outcome], *, seconds: float) -> int:
    skipped = [f"{name}: {reason}" for name, outcome in outcomes.items() for reason in outcome.skipped]
    failed = [name for name, outcome in outcomes.items() if outcome.failed]
    if skipped:
        print("\nSkipped:", *(f"  {line}" for line in skipped), sep="\n")
    tests = sum(outcome.tests for outcome in outcomes.values())
    tally = f"{len(outcomes)} steps, {tests} tests, {len(skipped)} skipped, {seconds:.0f} s"
    skips_count = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if failed:
        print(f"\nFAILED: {', '.join(failed)} ({tally})")
    elif skipped and skips_count:
        print(f"\nFAILED: something was skipped, and CI={os.environ['CI']} allows no skips ({tally})")
    else:
        print(f"\nAll passed: {tally}")
    return 1 if failed or (skipped and skips_count) else 0


def main(names: list[str]) -> int:
    """Run the parts that are named, or all."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"No part is called {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # or servers would outlive the run
    return run([step for name in names or PARTS for step in PARTS[name]()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
