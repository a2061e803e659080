"""The pages of facts: seen, added, changed, ended, moved and taken back, without a script."""

import re

import pytest

from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
ROOT = f"/arbejde/{HERE}/oplysninger"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def strategy():
    return signed_in_client()


def sent(answer):
    """What a browser sends of the form of a page, without a button."""
    text = answer.content.decode()
    inputs = dict(re.findall(r'<input[^>]*name="(f\.[^"]*|revision)"[^>]*?value="([^"]*)"', text))
    inputs |= dict(re.findall(r'<textarea[^>]*name="(f\.[^"]*)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*name="(f\.[^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        inputs[name] = chosen[0] if chosen else ""
    return inputs


def goal():
    return municipality_facts(HERE).goals[0]


def test_one_field_is_changed_in_two_steps(strategy):
    page = f"{ROOT}/goal/a/ret/?field=responsible"
    form = strategy.get(page)
    assert "Ansvarlig" in text_of(form)
    assert 'name="f.short.da"' not in form.content.decode()

    seen = strategy.post(page, sent(form) | {"f.responsible": "council", "preview": "1"})
    assert "Ansvarlig: nu »Byrådet«" in text_of(seen)
    assert goal().responsible is None

    done = strategy.post(page, sent(seen) | {"apply": "1", "reason": "Aftalt."})
    assert done.status_code == 302
    assert goal().responsible == "council"
    assert change_sets(HERE)[0].reason == "Aftalt."
    assert "Det er gemt." in text_of(strategy.get(done.url))
