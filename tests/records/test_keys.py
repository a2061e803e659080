"""Keys of new facts are made from their names, alike for forms, tasks and workbooks."""

import pytest

from kobling.records.keys import made_key, slugified


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Børn & Unge på Ærø", "boern-unge-paa-aeroe"),
        ("Café São Tomé", "cafe-sao-tome"),
        ("x" * 70, "x" * 40),
        ("et meget langt navn der bliver ved og ved", "et-meget-langt-navn-der-bliver-ved-og"),
        ("日本", "goal"),
    ],
)
def test_keys_are_made_from_names(name, key):
    assert made_key(name, (), otherwise="goal") == key
    assert made_key("a", ("a", "a-2")) == "a-3"
    assert len(slugified(name)) <= 40
