"""A reason is kept as it was written, or refused for what cannot be seen in it: it is never taken for an empty one."""

import pytest

from kobling.records.base import InvisibleCharacter
from kobling.rooms.audit.reasons import NoReason, parse_optional_reason, parse_reason


@pytest.mark.parametrize("text", ["abc\x07", "abc\x00def", "\u202eabc", "a\u200bb"])
@pytest.mark.parametrize("parse", [parse_reason, parse_optional_reason])
def test_what_cannot_be_seen_is_named(parse, text):
    with pytest.raises(InvisibleCharacter):
        parse(text)


@pytest.mark.parametrize("text", ["", " \r\n\t"])
def test_an_empty_reason_is_none(text):
    with pytest.raises(NoReason):
        parse_reason(text)
    assert parse_optional_reason(text) is None


def test_lines_stay():
    assert parse_reason(" a\r\nb\tc ") == "a\nb\tc"
