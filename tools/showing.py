"""The pages as a reader meets them: the municipalities to show, a server on this machine, and a browser.

The screenshots and the browser tests stand on it. Nothing here reaches another machine, and no database is needed.
"""

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from kobling.core.status import Kind, Status
from kobling.rooms.chain.queries import Chain
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.publishing.queries import document
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.document import Document, Goal
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.addresses import Addresses
from tools import chromium
from tools.repository import ROOT

EXAMPLE = ROOT / "examples" / "viborg"
EXAMPLE_DAY = date(2020, 11, 30)
"""The day the example's figures were new."""
LATER_DAY = date(2024, 5, 1)
"""A day on which nobody can say any more what they meant."""


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


def example(on: date = EXAMPLE_DAY) -> ReleaseFile:
    """Return the example municipality's release, as things stood on a day."""
    kept = read_folder(EXAMPLE)
    facts = ReleaseFacts(
        profile=MunicipalityProfile(kept.municipality, kept.terms, kept.bodies, kept.units, kept.sources),
        chain=Chain(kept.visions, kept.themes, kept.goals, kept.stories),
        figures=Figures(kept.indicators, kept.measurements),
        initiatives=kept.initiatives,
        earlier=(),
    )
    made = document(facts, on=on, chain=published_chain(kept, on=on))
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return ReleaseFile(
        document=made,
        sha256=checksum(made.canonical_bytes()),
        created_at=noon,
        created_by="tools.showing",
        approved_at=noon,
        approved_by="tools.showing",
    )


# One page of every type


def _is_measured_once(goal: Goal) -> bool:
    return len(goal.targets) == 1 and goal.targets[0].latest is not None and goal.targets[0].deadline is not None


def _is_of_several(goal: Goal) -> bool:
    return len(goal.targets) > 1 and any(target.latest for target in goal.targets)


def _is_of_every_year(goal: Goal) -> bool:
    return any(target.kind is Kind.RECURRING for target in goal.targets)


def _is_unmeasured(goal: Goal) -> bool:
    return not goal.overall and not any(target.latest for target in goal.targets)


GOALS: dict[str, Callable[[Goal], bool]] = {
    "goal-measured": _is_measured_once,
    "goal-of-several-targets": _is_of_several,
    "goal-of-every-year": _is_of_every_year,
    "goal-unmeasured": _is_unmeasured,
    "goal-overall": lambda goal: goal.overall,
}
"""Goals whose pages differ, by what they are called here."""
LONE = ("front", "chain", "changes", "releases", "method", "data", "about", "was", "search")
"""The kinds of page there is one of."""
TYPES = (*LONE, *GOALS, "theme", "card", "card-of-several-targets", "status", "status-of-none")
"""Every type of page."""


def page(release: ReleaseFile, name: str, language: str) -> str:
    """Return the address of a page of one of the TYPES. Raises StopIteration where a release has none."""
    kind, key = _place(release.document, name)
    return Addresses(release.document).address_of(kind, key, language)


def _place(made: Document, name: str) -> tuple[str, str]:
    if name in LONE:
        return name, ""
    if name == "theme":
        return "theme", made.themes[0].key
    held = Counter(goal.status for goal in made.goals)
    if name == "status":
        return "status", held.most_common(1)[0][0]
    if name == "status-of-none":
        return "status", next(status for status in Status if status not in held)
    kind, _, rest = name.partition("-")
    fits = GOALS[f"goal-{rest or 'measured'}"]
    return kind, next(goal.key for goal in made.goals if fits(goal))


# A server and a browser


class _Quiet(SimpleHTTPRequestHandler):
    """Hands out files as any web server does, without a word about it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".woff2": "font/woff2"}  # noqa: RUF012 - as there

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """One thread a request, and not a word about a browser that leaves before the answer has come."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, unless it is that the browser is gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields the address, without a slash at the end."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def browser() -> Iterator[Browser]:
    """Start this machine's Chromium, with no way to other machines. Raises NoBrowser."""
    program = chromium.find()
    if program is None:
        raise NoBrowser(chromium.MISSING)
    here_alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*chromium.arguments(), here_alone])
        yield started
        started.close()
