"""Decompression under size limits."""

import gzip
import random
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError
from kobling.sources.registers.errors import DataLocation
from kobling.sources.registers.http.decompression import decompress

GIGABYTE = 1 << 30
AT = DataLocation("statbank", "FOLK1B")


def test_a_gzip_bomb_is_not_decompressed_to_its_end(fake):
    """A gigabyte of spaces comes as one megabyte; hardly any of it is unpacked."""
    fake.inject_fault("gzip_bomb")
    seen = []
    pieces = (gzip.compress(b" " * (1 << 20)) for _ in range(1024))

    with pytest.raises(RegisterError):
        seen.extend(
            len(p)
            for p in decompress(pieces, encoding="gzip", max_bytes=GIGABYTE, max_decompressed_bytes=3 << 20, at=AT)
        )

    assert max(seen) <= 1 << 20
    assert sum(seen) <= 3 << 20


@given(
    members=st.lists(st.binary(max_size=300), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 2000), max_size=6),
    seed=st.integers(0, 9),
)
def test_gzip_is_decompressed_however_it_is_cut_into_pieces(members, cuts, seed):
    level = random.Random(seed).randint(0, 9)
    packed = b"".join(gzip.compress(member, level) for member in members)
    ends = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    pieces = [packed[a:b] for a, b in pairwise(ends)]

    found = b"".join(decompress(pieces, encoding="gzip", max_bytes=10_000, max_decompressed_bytes=10_000, at=AT))

    assert found == b"".join(members)


@given(body=st.binary(min_size=1, max_size=300), cut=st.integers(1, 400))
def test_truncated_gzip_is_refused_wherever_it_ends(body, cut):
    packed = gzip.compress(body)
    kept = packed[: -min(cut, len(packed) - 1)]

    with pytest.raises(RegisterError) as raised:
        list(decompress([kept], encoding="gzip", max_bytes=10_000, max_decompressed_bytes=10_000, at=AT))
    assert raised.value.code == "cut_off"


@given(st.binary(max_size=400))
def test_any_bytes_declared_as_gzip_give_bytes_or_an_error(body):
    with suppress(RegisterError):
        assert (
            sum(map(len, decompress([body], encoding="gzip", max_bytes=1000, max_decompressed_bytes=1000, at=AT)))
            <= 1000
        )


def test_an_unknown_encoding_is_refused():
    with pytest.raises(RegisterError, match="packed as “br”"):
        decompress([], encoding="br", max_bytes=1, max_decompressed_bytes=1, at=AT)
