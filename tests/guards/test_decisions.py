"""Every decision record has a number of its own, in its file name and its heading, and the day it was decided."""

import re

import pytest

from tools.repository import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_the_numbers_run_from_one_without_a_gap():
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_has_its_number_and_its_day(file):
    lines = file.read_text("utf-8").splitlines()

    assert lines[0].startswith(f"# {int(file.name[:4])}. ")
    assert re.fullmatch(r"\*\*Decided:\*\* \d{1,2} \w+ \d{4}", lines[2])
