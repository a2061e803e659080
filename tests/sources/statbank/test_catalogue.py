"""StatBank's catalogue: its subjects, the tables it has stopped, and what is no catalogue."""

import pytest

from kobling.sources.registers import RegisterRefused
from kobling.sources.statbank.describing import read_catalogue


def test_subjects(statbank):
    assert [subject.text for subject in statbank.subjects(language="da")][:2] == ["Borgere", "Arbejde og indkomst"]
    people = statbank.subjects(language="en", all_levels=True)[0]
    assert people.subjects[0].subjects[0].text == "Population figures"


def test_retired_tables_come_when_they_are_asked_for(fake, statbank):
    fake.retire("FOLK1B")

    assert statbank.search("FOLK1B", language="da") == ()
    (entry,) = statbank.search("FOLK1B", language="da", retired=True)
    assert (entry.code, entry.active) == ("FOLK1B", False)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", b"[1]", b'[{"id":"A"}]', b'[{"id":1,"text":"","active":true,"variables":[]}]', b"null"],
)
def test_a_catalogue_that_is_none_is_refused(body):
    with pytest.raises(RegisterRefused):
        read_catalogue(body)
