"""The API's reference page, made from its OpenAPI description; and the description itself.

The page is ours because the usual ones fetch their scripts from other people's servers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from kobling.web.opendata.api.endpoints import api
from kobling.web.opendata.api.responses import answer, refused
from kobling.web.opendata.files.serialization import as_json
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.records import Refusal

HTML = "text/html; charset=utf-8"
CSS = "text/css; charset=utf-8"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STYLESHEET = Path(__file__).resolve().parents[1] / "reference.css"


@dataclass(frozen=True)
class Kind:
    """What a value is, in words, with the schema it leads to."""

    words: str
    schema: str | None = None
    """The name of a schema on the page."""


@dataclass(frozen=True)
class Field:
    """A field of a schema, or a parameter of an address."""

    name: str
    kind: Kind
    about: str
    required: bool


@dataclass(frozen=True)
class Answer:
    """What an address may answer."""

    status: str
    about: str
    kinds: tuple[Kind, ...]
    content_types: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """Something that can be asked for."""

    name: str
    address: str
    summary: str
    about: str
    parameters: tuple[Field, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Shape:
    """A schema."""

    name: str
    about: str
    fields: tuple[Field, ...]
    values: tuple[str, ...]
    """For a list of codes, the codes."""


@cache
def schema() -> dict[str, Any]:
    """Return the OpenAPI description."""
    return dict(api.get_openapi_schema(path_prefix=reverse("opendata-reference")))


@cache
def _described() -> bytes:
    return as_json(schema())


@cache
def _page() -> bytes:
    described = schema()
    context = {
        "title": described["info"]["title"],
        "version": described["info"]["version"],
        "about": described["info"]["description"],
        "licence": LICENCE,
        "operations": tuple(_operations(described["paths"])),
        "shapes": tuple(_shapes(described["components"]["schemas"])),
    }
    return render_to_string("opendata/reference.html", context).encode()


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI description."""
    return answer(request, _described, made_from=sha256(_described()).hexdigest())


def reference(request: HttpRequest) -> HttpResponse:
    """Answer with the reference page."""
    response = answer(request, _page, made_from=sha256(_page()).hexdigest(), content_type=HTML)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def stylesheet(request: HttpRequest) -> HttpResponse:
    """Answer with the reference page's stylesheet."""
    written = STYLESHEET.read_bytes()
    return answer(request, lambda: written, made_from=sha256(written).hexdigest(), content_type=CSS)


def anything_else(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead an address that is cut short to the reference page, and answer that there is nothing at any other."""
    if rest in {"", "v1"}:
        return redirect("opendata-reference")
    known = tuple(schema()["paths"])
    refusal = Refusal(code="no_such_address", message="There is nothing at this address.", found=rest, allowed=known)
    return refused(404, refusal)


def _operations(paths: Mapping[str, Any]) -> Iterator[Operation]:
    for address, methods in paths.items():
        told = methods["get"]
        yield Operation(
            name=told["operationId"],
            address=address,
            summary=told["summary"],
            about=told["description"],
            parameters=tuple(
                Field(one["name"], _limited(one["schema"]), one["description"], one["required"])
                for one in sorted(told["parameters"], key=lambda one: one["in"])
            ),
            answers=tuple(_answer(str(status), one) for status, one in told["responses"].items()),
        )


def _answer(status: str, told: Mapping[str, Any]) -> Answer:
    content = told.get("content", {})
    schemas = [one["schema"] for one in content.values() if "schema" in one]
    kinds = tuple(_kind(one) for schema in schemas for one in schema.get("anyOf", [schema]))
    return Answer(status, told["description"], kinds, tuple(content))


def _shapes(schemas: Mapping[str, Any]) -> Iterator[Shape]:
    for name, told in sorted(schemas.items()):
        required = told.get("required", [])
        yield Shape(
            name=name,
            about=told.get("description", ""),
            fields=tuple(
                Field(field, _kind(one), one.get("description", ""), field in required)
                for field, one in told.get("properties", {}).items()
            ),
            values=tuple(told.get("enum", ())),
        )


def _limited(told: Mapping[str, Any]) -> Kind:
    """What a parameter is, how small and large it may be, and what it is when it is left out."""
    words = [_kind(told).words]
    if "minimum" in told and "maximum" in told:
        words.append(f"{told['minimum']:,} to {told['maximum']:,}")
    if told.get("default"):
        words.append(f"{told['default']} if left out")
    return Kind(", ".join(words))


def _kind(told: Mapping[str, Any]) -> Kind:
    """Put a JSON Schema into a few words; a schema that it refers to is named and linked."""
    match told:
        case {"$ref": str(place)}:
            name = place.rpartition("/")[2]
            return Kind(name, name)
        case {"anyOf": [*choices]}:
            kinds = [_kind(choice) for choice in choices]
            return Kind(" or ".join(kind.words for kind in kinds), next((k.schema for k in kinds if k.schema), None))
        case {"type": "array", "items": items}:
            return Kind(f"list of {_kind(items).words}", _kind(items).schema)
        case {"type": "object", "additionalProperties": dict(values)}:
            return Kind(f"object of {_kind(values).words}", _kind(values).schema)
    return Kind(_plain(told))


def _plain(told: Mapping[str, Any]) -> str:
    match told:
        case {"const": value}:
            return f"“{value}”"
        case {"enum": [*values]}:
            return " or ".join(f"“{value}”" for value in values)
        case {"format": str(form)}:
            return form
    return str(told.get("type", "anything"))
