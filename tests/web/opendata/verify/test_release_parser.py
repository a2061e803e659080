"""What is not a release is refused in words, whatever it is."""

import json
import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.opendata.verify.release_parser import (
    MAX_FILE_BYTES,
    NotARelease,
    RejectionReason,
    not_a_release_message,
    parse_release,
)
from tests.web.opendata.documents import small_document

DOCUMENT = small_document()
TOLD = DOCUMENT.canonical_bytes()
HEAD = b'{"format": "kobling-release/1", "rule_version": 1, '


def refusal_of(text):
    """Why the text is refused."""
    with pytest.raises(NotARelease) as caught:
        parse_release(text)
    return caught.value


def test_a_release_is_opened():
    assert parse_release(TOLD) == DOCUMENT


def test_so_is_one_that_somebody_has_formatted():
    assert parse_release(json.dumps(json.loads(TOLD), indent=8, ensure_ascii=True).encode()) == DOCUMENT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", RejectionReason.NOT_JSON),
        (b"goal;status\r\nfamilier;reached\r\n", RejectionReason.NOT_JSON),
        (TOLD[:-20], RejectionReason.NOT_JSON),
        (b"\xef\xbb\xbf" + TOLD, RejectionReason.NOT_JSON),
        (b"<!doctype html><title>404</title>", RejectionReason.NOT_JSON),
        (b"PK\x03\x04\xff\xfe", RejectionReason.NOT_UTF8),
        (TOLD.decode().encode("utf-16"), RejectionReason.NOT_UTF8),
        (b"[" * 100_000, RejectionReason.TOO_DEEP),
        (b'{"a":' * 100_000, RejectionReason.TOO_DEEP),
        (b"[" * 100_000 + b"]" * 100_000, RejectionReason.TOO_DEEP),
        (HEAD + b'"number": NaN}', RejectionReason.NOT_A_NUMBER),
        (HEAD + b'"number": -Infinity}', RejectionReason.NOT_A_NUMBER),
        (HEAD + b'"number": 1e999}', RejectionReason.NOT_A_NUMBER),
        (HEAD + b'"number": ' + b"9" * 5000 + b"}", RejectionReason.NOT_A_NUMBER),
        (HEAD + b'"number": 1, "number": 2}', RejectionReason.REPEATED_FIELD),
        (b"null", RejectionReason.ANOTHER_FORMAT),
        (b"[]", RejectionReason.ANOTHER_FORMAT),
        (b'"kobling-release/1"', RejectionReason.ANOTHER_FORMAT),
        (b'{"format": "kobling-release/2"}', RejectionReason.ANOTHER_FORMAT),
        (b'{"format": ["kobling-release/1"]}', RejectionReason.ANOTHER_FORMAT),
        (TOLD.replace(b'"rule_version": 2', b'"rule_version": 3', 1), RejectionReason.ANOTHER_RULE),
        (HEAD + b'"number": 1}', RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b'"number": 3', b'"number": "3"', 1), RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b'"number": 3', b'"number": 3, "extra": 1', 1), RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b'"status": "not_yet"', b'"status": "fine"', 1), RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b'"period": "2019"', b'"period": "2019-13"', 1), RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b"2021-02-01", b"2021-02-31", 1), RejectionReason.FIELDS_DO_NOT_FIT),
        (TOLD.replace(b"Eksempelby", b"\\ud800", 1), RejectionReason.FIELDS_DO_NOT_FIT),
    ],
    ids=lambda value: str(value[:30]),
)
def test_anything_else_is_refused_in_words(text, reason):
    assert text != TOLD
    refusal = refusal_of(text)

    assert refusal.reason == reason
    assert refusal.__cause__ is None


def test_a_file_larger_than_any_release_is_not_even_read():
    assert refusal_of(b" " * (MAX_FILE_BYTES + 1)).reason == RejectionReason.TOO_LARGE


def test_the_fields_that_do_not_fit_are_named_but_not_all_of_a_thousand():
    found = refusal_of(HEAD + b'"number": "3"}').found

    assert found.startswith("number, as_of")
    assert len(found) < 210


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: json.dumps({"format": text}).encode()))
def test_no_file_ends_in_anything_but_a_refusal(text):
    refusal = refusal_of(text)

    assert re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", refusal.found) is None


def test_what_a_stranger_wrote_commands_no_terminal():
    refusal = refusal_of(b'{"format": "\\u001b[2J\\u202e' + b"x" * 5000 + b'"}')

    assert "\x1b" not in not_a_release_message(refusal)
    assert len(refusal.found) < 210


@pytest.mark.parametrize("reason", RejectionReason)
def test_every_refusal_has_its_words_in_both_languages(reason):
    said = {}
    for language in ("da", "en"):
        with translation.override(language):
            said[language] = not_a_release_message(NotARelease(reason, "17"))

    assert said["da"] != said["en"]
    assert "%(" not in said["da"] + said["en"]
