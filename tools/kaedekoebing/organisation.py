"""The council, nine committees, six directorates with their centres and institutions, and 380 leaders.

A leader is named by the post, without a person: "Leder, Børnehuset Mølleåen".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from kobling.records.base import Text
from kobling.records.municipality import Body, BodyKind, Decision, Leader, Term, Unit, UnitKind
from tools.kaedekoebing.texts import t

LEADER_COUNT = 380
COUNCIL = "byraadet"
COMMITTEE_ENDED = Decision(body=COUNCIL, date=date(2021, 10, 27), item="sag nr. 16")
"""The decision that ended a committee."""

TERMS = (
    Term(key="2018-2021", start=date(2018, 1, 1), end=date(2021, 12, 31)),
    Term(key="2022-2025", start=date(2022, 1, 1), end=date(2025, 12, 31)),
)

COMMITTEES = {
    "oekonomi": t("Økonomiudvalget", "Finance Committee"),
    "boern": t("Børne- og Skoleudvalget", "Children and Schools Committee"),
    "unge": t("Ungdoms- og Uddannelsesudvalget", "Youth and Education Committee"),
    "job": t("Beskæftigelsesudvalget", "Employment Committee"),
    "social": t("Socialudvalget", "Social Affairs Committee"),
    "sundhed": t("Sundheds- og Forebyggelsesudvalget", "Health and Prevention Committee"),
    "aeldre": t("Ældreudvalget", "Senior Citizens Committee"),
    "kultur": t("Kultur- og Fritidsudvalget", "Culture and Leisure Committee"),
    "klima": t("Klima- og Teknikudvalget", "Climate and Technical Committee"),
}


@dataclass(frozen=True, slots=True)
class Directorate:
    """A directorate: the committees it serves, its centres, and the institutions of each centre."""

    name: Text
    director: Text
    serves: tuple[str, ...]
    centres: dict[str, Text]
    institutions: dict[str, tuple[str, ...]]


DIRECTORATES = {
    "stab": Directorate(
        t("Kommunaldirektørens område", "Chief Executive's Directorate"),
        t("Kommunaldirektør", "Chief executive"),
        ("oekonomi",),
        {
            "politik-og-strategi": t("Politik og Strategi", "Politics and Strategy"),
            "oekonomi-og-indkoeb": t("Økonomi og Indkøb", "Finance and Procurement"),
            "personale-og-digitalisering": t("Personale og Digitalisering", "Staff and Digitalisation"),
        },
        {},
    ),
    "boern-og-laering": Directorate(
        t("Børn og Læring", "Children and Learning"),
        t("Direktør, Børn og Læring", "Director, Children and Learning"),
        ("boern", "unge"),
        {
            "dagtilbud": t("Dagtilbud", "Day Care"),
            "skoler": t("Skoler", "Schools"),
            "boern-og-familier": t("Børn og Familier", "Children and Families"),
        },
        {
            "dagtilbud": (
                "Børnehuset Mølleåen",
                "Børnehuset Solsikken",
                "Børnehuset Havnen",
                "Børnehuset Skovbrynet",
                "Børnehuset Kløvermarken",
                "Børnehuset Stjernen",
                "Børnehuset Bakken",
                "Børnehuset Vandværket",
                "Børnehuset Rønnen",
                "Børnehuset Stationen",
            ),
            "skoler": (
                "Broskolen",
                "Kystskolen",
                "Midtbyskolen",
                "Skovvejens Skole",
                "Nordmarkskolen",
                "Engdalskolen",
                "Fjordskolen",
                "Smedeskolen",
                "Naturskolen",
            ),
            "boern-og-familier": ("Ungdomsskolen",),
        },
    ),
    "job-og-uddannelse": Directorate(
        t("Job og Uddannelse", "Jobs and Education"),
        t("Direktør, Job og Uddannelse", "Director, Jobs and Education"),
        ("job",),
        {
            "jobcenter": t("Jobcenter Kædekøbing", "Kædekøbing Job Centre"),
            "ungdom-og-vejledning": t("Ungdom og Vejledning", "Youth and Guidance"),
        },
        {"jobcenter": ("Jobhuset",), "ungdom-og-vejledning": ("Ungevejen",)},
    ),
    "social-og-sundhed": Directorate(
        t("Social og Sundhed", "Social Affairs and Health"),
        t("Direktør, Social og Sundhed", "Director, Social Affairs and Health"),
        ("social", "sundhed"),
        {
            "sundhedsfremme": t("Sundhedsfremme", "Health Promotion"),
            "social-og-handicap": t("Social og Handicap", "Social Affairs and Disability"),
        },
        {
            "sundhedsfremme": ("Sundhedshuset", "Genoptræningen"),
            "social-og-handicap": ("Bostedet Havnevej", "Bostedet Kildegården", "Familiehuset"),
        },
    ),
    "aeldre-og-omsorg": Directorate(
        t("Ældre og Omsorg", "Senior Citizens and Care"),
        t("Direktør, Ældre og Omsorg", "Director, Senior Citizens and Care"),
        ("aeldre",),
        {
            "plejecentre": t("Plejecentre", "Care Homes"),
            "hjemmepleje": t("Hjemmepleje og Sygepleje", "Home Care and Nursing"),
        },
        {
            "plejecentre": (
                "Plejecentret Åhaven",
                "Plejecentret Lindegården",
                "Plejecentret Fyrtårnet",
                "Plejecentret Vestervang",
                "Plejecentret Egely",
            ),
            "hjemmepleje": ("Hjemmeplejen Nord", "Hjemmeplejen Syd"),
        },
    ),
    "by-kultur-og-klima": Directorate(
        t("By, Kultur og Klima", "Town, Culture and Climate"),
        t("Direktør, By, Kultur og Klima", "Director, Town, Culture and Climate"),
        ("kultur", "klima"),
        {
            "kultur-og-fritid": t("Kultur og Fritid", "Culture and Leisure"),
            "klima-og-miljoe": t("Klima og Miljø", "Climate and Environment"),
        },
        {
            "kultur-og-fritid": ("Biblioteket", "Musikskolen", "Kulturværftet", "Svømmehallen"),
            "klima-og-miljoe": ("Materielgården", "Genbrugspladsen"),
        },
    ),
}

TEAMS = {
    "dagtilbud": (
        ("Vuggestuen", "the nursery"),
        ("Børnehaven", "the kindergarten"),
        ("Naturgruppen", "the outdoor group"),
        ("Køkkenet", "the kitchen"),
        ("Sprogstuen", "the language room"),
        ("Storebørnsgruppen", "the oldest children's group"),
        ("Legepladsen", "the playground"),
        ("Natur og teknik", "nature and technology"),
    ),
    "skoler": (
        ("Indskolingen", "years 0-3"),
        ("Mellemtrinnet", "years 4-6"),
        ("Udskolingen", "years 7-9"),
        ("Fritidsordningen", "after-school care"),
        ("Ressourcecentret", "the resource centre"),
        ("Læringscentret", "the learning centre"),
        ("Teknisk service", "technical services"),
        ("Administrationen", "administration"),
    ),
    "plejecentre": (
        ("Dagvagten, 1. sal", "day shift, first floor"),
        ("Dagvagten, stuen", "day shift, ground floor"),
        ("Aftenvagten", "evening shift"),
        ("Nattevagten", "night shift"),
        ("Køkkenet", "the kitchen"),
        ("Aktivitetshuset", "the activity centre"),
        ("Demensafsnittet", "the dementia ward"),
        ("Teknisk service", "technical services"),
    ),
    "": (
        ("Visitationen", "referral"),
        ("Rådgivningen", "advice"),
        ("Udvikling", "development"),
        ("Drift", "operations"),
        ("Administrationen", "administration"),
        ("Borgerkontakten", "contact with citizens"),
        ("Projekter", "projects"),
        ("Tilsyn", "supervision"),
    ),
}
"""Teams by centre, in Danish and English; under the empty key those of every other unit."""


def key_of(name: str) -> str:
    """Return the key of an institution, from its Danish name."""
    plain = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return plain.replace(".", "").replace(",", "").replace(" ", "-")


def bodies() -> Iterator[Body]:
    """Yield the council and its committees."""
    yield Body(key=COUNCIL, name=t("Byrådet", "Kædekøbing Town Council"), kind=BodyKind.COUNCIL)
    for key, name in COMMITTEES.items():
        kind = BodyKind.ECONOMICS_COMMITTEE if key == "oekonomi" else BodyKind.STANDING_COMMITTEE
        yield Body(key=key, name=name, kind=kind, valid_from=TERMS[0].start)
    yield Body(
        key="landdistrikter",
        name=t("Landdistriktsudvalget", "Rural Districts Committee"),
        kind=BodyKind.STANDING_COMMITTEE,
        ended_by=COMMITTEE_ENDED,
        valid_from=TERMS[0].start,
        valid_to=TERMS[0].end,
    )


def units() -> Iterator[Unit]:
    """Yield every directorate, then its centres, each with its institutions."""
    for key, directorate in DIRECTORATES.items():
        yield Unit(key=key, name=directorate.name, kind=UnitKind.DIRECTORATE, serves=directorate.serves)
        for centre, name in directorate.centres.items():
            yield Unit(key=centre, name=name, kind=UnitKind.CENTRE, parent=key)
            for house in directorate.institutions.get(centre, ()):
                named = t(house, house)
                yield Unit(key=key_of(house), name=named, kind=UnitKind.INSTITUTION, parent=centre)


def leaders(rng: Random) -> tuple[Leader, ...]:
    """Return the chief executive, directors, heads of centres and institutions, and team leaders up to 380 in all."""
    above = [_post(unit) for unit in units()]
    teams = [leader for unit in units() for leader in _teams(unit)]
    chosen = set(rng.sample(range(len(teams)), LEADER_COUNT - len(above)))
    return (*above, *(leader for index, leader in enumerate(teams) if index in chosen))


def _post(unit: Unit) -> Leader:
    key = f"leder-{unit.key}"
    match unit.kind:
        case UnitKind.DIRECTORATE:
            level = 1 if unit.key == "stab" else 2
            return Leader(key=key, title=DIRECTORATES[unit.key].director, level=level, unit=unit.key)
        case UnitKind.CENTRE:
            title = t(f"Centerchef, {unit.name.da}", f"Head of centre, {unit.name.en}")
            return Leader(key=key, title=title, level=3, unit=unit.key)
        case UnitKind.INSTITUTION:
            title = t(f"Leder, {unit.name.da}", f"Head, {unit.name.en}")
            return Leader(key=key, title=title, level=4, unit=unit.key)


def _teams(unit: Unit) -> Iterator[Leader]:
    if unit.kind is UnitKind.DIRECTORATE:
        return
    for number, (danish, english) in enumerate(TEAMS.get(unit.parent or "", TEAMS[""]), start=1):
        title = t(f"Teamleder, {unit.name.da}: {danish}", f"Team leader, {unit.name.en}: {english}")
        yield Leader(key=f"team-{unit.key}-{number}", title=title, level=5, unit=unit.key)
