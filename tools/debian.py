"""Install Debian's and Ubuntu's packages, where this user may."""

import os
import shutil
import subprocess


def may_install() -> bool:
    """Say whether this process is root on a machine with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install the packages with apt-get; False when that is not allowed here or fails."""
    if not may_install():
        return False
    print(f"Installing Debian's {' and '.join(packages)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return False
    return True
