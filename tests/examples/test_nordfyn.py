"""Nordfyn's vision, its five themes in both wordings, and the five experiments, as two public sources have them."""

from pathlib import Path

import pytest

from kobling.rooms.folder.reader import read_folder

FOLDER = Path(__file__).parents[2] / "examples" / "nordfyn"

# The consultants' article, and the municipality's press release of 30 August 2018.
THEMES = [
    "Vi dyrker enkeltheden",
    "Vi lever os til sundhed hele livet",
    "Vi skaber mindeværdige øjeblikke",
    "Vi griber idéerne og nyttiggør dem",
    "Vi skaber et samlet og stærkt Nordfyn",
]
TARGET_PICTURES = {
    "Vi skaber rammer – borgerne skaber liv",
    "En indgang – sammenhæng i forløbet",
    "Fællesskaber for alle",
    "Et samlet Nordfyn",
    "Det gode og sunde børneliv",
}


@pytest.fixture(scope="module")
def said():
    return read_folder(FOLDER)


def test_the_themes_and_the_target_pictures_are_in_their_own_words(said):
    assert [theme.name.da for theme in said.themes] == THEMES
    assert {goal.wordings[0].text.da for goal in said.goals} == TARGET_PICTURES


def test_the_council_decided_the_target_pictures_and_nothing_else_is_dated(said):
    decided = {(goal.wordings[0].decision.body, goal.wordings[0].decision.date.isoformat()) for goal in said.goals}

    assert decided == {("kommunalbestyrelsen", "2018-08-30")}
    assert {theme.decision for theme in said.themes} == {None}


def test_one_experiment_was_tried_under_each_theme(said):
    themes = {goal.key: goal.themes for goal in said.goals}

    assert {one.kind for one in said.initiatives} == {"experiment"}
    assert sorted(theme for one in said.initiatives for goal in one.goals for theme in themes[goal]) == sorted(
        theme.key for theme in said.themes
    )
    assert all(one.goals_inferred for one in said.initiatives)


def test_what_nobody_published_is_left_empty(said):
    for one in said.initiatives:
        assert (one.start, one.end, one.owner, one.hypothesis, one.measure, one.ending) == (None,) * 6
    assert {goal.targets for goal in said.goals} == {()}
    assert all(goal.missing is not None for goal in said.goals)
