"""Search finds a word, its inflections and its synonyms however its letters are written, and shows only what fits."""

import re
import time
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kobling.core.characters import INVISIBLE_CHARACTER
from kobling.records.base import SYNONYMS
from kobling.web.public.search.folding import fold, fold_query
from kobling.web.public.search.index import MAX_QUERY_LENGTH, SearchIndex
from kobling.web.public.search.synonyms import Synonyms, shipped_lines
from kobling.web.public.site import Site
from tests.laws import examples
from tests.web.public.html_reader import find_all, parse_html, text_of
from tests.web.sample import release_of

LANGUAGES = ("da", "en")
SHIPPED = {language: Synonyms(language) for language in LANGUAGES}


@dataclass(frozen=True)
class Entry:
    title_words: str
    text: str = ""

    @property
    def all_words(self):
        return f"{self.title_words} {self.text}"


def search(query, *texts, synonyms=SHIPPED["da"]):
    return SearchIndex([text if isinstance(text, Entry) else Entry(text) for text in texts], synonyms).search(query)


def found(query, *texts, synonyms=SHIPPED["da"]):
    return [hit.entry.title_words for hit in search(query, *texts, synonyms=synonyms)]


def has_letters(query, text):
    return all(word in fold(text) for word in fold_query(query).split())


@pytest.mark.parametrize("query", ["ældre", "aeldre", "Ældre", "ÆLDRE", "æld", "ldre", "  ældre  "])
def test_a_word_is_found_however_it_is_written(query):
    assert found(query, "Trygge ældre i egen bolig")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("gronne", "Grønne Sammen"),
        ("groenne", "Grønne Sammen"),
        ("aben", "Åben skole"),
        ("aaben", "Åben skole"),
        ("cafe", "Café på torvet"),
        ("a\u030aben", "Åben skole"),
        ("sammen grønne", "Grønne Sammen"),
        ("plejebolig", "Speciallægeplejeboligplanlægning"),
        ("borger", "Borgerservice"),
        ("boernenes", "Flere børn"),
        ("bornenes", "Flere børn"),
    ],
)
def test_letters_a_keyboard_may_lack_can_be_written_in_other_ways(query, text):
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text", "through"),
    [
        ("rygning", "Færre daglige rygere", "rygere"),
        ("rygernes", "Rygning", "Rygning"),
        ("ensomhed", "Færre ensomme", "ensomme"),
        ("ensomme", "Mindre ensomhed", "ensomhed"),
        ("klima", "Mindre drivhusgas", "drivhusgas"),
        ("drivhusgasser", "Klimaet", "Klimaet"),
        ("co2", "Mindre drivhusgas", "drivhusgas"),
        ("job", "Flere arbejdspladser", "arbejdspladser"),
        ("arbejdet", "Flere i beskæftigelse", "beskæftigelse"),
        ("beskæftigelse", "Flere i job", "job"),
        ("skolerne", "Elevernes trivsel", "Elevernes"),
        ("elever", "Folkeskolen", "Folkeskolen"),
        ("plejehjem", "Trygge ældre", "ældre"),
        ("plejehjem", "Flytning på plejecenter", "plejecenter"),
        ("aeldre", "Flytning på plejecenter", "plejecenter"),
        ("born", "Et godt liv for hvert barn", "barn"),
        ("beskæftigelse", "Et jobcenter", "jobcenter"),
        ("trafik", "Flere ture på cykel", "cykel"),
        ("genbrug", "Husholdningsaffaldet", "Husholdningsaffaldet"),
        ("affald", "Mere genanvendelse", "genanvendelse"),
        ("arbejdsløs", "Lav ledighed", "ledighed"),
    ],
)
def test_an_inflection_or_a_synonym_finds_the_text_and_is_named(query, text, through):
    (hit,) = search(query, text)

    assert hit.through == (through,)


@pytest.mark.parametrize(
    ("query", "text", "through"),
    [
        ("smoking", "Fewer daily smokers", "smokers"),
        ("loneliness", "Fewer are lonely", "lonely"),
        ("climate", "Less greenhouse gas", "greenhouse"),
        ("elderly", "Older people at home", "Older"),
        ("recycling", "Household waste", "waste"),
        ("employment", "More jobs", "jobs"),
    ],
)
def test_the_english_pages_have_their_own_stems_and_synonyms(query, text, through):
    (hit,) = search(query, text, synonyms=SHIPPED["en"])

    assert hit.through == (through,)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("yngre", "ældre"),
        ("ældre unge", "Trygge ældre"),
        ("ø", "ældre"),
        ("plejehjem", "Forældrene inddrages"),
        ("beskæftigelse", "Samarbejdet er udarbejdet af medarbejderne"),
        ("motion", "Kollektiv transport"),
        ("demens", "Vi spurgte dem"),
        ("ledighed", "Ledelsen og lederne: led for led"),
        ("leder", "Lav ledighed"),
        ("rygning", "Ondt i ryggen"),
    ],
)
def test_what_is_not_there_is_not_found(query, text):
    assert not found(query, text)


def test_the_word_itself_comes_before_its_stem_and_that_before_its_synonyms():
    texts = (Entry("Synonym", "tobak"), Entry("Bøjning", "ensomme"), Entry("Ordet selv", "ensomhed"), Entry("Ensomhed"))
    synonyms = Synonyms("da", ["ensomhed, tobak"])

    assert found("ensomhed", *texts, synonyms=synonyms) == ["Ensomhed", "Ordet selv", "Bøjning", "Synonym"]
    assert found("ensomheden", *texts, synonyms=synonyms) == ["Ensomhed", "Bøjning", "Ordet selv", "Synonym"]


@example(text="🄐", start=0, length=2)
@given(text=st.text(), start=st.integers(min_value=0, max_value=20), length=st.integers(min_value=0, max_value=20))
def test_any_part_of_a_text_written_out_finds_the_text(text, start, length):
    told = fold(text).split(" ")[0]

    assert found(told[start : start + length], text)


@given(query=st.text(), text=st.text())
def test_what_has_the_letters_of_every_word_is_found(query, text):
    assert bool(found(query, text)) >= has_letters(query[:100], text)


@given(query=st.text())
def test_nothing_is_found_in_nothing_unless_nothing_is_asked(query):
    assert bool(found(query, "")) is (not fold_query(query[:100]).strip())


@example(words="\u1fbe")
@given(words=st.text())
def test_folding_what_is_folded_changes_nothing(words):
    assert fold_query(fold_query(words)) == fold_query(words)


def test_every_word_of_a_goal_finds_it(release):
    goals = [Entry(goal.short.da, goal.wording.text.da) for goal in release.document.goals]
    index = SearchIndex(goals, SHIPPED["da"])

    for goal in goals:
        for word in goal.all_words.split():
            assert goal in [hit.entry for hit in index.search(word)], word


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_and_its_synonyms_find_the_same_besides_what_holds_their_letters(language):
    synonyms = SHIPPED[language]
    every_word = [word for group in synonyms.groups for word in group.words]
    index = SearchIndex([Entry(word) for word in (*every_word, *synonyms.apart)], synonyms)

    for group in synonyms.groups:
        texts = {word: {hit.entry.title_words for hit in index.search(word)} for word in group.words}
        for one, other in combinations(group.words, 2):
            apart = texts[one] ^ texts[other]
            assert all(has_letters(one, text) or has_letters(other, text) for text in apart), (one, other, apart)
            assert set(group.words) <= texts[one]


WORDS = st.sampled_from(("kunst", "kunsten", "maleri", "Åsted", "æble", "ærø", "fjorde", "SSP", "tobak", "skole"))


@examples(40)
@given(own=st.lists(st.lists(WORDS, min_size=2, max_size=4, unique=True).map(", ".join), max_size=4), text=WORDS)
def test_a_municipalitys_groups_join_those_they_share_a_word_with(own, text):
    synonyms = Synonyms("da", own)

    for line in own:
        words = [word for word in line.split(", ") if not has_letters(word, text)]
        assert len({bool(found(word, text, synonyms=synonyms)) for word in words}) <= 1
    joined = {group.words: set(group.stems) for group in synonyms.groups}
    assert all(not one & other for one, other in combinations(joined.values(), 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_list_has_every_word_once_and_can_be_read_through(language):
    groups = [line for line in shipped_lines(language) if "," in line]

    assert 60 <= len(groups) <= 150
    assert all(re.fullmatch(SYNONYMS, line) for line in groups)
    assert sorted(map(sorted, (line.split(", ") for line in groups))) == sorted(
        sorted(group.words) for group in SHIPPED[language].groups
    )


@cache
def large_index():
    words = [word for group in SHIPPED["da"].groups for word in group.words] + [f"ord{one}" for one in range(2_000)]
    texts = [
        " ".join(words[place * 37 % len(words)] for place in range(goal, goal + 60)) for goal in range(0, 30_000, 60)
    ]
    index = SearchIndex([Entry(text) for text in texts], SHIPPED["da"])
    index.search("ord1")
    return index


HOSTILE = {
    "long": "x" * 10_000,
    "many words": "job klima ældre skole " * 2_500,
    "control characters": "".join(map(chr, range(32))) * 3 + "\u202e\u200b\x7f",
    "a regular expression": "(a+)+$ [^]]* .*.*.*=.* \\1 (?R)",
    "markup": "<script>alert(1)</script>\"'><img src=x>",
    "letters that unfold": "\ufdfa" * 100,
    "lone surrogates and the like": "\ud800 \uffff \U0010ffff",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_at_500_goals_is_answered_quickly(query):
    index = large_index()

    before = time.process_time()
    index.search(query)

    assert time.process_time() - before < 2


def entries(page):
    (listed,) = [
        one for one in find_all(parse_html(page.body.decode()), "ul") if "entries" in one.attrib.get("class", "")
    ]
    return [text_of(one) for one in find_all(listed, "a")]


def test_without_a_question_everything_is_listed(site, release):
    listed = entries(site.open("soeg/"))

    assert {goal.short.da for goal in release.document.goals} <= set(listed)
    assert len(listed) > len(release.document.goals) + len(release.document.themes)


def test_a_question_leaves_what_fits(site):
    assert entries(site.open("soeg/", "baeredygtigt")) == ["Et bæredygtigt miljø"]
    assert entries(site.open("en/search/", "lonely"))[0] == "Fewer are lonely"


def test_the_words_of_a_goals_targets_find_it(site, release):
    asked = {
        goal.short.da: max(re.findall(r"\w+", target.text.da), key=len)
        for goal in release.document.goals
        for target in goal.targets
        if target.text is not None
    }

    assert len(asked) >= 2
    assert {short: word for short, word in asked.items() if short not in entries(site.open("soeg/", word))} == {}
    assert "Et bæredygtigt miljø" in entries(site.open("soeg/", "genbrug")), "a synonym of a target's word"


def test_the_words_of_every_wording_of_a_goal_find_it(site, release):
    worded = [(goal.short.da, wording.text.da) for goal in release.document.goals for wording in goal.wordings]
    queries = [(short, text[:MAX_QUERY_LENGTH].rpartition(" ")[0]) for short, text in worded]

    assert len(worded) > len({short for short, _text in worded}), "a goal has several wordings"
    assert [short for short, query in queries if short not in entries(site.open("soeg/", query))] == []
    assert "En anden ordlyd: 75%" in site.open("soeg/", "75% er medlem").body.decode()


def test_what_is_called_so_comes_before_what_mentions_it(site):
    assert entries(site.open("soeg/", "ensomme"))[0] == "Færre er ensomme"


def test_the_page_says_through_which_word_a_goal_is_found(site):
    assert "Fundet gennem: ensomme" in site.open("soeg/", "ensomhed").body.decode()
    assert "Found through: lonely" in site.open("en/search/", "loneliness").body.decode()
    assert "Fundet gennem" not in site.open("soeg/", "ensomme").body.decode()


def test_the_municipalitys_own_synonyms_come_from_the_release(release):
    own = release.document.municipality.model_copy(update={"synonyms": ("ensomme, hjerteven",)})
    extended = release_of(release.document.model_copy(update={"municipality": own}))

    assert '"synonyms"' not in release.document.canonical_bytes().decode()
    assert entries(Site(extended).open("soeg/", "hjerteven"))[0] == "Færre er ensomme"


@pytest.mark.parametrize("address", ["soeg/", "en/search/"])
def test_a_question_that_finds_nothing_says_so_and_leads_on(site, address):
    page = site.open(address, "xyzzy")
    main = find_all(parse_html(page.body.decode()), "main")[0]

    assert entries(page) == []
    assert "xyzzy" in text_of(main)
    assert len(find_all(main, "a")) == 2


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%(query)s {% now %}", "x" * 5000]
)
def test_a_hostile_question_is_shown_as_it_stands(site, query):
    text = site.open("soeg/", query).body.decode()

    assert "<script>alert" not in text
    assert "<img" not in text
    parse_html(text)


@pytest.mark.parametrize("query", ["\x00\x1bklima", "klima\u202e", "\ud800klima"], ids=ascii)
def test_a_question_is_shown_without_characters_that_no_text_may_contain(site, query):
    text = site.open("soeg/", query).body.decode()

    assert INVISIBLE_CHARACTER.search(text) is None
    assert 'value="klima"' in text
