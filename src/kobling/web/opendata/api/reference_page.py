"""The OpenAPI document of the API, and an HTML reference page rendered from it.

The page is rendered here because the usual ones load their scripts from other servers.
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
from kobling.web.opendata.api.responses import error_response, respond
from kobling.web.opendata.explanations import explain
from kobling.web.opendata.files.serialization import as_json
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.records import Refusal
from kobling.web.shared.security_headers import CSP_API_REFERENCE

HTML = "text/html; charset=utf-8"
CSS = "text/css; charset=utf-8"
STYLESHEET = Path(__file__).resolve().parents[1] / "reference.css"


@dataclass(frozen=True)
class TypeDoc:
    """The type of a value in words, with a link to its schema."""

    text: str
    schema: str | None = None
    """Name of a schema on the page."""


@dataclass(frozen=True)
class FieldDoc:
    """A field of a schema, or a parameter of an operation."""

    name: str
    type: TypeDoc
    about: str
    required: bool


@dataclass(frozen=True)
class ResponseDoc:
    """A response of an operation."""

    status: str
    about: str
    types: tuple[TypeDoc, ...]
    content_types: tuple[str, ...]


@dataclass(frozen=True)
class OperationDoc:
    """An operation: an address that can be requested."""

    name: str
    address: str
    summary: str
    about: str
    parameters: tuple[FieldDoc, ...]
    responses: tuple[ResponseDoc, ...]


@dataclass(frozen=True)
class SchemaDoc:
    """A schema: an object with fields, or a list of codes."""

    name: str
    about: str
    fields: tuple[FieldDoc, ...]
    values: tuple[str, ...]
    """The codes, for a list of codes."""


@cache
def openapi_schema() -> dict[str, Any]:
    """Return the OpenAPI document."""
    schema = dict(api.get_openapi_schema(path_prefix=reverse("opendata-reference")))
    explain(schema["components"]["schemas"])
    return schema


@cache
def _openapi_json() -> bytes:
    return as_json(openapi_schema())


@cache
def _reference_html() -> bytes:
    description = openapi_schema()
    context = {
        "title": description["info"]["title"],
        "version": description["info"]["version"],
        "about": description["info"]["description"],
        "licence": LICENCE,
        "operations": tuple(_operation_docs(description["paths"])),
        "schemas": tuple(_schema_docs(description["components"]["schemas"])),
    }
    return render_to_string("opendata/reference.html", context).encode()


def openapi(request: HttpRequest) -> HttpResponse:
    """Respond with the OpenAPI document."""
    return respond(request, _openapi_json, version=sha256(_openapi_json()).hexdigest())


def reference(request: HttpRequest) -> HttpResponse:
    """Respond with the reference page."""
    response = respond(request, _reference_html, version=sha256(_reference_html()).hexdigest(), content_type=HTML)
    response.headers["Content-Security-Policy"] = CSP_API_REFERENCE
    return response


def stylesheet(request: HttpRequest) -> HttpResponse:
    """Respond with the stylesheet of the reference page."""
    css = STYLESHEET.read_bytes()
    return respond(request, lambda: css, version=sha256(css).hexdigest(), content_type=CSS)


def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Redirect the root to the reference page; respond with an error at any other address."""
    if rest in {"", "v1"}:
        return redirect("opendata-reference")
    known = tuple(openapi_schema()["paths"])
    refusal = Refusal(code="no_such_address", message="There is nothing at this address.", found=rest, allowed=known)
    return error_response(404, refusal)


def _operation_docs(paths: Mapping[str, Any]) -> Iterator[OperationDoc]:
    for address, methods in paths.items():
        operation = methods["get"]
        yield OperationDoc(
            name=operation["operationId"],
            address=address,
            summary=operation["summary"],
            about=operation["description"],
            parameters=tuple(
                FieldDoc(field["name"], _limited_type_doc(field["schema"]), field["description"], field["required"])
                for field in sorted(operation["parameters"], key=lambda field: field["in"])
            ),
            responses=tuple(
                _response_doc(str(status), response) for status, response in operation["responses"].items()
            ),
        )


def _response_doc(status: str, response: Mapping[str, Any]) -> ResponseDoc:
    content = response.get("content", {})
    schemas = [body["schema"] for body in content.values() if "schema" in body]
    types = tuple(_type_doc(choice) for schema in schemas for choice in schema.get("anyOf", [schema]))
    return ResponseDoc(status, response["description"], types, tuple(content))


def _schema_docs(schemas: Mapping[str, Any]) -> Iterator[SchemaDoc]:
    for name, schema in sorted(schemas.items()):
        required = schema.get("required", [])
        yield SchemaDoc(
            name=name,
            about=schema.get("description", ""),
            fields=tuple(
                FieldDoc(field, _type_doc(property_schema), property_schema.get("description", ""), field in required)
                for field, property_schema in schema.get("properties", {}).items()
            ),
            values=tuple(schema.get("enum", ())),
        )


def _limited_type_doc(schema: Mapping[str, Any]) -> TypeDoc:
    """Return the type of a parameter, with its bounds and its default."""
    words = [_type_doc(schema).text]
    if "minimum" in schema and "maximum" in schema:
        words.append(f"{schema['minimum']:,} to {schema['maximum']:,}")
    if schema.get("default"):
        words.append(f"{schema['default']} if left out")
    return TypeDoc(", ".join(words))


def _type_doc(schema: Mapping[str, Any]) -> TypeDoc:
    """Return the type of a JSON Schema in words, with a link to a schema it refers to."""
    match schema:
        case {"$ref": str(pointer)}:
            name = pointer.rpartition("/")[2]
            return TypeDoc(name, name)
        case {"anyOf": [*choices]}:
            types = [_type_doc(choice) for choice in choices]
            return TypeDoc(
                " or ".join(choice.text for choice in types),
                next((choice.schema for choice in types if choice.schema), None),
            )
        case {"type": "array", "items": items}:
            return TypeDoc(f"list of {_type_doc(items).text}", _type_doc(items).schema)
        case {"type": "object", "additionalProperties": dict(values)}:
            return TypeDoc(f"object of {_type_doc(values).text}", _type_doc(values).schema)
    return TypeDoc(_plain_type(schema))


def _plain_type(schema: Mapping[str, Any]) -> str:
    match schema:
        case {"const": value}:
            return f"“{value}”"
        case {"enum": [*values]}:
            return " or ".join(f"“{value}”" for value in values)
        case {"format": str(form)}:
            return form
    return str(schema.get("type", "anything"))
