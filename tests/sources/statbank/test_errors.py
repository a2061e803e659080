"""StatBank's errors are translated by their codes, whatever their text, language or form."""

import json

import pytest

from kobling.sources.registers import RegisterError
from kobling.sources.registers.errors import DataLocation
from kobling.sources.registers.http.sender import RequestRejected
from kobling.sources.statbank.errors import statbank_code, translate_errors

AT = DataLocation("statbank", "FOLK1B")


def said_no(body, status=400):
    return RequestRejected(register="statbank", table="FOLK1B", status=status, request_id="abc-1", body=body)


def explained(no):
    with pytest.raises(RegisterError) as refused, translate_errors(AT):
        raise no
    return refused.value


@pytest.mark.parametrize(
    ("told", "message", "code"),
    [
        ("EXTRACT-NOTFOUND", "Can't find value: 999 (OMRÅDE)", "source_not_found"),
        ("EXTRACT-NOTFOUND", "Tabellen blev ikke fundet", "source_not_found"),
        ("REQUEST-MISSING", "Format not found or not valid.", "source_misses"),
        ("REQUEST-EMPTY", "Forespørgslen er tom", "source_misses"),
        ("EXTRACT-NOTALLOWED", "Der skal vælges værdier for variabel: køn", "source_not_allowed"),
        ("EXTRACT-TOOBIG", "Forespørgslen returnerer for mange observationer", "source_too_large"),
        ("REQUEST-LIMIT", "Too many", "source_too_large"),
    ],
)
def test_a_known_code_is_said_in_words_with_the_source_s_own(told, message, code):
    no = said_no(json.dumps({"errorTypeCode": told, "message": message}).encode())
    refusal = explained(no)

    assert statbank_code(no) == told
    assert refusal.code == code
    assert message in str(refusal)
    assert "abc-1" in str(refusal)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"errorTypeCode":"NEW-CODE","message":"?"}', 400),
        (b'{"errorTypeCode":7}', 400),
        (b"<html>404 - File or directory not found.</html>", 404),
        (b"", 403),
        (b"[]", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
    ],
)
def test_what_is_not_known_is_said_with_its_status(body, status):
    refusal = explained(said_no(body, status))

    assert str(refusal) == f"statbank FOLK1B: the source refuses the question (status {status}, request abc-1)"
