"""A browser, the exported sites on a server of any kind, and the real server; every test's browser is listened to."""

import fcntl
import re
from collections.abc import Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from xdist.scheduler import LoadScopeScheduling

from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import Addresses
from kobling.web.public.export import export
from kobling.web.public.site import Site
from tests.browser.page_checks import PAGE_CHECKS
from tests.browser.themes import THEMES
from tests.sources.statbank.fake import FakeStatBank
from tests.web.sample import sample_release
from tools import example_site, working_pages
from tools.browser import BrowserMissing, launch_browser, serve_folder
from tools.repository import ROOT
from tools.working_pages import demonstrated

HERE = Path(__file__).parent
NAMES_OF_THIS_MACHINE = {"127.0.0.1", "localhost"}
ORDINARY = {"width": 1280, "height": 800}
SLOW = 30_000
"""How long the browser waits for anything, in milliseconds: two cores are shared with everything else."""
DEAR = {
    "live": (
        "/test_served.py::",
        "::test_every_page_that_only_a_server_has",
        "::test_every_page_in_no_municipality",
        "::test_the_served_search_finds_without_scripts",
    ),
    "staff": ("/test_staff.py::", "/test_accounts.py::", "/test_figure_files.py::", "/test_mails.py::"),
    "pages": ("/test_structure.py::",),
}
"""Fixtures that take seconds to make (two servers, and every page of two sites), and the names of their tests."""
expect.set_options(timeout=SLOW)


class OneWorkerEach(LoadScopeScheduling):
    """Hands out the tests one by one, but those of what takes long to make to one worker alone."""

    def _split_scope(self, nodeid):
        return next((fixture for fixture in DEAR if is_test_of(fixture, nodeid)), nodeid)


def is_test_of(fixture, nodeid):
    """Say by a test's name whether it uses a fixture that takes long to make."""
    return any(part in nodeid for part in DEAR[fixture])


def pytest_xdist_make_scheduler(config, log):
    return OneWorkerEach(config, log)


def pytest_collection_modifyitems(items):
    """Refuse a test that uses what takes long to make and is not handed out with the others."""
    for item in items:
        for fixture in DEAR if item.path.parent == HERE else ():
            if fixture in item.fixturenames and not is_test_of(fixture, item.nodeid):
                raise pytest.UsageError(f"{item.nodeid} uses {fixture}: name it in DEAR")


@pytest.fixture(scope="session")
def browser():
    try:
        with launch_browser() as started:
            yield started
    except BrowserMissing as missing:
        pytest.skip(str(missing))


@dataclass(frozen=True)
class Shown:
    """A release's site, and where it is shown."""

    release: ReleaseFile
    url: str
    """With a slash at the end."""

    def type(self, name, language):
        """The address of one page of a type."""
        return self.url + example_site.page_address(self.release, name, language)

    def of(self, kind, key="", language="da"):
        """The address of a page."""
        return self.url + Addresses(self.release.document).address_of(kind, key, language)

    @property
    def pages(self):
        """The addresses of all pages."""
        return [self.url + address for address in Addresses(self.release.document).routes]


RELEASES = {
    "viborg": example_site.example_release,
    "senere": lambda: example_site.example_release(example_site.LATER_DAY),
    "kaedekoebing": lambda: example_site.example_release(date(2025, 3, 31), folder="kaedekoebing"),
    "opdigtet": sample_release,
}


class ExportedSites(dict):
    """Every site by its name, exported when it is first asked for, on a server that knows nothing of Kobling."""

    def __init__(self, folder, root):
        super().__init__()
        self.folder, self.root = folder, root

    def __missing__(self, name):
        self[name] = Shown(self._export_once(name), f"{self.root}/kommune/{name}/")
        return self[name]

    def _export_once(self, name):
        """Export a site, unless another process of the same run has; return its release."""
        file = self.folder / f"{name}.json"
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                release = RELEASES[name]()
                export(Site(release), self.folder / "kommune" / name)
                file.write_text(release.model_dump_json(), "utf-8")
        return ReleaseFile.model_validate_json(file.read_bytes())


@pytest.fixture(scope="session")
def exported(tmp_path_factory, worker_id):
    """Every site, below a path of its own; the processes of a run share the folder."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "server"
    folder.mkdir(exist_ok=True)
    with serve_folder(folder) as root:
        yield ExportedSites(folder, root)


@pytest.fixture(scope="session")
def viborg(exported):
    return exported["viborg"]


@pytest.fixture(scope="session")
def later(exported):
    return exported["senere"]


@pytest.fixture(scope="session")
def made_up(exported):
    return exported["opdigtet"]


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The example as `kobling demo` serves it: imported, released, approved, on a database of its own."""
    day = example_site.EXAMPLE_DAY.isoformat()
    with demonstrated(tmp_path_factory.mktemp("home"), [str(example_site.EXAMPLE), "--on", day]) as (root, _):
        yield Shown(example_site.example_release(), f"{root}/viborg/")


@dataclass(frozen=True)
class Staff:
    """The working pages of the municipality that was made up to show everything, and the way in."""

    url: str
    """With a slash at the end."""
    passwords: Mapping[str, str]
    """Of the demonstration's accounts, by name."""
    statbank: FakeStatBank
    """What its figures are drawn from."""
    mailbox: str
    """The address of the page that shows the mails it sends."""
    municipality: str = "kaedekoebing"

    @property
    def password(self):
        """Of the account that may do the most."""
        return self.passwords["demo"]

    def sign_in(self, page, wanted="", name="demo"):
        """Sign in as an account of the demonstration, by the page that was wanted."""
        url = f"{self.url}{self.municipality}/{wanted}"
        working_pages.sign_in(page, url, name=name, password=self.passwords[name])
        expect(page.locator("main h1")).to_be_visible()


@pytest.fixture(scope="session")
def staff(tmp_path_factory):
    """The demonstration with a StatBank that tells the truth."""
    folder = ROOT / "examples" / "kaedekoebing"
    home = tmp_path_factory.mktemp("staff")
    with (
        FakeStatBank() as fake,
        demonstrated(home, [str(folder), "--on", "2025-03-31"], KOBLING_STATBANK=fake.base_url) as (root, said),
    ):
        yield Staff(f"{root}/arbejde/", working_pages.passwords(said), fake, re.findall(r"shown at (\S+)", said)[0])


@dataclass(frozen=True)
class BrowserLog:
    """Errors and warnings of the browser, and its requests to other machines."""

    errors: list
    external_requests: list

    def allow(self, words):
        """Clear errors that the test expects. Fails if there are others."""
        assert all(words in error for error in self.errors), self.errors
        self.errors.clear()

    @contextmanager
    def listening(self, context):
        """Keep what a context's pages report meanwhile."""
        listeners = {
            "console": lambda message: message.type in {"error", "warning"} and self.errors.append(message.text),
            "weberror": lambda web_error: self.errors.append(str(web_error.error)),
            "request": lambda request: _is_external(request.url) and self.external_requests.append(request.url),
        }
        for event, listener in listeners.items():
            context.on(event, listener)
        yield
        for event, listener in listeners.items():
            context.remove_listener(event, listener)


def _is_external(url):
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname not in NAMES_OF_THIS_MACHINE


@pytest.fixture
def browser_log():
    """Fails every test in which the browser reports an error that the test does not allow."""
    log = BrowserLog([], [])
    yield log
    assert log.errors == []
    assert log.external_requests == []


@pytest.fixture
def reader(browser, browser_log):
    """Make readers: a page each, on a screen of a size, with the preferences and limits they have."""
    with ExitStack() as opened:

        def new(*, width=1280, height=800, **preferences):
            context = new_context(browser, viewport={"width": width, "height": height}, **preferences)
            opened.enter_context(context)
            opened.enter_context(browser_log.listening(context))
            return context.new_page()

        yield new


def new_context(browser, **preferences):
    """Make a context whose pages have the page checks."""
    context = browser.new_context(**preferences)
    context.set_default_timeout(SLOW)
    context.add_init_script(path=PAGE_CHECKS)
    return context


@pytest.fixture(scope="session")
def kept_pages(browser):
    """The pages of all tests that need an ordinary one, with and without scripts: to make one takes longer than most
    checks."""
    with ExitStack() as opened:
        yield {
            scripts: opened.enter_context(
                new_context(browser, viewport=ORDINARY, java_script_enabled=scripts)
            ).new_page()
            for scripts in (True, False)
        }


@contextmanager
def lent(page, browser_log):
    """Lend a page to a test; the next one finds it as it was, but for what is cached."""
    with browser_log.listening(page.context):
        yield page
        page.goto("about:blank")
    page.context.clear_cookies()
    page.set_viewport_size(ORDINARY)
    page.emulate_media(media="null", **THEMES["light"])


@pytest.fixture
def page(kept_pages, browser_log):
    """One reader at an ordinary screen."""
    with lent(kept_pages[True], browser_log) as page:
        yield page


@pytest.fixture
def page_without_scripts(kept_pages, browser_log):
    """One reader at an ordinary screen, whose browser runs no scripts."""
    with lent(kept_pages[False], browser_log) as page:
        yield page
