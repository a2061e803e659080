import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import find_measurable_words
from kobling.core.chain.inspection.measurable_words import WORD_KINDS

# Viborg's goals as the council worded them on 19 December 2018; see the example municipality.
VIBORG = {
    "Vi ønsker vækst i alle lokalsamfund over 200 indbyggere": {"number", "direction"},
    "Årlig befolkningstilvækst på mindst 0,5% (svarende til knap 500 indbyggere pr år)": {
        "number",
        "year",
        "direction",
        "comparison",
    },
    "Antallet af arbejdspladser stiger med 5% frem mod 2025": {"number", "year", "direction", "comparison"},
    "Infrastrukturen til og fra Viborg Kommune og internt i kommunen forbedres": {"direction"},
    "Andelen af unge rygere er halveret inden 2025. Der er 20% færre rygere i alle aldersgrupper": {
        "number",
        "year",
        "direction",
        "comparison",
    },
    "Borgernes uddannelses-/kompetenceniveau skal højnes": {"direction"},
    "Vi ønsker et bæredygtigt miljø": set(),
    "Vi vil etablere økonomisk, fagligt og miljømæssigt bæredygtige institutioner": set(),
}
OTHERS = {
    ("Et godt liv for alle", "da"): set(),
    ("Alle børn kan læse i 3. klasse", "da"): {"number"},
    ("Sammen om velfærd til alle", "da"): set(),
    ("Ventetiden er kortere end landsgennemsnittet", "da"): {"direction", "comparison"},
    ("Vi er på niveau med sammenlignelige kommuner", "da"): {"comparison"},
    ("Halvdelen af eleverne cykler i skole", "da"): {"number"},
    ("I 2030 er vi klimaneutrale", "da"): {"year"},
    ("100 procent Lilleby", "da"): set(),
    ("100 procent grøn strøm", "da"): {"number"},
    ("Vision 2030: Sammen om Lilleby", "da"): set(),
    ("Lilleby 2035", "da"): set(),
    ("Udledningen er halveret frem mod 2030", "da"): {"direction", "year"},
    ("Sygefraværet er lavest i Trekantområdet", "da"): {"comparison"},
    ("Danmarks bedste kommune at bo i", "da"): set(),
    ("Mindre madspild", "da"): {"direction"},
    ("Mere Lilleby", "da"): set(),
    ("Vi vil mere", "da"): set(),
    ("Stærkere sammen", "da"): set(),
    ("Trivslen bliver bedre", "da"): {"direction"},
    ("A good life for all", "en"): set(),
    ("All children can read in year 3", "en"): {"number"},
    ("Fewer smokers than in 2018", "en"): {"direction", "year"},
    ("Waiting times are shorter than the average", "en"): {"direction", "comparison"},
    ("Together in the end", "en"): set(),
    ("More than a mere wish", "en"): {"direction", "comparison"},
    ("Growth in every community of more than 200 inhabitants", "en"): {"number", "direction", "comparison"},
    ("Flere skal have det godt", "en"): set(),
    ("", "da"): set(),
    ("Flere skal have det godt", "de"): set(),
}


def kinds(text, language):
    named = find_measurable_words(text, language=language)
    return set(WORD_KINDS) - set(named.missing)


@pytest.mark.parametrize("text", VIBORG)
def test_what_viborgs_goals_can_be_measured_by(text):
    assert kinds(text, "da") == VIBORG[text]


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_what_a_text_can_be_measured_by(text, language):
    assert kinds(text, language) == OTHERS[text, language]
    assert find_measurable_words(text, language=language).is_empty == (not OTHERS[text, language])


def test_the_words_are_shown_as_they_stand():
    named = find_measurable_words("FLERE end\n5 % får det bedre inden 2025, og flere endnu bedre", language="da")

    assert named.number == ("5 %",)
    assert named.year == ("2025",)
    assert named.direction == ("FLERE", "bedre", "flere")
    assert named.comparison == ("FLERE end",)


@given(text=st.text(max_size=300), language=st.sampled_from(["da", "en"]))
def test_any_text_can_be_read(text, language):
    named = find_measurable_words(text, language=language)

    words = [*named.number, *named.year, *named.direction, *named.comparison]
    assert named.is_empty == (words == [])
    assert all(word in " ".join(text.split()) for word in words)


@given(st.sampled_from(["flere", "2025", "12 %", "landsgennemsnittet", "halvdelen"]), st.sampled_from(["", "(", "»"]))
def test_signs_round_a_word_do_not_hide_it(word, sign):
    assert not find_measurable_words(f"Vi vil {sign}{word}.", language="da").is_empty
