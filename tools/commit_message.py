"""Check the subject of a commit: imperative, at most 72 characters, no full stop.

python -m tools.commit_message FILE     as the commit-msg hook calls it
"""

import re
import sys
from pathlib import Path

MAX_LENGTH = 72
NOT_IMPERATIVE = re.compile(r"(?:\w+ed|\w+ing|\w+[^s]s)\b")
"""A first word such as Added, Adding, Adds."""
IMPERATIVE_ALL_THE_SAME = {"Bring", "Need", "Embed", "Feed", "Seed", "Shed", "Speed", "Focus", "String", "Bias"}
WRITTEN_BY_GIT = ("Merge ", "Revert ", "fixup! ", "squash! ", "amend! ")


def problems(subject: str) -> list[str]:
    """Return what is wrong with the subject, one sentence each."""
    if subject.startswith(WRITTEN_BY_GIT):
        return []
    found = []
    if len(subject) > MAX_LENGTH:
        found.append(f"the subject has {len(subject)} characters; it may have {MAX_LENGTH}")
    word = re.match(r"\w*", subject)[0]  # type: ignore[index]
    if not word or not word[0].isupper():
        found.append("the subject does not begin with a capital letter")
    elif word not in IMPERATIVE_ALL_THE_SAME and NOT_IMPERATIVE.fullmatch(word):
        found.append(f"the subject begins with {word!r}; write what the change does, as an order: Add, Draw, Refuse")
    if subject.endswith("."):
        found.append("the subject ends with a full stop")
    return found


def main(arguments: list[str]) -> int:
    """Check the message in a file."""
    lines = Path(arguments[0]).read_text("utf-8").splitlines()
    subject = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    found = problems(subject)
    for problem in found:
        print(f"{problem}: {subject!r}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
