"""A record and its form are the same thing: what is shown, sent back untouched, is the record."""

import re
from datetime import date
from itertools import pairwise
from typing import get_type_hints

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.base import Fact, GoalKey, Key, Line, Number, Prose, Record, Words
from kobling.records.chain import Goal
from kobling.records.indicators import Indicator
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.folder.references import REFERENCE_FIELDS
from kobling.web.staff.forms.builder import FormBuilder
from kobling.web.staff.forms.data import added, blank_data, indexes, moved, overlay, record_data, under, without
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.labels import field_help
from kobling.web.staff.forms.nodes import GroupView, InputView
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from kobling.web.staff.forms.shapes import Group, Several, Value, form_fields
from tests.laws import examples
from tests.rooms import small, strategies

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def index_of(facts):
    return FactIndex(
        {
            kind.list_name: value if isinstance(value, tuple) else (value,)
            for kind in KINDS
            for value in [getattr(facts, kind.list_name)]
        }
    )


def every_fact(facts):
    return [(kind, one) for kind in KINDS for one in index_of(facts).facts(kind).values()]


@given(strategies.facts(), st.sampled_from(["da", "en"]))
@examples(25, suppress_health_check=SLOW)
def test_what_is_shown_and_sent_back_is_the_record(facts, language):
    index = index_of(facts)
    with translation.override(language):
        for kind, record in every_fact(facts):
            parsed = parse_form(record_data(record), kind.record, index)

            assert parsed.problems == ()
            assert parsed.record == record
            assert repr(parsed.record) == repr(record), "-0.0 is not 0.0"


@given(strategies.facts())
@examples(20, suppress_health_check=SLOW)
def test_what_an_input_shows_for_a_reference_leads_to_it(facts):
    index = index_of(facts)
    with translation.override("da"):
        assert [
            (kind.name, key)
            for kind in KINDS
            for key in index.facts(kind)
            if index.key_of(kind.name, index.shown(kind.name, key)) != key
        ] == []


def may_be_empty(item):
    """A part of a fact of which nothing is required is one even where nothing is written in it, as a budget's sum."""
    return isinstance(item, Group) and not any(field.is_required for field in form_fields(item.options[0]))


@given(strategies.facts(), st.data())
@examples(20, suppress_health_check=SLOW)
def test_buttons_add_move_and_take_away(facts, data):
    """An item that is added and taken away again, or moved there and back, leaves the form as it was."""
    kind, record = data.draw(st.sampled_from(every_fact(facts)))
    form = record_data(record)
    lists = {field.name: field.shape.item for field in form_fields(kind.record) if isinstance(field.shape, Several)}
    if not lists:
        return
    name = data.draw(st.sampled_from(sorted(lists)))

    more = added(kind.record, form, name)
    (new,) = set(indexes(more, name)) - set(indexes(form, name))

    assert without(more, f"{name}.{new}") == form
    places = [f"{name}.{place}" for place in indexes(form, name)]
    for one, other in pairwise(places):
        assert moved(moved(form, one, 1), other, -1) == form
        assert parse_form(moved(form, one, 1), kind.record, index_of(facts)).record is not None
    found = parse_form(more, kind.record, index_of(facts)).record
    if found is not None and may_be_empty(lists[name]):
        assert found.model_copy(update={name: getattr(record, name)}) == record
    else:
        assert found in (record, None)


TYPED = st.sampled_from(
    ("", " ", "x", "0", "-1", "1,5", "1e9", "9" * 400, "2020-02-30", "30.11.2020", "true", "\0", "\u202e")
)
NAMES = st.sampled_from(("", ".0", ".00.key", ".-1", ".99999", ".x", ".0.0.0", ".da.da", ".²"))


@given(strategies.facts(), st.data())
@examples(25, suppress_health_check=SLOW)
def test_whatever_is_sent_is_a_record_or_has_its_problems_and_is_shown_again(facts, data):
    index = index_of(facts)
    kind, record = data.draw(st.sampled_from(every_fact(facts)))
    form = record_data(record)
    name = st.builds("{}{}".format, st.sampled_from([*form, "", "x"]), NAMES)
    changed = data.draw(st.dictionaries(name, TYPED | strategies.PROSE, max_size=6))
    sent = {one: text for one, text in (form | changed).items() if data.draw(st.integers(0, 20))}

    with translation.override("da"):
        parsed = parse_form(sent, kind.record, index)
        shown = FormBuilder(sent, index, parsed.problems).form(kind.record)

    assert (parsed.record is None) == bool(parsed.problems)
    assert shown.labels()
    assert all(one.message for one in parsed.problems)
    for button in (added, moved_up, taken):
        button(kind.record, sent, data.draw(name))


def moved_up(_record_type, form, name):
    return moved(form, name, -1)


def taken(_record_type, form, name):
    return without(form, name)


def test_numbers_are_read_as_the_language_writes_them():
    class Weighed(Record):
        number: Number

    def read(text, language):
        with translation.override(language):
            parsed = parse_form({"number": text}, Weighed, index_of(small.facts()))
            return parsed.record.number if parsed.record else parsed.problems[0].message

    for text, language, number in (
        ("1.234,5", "da", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("−3,5", "da", -3.5),
        (" 1 000 ", "da", 1000),
        ("1.000", "da", 1000),
        ("1.000", "en", 1),
    ):
        assert read(text, language) == number
    assert read("1.5", "da") == "»1.5« er ikke et tal; skriv det som 1234,5, uden mellemrum."
    assert read("12,34,5", "en").startswith("“12,34,5” is not a number")
    assert "1e400" in read("1e400", "da")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"responsible": "Ukendt udvalg"}, "responsible"),
        ({"short.da": ""}, "short.da"),
        ({"term": ""}, "term"),
        ({"targets.0.value": "mange"}, "targets.0.value"),
        ({"targets.0.deadline": "2020-13-45"}, "targets.0.deadline"),
        ({"wordings.0.text.da": "a\u202eb"}, "wordings.0.text.da"),
        ({"slug.da": "Med Mellemrum"}, "slug.da"),
        ({"targets.0.kind": "<script>"}, "targets.0.kind"),
    ],
)
def test_a_problem_stands_at_its_input(typed, message):
    facts = small.facts()
    with translation.override("da"):
        parsed = parse_form(record_data(facts.goals[0]) | typed, type(facts.goals[0]), index_of(facts))

    assert [problem.name for problem in parsed.problems] == [message]
    assert not any(one.message[0].islower() for one in parsed.problems)


def test_a_reference_takes_a_key_a_name_and_the_beginning_of_one():
    bodies = [
        {"key": "council", "name": "Byrådet", "kind": "council"},
        {"key": "boern", "name": "Børne- og Ungeudvalget", "kind": "standing_committee"},
    ]
    facts = small.facts(bodies=bodies)
    index, goal = index_of(facts), facts.goals[0]

    with translation.override("da"):
        found = [
            parse_form(record_data(goal) | {"responsible": typed}, type(goal), index).record.responsible
            for typed in ("boern", "Børne- og Ungeudvalget", " børne", "BYRÅDET", "b" * 0)
        ]
        ambiguous = parse_form(record_data(goal) | {"responsible": "b"}, type(goal), index)

    assert found == ["boern", "boern", "boern", "council", None]
    assert [one.name for one in ambiguous.problems] == ["responsible"]


def test_a_part_of_a_form_leaves_the_rest():
    goal = small.facts().goals[0]
    form = record_data(goal)
    typed = {"responsible": "council", "short.da": "Andet", "unknown": "x"}

    assert overlay(form, typed, ["responsible"]) == form | {"responsible": "council"}
    assert not any(under(name, "targets") for name in overlay(form, {}, ["targets"]))


def test_unknown_inputs_are_passed_over():
    facts = small.facts()
    typed = record_data(facts.goals[0]) | {"nothing": "x", "targets.0.nothing": "x", "targets.x.key": "y"}

    assert parse_form(typed, type(facts.goals[0]), index_of(facts)).record == facts.goals[0]


class Bench(Fact):
    """A kind that nothing else knows."""

    KIND = "bench"

    key: Key
    name: Words
    place: Line
    story: Prose | None = None
    goals: tuple[GoalKey, ...] = ()
    painted: date | None = None
    height: Number = 1.5


def inputs(nodes):
    """Yield every input of a form, wherever inside it is."""
    for node in nodes:
        if isinstance(node, InputView):
            yield node
        else:
            within = [node] if isinstance(node, GroupView) else node.items
            yield from inputs(one for each in within for one in each.fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_new_form_shows_nothing_that_nobody_chose(kind):
    """Also where there is one fact of a kind, whose name every blank begins."""
    data = blank_data(kind.record)
    with translation.override("da"):
        form = FormBuilder(data, index_of(small.facts())).form(kind.record)

    assert {one.name: one.text for one in inputs(form.nodes)}.items() <= data.items()


def test_the_item_that_a_new_fact_needs_is_open_to_be_filled_in():
    with translation.override("da"):
        form = FormBuilder(blank_data(Goal), index_of(small.facts())).form(Goal)

    [wordings] = (node for node in form.nodes if node.name == "wordings")
    assert [(item.is_open, ":" in item.title) for item in wordings.items] == [(True, False)]


def test_a_code_that_is_a_choice_and_its_own_field_is_named_as_the_choice():
    [parts] = (one for one in form_fields(Indicator) if one.name == "parts")
    with translation.override("da"):
        assert "»dele af et kendt antal«" in field_help(parts)


OF_THE_FOLDER = (
    r"mappe|folder|\bfil\b|\bfile\b|yaml|csv|kolonne|column|nøgle til|[a-z]+_[a-z]+|<code>(&quot;|da|en|true|false)"
)


def helps(record, seen):
    """Yield the help of every field of a form, at any depth."""
    for field in form_fields(record):
        yield field, field_help(field)
        inside = field.shape.item if isinstance(field.shape, Several) else field.shape
        for one in inside.options if isinstance(inside, Group) else ():
            if one not in seen:
                seen.add(one)
                yield from helps(one, seen)


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_help_of_a_form_speaks_of_the_folder_or_its_codes(language):
    """What only a folder needs is said in its guide."""
    with translation.override(language):
        found = [(field, text) for kind in KINDS for field, text in helps(kind.record, set())]

    assert len(found) > 150
    told = [f"{field.record.__name__}.{field.name}: {text}" for field, text in found if text]
    assert [text for text in told if re.search(OF_THE_FOLDER, text.partition(": ")[2])] == []
    [confidence] = (text for text in told if text.startswith("Municipality.confidence"))
    assert ("0,95" if language == "da" else "0.95") in confidence


def test_a_kind_that_is_only_declared_has_its_form():
    facts = small.facts()
    bench = Bench(key="b", name="Bænk", place="Torvet", story="To\nlinjer", goals=["a"], painted="2020-05-01")

    with translation.override("da"):
        assert parse_form(record_data(bench), Bench, index_of(facts)).record == bench
        empty = parse_form(blank_data(Bench), Bench, index_of(facts))

        shown = FormBuilder(record_data(bench), index_of(facts)).form(Bench).labels()

    assert {problem.name for problem in empty.problems} == {"key", "name.da", "place"}
    assert shown["painted"] == "Painted"
    assert shown["goals.0"] == "Mål 1"


def test_a_new_goal_begins_with_what_has_to_be_written():
    """The first wording is open; the key and the address, which are made from the name, are folded away."""
    with translation.override("da"):
        form = FormBuilder(blank_data(Goal), index_of(small.facts())).form(Goal)
        wrong = FormBuilder(blank_data(Goal), index_of(small.facts()), [FieldProblem("slug.da", "!")]).form(Goal)

    [wording] = next(node for node in form.nodes if node.name == "wordings").items
    assert (wording.title, wording.is_open) == ("Ordlyd 1", True)
    assert [node.name for node in form.address] == ["key", "slug", "former_slugs"]
    assert (form.address_is_open, wrong.address_is_open) == (False, True)


def test_every_reference_is_an_input_of_its_kind():
    for record_type, referring in REFERENCE_FIELDS.items():
        shapes = {field.name: field.shape for field in form_fields(record_type)}
        for name, kind in referring.items():
            shape = shapes[name].item if isinstance(shapes[name], Several) else shapes[name]
            assert isinstance(shape, Value)
            assert shape.refers_to == kind.KIND, get_type_hints(record_type)[name]
