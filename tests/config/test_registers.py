"""The operator's file of registers: what it gives, and what is wrong with it said before anything starts."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kobling.config import environment
from kobling.config.registers import registers
from kobling.sources.registers import Selection

WHOLE = """
known: [scb, ssb, statfin, statgl, kolada]
pxweb:
  - {name: own-px, title: Eget PxWeb, address: "https://px.example.dk/api/v1/", database: db, languages: [da]}
sdmx:
  - {name: rates, title: Kurser, folder: messages, messages: {EXR: {way: exr.xml, title: Valutakurser}}}
extracts:
  folder: %(folder)s
  title: Kommunens egne udtræk
  tables:
    HJAELP: {file: hjaelp.csv, title: Hjemmehjælp, area: kommune, period: aar, value: timer}
"""


def written(place, text):
    file = place / "registers.yaml"
    file.write_text(text, "utf-8")
    return str(file)


def test_every_kind_of_register_is_reached_by_its_name(tmp_path):
    found = registers(written(tmp_path, WHOLE % {"folder": tmp_path}), cache=tmp_path / "cache")

    assert {name: make().name for name, make in found.items()} == {name: name for name in found}
    assert set(found) == {"scb", "ssb", "statfin", "statgl", "kolada", "own-px", "rates", "extracts"}
    assert found["extracts"]().title == "Kommunens egne udtræk"


def test_a_file_of_ones_own_is_drawn_like_any_register(tmp_path):
    (tmp_path / "hjaelp.csv").write_text("kommune;aar;timer\n791;2019;1,5\n791;2019;2\n101;2019;7\n", "utf-8")
    text = WHOLE.replace("value: timer", "value: timer, aggregate: sum")
    extracts = registers(written(tmp_path, text % {"folder": tmp_path}), cache=None)["extracts"]()

    [found] = extracts.search("hjemme", language="da")
    drawn = extracts.fetch(Selection(found.code, {"kommune": ["791"], "aar": ["*"]}))

    assert drawn.cube.frame["value"].to_list() == [3.5]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("known: [statbank]", "known"),
        ("pxweb: [{name: x}]", "pxweb.0.title"),
        ("pxweb: {", "cannot be read"),
        ("surprise: 1", "surprise"),
        ("- a list", "the file"),
        (
            "pxweb: [{name: kolada, title: T, address: 'https://a.dk/', database: d, languages: [da]}]",
            "two registers are called kolada",
        ),
        ("sdmx: [{name: x, title: T, messages: {}}]", "either address or folder"),
        ("pxweb: [{name: x, title: T, address: 'ftp://a.dk/', database: d, languages: [da]}]", "address"),
        ("extracts: {folder: f, title: T, tables: {A: {file: ../../etc/passwd, title: x}}}", "file"),
        ("extracts: {folder: f, title: T, tables: {A: {file: a.csv, title: x}}}", "column of periods"),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_place(tmp_path, text, says):
    with pytest.raises(ImproperlyConfigured, match="KOBLING_REGISTERS") as refusal:
        registers(written(tmp_path, text), cache=None)

    assert says in str(refusal.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        registers(str(tmp_path / "none.yaml"), cache=None)


def test_statbank_is_there_unless_the_operator_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("KOBLING_CACHE", str(tmp_path))
    monkeypatch.delenv("KOBLING_STATBANK", raising=False)
    monkeypatch.delenv("KOBLING_REGISTERS", raising=False)
    assert list(environment.registers()) == ["statbank"]

    monkeypatch.setenv("KOBLING_STATBANK", "")
    assert environment.registers() == {}

    monkeypatch.setenv("KOBLING_REGISTERS", written(tmp_path, "known: [kolada]"))
    assert list(environment.registers()) == ["kolada"]
