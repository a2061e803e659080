"""Papers are downloaded by those who may read what they are of, and the template for slides is kept and removed."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pptx import Presentation

from kobling.records.rights import Role
from kobling.rooms.audit.models import Entry
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.records import Place
from kobling.rooms.releases.actions import approve
from kobling.rooms.releases.queries import embargo_readings, summary
from kobling.rooms.slide_templates.queries import template
from kobling.web.papers.committee_paper import MAX_LENGTH
from kobling.web.staff.pages.papers import CONTENT_TYPES, unusable_words
from tests.rooms import small
from tests.rooms.slide_templates.test_checks import REFUSED, UnusableTemplate, powerpoint
from tests.web.papers.reading import slide_texts
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

PAGE = f"/arbejde/{HERE}/papirer/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    storby = {"code": "998", "slug": "storby", "name": "Storby Kommune"}
    import_facts(facts=small.facts(municipality=storby), by="office", at=NOON, replace=True)
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    approve(municipality=HERE, number=1, by="other", at=NOON, embargo_until=None)
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)


def get(visitor, **query):
    return visitor.get(PAGE + "hent/", query)


@pytest.mark.parametrize("about", ["front", "goal-a", "theme-liv", "committee-council", "findings"])
def test_every_paper_is_downloaded_as_every_kind(about):
    office = signed_in_client()
    for kind, content_type in CONTENT_TYPES.items():
        answer = get(office, about=about, of="1", **{"as": kind})
        assert answer.status_code == 200, answer.content.decode()
        assert answer["Content-Type"] == content_type
        assert answer["Content-Disposition"] == f'attachment; filename="{HERE}-{about}.{kind}"'
        assert answer["Cache-Control"] == "no-store"
    if about != "findings":
        answer = get(office, about=about, of="1", **{"as": "case"})
        assert answer["Location"].startswith(f"{PAGE}sag/?about={about}&of=1")


def test_a_paper_of_what_is_not_public_is_marked_and_only_for_its_readers():
    reader = signed_in_client(Role.READER)
    for of in ("2", "draft"):
        answer = get(reader, about="goal-a", of=of, **{"as": "pptx"})
        assert "UDKAST" in slide_texts(Presentation(io.BytesIO(answer.content)))
    published = get(reader, about="goal-a", of="1", **{"as": "pptx"})
    texts = slide_texts(Presentation(io.BytesIO(published.content)))
    assert "UDKAST" not in texts
    assert f"http://testserver/{HERE}/maal/" in texts


def test_a_paper_of_what_is_under_embargo_is_for_those_who_may_read_it_and_recorded():
    office, reader = signed_in_client(), signed_in_client(Role.READER)
    later = timezone.now() + timedelta(days=30)
    approve(municipality=HERE, number=2, by="other", at=NOON, embargo_until=later)
    assert get(reader, about="goal-a", of="2", **{"as": "pptx"}).status_code == 403
    assert embargo_readings(summary(HERE, 2)) == ()
    assert get(office, about="goal-a", of="2", **{"as": "pptx"}).status_code == 200
    assert len(embargo_readings(summary(HERE, 2))) == 1
    assert "under embargo" not in reader.get(PAGE).content.decode()


def test_a_councillor_reads_papers_of_goals_and_no_findings():
    councillor = signed_in_client(Role.COUNCILLOR)
    assert get(councillor, about="goal-a", of="1", **{"as": "pdf"}).status_code == 200
    assert get(councillor, about="findings", **{"as": "pdf"}).status_code == 403
    assert 'value="findings"' not in councillor.get(PAGE).content.decode()


def test_another_municipality_is_closed():
    office = signed_in_client()
    assert office.get("/arbejde/storby/papirer/hent/?about=front&of=draft&as=pdf").status_code == 403


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"about": "goal-none", "of": "1", "as": "pdf"}, 422),
        ({"about": "x", "of": "1", "as": "pdf"}, 422),
        ({"about": "front", "of": "1", "as": "exe"}, 422),
        ({"about": "findings", "as": "case"}, 422),
        ({"about": "front", "of": "draft", "day": "i går", "as": "pdf"}, 422),
        ({"about": "front", "of": "99", "as": "pdf"}, 403),
        ({"about": "front", "of": "1 OR 1=1", "as": "pdf"}, 403),
        ({}, 422),
    ],
)
def test_what_is_asked_for_wrongly_is_said_on_the_page(query, status):
    answer = get(signed_in_client(), **query)
    assert answer.status_code == status
    assert b"<form" in answer.content or status == 403


def test_the_committees_paper_takes_what_is_typed_and_stores_nothing():
    office = signed_in_client()
    asked = {"about": "goal-a", "of": "1"}
    form = office.get(PAGE + "sag/", asked).content.decode()
    assert '<label for="part-recommendation">Indstilling</label>' in form
    entries = Entry.objects.count()
    answer = office.post(PAGE + "sag/", asked | {"recommendation": "at godkende #import <b>", "case": "20/1"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.count() == entries

    long = office.post(PAGE + "sag/", asked | {"resume": "<b>" * MAX_LENGTH})
    assert long.status_code == 422
    assert "Der står for meget under Resume" in long.content.decode()
    assert "&lt;b&gt;&lt;b&gt;" in long.content.decode()


def test_the_way_to_the_papers_stands_where_their_subjects_are():
    office = signed_in_client()
    for page, about in (
        ("oplysninger/goal/a/", "goal-a"),
        ("oplysninger/theme/liv/", "theme-liv"),
        ("udvalg/council/", "committee-council"),
    ):
        assert f'{PAGE}?about={about}"' in office.get(f"/arbejde/{HERE}/{page}").content.decode()
    chosen = office.get(PAGE, {"about": "theme-liv", "as": "xlsx"}).content.decode()
    assert '<option value="theme-liv" selected>' in chosen
    assert 'value="xlsx" checked' in chosen
    assert "about=findings" in office.get(f"/arbejde/{HERE}/fund/").content.decode()


def hand_in(visitor, content, name="skabelon.pptx"):
    return visitor.post(PAGE + "skabelon/", {"file": SimpleUploadedFile(name, content)})


def test_a_template_is_kept_used_and_removed_by_the_office_and_the_administrator():
    office, administrator = signed_in_client(), signed_in_client(Role.ADMINISTRATOR)
    for outsider in (signed_in_client(Role.READER), signed_in_client(Role.OWNER, place=Place("goal", "a"))):
        assert hand_in(outsider, powerpoint()).status_code == 403
        assert 'type="file"' not in outsider.get(PAGE).content.decode()

    assert hand_in(administrator, powerpoint(), 'a<b>".pptx').status_code == 302
    assert template(HERE).name == 'a<b>".pptx'
    assert template("storby") is None
    assert "a&lt;b&gt;" in office.get(PAGE).content.decode()
    made = Presentation(io.BytesIO(get(office, about="goal-a", of="1", **{"as": "pptx"}).content))
    assert made.slide_width == Presentation().slide_width
    assert next(iter(made.slides)).shapes.title.text_frame.text

    assert office.post(PAGE + "skabelon/", {"act": "remove"}).status_code == 302
    assert template(HERE) is None
    done = list(Entry.objects.order_by("-pk").values_list("action", flat=True)[:2])
    assert done == ["remove slide template", "keep slide template"]


def test_a_template_that_cannot_be_used_is_refused_in_words():
    office = signed_in_client()
    for case in ("macros", "not a zip file", "a linked picture"):
        make, code = REFUSED[case]
        answer = hand_in(office, make())
        assert answer.status_code == 422
        assert unusable_words(UnusableTemplate(code)) not in {"", None}
    assert "Vælg en fil." in office.post(PAGE + "skabelon/", {}).content.decode()
    large = office.generic("POST", PAGE + "skabelon/", b"", CONTENT_LENGTH="20000001")
    assert large.status_code == 413
    assert template(HERE) is None
