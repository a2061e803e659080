"""How well D109 tells mottoes from goals, on a labelled list; goals_and_mottoes.md says how it was made."""

import csv
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from kobling.core.chain import find_measurable_words

LIST = Path(__file__).with_name("goals_and_mottoes.csv")


class Labelled(NamedTuple):
    """A text with its label at each reading."""

    text: str
    readings: tuple[str, ...]
    is_held_out: bool
    """whether it is in the half that is counted apart"""


def labelled():
    """Return the texts by the SHA-256 of their UTF-8 bytes; every other one is held out, from the first on."""
    with LIST.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    rows = sorted(rows, key=lambda row: sha256(row[0].encode()).digest())
    return [Labelled(text, tuple(readings), place % 2 == 0) for place, (text, *readings) in enumerate(rows)]


def kappa(pairs):
    """Cohen's kappa of pairs of labels. Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46."""
    pairs = list(pairs)
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    labels = {label for pair in pairs for label in pair}
    by_chance = (
        sum(sum(one == label for one, _ in pairs) * sum(other == label for _, other in pairs) for label in labels)
        / len(pairs) ** 2
    )
    return (agreed - by_chance) / (1 - by_chance)


def measured(texts):
    """Precision and recall of the mottoes found, and the texts that are taken for the other."""
    found = {one: find_measurable_words(one.text, language="da").is_empty for one in texts}
    right = sum(is_found and one.readings[0] == "motto" for one, is_found in found.items())
    wrong = [one.text for one, is_found in found.items() if is_found != (one.readings[0] == "motto")]
    return right / sum(found.values()), right / sum(one.readings[0] == "motto" for one in texts), wrong


def test_kappa_agrees_with_the_sums_by_hand():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreed 0.7, by chance 0.5, so 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert kappa(pairs) == pytest.approx(0.4)


def test_the_list_is_large_enough_and_read_alike(capsys):
    texts = labelled()
    agreement = kappa(one.readings[:2] for one in texts)

    assert len({one.text.casefold() for one in texts}) == len(texts) >= 150
    assert {reading for one in texts for reading in one.readings} == {"goal", "motto"}
    with capsys.disabled():
        print(f"\nD109: {len(texts)} texts, Cohen's kappa of one reader's two readings {agreement:.2f}")
    assert agreement >= 0.8


def test_mottoes_are_told_from_goals_in_the_half_never_used_for_tuning(capsys):
    agreed = [one for one in labelled() if len(set(one.readings)) == 1]
    held_out = [one for one in agreed if one.is_held_out]
    precision, recall, wrong = measured(held_out)

    assert len(agreed) * 0.4 <= len(held_out) <= len(agreed) * 0.6
    with capsys.disabled():
        print(f"\nD109: {len(held_out)} texts held out, precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.9, "\n".join(wrong)
    assert recall >= 0.8, "\n".join(wrong)


def test_the_other_half_is_no_worse():
    precision, recall, wrong = measured(
        [one for one in labelled() if not one.is_held_out and len(set(one.readings)) == 1]
    )

    assert precision >= 0.9, "\n".join(wrong)
    assert recall >= 0.8, "\n".join(wrong)
