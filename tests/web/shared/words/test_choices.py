"""What is chosen in a workbook or form is called what the pages call it."""

import pytest
from django.utils.translation import override

from kobling.core.status import Direction
from kobling.records.words import choices
from kobling.web.shared.words import initiatives, vocabulary

NAMES = {
    "BodyKind": vocabulary.body_kind_name,
    "Kind": vocabulary.target_kind_name,
    "Direction": lambda value: vocabulary.direction_name(Direction(value)),
    "InitiativeKind": vocabulary.initiative_kind_name,
    "How": initiatives.ending_name,
    "Unit": vocabulary.unit_name,
    "Indicator.collected_by": vocabulary.collected_name,
    "Basis": vocabulary.basis_name,
    "Cadence": vocabulary.cadence_name,
    "Uncertainty": vocabulary.uncertainty_name,
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_choice_has_the_same_words_everywhere(language):
    with override(language):
        differing = {
            (of_type, value): (getattr(words, language), NAMES[of_type](value))
            for (of_type, value), words in choices().items()
            if of_type in NAMES and getattr(words, language) != NAMES[of_type](value)
        }
        methods = {
            value: vocabulary.method_name(value)
            for (of_type, value), words in choices().items()
            if of_type.endswith(".method") and getattr(words, language) != vocabulary.method_name(value)
        }

    assert differing == {}
    assert methods == {}
