"""The shelf holds what was asked for most lately, and no more than there is room for."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from kobling.web.public.cache.page_cache import Ready, Shelf
from kobling.web.public.responses import Page


def ready(size):
    return Ready(page=Page(content_type="text/plain", body=b"x" * size), etag="", compressed=None)


def test_what_was_asked_for_longest_ago_goes_first():
    shelf = Shelf(room=10)
    shelf.keep(("r", "a"), ready(4))
    shelf.keep(("r", "b"), ready(4))
    assert shelf.get(("r", "a"))

    shelf.keep(("r", "c"), ready(4))

    assert shelf.get(("r", "a"))
    assert shelf.get(("r", "b")) is None
    assert shelf.get(("r", "c"))


def test_a_page_of_one_release_is_not_another_releases():
    shelf = Shelf(room=10)
    shelf.keep(("one", "a"), ready(1))

    assert shelf.get(("other", "a")) is None


@given(sizes=st.lists(st.integers(min_value=0, max_value=30), max_size=30))
def test_there_is_never_more_than_there_is_room_for(sizes):
    shelf = Shelf(room=40)
    for place, size in enumerate(sizes):
        shelf.keep(("r", str(place)), ready(size))

    held = [shelf.get(("r", str(place))) for place in range(len(sizes))]
    assert sum(one.size for one in held if one) <= 40
    assert not sizes or held[-1]


def test_a_page_larger_than_the_room_is_not_kept_and_pushes_nothing_out():
    shelf = Shelf(room=10)
    shelf.keep(("r", "a"), ready(4))
    shelf.keep(("r", "b"), ready(11))

    assert shelf.get(("r", "a"))
    assert shelf.get(("r", "b")) is None


@given(body=st.binary(max_size=3000))
def test_compressed_and_plain_are_the_same_page(body):
    made = Ready.of(Page(content_type="text/html; charset=utf-8", body=body))

    assert made == Ready.of(Page(content_type="text/html; charset=utf-8", body=body))
    assert made.compressed is None or gzip.decompress(made.compressed) == body


def test_what_is_small_or_compressed_already_is_sent_as_it_is():
    assert Ready.of(Page(content_type="font/woff2", body=b"a" * 2000)).compressed is None
    assert Ready.of(Page(content_type="text/plain", body=b"a")).compressed is None
    assert Ready.of(Page(content_type="text/plain", body=b"a" * 2000)).compressed
