"""How many examples a law is tried on: one number in the test, scaled by the profile of the run.

    @given(...)
    @examples(40)
    def test_...

Profiles, chosen by `pytest --hypothesis-profile=NAME`:

full    100 %: what `make test` runs once
few     5 %: a second database or a further Python, which break a law in its first examples or not at all
many    1,000 %: a night's search
quick   20 % without shrinking: while writing, where the first counter-example is enough
"""

from typing import Any

import hypothesis
from hypothesis import Phase

DEFAULT = 100
"""Examples of a law that names no number, in the profile `full`."""
SCALES = {"full": 1.0, "few": 0.05, "many": 10.0, "quick": 0.2}


def register_profiles() -> None:
    """Register the profiles and load `full`. With CI set, Hypothesis's `ci` profile stays below it: derandomised."""
    # Two cores shared with a browser make any single example slow once in a while.
    for name, scale in SCALES.items():
        phases: dict[str, Any] = {"phases": [Phase.explicit, Phase.reuse, Phase.generate]} if name == "quick" else {}
        settings = hypothesis.settings(max_examples=round(DEFAULT * scale), deadline=None, **phases)
        hypothesis.settings.register_profile(name, settings)
    hypothesis.settings.load_profile("full")


def examples(number: int, **more: Any) -> hypothesis.settings:
    """Return the settings of a law that `full` tries on that many examples; `more` as in `hypothesis.settings`."""
    scale = hypothesis.settings.default.max_examples / DEFAULT
    return hypothesis.settings(max_examples=max(2, round(number * scale)), **more)
