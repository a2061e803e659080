"""No municipality has a slug under which its pages or its data could not be reached."""

import re

from django.urls import get_resolver

from kobling.records.municipality import RESERVED_SLUGS
from kobling.web.public import assets
from tests.guards.test_url_access import addresses

SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
OF_MUNICIPALITY = re.compile("<(slug:)?municipality>")
SERVED_AT_THE_ROOT = {"was"}
"""What the view of the public pages answers itself where there is no municipality in the address."""


def words_beside_slugs(routes):
    """Return what stands in routes where others have the slug of a municipality; public pages begin with it."""
    before = {""} | {route[: found.start()] for route in routes if (found := OF_MUNICIPALITY.search(route))}
    following = {
        route[len(start) :].partition("/")[0] for start in before for route in routes if route.startswith(start)
    }
    return {word for word in following if SLUG.fullmatch(word)}


def test_the_words_of_other_addresses_are_reserved():
    routes = [route for route, _ in addresses(get_resolver().url_patterns)]
    files = {name.partition("/")[0] for name in assets.files()}

    needed = words_beside_slugs(routes) | SERVED_AT_THE_ROOT | {word for word in files if SLUG.fullmatch(word)}

    assert needed == RESERVED_SLUGS


def test_words_are_found_wherever_a_slug_stands():
    assert words_beside_slugs(
        ["", "api/v1/<municipality>", "api/v1/all/", "in/<slug:key>/", "<slug:municipality>/"]
    ) == {
        "all",
        "api",
        "in",
    }
