"""Find the system's Chromium, which Playwright drives; no browser is ever downloaded.

Debian's chromium-headless-shell is the same build of Blink and V8 without the windows around a page. `make test` uses
it where it is, because the browser's tests take a fifth less time; everything else uses the browser that readers have.
"""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
HEADLESS_SHELL = "chromium-headless-shell"
"""The program's name, and that of Debian's package."""
MISSING = "no Chromium found; on Debian: sudo apt-get install chromium (or name one: CHROMIUM=/path/to/chrome)"


def find() -> Path | None:
    """Return the browser that CHROMIUM names, or the first known name on the PATH; None if there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    return next((Path(path) for path in candidates if path), None)


def arguments() -> list[str]:
    """Return the arguments to start the browser with.

    Letters are as wide without windows as with them; the sandbox does not work for root, as in most containers.
    """
    return ["--font-render-hinting=none", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
