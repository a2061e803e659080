"""tools/find-python and the environments that the Makefile makes with it."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tools.repository import ROOT
from tools.suite import PYTHONS

OLD = """#!/bin/sh
if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi
"""
# Stands for Debian's python3 without python3-venv: everything works but the part that makes environments.
WITHOUT_VENV = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
exec "{sys.executable}" "$@"
"""
COMPLETE = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'


def find_python(folder, *arguments, **environ):
    """Run tools/find-python on a machine whose only programs are those in the folder."""
    return subprocess.run(
        ["/bin/sh", ROOT / "tools/find-python", *arguments],
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
    done = find_python(install("python3", OLD))

    assert done.returncode == 1
    assert done.stdout == ""
    assert "needs Python 3.11 or newer; found Python 3.9.2" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_a_machine_without_python_gets_the_command_that_installs_one(tmp_path):
    done = find_python(tmp_path)

    assert done.returncode == 1
    assert "found no Python at all" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_a_python_that_is_named_wrongly_is_not_replaced_by_another(install):
    done = find_python(install("python3.12", COMPLETE), PYTHON="python3.99")

    assert done.returncode == 1
    assert 'PYTHON names "python3.99"' in done.stderr


def test_a_python_that_can_make_environments_is_taken_first(install):
    install("python3.13", WITHOUT_VENV)
    folder = install("python3", COMPLETE)

    assert find_python(folder).stdout == f"{folder}/python3\n"


def test_a_python_without_venv_is_named_with_its_debian_package(install):
    done = find_python(install("python3", WITHOUT_VENV))

    assert done.returncode == 1
    assert "cannot make virtual environments" in done.stderr
    assert "python3-venv" in done.stderr


def test_a_version_that_is_asked_for_is_the_version_that_is_found(install):
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = install(f"python{own}", COMPLETE)
    install("python3.99", COMPLETE)

    assert find_python(folder, own).stdout == f"{folder}/python{own}\n"
    assert find_python(folder, "3.99").returncode == 1


def test_a_python_that_pyenv_compiled_comes_after_the_systems_own(tmp_path, install):
    shims = tmp_path / ".pyenv" / "shims"
    shims.mkdir(parents=True)
    (shims / "python3").write_text(COMPLETE)
    (shims / "python3").chmod(0o755)
    path = {"PATH": f"{shims}:{tmp_path}"}
    assert find_python(tmp_path, **path).stdout == f"{shims}/python3\n"

    install("python3", COMPLETE)
    assert find_python(tmp_path, **path).stdout == f"{tmp_path}/python3\n"


def test_further_pythons_are_those_supported_that_are_not_the_first(install):
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    other = next(version for version in PYTHONS if version != own)
    folder = install(f"python{own}", COMPLETE)
    install("python3.99", COMPLETE)

    assert find_python(folder, "further").stdout == ""

    # Stands for another version: it runs whatever it is given, but for what asks for the first one's.
    refused = f"""*"== '{own}'"*"""
    install(f"python{other}", f'#!/bin/sh\ncase "$2" in {refused}) exit 1;; *print*) echo {other};; esac\n')
    assert find_python(folder, "further").stdout == f"{min(own, other)}\n", "the newest is the first"


def test_further_pythons_are_none_where_there_is_no_python(tmp_path):
    done = find_python(tmp_path, "further")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.fixture
def project(tmp_path):
    """A copy of what an environment is made from, with an environment whose stamps say that it is finished."""
    root = tmp_path / "project"
    (root / ".venv/bin").mkdir(parents=True)
    (root / "tools").mkdir()
    for name in (
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "requirements-every-python.txt",
        "tools/find-python",
    ):
        shutil.copy(ROOT / name, root / name)
    (root / ".venv/bin/python").symlink_to(sys.executable)
    # Make names the stamps itself; `--touch` would make nothing else.
    for stamp in re.findall(r"\.venv/(?:packages|installed)-\d+", commands(root)):
        (root / stamp).touch()
    return root


def commands(root):
    """Return what `make environment` would run."""
    done = subprocess.run(["make", "--dry-run", "environment"], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def change(file):
    """Write the file again, a minute later."""
    later = file.stat().st_mtime + 60
    os.utime(file, (later, later))


def installs_packages(root):
    return "requirements.txt" in commands(root)


def test_a_finished_environment_is_left_alone(project):
    assert "pip" not in commands(project)


def test_an_environment_is_made_anew_when_its_requirements_change(project):
    change(project / "requirements.txt")

    assert installs_packages(project)


def test_kobling_alone_is_installed_anew_when_its_description_changes(project):
    change(project / "pyproject.toml")

    assert "--editable" in commands(project)
    assert not installs_packages(project)


def test_an_environment_whose_python_is_gone_is_made_anew(project):
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to(project / "gone")

    assert installs_packages(project)


def test_an_environment_that_was_moved_is_made_anew(project):
    assert installs_packages(project.rename(project.with_name("elsewhere")))
