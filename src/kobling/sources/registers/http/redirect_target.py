"""Follow redirects only to another URL on the server that was asked."""

import ipaddress
import socket

import httpx

from kobling.sources.registers.errors import DataLocation, excerpt

METHOD_PRESERVING = (307, 308)
"""Statuses after which a request is sent again with its method and body."""


def redirect_target(response: httpx.Response, *, at: DataLocation) -> httpx.URL:
    """Return the URL that a redirect leads to. Raises RegisterError unless it is on the server that was asked."""
    requested, header = response.request.url, response.headers.get("Location", "")
    try:
        target = requested.join(header)
    except (httpx.InvalidURL, ValueError):
        at.fail("redirect_nowhere", found=excerpt(header))
    if not header or not target.host:
        at.fail("redirect_nowhere", found=excerpt(header))
    if target.scheme != requested.scheme:
        at.fail("redirect_scheme", found=target.scheme, asked=requested.scheme)
    if target.host != requested.host:
        code = "redirect_private" if resolves_to_internal(target.host) else "redirect_host"
        at.fail(code, found=excerpt(target.host), asked=requested.host)
    if _port(target) != _port(requested):
        found, asked = f"{target.host}:{_port(target)}", f"{requested.host}:{_port(requested)}"
        at.fail("redirect_host", found=excerpt(found), asked=asked)
    if response.request.method != "GET" and response.status_code not in METHOD_PRESERVING:
        at.fail("redirect_question", found=excerpt(str(target)))
    return target


def resolves_to_internal(host: str) -> bool:
    """Return whether any address of a host is this machine's or its own network's; looks the name up."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    addresses = [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    return any(not address.is_global for address in addresses)


def is_internal_literal(host: str) -> bool:
    """Return whether a host is written as this machine or an address of its own network; looks no name up."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)
