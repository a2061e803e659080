"""Find the system's Chromium. Playwright drives it; nothing here ever downloads a browser."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MISSING = "no Chromium found; on Debian: sudo apt-get install chromium (or name one: CHROMIUM=/path/to/chrome)"


def find() -> Path | None:
    """The browser to drive: the one CHROMIUM names, or the first known name on the PATH; None when there is none."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in NAMES]
    return next((Path(path) for path in found if path), None)


def arguments() -> list[str]:
    """What the browser must be started with here: its sandbox does not work for root, as in most containers."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
