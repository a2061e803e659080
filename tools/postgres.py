"""A PostgreSQL server for one run: made in a temporary folder, reached on loopback only, gone afterwards.

    python -m tools.postgres pytest tests/rooms

runs the command with DATABASE_URL naming the server, and a secret key beside it. Nothing is kept and nothing is
flushed to disk: it is for tests alone.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "kobling"
FAST_AND_FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoServer(Exception):
    """PostgreSQL is not installed, or did not start; the text says which and what helps."""


def find_binaries() -> Path | None:
    """The folder of the newest installed server, or None: Debian keeps it off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server, hand out its DATABASE_URL, and stop and delete it whatever happens.

    Raises NoServer.
    """
    binaries = find_binaries()
    if binaries is None:
        raise NoServer("PostgreSQL is not installed; on Debian and Ubuntu: sudo apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="kobling-postgres-") as name:
        folder = Path(name)
        owner = _account(folder)
        password = secrets.token_urlsafe(16)
        _initialise(binaries, folder, owner, password)
        port = _free_port()
        _control(binaries, folder, owner, "start", "-o", _options(folder, port), "-l", str(folder / "log"))
        try:
            yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _control(binaries, folder, owner, "stop", "-m", "immediate")


def _account(folder: Path) -> str | None:
    """Whom to run as: PostgreSQL refuses root, so root hands the folder to another account. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    account = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, account)
    return account


def _initialise(binaries: Path, folder: Path, owner: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password, "utf-8")
    if owner:
        shutil.chown(secret, owner)
    arguments = ["-D", str(folder / "data"), "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}"]
    _run([str(binaries / "initdb"), *arguments, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], folder, owner)


def _options(folder: Path, port: int) -> str:
    address = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    return " ".join([*address, *FAST_AND_FORGETFUL])


def _control(binaries: Path, folder: Path, owner: str | None, *arguments: str) -> None:
    _run([str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s", *arguments], folder, owner)


def _run(command: list[str], folder: Path, owner: str | None) -> None:
    group = pwd.getpwnam(owner).pw_gid if owner else None
    others = () if owner else None
    done = subprocess.run(
        command, cwd=folder, user=owner, group=group, extra_groups=others, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        log = folder / "log"
        told = log.read_text("utf-8", "replace") if log.exists() else ""
        raise NoServer(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}{told}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """Run the command beside a server of its own, and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # or the server would outlive us
    try:
        with temporary_server() as url:
            settings = {"DATABASE_URL": url, "KOBLING_SECRET_KEY": secrets.token_urlsafe(50)}
            return subprocess.run(command, env={**os.environ, **settings}, check=False).returncode
    except NoServer as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
