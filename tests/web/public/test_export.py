"""The export is the served site as files: whole or not at all, and the same for the same release."""

import fcntl
import os
import signal
from datetime import date

import pytest

from kobling.rooms.publishing import queries as publishing
from kobling.web.public.export import LOCK_FILE, MARKER_FILE, FolderInUse, export
from kobling.web.public.responses import SiteFile
from kobling.web.public.site import Site
from tests.rooms import small
from tests.rooms.publishing.test_document import as_facts
from tests.web.public.html_reader import find_all, parse_html, resolve_link
from tests.web.sample import release_of, sample_release


def _file(address):
    return f"{address}index.html" if address.endswith("/") or not address else address


def written(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def former(site):
    """The former addresses that can be files: a picture that is not drawn any more cannot lead to a page."""
    return {address: to for address, to in site.redirects.items() if address.endswith("/") or not to.endswith("/")}


@pytest.fixture(scope="module")
def exported(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "site"
    assert export(site, folder) == len(site.addresses()) + len(former(site))
    return folder


def test_every_address_is_a_file_with_the_bytes_that_are_served(exported, opened, site):
    files = written(exported)
    expected = {_file(address): page.body for address, page in opened.items()}

    assert {name: files[name] for name in expected} == expected
    assert set(files) - set(expected) == {MARKER_FILE} | {_file(address) for address in former(site)}


@pytest.fixture
def small_site():
    document = publishing.document(as_facts(small.facts()), on=date(2020, 11, 30))
    return Site(release_of(document))


def test_a_former_address_is_a_page_that_leads_on(exported, site):
    for address, to in former(site).items():
        if not address.endswith("/"):
            assert (exported / address).read_bytes() == (exported / to).read_bytes()
            continue
        tree = parse_html((exported / address / "index.html").read_text("utf-8"))
        (link,) = [one.attrib["href"] for one in find_all(tree, "a")]
        (refresh,) = [
            one.attrib["content"] for one in find_all(tree, "meta") if one.attrib.get("http-equiv") == "refresh"
        ]
        assert resolve_link(link, start=address) == (to, "")
        assert refresh == f"0; url={link}"


def test_the_same_release_gives_the_same_files(exported, tmp_path):
    export(Site(sample_release()), tmp_path / "again")

    assert written(tmp_path / "again") == written(exported)


def test_an_earlier_export_is_replaced_and_nothing_of_it_is_left(small_site, tmp_path):
    folder = tmp_path / "site"
    export(small_site, folder)
    before = written(folder)
    (folder / "maal" / "old.html").write_text("from an earlier release")

    export(small_site, folder)

    assert written(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_anything_else_in_it_is_left_alone(site, tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")

    with pytest.raises(FolderInUse, match="not an earlier export"):
        export(site, tmp_path)

    assert written(tmp_path) == {"letter.txt": b"keep me"}


def test_a_file_is_not_a_folder(site, tmp_path):
    (tmp_path / "out").write_text("keep me")

    with pytest.raises(FolderInUse):
        export(site, tmp_path / "out")


@pytest.mark.parametrize("place", ["empty", "deep/down"])
def test_an_empty_folder_and_a_folder_that_is_not_there_are_filled(small_site, tmp_path, place):
    (tmp_path / "empty").mkdir()

    export(small_site, tmp_path / place)

    assert (tmp_path / place / "index.html").read_bytes() == small_site.open("").body


class Broken(Site):
    """A site whose last page cannot be made."""

    def open(self, address: str, query: str = "") -> SiteFile:
        if address == "was/":
            raise RuntimeError("this page cannot be made")
        return super().open(address, query)


def test_an_export_that_fails_half_way_leaves_what_was_there(small_site, tmp_path):
    folder = tmp_path / "site"
    export(small_site, folder)
    before = written(folder)

    with pytest.raises(RuntimeError, match="cannot be made"):
        export(Broken(small_site.release), folder)

    assert written(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_another_release_gives_another_site(small_site, tmp_path):
    document = small_site.release.document.model_copy(update={"number": 4})
    other = Site(release_of(document))
    for name, site in (("one", small_site), ("other", other)):
        export(site, tmp_path / name)

    assert written(tmp_path / "other")["index.html"] != written(tmp_path / "one")["index.html"]


class Fatal(Site):
    """A site in the middle of whose export the process is killed."""

    def open(self, address: str, query: str = "") -> SiteFile:
        if address == "om/":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().open(address, query)


def die_while_exporting(site, folder):
    child = os.fork()
    if child == 0:
        export(Fatal(site.release), folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_what_a_killed_export_left_is_removed_by_the_next_one_and_nothing_else_is(small_site, tmp_path):
    folder, running, foreign = tmp_path / "site", tmp_path / ".site-running", tmp_path / ".site-old"
    die_while_exporting(small_site, folder)
    (left,) = tmp_path.iterdir()
    foreign.mkdir()
    running.mkdir()
    with (running / LOCK_FILE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        export(small_site, folder)

        assert not left.exists()
        assert {path.name for path in tmp_path.iterdir()} == {"site", running.name, foreign.name}
    assert (folder / "index.html").read_bytes() == small_site.open("").body
