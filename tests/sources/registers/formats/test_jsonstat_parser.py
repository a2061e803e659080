"""JSON-stat as StatBank and PxWeb write it, and malformed."""

import json
from datetime import UTC, datetime
from math import prod

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError
from kobling.sources.registers.formats.jsonstat_parser import MAX_CELLS, MAX_DIMENSIONS, parse_jsonstat

# POST /v1/data of StatBank, STRAF42 for 2023, lang=en, as recorded in September 2025: thoran/statbank_denmark,
# test/fixtures/vcr_cassettes/data_straf42_json.yml. Source of the figure: Statistics Denmark, CC BY 4.0.
STRAF42 = (
    '{"dataset":{"dimension":{"HERKOMST1":{"label":"national origin","category":{"index":{"00":0},"label":{"00":'
    '"Total"}}},"ContentsCode":{"label":"Indhold","category":{"index":{"STRAF42":0},"label":{"STRAF42":"Decisions, '
    'total"},"unit":{"STRAF42":{"base":"Number","decimals":0}}}},"Tid":{"label":"time","category":{"index":{"2023":0},'
    '"label":{"2023":"2023"}}},"id":["HERKOMST1","ContentsCode","Tid"],"size":[1,1,1],"role":{"metric":["ContentsCode"'
    '],"time":["Tid"]}},"label":"Decisions, total by national origin, Indhold and time","source":"Statistics Denmark",'
    '"updated":"2025-03-25T07:00:00Z","value":[233454],"extension":{"px":{"infofile":"https://www.dst.dk/documentation'
    'ofstatistics/3806026b-3f64-451f-9836-c7a442da922f","tableid":"STRAF42","decimals":0}}}}'
)


def read(answer):
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return parse_jsonstat(body, register="statbank", table="X")


def in_words(refused):
    assert str(refused).startswith(refused.location)


def refusal(answer):
    with pytest.raises(RegisterError) as refused:
        read(answer)
    assert (refused.value.register, refused.value.table) == ("statbank", "X")
    assert str(refused.value)
    return refused.value.code, refused.value.cell


def dataset(**changes):
    """Two areas by two years in JSON-stat 2.0, made up."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["area", "Tid"],
        "size": [2, 2],
        "role": {"time": ["Tid"]},
        "dimension": {
            "area": {"label": "område", "category": {"index": ["791", "101"], "label": {"791": "Viborg"}}},
            "Tid": {"category": {"index": {"2020": 1, "2019": 0}}},
        },
        "value": [1, 2.5, None, -4],
        **changes,
    }


def category(**changes):
    """The same, with another category for the area."""
    found = dataset()
    found["dimension"]["area"]["category"] = changes
    return found


def rows(cells):
    return cells.frame.rows()


def test_what_statbank_answers_is_read_with_what_it_says_of_itself():
    cells = read(STRAF42.encode())

    assert cells.frame.rows(named=True) == [
        {"HERKOMST1": "00", "ContentsCode": "STRAF42", "Tid": "2023", "value": 233454.0, "why": None}
    ]
    assert [(one.code, one.text, dict(one.labels), one.is_time) for one in cells.dimensions] == [
        ("HERKOMST1", "national origin", {"00": "Total"}, False),
        ("ContentsCode", "Indhold", {"STRAF42": "Decisions, total"}, False),
        ("Tid", "time", {"2023": "2023"}, True),
    ]
    assert cells.updated_at == datetime(2025, 3, 25, 7, tzinfo=UTC)
    assert (cells.source, cells.unit, cells.decimals) == ("Statistics Denmark", "Number", 0)
    assert cells.label == "Decisions, total by national origin, Indhold and time"


def test_the_last_dimension_changes_fastest_and_codes_stand_in_their_numbers_order():
    cells = read(dataset())

    assert rows(cells) == [
        ("791", "2019", 1.0, None),
        ("791", "2020", 2.5, None),
        ("101", "2019", None, ".."),
        ("101", "2020", -4.0, None),
    ]
    assert [dict(one.labels) for one in cells.dimensions] == [
        {"791": "Viborg", "101": "101"},
        {"2019": "2019", "2020": "2020"},
    ]
    assert cells.frame.dtypes == [pl.Enum(["791", "101"]), pl.Enum(["2019", "2020"]), pl.Float64, pl.String]


def test_figures_may_be_given_by_the_cells_numbers_and_the_others_are_missing():
    assert rows(read(dataset(value={"3": 7, "0": None}))) == [
        ("791", "2019", None, ".."),
        ("791", "2020", None, ".."),
        ("101", "2019", None, ".."),
        ("101", "2020", 7.0, None),
    ]


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (".", [".", "."]),
        ({"1": "x", "0": "p"}, ["x", ".."]),
        (["p", "x", None, ""], ["x", ".."]),
        ({}, ["..", ".."]),
        (None, ["..", ".."]),
    ],
)
def test_a_missing_figure_says_why_in_the_sources_sign_and_a_figure_says_nothing(status, why):
    cells = read(dataset(value=[1, None, None, 2], status=status))

    assert cells.frame["why"].to_list() == [None, *why, None]


def test_a_dimension_of_one_category_needs_no_numbers():
    found = dataset(value=[5, 6], size=[1, 2])
    found["dimension"]["area"]["category"] = {"label": {"791": "Viborg"}}

    assert rows(read(found)) == [("791", "2019", 5.0, None), ("791", "2020", 6.0, None)]


def test_a_time_without_zone_is_utc_and_one_with_another_zone_is_moved():
    assert read(dataset(updated="2025-03-25T08:00:00")).updated_at == datetime(2025, 3, 25, 8, tzinfo=UTC)
    assert read(dataset(updated="2025-03-25T08:00:00+01:00")).updated_at == datetime(2025, 3, 25, 7, tzinfo=UTC)


def test_a_unit_is_told_where_all_figures_have_the_same():
    one, two = {"base": "kr.", "decimals": 0}, {"base": "pct.", "decimals": 1}

    def of(units):
        found = read(category(index=["791", "101"], unit=units))
        return found.unit, found.decimals

    assert of({"791": one, "101": one}) == ("kr.", 0)
    assert of({"791": one, "101": two}) == (None, None)
    assert read(dataset(extension={"px": {"decimals": 2}})).decimals == 2


AREA = "dimension.area.category"
HOSTILE = [
    (b"", ("not_json", "")),
    (b"\xff\xfe\xfa", ("not_json", "")),
    (b"{" * 3, ("not_json", "")),
    (b"[" * 200_000, ("nested_too_deep", "")),
    (b'{"a":' * 200_000, ("nested_too_deep", "")),
    (b"1" * 5000, ("not_json", "")),
    ([], ("not_as_described", "")),
    ("dataset", ("not_as_described", "")),
    ({}, ("missing_part", "")),
    ({"dataset": []}, ("not_as_described", "dataset")),
    (json.dumps(dataset()).replace('"class"', '"id"').encode(), ("repeated_name", "")),
    (json.dumps(dataset()).replace("2.5", "NaN").encode(), ("no_number", "")),
    (json.dumps(dataset()).replace("2.5", "-Infinity").encode(), ("no_number", "")),
    (json.dumps(dataset()).replace("2.5", "1e999").encode(), ("too_large", "area=791 Tid=2020")),
    (json.dumps(dataset()).replace("2.5", "9" * 400).encode(), ("too_large", "area=791 Tid=2020")),
    (dataset(value=[1, 2**53 + 2, 3, 4]), ("too_large", "area=791 Tid=2020")),
    (dataset(value=[1, 2, 3, "4"]), ("no_number", "area=101 Tid=2020")),
    (dataset(value=[1, 2, True, 4]), ("no_number", "area=101 Tid=2019")),
    (dataset(value=[1, 2, [3], 4]), ("no_number", "area=101 Tid=2019")),
    (dataset(value=[1, 2, 3]), ("wrong_count", "value")),
    (dataset(value=[1, 2, 3, 4, 5]), ("wrong_count", "value")),
    (dataset(value=7), ("not_as_described", "value")),
    (dataset(value={"4": 1}), ("no_such_cell", "value")),
    (dataset(value={"01": 1}), ("no_such_cell", "value")),
    (dataset(value={"-1": 1}), ("no_such_cell", "value")),
    (dataset(value={"²": 1}), ("no_such_cell", "value")),
    (dataset(value={"2": "x"}), ("no_number", "area=101 Tid=2019")),
    (dataset(size=[2]), ("wrong_count", "size")),
    (dataset(size=[2, 2.0]), ("not_as_described", "size.1")),
    (dataset(size=[2, True]), ("not_as_described", "size.1")),
    (dataset(size=[2, 0]), ("no_cells", "size")),
    (dataset(size=[2, -2]), ("no_cells", "size")),
    (dataset(id=[], size=[]), ("no_cells", "size")),
    (dataset(size=[2, 3]), ("wrong_count", "dimension.Tid.category")),
    (dataset(size=[10**9, 10**9]), ("too_many_cells", "size")),
    (dataset(size=[2, MAX_CELLS]), ("too_many_cells", "size")),
    (dataset(id=["area", "area"]), ("repeated_name", "id")),
    (dataset(id=["area", "value"]), ("reserved_name", "id")),
    (dataset(id=["why", "Tid"]), ("reserved_name", "id")),
    (dataset(id=[str(n) for n in range(MAX_DIMENSIONS + 1)]), ("too_many_dimensions", "id")),
    (dataset(id=["area", "sex"]), ("missing_part", "dimension")),
    (dataset(id=["area", 1]), ("not_as_described", "id.1")),
    (dataset(id=["area", "\ud800"]), ("not_text", "id.1")),
    (category(), ("missing_part", AREA)),
    (category(label={"791": "a", "101": "b"}), ("missing_part", AREA)),
    (category(index=["791"]), ("wrong_count", AREA)),
    (category(index=["791", "791"]), ("repeated_name", f"{AREA}.index")),
    (category(index={"791": 0, "101": 2}), ("wrong_numbers", f"{AREA}.index")),
    (category(index={"791": 0, "101": 0}), ("wrong_numbers", f"{AREA}.index")),
    (category(index={"791": 0, "101": "1"}), ("not_as_described", f"{AREA}.index.101")),
    ({"class": "dimension", "category": {}}, ("not_a_dataset", "")),
    ({"class": "collection", "link": {"item": [{"class": "dataset", "href": "x"}]}}, ("not_a_dataset", "")),
    ({"a": dataset(), "b": dataset()}, ("several_datasets", "")),
]


@pytest.mark.parametrize(("answer", "expected"), HOSTILE, ids=str)
def test_an_answer_that_does_not_agree_with_itself_is_refused_at_its_place(answer, expected):
    assert refusal(answer) == expected


def test_a_long_answer_with_one_name_too_many_is_refused_at_once():
    """Looking for the repeated name must not take a time that grows with the square of the answer."""
    names = [f'"{number}":0' for number in range(200_000)]

    assert refusal(("{" + ",".join([*names, names[-1]]) + "}").encode()) == ("repeated_name", "")


# The slow, obvious reader: one cell at a time, by the words of the format.

CODES = st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=4, unique=True)
NUMBERS = st.none() | st.integers(-(2**53), 2**53) | st.floats(-(2.0**53), 2.0**53)
SIGNS = st.text(max_size=3)


@st.composite
def answers(draw):
    """A dataset of 1.x or 2.0 that agrees with itself, however it is written."""
    codes = draw(
        st.dictionaries(
            st.text(min_size=1, max_size=6).filter(lambda name: name not in {"value", "why", "id", "size", "role"}),
            CODES,
            min_size=1,
            max_size=4,
        )
    )
    cells = prod(len(some) for some in codes.values())
    values = draw(st.lists(NUMBERS, min_size=cells, max_size=cells))
    dimension = {}
    for name, some in codes.items():
        label = draw(st.dictionaries(st.sampled_from(some), SIGNS))
        pairs = draw(st.permutations(list(enumerate(some))))
        index = draw(st.sampled_from([list(some), {code: number for number, code in pairs}]))
        dimension[name] = {"label": name, "category": {"index": index, "label": label}}
    head = {"id": list(codes), "size": [len(some) for some in codes.values()], "role": {"time": draw(CODES)}}
    sparse = {str(number): value for number, value in enumerate(values) if value is not None}
    body = {"value": draw(st.sampled_from([values, sparse]))}
    status = st.none() | SIGNS | st.lists(st.none() | SIGNS, min_size=cells, max_size=cells)
    signs = draw(status | st.dictionaries(st.integers(0, cells - 1).map(str), SIGNS))
    if signs is not None:
        body["status"] = signs
    if draw(st.booleans()):
        return {"dataset": {"dimension": {**dimension, **head}, **body}}
    return {"class": "dataset", "dimension": dimension, **head, **body}


def slowly(answer):
    """Every cell as codes, figure and sign."""
    data = answer.get("dataset", answer)
    head = data if "id" in data else data["dimension"]
    found = []
    for number in range(prod(head["size"])):
        rest, codes = number, []
        for name, size in reversed(list(zip(head["id"], head["size"], strict=True))):
            rest, at = divmod(rest, size)
            index = data["dimension"][name]["category"]["index"]
            codes.insert(0, index[at] if isinstance(index, list) else {at: code for code, at in index.items()}[at])
        value = data["value"][number] if isinstance(data["value"], list) else data["value"].get(str(number))
        status = data.get("status")
        if isinstance(status, list) and len(status) == 1:
            [status] = status
        sign = status if isinstance(status, str) else None
        if isinstance(status, list) and len(status) == prod(head["size"]):
            sign = status[number]
        if isinstance(status, dict):
            sign = status.get(str(number))
        sign = sign if isinstance(sign, str) else None
        found.append((*codes, value, None if value is not None else sign or ".."))
    return found


@given(answer=answers(), ascii_only=st.booleans())
def test_no_figure_differs_from_the_slow_and_obvious_reading(answer, ascii_only):
    body = json.dumps(answer, ensure_ascii=ascii_only).encode()

    assert rows(parse_jsonstat(body, register="r", table="t")) == slowly(answer)


OPTIONAL = [
    ("updated",),
    ("source",),
    ("label",),
    ("status",),
    ("role",),
    ("role", "time"),
    ("extension",),
    ("extension", "px"),
    ("extension", "px", "decimals"),
    *(("dimension", "area", *rest) for rest in (("label",), ("category", "label"), ("category", "unit"))),
    ("dimension", "area", "category", "label", "791"),
    ("dimension", "area", "category", "unit", "791"),
    ("dimension", "area", "category", "unit", "791", "decimals"),
]
"""What only explains a dataset."""


FAULTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=5), some, max_size=4),
    max_leaves=8,
)


@given(path=st.sampled_from(OPTIONAL), fault=FAULTS)
def test_a_fault_in_what_only_explains_costs_that_and_never_a_figure(path, fault):
    unit = {"791": {"base": "pct.", "decimals": 1}, "101": {"base": "pct.", "decimals": 1}}
    whole = dataset(updated="2025-03-25T07:00:00Z", source="S", label="L", status=["", "", "x", ""])
    whole["dimension"]["area"]["category"]["unit"] = unit
    whole["extension"] = {"px": {"decimals": 1}}
    expected = [row[:3] for row in rows(read(whole))]
    *parents, last = path
    part = whole
    for name in parents:
        part = part[name]
    part[last] = fault

    cells = read(whole)

    assert [row[:3] for row in rows(cells)] == expected
    assert all(isinstance(text, str) for text in cells.frame["why"].drop_nulls())


def test_a_dataset_in_a_bundle_or_collection_is_read_where_it_is_the_only_one_or_named():
    other = dataset(label="andet", value=[5, 6, 7, 8])
    bundle = {"one": dataset(), "two": other}
    collection = {"class": "collection", "link": {"item": [dataset(label="et"), other, {"href": "https://x"}]}}

    assert rows(read({"one": dataset()})) == rows(read(dataset()))
    assert rows(read({"class": "collection", "link": {"item": [other]}})) == rows(read(other))
    for document in (bundle, collection):
        body = json.dumps(document).encode()
        with pytest.raises(RegisterError, match="2"):
            parse_jsonstat(body, register="r", table="t")
        with pytest.raises(RegisterError):
            parse_jsonstat(body, register="r", table="t", dataset="three")
        assert rows(parse_jsonstat(body, register="r", table="t", dataset="andet")) == rows(read(other))


@given(body=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body):
    with pytest.raises(RegisterError):
        parse_jsonstat(body, register="r", table="t")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=5), some, max_size=4),
    max_leaves=8,
)


@given(data=st.data())
def test_a_good_answer_with_anything_in_the_place_of_a_part_is_read_or_refused(data):
    answer = data.draw(answers())
    part, names = answer, []
    while isinstance(part, (dict, list)) and part:
        names = list(part) if isinstance(part, dict) else list(range(len(part)))
        name = data.draw(st.sampled_from(names))
        if data.draw(st.booleans()) or not isinstance(part[name], (dict, list)) or not part[name]:
            part[name] = data.draw(JSON)
            break
        part = part[name]
    try:
        found = rows(parse_jsonstat(json.dumps(answer).encode(), register="r", table="t"))
    except RegisterError as refused:
        in_words(refused)
    else:
        assert found == slowly(answer)


@given(data=st.data())
def test_a_good_answer_with_bytes_changed_is_read_or_refused(data):
    body = bytearray(STRAF42.encode())
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=4)):
        body[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(body)) | st.just(len(body)))
    try:
        parse_jsonstat(bytes(body[:cut]), register="r", table="t")
    except RegisterError as refused:
        in_words(refused)
