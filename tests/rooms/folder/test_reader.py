"""What a folder says, as the facts have it."""

import zipfile
from datetime import date

import pytest

from kobling.core.periods import Period
from kobling.core.status import Kind
from kobling.records.base import Text
from kobling.records.indicators import Uncertainty, YearlyGrowth
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.parsing import yaml_parser
from kobling.rooms.folder.reader import read_folder
from tests.rooms.folder.sample import FILES, write


@pytest.fixture
def facts(tmp_path):
    return read_folder(write(tmp_path, FILES))


def test_a_value_is_read_as_its_field_says(facts):
    goal = facts.goals[1]

    assert facts.municipality.code == "099"
    assert facts.municipality.seats == 21
    assert facts.municipality.contact.phone == "+45 87 87 87 87"
    assert goal.targets[0].value == 80.0
    assert goal.targets[0].deadline == date(2025, 12, 31)
    assert goal.targets[0].baseline == Period.parse("2018")
    assert goal.targets[1].area == "000"
    assert facts.themes[0].decision.item == "36"
    assert facts.themes[0].decision.url is None
    assert facts.indicators[3].derived == YearlyGrowth(method="yearly_growth_percent", of="folketal")


@pytest.mark.parametrize("words", ["no", "on", "08", "1e3", "2019-01-01", "12:30", "0x1F", "=1+1", ".inf", "True"])
def test_a_word_stays_a_word_where_words_belong(tmp_path, words):
    files = {**FILES, "indicators/folketal.yaml": FILES["indicators/folketal.yaml"].replace("FOLK1A", words)}

    facts = read_folder(write(tmp_path, files))

    assert facts.indicators[1].table == words


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_where_a_field_may_be_empty(tmp_path, nothing):
    files = {**FILES, "indicators/folketal.yaml": FILES["indicators/folketal.yaml"].replace("FOLK1A", nothing)}

    assert read_folder(write(tmp_path, files)).indicators[1].table is None


def test_nothing_in_quotation_marks_is_a_word(tmp_path):
    files = {**FILES, "indicators/folketal.yaml": FILES["indicators/folketal.yaml"].replace("FOLK1A", '"null"')}

    assert read_folder(write(tmp_path, files)).indicators[1].table == "null"


def test_names_of_files_and_folders_are_keys(facts):
    assert {goal.term for goal in facts.goals} == {"2018-2021"}
    assert [indicator.key for indicator in facts.indicators] == ["byer", "folketal", "medlemmer", "vaekst", "vielser"]
    assert [story.key for story in facts.stories] == ["ungeguide"]


def test_all_seven_kinds_of_target_are_read(facts):
    assert {target.kind for target in facts.goals[1].targets} == set(Kind)


def test_words_are_danish_unless_they_say_otherwise(facts):
    assert facts.municipality.name == Text(da="Eksempelby Kommune", en="Eksempelby Municipality")
    assert facts.municipality.notice == Text(da="Dette er et opdigtet eksempel.")
    assert facts.visions[0].outward == Text(da="Byen vokser.\n\nVi bor tæt.")


def test_a_story_has_its_text_in_two_files(facts):
    assert facts.stories[0].text == Text(
        da="Før var der mange voksne.\n\nNu er der én.", en="There used to be many adults.\n\nNow there is one."
    )


def test_measurements_come_from_files_of_both_dialects(facts):
    values = {(one.indicator, one.area, one.period.code): one.value for one in facts.measurements}

    assert values == {
        ("byer", None, "2019"): 17.0,
        ("vielser", None, "2019"): 84.0,
        ("folketal", None, "2019-01-01"): 96921.0,
        ("folketal", None, "2020-01-01"): 97113.0,
        ("medlemmer", None, "2018"): 57.0,
        ("medlemmer", None, "2019"): 59.0,
        ("medlemmer", None, "2020"): 61.5,
        ("medlemmer", "000", "2019"): 62.5,
    }
    sampled = facts.measurements[4]
    assert (sampled.uncertainty, sampled.n, sampled.drawn) == (
        Uncertainty.SIMPLE_RANDOM_SAMPLE,
        1165,
        date(2020, 10, 3),
    )
    assert sampled.note == Text(da='Også "nye" svar, alle regnet med', en='All, "new" ones too')


def test_the_order_is_the_councils_where_it_means_something(tmp_path, facts):
    vision = FILES["terms/2018-2021/vision.yaml"]
    first, second = vision.index("  - key: liv"), vision.index("  - key: laering")
    end = vision.index("goals:\n  - key")
    turned = vision[:first] + vision[second:end] + vision[first:second] + vision[end:]

    read = read_folder(write(tmp_path / "other", {**FILES, "terms/2018-2021/vision.yaml": turned}))

    assert read.themes == facts.themes[::-1]
    assert read != facts


def test_files_in_another_order_say_the_same(tmp_path, facts):
    rows = FILES["measurements/medlemmer.csv"].splitlines(keepends=True)
    files = {path: text for path, text in FILES.items() if path != "measurements/medlemmer.csv"}
    files["measurements/æ.csv"] = "indicator," + rows[0] + "".join("medlemmer," + row for row in reversed(rows[1:]))

    assert read_folder(write(tmp_path / "other", files)) == facts


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["windows", "old mac"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path, facts, end, mark):
    files = {path: mark + text.replace("\n", end).encode() for path, text in FILES.items()}

    assert read_folder(write(tmp_path / "other", files)) == facts


def test_both_parsers_of_yaml_say_the_same(tmp_path, facts, monkeypatch):
    monkeypatch.setattr(yaml_parser, "LOADER", yaml_parser.yaml.SafeLoader)

    assert read_folder(write(tmp_path / "other", FILES)) == facts


def test_what_is_not_the_municipalitys_is_passed_over(tmp_path, facts):
    others = {"stories/README.md": "x", ".git/HEAD": b"\xff", "indicators/.folketal.yaml": "[", "x.csv.license": "x"}

    assert read_folder(write(tmp_path / "other", {**FILES, **others})) == facts


@pytest.mark.parametrize("path", ["Thumbs.db", "stories/THUMBS.DB", "terms/desktop.ini", "measurements/~$folketal.csv"])
@pytest.mark.parametrize("content", [b"\xff\x00", b""])
def test_what_windows_and_office_leave_behind_is_skipped(tmp_path, facts, path, content):
    assert read_folder(write(tmp_path / "other", {**FILES, path: content})) == facts


def test_what_macos_and_network_drives_leave_behind_is_skipped(tmp_path, facts):
    others = [".DS_Store", "stories/._ungeguide.md", "__MACOSX/._x", "terms/@eaDir/x", "$RECYCLE.BIN/x", "Icon\r"]

    assert read_folder(write(tmp_path / "other", {**FILES, **dict.fromkeys(others, b"\x00")})) == facts


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("findes-ikke", "not_a_folder"),
        ("en-fil", "file_as_folder"),
        ("en-fil/under", "not_a_folder"),
        ("kommune.zip", "zip_for_folder"),
    ],
)
def test_a_folder_that_is_none_is_refused(tmp_path, path, code):
    (tmp_path / "en-fil").write_text("x")
    with zipfile.ZipFile(tmp_path / "kommune.zip", "w") as packed:
        packed.writestr("municipality.yaml", FILES["municipality.yaml"])

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path / path)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_unpacked_zip_file_with_the_folder_inside_is_explained(tmp_path):
    write(tmp_path / "unpacked" / "eksempelby", FILES)
    write(tmp_path / "unpacked", {"__MACOSX/._eksempelby": b"\x00", ".DS_Store": b"\x00"})

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path / "unpacked")

    assert [(one.code, one.found) for one in refused.value.problems] == [("folder_inside", "eksempelby")]


def test_an_empty_folder_lacks_a_municipality_and_a_council(tmp_path):
    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path)

    assert [(one.code, one.location.file) for one in refused.value.problems] == [
        ("missing_file", "municipality.yaml"),
        ("no_council", "organisation.yaml"),
    ]


def test_every_error_is_told_at_once(tmp_path):
    files = {
        **FILES,
        "municipality.yaml": FILES["municipality.yaml"].replace("099", "99").replace("slug: eks", "slug: Eks"),
        "organisation.yaml": "bodies: [\n",
        "indicators/folketal.yaml": FILES["indicators/folketal.yaml"].replace("persons", "person"),
        "measurements/register.csv": "indicator;period;value;uncertainty;drawn\nfolketal;20x9;1.5;full;2020\n",
        "hej.txt": "x",
    }

    with pytest.raises(FolderError) as refused:
        read_folder(write(tmp_path, files))

    assert [(str(one.location), one.code) for one in refused.value.problems] == [
        ("hej.txt", "unknown_file"),
        ("indicators/folketal.yaml:5:7", "not_one_of"),
        ("measurements/register.csv:2:10", "not_a_period"),
        ("measurements/register.csv:2:15", "not_a_number"),
        ("measurements/register.csv:2:19", "not_one_of"),
        ("measurements/register.csv:2:24", "not_a_day"),
        ("municipality.yaml:2:7", "not_a_code"),
        ("municipality.yaml:3:7", "not_a_slug"),
        ("organisation.yaml:1:9", "open_bracket"),
    ]
