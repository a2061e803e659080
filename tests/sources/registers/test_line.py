"""The guarded line: what is whole comes through, and nothing else does, whatever the source is up to."""

import gzip
import logging
import random
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import WORDS, RegisterRefused
from kobling.sources.registers.line import Clock, Limits, Line, SaidNo
from kobling.sources.registers.parts import Part
from kobling.sources.registers.receiving import received
from kobling.sources.registers.redirects import is_written_inside, leads_inside
from tests.sources.statbank.fake import FakeStatBank
from tests.sources.statbank.holdings import RECORDED

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CATALOGUE = (RECORDED / "tables_da_2025-09.json").read_bytes()
ASKED = {"lang": "da", "format": "JSON"}
GIGABYTE = 1 << 30
HERE = Part(None, "statbank", "FOLK1B")


@pytest.fixture(scope="module")
def server():
    with FakeStatBank() as fake:
        yield fake


@pytest.fixture
def fake(server):
    server.reset()
    return server


class Sleeping:
    """A clock on which sleeping takes no time, and that remembers how long it was."""

    def __init__(self, chance=0.5):
        self.slept, self.at = [], 0.0
        self.clock = Clock(sleep=self.sleep, elapsed=lambda: self.at, now=lambda: NOON, chance=lambda: chance)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.at += seconds


def line_to(fake, *, chance=0.5, cache=None, **limits):
    """A line that waits for nobody, and its clock."""
    limits = {"connect": 2, "silence": 2, "whole": 20, "pause": 0, **limits}
    sleeping = Sleeping(chance)
    line = Line(
        fake.base,
        register="statbank",
        limits=Limits(**limits),
        clock=sleeping.clock,
        cache=cache,
        id_header="Statbankapi-Request-Id",
    )
    return line, sleeping


def refusal_of(line, path="tables", question=ASKED, table="FOLK1B"):
    with pytest.raises(RegisterRefused) as refused:
        line.post(path, question, table=table)
    assert str(refused.value).startswith("statbank FOLK1B: ")
    return refused.value


def test_an_answer_comes_byte_for_byte_with_what_was_asked_and_when(fake):
    line, _ = line_to(fake)

    raw = line.post("tables", ASKED)

    assert raw.body == CATALOGUE
    assert raw.query == f'POST {fake.base}tables\n{{"lang":"da","format":"JSON"}}'
    assert (raw.content_type, raw.received, raw.request_id) == ("text/json; charset=utf-8", NOON, "fake-000001")
    assert raw.sha256 == sha256(CATALOGUE).hexdigest()


def test_kobling_says_who_it_is_and_asks_for_gzip(fake):
    line_to(fake)[0].post("tables", ASKED)

    assert fake.asked[0].headers["User-Agent"].startswith("Kobling/")
    assert fake.asked[0].headers["Accept-Encoding"] == "gzip"


def test_a_question_may_stand_in_the_address(fake):
    assert b'"FOLK1B"' in line_to(fake)[0].get("tableinfo", params={"id": "FOLK1B"}).body


def test_the_request_id_is_logged(fake, caplog):
    caplog.set_level(logging.INFO, "kobling")
    line_to(fake)[0].post("tables", ASKED)

    assert "request fake-000001" in caplog.text


@pytest.mark.parametrize(
    ("toxic", "code"),
    [
        ("cut", "cut_off"),
        ("cut_gzip", "cut_off"),
        ("short_length", "cut_off"),
        ("garbage", "damaged_packing"),
        ("gzip_bomb", "too_many_unpacked"),
        ("endless", "too_many_bytes"),
        ("redirect_host", "redirect_host"),
        ("redirect_port", "redirect_host"),
        ("redirect_private", "redirect_private"),
        ("redirect_scheme", "redirect_scheme"),
        ("redirect_round", "redirect_round"),
        ("html_500", "fell_over"),
        ("html_503", "fell_over"),
        ("busy", "busy"),
    ],
)
def test_what_is_not_whole_is_refused_in_words(fake, toxic, code):
    fake.toxic(toxic)
    line, _ = line_to(fake, received=5_000_000, unpacked=50_000_000)

    assert refusal_of(line).code == code


@pytest.mark.parametrize("toxic", ["slow", "dripping", "slow_headers"])
def test_a_slow_answer_ends(fake, toxic):
    """A drop now and then breaks no limit on a single reading; the deadline cuts it all the same."""
    fake.toxic(toxic)
    line, _ = line_to(fake, silence=5, whole=0.4)
    began = time.monotonic()

    assert refusal_of(line).code == "too_slow"
    assert time.monotonic() - began < 3


def test_a_source_that_says_nothing_is_given_up(fake):
    fake.toxic("slow")

    assert refusal_of(line_to(fake, silence=0.3)[0]).code == "silent"


def test_what_is_refused_is_not_read_to_its_end(fake):
    """A gigabyte of spaces comes as one megabyte; hardly any of it is unpacked."""
    fake.toxic("gzip_bomb")
    seen = []
    pieces = (gzip.compress(b" " * (1 << 20)) for _ in range(1024))

    with pytest.raises(RegisterRefused):
        seen.extend(len(p) for p in received(pieces, encoding="gzip", at_most=GIGABYTE, unpacked=3 << 20, at=HERE))

    assert max(seen) <= 1 << 20
    assert sum(seen) <= 3 << 20


def test_a_busy_source_is_asked_again_after_as_long_as_it_wishes(fake):
    fake.toxic("busy", times=2)
    line, sleeping = line_to(fake, first_wait=0.1)

    assert line.post("tables", ASKED).body == CATALOGUE
    assert sleeping.slept == [1.0, 1.0]


def test_a_source_that_wishes_to_be_left_alone_all_day_is_left_alone(fake):
    fake.toxic("busy")
    fake.retry_after = "86400"
    line, sleeping = line_to(fake)

    assert refusal_of(line).facts["seconds"] == "86400"
    assert (len(fake.asked), sleeping.slept) == (1, [])


@pytest.mark.parametrize(("chance", "waits"), [(0.0, [0.5, 1.0, 2.0]), (0.5, [1.0, 2.0, 4.0]), (1.0, [1.5, 3.0, 5.0])])
def test_the_waits_double_with_some_chance_up_to_the_longest(fake, chance, waits):
    fake.toxic("html_500")
    line, sleeping = line_to(fake, chance=chance, longest_wait=5)

    refusal_of(line)

    assert sleeping.slept == waits
    assert len(fake.asked) == 4


def test_a_fault_that_passes_is_not_seen(fake):
    fake.toxic("html_503", times=3)

    assert line_to(fake)[0].post("tables", ASKED).body == CATALOGUE


def test_an_answer_that_breaks_in_the_middle_is_not_asked_for_again(fake):
    fake.toxic("cut", times=1)

    assert refusal_of(line_to(fake)[0]).code == "cut_off"
    assert len(fake.asked) == 1


def test_a_time_to_come_back_may_be_a_time_of_day(fake):
    fake.toxic("busy", times=1)
    fake.retry_after = format_datetime(NOON + timedelta(seconds=7), usegmt=True)
    line, sleeping = line_to(fake)
    line.post("tables", ASKED)

    assert sleeping.slept == [7]


@pytest.mark.parametrize("told", ["soon", "", "-5", "Mon, 02 Mar 2026", "١", "9" * 400])
def test_a_time_to_come_back_that_is_none_is_passed_over(fake, told):
    fake.toxic("busy", times=1)
    fake.retry_after = told.encode().decode("latin-1")
    line, sleeping = line_to(fake, longest_wait=1e10)
    line.post("tables", ASKED)

    assert sleeping.slept == [999_999_999 if told.startswith("9") else 1]


def test_there_is_a_pause_between_two_requests(fake):
    line, sleeping = line_to(fake, pause=2)
    for _ in range(3):
        line.post("subjects", ASKED)

    assert sleeping.slept == [2, 2]


def test_nobody_there_is_said_after_all_attempts():
    sleeping = Sleeping()
    with FakeStatBank() as gone:
        base = gone.base
    line = Line(base, register="statbank", limits=Limits(connect=1), clock=sleeping.clock)

    assert refusal_of(line).code == "no_contact"
    assert len([wait for wait in sleeping.slept if wait >= 1]) == 3


def test_another_address_of_the_same_server_is_followed_with_the_question(fake):
    fake.toxic("redirect_here")

    assert line_to(fake)[0].post("tables", ASKED).body == CATALOGUE


def test_what_the_source_says_when_it_refuses_is_kept_for_the_adapter(fake):
    refusal = refusal_of(line_to(fake)[0], "data", {"table": "FOLK1B"})

    assert isinstance(refusal, SaidNo)
    assert (refusal.status, refusal.request_id) == (400, "fake-000001")
    assert b'"errorTypeCode":"REQUEST-MISSING"' in refusal.body


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("http://api.statbank.invalid/v1/", "unencrypted"),
        ("ftp://127.0.0.1/", "no_address"),
        ("api.statbank.dk/v1", "no_address"),
        ("https://name:secret@example.org/", "no_address"),
        ("https://example.org/?key=1", "no_address"),
        ("https://", "no_address"),
        ("https://[::1/", "no_address"),
    ],
)
def test_an_address_that_is_none_or_can_be_listened_to_is_refused(base, code):
    with pytest.raises(RegisterRefused) as refused:
        Line(base, register="x")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("fe80::1", True),
        ("8.8.8.8", False),
        ("2a00:1450:400f:80d::200e", False),
        ("name.invalid", False),
        ("0x7f.1", True),
        ("2130706433", True),
    ],
)
def test_an_address_inside_is_known_however_it_is_written(host, inside):
    assert leads_inside(host) is inside


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        *[(host, True) for host in ("127.0.0.1", "::1", "localhost", "a.localhost", "10.1.2.3")],
        *[(host, False) for host in ("8.8.8.8", "api.statbank.dk", "notlocalhost")],
    ],
)
def test_what_is_inside_as_it_is_written_is_known_without_asking(host, inside, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", None)

    assert is_written_inside(host) is inside


def test_a_proxy_is_the_way_out_and_not_the_way_to_this_machine(fake, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert line_to(fake)[0].post("tables", ASKED).body == CATALOGUE
    away = Line("https://example.invalid/", register="x", limits=Limits(attempts=1, connect=1))
    with pytest.raises(RegisterRefused, match="cannot be reached"):
        away.get("tables")


@given(
    members=st.lists(st.binary(max_size=300), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 2000), max_size=6),
    seed=st.integers(0, 9),
)
def test_gzip_is_unpacked_wherever_it_is_cut_into_pieces(members, cuts, seed):
    level = random.Random(seed).randint(0, 9)
    packed = b"".join(gzip.compress(member, level) for member in members)
    ends = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    pieces = [packed[a:b] for a, b in pairwise(ends)]

    found = b"".join(received(pieces, encoding="gzip", at_most=10_000, unpacked=10_000, at=HERE))

    assert found == b"".join(members)


@given(body=st.binary(min_size=1, max_size=300), cut=st.integers(1, 400))
def test_gzip_that_stops_early_is_refused_wherever_it_stops(body, cut):
    packed = gzip.compress(body)
    kept = packed[: -min(cut, len(packed) - 1)]

    with pytest.raises(RegisterRefused) as refused:
        list(received([kept], encoding="gzip", at_most=10_000, unpacked=10_000, at=HERE))
    assert refused.value.code == "cut_off"


@given(st.binary(max_size=400))
def test_whatever_is_said_to_be_gzip_gives_bytes_or_words(body):
    with suppress(RegisterRefused):
        assert sum(map(len, received([body], encoding="gzip", at_most=1000, unpacked=1000, at=HERE))) <= 1000


def test_packing_that_was_not_asked_for_is_refused():
    with pytest.raises(RegisterRefused, match="packed as “br”"):
        received([], encoding="br", at_most=1, unpacked=1, at=HERE)


def test_an_answer_is_kept_with_its_date_until_it_is_too_old(fake, tmp_path):
    line, _ = line_to(fake, cache=tmp_path / "cache")
    first = line.kept("tables", ASKED, max_age=timedelta(hours=1))
    fake.retire("FOLK1B")
    later, sleeping = line_to(fake, cache=tmp_path / "cache")

    assert later.kept("tables", ASKED, max_age=timedelta(hours=1)) == first
    assert later.kept("tables", ASKED | {"lang": "en"}, max_age=timedelta(hours=1)) != first
    object.__setattr__(sleeping.clock, "now", lambda: NOON + timedelta(hours=2))
    assert later.kept("tables", ASKED, max_age=timedelta(hours=1)).body != first.body


def test_nothing_is_kept_unless_a_folder_is_given(fake):
    line, _ = line_to(fake)
    for _ in range(2):
        line.kept("tables", ASKED, max_age=timedelta(hours=1))

    assert len(fake.asked) == 2


@pytest.mark.parametrize("damage", [b"", b"{}\nx", b"[]\nx", b"one line"])
def test_a_kept_answer_that_is_damaged_is_asked_for_again(fake, tmp_path, damage):
    line, _ = line_to(fake, cache=tmp_path)
    line.kept("tables", ASKED, max_age=timedelta(hours=1))
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage or file.read_bytes()[:-1])

    assert line.kept("tables", ASKED, max_age=timedelta(hours=1)).body == CATALOGUE
    assert len(fake.asked) == 2


def test_several_threads_take_turns(fake):
    line, sleeping = line_to(fake, pause=1)
    threads = [threading.Thread(target=line.post, args=("subjects", ASKED)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(fake.asked) == 4
    assert sleeping.slept == [1, 1, 1]


@pytest.mark.parametrize("code", WORDS)
def test_every_refusal_can_be_said(code):
    facts = dict.fromkeys(
        ("found", "asked", "said", "seconds", "status", "request", "allowed", "wanted", "part", "last", "line"), 1
    )

    class Whatever(dict):
        def __missing__(self, key):
            return "…"

    assert WORDS[code] % Whatever(facts)
