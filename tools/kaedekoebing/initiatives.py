"""Initiatives for the goals: projects, experiments of 100 days, labs and efforts.

Some have faults for the rules to find: an experiment without an ending, one that was to spread and did not, a project
for no goal, and one that was carried out without an effect.
"""

from dataclasses import dataclass
from datetime import date

from kobling.core.chain import EndingKind
from kobling.records.base import Text
from kobling.records.initiatives import Ending, FollowUp, Initiative, InitiativeKind
from tools.kaedekoebing.goals import TERM
from tools.kaedekoebing.texts import t

PROJECT, EXPERIMENT, LAB, EFFORT = InitiativeKind


@dataclass(frozen=True, slots=True)
class InitiativeSpec:
    """An initiative; the first of its units owns it, the others contribute."""

    kind: InitiativeKind
    name: Text
    what: Text
    units: tuple[str, ...]
    goals: tuple[str, ...]
    start: date
    end: date | None = None
    ending: Ending | None = None
    hypothesis: Text | None = None
    effect_after_days: int | None = None
    term: str = TERM


INITIATIVES = {
    "sundhedsbussen": InitiativeSpec(
        EFFORT,
        t("Sundhedsbussen", "The health bus"),
        t("En bus kørte rundt i landsbyerne med sundhedstjek.", "A bus toured the villages with health checks."),
        ("sundhedsfremme",),
        (),
        date(2019, 4, 1),
        date(2021, 12, 31),
        Ending(
            how=EndingKind.STOP,
            date=date(2021, 11, 17),
            reason=t("De fleste, der kom, var raske i forvejen.", "Most of those who came were well already."),
        ),
        term="2018-2021",
    ),
    "sammenhaengsteamet": InitiativeSpec(
        EFFORT,
        t("Sammenhængsteamet", "The coherence team"),
        t(
            "Borgere med flere sager får én kontaktperson, der samler trådene.",
            "Citizens with several cases have one contact person who gathers the threads.",
        ),
        ("politik-og-strategi", "social-og-handicap"),
        ("sammenhaeng",),
        date(2023, 1, 9),
    ),
    "sproggrupper": InitiativeSpec(
        EFFORT,
        t("Sproggrupper", "Language groups"),
        t(
            "Børn, der har brug for det, leger med sprog i små grupper tre gange om ugen.",
            "Children who need it play with language in small groups three times a week.",
        ),
        ("dagtilbud", "sundhedsfremme"),
        ("t1",),
        date(2022, 8, 1),
    ),
    "godnathistorien": InitiativeSpec(
        EXPERIMENT,
        t("Godnathistorien", "The bedtime story"),
        t("Børnene tager en bog med hjem hver fredag.", "The children take a book home every Friday."),
        ("boernehuset-moelleaaen", "boernehuset-solsikken", "biblioteket"),
        ("t1",),
        date(2023, 2, 1),
        date(2023, 5, 11),
        Ending(
            how=EndingKind.SPREAD,
            date=date(2023, 6, 7),
            reason=t("Forældrene læste dobbelt så tit.", "The parents read twice as often."),
            follow_up=FollowUp(
                date=date(2024, 5, 22),
                text=t("Otte af ti børnehuse er med.", "Eight of ten day-care centres take part."),
            ),
        ),
        t(
            "Hvis bogen ligger i tasken, bliver der læst mere derhjemme.",
            "If the book is in the bag, more is read at home.",
        ),
    ),
    "trivselsraad": InitiativeSpec(
        PROJECT,
        t("Elevernes trivselsråd", "The pupils' wellbeing councils"),
        t(
            "Elever finder selv på, hvad der skal til, og får en fritidsvejleder med.",
            "Pupils find out for themselves what it takes, together with a leisure guide.",
        ),
        ("skoler", "kultur-og-fritid"),
        ("t2",),
        date(2024, 8, 12),
        date(2026, 6, 26),
    ),
    "fravaersteamet": InitiativeSpec(
        EFFORT,
        t("Fraværsteamet", "The absence team"),
        t(
            "Et hold af lærere og familievejledere besøger elever, der er begyndt at blive væk.",
            "Teachers and family guides visit pupils who have begun to stay away.",
        ),
        ("skoler", "boern-og-familier"),
        ("t3",),
        date(2022, 11, 1),
    ),
    "ungevejen-fra-dag-et": InitiativeSpec(
        PROJECT,
        t("Ungevejen fra dag ét", "The youth guide from day one"),
        t(
            "Hver ung har den samme vejleder fra 8. klasse til et år efter 9. klasse.",
            "Every young person has the same guide from year 8 to a year after year 9.",
        ),
        ("ungdom-og-vejledning", "ungdomsskolen"),
        ("t4",),
        date(2023, 8, 14),
        date(2026, 7, 31),
    ),
    "samlab-overgange": InitiativeSpec(
        LAB,
        t("SamLab om overgange", "Lab on transitions"),
        t(
            "Syv medarbejdere fra fem enheder arbejdede seks uger med de unge, der falder fra.",
            "Seven employees from five units worked for six weeks on the young people who drop out.",
        ),
        ("ungevejen", "skoler"),
        ("t4",),
        date(2023, 3, 6),
        date(2023, 4, 14),
        Ending(how=EndingKind.ADJUST, date=date(2023, 5, 3)),
    ),
    "fritidspas": InitiativeSpec(
        PROJECT,
        t("Fritidspas", "Leisure pass"),
        t(
            "Børnehuse og skoler får en fast forening, som børnene kan begynde i.",
            "Day-care centres and schools have an association of their own for the children to begin in.",
        ),
        ("kultur-og-fritid", "skoler"),
        ("t5",),
        date(2022, 10, 3),
        date(2025, 12, 31),
    ),
    "roegfri-skoletid": InitiativeSpec(
        EFFORT,
        t("Røgfri skoletid", "Smoke-free school day"),
        t(
            "Ingen ryger i skoletiden, heller ikke de voksne.",
            "Nobody smokes during school hours, not even the adults.",
        ),
        ("sundhedsfremme",),
        ("s1",),
        date(2022, 8, 8),
    ),
    "nikotinfri-sommer": InitiativeSpec(
        EXPERIMENT,
        t("Nikotinfri sommer", "A summer without nicotine"),
        t(
            "Unge med sommerjob får et klippekort for hver uge uden nikotin.",
            "Young people with a summer job are given a punch card for every week without nicotine.",
        ),
        ("sundhedshuset",),
        ("s1",),
        date(2024, 5, 27),
        date(2024, 9, 3),
        hypothesis=t("Hvis vennerne er med, holder flere op.", "If friends take part, more give it up."),
    ),
    "spis-sammen": InitiativeSpec(
        EXPERIMENT,
        t("Spis sammen", "Eat together"),
        t(
            "Naboer spiser med på plejecentret en gang om ugen.",
            "Neighbours join the meal at the care home once a week.",
        ),
        ("plejecentret-aahaven", "social-og-handicap", "kultur-og-fritid"),
        ("s2",),
        date(2023, 6, 1),
        date(2023, 9, 8),
        Ending(
            how=EndingKind.SPREAD,
            date=date(2023, 10, 4),
            reason=t("Hver anden kom igen.", "Every second guest came back."),
        ),
    ),
    "samlab-ensomhed": InitiativeSpec(
        LAB,
        t("SamLab om ensomhed", "Lab on loneliness"),
        t(
            "Otte medarbejdere lyttede i seks uger til borgere, der er meget alene.",
            "For six weeks eight employees listened to citizens who are much alone.",
        ),
        ("social-og-handicap", "plejecentre", "biblioteket"),
        ("s2",),
        date(2022, 10, 24),
        date(2022, 12, 2),
        Ending(
            how=EndingKind.SPREAD,
            date=date(2022, 12, 14),
            follow_up=FollowUp(
                date=date(2023, 11, 29),
                text=t("Tre af fire forslag er i gang.", "Three of four proposals are under way."),
            ),
        ),
    ),
    "gaa-med": InitiativeSpec(
        EFFORT,
        t("Gå med", "Walk along"),
        t("Gåture med en frivillig fra ti steder i kommunen.", "Walks with a volunteer from ten places."),
        ("sundhedsfremme", "kultur-og-fritid"),
        ("s3",),
        date(2022, 9, 5),
    ),
    "trygt-hjem": InitiativeSpec(
        PROJECT,
        t("Trygt hjem", "Safely home"),
        t(
            "Sygeplejersken og genoptræningen besøger sammen dagen efter udskrivelsen.",
            "The nurse and the physiotherapist visit together the day after discharge.",
        ),
        ("hjemmepleje", "genoptraeningen"),
        ("s4",),
        date(2023, 1, 16),
        date(2025, 12, 31),
    ),
    "hverdagstraening": InitiativeSpec(
        PROJECT,
        t("Hverdagstræning", "Everyday training"),
        t(
            "Ældre træner det, de gerne selv vil kunne, i otte uger.",
            "For eight weeks elderly people train what they would like to manage by themselves.",
        ),
        ("hjemmepleje", "plejecentre"),
        ("s5",),
        date(2022, 8, 15),
        date(2023, 12, 29),
        Ending(how=EndingKind.ADJUST, date=date(2024, 1, 17)),
        t(
            "Den, der træner hverdagen, bliver boende længere.",
            "Those who train for everyday life stay at home longer.",
        ),
        effect_after_days=365,
    ),
    "bo-i-kaedekoebing": InitiativeSpec(
        PROJECT,
        t("Bo i Kædekøbing", "Live in Kædekøbing"),
        t(
            "Tilflyttere får en vært fra en forening det første halve år.",
            "Newcomers have a host from an association for the first half-year.",
        ),
        ("politik-og-strategi", "kultur-og-fritid"),
        ("a1",),
        date(2023, 4, 3),
    ),
    "virksomhedsbesoeg": InitiativeSpec(
        EFFORT,
        t("Hundrede virksomhedsbesøg", "A hundred visits to companies"),
        t(
            "Erhverv og jobcenter besøger sammen hundrede virksomheder om året.",
            "Business service and job centre visit a hundred companies a year together.",
        ),
        ("politik-og-strategi", "jobcenter"),
        ("a2",),
        date(2022, 9, 1),
    ),
    "hurtigt-i-job": InitiativeSpec(
        EFFORT,
        t("Hurtigt i job", "Quickly into a job"),
        t("Nyledige får en samtale inden for en uge.", "The newly unemployed have a talk within a week."),
        ("jobcenter", "jobhuset"),
        ("a3",),
        date(2022, 8, 22),
    ),
    "faglaert-for-en-dag": InitiativeSpec(
        EXPERIMENT,
        t("Faglært for en dag", "Skilled for a day"),
        t(
            "8. klasse er en dag hos en håndværker, hver måned i et forår.",
            "Year 8 spend a day with a craftsman every month of a spring.",
        ),
        ("ungdom-og-vejledning", "skoler"),
        ("a4",),
        date(2023, 1, 30),
        date(2023, 5, 9),
        Ending(
            how=EndingKind.STOP,
            date=date(2023, 5, 24),
            reason=t("Der var plads til for få elever.", "There was room for too few pupils."),
        ),
    ),
    "en-indgang": InitiativeSpec(
        PROJECT,
        t("Én indgang", "One way in"),
        t(
            "Virksomheder får én sagsbehandler, også når der skal bygges.",
            "Companies have one case officer, also when they are to build.",
        ),
        ("politik-og-strategi", "klima-og-miljoe"),
        ("a5",),
        date(2023, 9, 4),
        date(2025, 8, 29),
    ),
    "varmeplanen": InitiativeSpec(
        PROJECT,
        t("Varmeplanen", "The heating plan"),
        t("4.000 gasfyr skiftes ud med fjernvarme.", "4,000 gas boilers give way to district heating."),
        ("klima-og-miljoe", "oekonomi-og-indkoeb"),
        ("g1",),
        date(2022, 11, 14),
        date(2028, 12, 29),
    ),
    "affaldsagenter": InitiativeSpec(
        PROJECT,
        t("Affaldsagenter", "Waste agents"),
        t("Skoleelever viser familien, hvordan der sorteres.", "Pupils show their families how to sort waste."),
        ("genbrugspladsen", "skoler"),
        ("g2",),
        date(2023, 8, 28),
        date(2025, 6, 27),
    ),
    "landsbyhusene": InitiativeSpec(
        PROJECT,
        t("Landsbyhusene", "The village houses"),
        t(
            "Landsbyer får hjælp til at gøre et tomt hus til et mødested.",
            "Villages are helped to turn an empty house into a meeting place.",
        ),
        ("kultur-og-fritid", "klima-og-miljoe"),
        ("g3",),
        date(2022, 10, 10),
        date(2026, 12, 31),
    ),
    "laan-en-ladcykel": InitiativeSpec(
        EXPERIMENT,
        t("Lån en ladcykel", "Borrow a cargo bike"),
        t("Familier låner en ladcykel i en måned.", "Families borrow a cargo bike for a month."),
        ("klima-og-miljoe",),
        ("g4",),
        date(2025, 2, 3),
        date(2025, 5, 13),
        hypothesis=t(
            "Den, der har prøvet en hverdag på ladcykel, lader bilen stå.",
            "Those who have tried everyday life on a cargo bike leave the car.",
        ),
    ),
    "vilde-vejkanter": InitiativeSpec(
        PROJECT,
        t("Vilde vejkanter", "Wild verges"),
        t("Vejkanter slås kun én gang om året.", "Verges are mown only once a year."),
        ("klima-og-miljoe", "materielgaarden", "naturskolen"),
        ("g5",),
        date(2023, 4, 17),
    ),
    "digital-assistent": InitiativeSpec(
        PROJECT,
        t("Digital assistent", "Digital assistant"),
        t("En chat svarer på spørgsmål døgnet rundt.", "A chat answers questions round the clock."),
        ("personale-og-digitalisering",),
        (),
        date(2024, 11, 4),
        date(2025, 10, 31),
    ),
}


def initiatives() -> tuple[Initiative, ...]:
    """Every initiative, those of the term before first."""
    return tuple(
        Initiative(
            key=key,
            term=spec.term,
            name=spec.name,
            kind=spec.kind,
            what=spec.what,
            owner=spec.units[0],
            contributors=spec.units[1:],
            goals=spec.goals,
            hypothesis=spec.hypothesis,
            effect_after_days=spec.effect_after_days,
            start=spec.start,
            end=spec.end,
            ending=spec.ending,
        )
        for key, spec in INITIATIVES.items()
    )
