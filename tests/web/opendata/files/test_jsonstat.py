"""JSON-stat 2.0, held against the specification at https://json-stat.org/full/ by hand."""

import json
from math import prod

import pytest

from kobling.web.opendata.extract import extract_release
from kobling.web.opendata.files.jsonstat import jsonstat_collection


def made(document):
    """As a program reads it."""
    return json.loads(json.dumps(jsonstat_collection(extract_release(document, "0" * 64)), allow_nan=False))


def cell(dataset, **chosen):
    """The value of one category of every dimension, by the specification's row-major order."""
    place = 0
    for name, size in zip(dataset["id"], dataset["size"], strict=True):
        category = dataset["dimension"][name]["category"]
        place = place * size + category["index"].index(chosen.get(name, category["index"][0]))
    return dataset["value"][place]


@pytest.mark.parametrize("which", ["document", "small"])
def test_it_keeps_to_the_specification(which, request):
    whole_ = made(request.getfixturevalue(which))

    assert (whole_["version"], whole_["class"]) == ("2.0", "collection")
    assert whole_["link"]["item"]
    for dataset in whole_["link"]["item"]:
        assert (dataset["version"], dataset["class"]) == ("2.0", "dataset")
        assert list(dataset["dimension"]) == dataset["id"]
        assert dataset["size"] == [len(dataset["dimension"][name]["category"]["index"]) for name in dataset["id"]]
        assert len(dataset["value"]) == prod(dataset["size"])
        assert all(value is None or type(value) in {int, float} for value in dataset["value"])
        assert dataset["status"] == {str(place): "m" for place, value in enumerate(dataset["value"]) if value is None}
        assert {name for names in dataset["role"].values() for name in names} <= set(dataset["id"])
        for name in dataset["id"]:
            category = dataset["dimension"][name]["category"]
            assert set(category["label"]) == set(category["index"])
            assert len(set(category["index"])) == len(category["index"])
        units = dataset["dimension"]["statistic"]["category"]["unit"]
        assert set(units) == set(dataset["dimension"]["statistic"]["category"]["index"])


@pytest.mark.parametrize("which", ["document", "small"])
def test_every_cell_is_what_the_document_says(which, request):
    document = request.getfixturevalue(which)
    datasets = {one["extension"]["indicator"]: one for one in made(document)["link"]["item"]}

    assert set(datasets) == {one.key for one in document.indicators if one.points}
    for indicator in document.indicators:
        current = [point for point in indicator.points if not point.superseded]
        if not current:
            continue
        dataset = datasets[indicator.key]
        assert dataset["dimension"]["period"]["category"]["index"] == [point.period.code for point in current]
        for point in current:
            for statistic in ("value", "standard_error", "low", "high", "n", "of"):
                found = cell(dataset, period=point.period.code, statistic=statistic)
                assert found == getattr(point, statistic)


def test_a_missing_number_is_null_and_never_0(small):
    growth = made(small)["link"]["item"][1]

    assert cell(growth, period="2019-01-01/2020-01-01", statistic="low") is None
    assert cell(growth, period="2018-01-01/2019-01-01", statistic="standard_error") == 0
    assert cell(growth, period="2018-01-01/2019-01-01", statistic="value") == -0.2


def test_it_says_on_what_terms_and_from_which_release(small):
    whole_ = made(small)

    assert whole_["updated"] == "2021-02-01"
    for part in (whole_, *whole_["link"]["item"]):
        assert part["extension"]["licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
        assert part["extension"]["sha256"] == "0" * 64
        assert part["extension"]["status"]["label"]["m"] == "Ikke kendt eller findes ikke / Not known, or there is none"
    assert [one["updated"] for one in whole_["link"]["item"]] == ["2021-02-09", "2020-05-01"]
