"""StatBank's catalogue: the tables it has stopped, and what is no catalogue."""

import pytest

from kobling.sources.registers import RegisterError
from kobling.sources.statbank.metadata import parse_catalogue


def test_retired_tables_are_left_out(fake, statbank):
    assert [entry.code for entry in statbank.search("FOLK1B", language="da")] == ["FOLK1B"]
    fake.retire("FOLK1B")

    assert statbank.search("FOLK1B", language="da") == ()


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", b"[1]", b'[{"id":"A"}]', b'[{"id":1,"text":"","active":true,"variables":[]}]', b"null"],
)
def test_a_catalogue_that_is_none_is_refused(body):
    with pytest.raises(RegisterError):
        parse_catalogue(body)
