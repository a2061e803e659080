"""Every sum that is printed holds as it is printed: on every page, by `kobling explain`, and in both languages."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import HealthCheck, Phase, given

from kobling.cli import status
from kobling.rooms.publishing import queries
from kobling.web.public.site import Site
from kobling.web.shared import words
from tests.laws import examples
from tests.rooms import strategies
from tests.rooms.publishing.test_document import as_facts
from tests.web.sample import sample_release
from tests.web.shared import calculator
from tools import example_site

LANGUAGES = ("da", "en")
RELEASES = {
    "viborg": example_site.example_release,
    "kaedekoebing": lambda: example_site.example_release(date(2025, 3, 31), folder="kaedekoebing"),
    "opdigtet": sample_release,
}


@pytest.fixture(scope="module", params=RELEASES)
def release(request):
    return RELEASES[request.param]()


class _Texts(HTMLParser):
    """The stretches of text of a page, without its scripts."""

    def __init__(self):
        super().__init__()
        self.found = []
        self._skipped = False

    def handle_starttag(self, tag, attrs):
        self._skipped = tag in {"script", "style"}

    def handle_endtag(self, tag):
        self._skipped = False

    def handle_data(self, data):
        if not self._skipped:
            self.found.append(data)


def texts_of(page):
    reading = _Texts()
    reading.feed(page)
    return reading.found


def test_every_sum_on_every_page_holds_as_it_is_printed(release):
    site, wrong, checked = Site(release), {}, 0
    for address in site.page_addresses.routes:
        page = site.open(address).body.decode()
        language = "da" if '<html lang="da"' in page else "en"
        for sum_ in (found for text in texts_of(page) for found in calculator.sums_in(text)):
            checked += 1
            if reason := calculator.why_wrong(sum_, language):
                wrong[f"{address}: {sum_}"] = reason

    assert wrong == {}
    assert checked > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sum_that_is_explained_holds_as_it_is_printed(release, language):
    with translation.override(language):
        lines = [line for goal in release.document.goals for line in status.explanation(goal, release.document)]
    sums = [found for line in lines for found in calculator.sums_in(line)]

    assert {found: reason for found in sums if (reason := calculator.why_wrong(found, language))} == {}
    assert len(sums) > 5


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2020, 11, 30), date(2040, 1, 1)], ids=str)
@given(facts=strategies.facts())
@examples(
    12,
    # A municipality is too large to be made smaller in reasonable time; it is printed whole.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_every_sum_of_any_municipality_holds_as_it_is_printed(facts, day):
    document = queries.document(as_facts(facts), on=day)
    for language in LANGUAGES:
        with translation.override(language):
            lines = [line for goal in document.goals for line in status.explanation(goal, document)]
            lines += [sum_ for indicator in document.indicators for _period, sum_ in words.derivations(indicator)]
        for found in (found for line in lines for found in calculator.sums_in(line)):
            assert calculator.why_wrong(found, language) == ""
