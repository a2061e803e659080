"""Begin a municipality: its name, code and address, its council and the term that is under way."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from kobling.core.periods import MIN_YEAR
from kobling.records.base import Slug
from kobling.records.facts import MunicipalityFacts
from kobling.records.keys import made_key, slugified
from kobling.records.municipality import RESERVED_SLUGS, Body, BodyKind, Code, Municipality, Term
from kobling.records.validation import InvalidText, validated
from kobling.rooms.changes.actions import AlreadyHere, begin_municipality
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.people.permissions import manages_everywhere
from kobling.rooms.people.records import User
from kobling.web.staff.addresses import address
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.page_context import HEADERS, forbidden, render_page
from kobling.web.staff.pages.own_account import signed_in_required
from kobling.web.staff.tasks import invalid_text_problem

TERM_YEARS = 4
A_FIRST_YEAR = 2022
"""A year whose 1 January began a council term in Denmark; every fourth one does."""
UNPROCESSABLE = 422
FIELDS = ("name", "code", "slug", "council", "term")


@signed_in_required
def begin(request: HttpRequest, user: User, language: str) -> HttpResponse:
    """Ask for what a municipality needs to begin with; then lead to its accounts, to invite the others."""
    if not manages_everywhere(user):
        return forbidden(request, language)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    if request.method != "POST":
        this_year = timezone.localdate().year
        first = this_year - (this_year - A_FIRST_YEAR) % TERM_YEARS
        return _page(request, typed | {"council": "Byrådet", "term": str(first)}, [])
    typed["slug"] = typed["slug"] or slugified(typed["name"].lower().removesuffix(" kommune"))
    problems = list(_problems(typed))
    if not problems:
        try:
            begun = _facts(typed)
            begin_municipality(begun=begun, by=user.key, at=timezone.now())
        except (InvalidText, FolderError):
            problems = [invalid_text_problem()]
        except AlreadyHere as error:
            message = _("Municipality %(code)s is here already, with the address %(slug)s.")
            problems = [FieldProblem("code", message % {"code": error.code, "slug": error.slug})]
        except AddressTaken:
            problems = [FieldProblem("slug", _("Another municipality has that address. Choose another one."))]
        else:
            return HttpResponseRedirect(
                address("accounts", language, municipality=begun.municipality.slug), headers=HEADERS
            )
    return _page(request, typed, problems)


def _problems(typed: Mapping[str, str]) -> Iterator[FieldProblem]:
    """Yield what is wrong with what was typed, field by field."""
    for name in ("name", "council"):
        if not typed[name]:
            yield FieldProblem(name, _("Something has to be written here."))
    if not _fits(Code, typed["code"]):
        message = _("A municipality's code has three to six digits, such as %(code)s.")
        yield FieldProblem("code", message % {"code": "791"})
    if not _fits(Slug, typed["slug"]):
        yield FieldProblem(
            "slug", _("Write the address with a-z, digits and hyphens, such as “%(slug)s”.") % {"slug": "ny-by"}
        )
    elif typed["slug"] in RESERVED_SLUGS:
        yield FieldProblem("slug", _("That address is taken by other pages. Choose another one."))
    if _first_day(typed) is None:
        yield FieldProblem(
            "term", _("Write the year in which the term began, such as %(year)s.") % {"year": A_FIRST_YEAR}
        )


def _fits(annotation: Any, text: str) -> bool:
    try:
        TypeAdapter(annotation).validate_python(text)
    except ValidationError:
        return False
    return True


def _first_day(typed: Mapping[str, str]) -> date | None:
    year = typed["term"]
    is_year = len(year) == 4 and year.isascii() and year.isdecimal() and int(year) >= MIN_YEAR
    return date(int(year), 1, 1) if is_year else None


def _facts(typed: Mapping[str, str]) -> MunicipalityFacts:
    """Return the municipality with its council and term. Raises InvalidText."""
    first_year = int(typed["term"])
    last_year = first_year + TERM_YEARS - 1
    return MunicipalityFacts(
        municipality=validated(Municipality, code=typed["code"], slug=typed["slug"], name={"da": typed["name"]}),
        terms=(Term(key=f"{first_year}-{last_year}", start=date(first_year, 1, 1), end=date(last_year, 12, 31)),),
        bodies=(
            validated(Body, key=made_key(typed["council"], ()), name={"da": typed["council"]}, kind=BodyKind.COUNCIL),
        ),
    )


def _page(request: HttpRequest, typed: Mapping[str, str], problems: list[FieldProblem]) -> HttpResponse:
    context = {
        "title": _("Begin a municipality"),
        "fields": [
            (name, label, hint, typed[name], next((one.message for one in problems if one.name == name), ""))
            for name, label, hint in _labels()
        ],
        "problems": problems,
    }
    return render_page(request, "municipality_entry", context, staff=None, status=UNPROCESSABLE if problems else 200)


def _labels() -> list[tuple[str, str, str]]:
    """Return name, label and help of each field."""
    return [
        ("name", _("Name"), _("As the citizens know it: “%(name)s”.") % {"name": "Viborg Kommune"}),
        (
            "code",
            _("Municipality code"),
            _("The one that the country's office of statistics has for it: three digits in Denmark."),
        ),
        (
            "slug",
            _("Address"),
            _(
                "Begins all its addresses, such as “%(slug)s”. Left empty, it is made from the name. It cannot be "
                "changed after the first release."
            )
            % {"slug": "viborg"},
        ),
        ("council", _("What the council is called"), ""),
        (
            "term",
            _("First year of the term that is under way"),
            _("It lasts four years from 1 January. The next one can be modelled later."),
        ),
    ]
