"""The areas beside the municipality are each there once, and neighbours and group are among them."""

from collections.abc import Iterator, Mapping, Sequence

from kobling.rooms.folder.checks.context import CheckContext, FieldPath
from kobling.rooms.municipality.records import Beside, Municipality

MUNICIPALITIES: FieldPath = ("beside", "municipalities")
NEIGHBOURS: FieldPath = ("beside", "neighbours")
GROUP: FieldPath = ("beside", "group", "codes")


def check_comparison_areas(look: CheckContext) -> None:
    """Refuse areas that stand twice or lead nowhere, and lists that the municipality belongs in and is not in."""
    here: Municipality | None = look.facts.municipality
    if here is None or here.beside is None:
        return
    lists = _lists(here.beside)
    for path, codes in lists.items():
        for index, code in _again(codes):
            place = (*path, index, "code") if path == MUNICIPALITIES else (*path, index)
            look.say(here, place, "repeated_reference", code)
    known = dict.fromkeys(lists[MUNICIPALITIES])
    for path, codes in lists.items():
        for index, code in enumerate(codes):
            if code not in known:
                look.say(here, (*path, index), "not_beside", code, tuple(known), near=True)
        if path != NEIGHBOURS and here.code not in codes:
            look.say(here, path, "own_area_missing", here.code)
    _check_own_and_country(look, here, here.beside)


def _lists(beside: Beside) -> Mapping[FieldPath, Sequence[str]]:
    """Return the codes of every list, by the path to it."""
    lists: dict[FieldPath, Sequence[str]] = {
        MUNICIPALITIES: [area.code for area in beside.municipalities],
        NEIGHBOURS: beside.neighbours,
    }
    return lists | ({GROUP: beside.group.codes} if beside.group else {})


def _again(codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield every code that has stood before, and its place."""
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield index, code
        seen.add(code)


def _check_own_and_country(look: CheckContext, here: Municipality, beside: Beside) -> None:
    if here.code in beside.neighbours:
        look.say(here, (*NEIGHBOURS, beside.neighbours.index(here.code)), "own_area_not_needed", here.code)
    for index, area in enumerate(beside.municipalities):
        if area.code == beside.country:
            look.say(here, (*MUNICIPALITIES, index, "code"), "country_for_municipality", area.code)
