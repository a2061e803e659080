"""Every name that docs/structure.md gives for a step of a journey is in the file that it gives."""

import re

from tools.repository import ROOT

GUIDE = ROOT / "docs/structure.md"
NAMED = re.compile(r"`([\w/]+\.py)` `(\w+)`")


def test_every_step_is_in_the_code():
    named = NAMED.findall(GUIDE.read_text("utf-8"))
    missing = [
        f"{file} {name}"
        for file, name in named
        if not re.search(rf"^(class|def) {name}\b", (ROOT / "src/kobling" / file).read_text("utf-8"), re.MULTILINE)
    ]

    assert len(named) > 30
    assert missing == []
