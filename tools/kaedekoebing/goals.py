"""The vision, five themes and 21 goals of the term 2022-2025, and the overall goal above them.

The theme Digital hverdag is new and has no goal yet. The goal on a dignified life is in no agreement and
cannot be measured: the rules find that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kobling.core.periods import Period
from kobling.core.status import Direction, Kind
from kobling.records.base import Slugs, Text
from kobling.records.chain import Goal, Judgement, Target, Theme, Vision, Wording
from kobling.records.municipality import Decision
from tools.kaedekoebing.organisation import COUNCIL
from tools.kaedekoebing.texts import t

TERM = "2022-2025"
ADOPTED = date(2022, 6, 22)
REVISED = date(2024, 3, 20)
DECISION = Decision(body=COUNCIL, date=ADOPTED, item="sag nr. 12", case="22/1204")
UP, DOWN = Direction.UP, Direction.DOWN

VISIONS = (
    Vision(
        key="kaedekoebing-2030",
        term="2018-2021",
        name=t("Kædekøbing 2030", "Kædekøbing 2030"),
        outward=t("En by ved vandet med plads til alle.", "A town by the water with room for everybody."),
        decision=Decision(body=COUNCIL, date=date(2018, 9, 26), item="sag nr. 8", case="18/0907"),
        valid_from=date(2018, 9, 26),
        valid_to=date(2022, 6, 21),
    ),
    Vision(
        key="det-haenger-sammen",
        term=TERM,
        name=t("Det hænger sammen", "It all fits together"),
        outward=t(
            "I Kædekøbing når man hinanden: fra by til land, fra skole til arbejde og fra nabo til nabo.",
            "In Kædekøbing people reach one another: from town to country, from school to work, from neighbour to "
            "neighbour.",
        ),
        inward=t(
            "Vi begynder med borgeren og ikke med forvaltningen, og vi løser opgaven sammen med dem, den angår.",
            "We begin with the citizen and not with the administration, and solve the task with those it concerns.",
        ),
        decision=DECISION,
        valid_from=ADOPTED,
    ),
)

THEMES = (
    Theme(
        key="tryg-start",
        term=TERM,
        slug=Slugs(da="tryg-start", en="a-safe-start"),
        name=t("Tryg start", "A safe start"),
        statement=t(
            "Alle børn og unge skal komme godt fra start, også når det er svært.",
            "Every child and young person is to get off to a good start, also when that is hard.",
        ),
        decision=DECISION,
        valid_from=ADOPTED,
    ),
    Theme(
        key="sunde-liv",
        term=TERM,
        slug=Slugs(da="sunde-liv", en="healthy-lives"),
        name=t("Sunde liv", "Healthy lives"),
        statement=t(
            "Vi vil have flere gode leveår og færre, der er alene.",
            "We want more good years of life and fewer people who are alone.",
        ),
        decision=DECISION,
        valid_from=ADOPTED,
    ),
    Theme(
        key="vaekst-og-arbejde",
        term=TERM,
        slug=Slugs(da="vaekst-og-arbejde", en="growth-and-work"),
        name=t("Vækst og arbejde", "Growth and work"),
        statement=t(
            "Der skal være brug for alle, og virksomhederne skal kunne finde dem, de mangler.",
            "Everybody is to be needed, and companies are to find the people they lack.",
        ),
        decision=DECISION,
        valid_from=ADOPTED,
    ),
    Theme(
        key="groen-by",
        term=TERM,
        slug=Slugs(da="groen-by-og-levende-land", en="green-town-and-living-country"),
        name=t("Grøn by og levende land", "Green town and living country"),
        statement=t(
            "Vi passer på klimaet og naturen, og der skal kunne leves i hele kommunen.",
            "We take care of the climate and of nature, and there is to be life everywhere in the municipality.",
        ),
        decision=DECISION,
        valid_from=ADOPTED,
    ),
    Theme(
        key="digital-hverdag",
        term=TERM,
        slug=Slugs(da="digital-hverdag", en="digital-everyday-life"),
        name=t("Digital hverdag", "Digital everyday life"),
        statement=t(
            "Byrådet vedtog temaet i september 2024. Målene under det mangler endnu.",
            "The council adopted the theme in September 2024. The goals under it are still to come.",
        ),
        decision=Decision(body=COUNCIL, date=date(2024, 9, 25), item="sag nr. 6", case="24/2210"),
        valid_from=date(2024, 9, 25),
    ),
)

CARRIED = {
    "sammenhaeng": ("oekonomi", "social"),
    "t1": ("boern", "sundhed"),
    "t2": ("boern", "kultur"),
    "t3": ("boern", "social"),
    "t4": ("unge", "job"),
    "t5": ("kultur", "boern"),
    "s1": ("sundhed", "unge"),
    "s2": ("aeldre", "social", "kultur"),
    "s3": ("sundhed",),
    "s4": ("aeldre", "sundhed"),
    "s5": ("aeldre", "social"),
    "s6": (),
    "a1": ("oekonomi", "kultur"),
    "a2": ("oekonomi", "job"),
    "a3": ("job", "unge"),
    "a4": ("job", "unge"),
    "a5": ("oekonomi", "klima"),
    "g1": ("klima", "oekonomi"),
    "g2": ("klima", "boern"),
    "g3": ("kultur", "klima"),
    "g4": ("klima", "unge"),
    "g5": ("klima",),
}
"""The committees that carry each goal; the first one answers for it."""


def targets() -> dict[str, Target]:
    """Return the target in force of every goal that has one; the goal on a dignified life has none."""
    threshold, direction = Kind.THRESHOLD, Kind.DIRECTION_ONLY
    made = {
        "sammenhaeng": Target(key="flere", kind=direction, direction=UP, indicator="oplever-sammenhaeng"),
        "t1": _by(threshold, UP, 90, 2026, "alderssvarende-sprog"),
        "t2": Target(key="hvert-aar", kind=direction, direction=UP, indicator="skoletrivsel"),
        "t3": _by(threshold, DOWN, 8, 2026, "hoejt-fravaer"),
        "t4": _by(threshold, UP, 95, 2027, "i-gang-efter-9-klasse"),
        "t5": Target(
            key="alle",
            kind=Kind.ALL_PARTS,
            direction=UP,
            indicator="aftale-med-forening",
            deadline=date(2025, 12, 31),
        ),
        "s1": _by(Kind.RELATIVE_CHANGE, DOWN, -50, 2030, "daglige-rygere"),
        "s2": Target(key="faerre", kind=direction, direction=DOWN, indicator="ensomme"),
        "s3": _by(threshold, UP, 60, 2026, "fysisk-aktive"),
        "s4": Target(
            key="under-landet",
            kind=Kind.RELATIVE_TO_AREA,
            direction=DOWN,
            value=0,
            area="000",
            indicator="genindlaeggelser",
        ),
        "s5": Target(
            key="aeldre-ved-indflytning",
            kind=direction,
            direction=UP,
            indicator="alder-ved-indflytning",
            baseline=Period.parse("2021"),
            minimum_change=0.5,
            wanted=t("de er ældre", "they are older"),
        ),
        "a1": Target(key="hvert-aar", kind=Kind.RECURRING, direction=UP, value=0.4, indicator="befolkningstilvaekst"),
        "a2": _by(Kind.RELATIVE_CHANGE, UP, 5, 2028, "arbejdspladser"),
        "a3": _by(threshold, DOWN, 3, 2025, "ledighed"),
        "a4": _by(threshold, UP, 33, 2028, None),
        "a5": _by(threshold, UP, 75, 2026, "tilfredse-virksomheder"),
        "g1": _by(Kind.RELATIVE_CHANGE, DOWN, -70, 2030, "drivhusgas"),
        "g2": _by(threshold, UP, 60, 2027, "genanvendt-affald"),
        "g3": Target(key="alle", kind=Kind.ALL_PARTS, direction=UP, indicator="moedesteder"),
        "g4": Target(key="flere", kind=direction, direction=UP, indicator="groenne-ture"),
        "g5": Target(
            key="bedoemt",
            kind=Kind.JUDGED,
            direction=UP,
            judgements=(
                Judgement(
                    body="klima",
                    date=date(2024, 11, 6),
                    verdict=t("På vej", "On the way"),
                    reason=t(
                        "Fire af de ti udpegede arealer er lagt om til vild natur.",
                        "Four of the ten areas chosen have been turned over to wild nature.",
                    ),
                ),
            ),
        ),
    }
    since = {key: REVISED if GOAL_TEXTS[key].earlier else ADOPTED for key in made}
    return {key: target.model_copy(update={"valid_from": since[key]}) for key, target in made.items()}


def _earlier(key: str) -> tuple[Target, ...]:
    """Return the target that was in force until the goal was revised."""
    if GOAL_TEXTS[key].earlier is None:
        return ()
    before = _by(Kind.THRESHOLD, UP, 85, 2026, "alderssvarende-sprog")
    days = {"key": "foer-2024", "valid_from": ADOPTED, "valid_to": REVISED - timedelta(days=1)}
    return (before.model_copy(update=days),)


def _by(kind: Kind, direction: Direction, value: float, year: int, indicator: str | None) -> Target:
    return Target(
        key="maaltal",
        kind=kind,
        direction=direction,
        value=value,
        deadline=date(year, 12, 31),
        indicator=indicator,
    )


@dataclass(frozen=True, slots=True)
class GoalTexts:
    """A goal's wording, its short name and its slug."""

    theme: str | None
    slug: tuple[str, str]
    short: Text
    text: Text
    earlier: Text | None = None
    """The wording until it was revised in 2024."""
    missing: Text | None = None


GOAL_TEXTS = {
    "sammenhaeng": GoalTexts(
        None,
        ("det-haenger-sammen", "it-hangs-together"),
        t("Kommunen hænger sammen", "The municipality is joined up"),
        t(
            "Flere borgere oplever, at kommunens tilbud hænger sammen",
            "More citizens find the municipality's services joined up",
        ),
    ),
    "t1": GoalTexts(
        "tryg-start",
        ("sprog-ved-skolestart", "language-at-school-start"),
        t("Sprog ved skolestart", "Language at school start"),
        t(
            "90 % af børnene har et alderssvarende sprog, når de begynder i skole i 2026",
            "90% of the children have age-appropriate language when they start school in 2026",
        ),
        earlier=t(
            "85 % af børnene har et alderssvarende sprog, når de begynder i skole i 2026",
            "85% of the children have age-appropriate language when they start school in 2026",
        ),
    ),
    "t2": GoalTexts(
        "tryg-start",
        ("trivsel-i-skolen", "wellbeing-at-school"),
        t("Trivsel i skolen", "Wellbeing at school"),
        t("Flere elever trives i skolen år for år", "Year by year more pupils thrive at school"),
    ),
    "t3": GoalTexts(
        "tryg-start",
        ("mindre-fravaer", "less-absence"),
        t("Mindre fravær", "Less absence"),
        t(
            "Højst 8 % af eleverne har et højt fravær i 2026",
            "At most 8% of the pupils have high absence in 2026",
        ),
    ),
    "t4": GoalTexts(
        "tryg-start",
        ("i-gang-efter-9-klasse", "under-way-after-year-9"),
        t("I gang efter 9. klasse", "Under way after year 9"),
        t(
            "95 % af de unge er i uddannelse eller arbejde et år efter 9. klasse i 2027",
            "95% of the young are in education or work a year after year 9 in 2027",
        ),
    ),
    "t5": GoalTexts(
        "tryg-start",
        ("foreninger-i-boernehus-og-skole", "associations-in-day-care-and-school"),
        t("Foreninger i børnehus og skole", "Associations in day care and school"),
        t(
            "Alle børnehuse og skoler har en fast aftale med en forening i 2025",
            "All day-care centres and schools have a standing agreement with an association in 2025",
        ),
    ),
    "s1": GoalTexts(
        "sunde-liv",
        ("faerre-rygere", "fewer-smokers"),
        t("Færre rygere", "Fewer smokers"),
        t(
            "Andelen af daglige rygere er halveret fra 2021 til 2030",
            "The share of daily smokers is halved from 2021 to 2030",
        ),
    ),
    "s2": GoalTexts(
        "sunde-liv",
        ("faerre-ensomme", "fewer-lonely"),
        t("Færre ensomme", "Fewer lonely people"),
        t("Færre borgere føler sig ensomme", "Fewer citizens feel lonely"),
    ),
    "s3": GoalTexts(
        "sunde-liv",
        ("flere-i-bevaegelse", "more-on-the-move"),
        t("Flere i bevægelse", "More on the move"),
        t(
            "60 % af borgerne er fysisk aktive mindst to dage om ugen i 2026",
            "60% of the citizens are physically active at least two days a week in 2026",
        ),
    ),
    "s4": GoalTexts(
        "sunde-liv",
        ("faerre-genindlaeggelser", "fewer-readmissions"),
        t("Færre genindlæggelser", "Fewer readmissions"),
        t(
            "Færre ældre genindlægges end i landet som helhed",
            "Fewer elderly people are readmitted to hospital than in the country as a whole",
        ),
    ),
    "s5": GoalTexts(
        "sunde-liv",
        ("laengere-i-eget-hjem", "longer-at-home"),
        t("Længere i eget hjem", "Longer at home"),
        t(
            "De ældre klarer sig længere i eget hjem",
            "The elderly manage longer in their own homes",
        ),
    ),
    "s6": GoalTexts(
        "sunde-liv",
        ("et-vaerdigt-liv", "a-dignified-life"),
        t("Et værdigt liv", "A dignified life"),
        t("Kædekøbing er et værdigt sted at leve", "Kædekøbing is a dignified place to live"),
        missing=t(
            "Målet siger ikke, hvad der skal måles, og ingen er udpeget til at vurdere det.",
            "The goal does not say what is to be measured, and nobody is named to judge it.",
        ),
    ),
    "a1": GoalTexts(
        "vaekst-og-arbejde",
        ("flere-borgere", "more-citizens"),
        t("Flere borgere", "More citizens"),
        t("Folketallet vokser med mindst 0,4 % om året", "The population grows by at least 0.4% a year"),
    ),
    "a2": GoalTexts(
        "vaekst-og-arbejde",
        ("flere-arbejdspladser", "more-jobs"),
        t("Flere arbejdspladser", "More jobs"),
        t(
            "Antallet af arbejdspladser stiger med 5 % fra 2021 til 2028",
            "The number of jobs rises by 5% from 2021 to 2028",
        ),
    ),
    "a3": GoalTexts(
        "vaekst-og-arbejde",
        ("lav-ledighed", "low-unemployment"),
        t("Lav ledighed", "Low unemployment"),
        t("Højst 3 % er ledige i 2025", "At most 3% are unemployed in 2025"),
    ),
    "a4": GoalTexts(
        "vaekst-og-arbejde",
        ("flere-faglaerte", "more-skilled-workers"),
        t("Flere faglærte", "More skilled workers"),
        t(
            "Hver tredje ung begynder på en erhvervsuddannelse i 2028",
            "Every third young person begins vocational training in 2028",
        ),
        missing=t("Der er endnu ikke valgt en indikator.", "No indicator has been chosen yet."),
    ),
    "a5": GoalTexts(
        "vaekst-og-arbejde",
        ("tilfredse-virksomheder", "satisfied-companies"),
        t("Tilfredse virksomheder", "Satisfied companies"),
        t(
            "75 % af virksomhederne er tilfredse med sagsbehandlingen i 2026",
            "75% of the companies are satisfied with how their cases are handled in 2026",
        ),
    ),
    "g1": GoalTexts(
        "groen-by",
        ("mindre-drivhusgas", "less-greenhouse-gas"),
        t("Mindre drivhusgas", "Less greenhouse gas"),
        t(
            "Udledningen af drivhusgas er faldet med 70 % fra 1990 til 2030",
            "Greenhouse gas emissions have fallen by 70% from 1990 to 2030",
        ),
    ),
    "g2": GoalTexts(
        "groen-by",
        ("mere-genanvendelse", "more-recycling"),
        t("Mere genanvendelse", "More recycling"),
        t(
            "60 % af husholdningernes affald genanvendes i 2027",
            "60% of household waste is recycled in 2027",
        ),
    ),
    "g3": GoalTexts(
        "groen-by",
        ("et-moedested-i-hver-landsby", "a-meeting-place-in-every-village"),
        t("Et mødested i hver landsby", "A meeting place in every village"),
        t("Alle 24 landsbyer har et mødested", "All 24 villages have a meeting place"),
    ),
    "g4": GoalTexts(
        "groen-by",
        ("flere-groenne-ture", "more-green-trips"),
        t("Flere grønne ture", "More green trips"),
        t("Flere ture sker på cykel, med bus eller med tog", "More trips are made by bicycle, bus or train"),
        missing=t(
            "Den første rejsevaneundersøgelse er endnu ikke gjort op.",
            "The first survey of travel habits has not been counted yet.",
        ),
    ),
    "g5": GoalTexts(
        "groen-by",
        ("mere-vild-natur", "more-wild-nature"),
        t("Mere vild natur", "More wild nature"),
        t("Der bliver mere vild natur i kommunen", "There is more wild nature in the municipality"),
    ),
}

UNDECIDED = "g4"
"""The goal that no council decision is known for."""


def goals() -> Iterator[Goal]:
    """Every goal, in the council's order."""
    current = targets()
    for key, texts in GOAL_TEXTS.items():
        committees = CARRIED[key]
        yield Goal(
            key=key,
            term=TERM,
            slug=Slugs(da=texts.slug[0], en=texts.slug[1]),
            overall=texts.theme is None,
            themes=(texts.theme,) if texts.theme else (),
            short=texts.short,
            wordings=tuple(_wordings(key, texts)),
            responsible=committees[0] if committees else None,
            committees=committees,
            targets=(*_earlier(key), *((current[key],) if key in current else ())),
            missing=texts.missing,
        )


def _wordings(key: str, texts: GoalTexts) -> Iterator[Wording]:
    decided = None if key == UNDECIDED else DECISION
    if texts.earlier is None:
        yield Wording(text=texts.text, decision=decided, valid_from=ADOPTED)
        return
    yield Wording(text=texts.earlier, decision=decided, valid_from=ADOPTED, valid_to=REVISED - timedelta(days=1))
    revision = Decision(body=COUNCIL, date=REVISED, item="sag nr. 4", case="24/0388")
    yield Wording(text=texts.text, decision=revision, valid_from=REVISED)
