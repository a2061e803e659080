"""A municipality folder goes out as a zip file and comes back, and nothing of it leaves its place."""

import io
import stat
import zipfile

import pytest

from kobling.rooms.folder import archive as archives
from kobling.rooms.folder.archive import packed, unpacked
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writing.serializer import serialize_folder
from tests.rooms import small


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def codes(data):
    with pytest.raises(FolderError) as refused, unpacked(io.BytesIO(data)):
        pass
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("folder", ["lilleby", "."])
def test_a_folder_is_packed_and_unpacked(folder):
    facts = small.facts()
    data = packed(serialize_folder(facts), folder=folder)

    assert packed(serialize_folder(facts), folder=folder) == data
    with unpacked(io.BytesIO(data)) as path:
        assert read_folder(path) == facts
    assert not path.exists()


def test_what_other_systems_leave_in_a_zip_is_skipped():
    files = {f"lilleby/{name}": text for name, text in serialize_folder(small.facts()).items()}
    data = zipped(**files, **{"__MACOSX/lilleby/._municipality.yaml": "x", "lilleby/.DS_Store": "x"})

    with unpacked(io.BytesIO(data)) as path:
        assert read_folder(path) == small.facts()


@pytest.mark.parametrize(
    "name",
    [
        "../municipality.yaml",
        "/municipality.yaml",
        "a/../../b",
        "C:\\municipality.yaml",
        "a\\b",
        "a:b",
        "a/b/c/d/e/f/g",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert codes(zipped(**{name: "x"})) == ["unsafe_name"]


def test_a_link_two_alike_and_no_zip_are_refused():
    link = zipfile.ZipInfo("municipality.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(link, "/etc/hosts")
    assert codes(content.getvalue()) == ["link"]

    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("municipality.yaml", "code: 1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("municipality.yaml", "code: 2")
    assert codes(content.getvalue()) == ["same_name"]
    assert codes(b"code: 999") == ["not_a_zip"]
    assert codes(zipped(a="x" * 1000)[:-30]) == ["not_a_zip"]


def test_too_much_is_refused_while_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 100_000)
    monkeypatch.setattr(archives, "MAX_FILES", 3)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("municipality.yaml", " " * 10_000_000)
    assert codes(content.getvalue()) == ["too_large"]
    assert codes(zipped(a="", b="", c="", d="")) == ["too_many_files"]
