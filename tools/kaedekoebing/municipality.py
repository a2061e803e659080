"""All the facts of Kædekøbing, and the folder they are written to."""

from datetime import date
from pathlib import Path
from random import Random

from kobling.records.chain import Story
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Municipality, Note, Source
from kobling.rooms.folder.writer import write_folder
from tools.kaedekoebing import agreements, budget, council, figures, goals, initiatives, organisation
from tools.kaedekoebing.texts import t
from tools.kaedekoebing.third_term import with_third_term
from tools.kaedekoebing.year_wheel import STEPS
from tools.repository import ROOT

FOLDER = ROOT / "examples" / "kaedekoebing"
SEED = 2022
DAY = date(2025, 3, 31)
"""The day on which every rule finds something: in the last year of a term, with the figures of 2024."""

MUNICIPALITY = Municipality(
    code="999",
    slug="kaedekoebing",
    name=t("Kædekøbing Kommune", "Kædekøbing Municipality"),
    seats=25,
    notice=t(
        "Kædekøbing er opdigtet. Kommunen findes ikke, og alle mål, tal og tekster er fundet på.",
        "Kædekøbing is made up. There is no such municipality, and all goals, figures and texts are invented.",
    ),
    about=t(
        "Kædekøbing er et opdigtet eksempel, der viser alt, hvad Kobling kan vise. Nogle mål går godt, andre er gået i "
        "stå, og kæden er sprunget af på alle de måder, den kan.",
        "Kædekøbing is a made-up example that shows all that Kobling can show. Some goals go well, others have come to "
        "a stop, and the chain has come off in all the ways it can.",
    ),
    notes=(
        Note(
            title=t("Alt er opdigtet", "Everything is made up"),
            text=t(
                "Ingen personer, virksomheder eller tal er virkelige. Ledere står med deres stilling og ikke med navn.",
                "No persons, companies or figures are real. Leaders are given by their post and not by name.",
            ),
            sources=(figures.SOURCE,),
        ),
    ),
    synonyms=("mødested, landsbyhus, beboerhus",),
)

STORIES = (
    Story(
        key="bogen-i-tasken",
        goals=("t1",),
        date=date(2024, 6, 3),
        title=t("Bogen i tasken", "The book in the bag"),
        text=t(
            "Om fredagen ligger der en bog i tasken. Den skal læses, inden det bliver mandag.\n\n"
            "Forældrene begyndte at bytte bøger i garderoben. Det havde ingen bedt dem om.",
            "On Fridays there is a book in the bag. It is to be read before Monday.\n\n"
            "The parents began to swap books in the cloakroom. Nobody had asked them to.",
        ),
    ),
    Story(
        key="plads-ved-bordet",
        goals=("s2", "sammenhaeng"),
        date=date(2024, 2, 12),
        title=t("En plads ved bordet", "A place at the table"),
        text=t(
            "Torsdag er der dækket op til tolv mere på plejecentret. De kommer fra gaden udenfor.\n\n"
            "En af dem har boet der i tredive år og havde aldrig været indenfor.",
            "On Thursdays the table at the care home is laid for twelve more. They come from the street outside.\n\n"
            "One of them has lived there for thirty years and had never been inside.",
        ),
    ),
    Story(
        key="fem-landsbyer-mangler",
        goals=("g3",),
        date=date(2025, 3, 3),
        title=t("Fem landsbyer mangler", "Five villages to go"),
        text=t(
            "Nitten landsbyer har et sted at mødes. I de sidste fem er der ikke et tomt hus at begynde med.",
            "Nineteen villages have a place to meet. In the last five there is no empty house to begin with.",
        ),
    ),
)


def facts() -> MunicipalityFacts:
    """Return all the facts of Kædekøbing, the same every time."""
    rng = Random(SEED)  # noqa: S311  (made-up numbers, not secrets)
    units, leaders = tuple(organisation.units()), organisation.leaders(rng)
    two_terms = MunicipalityFacts(
        municipality=MUNICIPALITY,
        terms=organisation.TERMS,
        bodies=tuple(organisation.bodies()),
        units=units,
        leaders=leaders,
        sources=(Source(key=figures.SOURCE, title=t("Opdigtet til eksemplet", "Made up for the example")),),
        visions=goals.VISIONS,
        themes=goals.THEMES,
        goals=tuple(goals.goals()),
        decisions=tuple(council.decisions()),
        priorities=tuple(council.priorities()),
        joint_meetings=tuple(council.joint_meetings()),
        policies=tuple(council.policies()),
        tracks=tuple(budget.tracks()),
        budgets=tuple(budget.budgets(rng)),
        agreements=tuple(agreements.agreements()),
        commitments=tuple(agreements.commitments(units, leaders)),
        indicators=tuple(figures.indicators()),
        measurements=tuple(figures.measurements()),
        drawings=tuple(figures.drawings()),
        initiatives=initiatives.initiatives(),
        stories=STORIES,
        steps=STEPS,
    )
    return with_third_term(two_terms)


def write(folder: Path = FOLDER) -> None:
    """Write the folder."""
    write_folder(facts(), folder)
