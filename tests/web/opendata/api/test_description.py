"""The API keeps what its own description promises, whatever it is asked."""

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.laws import examples

pytestmark = pytest.mark.usefixtures("published")

# The release in the database is the same for every example.
BOUNDED = examples(
    12,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.filter_too_much, hypothesis.HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _one_connection():
    """Keep the test's own connection open between requests, as Django's test client does: the release is in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(published):
    """Everything that can be asked for, as a stranger reads it in the description."""
    import schemathesis

    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return [found.ok() for found in described.get_all_operations()]


def test_everything_that_can_be_asked_for_is_described(operations):
    assert len(operations) == 9
    assert {operation.method.upper() for operation in operations} == {"GET"}


@pytest.mark.parametrize("form", ["json", "csv", "csv-excel", "xlsx", "jsonstat"])
def test_every_form_of_the_measurements_is_as_described(operations, form):
    (operation,) = (one for one in operations if one.definition.raw["operationId"] == "measurements")
    case = operation.Case(path_parameters={"municipality": "eksempelby"}, query={"format": form})

    assert case.call_and_validate().status_code == 200


@pytest.mark.parametrize("slug", ["eksempelby", None])
def test_it_answers_what_its_description_allows(operations, slug):
    """Whatever is asked of the municipality there is, and of others."""
    for operation in operations:

        @BOUNDED
        @hypothesis.given(case=operation.as_strategy())
        def asked(case):
            if slug and "municipality" in case.path_parameters:
                case.path_parameters["municipality"] = slug
            case.call_and_validate()

        asked()


def test_it_refuses_what_its_description_does_not_allow(operations):
    from schemathesis import GenerationMode

    for operation in operations:
        if not operation.path_parameters and not operation.query:
            continue

        @BOUNDED
        @hypothesis.given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def asked(case):
            case.call_and_validate()

        asked()
