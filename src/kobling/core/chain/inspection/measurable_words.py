"""Find words in the text of a goal that make it measurable, by word lists in Danish and English.

Four kinds of word make a goal measurable: a number, a year, a direction, and something to compare with. The lists hold
whole words as goals use them. An ambiguous word counts only in certain contexts: "end" (than) only after a comparative
such as "flere", and "alle" or "all" not in "for alle" and "for all", which is common in vague goals.
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
        r"to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|tredive|fyrre|halvtreds|hundrede?|tusinde?|millioner?",
        r"hver (?:anden|tredje|fjerde|femte|tiende)",
        r"ingen|samtlige|(?<!for )(?<!til )(?<!hos )alle",
    ),
    "year": (_YEAR, r"årlig(?:t|e)?|hvert år|om året|pr\.? år|i byrådsperioden"),
    "direction": (
        r"flere|flest|færre|færrest|mere|mindre|mindst|højst|højere|lavere|større|bedre|dårligere|hurtigere|kortere",
        r"længere|oftere|sjældnere|sundere|billigere|renere|tryggere|yngre",
        r"øger?|øges|øget|øgede|forøger?|forøges|forøget|stige|stiger|steget|stigende|stigning",
        r"falder?|faldet|faldende|vokser?|vokset|voksende|vækst\w*|\w+vækst|tilvækst|\w+tilvækst",
        r"reducerer?|reduceres|reduceret|reduktion|mindsker?|mindskes|mindsket|sænker?|sænkes|sænket",
        r"halverer?|halveres|halveret|fordobler?|fordobles|fordoblet|fjerdobles",
        r"højner?|højnes|højnet|hæver?|hæves|hævet|løfter?|løftes|løftet",
        r"forbedrer?|forbedres|forbedret|nedbringer?|nedbringes|nedbragt|begrænser?|begrænses|begrænset",
        r"styrker?|styrkes|styrket|udvider?|udvides|udvidet|fastholder?|fastholdes|bevarer?|bevares",
        r"forkorter?|forkortes|forkortet|forlænger?|forlænges|forlænget",
        r"tiltrækker?|tiltrækkes|tiltrukket",
    ),
    "comparison": (
        r"(?:mere|mindre|flere|færre|højere|lavere|større|bedre|dårligere|hurtigere|oftere|sjældnere|\w+ere) end",
        r"lands\w*gennemsnit\w*|gennemsnit\w*|på niveau med|på linje med|på højde med|sammenlignet med|i forhold til",
        r"svarende til|andelen af|en større andel|en mindre andel|antallet af|sammenlignelige kommuner|som i dag",
    ),
}

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
    """Find the measurable words of a text. `language` is da or en; in any other no word is found."""
    words = {kind: _find_words(pattern, text) for kind, pattern in _PATTERNS_BY_LANGUAGE.get(language, {}).items()}
    years = set(words.get("year", ()))
    words["number"] = tuple(word for word in words.get("number", ()) if word not in years)
    return MeasurableWords(**{kind: words.get(kind, ()) for kind in WORD_KINDS})


def _find_words(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0].strip() for match in pattern.finditer(" ".join(text.split()))))
