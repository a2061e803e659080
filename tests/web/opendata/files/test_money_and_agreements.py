"""Budget lines and agreements are in tables of their own: every amount once, every goal of an agreement once."""

import csv
from io import StringIO

from kobling.web.opendata.files.release_files import release_files
from tests.web.sample import sample_document

DOCUMENT = sample_document()
FILES = release_files(DOCUMENT)


def rows(name):
    return list(csv.DictReader(StringIO(FILES[f"data/{name}"].body.decode(), newline="")))


def test_every_amount_of_every_budget_line_stands_once():
    amounts = ("expected_low", "expected", "expected_high", "agreed", "realised")
    lines = [
        (line.track, line.expected_low, line.expected_mid, line.expected_high, line.agreed, line.realised)
        for budget in DOCUMENT.budgets
        for line in budget.lines
    ]
    told = [(row["track"], *(int(row[name]) if row[name] else None for name in amounts)) for row in rows("budgets.csv")]

    assert told == lines
    assert {row["goals"] for row in rows("budgets.csv")} == {
        " ".join(line.goals) for budget in DOCUMENT.budgets for line in budget.lines
    }


def test_every_goal_of_an_agreement_has_a_row_with_its_own_words():
    told = [(row["agreement"], row["goal"], row["own_words_da"]) for row in rows("agreements.csv")]
    taken_over = [(one.key, goal, "") for one in DOCUMENT.agreements for goal in one.goals]
    worded = [
        (one.key, goal, own.text.da) for one in DOCUMENT.agreements for own in one.own_goals for goal in own.goals
    ]

    assert sorted(told) == sorted([*taken_over, *worded])
    assert {row["signed"] for row in rows("agreements.csv")} == {"2019-12-01"}
