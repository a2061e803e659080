"""Third-party files are listed with their licence, and are unchanged."""

import hashlib
import tomllib
from importlib.metadata import version

import pytest

from tests.guards.project_files import project_files
from tools.repository import ROOT

MANIFESTS = [ROOT / f"{home}/vendor.toml" for home in ("src/kobling/web", "tests/browser", "tests/cli")]
FACTS = {"path", "package", "version", "licence", "sha256"}


def differences(manifest, present):
    """Return the errors of a manifest, one sentence each; `present` are the vendored files below it."""
    entries = tomllib.loads(manifest.read_text("utf-8"))["file"]
    wrong = [f"{entry.get('path')} lacks {FACTS - set(entry)}" for entry in entries if set(entry) < FACTS]
    listed = {manifest.parent / entry["path"]: entry for entry in entries if "path" in entry}
    wrong += [f"{path} is not listed" for path in present if path not in listed]
    for path, entry in listed.items():
        if not path.is_file():
            wrong.append(f"{entry['path']} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry.get("sha256"):
            wrong.append(f"{entry['path']} has been changed")
    return wrong


def test_the_stemmer_of_the_browser_is_that_of_the_server():
    entries = tomllib.loads(MANIFESTS[0].read_text("utf-8"))["file"]

    assert {entry["version"] for entry in entries if entry["package"] == "snowball"} == {version("snowballstemmer")}


def vendored(below):
    return [path for path in project_files() if "vendor" in path.parts and below in path.parents]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_vendored_file_is_listed_and_as_it_came(manifest):
    assert vendored(manifest.parent)
    assert differences(manifest, vendored(manifest.parent)) == []


def test_no_vendored_file_lies_outside_the_manifests():
    homes = [manifest.parent for manifest in MANIFESTS]

    assert [path for path in vendored(ROOT) if not any(home in path.parents for home in homes)] == []


def _manifest(folder, *, sha256):
    (folder / "vendor").mkdir()
    (folder / "vendor/a.css").write_text("a {}")
    manifest = folder / "vendor.toml"
    entry = f'path = "vendor/a.css"\npackage = "a"\nversion = "1"\nlicence = "MIT"\nsha256 = "{sha256}"\n'
    manifest.write_text(f"[[file]]\n{entry}")
    return manifest


def test_a_changed_a_missing_and_an_unlisted_file_are_found(tmp_path):
    right = hashlib.sha256(b"a {}").hexdigest()
    manifest = _manifest(tmp_path, sha256=right)
    file = tmp_path / "vendor/a.css"
    assert differences(manifest, [file]) == []

    assert differences(manifest, [file, tmp_path / "vendor/b.css"]) == [f"{tmp_path / 'vendor/b.css'} is not listed"]
    file.write_text("a { color: red }")
    assert differences(manifest, [file]) == ["vendor/a.css has been changed"]
    file.unlink()
    assert differences(manifest, []) == ["vendor/a.css is missing"]


def test_an_entry_without_a_licence_is_found(tmp_path):
    manifest = _manifest(tmp_path, sha256=hashlib.sha256(b"a {}").hexdigest())
    manifest.write_text(manifest.read_text().replace('licence = "MIT"\n', ""))

    assert differences(manifest, [tmp_path / "vendor/a.css"]) == ["vendor/a.css lacks {'licence'}"]
