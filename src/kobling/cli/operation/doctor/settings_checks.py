"""Faults of the settings: secrets, host names and encryption."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils.translation import gettext as _

from kobling.cli.operation.doctor.faults import Fault

SECRET_FILES = ("KOBLING_SAML_KEY",)
MIN_SECRET_LENGTH, MIN_DIFFERENT_CHARACTERS = 50, 10


def secret_key() -> Iterator[Fault]:
    """Find a key that is made anew at each start, or that can be guessed."""
    key = os.environ.get("KOBLING_SECRET_KEY", "")
    remedy = _(
        'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))", and give it as '
        "KOBLING_SECRET_KEY to every process."
    )
    if not key and is_public():
        yield Fault("secret-key", _("KOBLING_SECRET_KEY is not set: everybody is signed out at each start."), remedy)
    elif key and (len(key) < MIN_SECRET_LENGTH or len(set(key)) < MIN_DIFFERENT_CHARACTERS):
        found = _("KOBLING_SECRET_KEY can be guessed: it is shorter than %(count)d characters, or repeats a few.")
        yield Fault("secret-key", found % {"count": MIN_SECRET_LENGTH}, remedy)


def hosts() -> Iterator[Fault]:
    """Find host names that are not answered to, and a server that answers to every name."""
    if "*" in settings.ALLOWED_HOSTS:
        found = _("KOBLING_HOSTS is *: whoever asks decides which name the links of a page have.")
        yield Fault("hosts", found, _("List the host names of this server in KOBLING_HOSTS."))
    if not is_public() and "DATABASE_URL" in os.environ:
        found = _("KOBLING_HOSTS is not set: the server answers to this machine alone.")
        yield Fault("hosts", found, _("List the host names of this server in KOBLING_HOSTS."), "warning")
    address = urlsplit(settings.PUBLIC_ADDRESS).hostname
    if address and not is_answered(address):
        yield not_answered("KOBLING_ADDRESS", address)


def is_answered(host: str) -> bool:
    """Return whether the server answers to a host name."""
    return validate_host(host, settings.ALLOWED_HOSTS)


def not_answered(where: str, host: str) -> Fault:
    """Return the fault of a host name that is set somewhere, and not answered to."""
    found = _("%(where)s has the host name %(host)s, and the server refuses it.") % {"where": where, "host": host}
    return Fault("hosts", found, _("Add %(host)s to KOBLING_HOSTS.") % {"host": host})


def encryption() -> Iterator[Fault]:
    """Find addresses without TLS where cookies are sent over TLS alone."""
    if is_public() and urlsplit(settings.PUBLIC_ADDRESS).scheme == "http":
        found = _(
            "KOBLING_ADDRESS begins with http://, and signing in works over TLS alone where KOBLING_HOSTS is set."
        )
        remedy = _("Put a proxy that speaks TLS in front, and begin KOBLING_ADDRESS with https://.")
        yield Fault("tls", found, remedy)
    issuer = urlsplit(os.environ.get("KOBLING_OIDC_ISSUER", ""))
    if issuer.scheme == "http" and issuer.hostname not in {"localhost", "127.0.0.1", "::1"}:
        found = _("KOBLING_OIDC_ISSUER begins with http://: anybody on the way could say who signs in.")
        yield Fault("tls", found, _("Give the provider's address with https://."))


def secret_files() -> Iterator[Fault]:
    """Find files with secrets that others on this machine can read."""
    for variable in SECRET_FILES:
        path = os.environ.get(variable, "")
        if path and is_open_to_others(Path(path)):
            yield open_to_others(Path(path))


def is_open_to_others(path: Path) -> bool:
    """Return whether others than its owner can read or write a file."""
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False


def open_to_others(path: Path) -> Fault:
    """Return the fault of a file that others can read."""
    found = _("Others on this machine can read or change %(path)s.") % {"path": path}
    return Fault("permissions", found, _("Run: chmod 600 %(path)s") % {"path": path})


def is_public() -> bool:
    """Return whether other machines reach the server."""
    return "KOBLING_HOSTS" in os.environ


CHECKS = (secret_key, hosts, encryption, secret_files)
