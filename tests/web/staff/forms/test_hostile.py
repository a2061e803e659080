"""Hostile strings in every input of every kind of fact are shown as text, in its form and on its page."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.web.staff.forms.builder import FormBuilder
from kobling.web.staff.forms.data import record_data
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from tests.web.staff.users import NOON, signed_in_client
from tools.repository import ROOT

HERE = "kaedekoebing"
HOSTILE = "\"'><script>alert(1)</script>{{ 70707070|add:70707071 }}{% now %}=1+1"
COMPUTED = "141414141"
"""The sum in HOSTILE: as long as this so that no token or checksum on a page has it by chance."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_facts(facts=read_folder(ROOT / "examples" / HERE), by="office", at=NOON, replace=True)


def harmless(text):
    """Whether nothing of HOSTILE has become markup or been computed. A page's own scripts have an address."""
    return "<script>" not in text.lower() and "\"'>" not in text and COMPUTED not in text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_input_of_every_kind_shows_what_is_hostile_as_text(kind):
    index = fact_index(HERE)
    longest = max(index.facts(kind).values(), key=lambda record: len(record_data(record)))
    hostile = dict.fromkeys(record_data(longest), HOSTILE)
    problems = [FieldProblem(name, HOSTILE) for name in hostile]
    with translation.override("da"):
        form = FormBuilder(hostile, index, problems).form(kind.record)
        shown = "".join(render_to_string(node.template, {"node": node}) for node in form.nodes)
        parsed = parse_form(hostile, kind.record, index)

    assert harmless(shown)
    assert shown.count("&lt;script&gt;") > len(hostile)
    assert parsed.record is None
    assert all(one.message for one in parsed.problems)


def test_pages_of_every_kind_show_what_is_hostile_as_text():
    """The fact is kept with it where it may be, and its page, its list and its form are opened."""
    visitor, root = signed_in_client(of=HERE), f"/arbejde/{HERE}/oplysninger"
    for kind in KINDS:
        key, record = next(iter(fact_index(HERE).facts(kind).items()))
        typed = {f"f.{name}": HOSTILE if name.endswith(".da") else text for name, text in record_data(record).items()}
        answer = visitor.post(f"{root}/{kind.name}/{key}/ret/", typed | {"apply": "1", "answer": HOSTILE})
        assert answer.status_code == 302 or harmless(answer.content.decode()), kind.name
        for page in (f"{key}/", f"{key}/ret/", f"{key}/fortryd/", "" if kind is not KINDS[0] else f"{key}/"):
            shown = visitor.get(f"{root}/{kind.name}/{page}")
            assert shown.status_code == 200, (kind.name, page)
            assert harmless(shown.content.decode()), (kind.name, page)
