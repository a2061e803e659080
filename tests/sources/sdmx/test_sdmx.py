"""SDMX: messages as they are, a sentence without sdmx1, and no traceback from a damaged one.

ng-ts.xml is cut from the standard's own sample of the European Central Bank's exchange rates (ecb_exr_ng_ts.xml of
SDMX 2.1, as in dr-leo/pandaSDMX, pandasdmx/tests/data/ECB_EXR/ng-ts.xml): two currencies, two of the dimensions.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError, Selection
from kobling.sources.registers.http.client import HttpClient, Limits
from kobling.sources.sdmx import MessageDefinition, SdmxRegister, parse_sdmx

pytestmark = pytest.mark.skipif(find_spec("sdmx") is None, reason="the extra sdmx is not installed")

RATES = (Path(__file__).parent / "ng-ts.xml").read_bytes()


def read(body):
    return parse_sdmx(body, register="ecb", table="EXR")


def refusal(do):
    with pytest.raises(RegisterError) as refused:
        do()
    assert str(refused.value).startswith("ecb EXR")
    return refused.value.code


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rates.xml").write_bytes(RATES)
    return SdmxRegister(
        tmp_path, name="ecb", title="ECB", messages={"EXR": MessageDefinition("rates.xml", "Exchange rates")}
    )


def test_the_central_banks_rates_are_read():
    cells = read(RATES)

    assert cells.frame.rows() == [
        ("M", "GBP", "2010-08", 0.82363, None),
        ("M", "GBP", "2010-09", 0.83987, None),
        ("M", "USD", "2010-08", 1.2894, None),
    ]
    assert [(one.code, one.is_time) for one in cells.dimensions] == [
        ("FREQ", False),
        ("CURRENCY", False),
        ("TIME_PERIOD", True),
    ]


def test_a_figure_that_is_not_a_number_yet_is_missing():
    assert read(RATES.replace(b"0.82363", b"NaN")).frame.rows()[0][3:] == (None, "..")


def test_a_selection_of_a_file_has_every_cell_and_what_is_not_there_is_missing(folder):
    drawn = folder.fetch(Selection("EXR", {"TIME_PERIOD": ["2010-09", "2010-08"], "CURRENCY": ["USD"]}))

    assert drawn.cube.frame.rows() == [("M", "USD", "2010-09", None, ".."), ("M", "USD", "2010-08", 1.2894, None)]
    assert drawn.responses[0].body == RATES


def test_a_message_comes_over_a_line_as_from_a_file(folder):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(RATES)))
            self.end_headers()
            self.wfile.write(RATES)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    line = HttpClient(f"http://127.0.0.1:{server.server_port}/service/", register="ecb", limits=Limits(pause_seconds=0))
    register = SdmxRegister(
        line, name="ecb", title="ECB", messages={"EXR": MessageDefinition("data/EXR/M..EUR", "Exchange rates")}
    )
    selection = Selection("EXR", {"TIME_PERIOD": ["*"], "CURRENCY": ["*"]})
    try:
        assert register.fetch(selection).cube.frame.equals(folder.fetch(selection).cube.frame)
        assert asked == ["/service/data/EXR/M..EUR"]
    finally:
        server.shutdown()
        server.server_close()


def test_search_and_table_tell_what_there_is(folder):
    assert [entry.code for entry in folder.search("exchange", language="en")] == ["EXR"]
    assert [len(one.values) for one in folder.describe("EXR", language="en").variables] == [1, 2, 2]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"TIME_PERIOD": ["*"]}, "variable_left_out"),
        ({"TIME_PERIOD": ["2011-01"], "CURRENCY": ["*"]}, "no_such_value"),
        ({"TIME": ["2011-01"], "CURRENCY": ["*"]}, "no_such_variable"),
    ],
)
def test_a_question_that_the_message_cannot_answer_is_refused(folder, values, expected):
    assert refusal(lambda: folder.fetch(Selection("EXR", values))) == expected


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "not_sdmx"),
        (b"<html><body>Error</body></html>", "not_sdmx"),
        (b"{}", "not_sdmx"),
        (RATES[:-200], "not_sdmx"),
        (BOMB, "declares_entities"),
        (RATES.replace(b"0.82363", b"much"), "no_number"),
        (RATES.replace(b"0.82363", b"1e300"), "too_large"),
        (RATES.replace(b"2010-09", b"2010-08"), "cell_twice"),
        (RATES.replace(b'id="CURRENCY"', b'id="value"'), "reserved_name"),
        (RATES.replace(b'<generic:Value value="USD" id="CURRENCY"/>', b""), "answer_lacks_variable"),
        (RATES.replace(b"generic:Series>", b"generic:Nothing>"), "not_sdmx"),
    ],
    ids=range(11),
)
def test_a_message_that_cannot_be_trusted_is_refused(body, expected):
    assert refusal(lambda: read(body)) == expected


FLAT = (
    RATES[: RATES.index(b"<message:DataSet")]
    .replace(b"GenericTimeSeriesData", b"StructureSpecificData")
    .replace(
        b'<message:Structure structureID="STR1" dimensionAtObservation="TIME_PERIOD">',
        b'<message:Structure structureID="STR1" namespace="urn:d" dimensionAtObservation="AllDimensions">',
    )
    + b'<message:DataSet xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" '
    b's:structureRef="STR1"><Obs AREA="791" TIME_PERIOD="2018" OBS_VALUE="1" OBS_STATUS="A" NOTE="x"/>'
    b'<Obs AREA="791" TIME_PERIOD="2019" OBS_VALUE="2" OBS_STATUS="P"/></message:DataSet>'
    b"</message:StructureSpecificData>"
)
"""A structure-specific message in which attributes stand beside the dimensions, made up."""


def test_attributes_of_observations_are_no_part_of_their_key():
    generic = RATES.replace(
        b'<generic:ObsValue value="0.82363"/>',
        b'<generic:ObsValue value="0.82363"/><generic:Attributes><generic:Value id="OBS_STATUS" value="A"/>'
        b"</generic:Attributes>",
    )

    assert read(generic).frame.rows() == read(RATES).frame.rows()
    assert read(FLAT).frame.rows() == [("791", "2018", 1.0, None), ("791", "2019", 2.0, None)]


def message(root, inside=b""):
    head = RATES[: RATES.index(b"<message:DataSet")].replace(b"GenericTimeSeriesData", root)
    return head + inside + b"</message:" + root + b">"


@pytest.mark.parametrize(
    ("root", "said"),
    [
        (b"GenericMetadata", "metadata"),
        (b"StructureSpecificMetadata", "metadata"),
        (b"Structure", "structure"),
        (b"Error", "error"),
        (b"RegistryInterface", "registry"),
    ],
)
def test_a_message_of_something_else_than_figures_is_refused_by_what_it_holds(root, said, capsys):
    with pytest.raises(RegisterError) as refused:
        read(message(root, b'<message:MetadataSet structureRef="STR1"/>' if b"Metadata" in root else b""))

    assert (refused.value.code, refused.value.facts) == ("sdmx_without_data", {"found": said})
    assert capsys.readouterr().out == ""


def test_a_message_of_metadata_has_no_figures():
    """Made up: a message in which sdmx1 finds a set of metadata where observations would be."""
    assert refusal(lambda: read((Path(__file__).parent / "metadata.xml").read_bytes())) == "sdmx_without_data"


def test_what_the_parser_held_when_it_failed_is_not_printed(capsys):
    assert refusal(lambda: read(RATES.replace(b"generic:Series>", b"generic:Nothing>"))) == "not_sdmx"
    assert capsys.readouterr().out == ""


def test_without_sdmx1_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sdmx", None)

    with pytest.raises(RegisterError, match=r"kobling\[sdmx\]"):
        read(RATES)


@given(data=st.data())
def test_a_message_with_bytes_changed_is_read_or_refused(data):
    body = bytearray(RATES)
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=4)):
        body[place] = data.draw(st.integers(0, 255))
    try:
        cells = read(bytes(body))
    except RegisterError as refused:
        in_words(refused)
    else:
        assert cells.frame.height <= 3


def in_words(refused):
    assert str(refused).startswith(refused.location)
