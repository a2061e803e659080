"""What is said of the figures that Viborg Kommune has published, word for word, in both languages.

The sentences are proofread; the first three of `members` and the intervals are those of the design for the pages.
"""

import pytest
from django.utils import translation

from kobling.web.shared import words
from tests.web.shared.viborg import GOALS, INDICATORS, ON, TARGETS

pytestmark = pytest.mark.every_python

ASKED = {
    "da": "1.165 svarede; hvor mange der blev spurgt, er ikke oplyst. ",
    "en": "1,165 answered; how many were asked is not known. ",
}
ASSUMES = {
    "da": "Usikkerheden forudsætter, at de, der ikke svarede, ligner dem, der svarede.",
    "en": "The uncertainty assumes that those who did not answer are like those who did.",
}
IF = {
    "da": ", hvis de, der ikke svarede, ligner dem, der svarede.",
    "en": ", if those who did not answer are like those who did.",
}
HOLDS = {
    "da": " 1.165 svarede; usikkerheden gælder, hvis de, der ikke svarede, ligner dem.",
    "en": " 1,165 answered; the uncertainty holds if those who did not answer are like them.",
}
SAID = {
    "da": {
        "members": (
            "59 ud af 100 er medlem af en lokal forening. Målet er 80 i 2025.",
            "59 % er medlem af en lokal forening.",
            "Målet er 80 % i 2025.",
            "Mellem 56 og 62 ud af 100, målt 2019." + HOLDS["da"],
            ASKED["da"]
            + "Havde vi spurgt alle, ville tallet med stor sikkerhed ligge mellem 56 og 62 ud af 100"
            + IF["da"],
            (
                "Ikke nået endnu: Tallet er med stor sikkerhed højst 62 %, og målet er 80 %. "
                "Der er kun målt én gang, så vi kan ikke sige, om det går frem. " + ASSUMES["da"]
            ),
        ),
        "active": (
            "89 ud af 100 er fysisk aktive. Målet er 85.",
            "89 % er fysisk aktive.",
            "Målet er 85 %.",
            "Mellem 87 og 91 ud af 100, målt 2019." + HOLDS["da"],
            ASKED["da"]
            + "Havde vi spurgt alle, ville tallet med stor sikkerhed ligge mellem 87 og 91 ud af 100"
            + IF["da"],
            "Nået: Tallet er med stor sikkerhed mindst 87 %, og målet er 85 %. " + ASSUMES["da"],
        ),
        "lonely": (
            "8 ud af 100 føler sig svært ensomme. Målet er, at der bliver færre.",
            "8 % føler sig svært ensomme.",
            "Målet er, at der bliver færre.",
            "Mellem 7 og 10 ud af 100, målt 2019." + HOLDS["da"],
            ASKED["da"]
            + "Havde vi spurgt alle, ville tallet med stor sikkerhed ligge mellem 7 og 10 ud af 100"
            + IF["da"],
            "Kan ikke afgøres endnu: Der er kun målt én gang, så vi kan ikke sige, om det går frem.",
        ),
        "wellbeing": (
            "72 ud af 100 oplever deres trivsel som god eller meget god. Målet er 80.",
            "72 % oplever deres trivsel som god eller meget god.",
            "Målet er 80 %.",
            "Mellem 69 og 75 ud af 100, målt 2019." + HOLDS["da"],
            ASKED["da"]
            + "Havde vi spurgt alle, ville tallet med stor sikkerhed ligge mellem 69 og 75 ud af 100"
            + IF["da"],
            (
                "Ikke nået endnu: Tallet er med stor sikkerhed højst 75 %, og målet er 80 %. "
                "Der er kun målt én gang, så vi kan ikke sige, om det går frem. " + ASSUMES["da"]
            ),
        ),
        "growth": (
            "Folketallet faldt 0,20 % i 2019. Målet er mindst 0,5 % om året.",
            "Folketallet faldt 0,20 % i 2019.",
            "Målet er mindst 0,5 % om året.",
            "Alle er talt med, 2019",
            "Tallet bygger på alle, ikke på et udsnit.",
            (
                "Ikke nået: Tallet var −0,20 % i 2019, og målet er mindst 0,5 % om året. "
                "Nået i 0 af 2 år i byrådsperioden."
            ),
        ),
        "waste": (
            "61,5 % af husholdningsaffaldet bliver genanvendt. Målet er 55 % i 2025.",
            "61,5 % af husholdningsaffaldet bliver genanvendt.",
            "Målet er 55 % i 2025.",
            "Opgjort for hele kommunen, 2019",
            "Tallet er opgjort for hele kommunen, ikke ud fra et udsnit.",
            "Nået: Tallet var 61,5 % i 2019, og målet er 55 %.",
        ),
        "towns": (
            "17 af 40 byer har fået flere indbyggere. Målet er alle 40.",
            "17 af 40 byer har fået flere indbyggere.",
            "Målet er alle 40.",
            "Opgjort for hele kommunen, 2019",
            "Tallet er opgjort for hele kommunen, ikke ud fra et udsnit.",
            (
                "Ikke nået endnu: Tallet var 17 af 40 byer i 2019, og målet er alle 40. "
                "Der er kun målt én gang, så vi kan ikke sige, om det går frem."
            ),
        ),
    },
    "en": {
        "members": (
            "59 out of 100 are members of a local association. The target is 80 in 2025.",
            "59% are members of a local association.",
            "The target is 80% in 2025.",
            "Between 56 and 62 out of 100, measured in 2019." + HOLDS["en"],
            ASKED["en"]
            + "Had we asked everyone, the figure would very likely be between 56 and 62 out of 100"
            + IF["en"],
            (
                "Not reached yet: The figure is very likely at most 62%, and the target is 80%. "
                "It has been measured only once, so we cannot say whether it is getting better. " + ASSUMES["en"]
            ),
        ),
        "active": (
            "89 out of 100 are physically active. The target is 85.",
            "89% are physically active.",
            "The target is 85%.",
            "Between 87 and 91 out of 100, measured in 2019." + HOLDS["en"],
            ASKED["en"]
            + "Had we asked everyone, the figure would very likely be between 87 and 91 out of 100"
            + IF["en"],
            "Reached: The figure is very likely at least 87%, and the target is 85%. " + ASSUMES["en"],
        ),
        "lonely": (
            "8 out of 100 feel severely lonely. The target is that there are fewer.",
            "8% feel severely lonely.",
            "The target is that there are fewer.",
            "Between 7 and 10 out of 100, measured in 2019." + HOLDS["en"],
            ASKED["en"]
            + "Had we asked everyone, the figure would very likely be between 7 and 10 out of 100"
            + IF["en"],
            "Cannot tell yet: It has been measured only once, so we cannot say whether it is getting better.",
        ),
        "wellbeing": (
            "72 out of 100 find their wellbeing good or very good. The target is 80.",
            "72% find their wellbeing good or very good.",
            "The target is 80%.",
            "Between 69 and 75 out of 100, measured in 2019." + HOLDS["en"],
            ASKED["en"]
            + "Had we asked everyone, the figure would very likely be between 69 and 75 out of 100"
            + IF["en"],
            (
                "Not reached yet: The figure is very likely at most 75%, and the target is 80%. "
                "It has been measured only once, so we cannot say whether it is getting better. " + ASSUMES["en"]
            ),
        ),
        "growth": (
            "The population fell by 0.20% in 2019. The target is at least 0.5% a year.",
            "The population fell by 0.20% in 2019.",
            "The target is at least 0.5% a year.",
            "Complete count, 2019",
            "The figure covers everyone, not a sample.",
            (
                "Not reached: The figure was −0.20% in 2019, "
                "and the target is at least 0.5% a year. "
                "Reached in 0 of 2 years of the council term."
            ),
        ),
        "waste": (
            "61.5% of household waste is recycled. The target is 55% in 2025.",
            "61.5% of household waste is recycled.",
            "The target is 55% in 2025.",
            "Compiled for the whole municipality, 2019",
            "The figure is compiled for the whole municipality, not from a sample.",
            "Reached: The figure was 61.5% in 2019, and the target is 55%.",
        ),
        "towns": (
            "17 of 40 towns have grown. The target is all 40.",
            "17 of 40 towns have grown.",
            "The target is all 40.",
            "Compiled for the whole municipality, 2019",
            "The figure is compiled for the whole municipality, not from a sample.",
            (
                "Not reached yet: The figure was 17 of 40 towns in 2019, "
                "and the target is all 40. "
                "It has been measured only once, so we cannot say whether it is getting better."
            ),
        ),
    },
}


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("key", TARGETS)
def test_the_sentences_are_these(key, language):
    target, indicator = TARGETS[key], INDICATORS[key]
    with translation.override(language):
        status = words.status_name(target.assessment.status)
        said = (
            words.goal_message(GOALS[key], INDICATORS, ON),
            words.figure(target.latest, indicator),
            words.target_sentence(target, indicator, ON),
            words.uncertainty_line(target.latest, indicator),
            words.uncertainty_sentence(target.latest, indicator),
            f"{status}: {words.reason(target, indicator, ON)}",
        )

    assert tuple(str(one).replace("\N{NO-BREAK SPACE}", " ") for one in said) == SAID[language][key]
