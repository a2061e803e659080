"""Check the areas that a municipality is compared with: its list of municipalities, its neighbours and its group."""

from collections.abc import Iterator, Mapping, Sequence

from kobling.records.municipality import Beside, Municipality
from kobling.records.references import FieldPath
from kobling.rooms.folder.checks.context import CheckContext

MUNICIPALITIES: FieldPath = ("beside", "municipalities")
NEIGHBOURS: FieldPath = ("beside", "neighbours")
GROUP: FieldPath = ("beside", "group", "codes")


def check_comparison_areas(context: CheckContext) -> None:
    """Report repeated and unknown areas, and lists that lack the municipality itself."""
    municipality: Municipality | None = context.facts.municipality
    if municipality is None or municipality.beside is None:
        return
    code_lists = _code_lists(municipality.beside)
    for path, codes in code_lists.items():
        for index, code in _repeated_codes(codes):
            field_path = (*path, index, "code") if path == MUNICIPALITIES else (*path, index)
            context.report(municipality, field_path, "repeated_reference", code)
    known = dict.fromkeys(code_lists[MUNICIPALITIES])
    for path, codes in code_lists.items():
        for index, code in enumerate(codes):
            if code not in known and code != municipality.code:
                context.report(municipality, (*path, index), "not_beside", code, tuple(known), suggest=True)
    without_own = [path for path, codes in code_lists.items() if path != NEIGHBOURS and municipality.code not in codes]
    for path in without_own[:1]:
        context.report(municipality, path, "own_area_missing", municipality.code)
    _check_own_and_country(context, municipality, municipality.beside)


def _code_lists(beside: Beside) -> Mapping[FieldPath, Sequence[str]]:
    """Return the area codes of every list, by its path."""
    code_lists: dict[FieldPath, Sequence[str]] = {
        MUNICIPALITIES: [area.code for area in beside.municipalities],
        NEIGHBOURS: beside.neighbours,
    }
    return code_lists | ({GROUP: beside.group.codes} if beside.group else {})


def _repeated_codes(codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index and code of every repetition."""
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield index, code
        seen.add(code)


def _check_own_and_country(context: CheckContext, municipality: Municipality, beside: Beside) -> None:
    if municipality.code in beside.neighbours:
        context.report(
            municipality,
            (*NEIGHBOURS, beside.neighbours.index(municipality.code)),
            "own_area_not_needed",
            municipality.code,
        )
    for index, area in enumerate(beside.municipalities):
        if area.code == beside.country:
            context.report(municipality, (*MUNICIPALITIES, index, "code"), "country_for_municipality", area.code)
