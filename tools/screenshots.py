"""Take screenshots of every type of page.

    python -m tools.screenshots             every page in screenshots/, which git leaves out
    python -m tools.screenshots --readme    docs/barometer.png alone

The pages are those of the example municipality as of the day its figures were new and as of a later day, and of the
made-up municipality of the tests, which has every status and every kind of target; and the working pages of the
demonstration. No other machine is contacted.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

from tools import working_pages
from tools.browser import BrowserMissing, launch_browser, serve_folder
from tools.repository import ROOT

SCREENSHOTS = ROOT / "screenshots"
README_PICTURE = ROOT / "docs" / "barometer.png"
SCREENS = {1280: 800, 390: 844}
"""Screens: width and height, in pixels."""
SCHEMES = ("light", "dark")
LANGUAGES = ("da", "en")


def main(arguments: list[str]) -> int:
    """Take the screenshots and return the exit code."""
    if unknown := [argument for argument in arguments if argument != "--readme"]:
        print(f"There is no {unknown[0]}; there is --readme.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    try:
        with launch_browser() as browser:
            if arguments:
                capture_readme_picture(browser)
            else:
                capture_all(browser)
    except BrowserMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def capture_all(browser: Browser) -> None:
    """Capture every page into a folder per municipality and day; older screenshots are deleted."""
    began = time.monotonic()
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    count = 0
    with _sites() as (root, pages):
        for name, address in pages:
            with browser.new_page() as page:
                count += _capture(page, f"{root}/{address}", SCREENSHOTS / name)
            print(f"{count:4}  {time.monotonic() - began:4.0f} s  {name}", flush=True)
    with _working_pages(browser) as (page, root):
        for name, address in working_pages.PAGES.items():
            count += _capture(page, root + address, SCREENSHOTS / "working-pages" / name.replace(" ", "-"))
            print(f"{count:4}  {time.monotonic() - began:4.0f} s  {name}", flush=True)
    print(f"{count} pictures are in {SCREENSHOTS.relative_to(ROOT)}/.")


def capture_readme_picture(browser: Browser) -> None:
    """Capture the first screen of the example's front page."""
    with _sites() as (root, _):
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="da")
        page.goto(f"{root}/viborg/")
        _wait_for_fonts(page)
        page.screenshot(path=README_PICTURE)
    print(f"{README_PICTURE.relative_to(ROOT)}: {README_PICTURE.stat().st_size / 1000:.0f} kB")


@contextmanager
def _sites() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve every site; yields the address, and a name and an address of every page to capture."""
    # Imported here, because Django has to be set up first.
    from kobling.web.public.export import export  # noqa: PLC0415
    from kobling.web.public.site import Site  # noqa: PLC0415
    from tools import example_site  # noqa: PLC0415

    made_up = import_module("tests.web.sample").sample_release()
    later = ("front", "goal-measured", "goal-of-every-year")
    selected = [
        *(("viborg", name, language) for name in example_site.PAGE_TYPES for language in LANGUAGES),
        *(("viborg-later", name, "da") for name in later),
        *(("made-up", name, "da") for name in ("front", "changes", "releases", "theme", "card-of-several-targets")),
    ]
    releases = {
        "viborg": example_site.example_release(),
        "viborg-later": example_site.example_release(example_site.LATER_DAY),
        "made-up": made_up,
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, release in releases.items():
            export(Site(release), Path(folder) / name)
        missing = Path(folder) / "viborg" / "not-here" / "index.html"
        missing.parent.mkdir()
        missing.write_bytes(Site(releases["viborg"]).not_found("not-here/").body)
        pages = [("viborg/missing-da", "viborg/not-here/")]
        pages += [
            (
                f"{release}/{name}-{language}",
                f"{release}/{example_site.page_address(releases[release], name, language)}",
            )
            for release, name, language in selected
        ]
        pages += [(f"made-up/goal-{goal.key}", f"made-up/maal/{goal.slug.da}/") for goal in made_up.document.goals]
        with serve_folder(Path(folder)) as root:
            yield root, pages


@contextmanager
def _working_pages(browser: Browser) -> Iterator[tuple[Page, str]]:
    """Serve the demonstration; yields a page that its user has signed in on, and the address of the working pages."""
    folder, statbank = ROOT / "examples" / "kaedekoebing", import_module("tests.sources.statbank.fake").FakeStatBank
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as outer,
        statbank() as fake,
        working_pages.demonstrated(
            Path(outer), [str(folder), "--on", "2025-03-31"], KOBLING_STATBANK=fake.base_url
        ) as (root, printed),
        browser.new_page(locale="da-DK") as page,
    ):
        password = working_pages.passwords(printed)["demo"]
        working_pages.sign_in(page, f"{root}/arbejde/kaedekoebing/", name="demo", password=password)
        yield page, f"{root}/arbejde/"


def _capture(page: Page, url: str, name: Path) -> int:
    """Capture a page in every colour scheme on every screen, and return the number of screenshots."""
    page.goto(url)
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            _wait_for_fonts(page)
            page.screenshot(path=name.with_name(f"{name.name}-{width}-{scheme}.png"), full_page=True)
    return len(SCREENS) * len(SCHEMES)


def _wait_for_fonts(page: Page) -> None:
    """Wait until the fonts are loaded."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
