"""What may differ from one Python to the next: imports, and starting the command."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import kobling
from tools.repository import ROOT

pytestmark = pytest.mark.every_python


def test_every_module_imports():
    names = [module.name for module in pkgutil.walk_packages(kobling.__path__, "kobling.")]

    assert len(names) > 400
    for name in names:
        importlib.import_module(name)


def test_the_command_reads_a_whole_municipality(tmp_path):
    command = [sys.executable, "-c", "from kobling.cli import main; main()", "validate", str(ROOT / "examples/viborg")]
    environ = {"KOBLING_HOME": str(tmp_path), "KOBLING_LANGUAGE": "en", "PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{ROOT}/examples/viborg is in order: 23 goals, 20 indicators, 3708 measurements.\n"
