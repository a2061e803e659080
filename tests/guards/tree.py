"""The project's own files, as the guards see them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kobling"
PASSING = {"__pycache__", "build", "dist", "node_modules", "screenshots", "staticfiles", "var"}


def project_files():
    """Every file that belongs to the project: what git keeps or would keep; in an unpacked archive, what is there."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not _is_passing(path.relative_to(ROOT)))


def _is_passing(path):
    return any(part in PASSING or part.startswith(".venv") or part.endswith("_cache") for part in path.parts)


def text_of(path):
    """The words of a file, or None when it holds none."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
