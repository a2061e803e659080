"""Excel files and the municipality folder go out and come back on a page: as a draft, or with what is wrong."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from kobling.records.base import InvisibleCharacter
from kobling.records.rights import Role
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.change_drafts.queries import change_draft
from kobling.rooms.facts.actions import Origin
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.folder.actions import AddressIsPublic, UnknownRevision, import_facts
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Place
from kobling.rooms.workbooks.folders import NewDrawings, NotAllowed
from kobling.rooms.workbooks.problems import NoOrigin, OfOtherMunicipality
from kobling.rooms.workbooks.xlsx_sheet import UnreadableWorkbook
from kobling.web.staff.uploads import refusal_lines
from tests.rooms import small
from tests.rooms.workbooks.filling_in import fill, saved
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

PAGE = f"/arbejde/{HERE}/excel/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    storby = {"code": "998", "slug": "storby", "name": "Storby Kommune"}
    import_facts(facts=small.facts(municipality=storby), by="office", at=NOON, replace=True)


def workbook(visitor, query="kind=goal", page=PAGE):
    import openpyxl

    answer = visitor.get(f"{page}hent/?{query}")
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def hand_in(visitor, data, where="laeg-ind/", name="mappe/../udfyldt.xlsx"):
    content = data if isinstance(data, bytes) else saved(data)
    form = {"title": "Nye mål", "file": SimpleUploadedFile(name, content)}
    return visitor.post(PAGE + where, form)


def test_an_error_comes_back_at_its_cell_and_a_mended_file_becomes_a_draft():
    office = signed_in_client()
    book = workbook(office, "kind=goal&kind=unit&kind=nonsense")
    assert {"Mål", "Enhed"} <= set(book.sheetnames)
    page = book["Mål"]
    fill(page, 2, **{"Kort navn (dansk)": "Kortere", "Temaer": "<script>alert(1)</script>"})

    answer = hand_in(office, book)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Mål!G2: noget, der hedder »&lt;script&gt;alert(1)&lt;/script&gt;«, findes ikke" in text

    fill(page, 2, Temaer="liv")
    fill(book["Mål - Måltal"], 2, **{"Det, der skal nås": 0.8})
    answer = hand_in(office, book)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Mål - Måltal!F2: advarsel:" in text
    assert "Kort navn: før »Mål a«, nu »Kortere«" in text
    assert office.get(re.search(r'href="(/arbejde/lilleby/kladder/1/)"', text)[1]).status_code == 200
    draft = change_draft(HERE, 1)
    assert (draft.title, draft.origin, len(draft.edits.facts)) == ("Nye mål", Origin.WORKBOOK, 1)

    assert "Filen ændrer ingenting" in hand_in(office, workbook(office)).content.decode()


def test_what_a_file_adds_is_called_by_its_name():
    office = signed_in_client()
    book = workbook(office, "kind=unit")
    page = book["Enhed"]
    fill(page, page.max_row + 1, **{"Navn (dansk)": "Ny Børnehave", "Slags": page.cell(2, 4).value})

    assert "Enhed: Ny Børnehave <strong>bliver tilføjet</strong>" in hand_in(office, book).content.decode()


def test_figures_come_back_too():
    office = signed_in_client()
    book = workbook(office, "kind=measurement")
    page = book["Måling"]
    fill(page, 2, **{"Bemærkning (dansk)": "Talt to gange"})
    fill(page, 3, Indikator="members", Periode="2018", Tal=58, Usikkerhed="ukendt", Hentet="15-01-2019")

    text = hand_in(office, book).content.decode()

    assert "Måling: members 2018 2019-01-15 <strong>bliver tilføjet</strong>" in text
    assert "Talt to gange" in text


def test_what_is_not_asked_for_as_it_has_to_be_is_said_on_the_page():
    office = signed_in_client()
    for answer, words in (
        (office.get(f"{PAGE}prioriteringer/?year=1817"), "Vælg et år i en byrådsperiode."),
        (office.post(f"{PAGE}laeg-ind/", {"title": "x"}), "Vælg en fil."),
        (hand_in(office, b"nej"), "Det er ikke en Excel-fil, der kan læses."),
        (hand_in(office, b"nej", "mappe/laeg-ind/"), "dette er ikke en zip-fil, der kan læses"),
        (hand_in(office, workbook(signed_in_client(of=None), page="/arbejde/storby/excel/")), "fra en anden kommune"),
    ):
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_too_large_a_file_is_refused_before_it_is_read_and_a_forged_one_too():
    office = signed_in_client()
    answer = office.generic("POST", f"{PAGE}laeg-ind/", b"", CONTENT_LENGTH="20000001")
    assert answer.status_code == 413
    assert "Filen må højst fylde 20 MB." in answer.content.decode()

    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get(name=f"user-strategy-{HERE}"))
    assert forged.post(f"{PAGE}laeg-ind/").status_code == 403
    assert forged.post(f"{PAGE}mappe/laeg-ind/").status_code == 403


def test_rights_are_asked_about_row_by_row():
    reader = signed_in_client(Role.READER)
    book = workbook(reader, "kind=goal&kind=unit")
    assert "Filen ændrer ingenting" in hand_in(reader, book).content.decode()
    assert "Læg en udfyldt Excel-fil ind" not in reader.get(PAGE).content.decode()

    owner = signed_in_client(Role.OWNER, place=Place("goal", "a"))
    fill(book["Mål"], 2, **{"Kort navn (dansk)": "Kortere"})
    assert hand_in(owner, book).status_code == 200
    fill(book["Enhed"], 2, **{"Navn (dansk)": "Fritid"})
    assert "Enhed!A2: du må ikke ændre dette" in hand_in(owner, book).content.decode()
    assert owner.get(f"{PAGE}mappe/").status_code == 403


def test_the_folder_goes_out_as_a_zip_file_and_comes_back_as_a_draft():
    office = signed_in_client()
    data = office.get(f"{PAGE}mappe/").content
    assert "Filen ændrer ingenting" in hand_in(office, data, "mappe/laeg-ind/").content.decode()

    answer = hand_in(office, changed(data, "organisation.yaml", "name: Kultur", "name: Fritid"), "mappe/laeg-ind/")
    assert "før »Kultur«, nu »Fritid«" in answer.content.decode()
    assert change_draft(HERE, 1).origin is Origin.FOLDER

    answer = hand_in(office, changed(data, "organisation.yaml", "kind: council", "kind: byraad"), "mappe/laeg-ind/")
    assert "organisation.yaml:4:11:" in answer.content.decode()
    answer = hand_in(office, changed(data, "revision.yaml", "", ""), "mappe/laeg-ind/")
    assert "Der står ikke i filen, hvad den er lavet ud fra." in answer.content.decode()


def changed(data, name, old, new):
    """Return a zip file with another text in one file; without the file where there is nothing to replace."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(content, "w") as written:
        for path in archive.namelist():
            text = archive.read(path).decode()
            if not path.endswith(name):
                written.writestr(path, text)
            elif old:
                assert old in text
                written.writestr(path, text.replace(old, new))
    return content.getvalue()


REFUSED = [
    *(
        UnreadableWorkbook(code, 500_000)
        for code in ("not_xlsx", "old_format", "damaged", "document_type", "too_large_unpacked", "too_many_cells")
    ),
    NoOrigin(),
    OfOtherMunicipality(found="998"),
    UnknownRevision(number=3),
    PublishedFactsProtected("goal", ("a",), "removed"),
    PublishedFactsProtected("measurement", ("members 2019 2020-01-15",) * 30, "changed"),
    NewDrawings(("20200312-3f9a1c2b4d",)),
    NotAllowed(("goal a",)),
    NoReason(),
    InvisibleCharacter(found="U+202E"),
    AddressIsPublic(found="a", kept="b"),
]


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: type(error).__name__)
def test_every_refusal_has_its_words_in_both_languages(error):
    found = {}
    for language in ("da", "en"):
        with override(language):
            found[language] = list(refusal_lines(error))
    assert all(found["da"])
    assert found["da"][0] != found["en"][0]
    assert len(found["da"]) <= 22
