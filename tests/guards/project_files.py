"""The project's own files, for the guards."""

import subprocess

from tools.repository import ROOT

SOURCE = ROOT / "src" / "kobling"
IGNORED_FOLDERS = {"__pycache__", "build", "dist", "node_modules", "screenshots", "staticfiles", "var"}


def project_files():
    """Return every file that git tracks or would track; in an unpacked archive, every file that is not ignored."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not _is_ignored(path.relative_to(ROOT)))


def _is_ignored(path):
    return any(part in IGNORED_FOLDERS or part.startswith(".venv") or part.endswith("_cache") for part in path.parts)


def text_of(path):
    """Return the text of a file, or None if it is binary."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
