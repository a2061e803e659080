"""Every error message can be formatted."""

from kobling.sources.registers import MESSAGES

NUMBERS = ("found", "asked", "said", "seconds", "status", "request", "allowed", "wanted", "part", "last", "line")


class AnyFacts(dict):
    """A number for each fact that may be formatted as one, and a text for every other."""

    def __missing__(self, key):
        return "…"


def faults_of_messages():
    """Yield every message that cannot be formatted, with the reason."""
    for code, message in MESSAGES.items():
        try:
            formatted = message % AnyFacts.fromkeys(NUMBERS, 1)
        except (TypeError, ValueError) as error:
            yield f"{code}: {error}"
        else:
            if not formatted:
                yield f"{code}: empty"


def test_every_message_can_be_formatted():
    wrong = list(faults_of_messages())

    assert not wrong, "\n".join(wrong)
