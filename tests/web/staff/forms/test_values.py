"""Changes of facts in words."""

from django.utils import translation

from kobling.records.budget import Budget
from kobling.rooms.facts.differences import fields_of
from kobling.rooms.facts.kinds import KIND_OF
from kobling.web.staff.forms.values import ValueWords
from tests.rooms import small
from tests.web.staff.forms.test_data import index_of

TERM = "2022-2025"
LINES = [
    {"track": "hjemme", "committee": "unit", "unit": "plejecentre", "year": 2025, "expected_mid": 2},
    {"track": "hjemme", "year": 2026, "expected_mid": 3},
]
"""Of a committee whose key is the name of a field."""


def test_a_part_that_is_identified_by_several_fields_is_called_by_what_they_name():
    facts = small.facts(
        bodies=[{"key": "unit", "name": {"da": "Ældreudvalget"}, "kind": "standing_committee"}],
        units=[{"key": "plejecentre", "name": {"da": "Plejecentre"}, "kind": "institution"}],
        tracks=[{"key": "hjemme", "term": TERM, "name": {"da": "Længere hjemme"}}],
        budgets=[{"key": "b", "term": TERM, "name": {"da": "Budget"}, "year": 2025, "lines": LINES}],
    )
    words = ValueWords(index_of(facts), lambda one: one.model_fields)
    paths = {".".join(path): value for path, value in fields_of(KIND_OF[Budget], facts.budgets[0]).items()}

    with translation.override("da"):
        changes = [str(line).replace("\xa0", " ") for line in words.changes("budget", {}, paths)]

    assert [line for line in changes if line.startswith("Budgetlinje") and "orventet" in line] == [
        "Budgetlinje Længere hjemme, Ældreudvalget, Plejecentre, 2025, Forventet: nu »2«",
        "Budgetlinje Længere hjemme, 2026, Forventet: nu »3«",
    ]
