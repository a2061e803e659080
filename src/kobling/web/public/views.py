"""Serve the public site of the newest published release of each municipality, and of every earlier one below it."""

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kobling.rooms.releases.document import Municipality
from kobling.rooms.releases.queries import (
    ReleaseSummary,
    newest_published_by_municipality,
    published,
    release,
    unread_earlier_releases,
)
from kobling.web.public import assets
from kobling.web.public.addresses import PATH_TEMPLATES, release_root, site_url
from kobling.web.public.cache.page_cache import PageCache, PreparedPage
from kobling.web.public.headers import headers_for
from kobling.web.public.page_context import NewerRelease
from kobling.web.public.responses import HTML, NoSuchPage, Redirect, SiteFile
from kobling.web.public.site import Site
from kobling.web.public.sitemap import ROBOTS, SITEMAP, robots_file, sitemap_index
from kobling.web.shared.security_headers import CSP_PUBLIC

PAGE_CACHE = PageCache(max_bytes=64_000_000)
"""Rendered pages of this process."""
RELEASE_ADDRESS = re.compile(
    re.escape(PATH_TEMPLATES["releases"]["da"]) + r"(?P<number>[1-9][0-9]{0,8})(/(?P<address>.*))?"
)
"""An address of an earlier release's pages."""
MAX_CACHED_SITES = 32
MAX_CACHED_NAMES = 1000


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Report that the process responds, without asking the database."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Report that the application and its database respond, with status 503 where the database does not."""
    try:
        published = len(newest_published_by_municipality(at=timezone.now()))
    except DatabaseError:
        return HttpResponse(
            "the database does not respond\n",
            content_type="text/plain",
            status=503,
            headers={"Cache-Control": "no-store", "Retry-After": "10"},
        )
    return HttpResponse(
        f"ok, {published} published\n", content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


@login_not_required
@require_safe
def serve(request: HttpRequest, address: str) -> HttpResponseBase:
    """Respond at any address: find the municipality's site, then the page in it."""
    heads = newest_published_by_municipality(at=timezone.now())
    host = request.get_host().rpartition(":")[0] or request.get_host()
    own = next((head for head in heads if head.host == host), None)
    if own is not None:
        return _serve_municipality(request, own, base="", address=address)
    slug, slash, rest = address.partition("/")
    named = next((head for head in heads if head.municipality == slug), None)
    if named is not None:
        return (
            _serve_municipality(request, named, base=f"{slug}/", address=rest)
            if slash
            else _permanent_redirect(request, f"{slug}/")
        )
    return _serve_root(request, heads, address)


def _serve_municipality(request: HttpRequest, head: ReleaseSummary, *, base: str, address: str) -> HttpResponseBase:
    """Respond within one municipality's site, whose root is `base`; pages of earlier releases lie below it."""
    of_release = RELEASE_ADDRESS.fullmatch(address)
    if of_release is not None:
        return _serve_release(request, head, int(of_release["number"]), base=base, address=of_release["address"])
    site = _site(head.municipality, head.number, head.sha256).at(_root_url(request, head))
    return _serve_site(request, site, head.sha256, base=base, address=address)


def _serve_release(
    request: HttpRequest, head: ReleaseSummary, number: int, *, base: str, address: str | None
) -> HttpResponseBase:
    """Respond within the pages of a release by its number; those of the newest one are at the root for now."""
    root = base + release_root(number)
    if address is None:
        return _permanent_redirect(request, root)
    newest = _site(head.municipality, head.number, head.sha256).at(_root_url(request, head))
    # Only what is an address here: `//example.org` in its place would lead to another server.
    if number == head.number and (newest.has_address(address) or newest.has_address(f"{address}/")):
        return HttpResponseRedirect(_with_query(request, base + address))
    summaries = published(head.municipality, at=timezone.now())
    earlier = next((summary for summary in summaries if summary.number == number < head.number), None)
    if earlier is None:
        return _not_found(request, newest, release_root(number) + address)
    newer = NewerRelease(head.number, head.as_of, newest.page_addresses)
    site = _earlier_site(earlier.municipality, earlier.number, earlier.sha256, newer).at(newest.root)
    # The pages of an earlier release name the newest one.
    return _serve_site(request, site, f"{earlier.sha256} before {head.sha256}", base=root, address=address)


def _serve_site(request: HttpRequest, site: Site, version: str, *, base: str, address: str) -> HttpResponseBase:
    """Respond within the site of one release, whose root is `base`.

    version   changes whenever the same address may have another page
    """
    version = f"{version} at {site.root}"
    query = request.GET.get("q", "") if site.accepts_query(address) else ""
    cached = None if query else PAGE_CACHE.get((version, address))
    if cached is not None:
        return _respond(request, cached)
    try:
        response = site.open(address, query)
    except NoSuchPage:
        if site.has_address(f"{address}/"):
            return _permanent_redirect(request, f"{base}{address}/")
        return _not_found(request, site, address)
    if isinstance(response, Redirect):
        return _permanent_redirect(request, base + response.to)
    page = PreparedPage.from_file(response)
    if not query:
        PAGE_CACHE.put((version, address), page)
    return _respond(request, page)


def _not_found(request: HttpRequest, site: Site, address: str) -> HttpResponseBase:
    return _respond(request, PreparedPage.from_file(site.not_found(address)), status=404)


@lru_cache(maxsize=MAX_CACHED_SITES)
def _site(municipality: str, number: int, _sha256: str) -> Site:
    """Return the site of a release; the checksum is part of the cache key."""
    newest = release(municipality, number)
    return Site(newest, has_earlier=True, earlier=partial(unread_earlier_releases, newest.document))


@lru_cache(maxsize=MAX_CACHED_SITES)
def _earlier_site(municipality: str, number: int, _sha256: str, newer: NewerRelease) -> Site:
    """Return the site of an earlier release; the checksum is part of the cache key."""
    return Site(release(municipality, number), newer=newer, has_earlier=True)


@lru_cache(maxsize=MAX_CACHED_NAMES)
def _municipality(municipality: str, number: int, _sha256: str) -> Municipality:
    """Return the municipality as its release describes it."""
    return release(municipality, number).document.municipality


def _serve_root(request: HttpRequest, heads: Sequence[ReleaseSummary], address: str) -> HttpResponseBase:
    """Respond outside every municipality's site: choose one, or the not-found page."""
    if address in assets.files():
        return _respond(request, PreparedPage.from_file(assets.files()[address]))
    roots = [_root_url(request, head) for head in heads]
    if address == ROBOTS:
        return _respond(request, PreparedPage.from_file(robots_file(roots)))
    if address == SITEMAP:
        return _respond(request, PreparedPage.from_file(sitemap_index(roots)))
    pages = {"": "", "was": "was/", "was/": "was/"}
    if address in pages and len(heads) == 1:
        return HttpResponseRedirect(f"{get_script_prefix()}{heads[0].municipality}/{pages[address]}")
    page = _municipality_list(heads, url=_server_url(request), missing=address not in pages)
    return _respond(request, PreparedPage.from_file(page), status=404 if address not in pages else 200)


def _server_url(request: HttpRequest) -> str:
    """Return the address of this server on the web: the one that is set, or else the one that was requested."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri(get_script_prefix())


def _root_url(request: HttpRequest, head: ReleaseSummary) -> str:
    """Return the address of a municipality's pages on the web: its own host, or below that of this server."""
    return site_url(head.municipality, host=head.host, server=_server_url(request))


def _municipality_list(heads: Sequence[ReleaseSummary], *, url: str, missing: bool) -> SiteFile:
    """Render the list of municipalities, in both languages, since none has been chosen."""
    root = get_script_prefix()
    context = {
        "sites": [{"of": _municipality(head.municipality, head.number, head.sha256), "head": head} for head in heads],
        "missing": missing,
        "url": url,
        "root": root,
        "stylesheet": root + assets.names()["site.css"],
        "icon": root + assets.names()["icon.svg"],
        "content_security_policy": CSP_PUBLIC,
    }
    return SiteFile(content_type=HTML, body=render_to_string("public/choice.html", context).encode())


def _permanent_redirect(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """Redirect permanently to an address of this site, with the query of the request."""
    return HttpResponsePermanentRedirect(_with_query(request, address))


def _with_query(request: HttpRequest, address: str) -> str:
    """Return an address of this site from its root, with the query of the request."""
    query = request.META.get("QUERY_STRING", "")
    return get_script_prefix() + address + (f"?{query}" if query else "")


def _respond(request: HttpRequest, page: PreparedPage, *, status: int = 200) -> HttpResponseBase:
    """Return the page, compressed if the client accepts it, or status 304 if the client has it."""
    compressed = page.compressed if _takes_gzip(request) else None
    body = compressed if compressed is not None else page.file.body
    response = HttpResponse(body, content_type=page.file.content_type, status=status, headers=headers_for(page.file))
    response["ETag"] = page.etag
    response["Content-Length"] = str(len(body))
    if compressed is not None:
        response["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        response.content = b""
        response["Content-Length"] = str(len(body))
    if status != 200:
        return response
    return get_conditional_response(request, etag=page.etag, response=response) or response


def _takes_gzip(request: HttpRequest) -> bool:
    accept_encoding = request.headers.get("Accept-Encoding", "")
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accept_encoding) is not None
