"""The endpoints of the API, version 1: everything that is published, as JSON and as files.

Within version 1 fields may be added; none is removed or renamed. The docstrings of the endpoints and of the parameter
schemas are published as descriptions in the OpenAPI document.
"""

import re
from typing import Annotated, Any, Literal

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.params.functions import Path
from pydantic import Field, WithJsonSchema

from kobling.core.periods import Period
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.opendata import records
from kobling.web.opendata.api import release_queries
from kobling.web.opendata.api.measurement_formats import FILE_FORMATS, measurements_page
from kobling.web.opendata.api.pagination import Paging, paginate
from kobling.web.opendata.api.responses import CACHE_IMMUTABLE, ApiError, error_response, respond
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.files.data_file import CSV, XLSX
from kobling.web.opendata.files.serialization import record_as_json
from kobling.web.opendata.licence import LICENCE

api = NinjaAPI(
    title="Kobling open data",
    version="1",
    description=(
        "The goals of municipal councils, how it is going with each, and every measurement behind it. Everything "
        "comes from approved releases, and may be used under CC BY 4.0 when the municipality is named."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="opendata-1",
    openapi_extra={"info": {"license": {"name": LICENCE.title, "url": LICENCE.url}}},
)

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY = r"^[a-z0-9][a-z0-9_-]{0,79}$"
PERIOD = r"^[1-9][0-9]{3}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"

MUNICIPALITY = Path(..., pattern=SLUG, max_length=80, description="The municipality's slug, such as `viborg`.")
NUMBER = Path(..., ge=1, le=1_000_000, description="The release's number.")
GOAL = Path(..., pattern=KEY, description="The goal's key, or its slug in either language, present or former.")
INDICATOR = Path(..., pattern=KEY, description="The indicator's key.")

MAX_FOUND_LENGTH = 200
"""Characters of an invalid parameter that the error repeats."""

NOT_MODIFIED = {304: None}
ERROR_RESPONSES = {404: records.Refusal, 422: records.Refusal}
MEASUREMENT_FORMATS: dict[Any, Any] = {
    "responses": {200: {"content": {CSV: {}, XLSX: {}}}},
}


# A parameter that is not given is left out; there is no way to write null in an address.
Bound = Annotated[Annotated[str, Field(pattern=PERIOD)] | None, WithJsonSchema({"type": "string", "pattern": PERIOD})]
Limit = Annotated[
    Annotated[int, Field(ge=1, le=10_000)] | None, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 10_000})
]


class MeasurementSelection(Schema):
    """Filter and format of a request for measurements."""

    format: Literal["json", "csv", "csv-excel", "xlsx", "jsonstat"] = Field(
        "json", description="JSON, CSV (RFC 4180), CSV for a Danish Excel, an Excel workbook or JSON-stat 2.0."
    )
    indicator: list[Annotated[str, Field(pattern=KEY)]] = Field(
        [], max_length=500, description="Only these indicators, by key; repeat the parameter for several."
    )
    first: Bound = Field(
        None,
        alias="from",
        description="Only periods that begin with this one or later, such as `2019`, `2019-Q1`, `2019-08`.",
    )
    last: Bound = Field(None, alias="to", description="Only periods that end with this one or earlier.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many measurements to leave out first.")
    limit: Limit = Field(
        None, description="How many measurements; if left out, 1,000 as JSON and all of them as a file."
    )


@api.get(
    "/municipalities",
    operation_id="municipalities",
    summary="Every municipality that has published a release",
    response={200: records.Municipalities, **NOT_MODIFIED, 422: records.Refusal},
)
def municipalities(request: HttpRequest) -> HttpResponse:
    """Their slugs, which the other addresses begin with, and their newest releases."""
    release_queries.reject_unknown_parameters(request)
    heads = release_queries.newest_releases()

    def render() -> bytes:
        return record_as_json(
            records.Municipalities(municipalities=tuple(map(release_queries.municipality_head, heads)))
        )

    return respond(request, render, version=" ".join(head.sha256 for head in heads))


@api.get(
    "/{municipality}",
    operation_id="municipality",
    summary="A municipality and its newest release",
    response={200: records.MunicipalityHead, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def municipality(request: HttpRequest, municipality: str = MUNICIPALITY) -> HttpResponse:
    """Ask here whether there is something new: with `If-None-Match`, the answer is 304 until there is."""
    release_queries.reject_unknown_parameters(request)
    head = release_queries.newest_release(municipality)
    return respond(request, lambda: record_as_json(release_queries.municipality_head(head)), version=head.sha256)


@api.get(
    "/{municipality}/releases",
    operation_id="releases",
    summary="A municipality's releases, newest first",
    response={200: records.Releases, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def releases(request: HttpRequest, pagination: Query[Paging], municipality: str = MUNICIPALITY) -> HttpResponse:
    """A release is never changed; one that was wrong is corrected by a later one, which says why."""
    release_queries.reject_unknown_parameters(request, *Paging.model_fields)
    heads = release_queries.published_releases(municipality)
    listed, position = paginate(request, heads, pagination)

    def render() -> bytes:
        return record_as_json(records.Releases(**position, releases=release_queries.release_heads(listed, heads[0])))

    return respond(request, render, version=heads[0].sha256)


@api.get(
    "/{municipality}/releases/{number}",
    operation_id="release",
    summary="A whole release",
    response={200: Document, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def release(request: HttpRequest, municipality: str = MUNICIPALITY, number: int = NUMBER) -> HttpResponse:
    """The same bytes as `data/release.json`: its ETag is its SHA-256, and it can be kept for ever."""
    release_queries.reject_unknown_parameters(request)
    head = release_queries.numbered_release(municipality, number)
    return respond(
        request,
        lambda: _release_bytes(head),
        version=head.sha256,
        etag=head.sha256,
        cache=CACHE_IMMUTABLE,
    )


@api.get(
    "/{municipality}/goals",
    operation_id="goals",
    summary="The goals of the newest release, with their statuses",
    response={200: records.Goals, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def goals(request: HttpRequest, pagination: Query[Paging], municipality: str = MUNICIPALITY) -> HttpResponse:
    """In the council's order, the overall goal first."""
    release_queries.reject_unknown_parameters(request, *Paging.model_fields)
    head = release_queries.newest_release(municipality)

    def render() -> bytes:
        extract = release_queries.release_extract(head)
        goals, position = paginate(request, extract.goals, pagination)
        statuses = tuple(records.goal_status(goal) for goal in goals)
        return record_as_json(records.Goals(**position, origin=records.origin(extract), goals=statuses))

    return respond(request, render, version=head.sha256)


@api.get(
    "/{municipality}/goals/{goal}",
    operation_id="goal",
    summary="A goal with everything that stands on its page",
    response={200: records.GoalFile, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def goal(request: HttpRequest, municipality: str = MUNICIPALITY, goal: str = GOAL) -> HttpResponse:
    """Its words, targets, statuses and their arithmetic, indicators with every value, initiatives, stories, sources."""
    release_queries.reject_unknown_parameters(request)
    head = release_queries.newest_release(municipality)
    extract = release_queries.release_extract(head)
    selected = release_queries.find_goal(goal, extract)
    return respond(request, lambda: record_as_json(records.goal_file(extract.for_goal(selected))), version=head.sha256)


@api.get(
    "/{municipality}/indicators",
    operation_id="indicators",
    summary="The indicators of the newest release",
    response={200: records.Indicators, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def indicators(request: HttpRequest, pagination: Query[Paging], municipality: str = MUNICIPALITY) -> HttpResponse:
    """Their keys, names and units."""
    release_queries.reject_unknown_parameters(request, *Paging.model_fields)
    head = release_queries.newest_release(municipality)

    def render() -> bytes:
        extract = release_queries.release_extract(head)
        indicators, position = paginate(request, extract.indicators, pagination)
        names = tuple(map(records.indicator_name, indicators))
        return record_as_json(records.Indicators(**position, origin=records.origin(extract), indicators=names))

    return respond(request, render, version=head.sha256)


@api.get(
    "/{municipality}/indicators/{indicator}",
    operation_id="indicator",
    summary="An indicator with every value there is",
    response={200: records.IndicatorFile, **NOT_MODIFIED, **ERROR_RESPONSES},
)
def indicator(request: HttpRequest, municipality: str = MUNICIPALITY, indicator: str = INDICATOR) -> HttpResponse:
    """What is measured, why, how and by whom, and the values, those that have been superseded too."""
    release_queries.reject_unknown_parameters(request)
    head = release_queries.newest_release(municipality)
    extract = release_queries.release_extract(head)
    (selected,) = release_queries.find_indicators([indicator], extract)
    return respond(request, lambda: record_as_json(records.indicator_file(extract, selected)), version=head.sha256)


@api.get(
    "/{municipality}/measurements",
    operation_id="measurements",
    summary="Measurements of the newest release, as JSON or as a file",
    response={200: records.Measurements | records.JsonStat, **NOT_MODIFIED, **ERROR_RESPONSES},
    by_alias=True,
    openapi_extra=MEASUREMENT_FORMATS,
)
def measurements(
    request: HttpRequest, selection: Query[MeasurementSelection], municipality: str = MUNICIPALITY
) -> HttpResponse:
    """By indicator, then by period, the one in force last; those that have been superseded too, and marked so."""
    release_queries.reject_unknown_parameters(request, "format", "indicator", "from", "to", "offset", "limit")
    head = release_queries.newest_release(municipality)
    extract = _select_measurements(selection, release_queries.release_extract(head))
    if selection.format == "json":
        return respond(
            request,
            lambda: measurements_page(request, extract, selection.offset, selection.limit),
            version=head.sha256,
        )
    file_format = FILE_FORMATS[selection.format]
    return respond(
        request,
        lambda: file_format.serialize(extract.slice_points(selection.offset, selection.limit)),
        version=head.sha256,
        content_type=file_format.content_type,
        filename=f"{extract.file_prefix}-measurements{file_format.suffix}" if file_format.suffix else None,
    )


def _release_bytes(head: ReleaseSummary) -> bytes:
    return release_queries.release_extract(head).document.canonical_bytes()


def _select_measurements(selection: MeasurementSelection, extract: ReleaseExtract) -> ReleaseExtract:
    """Return the selected indicators and periods of a release. Raises ApiError."""
    release_queries.find_indicators(selection.indicator, extract)
    first = Period.parse(selection.first) if selection.first else None
    last = Period.parse(selection.last) if selection.last else None
    return extract.select_points(selection.indicator or None, first, last)


@api.exception_handler(ApiError)
def _api_error(request: HttpRequest, error: ApiError) -> HttpResponse:
    return error_response(error.status, error.refusal)


@api.exception_handler(TooManyFieldsSent)
def _too_many(request: HttpRequest, error: TooManyFieldsSent) -> HttpResponse:
    message = "This address has more parameters than anybody can mean. Ask in several parts."
    return error_response(422, records.Refusal(code="too_many_parameters", message=message, found=None, allowed=()))


@api.exception_handler(ValidationError)
def _bad_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return an error that names the first invalid parameter, its value and the allowed values."""
    problem = error.errors[0]
    source, name = problem["loc"][:2]
    path = request.resolver_match.kwargs if request.resolver_match else {}
    found = path.get(name, "") if source == "path" else ", ".join(request.GET.getlist(name))
    refusal = records.Refusal(
        code="bad_parameter",
        message=f"{name}: {problem['msg']}",
        found=found[:MAX_FOUND_LENGTH],
        allowed=tuple(re.findall(r"'([^']+)'", problem.get("ctx", {}).get("expected", ""))),
    )
    return error_response(422, refusal)
