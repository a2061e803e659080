"""Every URL is in the access table, and is open to exactly the roles that the table names."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, include, path, re_path

from kobling.records.rights import Right, rights
from kobling.web.staff.page_context import right_required
from tests.guards.url_access import ANYBODY, TABLE


def addresses(patterns, before=""):
    """Yield every route of a URLconf with its view, however deep it is included."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def open_to(view):
    """Return the roles that a view is open to; a view that is not marked is closed."""
    if not getattr(view, "login_required", True):
        return {ANYBODY}
    # What a page of every kind of fact takes depends on the kind; the table has that of goals.
    asked = (view.right_of("goal"),) if hasattr(view, "right_of") else getattr(view, "rights", ())
    return {role.value for right in asked for role in rights()[right].scopes}


def differences(found, table):
    """Return the differences between the URLs that are served and the table, one sentence each."""
    wrong = [f"{route or '/'} is served and not in the table" for route in found if route not in table]
    wrong += [f"{route or '/'} is in the table and not served" for route in table if route not in found]
    for route in found.keys() & table.keys():
        if open_to(found[route]) != table[route]:
            roles = ", ".join(sorted(open_to(found[route]))) or "nobody"
            wrong.append(f"{route or '/'} is open to {roles}, and the table says otherwise")
    return sorted(wrong)


def test_every_address_is_open_to_those_the_table_names():
    assert differences(dict(addresses(get_resolver().url_patterns)), TABLE) == []


def test_no_route_is_served_twice():
    """The second view of a route could never be reached, and the table would not show it."""
    routes = [route for route, _ in addresses(get_resolver().url_patterns)]

    assert sorted(routes) == sorted(set(routes))


@login_not_required
def open_view(request, goal=""):
    return HttpResponse("open")


def closed_view(request, year):
    return HttpResponse("closed")


@right_required(Right.FETCH)
def view_for_some(request, visit):
    return HttpResponse("for some")


# A small URLconf of our own; Django finds it by the name of this module.
urlpatterns = [
    path("", open_view),
    path("<slug:municipality>/draw/", view_for_some, {"language": "da"}),
    path("goals/", include([path("<slug:goal>", open_view), re_path(r"^in/(\d{4})$", closed_view)])),
]
SAMPLE_TABLE = {
    "": {ANYBODY},
    "<slug:municipality>/draw/": {"analyst", "strategy_office"},
    "goals/<slug:goal>": {ANYBODY},
    r"goals/^in/(\d{4})$": set(),
}


def test_included_routes_are_found():
    assert differences(dict(addresses(urlpatterns)), SAMPLE_TABLE) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"goals/<slug:goal>": None}, "goals/<slug:goal> is served and not in the table"),
        ({"gone": {ANYBODY}}, "gone is in the table and not served"),
        ({"": set()}, "/ is open to anybody, and the table says otherwise"),
        ({r"goals/^in/(\d{4})$": {ANYBODY}}, r"goals/^in/(\d{4})$ is open to nobody, and the table says otherwise"),
    ],
    ids=["a gap", "a stale line", "open by mistake", "closed by mistake"],
)
def test_a_difference_is_found(change, sentence):
    table = {route: who for route, who in {**SAMPLE_TABLE, **change}.items() if who is not None}

    assert differences(dict(addresses(urlpatterns)), table) == [sentence]


@override_settings(ROOT_URLCONF=__name__)
def test_the_server_refuses_a_view_that_is_not_marked_open():
    visitor = Client()

    assert visitor.get("/").status_code == 200
    assert visitor.get("/goals/in/2019").status_code == 403
