"""Municipalities that could be: whole, consistent, and as awkward to keep as real ones.

`facts()` draws a municipality whose every reference leads somewhere, with texts that look like something else to YAML,
CSV or a database, all kinds of target, goals under several themes, revised measurements and changed wordings.
"""

import functools
from datetime import UTC, date, datetime, timedelta
from typing import get_type_hints

from hypothesis import strategies as st

from kobling.core.basis import Basis
from kobling.core.chain import EndingKind
from kobling.core.characters import INVISIBLE_CHARACTER, normalize
from kobling.core.errors import MAX_VALUE
from kobling.core.periods import Period
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit as Measure
from kobling.records.agreements import Agreement, AgreementGoal, Commitment
from kobling.records.base import Slugs, Text, Words
from kobling.records.budget import AMOUNTS, DIMENSIONS, MAX_KRONER, Budget, BudgetLine, Remainder, Sum, Track
from kobling.records.chain import Goal, Judgement, Story, Target, Theme, Vision, Wording
from kobling.records.council import JointMeeting, Policy, Priority, Replacement, TakenDecision
from kobling.records.drawings import Drawing, Outcome, Refusal
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import (
    Cadence,
    DifferenceToArea,
    Draw,
    FigureContact,
    IndexAgainst,
    Indicator,
    Measurement,
    PartsThatGrew,
    PerInhabitant,
    ShareOf,
    Uncertainty,
    YearlyGrowth,
)
from kobling.records.indicators import base_indicators as of_derivation
from kobling.records.initiatives import Ending, FollowUp, Initiative, InitiativeKind
from kobling.records.municipality import (
    RESERVED_SLUGS,
    Area,
    Beside,
    Body,
    BodyKind,
    Contact,
    Decision,
    Group,
    Leader,
    Municipality,
    Note,
    Publish,
    PublishedChain,
    Source,
    Term,
    Unit,
    UnitKind,
)
from kobling.records.rights import Role
from kobling.records.year_wheel import Step, StepTopic
from kobling.rooms.indicators.validation import derived_unit

AWKWARD = (
    "Børn, unge & ældre: få det godt",
    "no",
    "on",
    "Yes",
    "null",
    "~",
    "true",
    "1e3",
    "0791",
    "0x1F",
    "1_000",
    "12:30:45",
    "2019-01-01",
    ".inf",
    "-",
    "- et punkt",
    "? spørgsmål",
    "# ingen kommentar",
    "sag #36",
    'hun sagde "ja"',
    '"',
    "'",
    "it's",
    "a: b",
    "a:",
    ": a",
    "{value}",
    "[a, b]",
    "*alias",
    "&anker",
    "!!python/object",
    "%YAML",
    "@hej",
    "`kode`",
    "<<",
    "---",
    "---\ntitle: nej\n---\n\ntekst",
    "=1+1",
    "+45 87 87 87 87",
    "1.234,5",
    "1,5;2,5",
    "..",
    "C:\\temp\\ny",
    "første linje\nanden linje",
    "afsnit\n\n\n  indrykket\n- punkt",
    "mellemrum til sidst \nnæste",
    "tab\ther",
    "to  mellemrum",
    "hårdt\u00a0mellemrum",
    "emoji 👩‍🌾 og ❤️",
    "<script>alert(1)</script>",
    "Vi ønsker vækst i alle lokalsamfund, og derfor vil vi samarbejde om: boliger, skoler og veje - " * 3 + "# her",
    "x" * 300,
)
TERMS = ("2018-2021", "2022-2025")

_CHARACTERS = st.characters(
    codec="utf-8",
    categories=("L", "M", "N", "P", "S", "Z"),
    include_characters="\n\t",
    exclude_characters="\u2028\u2029",
)


PUBLISH = st.builds(
    Publish,
    chain=st.sampled_from(PublishedChain),
    priorities=st.booleans(),
    ranks=st.booleans(),
    joint_meetings=st.booleans(),
    decisions=st.booleans(),
    endings=st.booleans(),
    budgets=st.booleans(),
    agreements=st.booleans(),
)
PROSE = st.sampled_from(AWKWARD) | st.text(_CHARACTERS, min_size=1, max_size=40).map(str.strip).map(normalize).filter(
    lambda text: text and not INVISIBLE_CHARACTER.search(text)
)
"""Words of any length, on any number of lines, without space round them and without what cannot be seen."""
WORDS = st.builds(Text, da=PROSE, en=st.none() | PROSE)
MAYBE_WORDS = st.none() | WORDS
SOME_WORDS = st.lists(WORDS, max_size=2).map(tuple)
LINE = PROSE.filter(lambda text: not {"\n", "\t"} & set(text))
MAYBE_LINE = st.none() | LINE
# A text of few characters is one choice to Hypothesis, and a regular expression as many as it has characters.
_DIGITS, _LETTERS_AND_DIGITS = "0123456789", "0123456789abcdefghijklmnopqrstuvwxyz"
KEY = st.sampled_from(("no", "on", "null", "true", "y", "1e3", "007", "2019", "a-", "0_0", "k" * 63)) | st.text(
    f"{_LETTERS_AND_DIGITS}_-", min_size=1, max_size=9
).filter(lambda key: key[0] not in "_-")
"""Keys, among them those that YAML takes for something else."""
SLUG = st.lists(st.text(_LETTERS_AND_DIGITS, min_size=1, max_size=5), min_size=1, max_size=3).map("-".join)
MUNICIPALITY_SLUG = SLUG.filter(lambda slug: slug not in RESERVED_SLUGS)
URL = st.sampled_from(
    ("https://example.dk/a?b=c&d=%20#e", "http://æøå.dk/", "https://example.dk/:%20'(x)", "https://x.dk/" + "y" * 200)
)
MAYBE_URL = st.none() | URL
DAY = st.dates(date(2017, 1, 1), date(2026, 1, 1)) | st.dates()
MAYBE_FIGURE_CONTACT = st.none() | st.builds(
    FigureContact, function=WORDS, email=st.sampled_from(("post@example.dk", "a_b%c+d.e-1@x.æøå.dk", "no@0.1"))
)
CONTACT = st.builds(Contact, office=WORDS, email=MAYBE_LINE, phone=MAYBE_LINE, url=MAYBE_URL)
MAYBE_CONTACT = st.none() | CONTACT
UNIT = st.sampled_from((*Measure, *[Measure.PERCENT] * 4, *[Measure.PARTS] * 2))
"""Every unit, and more often those that can be sampled or counted in parts."""
SEASON = st.sampled_from((None, "Q1", "H2", "01", "12"))
MAYBE_DAY = st.none() | DAY
MEETINGS = st.lists(DAY, max_size=2)
MAYBE_DELAY = st.none() | st.integers(0, 36_525)
CODE = st.text(_DIGITS, min_size=3, max_size=3)
TRUTH = st.booleans()
ANSWERED = st.integers(1, 2_147_483_647)
MAYBE_ANSWERED = st.none() | ANSWERED

_YEAR = st.integers(1900, 2100).map(str)
PERIOD = st.one_of(
    _YEAR,
    st.builds("{}-H{}".format, _YEAR, st.integers(1, 2)),
    st.builds("{}-Q{}".format, _YEAR, st.integers(1, 4)),
    st.builds("{}-{:02}".format, _YEAR, st.integers(1, 12)),
    st.builds("{}-{:02}-28".format, _YEAR, st.integers(1, 12)),
    st.builds("{0}-01-01/{0}-12-31".format, _YEAR),
    st.sampled_from(("1000", "9999")),
).map(Period.parse)
"""Periods of every kind."""


@functools.cache
def numbers(low=-MAX_VALUE, high=MAX_VALUE):
    """Figures up to the largest there may be, and down to the smallest that a float can hold."""
    extreme = [one for one in (0.0, -0.0, 5e-324, 0.1 + 0.2, 1e15, -1e15, 1e-7, 59.0, 123456.789) if low <= one <= high]
    return st.sampled_from(extreme) | st.floats(low, high) if extreme else st.floats(low, high)


@functools.cache
def _place(count):
    return st.integers(0, count - 1)


@functools.cache
def _unique(strategy, at_least, at_most):
    return st.lists(strategy, min_size=at_least, max_size=at_most, unique=True)


class _Drawing:
    """One municipality while it is drawn: what can already be pointed at."""

    def __init__(self, draw, most):
        self.draw = draw
        self.most = most
        self.keys = {}
        self.counted = set()

    def of(self, values):
        """Draw one of values that differ from one municipality to the next.

        What is drawn is a place among them. A strategy of its own takes longer to make and to check than to draw from.
        """
        known = tuple(values)
        return known[self.draw(_place(len(known)))]

    def new(self, kind, at_least, at_most):
        """Draw keys that a kind of record does not have yet."""
        taken = self.keys.get(kind, ())
        drawn = self.draw(_unique(KEY, at_least, max(at_least, min(at_most, self.most))))
        fresh = [key for key in drawn if key not in taken]
        self.keys[kind] = (*taken, *fresh)
        return fresh

    def some(self, kind, *, at_least=0):
        """Draw some of the keys of a kind."""
        known = self.keys.get(kind, ())
        count = self.draw(st.integers(at_least, 3)) if known else 0
        return tuple(dict.fromkeys(self.of(known) for _ in range(count)))

    def one(self, kind):
        """Draw a key of a kind, or none."""
        return self.of((None, *self.keys.get(kind, ())))

    def texts(self, kind):
        """Draw each text that a record of a kind may have, marked or not."""
        hints = get_type_hints(kind, include_extras=True)
        types = {name: (hints[name], getattr(hints[name], "__origin__", None)) for name in kind.model_fields}
        return {name: self.draw(MAYBE_WORDS) for name, either in types.items() if Words | None in either}

    def sources(self):
        return {"sources": self.some(Source)}

    def span(self, first="valid_from", last="valid_to"):
        """Draw from when to when, each perhaps unknown."""
        start, end = sorted((self.draw(DAY), self.draw(DAY)))
        return {first: start if self.draw(TRUTH) else None, last: end if self.draw(TRUTH) else None}

    def decision(self):
        body = self.one(Body)
        if body is None:
            return None
        draw = self.draw
        return Decision(body=body, date=draw(DAY), item=draw(MAYBE_LINE), case=draw(MAYBE_LINE), url=draw(MAYBE_URL))


@st.composite
def facts(draw, most=9):
    """Draw a municipality, with at most so many facts of most kinds: two of up to three seldom fit into one example."""
    with_ = _Drawing(draw, most)
    sources = [
        Source(key=key, title=draw(WORDS), url=draw(MAYBE_URL), date=draw(MAYBE_LINE), note=draw(MAYBE_WORDS))
        for key in with_.new(Source, 0, 3)
    ]
    terms = [
        Term(key=key, start=date(int(key[:4]), 1, 1), end=date(int(key[5:]), 12, 31))
        for key in with_.of((TERMS[:1], TERMS))
    ]
    with_.keys[Term] = tuple(term.key for term in terms)
    bodies = _bodies(with_)
    units = _units(with_)
    leaders = _leaders(with_)
    visions = [_vision(with_, key) for key in with_.new(Vision, 0, 2)]
    themes = _themes(with_)
    indicators = _indicators(with_)
    drawn = with_.new(Drawing, 0, 3)
    measurements = [one for indicator in indicators if indicator.derived is None for one in _series(with_, indicator)]
    indicators = _with_what_was_measured(with_, indicators, measurements)
    goals = _goals(with_, indicators, measurements)
    initiatives = [_initiative(with_, key) for key in with_.new(Initiative, 0, 2)]
    policies = _policies(with_)
    tracks = [_track(with_, key) for key in with_.new(Track, 0, 3)]
    budgets = [_budget(with_, key) for key in with_.new(Budget, 0, 2)]
    return MunicipalityFacts(
        municipality=_municipality(with_),
        terms=terms,
        bodies=bodies,
        units=units,
        leaders=leaders,
        sources=sources,
        visions=visions,
        themes=themes,
        goals=goals,
        indicators=indicators,
        measurements=measurements,
        drawings=[_drawing(with_, key) for key in drawn],
        decisions=[_taken_decision(with_, key) for key in with_.new(TakenDecision, 0, 2)],
        priorities=_priorities(with_, terms) if goals and len(bodies) > 1 else [],
        joint_meetings=_joint_meetings(with_) if goals and len(bodies) > 1 else [],
        policies=policies,
        tracks=tracks,
        budgets=budgets,
        agreements=[_agreement(with_, key) for key in with_.new(Agreement, 0, 2)] if units else [],
        commitments=_commitments(with_, leaders),
        initiatives=initiatives,
        stories=[_story(with_, key) for key in with_.new(Story, 0, 2)] if goals else [],
        steps=[_step(with_, key) for key in with_.new(Step, 0, 1)],
    )


def _beside(with_, own):
    codes = tuple(dict.fromkeys((own, *with_.draw(_unique(CODE, 0, 3)))))
    group = Group(name=with_.draw(WORDS), codes=codes[:2], **with_.sources())
    return Beside(
        country=with_.of((None, *({"999"} - {*codes}))),
        municipalities=[Area(code=code, name=with_.draw(LINE)) for code in codes],
        neighbours=codes[1:2],
        group=with_.of((None, group)),
        **with_.sources(),
    )


def _municipality(with_):
    draw = with_.draw
    code = with_.of(("791", "007", "000", "101"))
    return Municipality(
        code=code,
        slug=draw(MUNICIPALITY_SLUG),
        name=draw(WORDS),
        region=draw(MAYBE_WORDS),
        seats=with_.of((None, 1, 31, 200)),
        host=with_.of((None, "barometer.example.dk")),
        confidence=with_.of((0.95, 0.9, 0.99, 0.9999)),
        notice=draw(MAYBE_WORDS),
        about=draw(MAYBE_WORDS),
        contact=draw(MAYBE_CONTACT),
        beside=_beside(with_, code) if draw(TRUTH) else None,
        notes=[Note(title=draw(WORDS), text=draw(WORDS), **with_.sources()) for _ in range(draw(st.integers(0, 2)))],
        publish=draw(PUBLISH),
        synonyms=with_.of(((), ("kunst, maleri, skulptur",), ("SSP,ungerådgivning", "æble , Åse"))),
        approve_alone=draw(st.booleans()),
        least_silo_index=with_.of((0.15, 0.0, 0.4, 1.0)),
        publish_decouplings=draw(st.booleans()),
    )


def _bodies(with_):
    committees = [kind for kind in BodyKind if kind is not BodyKind.COUNCIL]
    return [
        Body(
            key=key,
            name=with_.draw(WORDS),
            kind=with_.of(committees) if number else BodyKind.COUNCIL,
            note=with_.draw(MAYBE_WORDS),
            ended_by=with_.decision(),
            **with_.span(),
            **with_.sources(),
        )
        for number, key in enumerate(with_.new(Body, 1, 3))
    ]


def _units(with_):
    fresh = with_.new(Unit, 0, 3)
    return [
        Unit(
            key=key,
            name=with_.draw(WORDS),
            kind=with_.of(UnitKind),
            parent=with_.of((None, *fresh[:number])) if number else None,
            serves=with_.some(Body),
            note=with_.draw(MAYBE_WORDS),
            **with_.span(),
            **with_.sources(),
        )
        for number, key in enumerate(fresh)
    ]


def _vision(with_, key):
    return Vision(
        key=key,
        term=with_.of(with_.keys[Term]),
        name=with_.draw(WORDS),
        **with_.texts(Vision),
        decision=with_.decision(),
        **with_.span(),
        **with_.sources(),
    )


def _addresses(with_, count, *, former=0):
    """Draw addresses for `count` pages, and former ones, none of them twice in a language."""
    needed = count * (1 + former)
    danish, english = (with_.draw(_unique(SLUG, needed, needed)) for _language in range(2))
    old = [slug for slug in danish[count:] if slug not in english[:count]]
    return [
        (Slugs(da=danish[number], en=english[number]), tuple(old[number * former : (number + 1) * former]))
        for number in range(count)
    ]


def _themes(with_):
    fresh = with_.new(Theme, with_.of((1, 2, 3)), 3)
    return [
        Theme(
            key=key,
            term=with_.of(with_.keys[Term]),
            slug=slug,
            name=with_.draw(WORDS),
            **with_.texts(Theme),
            cross_cutting=with_.draw(TRUTH),
            decision=with_.decision(),
            ended_by=with_.decision(),
            **with_.span(),
            **with_.sources(),
        )
        for key, (slug, _former) in zip(fresh, _addresses(with_, len(fresh)), strict=True)
    ]


def _indicators(with_):
    measured = [_indicator(with_, key, with_.draw(UNIT), derived=None) for key in with_.new(Indicator, 1, 4)]
    derived = []
    for key in with_.new(Indicator, 0, 2):
        derivation = _derivation(with_, [indicator.key for indicator in measured])
        if not isinstance(derivation, DifferenceToArea):
            with_.counted |= set(of_derivation(derivation).values())
        unit = derived_unit(derivation, {one.key: one for one in measured})
        derived.append(_indicator(with_, key, unit, derived=derivation))
    return measured + derived


METHODS = ("yearly_growth_percent", "parts_that_grew", "share_percent", "per_inhabitant", "difference_to_area", "index")


def _derivation(with_, bases):
    of = with_.of(bases)
    match with_.of(METHODS):
        case "yearly_growth_percent" as method:
            return YearlyGrowth(method=method, of=of, season=with_.draw(SEASON))
        case "parts_that_grew" as method:
            return PartsThatGrew(method=method, of=of, at_least=with_.draw(numbers(low=0)))
        case "share_percent" as method:
            return ShareOf(method=method, of=of, out_of=with_.of(bases))
        case "per_inhabitant" as method:
            per = with_.of((1, 1000, 100_000))
            return PerInhabitant(method=method, of=of, inhabitants=with_.of(bases), per=per)
        case "difference_to_area" as method:
            return DifferenceToArea(method=method, of=of, area=with_.draw(LINE))
    return IndexAgainst(method="index", of=of, base=with_.draw(PERIOD))


def _with_what_was_measured(with_, indicators, measurements):
    """Let differences and indices be to an area and a period that the figures have, or not be."""
    found = [
        one.model_copy(update={"derived": _measured(with_, one.derived, measurements)}) if one.derived else one
        for one in indicators
    ]
    kept = [one for one in found if one.derived is None or getattr(one.derived, "area", "") is not None]
    with_.keys[Indicator] = tuple(one.key for one in kept)
    return kept


def _measured(with_, derived, measurements):
    series = [one for one in measurements if one.indicator == derived.of]
    areas = sorted({one.area for one in series if one.area is not None})
    periods = sorted({one.period for one in series if one.area is None and one.part is None})
    if isinstance(derived, DifferenceToArea) and series:
        return derived.model_copy(update={"area": with_.of(areas) if areas else None})
    if isinstance(derived, IndexAgainst) and periods:
        return derived.model_copy(update={"base": with_.of(periods)})
    return derived


SIGN = LINE.filter(lambda text: len(text) <= 100)
SELECT = st.dictionaries(SIGN, st.lists(SIGN, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
MOMENT = st.builds(datetime.combine, DAY, st.times(), st.just(UTC)).filter(lambda moment: moment.year > 1)
REQUEST_IDS = st.lists(LINE, max_size=2).map(tuple)
MAYBE_MOMENT = st.none() | MOMENT
SHA256S = st.lists(st.text(f"{_DIGITS}abcdef", min_size=64, max_size=64), max_size=2).map(tuple)
REFUSAL = st.builds(
    Refusal, code=KEY, cell=st.just("") | PROSE, facts=st.dictionaries(SIGN, st.just("") | PROSE, max_size=2)
)


def _draw_of(with_, unit, derived):
    """Draw what an indicator is drawn from, if it can be drawn."""
    if derived is not None or unit is Measure.PARTS or not with_.draw(TRUTH):
        return None
    draw, select = with_.draw, with_.draw(SELECT)
    time, *rest = draw(st.permutations(sorted(select)))
    return Draw(
        register_name=draw(SIGN),
        table=draw(SIGN),
        select=select,
        time=time,
        area=rest[0] if rest and draw(TRUTH) else None,
        part=rest[1] if len(rest) > 1 and draw(TRUTH) else None,
        scale=draw(numbers(low=1e-9)),
    )


def _drawing(with_, key):
    draw = with_.draw
    outcome = with_.of(Outcome)
    return Drawing(
        key=key,
        indicator=with_.of(with_.keys[Indicator]),
        register_name=draw(SIGN),
        register_title=draw(LINE),
        table=draw(SIGN),
        query=draw(PROSE),
        day=draw(DAY),
        at=draw(MOMENT),
        updated=draw(MAYBE_MOMENT),
        request_ids=draw(REQUEST_IDS),
        sha256s=draw(SHA256S),
        active=with_.of((None, False, True)),
        outcome=outcome,
        refusal=draw(REFUSAL) if outcome is Outcome.REFUSED else None,
        by=draw(LINE),
    )


_OUTSIDE = PROSE.map(lambda text: text.replace("{", "(").replace("}", ")"))
SENTENCE = st.builds("{} {{value}} {}".format, _OUTSIDE, _OUTSIDE) | st.sampled_from(
    ("{value} er medlem: ja", "{value} {period}")
)


MAYBE_SENTENCE = st.none() | st.builds(Text, da=SENTENCE, en=st.none() | SENTENCE)


def _sentences(draw):
    """Draw the sentences of an indicator: none, one for every figure, or one more for figures below zero."""
    sentence, negative = draw(MAYBE_SENTENCE), draw(MAYBE_SENTENCE)
    return {"sentence": sentence, "sentence_negative": negative if sentence else None}


def _indicator(with_, key, unit, *, derived):
    draw = with_.draw
    return Indicator(
        key=key,
        name=draw(WORDS),
        what=draw(WORDS),
        why=draw(MAYBE_WORDS),
        how=draw(WORDS),
        **_sentences(draw),
        unit=unit,
        parts=draw(WORDS) if unit is Measure.PARTS else None,
        decimals=draw(st.integers(0, 4)),
        direction=with_.of((None, *Direction)),
        collected_by=with_.of(("survey", "register")),
        basis=with_.of((None, *Basis)),
        source=draw(WORDS),
        table=draw(MAYBE_LINE),
        url=draw(MAYBE_URL),
        licence=draw(MAYBE_LINE),
        cadence=with_.of(Cadence),
        grace_days=draw(st.integers(0, 3660)),
        next_publication=draw(MAYBE_DAY),
        owner=draw(MAYBE_WORDS),
        contact=draw(MAYBE_FIGURE_CONTACT),
        derived=derived,
        draw=_draw_of(with_, unit, derived),
        notes=draw(SOME_WORDS),
        **with_.span("reviewed", "next_review"),
        **with_.sources(),
    )


def _figure(place):
    """What makes it the same figure: two codes may name the same days."""
    area, part, period = place
    return area, part, period.start, period.end


_WHERE = st.sampled_from((None, None, "000", "Hald Ege")) | LINE
FIGURES = st.lists(st.tuples(_WHERE, _WHERE, PERIOD), max_size=4, unique_by=_figure)


def _series(with_, indicator):
    """Draw an indicator's measurements: areas, parts, and the same figure drawn again later."""
    for area, part, period in with_.draw(FIGURES):
        drawn = with_.draw(st.dates(min_value=period.start))
        yield _measurement(with_, indicator, area, part, period, drawn)
        if drawn < date.max and with_.draw(TRUTH):
            yield _measurement(with_, indicator, area, part, period, drawn + timedelta(days=1))


def _measurement(with_, indicator, area, part, period, drawn):
    of = with_.draw(ANSWERED) if indicator.unit is Measure.PARTS else None
    possible = [
        uncertainty
        for uncertainty in Uncertainty
        if uncertainty is not Uncertainty.SIMPLE_RANDOM_SAMPLE or indicator.unit is Measure.PERCENT
    ]
    uncertainty = with_.of(possible)
    low, high = (0, of) if of else (0, 100) if indicator.unit is Measure.PERCENT else (-MAX_VALUE, MAX_VALUE)
    # Others are derived from it, so it is a count.
    value = (
        float(with_.draw(st.integers(0, of or 100)))
        if indicator.key in with_.counted
        else with_.draw(numbers(low, high))
    )
    known = {
        Uncertainty.FULL_COUNT: {},
        Uncertainty.SIMPLE_RANDOM_SAMPLE: {"n": ANSWERED},
        Uncertainty.STANDARD_ERROR: {"standard_error": numbers(low=0), "n": MAYBE_ANSWERED},
        Uncertainty.INTERVAL: {"low": numbers(high=value), "high": numbers(low=value), "n": MAYBE_ANSWERED},
        Uncertainty.UNKNOWN: {"n": MAYBE_ANSWERED},
    }[uncertainty]
    answers = {name: with_.draw(values) for name, values in known.items()}
    if uncertainty is not Uncertainty.FULL_COUNT:
        answers["asked"] = with_.draw(st.integers(answers["n"] or 1, 2_147_483_647)) if with_.draw(TRUTH) else None
    return Measurement(
        indicator=indicator.key,
        area=area,
        part=part,
        period=period,
        value=value,
        of=of,
        uncertainty=uncertainty,
        drawn=drawn,
        source=with_.one(Source),
        drawing=with_.one(Drawing),
        withdrawn=with_.draw(st.dates(min_value=drawn)) if with_.of((False, False, True)) else None,
        note=with_.draw(MAYBE_WORDS),
        **answers,
    )


def _goals(with_, indicators, measurements):
    fresh = with_.new(Goal, with_.of((0, 1, 2, 3)), 3)
    overall = with_.draw(TRUTH)
    return [
        _goal(with_, key, addresses, indicators, measurements, overall=overall and number == 0)
        for number, (key, addresses) in enumerate(zip(fresh, _addresses(with_, len(fresh), former=1), strict=True))
    ]


def _goal(with_, key, addresses, indicators, measurements, *, overall):
    slug, former = addresses
    target_keys = with_.draw(_unique(KEY, with_.of((0, 1, 2, 3)), 4))
    return Goal(
        key=key,
        term=with_.of(with_.keys[Term]),
        slug=slug,
        former_slugs=former,
        overall=overall,
        themes=() if overall else with_.some(Theme, at_least=1),
        short=with_.draw(WORDS),
        wordings=_wordings(with_),
        ended_by=with_.decision(),
        responsible=with_.one(Body),
        responsible_leader=with_.one(Leader),
        judge=with_.one(Body),
        judging_leader=with_.one(Leader),
        committees=with_.some(Body),
        targets=[_target(with_, one, indicators, measurements) for one in target_keys],
        context=with_.some(Indicator),
        notes=with_.draw(SOME_WORDS),
        **with_.texts(Goal),
        **with_.sources(),
    )


def _wordings(with_):
    """Draw wordings that follow one another, some of them since a day nobody knows."""
    count = with_.draw(st.integers(1, 3))
    ends = sorted(with_.draw(_unique(DAY, 2 * count, 2 * count)))
    known = [with_.draw(TRUTH) for _ in range(count)]
    return [
        Wording(
            text=with_.draw(WORDS),
            exact=with_.draw(TRUTH),
            decision=with_.decision(),
            note=with_.draw(MAYBE_WORDS),
            valid_from=ends[2 * number] if known[number] else None,
            valid_to=ends[2 * number + 1] if any(known[number + 1 :]) or with_.draw(TRUTH) else None,
            **with_.sources(),
        )
        for number in range(count)
    ]


MAYBE_DAYS = st.none() | st.integers(1, 36_525)


def _target(with_, key, indicators, measurements):
    draw = with_.draw
    kind = with_.of(Kind)
    possible = [one for one in indicators if kind is not Kind.ALL_PARTS or one.unit is Measure.PARTS]
    if kind is Kind.ALL_PARTS and not possible:
        kind = Kind.DIRECTION_ONLY
        possible = indicators
    needs_indicator = kind in {Kind.ALL_PARTS, Kind.RELATIVE_CHANGE}
    indicator = with_.of(possible if needs_indicator else (*possible, *possible, None))
    if kind is Kind.JUDGED:
        indicator = None
    base = (indicator.derived.of if indicator.derived else indicator.key) if indicator else None
    series = [one for one in measurements if one.indicator == base]
    areas = sorted({one.area for one in series if one.area})
    if kind is Kind.RELATIVE_TO_AREA and series and not areas:
        kind = Kind.THRESHOLD
    periods_ = sorted({one.period for one in series if one.area is None})
    direction = Direction.UP if kind is Kind.ALL_PARTS else with_.of(Direction)
    return Target(
        key=key,
        kind=kind,
        direction=direction,
        value=_level(with_, kind, direction),
        deadline=draw(MAYBE_DAY),
        indicator=indicator.key if indicator else None,
        area=(with_.of(areas) if areas else draw(LINE)) if kind is Kind.RELATIVE_TO_AREA else None,
        baseline=with_.of((None, *periods_)) if periods_ and not indicator.derived else None,
        minimum_change=draw(numbers(low=0)),
        max_age_days=draw(MAYBE_DAYS),
        text=draw(MAYBE_WORDS),
        decision=with_.decision(),
        wanted=draw(MAYBE_WORDS) if kind is Kind.DIRECTION_ONLY else None,
        note=draw(MAYBE_WORDS),
        judgements=_judgements(with_) if kind is Kind.JUDGED else (),
        **with_.span(),
        **with_.sources(),
    )


def _level(with_, kind, direction):
    """Draw the number a target has to reach; a relative change goes the way of its direction."""
    match kind:
        case Kind.RELATIVE_CHANGE:
            return with_.draw(numbers(low=0) if direction is Direction.UP else numbers(low=-100, high=0))
        case Kind.THRESHOLD | Kind.RECURRING | Kind.RELATIVE_TO_AREA:
            return with_.draw(numbers())
    return None


def _judgements(with_):
    draw = with_.draw
    return [
        Judgement(body=body, date=draw(DAY), verdict=draw(WORDS), reason=draw(WORDS), **with_.sources())
        for body in with_.some(Body)
    ]


def _leaders(with_):
    return [
        Leader(
            key=key,
            title=with_.draw(WORDS),
            level=with_.draw(st.integers(1, 20)),
            unit=with_.one(Unit),
            **with_.span(),
            **with_.sources(),
        )
        for key in with_.new(Leader, 0, 2)
    ]


def _taken_decision(with_, key):
    draw = with_.draw
    return TakenDecision(
        key=key,
        term=with_.of(with_.keys[Term]),
        body=with_.of(with_.keys[Body]),
        date=draw(DAY),
        item=draw(MAYBE_LINE),
        case=draw(MAYBE_LINE),
        url=draw(MAYBE_URL),
        what=draw(WORDS),
        themes=with_.some(Theme),
        goals=with_.some(Goal),
        policies=with_.some(Policy),
        initiatives=with_.some(Initiative),
        **with_.sources(),
    )


def _priorities(with_, terms):
    """Draw priorities of committees, and never the same one twice."""
    fresh = with_.new(Priority, 0, 3)
    drawn = {}
    for key in fresh:
        term = with_.of(terms)
        one = Priority(
            key=key,
            term=term.key,
            committee=with_.of(with_.keys[Body][1:]),
            goal=with_.of(with_.keys[Goal]),
            year=with_.draw(st.integers(term.start.year, term.end.year)),
            rank=with_.draw(MAYBE_ANSWERED),
            decision=with_.decision(),
            note=with_.draw(MAYBE_WORDS),
            **with_.span(),
            **with_.sources(),
        )
        drawn.setdefault((one.committee, one.goal, one.year), one)
    return list(drawn.values())


def _joint_meetings(with_):
    return [
        JointMeeting(
            key=key,
            term=with_.of(with_.keys[Term]),
            date=with_.draw(DAY),
            bodies=with_.keys[Body],
            goals=with_.some(Goal, at_least=1),
            what=with_.draw(MAYBE_WORDS),
            decision=with_.decision(),
            url=with_.draw(MAYBE_URL),
            **with_.sources(),
        )
        for key in with_.new(JointMeeting, with_.of((0, 1)), 2)
    ]


def _policies(with_):
    """Draw policies, some of them replaced by a goal or by one that was drawn before."""
    policies = []
    for key in with_.new(Policy, 0, 3):
        span = with_.span()
        goals = with_.some(Goal)
        earlier = tuple(one.key for one in policies[: with_.draw(st.integers(0, 2))])
        since = with_.draw(st.dates(span["valid_from"] or date.min))
        replaced = Replacement(date=since, goals=goals, policies=earlier, decision=with_.decision())
        policies.append(
            Policy(
                key=key,
                term=with_.of(with_.keys[Term]),
                name=with_.draw(WORDS),
                themes=with_.some(Theme),
                goals=with_.some(Goal),
                decision=with_.decision(),
                replaced_by=replaced if (goals or earlier) and with_.draw(TRUTH) else None,
                note=with_.draw(MAYBE_WORDS),
                url=with_.draw(MAYBE_URL),
                **span,
                **with_.sources(),
            )
        )
    return policies


def _track(with_, key):
    return Track(
        key=key,
        term=with_.of(with_.keys[Term]),
        name=with_.draw(WORDS),
        what=with_.draw(MAYBE_WORDS),
        goals=with_.some(Goal),
        units=with_.some(Unit),
        note=with_.draw(MAYBE_WORDS),
        **with_.span(),
        **with_.sources(),
    )


YEAR = st.sampled_from((2020, 2021)) | st.integers(1900, 2199)
MAYBE_YEAR = st.none() | YEAR
KRONER = st.sampled_from((0, 1, 125_800_000, MAX_KRONER // 10)) | st.integers(0, MAX_KRONER // 10)
MAYBE_KRONER = st.none() | KRONER


def _amounts(with_):
    """Draw amounts of which low, mid and high, where they are known, rise in that order."""
    low, mid, high, agreed, realised = (with_.draw(KRONER) for _ in AMOUNTS)
    low, mid, high = sorted((low, mid, high))
    drawn = dict(zip(AMOUNTS, (low, mid, high, agreed, realised - 10 * with_.draw(TRUTH)), strict=True))
    return {name: amount for name, amount in drawn.items() if with_.draw(TRUTH)}


def _budget(with_, key):
    """Draw a budget whose sums are what its lines and remainders add up to, and that comes before its last day."""
    lines = _lines(with_)
    remainders = [
        Remainder(
            name=with_.draw(WORDS),
            committee=with_.one(Body),
            year=with_.draw(MAYBE_YEAR),
            note=with_.draw(MAYBE_WORDS),
            **_amounts(with_),
            **with_.sources(),
        )
        for _ in range(with_.draw(st.integers(0, 2)))
    ]
    year, span = with_.draw(YEAR), with_.span()
    last = span["valid_to"] or date(year, 12, 31)
    adopted, decision = with_.draw(MAYBE_DAY), with_.decision()
    if span["valid_from"] and span["valid_from"] > last:
        span["valid_from"] = last
    return Budget(
        key=key,
        term=with_.of(with_.keys[Term]),
        name=with_.draw(WORDS),
        year=year,
        price_level=with_.draw(MAYBE_YEAR),
        adopted=min(adopted, last) if adopted else None,
        decision=decision.model_copy(update={"date": min(decision.date, last)}) if decision else None,
        lines=lines,
        sums=[_sum(with_, lines, remainders) for _ in range(with_.draw(st.integers(0, 3)))],
        remainders=remainders,
        note=with_.draw(MAYBE_WORDS),
        **span,
        **with_.sources(),
    )


def _lines(with_):
    """Draw lines, never two of the same track, committee, unit and year."""
    places = {}
    for _ in range(with_.draw(st.integers(0, 4)) if with_.keys.get(Track) else 0):
        track = with_.of(with_.keys[Track])
        place = (track, with_.one(Body), with_.one(Unit), with_.draw(YEAR))
        line = dict(zip(DIMENSIONS, place, strict=True))
        places[place] = BudgetLine(**line, note=with_.draw(MAYBE_WORDS), **_amounts(with_), **with_.sources())
    return list(places.values())


def _sum(with_, lines, remainders):
    """Draw a sum in some direction, and state it as it is; of the expected amounts at most one."""
    like = with_.of((None, *lines, *remainders))
    named = {name: getattr(like, name) for name in DIMENSIONS if like is not None and with_.draw(TRUTH)}
    parts = [one for one in (*lines, *remainders) if all(getattr(one, name) == here for name, here in named.items())]
    # None of a sum means every one, not those that say nothing.
    if None in named.values():
        named, parts = {}, [*lines, *remainders]
    stated = {
        name: sum(getattr(one, name) or 0 for one in parts)
        for name in (with_.of(AMOUNTS[:3]), *AMOUNTS[3:])
        if with_.draw(TRUTH)
    }
    return Sum(**named, **stated, note=with_.draw(MAYBE_WORDS), **with_.sources())


def _agreement(with_, key):
    draw = with_.draw
    return Agreement(
        key=key,
        term=with_.of(with_.keys[Term]),
        name=draw(WORDS),
        units=with_.some(Unit, at_least=1),
        bodies=with_.some(Body),
        goals=with_.some(Goal),
        own_goals=[AgreementGoal(text=draw(WORDS), goals=with_.some(Goal)) for _ in range(draw(st.integers(0, 2)))],
        frame=draw(MAYBE_KRONER),
        budget=with_.one(Budget),
        signed=draw(MAYBE_DAY),
        dialogue_meetings=draw(MEETINGS),
        decision=with_.decision(),
        note=draw(MAYBE_WORDS),
        **with_.span(),
        **with_.sources(),
    )


def _commitments(with_, leaders):
    """Draw commitments, each perhaps handed on from one that was drawn before."""
    levels = {leader.key: leader.level for leader in leaders}
    fresh = with_.new(Commitment, 0, 3)
    commitments = []
    for number, key in enumerate(fresh):
        leader = with_.one(Leader)
        commitments.append(
            Commitment(
                key=key,
                term=with_.of(with_.keys[Term]),
                level=levels.get(leader) or with_.draw(st.integers(1, 20)),
                leader=leader,
                theme=with_.one(Theme),
                goal=with_.one(Goal),
                text=with_.draw(WORDS),
                handed_on_from=with_.of((None, *fresh[:number])),
                **with_.span(),
                **with_.sources(),
            )
        )
    return commitments


def _ending(with_, start):
    draw = with_.draw
    how = with_.of(EndingKind)
    decided = draw(st.dates(start or date.min))
    return Ending(
        how=how,
        date=decided,
        reason=draw(WORDS) if how is EndingKind.STOP else draw(MAYBE_WORDS),
        decision=with_.decision(),
        follow_up=FollowUp(date=draw(st.dates(decided)), text=draw(WORDS)) if draw(TRUTH) else None,
    )


def _initiative(with_, key):
    draw = with_.draw
    return Initiative(
        key=key,
        term=with_.of(with_.keys[Term]),
        name=draw(WORDS),
        kind=with_.of(InitiativeKind),
        what=draw(WORDS),
        owner=with_.one(Unit),
        contributors=with_.some(Unit),
        goals=with_.some(Goal),
        goals_inferred=draw(TRUTH),
        hypothesis=draw(MAYBE_WORDS),
        measure=draw(MAYBE_WORDS),
        effect_after_days=draw(MAYBE_DELAY),
        **(span := with_.span("start", "end")),
        ending=_ending(with_, span["start"]) if draw(TRUTH) else None,
        decision=with_.decision(),
        outcome=draw(MAYBE_WORDS),
        url=draw(MAYBE_URL),
        **with_.sources(),
    )


def _step(with_, key):
    draw, month, day = with_.draw, st.integers(1, 12), st.integers(1, 31)
    return Step(
        key=key,
        name=draw(WORDS),
        topic=draw(st.sampled_from(StepTopic)),
        month=draw(month),
        day=draw(day),
        last_month=draw(st.none() | month),
        last_day=draw(st.none() | day),
        year=draw(st.none() | st.integers(1900, 2199)),
        role=draw(st.none() | st.sampled_from(Role)),
        bodies=with_.some(Body),
        units=with_.some(Unit),
        note=draw(MAYBE_WORDS),
        url=draw(MAYBE_URL),
        **with_.sources(),
    )


def _story(with_, key):
    return Story(
        key=key,
        goals=with_.some(Goal, at_least=1),
        date=with_.draw(DAY),
        title=with_.draw(WORDS),
        text=with_.draw(WORDS),
        **with_.sources(),
    )
