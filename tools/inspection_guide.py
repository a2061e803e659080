"""Fill the pictures of rules in docs/inspection.md: those that `kobling rule` shows, in Danish."""

import re
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext, override

from kobling.core.chain import EXAMPLES, PICTURES
from tools.repository import ROOT

GUIDE = ROOT / "docs" / "inspection.md"
PLACE = re.compile(r"(<!-- picture: (\w+) (fires|passes) -->\n).*?(<!-- /picture -->)", re.DOTALL)
"""A picture of the example that a rule fires on, or of the one that it passes."""


def guides() -> Mapping[Path, str]:
    """Return the guide with its pictures as the code draws them."""
    with override("da"):
        return {GUIDE: PLACE.sub(_filled, GUIDE.read_text("utf-8"))}


def _filled(place: re.Match[str]) -> str:
    example = EXAMPLES[place[2]]
    graph = example.firing_graph if place[3] == "fires" else example.passing_graph
    lines = PICTURES[place[2]](graph.on(example.on), gettext)
    return "\n".join((f"{place[1]}```text", *lines, f"```\n{place[4]}"))
