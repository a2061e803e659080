"""The reach of a goal's chain in sentences: links are named by their names, which need no article there."""

import pytest
from django.utils.translation import override

from kobling.core.chain import Level
from kobling.web.shared.words.chain_reach import reach_sentence


@pytest.mark.parametrize(
    ("language", "down", "up", "beyond", "sentence"),
    [
        (
            "da",
            Level.COMMITMENT,
            Level.FOLLOW_UP,
            [],
            "Kæden når ned til leddet »ledelsesløfte«. Den når op igen til leddet »byrådets opfølgning«.",
        ),
        (
            "da",
            Level.GOAL,
            None,
            [Level.INITIATIVE, Level.COMMITMENT],
            (
                "Kæden når ikke længere ned end til målet selv. Længere nede er der registreret noget under »tiltag« "
                "og »ledelsesløfte«, men der mangler et led før det. Der er ingen måling, så intet fører tilbage til "
                "byrådet."
            ),
        ),
        (
            "en",
            Level.INITIATIVE,
            Level.STATUS,
            [],
            "The chain reaches down to the link “initiative”. It reaches up again to the link “status”.",
        ),
    ],
)
def test_the_reach_of_a_chain_names_its_links(language, down, up, beyond, sentence):
    with override(language):
        assert reach_sentence(down, up, beyond=beyond) == sentence
