"""An installation with a database of its own, whose commands are processes as an operator starts them."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from tests.rooms.processes import database_of
from tools.repository import ROOT

MAIN = "from kobling.cli import main; main()"


def environment_of(home, **settings):
    """Return the environment of an installation in a folder."""
    inherited = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("KOBLING_")
    }
    own = {"KOBLING_HOME": str(home), "KOBLING_LANGUAGE": "en"}
    if connection.vendor == "postgresql":
        server = {name: quote(str(connection.settings_dict[name])) for name in ("USER", "PASSWORD", "HOST", "PORT")}
        address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**server)
        own |= {"DATABASE_URL": address + database_of(home), "KOBLING_SECRET_KEY": "k" * 50}
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return inherited | own | {"PYTHONPATH": path} | settings


def start(home, *arguments, program=MAIN, **settings):
    """Start a command, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment_of(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kobling(home, *arguments, code=0, **settings):
    """Run a command to its end; return what it has said once it has ended as expected."""
    with start(home, *arguments, **settings) as process:
        said, _error = process.communicate(timeout=120)
    assert process.returncode == code, said
    return said
