"""Milliseconds of a search in an index of goals, each with the number of words that a goal of the examples has."""

import time
from dataclasses import dataclass

from kobling.web.public.search.index import SearchIndex
from kobling.web.public.search.stemming import snowball_stem
from kobling.web.public.search.synonyms import Synonyms

SIZES = (50, 100, 200, 500, 1000)
WORDS_OF_A_GOAL = 60
QUERIES = {
    "a word": "ord17",
    "a synonym": "rygning",
    "three words": "skole job klima",
    "17 words": "a1 b2 c3 d4 e5 f6 g7 h8 i9 j0 k1 l2 m3 n4 o5 p6 q7",
}


@dataclass(frozen=True)
class MadeUpGoal:
    """A goal of random words: a third of them synonyms, the others in as many forms as a language has."""

    title_words: str
    all_words: str


def main() -> None:
    """Print the table."""
    print("\n## Search (milliseconds of a process, in Danish)\n")
    print("| goals | different words | first search | " + " | ".join(QUERIES) + " |")
    print("|---|" + "---:|" * (len(QUERIES) + 2))
    for number in SIZES:
        snowball_stem.cache_clear()
        index = SearchIndex(goals(number), Synonyms("da"))
        first = _milliseconds(index, "klima")
        times = [min(_milliseconds(index, query) for _ in range(5)) for query in QUERIES.values()]
        different = len({word for goal in index.entries for word in goal.all_words.split()})
        print(f"| {number} | {different} | {first:.0f} | " + " | ".join(f"{one:.1f}" for one in times) + " |")


def goals(number: int) -> list[MadeUpGoal]:
    """Return so many goals, the same for the same number."""
    synonyms = [word for group in Synonyms("da").groups for word in group.words]
    others = [f"ord{one}{ending}" for one in range(20 * number) for ending in ("", "en", "erne")]
    texts = [
        " ".join(
            synonyms[place * 31 % len(synonyms)] if place % 3 == 0 else others[place * 7919 % len(others)]
            for place in range(goal * WORDS_OF_A_GOAL, (goal + 1) * WORDS_OF_A_GOAL)
        )
        for goal in range(number)
    ]
    return [MadeUpGoal(text[:30], text) for text in texts]


def _milliseconds(index: SearchIndex[MadeUpGoal], query: str) -> float:
    before = time.process_time()
    index.search(query)
    return (time.process_time() - before) * 1000
