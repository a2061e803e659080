"""The areas beside a municipality: what is refused, and where it is said."""

import pytest

from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.reader import read_folder
from tests.rooms.folder.sample import FILES, write

BESIDE = """\
beside:
  country: "000"
  municipalities:
    - {code: "099", name: Eksempelby}
    - {code: 101, name: København}
    - {code: 791, name: Viborg}
  neighbours: [791]
  group: {name: Provinsbykommuner, codes: [099, 791], sources: [avis]}
  sources: [avis]
"""


def folder(tmp_path, beside):
    files = FILES | {"municipality.yaml": FILES["municipality.yaml"] + beside}
    return write(tmp_path, files)


def refused(tmp_path, was, now):
    assert was in BESIDE
    with pytest.raises(FolderError) as refusal:
        read_folder(folder(tmp_path, BESIDE.replace(was, now)))
    own = FILES["municipality.yaml"].count("\n")
    return [(one.code, one.found, one.location.line - own) for one in refusal.value.problems]


def test_the_areas_are_read_as_they_are_written(tmp_path):
    beside = read_folder(folder(tmp_path, BESIDE)).municipality.beside

    assert [area.code for area in beside.municipalities] == ["099", "101", "791"]
    assert (beside.country, beside.neighbours, beside.group.codes) == ("000", ("791",), ("099", "791"))
    assert beside.municipalities[1].name == "København"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("neighbours: [791]", "neighbours: [792]", ("not_beside", "792", 7)),
        ("neighbours: [791]", "neighbours: [791, 791]", ("repeated_reference", "791", 7)),
        ("neighbours: [791]", "neighbours: [099]", ("own_area_not_needed", "099", 7)),
        ("codes: [099, 791]", "codes: [101, 791]", ("own_area_missing", "099", 8)),
        ("codes: [099, 791]", "codes: [099, 000]", ("not_beside", "000", 8)),
        ("code: 101", "code: 791", ("repeated_reference", "791", 6)),
        ("code: 101", "code: 000", ("country_for_municipality", "000", 5)),
        ("code: 101", "code: 1010101", ("not_a_code", "1010101", 5)),
        ("sources: [avis]}", "sources: [blad]}", ("unknown_source", "blad", 8)),
    ],
)
def test_what_leads_nowhere_or_stands_twice_is_refused_at_its_place(tmp_path, was, now, said):
    assert refused(tmp_path, was, now) == [said]


def test_the_municipality_itself_has_to_be_among_them(tmp_path):
    found = refused(tmp_path, '"099", name: Eksempelby', '"098", name: Nabokommune')

    assert ("own_area_missing", "099", 4) in found
