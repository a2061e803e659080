"""The chain inspection: planted faults that it finds, false alarms, and running times.

python -m benchmarks chain            print every table
python -m benchmarks.chain --write    write those of faults and silos into docs/methods/inspection.md
"""

import re
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from kobling.core.chain import Graph, compute_couplings, inspect, run_silo_test
from tests.core.chain.administrations import BARS, KINDS
from tests.core.chain.synthetic import DAY, STRUCTURAL, chain_with_faults, faultless_chain

CORES = 2
MUNICIPALITIES = 98
"""How many there are in Denmark."""
SILO_MUNICIPALITIES = 300
"""so many of each kind"""
SILO_CARRIERS = ((2,), (2, 3), (1, 2, 3))
"""committees that carry a goal, one of the numbers by chance"""
SIZES = (100, 1_000, 10_000, 100_000)
LINKS_PER_GOAL = 20.6
"""The links per goal of a synthetic municipality."""


GUIDE = Path(__file__).parents[1] / "docs" / "methods" / "inspection.md"
TABLES = re.compile(r"(<!-- tables: python -m benchmarks\.chain --write -->\n).*?(<!-- /tables -->)", re.DOTALL)


def main() -> None:
    """Print every table of the chain inspection."""
    for line in (*planted_faults(), *silo_tests()):
        print(line, flush=True)
    speed()
    growth()


def write() -> None:
    """Write the tables of planted faults and silos into the guide."""
    tables = "\n".join(line for line in (*planted_faults(), *silo_tests()))
    GUIDE.write_text(TABLES.sub(lambda place: f"{place[1]}{tables}\n{place[2]}", GUIDE.read_text("utf-8")), "utf-8")


def planted_faults() -> Iterator[str]:
    """Yield how many planted faults of synthetic municipalities are found, and how many other findings there are."""
    yield "\n### Planted faults (all rules but D302)\n"
    yield "| municipalities | goals | planted | found | missed | found and not planted |"
    yield "|---|---:|---:|---:|---:|---:|"
    for goals, count in ((10, 200), (21, 200), (100, 40), (500, 10)):
        cases = [chain_with_faults(goals=goals, faults=goals // 2, seed=seed) for seed in range(count)]
        yield f"| {count}, half of the goals faulty | {goals} | {_counts(cases)} |"
    parts = faultless_chain(goals=21, seed=1)
    cases = [(parts.graph(without=[link]), known) for link, known in parts.required.items()]
    yield f"| {len(cases)}, one required link taken out of each | 21 | {_counts(cases)} |"


def _counts(cases: Iterable[tuple[Graph, Iterable[object]]]) -> str:
    total, missed, extra = 0, 0, 0
    for graph, known in cases:
        wanted = Counter(known)
        found = Counter[object]((one.code, one.subject) for one in inspect(graph, on=DAY, select=STRUCTURAL, seed=1))
        total += wanted.total()
        missed += (wanted - found).total()
        extra += (found - wanted).total()
    return f"{total} | {total - missed} | {missed} | {extra}"


def silo_tests() -> Iterator[str]:
    """Yield how often D302 finds each kind of administration."""
    yield "\n### Silos (D302; 6 directorates, 21 goals, 9 committees, 9,999 rewirings)\n"
    yield "| directorates work | committees per goal | municipalities | index | not tested | found | has to be |"
    yield "|---|---|---:|---:|---:|---:|---|"
    with ProcessPoolExecutor(CORES) as pool:
        for carriers in SILO_CARRIERS:
            for kind, (least, most) in BARS.items():
                jobs = [(kind, carriers, seed) for seed in range(SILO_MUNICIPALITIES)]
                tested = list(pool.map(_silo_test, jobs, chunksize=10))
                found, untested, index = (sum(column) / len(jobs) for column in zip(*tested, strict=True))
                how = " or ".join(str(number) for number in carriers)
                bar = f"{100 * least:.0f}-{100 * most:.0f} %" if carriers == (2,) else ""
                shares = f"{index + 0.0:.2f} | {100 * untested:.1f} % | {100 * found:.1f} %"
                yield f"| {kind} | {how} | {len(jobs)} | {shares} | {bar} |"


def _silo_test(job: tuple[str, tuple[int, ...], int]) -> tuple[bool, bool, float]:
    kind, carriers, seed = job
    result = run_silo_test(KINDS[kind](seed, carriers=carriers).on(DAY, seed=seed))
    return result.is_bilateral, result.not_tested is not None, result.index or 0.0


def speed() -> None:
    """Print the time for one municipality, and for all of them."""
    graph = faultless_chain(goals=21, seed=1).graph()
    print(f"\n## Chain inspection: seconds (21 goals, {len(graph.nodes)} nodes, {len(graph.links)} links)\n")
    print("| what | seconds | has to be under |")
    print("|---|---:|---:|")
    parts = faultless_chain(goals=21, seed=1)
    print(f"| building the graph, with all its checks | {_best_time(parts.graph):.4f} | |")
    print(
        f"| every rule but D302 | {_best_time(lambda: inspect(graph, on=DAY, select=STRUCTURAL, seed=1)):.4f} | 0.05 |"
    )
    print(f"| coupling of every goal | {_best_time(lambda: compute_couplings(graph, on=DAY)):.4f} | |")
    print(f"| D302, 9,999 rewirings | {_best_time(lambda: inspect(graph, on=DAY, select=['D302'], seed=1)):.4f} | |")
    start = time.perf_counter()
    with ProcessPoolExecutor(CORES) as pool:
        found = sum(pool.map(_whole_check, range(MUNICIPALITIES), chunksize=4))
    taken = time.perf_counter() - start
    print(f"| {MUNICIPALITIES} municipalities, every rule, {CORES} processes ({found} findings) | {taken:.1f} | 60 |")


def _whole_check(seed: int) -> int:
    return len(inspect(chain_with_faults(goals=21, faults=5, seed=seed)[0], on=DAY, seed=seed))


def _best_time(of: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest of three runs, in seconds."""
    times = []
    for _ in range(3):
        start = clock()
        of()
        times.append(clock() - start)
    return min(times)


def growth() -> None:
    """Print processor time and memory by the size of the graph."""
    print("\n## Chain inspection: growth (all rules but D302; half of the goals faulty; seconds of the processor)\n")
    print("| links | goals | graph | check | coupling | µs per link | findings | MB for all three | KB per link |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for links in SIZES:
        print(_growth_row(goals=max(2, round(links / LINKS_PER_GOAL))))


def _growth_row(*, goals: int) -> str:
    graph, _ = chain_with_faults(goals=goals, faults=goals // 2, seed=1)
    nodes, links = tuple(graph.nodes.values()), graph.links
    build = _best_time(lambda: Graph(nodes, links), time.process_time)
    inspected = _best_time(lambda: inspect(graph, on=DAY, select=STRUCTURAL, seed=1), time.process_time)
    coupled = _best_time(lambda: compute_couplings(graph, on=DAY), time.process_time)
    each = 1e6 * (build + inspected + coupled) / len(links)
    tracemalloc.start()
    again = Graph(nodes, links)
    held = inspect(again, on=DAY, select=STRUCTURAL, seed=1), compute_couplings(again, on=DAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    seconds = f"{build:.3f} | {inspected:.3f} | {coupled:.3f} | {each:.0f}"
    memory = f"{peak / 1e6:.1f} | {peak / 1e3 / len(links):.1f}"
    return f"| {len(links)} | {goals} | {seconds} | {len(held[0])} | {memory} |"


if __name__ == "__main__":
    write() if sys.argv[1:] == ["--write"] else main()
