"""The response cache serves the application's own responses, for a second and only for the same request."""

from wsgiref.util import setup_testing_defaults

import pytest

from kobling.web.public.cache.response_cache import MAX_RESPONSES, ResponseCache


class Counting:
    """An application that numbers its answers."""

    def __init__(self, status="200 OK", cache="public, max-age=60"):
        self.status, self.cache, self.answered, self.closed = status, cache, 0, 0

    def __call__(self, environ, start):
        self.answered += 1
        start(self.status, [("Content-Type", "text/plain"), ("Cache-Control", self.cache)])
        return Body(self, [f"{environ['PATH_INFO']} {self.answered}".encode()])


class Body(list):
    def __init__(self, owner, parts):
        super().__init__(parts)
        self.owner = owner

    def close(self):
        self.owner.closed += 1


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def ask(cache, path="/", **more):
    environ = {"PATH_INFO": path, **more}
    setup_testing_defaults(environ)
    started = []
    body = b"".join(cache(environ, lambda status, headers, *_: started.append((status, headers))))
    return *started[0], body


def test_a_page_is_made_once_in_a_second_and_again_in_the_next(clock):
    pages = Counting()
    cache = ResponseCache(pages, clock=clock)

    first = ask(cache)
    clock.now = 0.99
    assert ask(cache) == first
    clock.now = 1.0
    assert ask(cache)[2] == b"/ 2"
    assert pages.answered == pages.closed == 2


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/other"},
        {"HTTP_HOST": "other.example.dk"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_ACCEPT": "application/json"},
        {"SCRIPT_NAME": "/below"},
        {"wsgi.url_scheme": "https"},
        {"QUERY_STRING": "q=1"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"HTTP_COOKIE": "a=b"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
    ],
)
def test_another_question_gets_its_own_answer(clock, other):
    pages = Counting()
    cache = ResponseCache(pages, clock=clock)

    ask(cache)
    assert ask(cache, **other)[2].endswith(b"2")
    assert ask(cache)[2] == b"/ 1"


@pytest.mark.parametrize(
    "pages", [Counting("404 Not Found"), Counting("301 Moved"), Counting(cache="no-store"), Counting(cache="private")]
)
def test_only_pages_meant_for_everybody_are_kept(clock, pages):
    cache = ResponseCache(pages, clock=clock)

    assert ask(cache)[2] != ask(cache)[2]


def test_it_does_not_fill_up(clock):
    pages = Counting()
    cache = ResponseCache(pages, clock=clock)
    for number in range(MAX_RESPONSES + 10):
        ask(cache, f"/{number}")

    assert ask(cache, "/0")[2] == b"/0 1"
    assert ask(cache, f"/{MAX_RESPONSES + 5}")[2] != f"/{MAX_RESPONSES + 5} {MAX_RESPONSES + 6}".encode()


def test_nobody_can_change_what_the_next_one_gets(clock):
    cache = ResponseCache(Counting(), clock=clock)
    ask(cache)[1].append(("X-Mine", "1"))

    assert ("X-Mine", "1") not in ask(cache)[1]
