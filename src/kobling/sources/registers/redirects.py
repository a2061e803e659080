"""Where a source may send us on to: another address of its own server, and nowhere else."""

import ipaddress
import socket

import httpx

from kobling.sources.registers.parts import Part, shown

KEPT = (307, 308)
"""Statuses after which a question is asked again as it was; after the others it would lose its body."""


def moved_to(response: httpx.Response, *, at: Part) -> httpx.URL:
    """Return the address that a redirect leads to. Raises RegisterRefused unless it is on the server that was asked."""
    asked, told = response.request.url, response.headers.get("Location", "")
    try:
        there = asked.join(told)
    except (httpx.InvalidURL, ValueError):
        at.refuse("redirect_nowhere", found=shown(told))
    if not told or not there.host:
        at.refuse("redirect_nowhere", found=shown(told))
    if there.scheme != asked.scheme:
        at.refuse("redirect_scheme", found=there.scheme, asked=asked.scheme)
    if there.host != asked.host:
        code = "redirect_private" if leads_inside(there.host) else "redirect_host"
        at.refuse(code, found=shown(there.host), asked=asked.host)
    if _port(there) != _port(asked):
        at.refuse("redirect_host", found=shown(f"{there.host}:{_port(there)}"), asked=f"{asked.host}:{_port(asked)}")
    if response.request.method != "GET" and response.status_code not in KEPT:
        at.refuse("redirect_question", found=shown(str(there)))
    return there


def leads_inside(host: str) -> bool:
    """Say whether a name or an address leads to this machine or its own network: one such address is enough."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    addresses = [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    return any(not address.is_global for address in addresses)


def is_written_inside(host: str) -> bool:
    """Say whether a host is this machine or an address inside its network as it is written, asking nobody."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)
