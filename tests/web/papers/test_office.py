"""Slides and workbooks open in LibreOffice, every slide as a page, with the municipality's own template too."""

import os
import shutil
import subprocess

import pikepdf
import pytest
from django.utils.translation import override

from kobling.web.papers.edition import Subject
from kobling.web.papers.slides.goal_deck import goal_deck
from kobling.web.papers.slides.overview_deck import overview_deck
from kobling.web.papers.tables import subject_workbook
from tests.rooms.slide_templates.test_checks import powerpoint
from tests.web.papers.test_papers import DRAFT, EDITION, deck

SOFFICE = shutil.which("soffice")
SUBJECTS = (Subject("front"), Subject("committee", "culture"), Subject("goal", "farligt"), Subject("goal", "miljoe"))

pytestmark = pytest.mark.exhaustive


@pytest.fixture(autouse=True, scope="module")
def _office():
    if SOFFICE is None:
        assert not os.environ.get("CI"), "CI has to have LibreOffice: sudo apt-get install libreoffice-impress"
        pytest.skip("LibreOffice is not installed: sudo apt-get install libreoffice-impress libreoffice-calc")


def as_pdf(folder, files):
    """Let LibreOffice convert files to PDF, without asking anything; return the number of pages of each."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / name) for name in files)], check=True, timeout=240, capture_output=True)
    pages = {}
    for name in files:
        with pikepdf.open(folder / name.replace(name[name.rindex(".") :], ".pdf")) as pdf:
            pages[name] = len(pdf.pages)
    return pages


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_slide_is_a_page(tmp_path, language):
    files, expected = {}, {}
    with override(language):
        for number, subject in enumerate(SUBJECTS):
            for template in (None, powerpoint()):
                name = f"{number}-{'own' if template else 'ours'}.pptx"
                make = goal_deck if subject.kind == "goal" else overview_deck
                files[name] = make(DRAFT, subject, template=template)
                expected[name] = len(deck(DRAFT, subject, template=template).slides)

    assert as_pdf(tmp_path, files) == expected


def test_a_workbook_opens(tmp_path):
    with override("da"):
        pages = as_pdf(tmp_path, {"maal.xlsx": subject_workbook(EDITION, Subject("front"))})

    assert pages["maal.xlsx"] >= 3
