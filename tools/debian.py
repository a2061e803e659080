"""Install packages of Debian and Ubuntu with apt-get, if this user may."""

import os
import shutil
import subprocess


def may_install() -> bool:
    """Return True if this process is root on a machine with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install the packages; return False if that is not allowed here or fails."""
    if not may_install():
        return False
    print(f"Installing Debian's {' and '.join(packages)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--no-install-recommends", *packages]):
        completed = subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
        if completed.returncode != 0:
            return False
    return True
