"""Print every table: `python -m benchmarks`; or some of them: `python -m benchmarks coverage`."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import (
    chain,
    changes,
    coverage,
    digests,
    editors,
    my_page,
    papers,
    registers,
    search,
    serving,
    survey,
    workbooks,
)
from tools.repository import ROOT

VIBORG = ROOT / "examples" / "viborg"
SIZES = (50, 100, 200, 500)
YEARS = 15
STEPS = ("start", "tables", "read", "import", "release", "site")


def main() -> None:
    """Run the benchmarks named as arguments, or all of them, one after the other."""
    parts: Mapping[str, Callable[[Path], None]] = {
        "pipeline": run_pipeline,
        "changes": run_changes,
        "workbooks": run_workbooks,
        "papers": run_papers,
        "editors": run_editors,
        "digests": run_digests,
        "my_page": run_my_page,
        "serving": lambda place: serving.tables(place, VIBORG),
        "coverage": lambda _: coverage.main(),
        "chain": lambda _: chain.main(),
        "search": run_search,
        "survey": lambda place: survey.main(place, quick="--quick" in sys.argv),
        "registers": lambda place: registers.main(place, quick="--quick" in sys.argv),
    }
    selected = [name for name in sys.argv[1:] if name != "--quick"] or list(parts)
    unknown = [name for name in selected if name not in parts]
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(parts)}")
    with tempfile.TemporaryDirectory(prefix="kobling-bench-") as place:
        for name in selected:
            parts[name](Path(place))


def run_pipeline(place: Path) -> None:
    """Print the times from folder to static site, for Viborg and for synthetic municipalities."""
    print("\n## From folder to static site (seconds; largest size of the process in MB)\n")
    print("| municipality | " + " | ".join(STEPS) + " | read to site | files | MB |")
    print("|---|" + "---:|" * (len(STEPS) + 3))
    print(_row("Viborg", pipeline(VIBORG, "2020-11-30", place / "viborg")))
    for goals in SIZES:
        folder = place / f"folder-{goals}"
        write(folder, goals=goals)
        print(_row(f"{goals} goals x {YEARS} years", pipeline(folder, "2020-11-30", place / f"made-up-{goals}")))


def run_changes(place: Path) -> None:
    """Print the times of work on stored facts, for Viborg and for a synthetic municipality."""
    print("\n## Work on stored facts (milliseconds)\n")
    print("| municipality | " + " | ".join(changes.STEPS) + " |")
    print("|---|" + "---:|" * len(changes.STEPS))
    goals = SIZES[-1]
    made_up = place / f"changes-{goals}"
    write(made_up, goals=goals)
    for name, folder in (("Viborg", VIBORG), (f"{goals} goals x {YEARS} years", made_up)):
        home = place / f"changes-of-{folder.name}"
        home.mkdir()
        measured = json.loads(run("-m", "benchmarks.changes", str(folder), "2020-11-30", home=home))
        print(f"| {name} | " + " | ".join(f"{measured[step]:.0f}" for step in changes.STEPS) + " |")


def run_workbooks(place: Path) -> None:
    """Print what a workbook of everything takes, for Viborg and for a synthetic municipality."""
    print("\n## Excel both ways (seconds)\n")
    print("| municipality | " + " | ".join(workbooks.STEPS) + " |")
    print("|---|" + "---:|" * len(workbooks.STEPS))
    goals = SIZES[-1]
    made_up = place / f"workbooks-{goals}"
    write(made_up, goals=goals)
    for name, folder in {"Viborg": VIBORG, f"{goals} goals x {YEARS} years": made_up}.items():
        home = place / f"workbooks-of-{folder.name}"
        home.mkdir()
        measured = json.loads(run("-m", "benchmarks.workbooks", str(folder), home=home))
        print(f"| {name} | " + " | ".join(f"{measured[step]:.1f}" for step in workbooks.STEPS) + " |")


def run_papers(place: Path) -> None:
    """Print what slides and papers take, for Viborg and for a synthetic municipality."""
    print("\n## Slides and papers (seconds)\n")
    print("| municipality | " + " | ".join(papers.STEPS) + " |")
    print("|---|" + "---:|" * len(papers.STEPS))
    goals = SIZES[-1]
    made_up = place / f"papers-{goals}"
    write(made_up, goals=goals)
    for name, folder in {"Viborg": VIBORG, f"{goals} goals x {YEARS} years": made_up}.items():
        home = place / f"papers-of-{folder.name}"
        home.mkdir()
        measured = json.loads(run("-m", "benchmarks.papers", str(folder), "2020-11-30", home=home))
        print(f"| {name} | " + " | ".join(f"{measured[step]:.2f}" for step in papers.STEPS) + " |")


def run_search(place: Path) -> None:
    """Print the times of a search in an index of goals, and on the working pages of a synthetic municipality."""
    search.main()
    folder, home = place / "search-folder", place / "search-home"
    write(folder, goals=SIZES[-1])
    home.mkdir()
    measured = json.loads(run("-m", "benchmarks.working_search", str(folder), "2020-11-30", home=home))
    print(f"\n## Search on the working pages, {SIZES[-1]} goals x {YEARS} years (milliseconds, queries)\n")
    print("| " + " | ".join(measured) + " |")
    print("|" + "---:|" * len(measured))
    print("| " + " | ".join(map(str, measured.values())) + " |")


def run_editors(place: Path) -> None:
    """Print what people get who edit a synthetic municipality at once."""
    folder = place / "editors-folder"
    write(folder, goals=SIZES[-1])
    editors.tables(place, folder)


def run_my_page(place: Path) -> None:
    """Print what it takes to open the page of an account for which 200 things wait."""
    print("\n## My page\n")
    print("| goals | " + " | ".join(my_page.STEPS) + " |")
    print("|---:|" + "---:|" * len(my_page.STEPS))
    folder, home = place / "my-page-folder", place / "my-page"
    write(folder, goals=SIZES[-1])
    home.mkdir()
    measured = json.loads(run("-m", "benchmarks.my_page", str(folder), str(my_page.TASKS), home=home))
    print(f"| {SIZES[-1]} | " + " | ".join(f"{measured[step]:.0f}" for step in my_page.STEPS) + " |")


def run_digests(place: Path) -> None:
    """Print what it takes to mail 400 people what waits for them."""
    print("\n## A digest for each of many people\n")
    print("| people | goals | " + " | ".join(digests.STEPS) + " |")
    print("|---:|---:|" + "---:|" * len(digests.STEPS))
    for people, goals in ((100, SIZES[-1]), (digests.PEOPLE, SIZES[-1])):
        folder, home = place / f"digests-folder-{people}", place / f"digests-{people}"
        write(folder, goals=goals)
        home.mkdir()
        measured = json.loads(run("-m", "benchmarks.digests", str(folder), str(people), home=home))
        print(f"| {people} | {goals} | " + " | ".join(f"{measured[step]:.1f}" for step in digests.STEPS) + " |")


def write(folder: Path, *, goals: int) -> None:
    """Write a synthetic municipality as a folder, in a process of its own."""
    code = (
        "import django; django.setup(); from pathlib import Path; from benchmarks.synthetic import municipality;"
        "from kobling.rooms.folder.writer import write_folder;"
        f"write_folder(municipality(goals={goals}, years={YEARS}), Path({str(folder)!r}))"
    )
    run("-c", code, home=folder.parent)


def pipeline(folder: Path, day: str, place: Path) -> dict[str, object]:
    """Run the pipeline once on a new database, and return its measurements."""
    place.mkdir()
    result: dict[str, object] = json.loads(
        run("-m", "benchmarks.pipeline", str(folder), day, str(place / "site"), home=place)
    )
    return result


def run(*arguments: str, home: Path) -> str:
    """Run Python with an embedded database in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"KOBLING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kobling.config.settings"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _row(name: str, result: dict[str, object]) -> str:
    seconds = result["seconds"]
    assert isinstance(seconds, dict)
    whole = sum(seconds[step] for step in ("read", "import", "release", "site"))
    cells = [f"{seconds[step]:.2f}" for step in STEPS]
    return f"| {name} | {' | '.join(cells)} | {whole:.2f} | {result['files']} | {result['megabytes']:.0f} |"


if __name__ == "__main__":
    main()
