"""Find the other Pythons of this machine that Kobling promises to run on."""

import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ("3.11", "3.12", "3.13")
NEEDED_PARTS = ("ensurepip", "sqlite3", "ssl", "venv")


def find(version: str) -> Path | None:
    """A working interpreter of that version: on the PATH, or made by pyenv; None when there is none."""
    on_path = shutil.which(f"python{version}")
    made_by_pyenv = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python{version}"))
    candidates = [Path(on_path)] if on_path else []
    return next((path for path in [*candidates, *reversed(made_by_pyenv)] if _is_version(path, version)), None)


def missing_parts(python: Path) -> list[str]:
    """Which parts of the standard library that interpreter was installed without."""
    probe = "import importlib.util, sys; print(*[n for n in sys.argv[1:] if not importlib.util.find_spec(n)])"
    return _output(python, "-c", probe, *NEEDED_PARTS).split()


def others() -> dict[str, Path | None]:
    """Every promised version but the one that runs this, with its interpreter if there is one."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {version: find(version) for version in SUPPORTED if version != own}


def _is_version(python: Path, version: str) -> bool:
    # pyenv's shims are on the PATH for versions it would refuse to run.
    return _output(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip() == version


def _output(*command: Path | str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout
