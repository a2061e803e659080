"""What a newcomer without the right Python is told, and when an environment is made anew."""

import importlib.util
import os
import shutil
import subprocess
import sys

import pytest

from tests.guards.tree import ROOT
from tools import environment

OLD = """#!/bin/sh
if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi
"""
# Stands for Debian's python3 without python3-venv: everything works but the part that makes environments.
WITHOUT_VENV = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
exec "{sys.executable}" "$@"
"""


def with_python(folder, *arguments, **environ):
    """Run tools/with-python on a machine whose only programs are those in the folder."""
    return subprocess.run(
        ["/bin/sh", ROOT / "tools/with-python", *arguments],
        cwd=ROOT,
        env={"PATH": str(folder), "HOME": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def install(tmp_path):
    """Put a program into the only folder on the PATH."""

    def put(name, source):
        (tmp_path / name).write_text(source)
        (tmp_path / name).chmod(0o755)
        return tmp_path

    return put


def test_a_python_that_is_too_old_is_named_with_what_helps(install):
    done = with_python(install("python3", OLD), "-c", "print('started')")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "needs Python 3.11 or newer; found Python 3.9.2" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_a_machine_without_python_is_told_so(tmp_path):
    done = with_python(tmp_path, "-c", "")

    assert done.returncode == 1
    assert "found no Python at all" in done.stderr


def test_a_python_that_is_named_wrongly_is_not_replaced_by_another(install):
    folder = install("python3.12", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')

    done = with_python(folder, "-c", "print('started')", PYTHON="python3.99")

    assert done.returncode == 1
    assert 'PYTHON names "python3.99"' in done.stderr


def test_a_python_that_can_make_environments_is_taken_first(install):
    install("python3.13", WITHOUT_VENV.replace("exec", "echo incomplete; exec"))
    folder = install("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')

    assert with_python(folder, "-c", "print('started')").stdout == "started\n"


def test_a_python_without_that_part_is_still_handed_the_task_of_explaining_it(install):
    assert with_python(install("python3", WITHOUT_VENV), "-c", "print('started')").stdout == "started\n"


def test_a_missing_venv_is_named_with_its_debian_package(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(environment.CannotPrepare) as refusal:
        environment.prepare(tmp_path / ".venv")

    assert f"sudo apt-get install python3.{sys.version_info.minor}-venv" in str(refusal.value)
    assert not (tmp_path / ".venv").exists()


NO_NETWORK = """\
Collecting annotated-types==0.8.0 (from -r requirements.txt (line 3))
  WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by \
'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: \
[Errno -3] Temporary failure in name resolution')': /simple/annotated-types/
ERROR: Could not find a version that satisfies the requirement annotated-types==0.8.0 (from versions: none)
ERROR: No matching distribution found for annotated-types==0.8.0
"""
WRONG_HASH = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions,
"""


def test_a_missing_network_is_told_from_other_failures():
    assert "no way to the package index" in environment.why_pip_failed(NO_NETWORK)
    assert "no way to the package index" not in environment.why_pip_failed(WRONG_HASH)
    assert "DO NOT MATCH THE HASHES" in environment.why_pip_failed(WRONG_HASH)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of what an environment is made from, with an environment that counts as finished."""
    root = tmp_path / "a project"
    root.mkdir()
    for name in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, root)
    monkeypatch.setattr(environment, "ROOT", root)
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/bin/python").symlink_to(sys.executable)
    (root / ".venv/kobling-ready").write_text(environment.fingerprint())
    return root


def test_a_finished_environment_is_left_alone(project):
    assert environment.is_ready(project / ".venv")


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_an_environment_is_made_anew_when_what_it_is_made_from_changes(project, name):
    file = project / name
    file.write_text(file.read_text().replace("gunicorn", "unicorn"))

    assert not environment.is_ready(project / ".venv")


def test_an_environment_whose_python_is_gone_is_made_anew(project):
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to(project / "gone")

    assert not environment.is_ready(project / ".venv")


def test_an_environment_that_was_moved_is_made_anew(project, monkeypatch):
    moved = project.rename(project.with_name("elsewhere"))
    monkeypatch.setattr(environment, "ROOT", moved)

    assert not environment.is_ready(moved / ".venv")
