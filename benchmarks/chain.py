"""The chain inspection: planted faults that it finds, false alarms, and running times."""

import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor

from kobling.core.chain import Graph, compute_couplings, inspect, run_silo_test
from tests.core.chain.administrations import administration
from tests.core.chain.synthetic import DAY, STRUCTURAL, chain_with_faults, faultless_chain

CORES = 2
MUNICIPALITIES = 98
"""How many there are in Denmark."""
SILO_RUNS = (
    # directorates that are silos, committees that carry a goal, municipalities, rewirings, what has to hold
    (0, (2,), 1000, 9_999, "at most 5 %"),
    (3, (2,), 200, 9_999, "at least 90 %"),
    (2, (2,), 200, 9_999, ""),
    (0, (1, 2, 3), 200, 999, "at most 5 %"),
    (3, (1, 2, 3), 200, 999, ""),
    (2, (1, 2, 3), 200, 999, ""),
    (0, (2, 3), 200, 999, "at most 5 %"),
    (3, (2, 3), 200, 999, ""),
    (2, (2, 3), 200, 999, ""),
)
SIZES = (100, 1_000, 10_000, 100_000)
LINKS_PER_GOAL = 20.6
"""The links per goal of a synthetic municipality."""


def main() -> None:
    """Print every table of the chain inspection."""
    planted_faults()
    silo_tests()
    speed()
    growth()


def planted_faults() -> None:
    """Print how many planted faults of synthetic municipalities are found, and how many other findings there are."""
    print("\n## Chain inspection: planted faults (all rules but D302)\n")
    print("| municipalities | goals | planted | found | missed | found and not planted |")
    print("|---|---:|---:|---:|---:|---:|")
    for goals, count in ((10, 200), (21, 200), (100, 40), (500, 10)):
        cases = [chain_with_faults(goals=goals, faults=goals // 2, seed=seed) for seed in range(count)]
        print(f"| {count}, half of the goals faulty | {goals} | {_counts(cases)} |")
    parts = faultless_chain(goals=21, seed=1)
    cases = [(parts.graph(without=[link]), known) for link, known in parts.required.items()]
    print(f"| {len(cases)}, one required link taken out of each | 21 | {_counts(cases)} |")


def _counts(cases: Iterable[tuple[Graph, Iterable[object]]]) -> str:
    total, missed, extra = 0, 0, 0
    for graph, known in cases:
        wanted = Counter(known)
        found = Counter[object]((one.code, one.subject) for one in inspect(graph, on=DAY, select=STRUCTURAL, seed=1))
        total += wanted.total()
        missed += (wanted - found).total()
        extra += (found - wanted).total()
    return f"{total} | {total - missed} | {missed} | {extra}"


def silo_tests() -> None:
    """Print how often D302 finds silos, with and without silos in the data."""
    print("\n## Chain inspection: D302 (6 directorates, 21 goals, 9 committees; silos: 80 % of work on own goals)\n")
    print("| silos | committees per goal | municipalities | rewirings | own work, % | by chance, % | fires | has to |")
    print("|---:|---|---:|---:|---:|---:|---:|---|")
    with ProcessPoolExecutor(CORES) as pool:
        for among, carriers, count, rewirings, must in SILO_RUNS:
            jobs = [(among, carriers, seed, rewirings) for seed in range(count)]
            tested = list(pool.map(_silo_test, jobs, chunksize=10))
            pairs, own, expected = (sum(column) for column in list(zip(*tested, strict=True))[1:])
            fires = sum(fired for fired, *_ in tested) / count
            how = " or ".join(str(number) for number in carriers)
            print(
                f"| {among} | {how} | {count} | {rewirings} | {100 * own / pairs:.0f} | {100 * expected / pairs:.0f} "
                f"| {100 * fires:.1f} % | {must} |"
            )


def _silo_test(job: tuple[int, tuple[int, ...], int, int]) -> tuple[bool, int, int, float]:
    among, carriers, seed, rewirings = job
    graph = administration(silos=among, carriers=carriers, seed=seed)
    tested = run_silo_test(graph.on(DAY, seed=seed), rewirings=rewirings)
    return tested.is_bilateral, tested.pairs, tested.own, tested.expected or 0.0


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
