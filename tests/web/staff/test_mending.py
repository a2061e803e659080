"""A finding leads to the form that mends it."""

from datetime import date

import pytest

from kobling.core.chain import RULES
from kobling.records.rights import Role
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.findings import queries
from kobling.rooms.findings.actions import inspect
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.web.staff.mending import FIELDS, MISSING
from tests.web.staff.users import NOON, signed_in_client
from tools.repository import ROOT

HERE = "kaedekoebing"

pytestmark = pytest.mark.django_db


def test_every_rule_and_field_is_there():
    assert FIELDS.keys() | MISSING.keys() <= {rule.code for rule in RULES}
    assert [field for kind, field in MISSING.values() if field not in KIND_NAMED[kind].record.model_fields] == []
    every = {name for kind in KIND_NAMED.values() for name in kind.record.model_fields}
    assert set(FIELDS.values()) <= every


def test_a_finding_of_every_rule_is_mended_in_a_form_that_has_its_field():
    facts = read_folder(ROOT / "examples" / HERE)
    import_facts(facts=facts, by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=date(2025, 3, 31), by="office", at=NOON.replace(year=2025, month=4))
    office, reader = (signed_in_client(role, of=HERE) for role in (Role.STRATEGY, Role.READER))
    found = {one.finding.code: one for one in queries.findings(HERE)}
    mended = set()
    for code, tracked in found.items():
        page = f"/arbejde/{HERE}/fund/{tracked.number}/"
        answer = office.get(page)
        url = answer.context["mending_url"]
        assert "Ret det her" not in reader.get(page).content.decode()
        if url is None:
            continue
        mended.add(code)
        form = office.get(url)
        assert form.status_code == 200, url
        field = MISSING[code][1] if code in MISSING else FIELDS.get(code)
        if field and "field=" in url:
            assert f'id="f-{field}' in form.content.decode(), url
        if code in MISSING:
            assert f'value="{tracked.finding.subject.key}" selected' in form.content.decode(), url

    assert mended >= (FIELDS.keys() | MISSING.keys()) & found.keys()
    assert len(mended) > 15
