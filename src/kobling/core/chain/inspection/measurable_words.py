"""Find words in the text of a goal that make it measurable, by word lists in Danish and English.

Four kinds of word make a goal measurable: a number, a year, a direction, and something to compare with. The lists hold
whole words as goals use them. An ambiguous word counts only in certain contexts: "end" (than) only after a comparative
such as "flere", and "alle" or "all" not in "for alle" and "for all", which is common in vague goals.

Mottoes use such words too. A phrase in which a number or a year measures nothing ("100 procent Lilleby", "Vision 2030")
is left out before the words are looked for. A word that slogans are made of ("mere", "stærkere", "alle") counts only in
a text without a word for what cannot be counted ("sammen", "fællesskab").
How well that works is measured on a labelled list: tests/core/chain/inspection/goals_and_mottoes.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kobling.core.chain.i18n import gettext_noop

WORD_KINDS: Mapping[str, str] = {
    "number": gettext_noop("a number"),
    "year": gettext_noop("a year"),
    "direction": gettext_noop("a direction"),
    "comparison": gettext_noop("something to compare with"),
}
"""The kinds of measurable word, with their names on pages."""

_YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)"
_DIGITS = r"\d+(?:[.,]\d+)*\s?%?"

DANISH_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "number": (
        _DIGITS,
        r"halvdelen|halvt så \w+|dobbelt så \w+|tredjedele?n?|fjerdedele?n?|femtedele?n?|tiendedele?n?",
        r"nul|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|tredive|fyrre|halvtreds|hundrede?|tusinde?|millioner?",
        r"hver (?:anden|tredje|fjerde|femte|tiende)",
        r"flertallet af|\w+ ud af \w+",
    ),
    "year": (_YEAR, r"årlig(?:t|e)?|hvert år|om året|pr\.? år|i byrådsperioden"),
    "direction": (
        r"flere|flest|færre|færrest|mindst|højst|højere|lavere|dårligere|hurtigere|kortere",
        r"oftere|sjældnere|senere|sundere|billigere|renere|tryggere|yngre",
        r"(?:er|bliver|blevet) (?:væk|afskaffet|fjernet|udryddet)|forsvinder|ophører|afskaffes",
        r"øger?|øges|øget|øgede|forøger?|forøges|forøget|stige|stiger|steget|stigende|stigning",
        r"falder?|faldet|faldende|vokser?|vokset|voksende|\w+vækst|tilvækst|\w+tilvækst",
        r"reducerer?|reduceres|reduceret|reduktion|mindsker?|mindskes|mindsket|sænker?|sænkes|sænket",
        r"halverer?|halveres|halveret|fordobler?|fordobles|fordoblet|fjerdobles",
        r"højner?|højnes|højnet|hæver?|hæves|hævet",
        r"forbedrer?|forbedres|forbedret|nedbringer?|nedbringes|nedbragt|begrænser?|begrænses|begrænset",
        r"udvider?|udvides|udvidet|fastholder?|fastholdes|bevarer?|bevares",
        r"forkorter?|forkortes|forkortet|forlænger?|forlænges|forlænget",
        r"tiltrækker?|tiltrækkes|tiltrukket",
    ),
    "comparison": (
        r"(?:mere|mindre|flere|færre|højere|lavere|større|bedre|dårligere|hurtigere|oftere|sjældnere|\w+ere) end",
        r"lands\w*gennemsnit\w*|gennemsnit\w*|på niveau med|på linje med|på højde med|sammenlignet med|i forhold til",
        r"svarende til|andelen af|en større andel|en mindre andel|antallet af|sammenlignelige kommuner|som i dag",
        r"lige så \w+,? (?:\w+,? ){0,4}?som",
        r"(?:lav|høj|kort|hurtig|billig|ren|sikker|sund|yng|æld|færr|fl|sjældn|oft)e?r?e?ste?",
        r"mest \w+ (?:i|på|blandt|af) \w+|blandt (?:de|landets|regionens|øens) (?:\w+ )?\w+ste",
    ),
}

DANISH_WEAK_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "number": (r"ingen|samtlige|(?<!for )(?<!til )(?<!hos )alle(?! (?:skal|er|kan|har|vil|får|trives|med)\b)(?= \w)",),
    "year": (),
    "direction": (
        r"(?:mere|mindre|større|bedre|stærkere|længere)(?= (?-i:[a-zæøå]))|vækst\w*",
        r"(?:bliver|er|blevet|gøres) (?:\w+ )?(?:mindre|større|bedre|stærkere|længere)",
        r"styrker?|styrkes|styrket|løfter?|løftes|løftet",
    ),
    "comparison": (),
}
"""Words that make a goal measurable, and slogans too; what there is more or less of has to follow, and is no name."""
DANISH_ABSTRACTIONS = (
    r"sammen|hinanden|fællesskab\w*|sammenhold\w*|sammenhængskraft\w*|flok|hånd|hjerte\w*|nærvær\w*|livet|liv|snak",
    r"handling|værdi\w*|fremtid\w*|muligheder|drømme|hverdag\w*|barndom\w*|livskvalitet|velfærd|rammer|engagement",
    r"gode?|godt|gladere?|glade?|stærke?|stærkt|attraktiv\w*|forskel\w*|mangfoldig\w*|mod på|menneske\w*|respekt",
)
"""Words for what cannot be counted."""
DANISH_EMPTY_PHRASES = (
    r"(?:1\d\d|200|hundrede?) ?(?:%|procent) (?!af\b|økolog|vedvarende|fossil|co2|genan|grøn|el\b|elektri|dækning)\w+",
    r"360 grader|24/7|(?:nr\.?|nummer) ?(?:1|ét|et|one)|1 (?:og|plus|\+) 1 [^.]*?\b(?:2|3|to|tre)\b",
    r"\w+ (?:byer|landsbyer|kommuner|øer|årstider|hjerter|værdier|egne|stemmer|verdener)(?=\W+(?:én|ét|en|et) )",
    r"(?:tusinde?|tusindvis af|hundrede?|hundredvis af|fire|1000) (?:muligheder|ideer|idéer|drømme|årstider|smil)",
    rf"(?:vision|strategi|plan|(?<!frem )mod|klar til|kommune) {_YEAR}|{_YEAR}(?=:)",
)
"""Phrases in which a number or a year measures nothing."""
_NAME_AND_YEAR = re.compile(rf"^\W*[A-ZÆØÅ]\w+ {_YEAR}(?=\W*$|\s*[–:-])")
"""A headline: “Lilleby 2035”."""

ENGLISH_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "number": (
        _DIGITS,
        r"half|twice|double the|thirds?|quarters?|fifths?|tenths?",
        r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?",
        r"millions?|one in \w+|every (?:second|other|third)|nobody|no one|none of|each of",
        r"(?<!for )(?<!to )(?<!of )all",
    ),
    "year": (_YEAR, r"yearly|annual(?:ly)?|every year|each year|a year|per year|within the term"),
    "direction": (
        r"more|most|fewer|fewest|less|least|higher|lower|larger|smaller|greater|better|worse|faster",
        r"shorter|longer|healthier|cheaper|cleaner|safer",
        r"increas(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|risen|rais(?:e|es|ed|ing)|grow(?:s|n|ing|th)?|grew",
        r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)",
        r"reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)|cut(?:s|ting)?|halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)",
        r"improv(?:e|es|ed|ing|ement)|strengthen(?:s|ed|ing)?|expand(?:s|ed|ing)?|limit(?:s|ed|ing)?",
        r"shorten(?:s|ed|ing)?|extend(?:s|ed|ing)?|attract(?:s|ed|ing)?|maintain(?:s|ed|ing)?",
    ),
    "comparison": (
        r"(?:more|less|fewer|higher|lower|larger|smaller|greater|better|worse|faster|\w+er) than",
        r"averages?|on a level with|on a par with|compared (?:with|to)|relative to|in line with|equal to|as today",
        r"the share of|the number of|a larger share|a smaller share|comparable municipalities",
    ),
}


def _compile(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile("|".join(rf"(?:(?<!\w)(?:{form})(?!\w))" for form in forms), re.IGNORECASE)
        for kind, forms in words.items()
    }


_PATTERNS_BY_LANGUAGE = {"da": _compile(DANISH_PATTERNS), "en": _compile(ENGLISH_PATTERNS)}
_WITH_WEAK_BY_LANGUAGE = _PATTERNS_BY_LANGUAGE | {
    "da": _compile({kind: (*forms, *DANISH_WEAK_PATTERNS[kind]) for kind, forms in DANISH_PATTERNS.items()})
}
_OTHERS = _compile({"abstraction": DANISH_ABSTRACTIONS, "empty": DANISH_EMPTY_PHRASES})


@dataclass(frozen=True, slots=True)
class MeasurableWords:
    """The measurable words of a goal, by kind, as they are written in the text."""

    number: tuple[str, ...]
    year: tuple[str, ...]
    direction: tuple[str, ...]
    comparison: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of word that the text does not have."""
        return tuple(kind for kind in WORD_KINDS if not getattr(self, kind))

    @property
    def is_empty(self) -> bool:
        """True if the text has no measurable word, so that it is too vague to be a goal."""
        return len(self.missing) == len(WORD_KINDS)


def find_measurable_words(text: str, *, language: str) -> MeasurableWords:
    """Find the measurable words of a text. `language` is da or en; in any other no word is found.

    The lists that tell mottoes from goals are Danish; in English a word counts wherever it stands.
    """
    text = " ".join(text.split())
    if language == "da":
        text = _NAME_AND_YEAR.sub(" ", _OTHERS["empty"].sub(" ", text))
    is_abstract = _OTHERS["abstraction"].search(text) is not None
    patterns = _PATTERNS_BY_LANGUAGE if is_abstract else _WITH_WEAK_BY_LANGUAGE
    words = {kind: _find_words(pattern, text) for kind, pattern in patterns.get(language, {}).items()}
    years = set(words.get("year", ()))
    words["number"] = tuple(word for word in words.get("number", ()) if word not in years)
    return MeasurableWords(**{kind: words.get(kind, ()) for kind in WORD_KINDS})


def _find_words(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0].strip() for match in pattern.finditer(text)))
