"""Make a virtual environment with Kobling and everything it is built and tested with.

    sh tools/with-python -m tools.environment .venv

Run again it does nothing, unless the requirements, the package's own description, the folder or the Python have
changed. Packages come from requirements.txt alone, each with its hash; nothing else is fetched.
"""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tools import debian

ROOT = Path(__file__).resolve().parent.parent
NO_CONTACT = ("Retrying (Retry(", "(from versions: none)")


class CannotPrepare(Exception):
    """What is missing, and the one command that helps."""


def fingerprint() -> str:
    """Everything that a finished environment depends on, as one line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [
        (ROOT / "requirements.txt").read_text("utf-8"),
        json.dumps([project["project"], project["build-system"]], sort_keys=True),
        str(ROOT),
        sys.version,
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_ready(folder: Path) -> bool:
    """Say whether the environment is finished, unchanged since, and its Python still starts."""
    stamp, python = folder / "kobling-ready", python_of(folder)
    if not stamp.is_file() or stamp.read_text("utf-8") != fingerprint() or not python.exists():
        return False
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def python_of(folder: Path) -> Path:
    """The environment's own interpreter."""
    return folder / "bin" / "python"


def prepare(folder: Path) -> None:
    """Make the environment, or leave it alone when it is ready.

    Raises CannotPrepare, whose text is for the person at the terminal.
    """
    if is_ready(folder):
        return
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Preparing {folder.name} with Python {version}; the first time takes a minute or two.", flush=True)
    _require_venv()
    _make_empty(folder)
    _install_requirements(folder)
    _install_kobling(folder)
    (folder / "kobling-ready").write_text(fingerprint(), "utf-8")
    print(f"{folder.name} is ready.", flush=True)


def _require_venv() -> None:
    def present() -> bool:
        importlib.invalidate_caches()
        return all(importlib.util.find_spec(name) for name in ("ensurepip", "venv"))

    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if present() or (debian.install(own) and present()):
        return
    raise CannotPrepare(
        f"{sys.executable} cannot make virtual environments: its venv part is not installed.\n"
        f"On Debian and Ubuntu this installs it:\n    sudo apt-get install {own}"
    )


def _make_empty(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    made = subprocess.run([sys.executable, "-m", "venv", folder], check=False, capture_output=True, text=True)
    if made.returncode != 0:
        raise CannotPrepare(f"Could not make {folder}:\n{made.stdout}{made.stderr}")


def _install_requirements(folder: Path) -> None:
    wanted = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in line]
    arguments = ["--require-hashes", "--only-binary=:all:", "--requirement", "requirements.txt"]
    _pip(folder, *arguments, counting_to=len(wanted))


def _install_kobling(folder: Path) -> None:
    _pip(folder, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")


def _pip(folder: Path, *arguments: str, counting_to: int = 0) -> None:
    """Run pip install, counting the packages as they come; its own words are shown only when it fails."""
    pip_install = [str(python_of(folder)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    said: list[str] = []
    with subprocess.Popen(
        [*pip_install, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if counting_to:
                _show_progress(line, said, counting_to)
    if pip.returncode != 0:
        raise CannotPrepare(why_pip_failed("".join(said)))


def _show_progress(line: str, said: list[str], total: int) -> None:
    """One line that is rewritten at a terminal; every tenth package on a line of its own elsewhere."""
    count = sum(earlier.startswith("Collecting ") for earlier in said)
    if line.startswith("Installing collected"):
        print(f"\n  installing {count} packages ..." if sys.stdout.isatty() else "  installing ...", flush=True)
    elif line.startswith("Collecting ") and sys.stdout.isatty():
        name = line.split()[1].partition("==")[0]
        print(f"\r  package {count} of about {total}: {name:<40}", end="", flush=True)
    elif line.startswith("Collecting ") and count % 10 == 1:
        print(f"  package {count} of about {total}", flush=True)


def why_pip_failed(said: str) -> str:
    """The end of what pip said, and what would help if there was no contact."""
    last = "".join(f"    {line}\n" for line in said.splitlines()[-12:])
    if any(sign in said for sign in NO_CONTACT):
        return (
            f"The packages could not be fetched. The end of what pip said:\n{last}"
            "There seems to be no way to the package index. With a network again, run the same command;\n"
            "behind a proxy or a mirror of your own: HTTPS_PROXY=… or PIP_INDEX_URL=… before it."
        )
    return f"pip could not install the packages. The end of what it said:\n{last}"


def main(arguments: list[str]) -> int:
    """Prepare the folder that is named, relative to the project."""
    try:
        prepare(ROOT / arguments[0])
    except CannotPrepare as missing:
        print(f"\n{missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
