"""Every error message can be formatted."""

import pytest

from kobling.sources.registers import MESSAGES


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_can_be_formatted(code):
    facts = dict.fromkeys(
        ("found", "asked", "said", "seconds", "status", "request", "allowed", "wanted", "part", "last", "line"), 1
    )

    class AnyFacts(dict):
        def __missing__(self, key):
            return "…"

    assert MESSAGES[code] % AnyFacts(facts)
