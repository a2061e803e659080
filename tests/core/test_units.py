from kobling.core.units import Unit


def test_only_a_percentage_is_a_share_with_an_interval():
    assert {unit: unit.share_scale for unit in Unit if unit.share_scale} == {Unit.PERCENT: 100.0}


def test_units_are_stored_by_their_glossary_word():
    assert [Unit(unit.value) for unit in Unit] == list(Unit)
    assert Unit("percent_per_year").share_scale is None
