"""A written folder is one a person can read, and is written whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from kobling.records.base import Slugs, Text
from kobling.records.chain import Goal, Wording
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Body, BodyKind, Municipality
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.folder.writing.serializer import serialize_folder
from tests.rooms import small as town
from tests.rooms.folder.sample import FILES, write


@pytest.fixture
def facts(tmp_path):
    return read_folder(write(tmp_path / "sample", FILES))


@pytest.fixture
def small():
    return MunicipalityFacts(
        municipality=Municipality(code="099", slug="eksempelby", name="Eksempelby"),
        bodies=[Body(key="byraad", name="Byrådet", kind=BodyKind.COUNCIL)],
    )


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_written_is_pleasant_to_read(facts):
    files = serialize_folder(facts)

    assert (
        files["organisation.yaml"]
        == """\
bodies:
  - key: byraad
    name: Byrådet
    kind: council

  - key: boern
    name: Børneudvalget
    kind: standing_committee
    valid_from: 2018-01-01
    valid_to: 2021-12-31

  - key: kultur
    name: Kulturudvalget
    kind: section_17_4_committee

units:
  - key: velfaerd
    name: Velfærd
    kind: directorate
    serves: [boern]

  - key: skoler
    name: Skoler
    kind: centre
    parent: velfaerd

leaders:
  - key: direktoer
    title: Velfærdsdirektør
    level: 1
    unit: velfaerd

  - key: skoleleder
    title:
      da: Skoleleder
      en: Head of school
    level: 2
    unit: skoler
    valid_from: 2018-08-01
"""
    )
    assert """\
    sums:
      - track: forebyggelse
        year: 2020
        agreed: 2000000
""" in files["terms/2018-2021/budget.yaml"]
    assert files["municipality.yaml"].startswith('code: "099"\nslug: eksempelby\nname:\n  da: Eksempelby Kommune\n')
    assert "\n    outward: |-\n      Byen vokser.\n\n      Vi bor tæt.\n" in files["terms/2018-2021/vision.yaml"]
    assert files["terms/2018-2021/term.yaml"] == "start: 2018-01-01\nend: 2021-12-31\n"
    assert files["measurements/folketal.csv"] == (
        "period,value,uncertainty,drawn\n2019-01-01,96921,full_count,2019-02-11\n2020-01-01,97113,full_count,2020-02-11\n"
    )
    assert files["stories/ungeguide.md"] == (
        "---\ngoals: [foreninger]\ndate: 2019-08-01\ntitle:\n  da: Én ungeguide\n  en: One youth guide\n"
        "sources: [avis]\n---\n\nFør var der mange voksne.\n\nNu er der én.\n"
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Byrådet, 18-19 (ny)", "Byrådet, 18-19 (ny)"),
        ("no", '"no"'),
        ("2019", '"2019"'),
        ("a: b", '"a: b"'),
        ("# b", '"# b"'),
        ('sagde "ja"', 'sagde "ja"'),
        ('"ja"', r'"\"ja\""'),
        ("tab\ther", r'"tab\ther"'),
        ("to linjer \nmed luft", r'"to linjer \nmed luft"'),
        ("en\nto", "|-\n  en\n  to"),
        ("ord " * 40 + "ord", ">-\n  " + ("ord " * 27).strip() + "\n  " + ("ord " * 14).strip()),
    ],
)
def test_a_text_stands_bare_only_where_nobody_can_misread_it(small, words, written):
    facts = small.model_copy(update={"municipality": small.municipality.model_copy(update={"name": Text(da=words)})})

    assert serialize_folder(facts)["municipality.yaml"].partition("name: ")[2] == written + "\n"


def test_the_same_facts_give_the_same_files(facts, tmp_path):
    write_folder(facts, tmp_path / "one")
    write_folder(read_folder(tmp_path / "one"), tmp_path / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_folder_that_is_not_there_is_made(small, tmp_path):
    write_folder(small, tmp_path / "a" / "b")

    assert read_folder(tmp_path / "a" / "b") == small


def test_a_municipality_folder_is_replaced_and_what_is_not_ours_is_kept(facts, small, tmp_path):
    write_folder(facts, tmp_path / "x")
    kept = {"README.md": b"x", ".git/HEAD": b"y", "stories/a.md.license": b"z"}
    write(tmp_path / "x", kept)

    write_folder(small, tmp_path / "x")

    assert contents(tmp_path / "x") == kept | {name: text.encode() for name, text in serialize_folder(small).items()}
    assert sorted(path.name for path in (tmp_path / "x").iterdir() if path.is_dir()) == [".git", "stories"]


def test_a_new_repository_counts_as_empty(small, tmp_path):
    write(tmp_path, {".git/HEAD": b"y", "README.md": b"x"})

    write_folder(small, tmp_path)

    assert read_folder(tmp_path) == small


@pytest.mark.parametrize(
    "there", ["notes.txt", "indicators/Folketal.yaml", "organisation.yaml", "data/x.csv"], ids=lambda name: name
)
def test_a_folder_that_is_something_else_is_left_alone(small, tmp_path, there):
    write(tmp_path, {there: "mit eget"})

    with pytest.raises(FolderError) as refused:
        write_folder(small, tmp_path)

    assert "not_ours" in [problem.code for problem in refused.value.problems]
    assert contents(tmp_path) == {there: b"mit eget"}


def test_nothing_is_written_through_a_link(facts, tmp_path):
    write(tmp_path / "outside", {"2018-2021/term.yaml": "mit eget"})
    write_folder(facts, tmp_path / "x")
    for file in sorted((tmp_path / "x" / "terms").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (tmp_path / "x" / "terms").rmdir()
    (tmp_path / "x" / "terms").symlink_to(tmp_path / "outside")

    with pytest.raises(FolderError):
        write_folder(facts, tmp_path / "x")

    assert contents(tmp_path / "outside") == {"2018-2021/term.yaml": b"mit eget"}


def test_a_file_is_no_folder_to_write_to(small, tmp_path):
    (tmp_path / "x").write_text("mit eget")

    with pytest.raises(FolderError) as refused:
        write_folder(small, tmp_path / "x")

    assert [problem.code for problem in refused.value.problems] == ["file_as_folder"]
    assert (tmp_path / "x").read_text() == "mit eget"


@pytest.mark.parametrize("successful", [0, 1, 7, 20, 21, 22])
def test_where_a_move_fails_everything_is_as_it_was(facts, small, tmp_path, monkeypatch, successful):
    """21 files of the sample are moved out, and 2 new ones in."""
    assert (len(serialize_folder(facts)), len(serialize_folder(small))) == (21, 2)
    write_folder(facts, tmp_path / "x")
    write(tmp_path / "x", {"README.md": "x"})
    before = contents(tmp_path / "x")
    replace, moves = Path.replace, []

    def fails_once(path, target):
        moves.append(path)
        if len(moves) == successful + 1:
            raise OSError(28, "No space left on device", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fails_once)
    with pytest.raises(FolderError) as refused:
        write_folder(small, tmp_path / "x")

    assert [problem.code for problem in refused.value.problems] == ["unwritable"]
    assert contents(tmp_path / "x") == before
    write_folder(small, tmp_path / "x")
    assert read_folder(tmp_path / "x") == small


def test_where_moving_back_fails_too_nothing_is_lost(facts, small, tmp_path, monkeypatch):
    write_folder(facts, tmp_path / "x")
    before = contents(tmp_path / "x")
    replace, moves = Path.replace, []

    def fails_for_good(path, target):
        moves.append(path)
        if len(moves) > 5:
            raise OSError(5, "Input/output error", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fails_for_good)
    with pytest.raises(FolderError):
        write_folder(small, tmp_path / "x")

    (hidden,) = (tmp_path / "x").glob(".kobling-*/old")
    kept = {name: data for name, data in contents(tmp_path / "x").items() if not name.startswith(".")}
    assert kept | contents(hidden) == before


def test_a_folder_that_could_not_be_filled_is_not_left_behind(small, tmp_path, monkeypatch):
    def fails(path, target):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(FolderError):
        write_folder(small, tmp_path / "a" / "b")

    assert list(tmp_path.iterdir()) == []


def test_facts_that_could_not_be_read_again_are_not_written(small, tmp_path):
    goal = Goal(
        key="g",
        term="../../ude",
        slug=Slugs(da="g", en="g"),
        overall=True,
        short="G",
        wordings=[Wording(text="G", valid_from=date(2018, 1, 1))],
    )

    with pytest.raises(FolderError) as refused:
        write_folder(small.model_copy(update={"goals": (goal,)}), tmp_path / "x")

    (problem,) = refused.value.problems
    assert (problem.code, str(problem.location)) == ("unknown_term", "mål g term")
    assert not (tmp_path / "x").exists()


def test_a_target_stored_before_it_was_refused_is_written_and_then_explained(tmp_path):
    contradictory = town.target("a1", kind="relative_change", direction="down", value=20)
    write_folder(town.facts(goals=[town.goal("a", contradictory)]), tmp_path)

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path)

    assert [(one.code, one.found) for one in refused.value.problems] == [("against_direction", "+20")]
