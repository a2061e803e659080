"""The file of a backup: whoever gets hold of it sees whether it is whole, and nobody else can read it."""

import stat
import zipfile
from datetime import UTC, datetime

import click
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.cli.operation import backup_file
from kobling.cli.operation.backup_file import MANIFEST, Manifest, UnusableBackup
from tests.laws import examples

COPY = b"not really a database" * 20
MADE = Manifest(
    kobling="0.2.0",
    made_at=datetime(2020, 11, 30, 12, tzinfo=UTC),
    vendor="sqlite",
    server="3.40.1",
    sha256="",
    migrations=(("audit", "0001_initial"),),
    rows={"audit_entry": 3},
    settings=("KOBLING_HOSTS",),
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def restored(path):
    """Take the copy out of a backup file, and return it with the manifest."""
    to = path.with_name("restored")
    with backup_file.opened(path) as (manifest, archive):
        backup_file.extract(archive, manifest, to, path=path)
    return manifest, to.read_bytes()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A backup file and its manifest."""
    folder = tmp_path_factory.mktemp("written")
    copy = folder / "copy"
    copy.write_bytes(COPY)
    with copy.open("rb") as file:
        manifest = MADE.model_copy(update={"sha256": backup_file.sha256_of(file)})
    backup_file.write(folder / "whole.backup", manifest, copy, overwrite=False)
    return folder / "whole.backup", manifest


def test_what_was_written_is_read_again_and_only_its_owner_may_read_it(written):
    path, manifest = written

    assert restored(path) == (manifest, COPY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zipfile.ZipFile(path).testzip() is None
    assert {file.name for file in path.parent.iterdir()} == {"copy", "whole.backup", "restored"}


@given(st.data())
@examples(100)
def test_a_file_with_any_byte_changed_or_cut_off_anywhere_is_refused(written, tmp_path_factory, data):
    whole = written[0].read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1), "place")
    flipped = data.draw(st.integers(0, 255), "instead")
    damaged = whole[:place] + bytes([flipped]) + whole[place + 1 :] if flipped != whole[place] else whole[:place]
    path = tmp_path_factory.mktemp("damaged") / "damaged.backup"
    path.write_bytes(damaged)

    with pytest.raises(UnusableBackup, match=r"Nothing was changed|no backup of Kobling"):
        restored(path)


def test_what_is_no_backup_is_not_called_a_damaged_one(tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Kære byråd")

    with pytest.raises(UnusableBackup, match="no backup of Kobling"):
        restored(other)


def test_a_newer_form_is_said_to_be_newer(written, monkeypatch):
    monkeypatch.setattr(backup_file, "FORMAT", 0)

    with pytest.raises(UnusableBackup, match="newer Kobling"):
        restored(written[0])


def test_a_file_that_is_there_stays_unless_it_is_asked_for(written, tmp_path):
    there = tmp_path / "there.backup"
    there.write_text("precious")

    with pytest.raises(click.ClickException, match="there already"):
        backup_file.write(there, written[1], written[0].with_name("copy"), overwrite=False)

    assert there.read_text() == "precious"
    backup_file.write(there, written[1], written[0].with_name("copy"), overwrite=True)
    assert restored(there)[1] == COPY


def test_a_manifest_of_another_copy_is_refused(written, tmp_path):
    path = tmp_path / "wrong.backup"
    backup_file.write(path, MADE, written[0].with_name("copy"), overwrite=False)

    with pytest.raises(UnusableBackup, match="not as it was written"):
        restored(path)
    assert MANIFEST.encode() in path.read_bytes()
