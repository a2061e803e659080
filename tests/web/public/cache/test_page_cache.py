"""The page cache holds the most recently used pages, up to a number of bytes."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from kobling.web.public.cache.page_cache import PageCache, PreparedPage
from kobling.web.public.responses import SiteFile


def prepared(size):
    return PreparedPage(file=SiteFile(content_type="text/plain", body=b"x" * size), etag="", compressed=None)


def test_what_was_asked_for_longest_ago_goes_first():
    cache = PageCache(max_bytes=10)
    cache.put(("r", "a"), prepared(4))
    cache.put(("r", "b"), prepared(4))
    assert cache.get(("r", "a"))

    cache.put(("r", "c"), prepared(4))

    assert cache.get(("r", "a"))
    assert cache.get(("r", "b")) is None
    assert cache.get(("r", "c"))


def test_a_page_of_one_release_is_not_another_releases():
    cache = PageCache(max_bytes=10)
    cache.put(("one", "a"), prepared(1))

    assert cache.get(("other", "a")) is None


@given(sizes=st.lists(st.integers(min_value=0, max_value=30), max_size=30))
def test_there_is_never_more_than_there_is_room_for(sizes):
    cache = PageCache(max_bytes=40)
    for place, size in enumerate(sizes):
        cache.put(("r", str(place)), prepared(size))

    held = [cache.get(("r", str(place))) for place in range(len(sizes))]
    assert sum(one.size for one in held if one) <= 40
    assert not sizes or held[-1]


def test_a_page_larger_than_the_room_is_not_kept_and_pushes_nothing_out():
    cache = PageCache(max_bytes=10)
    cache.put(("r", "a"), prepared(4))
    cache.put(("r", "b"), prepared(11))

    assert cache.get(("r", "a"))
    assert cache.get(("r", "b")) is None


@given(body=st.binary(max_size=3000))
def test_compressed_and_plain_are_the_same_page(body):
    made = PreparedPage.from_file(SiteFile(content_type="text/html; charset=utf-8", body=body))

    assert made == PreparedPage.from_file(SiteFile(content_type="text/html; charset=utf-8", body=body))
    assert made.compressed is None or gzip.decompress(made.compressed) == body


def test_what_is_small_or_compressed_already_is_sent_as_it_is():
    assert PreparedPage.from_file(SiteFile(content_type="font/woff2", body=b"a" * 2000)).compressed is None
    assert PreparedPage.from_file(SiteFile(content_type="text/plain", body=b"a")).compressed is None
    assert PreparedPage.from_file(SiteFile(content_type="text/plain", body=b"a" * 2000)).compressed
