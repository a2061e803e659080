"""Keep a picture of every type of page, to be looked at.

    python -m tools.screenshots             every page in screenshots/, which git leaves out
    python -m tools.screenshots --readme    docs/barometer.png alone

Draws the example municipality as of the day its figures were new and as of a later day, and the made-up municipality of
the tests, which has every status and every kind of target. Reaches no other machine.
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

from tools.repository import ROOT

PICTURES = ROOT / "screenshots"
README = ROOT / "docs" / "barometer.png"
WIDTHS = {1280: 800, 390: 844}
"""Screens: width and height, in pixels."""
SCHEMES = ("light", "dark")
LANGUAGES = ("da", "en")


def main(arguments: list[str]) -> int:
    """Draw; the exit code."""
    if unknown := [one for one in arguments if one != "--readme"]:
        print(f"There is no {unknown[0]}; there is --readme.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from tools import showing  # noqa: PLC0415 - it reads the pages' words, which Django has ready from here on

    try:
        with showing.browser() as browser:
            if arguments:
                draw_for_readme(browser)
            else:
                draw_all(browser)
    except showing.NoBrowser as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def draw_all(browser: Browser) -> None:
    """Draw every page into a folder per municipality and day, in place of what was there."""
    began = time.monotonic()
    shutil.rmtree(PICTURES, ignore_errors=True)
    count = 0
    with _sites() as (root, pages):
        for name, address in pages:
            count += _draw(browser, f"{root}/{address}", PICTURES / name)
            print(f"{count:4}  {time.monotonic() - began:4.0f} s  {name}", flush=True)
    print(f"{count} pictures are in {PICTURES.relative_to(ROOT)}/.")


def draw_for_readme(browser: Browser) -> None:
    """Draw what a reader sees first on the example's front page."""
    with _sites() as (root, _):
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="da")
        page.goto(f"{root}/viborg/")
        _settle(page)
        page.screenshot(path=README)
    print(f"{README.relative_to(ROOT)}: {README.stat().st_size / 1000:.0f} kB")


@contextmanager
def _sites() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve every site; yields the address, and the pages to draw: a name and an address each."""
    from kobling.web.public.export import export  # noqa: PLC0415 - as in main
    from kobling.web.public.site import Site  # noqa: PLC0415
    from tools import showing  # noqa: PLC0415

    made_up = import_module("tests.web.sample").sample_release()
    later, every_type = ("front", "goal-measured", "goal-of-every-year"), showing.TYPES
    wanted = [
        *(("viborg", name, language) for name in every_type for language in LANGUAGES),
        *(("viborg-later", name, "da") for name in later),
        *(("made-up", name, "da") for name in ("front", "changes", "releases", "theme", "card-of-several-targets")),
    ]
    releases = {"viborg": showing.example(), "viborg-later": showing.example(showing.LATER_DAY), "made-up": made_up}
    with tempfile.TemporaryDirectory() as folder:
        for name, release in releases.items():
            export(Site(release), Path(folder) / name)
        missing = Path(folder) / "viborg" / "not-here" / "index.html"
        missing.parent.mkdir()
        missing.write_bytes(Site(releases["viborg"]).not_found("not-here/").body)
        pages = [("viborg/missing-da", "viborg/not-here/")]
        pages += [
            (f"{release}/{name}-{language}", f"{release}/{showing.page(releases[release], name, language)}")
            for release, name, language in wanted
        ]
        pages += [(f"made-up/goal-{goal.key}", f"made-up/maal/{goal.slug.da}/") for goal in made_up.document.goals]
        with showing.served(Path(folder)) as root:
            yield root, pages


def _draw(browser: Browser, url: str, name: Path) -> int:
    """Draw a page in every scheme on every screen; how many pictures that made."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                _settle(page)
                page.screenshot(path=name.with_name(f"{name.name}-{width}-{scheme}.png"), full_page=True)
    return len(WIDTHS) * len(SCHEMES)


def _settle(page: Page) -> None:
    """Wait for the letters."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
