"""Nothing that was public is lost in a later release, and no change of a published fact is silent."""

import re
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from kobling.core.status import Status
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.publishing import queries
from kobling.rooms.publishing.compared_fields import COMPARED_FIELDS
from kobling.rooms.publishing.fact_changes import fact_changes
from kobling.rooms.releases import document as release
from kobling.rooms.releases.changed_part import changed_part
from kobling.rooms.releases.queries import UnreadRelease
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.opendata.verify import verify
from kobling.web.public.addresses import FILE_TEMPLATES
from kobling.web.public.feed import ENTRIES
from kobling.web.public.responses import Redirect, SiteFile
from kobling.web.public.site import Site
from tests.laws import examples
from tests.rooms import small
from tests.rooms.publishing.test_document import as_facts

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
FIRST_DAY, NEXT_DAY, LAST_DAY = date(2020, 11, 30), date(2021, 5, 31), date(2022, 5, 31)
COUNCIL = {"body": "council", "date": "2020-12-15", "item": "7"}


def published(*states, has_chain=False):
    """Return the releases of facts as they were on these days, each made after the ones before it."""
    files = []
    for facts, day in states:
        chain = published_chain(facts, on=day) if has_chain else None
        made = queries.document(as_facts(facts, earlier=tuple(files)), on=day, chain=chain)
        content = made.canonical_bytes()
        files.append(
            ReleaseFile(
                document=release.Document.model_validate_json(content),
                sha256=checksum(content),
                created_at=NOON,
                created_by="office",
                approved_at=NOON,
                approved_by="council",
            )
        )
    return files


def answers(site):
    """Return every address at which a site answers."""
    return {*site.addresses(), *site.redirects}


def page(site, address):
    """Return a page, at the end of a redirect too."""
    found = site.open(address)
    while isinstance(found, Redirect):
        found = site.open(found.to)
    assert isinstance(found, SiteFile)
    return found.body.decode(errors="replace").replace("\N{NO-BREAK SPACE}", " ")


def wording(**more):
    return {"text": "Målet a nås", "valid_from": "2018-12-19", "decision": small.COUNCIL_DECIDED} | more


ENDED = small.facts(
    goals=[
        small.goal("a", small.target("a1"), wordings=[wording(valid_to="2020-12-31")], ended_by=COUNCIL),
        small.goal("b", small.target("b1", value=50)),
    ]
)
IN_FORCE = small.facts(goals=[small.goal("a", small.target("a1")), small.goal("b", small.target("b1", value=50))])


@pytest.fixture(scope="module")
def ended():
    return published((IN_FORCE, FIRST_DAY), (ENDED, NEXT_DAY))


def test_a_goal_that_ends_keeps_its_pages_with_its_last_status(ended):
    newest = ended[-1].document
    site = Site(ended[-1])

    (former,) = newest.former_goals
    assert former.key == "a"
    assert (former.ended.day, former.ended.as_of, former.ended.decision.item) == (
        date(2020, 12, 31),
        date(2020, 12, 31),
        "7",
    )
    assert former.status is Status.NOT_YET
    assert [goal.key for goal in newest.goals] == ["b"]
    for address in ("maal/maal-a/", "maal/maal-a/kort/", "en/goals/goal-a/", "en/goals/goal-a/card/"):
        assert "2020" in page(site, address)
    assert "Målet gjaldt til og med 31. december 2020." in page(site, "maal/maal-a/")
    for address in ("maal/maal-a/", "maal/maal-a/kort/"):
        assert "Målet var 80" in page(site, address).split("Hvorfor denne status?")[0]
        assert "Målet er" not in page(site, address).split("Hvorfor denne status?")[0]
    assert "The goal was in force until 31 December 2020." in page(site, "en/goals/goal-a/")
    assert site.open("data/goals/a.json").body


def test_a_goal_that_ends_is_listed_where_its_end_is_looked_for(ended):
    site = Site(ended[-1])

    assert "Målet er ophørt." in page(site, "aendringer/")
    assert "maal/maal-a/" in page(site, "udgivelser/")
    assert "ikke mål længere" in page(site, "udgivelser/")
    assert "maal/maal-a/" in page(site, "temaer/liv/")
    assert "maal/maal-a/" in page(site, "soeg/")
    assert "maal/maal-a/" in page(site, "data/")


def test_the_last_status_is_not_judged_again_by_later_releases():
    later = small.facts(
        goals=ENDED.model_dump()["goals"],
        measurements=[
            small.measurement("members", "2019", 59.0),
            small.measurement("members", "2020", 95.0),
        ],
    )
    third = published((IN_FORCE, FIRST_DAY), (ENDED, NEXT_DAY), (later, LAST_DAY))[-1]

    (former,) = third.document.former_goals
    assert former.status is Status.NOT_YET
    assert former.targets[0].latest.value == 59.0
    assert "95" not in page(Site(third), "maal/maal-a/")
    assert verify(third.document.canonical_bytes()).agrees


def test_a_theme_that_ends_keeps_its_page():
    theme = {"key": "liv", "term": "2018-2021", "slug": {"da": "liv", "en": "life"}, "name": "Liv"}
    facts = small.facts(themes=[theme | {"valid_to": "2020-12-31", "ended_by": COUNCIL}])
    newest = published((small.facts(), FIRST_DAY), (facts, NEXT_DAY))[-1]

    assert "Temaet gjaldt til og med 31. december 2020." in page(Site(newest), "temaer/liv/")
    assert [(change.fact, change.kind) for change in newest.document.history if change.fact == "theme"] == [
        ("theme", "ended")
    ]


def softened(**changes):
    """Return the releases before and after a target was changed."""
    after = small.facts(goals=[small.goal("a", small.target("a1", **changes))])
    return published((small.facts(), FIRST_DAY), (after, NEXT_DAY))


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"value": 50, "decision": COUNCIL}, "value", "før »80 %«, nu »50 %«."),
        ({"deadline": "2029-12-31"}, "deadline", "før »31. december 2025«, nu »31. december 2029«."),
        ({"minimum_change": 2}, "minimum_change", "før »0 procentpoint«, nu »2 procentpoint«."),
        ({"direction": "down"}, "direction", "før »højere er bedre«, nu »lavere er bedre«."),
        ({"kind": "recurring"}, "kind", "før »et niveau, der skal nås«, nu »et niveau, der skal nås hver gang«."),
    ],
    ids=str,
)
def test_a_softened_target_is_listed_with_old_new_and_decision(change, field, sentence):
    newest = softened(**change)[-1]
    site = Site(newest)

    (found,) = [one for one in newest.document.history if one.fact == "target" and one.field == field]
    assert (found.goal, found.key, found.release) == ("a", "a1", 2)
    for address in ("aendringer/", "maal/maal-a/"):
        assert sentence in page(site, address)
        assert ("Besluttet af" in page(site, address).split(sentence)[-1][:200]) == ("decision" in change)
    assert "#aims" in page(site, "")


@pytest.mark.parametrize("address", ["", "aendringer/", "udgivelser/atom.xml"])
def test_a_status_that_is_new_because_the_target_is_softened_says_so_beside_it(address):
    site = Site(softened(value=50)[-1])

    told = page(site, address)
    assert "er nu »Nået«." in told
    assert "før »80 %«, nu »50 %«." in told.split("er nu »Nået«.", 1)[1][:200]


def test_a_status_of_one_target_among_several_is_not_silent_and_names_the_target():
    targets = [small.target("a1"), small.target("a2", value=50, deadline="2021-12-31")]
    facts = small.facts(
        goals=[small.goal("a", *targets)],
        measurements=[small.measurement("members", "2019", 45.0), small.measurement("members", "2020", 59.0)],
    )
    first, second, third = published((facts, FIRST_DAY), (facts, NEXT_DAY), (facts, LAST_DAY))

    assert "Målet for 2021: Status var »Ikke nået endnu« og er nu »Nået«." in page(Site(second), "aendringer/")
    assert third.document.earlier[0].targets["a"]["a2"] is Status.REACHED
    earlier = page(Site(third), "aendringer/").split('id="earlier"')[1]
    assert "Målet for 2021: Status var »Ikke nået endnu« og blev »Nået«." in earlier
    assert "The target for 2021: The status was “Not reached yet” and became “Reached”." in page(
        Site(third), "en/changes/"
    )
    assert b'"targets":{"a"' not in first.document.canonical_bytes().replace(b'"goals"', b"")


def test_another_direction_in_words_is_listed_among_the_aims():
    def wanting(words):
        target = small.target("a1", kind="direction_only", value=None, wanted=words)
        return small.facts(goals=[small.goal("a", target)])

    newest = published((wanting("alle er med"), FIRST_DAY), (wanting("flere er med"), NEXT_DAY))[-1]

    aims = page(Site(newest), "aendringer/").split('id="aims"')[1].split("<h2")[0]
    assert "før »alle er med«, nu »flere er med«." in aims


def test_a_figure_that_turned_says_beside_its_status_how_it_went_since_the_starting_point():
    def counted(*values):
        figures = [small.counted("members", str(2017 + years), value) for years, value in enumerate(values)]
        aim = small.target("a1", kind="direction_only", value=None, deadline=None)
        return small.facts(measurements=figures, goals=[small.goal("a", aim)])

    turned = Site(published((counted(70, 50), FIRST_DAY), (counted(70, 50, 60), NEXT_DAY))[-1])
    further = Site(published((counted(70, 50), FIRST_DAY), (counted(70, 50, 40), NEXT_DAY))[-1])

    told = page(turned, "aendringer/")
    assert "Går den forkerte vej: tallet er faldet, men skal stige" in told
    assert "fra 50 % i 2018 til 60 % i 2019. Tallet er faldet med 10 procentpoint, fra 70 % i 2017 til 60 %" in told
    assert "70 %" not in page(further, "aendringer/")


def test_a_new_wording_is_listed_with_its_decision():
    wordings = [
        wording(valid_to="2020-12-31"),
        wording(text="Målet a nås næsten", valid_from="2021-01-01", decision=COUNCIL),
    ]
    after = small.facts(goals=[small.goal("a", small.target("a1"), wordings=wordings)])
    newest = published((small.facts(), FIRST_DAY), (after, NEXT_DAY))[-1]

    (found,) = newest.document.history
    assert (found.field, found.before.da, found.now.da) == ("wording", "Målet a nås", "Målet a nås næsten")
    assert found.decision.item == "7"
    assert "før »Målet a nås«, nu »Målet a nås næsten«." in page(Site(newest), "aendringer/")


def test_figures_of_two_indicators_are_not_compared():
    other = small.facts(
        indicators=[small.indicator("members"), small.indicator("active")],
        measurements=[small.measurement("members", "2019", 59.0), small.measurement("active", "2019", 89.0)],
        goals=[small.goal("a", small.target("a1", indicator="active"))],
    )
    newest = published((small.facts(), FIRST_DAY), (other, NEXT_DAY))[-1].document

    assert {change.kind for change in newest.changes} == {"status"}
    assert [(one.field, one.before, one.now) for one in newest.history if one.fact == "target"] == [
        ("indicator", "members", "active")
    ]


def test_ageing_is_listed_apart_from_real_change():
    newest = published((small.facts(), FIRST_DAY), (small.facts(), date(2026, 5, 31)))[-1]
    changes = page(Site(newest), "aendringer/")

    assert newest.document.changes[0].status_now is Status.TOO_OLD
    assert "Status var" not in changes.split('id="aged"')[0]
    assert "Status var »Ikke nået endnu« og er nu »For gammelt tal«." in changes.split('id="aged"')[1]
    assert "Status var" not in page(Site(newest), "")


def test_an_address_given_up_leads_on():
    renamed = small.facts(
        goals=[small.goal("a", small.target("a1"), slug={"da": "nyt", "en": "new"})],
        themes=[{"key": "liv", "term": "2018-2021", "slug": {"da": "livet", "en": "the-life"}, "name": "Liv"}],
    )
    site = Site(published((small.facts(), FIRST_DAY), (renamed, NEXT_DAY))[-1])

    assert site.open("maal/maal-a/") == Redirect(to="maal/nyt/")
    assert site.open("en/themes/life/") == Redirect(to="en/themes/the-life/")


def test_a_committee_that_ends_is_listed_with_the_decision():
    def bodies(**ended):
        committee = {"key": "udvalg", "name": "Udvalget", "kind": "standing_committee"} | ended
        return [{"key": "council", "name": "Byrådet", "kind": "council"}, committee]

    after = small.facts(bodies=bodies(valid_to="2020-12-31", ended_by=COUNCIL))
    newest = published((small.facts(bodies=bodies()), FIRST_DAY), (after, NEXT_DAY))[-1]

    (found,) = newest.document.history
    assert (found.fact, found.kind, found.decision.item) == ("body", "ended", "7")
    assert "Det fandtes til og med 31. december 2020." in page(Site(newest), "udvalg/udvalg/")
    site = Site(newest)
    assert '<a href="../udvalg/udvalg/">Politisk organ Udvalget</a>: Det er nedlagt.' in page(site, "aendringer/")
    assert 'Tidligere udvalg</span> <a href="../udvalg/udvalg/">Udvalget</a>' in page(site, "soeg/")


def test_an_initiative_that_ends_is_listed_with_the_decision():
    def initiative(**ended):
        own = {"key": "i", "term": "2018-2021", "name": "Klar", "kind": "project", "what": "Gør klar", "goals": ["a"]}
        return small.facts(initiatives=[own | ended])

    ending = {"how": "stop", "date": "2020-12-15", "reason": "Det hjalp ikke.", "decision": COUNCIL}
    newest = published((initiative(), FIRST_DAY), (initiative(end="2020-12-31", ending=ending), NEXT_DAY))[-1]

    (found,) = [one for one in newest.document.history if one.kind == "ended"]
    assert (found.fact, found.decision.item) == ("initiative", "7")
    assert '<a href="../maal/maal-a/">Tiltag Klar</a>: ' in page(Site(newest), "aendringer/")


def test_what_an_older_release_told_nothing_of_is_not_listed_as_new():
    """A release from before priorities and decisions were published, and then one with them."""
    before = published((small.facts(), FIRST_DAY))[0].document
    older = before.model_copy(update={"priorities": None, "joint_meetings": None, "decisions": None})
    decided = {"key": "d", "term": "2018-2021", "what": "Det blev besluttet."} | COUNCIL
    initiative = {
        "key": "i",
        "term": "2018-2021",
        "name": "Klar",
        "kind": "project",
        "what": "Gør klar",
        "goals": ["a"],
    }
    facts = small.facts(decisions=[decided], initiatives=[initiative | {"decision": COUNCIL}])
    now = queries.document(as_facts(facts), on=NEXT_DAY)

    assert list(fact_changes(older, now)) == []
    assert [one.fact for one in fact_changes(before, now)] == ["initiative", "decision"]


# What may happen to a municipality between two releases.
GOALS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True)
ENDS = st.none() | st.sampled_from(("2020-06-30", "2020-12-31", "2021-06-30", "2022-01-01"))


@st.composite
def states(draw):
    """Draw the facts on three days: goals and themes come, end, and change their words, targets and addresses."""
    known = draw(GOALS)
    facts = []
    for _ in range(3):
        known += [key for key in draw(GOALS) if key not in known]
        facts.append(draw(municipality(tuple(known))))
    return facts


@st.composite
def municipality(draw, goals):
    def one_of(*values):
        return draw(st.sampled_from(values))

    def goal(key):
        first = {
            "text": one_of("Vi når det", "Vi når det næsten"),
            "valid_from": one_of(None, "2018-12-19", "2021-01-01"),
        }
        address = one_of("x", "y")
        return small.goal(
            key,
            small.target("t", value=one_of(50, 80), deadline=one_of(None, "2025-12-31"), minimum_change=one_of(0, 2)),
            slug={"da": f"{key}-{address}", "en": f"{key}-{address}"},
            themes=[one_of("liv", "by")],
            wordings=[first | {"valid_to": draw(ENDS), "decision": one_of(None, COUNCIL)}],
            committees=one_of((), ("udvalg",)),
        )

    def theme(key):
        return {"key": key, "term": "2018-2021", "slug": {"da": key, "en": key}, "name": key, "valid_to": draw(ENDS)}

    return small.facts(
        goals=[goal(key) for key in goals],
        themes=[theme("liv"), theme("by")],
        bodies=[
            {"key": "council", "name": "Byrådet", "kind": "council"},
            {"key": "udvalg", "name": "Udvalget", "kind": "standing_committee", "valid_to": draw(ENDS)},
        ],
        stories=[],
        priorities=[
            {
                "key": f"p-{key}",
                "term": "2018-2021",
                "committee": "udvalg",
                "goal": key,
                "year": 2020,
                "rank": one_of(None, 1, 2),
                "decision": one_of(None, COUNCIL | {"date": "2020-01-15"}),
            }
            for key in goals
        ],
        decisions=[
            {
                "key": "d",
                "term": "2018-2021",
                "what": one_of("Det blev besluttet.", "Det blev det."),
                "goals": [goals[0]],
            }
            | COUNCIL
        ],
        joint_meetings=[
            {
                "key": "m",
                "term": "2018-2021",
                "date": "2020-03-01",
                "bodies": ["council", "udvalg"],
                "goals": [goals[0]],
                "what": one_of(None, "De delte opgaven."),
            }
        ],
        initiatives=[
            {
                "key": "i",
                "term": "2018-2021",
                "name": one_of("Klar", "Parat"),
                "kind": "project",
                "what": "Gør klar",
                "goals": [goals[0]],
                "start": one_of(None, "2021-01-01"),
            }
        ],
    )


@given(states())
@examples(12, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_every_address_that_answered_answers_in_every_later_release(facts):
    files = published(*zip(facts, (FIRST_DAY, NEXT_DAY, LAST_DAY), strict=True))
    known = set()
    for file in files:
        site = Site(file)
        assert known - answers(site) == set()
        for address in sorted(known):
            # A picture as PNG is made of the one as SVG.
            assert address.endswith(".png") or page(site, address)
        known |= answers(site)
        assert verify(file.document.canonical_bytes()).agrees


def facts_of(document):
    """Return every published fact of a release by kind and key, without what is worked out from figures."""
    kinds = {
        "goal": (*document.goals, *document.former_goals),
        "theme": (*document.themes, *document.former_themes),
        "body": document.bodies,
        "initiative": document.initiatives,
        "indicator": document.indicators,
        "priority": document.priorities,
        "joint_meeting": document.joint_meetings,
        "decision": document.decisions,
    }
    return {
        (kind, record.key): {field: getattr(record, field) for field in COMPARED_FIELDS[kind]}
        | {"ended": is_over(record)}
        for kind, records in kinds.items()
        for record in records
    } | {
        ("target", f"{goal.key}/{target.key}"): {field: getattr(target, field) for field in COMPARED_FIELDS["target"]}
        for goal in kinds["goal"]
        for target in goal.targets
    }


def is_over(record):
    return getattr(record, "ended", None) is not None or not getattr(record, "in_force", True)


@given(states())
@examples(20, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_every_change_of_a_published_fact_is_listed(facts):
    files = published(*zip(facts, (FIRST_DAY, NEXT_DAY, LAST_DAY), strict=True))
    for before, now in pairwise(files):
        assert now.document.history[: len(before.document.history)] == before.document.history
        listed = {
            (one.fact, f"{one.goal}/{one.key}" if one.fact == "target" else one.key)
            for one in now.document.history
            if one.release == now.document.number
        }
        then, present = facts_of(before.document), facts_of(now.document)
        assert then.keys() <= present.keys()
        new_goals = {key for kind, key in present.keys() - then.keys() if kind == "goal"}
        changed = {
            (kind, key)
            for (kind, key), fields in present.items()
            if then.get((kind, key)) != fields and not (kind == "target" and key.split("/")[0] in new_goals)
        }
        assert changed == listed


@pytest.mark.parametrize("kept", [[], [small.target("a2", value=10)]], ids=["alone", "beside another"])
def test_a_target_with_another_key_in_the_place_of_one_is_compared_with_it(kept):
    """Neither a new key nor a target beside it hides that the aim is an easier one."""
    facts = [
        small.facts(goals=[small.goal("a", small.target("a1", value=80), *kept)]),
        small.facts(goals=[small.goal("a", small.target("a9", value=50), *kept)]),
    ]
    newest = published(*zip(facts, (FIRST_DAY, NEXT_DAY), strict=True))[-1]

    lines = [(one.key, one.kind, one.field, one.before, one.now) for one in newest.document.history]

    assert ("a9", "changed", "value", 80.0, 50.0) in lines
    assert {("a9", "added", None, None, None), ("a1", "ended", None, None, None)} <= set(lines)
    assert "Det, der skal nås: før »80 %«, nu »50 %«." in page(Site(newest), "aendringer/")


def test_a_target_that_two_new_ones_may_replace_is_compared_with_neither():
    facts = [
        small.facts(goals=[small.goal("a", small.target("a1", value=80))]),
        small.facts(goals=[small.goal("a", small.target("a8", value=50), small.target("a9", value=60))]),
    ]
    newest = published(*zip(facts, (FIRST_DAY, NEXT_DAY), strict=True))[-1]

    assert {one.kind for one in newest.document.history if one.fact == "target"} == {"added", "ended"}


@given(states())
@examples(12, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_the_feed_has_the_same_entries_from_the_part_of_a_release_that_its_changes_name(facts):
    files = published(*zip(facts, (FIRST_DAY, NEXT_DAY, LAST_DAY), strict=True))

    def feeds(read):
        ENTRIES.clear()
        earlier = [UnreadRelease(file.sha256, file.published, partial(read, file)) for file in reversed(files[:-1])]
        site = Site(files[-1], earlier=lambda: earlier)
        return [site.open(address).body for address in FILE_TEMPLATES["feed"].values()]

    assert feeds(part_of) == feeds(lambda file: file)


def part_of(file):
    return file.model_copy(update={"document": changed_part(file.document.canonical_bytes().decode())})


def test_of_an_earlier_release_only_the_goals_that_changed_are_read():
    goals = [
        [small.goal(f"g{n}", small.target(f"t{n}", value=value, indicator=f"i{n}")) for n in range(40)]
        for value in (60, 70)
    ]
    goals[1] = [*goals[0][:7], goals[1][7], *goals[0][8:]]
    before, now = (
        small.facts(goals=one, indicators=[small.indicator(f"i{n}") for n in range(40)], measurements=[])
        for one in goals
    )
    _first, second = published((before, FIRST_DAY), (now, NEXT_DAY))

    part = part_of(second).document

    assert [goal.key for goal in part.goals] == ["g7"]
    assert [indicator.key for indicator in part.indicators] == ["i7"]
    assert part.history == second.document.history


def test_a_release_without_changes_lists_none():
    files = published((small.facts(), FIRST_DAY), (small.facts(), FIRST_DAY), (small.facts(), FIRST_DAY))

    assert [file.document.history for file in files] == [(), (), ()]


def test_a_revised_numerator_shows_on_the_page_of_the_goal_it_is_worked_out_for():
    facts = small.facts(
        indicators=[
            small.indicator("out", unit="persons", name="Medlemmer i alt"),
            small.indicator("all", unit="persons", name="Indbyggere"),
            small.indicator("members", derived={"method": "share_percent", "of": "out", "out_of": "all"}),
        ],
        measurements=[
            small.counted("out", "2019", 20),
            small.counted("out", "2019", 30, drawn=date(2020, 6, 1)),
            small.counted("all", "2019", 80),
        ],
    )
    (file,) = published((facts, FIRST_DAY))

    assert (
        "Medlemmer i alt: Tallet for 2019 var 20 personer, da det blev hentet 15. januar 2020. "
        "Nu er det 30 personer, altså 10 mere."
    ) in page(Site(file), "maal/maal-a/")


def test_the_next_figure_is_expected_on_the_day_its_source_has_named():
    def next_figure(day, **measured):
        facts = small.facts(indicators=[small.indicator("members", next_publication="2021-03-15")], **measured)
        return page(Site(published((facts, day))[0]), "maal/maal-a/")

    assert "Ventes den 15. marts 2021" in next_figure(FIRST_DAY)
    assert "Ventet den 15. marts 2021, og ikke hentet endnu" in next_figure(NEXT_DAY)
    fetched = [small.measurement("members", "2020", 61.0, drawn=date(2021, 3, 16))]
    assert "Ventes" not in next_figure(NEXT_DAY, measurements=fetched)
    assert "Hvert år. Dagen kendes ikke." in page(Site(published((small.facts(), FIRST_DAY))[0]), "maal/maal-a/")


@pytest.mark.parametrize("kept_years", [(), ("2018",)])
def test_an_area_whose_figure_was_withdrawn_is_named_where_the_comparison_was(kept_years):
    own = [small.counted("members", year, 10.0, drawn="2020-02-01") for year in ("2018", "2019")]
    country = [small.counted("members", year, 9.0, drawn="2020-02-01", area="000") for year in (*kept_years, "2019")]
    gone = [*own, *country[:-1], country[-1] | {"withdrawn": "2020-06-01"}]
    target = small.target("a1", kind="relative_to_area", value=0, area="000", deadline=None)
    facts = small.facts(goals=[small.goal("a", target)], measurements=gone)
    (file,) = published((facts, FIRST_DAY))
    shown = page(Site(file), "maal/maal-a/")

    assert "Kilden har trukket tallet for hele landet for 2019 tilbage." in shown
    assert "Hele landet: Kilden har trukket tallet tilbage (set 1. juni 2020), og der bliver ikke sammenlignet" in shown


def council_and_committee(*, end, heir):
    """Facts in which a goal has a committee that answers for it, a vision with its decision, and a whole chain."""
    committee = {"key": "kultur", "name": "Kulturudvalget", "kind": "standing_committee"}
    bodies = [{"key": "council", "name": "Byrådet", "kind": "council"}, committee | end]
    wordings = [wording(**({"valid_to": "2020-12-31"} if end else {}))]
    initiative = {"key": "i", "term": "2018-2021", "name": "Klar", "kind": "project", "what": "Gør klar"}
    return small.facts(
        bodies=bodies,
        units=[
            {"key": "kultur", "name": "Kulturforvaltningen", "kind": "directorate", "serves": [heir]},
            {"key": "hus", "name": "Kulturhuset", "kind": "institution", "parent": "kultur"},
        ],
        visions=[{"key": "v", "term": "2018-2021", "name": "Sammen", "decision": small.COUNCIL_DECIDED} | end],
        initiatives=[initiative | {"goals": ["a", "b"], "owner": "hus"}],
        goals=[
            small.goal("a", small.target("a1"), wordings=wordings, responsible="kultur", committees=["kultur"]),
            small.goal("b", small.target("b1"), responsible=heir, committees=[heir]),
        ],
    )


def test_what_has_ended_keeps_every_section_of_its_page_in_all_later_releases():
    """The committee's unit and one of its goals have been handed over to another body; the vision has been replaced."""
    before = council_and_committee(end={}, heir="kultur")
    after = council_and_committee(end={"valid_to": "2020-12-31"}, heir="council")
    first, *later = published((before, FIRST_DAY), (after, NEXT_DAY), (after, LAST_DAY), has_chain=True)

    for address in ("maal/maal-a/", "udvalg/kultur/"):
        then = page(Site(first), address)
        for file in later:
            now = page(Site(file), address)
            assert set(re.findall(r'<h2 id="([a-z-]+)"', then)) <= set(re.findall(r'<h2 id="([a-z-]+)"', now))
            if address.startswith("maal"):
                assert re.search(r"<dd>Sammen\. Besluttet af <a[^>]*>Byrådet", now)
                assert "Sådan var kæden den 31. december 2020." in now
                assert file.document.chain.former == later[0].document.chain.former
            else:
                assert "Havde ansvaret for" in now
                assert all(name in now for name in ("Mål a", "Mål b", "Klar", "dets sidste dag: Kulturforvaltningen."))
