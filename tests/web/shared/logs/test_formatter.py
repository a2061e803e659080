"""A line of the log holds the program's own words, and nothing that was typed, asked for or stored."""

import io
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.shared.logs.formatter import SafeFormatter
from kobling.web.shared.logs.request_id import REQUEST_ID
from tests.laws import examples

MARKED = "Anna Mærket"


@pytest.fixture
def log():
    """A logger of its own, with what it has written."""
    return logger_with(as_json=False)


def logger_with(*, as_json):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(SafeFormatter(as_json=as_json))
    logger = logging.Logger("sample")  # noqa: LOG001 - one that no other test shares
    logger.addHandler(handler)
    return logger, written.getvalue


def test_a_text_of_the_program_is_written_and_its_values_are_not(log):
    logger, written = log

    logger.warning("The mail to %s was refused.", MARKED)

    assert 'message="The mail to %s was refused."' in written()
    assert MARKED not in written()


@given(st.text(min_size=1))
@examples(50)
def test_a_text_made_of_values_is_not_written(value):
    logger, written = logger_with(as_json=True)

    logger.warning(f"{MARKED}{value} was refused")  # noqa: G004

    line = json.loads(written())
    assert "message" not in line
    assert line["at"].startswith("shared/logs/test_formatter.py:")
    assert MARKED not in written()


def test_an_error_is_written_as_its_class_and_way_without_its_text(log):
    logger, written = log

    try:
        try:
            int(MARKED)
        except ValueError as error:
            raise LookupError(MARKED) from error
    except LookupError:
        logger.exception("It failed.")

    assert 'exception="builtins.LookupError < builtins.ValueError"' in written()
    assert "test_an_error_is_written_as_its_class_and_way_without_its_text" in written()
    assert MARKED not in written()


@pytest.mark.parametrize("as_json", [False, True])
def test_lines_of_one_request_have_its_number_and_each_event_is_one_line(as_json):
    logger, written = logger_with(as_json=as_json)
    token = REQUEST_ID.set("0123456789abcdef")
    try:
        logger.warning("A text\nof two lines: %s", "x")
        logger.info("request", extra={"fields": {"route": '/a "b"', "status": 200}})
    finally:
        REQUEST_ID.reset(token)

    lines = written().splitlines()
    assert len(lines) == 2
    assert all("0123456789abcdef" in line for line in lines)
    if as_json:
        assert json.loads(lines[1])["route"] == '/a "b"'
