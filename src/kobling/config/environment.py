"""Settings from environment variables, with errors for values that are missing or invalid.

| variable | meaning | where it is not set |
|---|---|---|
| `DATABASE_URL` | `postgresql://user:password@host:port/name`, `sqlite:///path` | `kobling.sqlite3` in `KOBLING_HOME` |
| `KOBLING_HOME` | folder of the embedded database | the folder Kobling is started in |
| `KOBLING_SECRET_KEY` | 50 random characters or more | made for this run alone; demanded beside `DATABASE_URL` |
| `KOBLING_HOSTS` | the host names served, with commas between | this machine only |
| `KOBLING_ADDRESS` | where the public pages lie on the web: `https://maal.example.dk/` | as requested |
| `KOBLING_STATBANK` | the address of Statistics Denmark's StatBank; empty for none | `https://api.statbank.dk/v1/` |
| `KOBLING_REGISTERS` | a file of further registers (see `registers`) | StatBank alone |
| `KOBLING_CACHE` | a folder where descriptions of tables are cached for half a day | each is asked for anew |
| `KOBLING_WORKING_PAGES` | `no`: the public pages alone are served | `yes` |
| `KOBLING_OIDC_ISSUER` | the address of an OpenID provider that accounts sign in through | none |
| `KOBLING_OIDC_CLIENT`, `KOBLING_OIDC_SECRET` | what that provider knows this server by | demanded beside the issuer |
| `KOBLING_OIDC_NAME` | what the sign-in page calls it | `OpenID` |
| `KOBLING_SAML_METADATA` | a file with the metadata of a SAML identity provider (needs `kobling[saml]`) | none |
| `KOBLING_SAML_KEY`, `KOBLING_SAML_CERTIFICATE` | files of this server's own, as PEM | demanded beside it |
| `KOBLING_SAML_ENTITY` | what that provider knows this server by | the address of its metadata |
| `KOBLING_SAML_NAME` | what the sign-in page calls it | `SAML` |
| `KOBLING_SAML_ROLES` | a file (TOML) of what the privileges that it hands over mean here | roles are assigned here |
| `KOBLING_SECOND_FACTOR` | roles that need a second factor beside a password: `administrator,analyst` | none |
| `KOBLING_MAIL_HOST` | the mail server that messages are sent by (SMTP) | messages wait in the outbox |
| `KOBLING_MAIL_FROM` | the sender: `Kobling <kobling@kommune.dk>` | demanded, as `KOBLING_ADDRESS` is |
| `KOBLING_MAIL_TLS` | `starttls`, `tls` (from the start) or `no` | `starttls` |
| `KOBLING_MAIL_PORT` | its port | 587, 465 or 25, as TLS is |
| `KOBLING_MAIL_USER`, `KOBLING_MAIL_PASSWORD` | what it is signed in to with | no sign-in |
| `KOBLING_MAIL_TIMEOUT` | how many seconds it may take over each answer | 30 |
| `KOBLING_LOG` | `requests` (each request too) or `json` (the same, as JSON) | warnings and errors |
| `KOBLING_FOLLOW_ADDRESS` | the server where readers ask for a mail at each release | here, if mail is sent here |
| `KOBLING_LANGUAGE` | `da` or `en`: the language of the command line | `da` |
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import ValidationError

from kobling.config import registers as register_files
from kobling.config.saml_profile import identity_provider
from kobling.core.web_address import root_address
from kobling.records.rights import Role
from kobling.rooms.people.privileges import RoleMap

if TYPE_CHECKING:
    from kobling.sources.registers import Register

LOCK_WAIT_SECONDS = 5
"""How long a write waits for another one before it fails."""
SQLITE_OPTIONS = {
    # Writers queue instead of failing half-way, and readers never wait for them.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    f"PRAGMA busy_timeout={LOCK_WAIT_SECONDS * 1000};",
}


def database() -> dict[str, Any]:
    """Return Django's description of the database the environment names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(Path(os.environ.get("KOBLING_HOME", ".")).resolve() / "kobling.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": f"-c lock_timeout={LOCK_WAIT_SECONDS}s"},
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}. Kobling knows postgresql://user:password@host:port/name "
        "and sqlite:///path. Leave it out to keep everything in kobling.sqlite3 in this folder."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": SQLITE_OPTIONS}


def secret_key() -> str:
    """Return the signing key; a new one for each run on the embedded database."""
    key = os.environ.get("KOBLING_SECRET_KEY", "")
    if not key and "DATABASE_URL" in os.environ:
        raise ImproperlyConfigured(
            "KOBLING_SECRET_KEY is missing. Make one with:  "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"  and keep it secret.'
        )
    return key or token_urlsafe(50)


def hosts() -> list[str]:
    """Return the host names this server answers to."""
    hosts = [host.strip() for host in os.environ.get("KOBLING_HOSTS", "").split(",") if host.strip()]
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def public_address() -> str:
    """Return the address of the public pages on the web, with a slash at the end; empty where it is not set."""
    written = os.environ.get("KOBLING_ADDRESS", "")
    address = root_address(written) if written else ""
    if address is None:
        raise ImproperlyConfigured(f"KOBLING_ADDRESS is {written!r}. It is an address such as https://maal.example.dk/")
    return address


def is_public() -> bool:
    """Return whether other machines reach the server, so that sign-in requires https."""
    return "KOBLING_HOSTS" in os.environ


def registers() -> "Mapping[str, Callable[[], Register]]":
    """Return factories of the configured registers, by short name."""
    address = os.environ.get("KOBLING_STATBANK", "https://api.statbank.dk/v1/")
    folder = os.environ.get("KOBLING_CACHE", "")
    cache = Path(folder) if folder else None
    own = {"statbank": partial(register_files.statbank, address, cache=cache)} if address else {}
    return own | dict(register_files.registers(os.environ.get("KOBLING_REGISTERS", ""), cache=cache))


def working_pages() -> bool:
    """Return whether the pages for signed-in users are served, besides the public ones."""
    chosen = os.environ.get("KOBLING_WORKING_PAGES", "yes")
    if chosen not in {"yes", "no"}:
        raise ImproperlyConfigured(f"KOBLING_WORKING_PAGES is {chosen!r}. It can be yes or no.")
    return chosen == "yes"


def second_factor_roles() -> frozenset[Role]:
    """Return the roles whose accounts need more than a password."""
    names = [name.strip() for name in os.environ.get("KOBLING_SECOND_FACTOR", "").split(",") if name.strip()]
    unknown = sorted(set(names) - {role.value for role in Role})
    if unknown:
        raise ImproperlyConfigured(
            f"KOBLING_SECOND_FACTOR names {', '.join(unknown)}. The roles are {', '.join(role.value for role in Role)}."
        )
    return frozenset(Role(name) for name in names)


def identity_providers() -> dict[str, Any]:
    """Return allauth's description of the providers of identity that the environment names."""
    return {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [oidc] if (oidc := _oidc()) else []},
        "saml": {"APPS": [saml] if (saml := _saml()) else []},
    }


def _oidc() -> dict[str, Any] | None:
    issuer = os.environ.get("KOBLING_OIDC_ISSUER", "")
    if not issuer:
        return None
    return {
        "provider_id": "oidc",
        "name": os.environ.get("KOBLING_OIDC_NAME", "OpenID"),
        "client_id": _demanded("KOBLING_OIDC_CLIENT", beside="KOBLING_OIDC_ISSUER"),
        "secret": _demanded("KOBLING_OIDC_SECRET", beside="KOBLING_OIDC_ISSUER"),
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }


def _saml() -> dict[str, Any] | None:
    """Return the SAML identity provider that the environment names; None where it names none."""
    file = os.environ.get("KOBLING_SAML_METADATA", "")
    if not file:
        return None
    return identity_provider(
        name=os.environ.get("KOBLING_SAML_NAME", "SAML"),
        entity=os.environ.get("KOBLING_SAML_ENTITY", ""),
        metadata=_text("KOBLING_SAML_METADATA"),
        key=_text("KOBLING_SAML_KEY"),
        certificate=_text("KOBLING_SAML_CERTIFICATE"),
    )


def saml_roles() -> RoleMap | None:
    """Return what the privileges that the SAML provider hands over mean here; None where it hands over none."""
    if not os.environ.get("KOBLING_SAML_ROLES", ""):
        return None
    try:
        return RoleMap.model_validate(tomllib.loads(_text("KOBLING_SAML_ROLES")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ImproperlyConfigured(f"KOBLING_SAML_ROLES names a file that cannot be used: {error}") from error


class Mail(NamedTuple):
    """The mail server, and the sender of what is sent by it."""

    host: str
    """Empty where nothing is sent."""
    port: int
    tls: str
    """A key of MAIL_PORTS."""
    user: str
    password: str
    sender: str
    timeout: int
    """Seconds that each answer may take."""


MAIL_PORTS = {"starttls": 587, "tls": 465, "no": 25}
"""The usual port, by how a connection is encrypted."""


def mail() -> Mail:
    """Return the mail server that messages are sent by."""
    host, tls = os.environ.get("KOBLING_MAIL_HOST", ""), os.environ.get("KOBLING_MAIL_TLS", "starttls")
    if tls not in MAIL_PORTS:
        raise ImproperlyConfigured(f"KOBLING_MAIL_TLS is {tls!r}. It can be starttls, tls or no.")
    sender = _demanded("KOBLING_MAIL_FROM", beside="KOBLING_MAIL_HOST") if host else ""
    if host and "@" not in parseaddr(sender)[1]:
        raise ImproperlyConfigured(f"KOBLING_MAIL_FROM is {sender!r}. It is an address such as kobling@kommune.dk.")
    if host:
        _demanded("KOBLING_ADDRESS", beside="KOBLING_MAIL_HOST")
    return Mail(
        host=host,
        port=_number("KOBLING_MAIL_PORT", MAIL_PORTS[tls]),
        tls=tls,
        user=os.environ.get("KOBLING_MAIL_USER", ""),
        password=os.environ.get("KOBLING_MAIL_PASSWORD", ""),
        sender=sender,
        timeout=_number("KOBLING_MAIL_TIMEOUT", 30),
    )


def follow_address() -> str:
    """Return where readers ask for a mail at each release: where that is set, or else here, if mail is sent here."""
    written = os.environ.get("KOBLING_FOLLOW_ADDRESS", "")
    address = root_address(written) if written else ""
    if address is None:
        raise ImproperlyConfigured(
            f"KOBLING_FOLLOW_ADDRESS is {written!r}. It is an address such as https://maal.example.dk/"
        )
    return address or (public_address() if mail().host and working_pages() else "")


def _number(variable: str, usual: int) -> int:
    written = os.environ.get(variable, "") or str(usual)
    if not written.isdecimal() or not 0 < int(written) < 65536:
        raise ImproperlyConfigured(f"{variable} is {written!r}. It is a whole number, such as {usual}.")
    return int(written)


def _demanded(variable: str, *, beside: str) -> str:
    value = os.environ.get(variable, "")
    if not value:
        raise ImproperlyConfigured(f"{variable} is missing; it belongs to {beside}.")
    return value


def _text(variable: str) -> str:
    """Return the text of the file that a variable names."""
    file = Path(_demanded(variable, beside="KOBLING_SAML_METADATA"))
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{variable} names {file}, which cannot be read: {error}") from error


def logging() -> dict[str, Any]:
    """Return what is logged, and how, to standard error; none of it is personal data."""
    chosen = os.environ.get("KOBLING_LOG", "warnings")
    if chosen not in {"warnings", "requests", "json"}:
        raise ImproperlyConfigured(f"KOBLING_LOG is {chosen!r}. It can be warnings, requests or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "kobling.web.shared.logs.formatter.SafeFormatter", "as_json": chosen == "json"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {"kobling.requests": {"level": "WARNING" if chosen == "warnings" else "INFO"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def language() -> str:
    """Return the language of the command line."""
    chosen = os.environ.get("KOBLING_LANGUAGE", "da")
    if chosen not in {"da", "en"}:
        raise ImproperlyConfigured(f"KOBLING_LANGUAGE is {chosen!r}. It can be da or en.")
    return chosen
