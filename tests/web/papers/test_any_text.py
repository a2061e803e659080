"""Laws of papers: whatever a municipality writes, nothing runs off a slide, breaks a PDF or becomes a formula."""

import io

import pikepdf
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st
from pptx import Presentation

from kobling.records.base import Text
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.papers.committee_paper import committee_paper
from kobling.web.papers.council_sheet import council_sheet
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.slides.deck import MAX_SLIDES, Style, fit_lines
from kobling.web.papers.slides.goal_deck import goal_deck
from kobling.web.papers.slides.measure import LINE, fit, height_of
from kobling.web.papers.slides.overview_deck import overview_deck
from kobling.web.papers.tables import subject_workbook
from tests.laws import examples
from tests.web.papers.reading import outside, too_full
from tests.web.papers.test_papers import NOW, RELEASE

LONG = "Speciallægepraksisplanlægningsudvalgets " * 60
# A municipality's texts hold no control characters (records/base.py); what a person types into a paper may.
HOSTILE = st.sampled_from(
    [
        '=HYPERLINK("x")',
        "+1",
        "-1",
        "@SUM(A1)",
        '#import "/etc"',
        "]#{",
        "$$",
        "\\",
        "</a:t>",
        "&lt;",
        "_x0041_",
        LONG,
        "x" * 3000,
    ]
)
TEXTS = st.one_of(
    HOSTILE, st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(str.strip)
)


def edition_with(words):
    """The sample, with a text everywhere in one of its goals."""
    text = Text(da=words, en=None)

    def changed(goal):
        if goal.key != "miljoe":
            return goal
        wording = goal.wording.model_copy(update={"text": text})
        targets = tuple(target.model_copy(update={"text": text}) for target in goal.targets)
        return goal.model_copy(update={"short": text, "wording": wording, "missing": text, "targets": targets})

    document = RELEASE.document.model_copy(update={"goals": tuple(map(changed, RELEASE.document.goals))})
    municipality = document.municipality.model_copy(update={"notice": text})
    document = document.model_copy(update={"municipality": municipality})
    release = ReleaseFile(document=document, sha256=RELEASE.sha256, created_at=NOW, created_by="office")
    return Edition(release, is_draft=True)


@given(words=TEXTS, language=st.sampled_from(["da", "en"]))
@examples(8)
@example(words=LONG, language="da")
def test_whatever_is_written_is_shown_harmless(words, language):
    import openpyxl

    made_of, subject = edition_with(words), Subject("goal", "miljoe")
    with override(language):
        for content in (goal_deck(made_of, subject), overview_deck(made_of, Subject("theme", "liv"))):
            made = Presentation(io.BytesIO(content))
            assert len(made.slides) <= MAX_SLIDES
            assert [shape for slide in made.slides for shape in outside(made, slide)] == []
            assert [text for slide in made.slides for text in too_full(slide)] == []
        for content in (
            council_sheet(made_of, subject, at=NOW),
            committee_paper(made_of, subject, {"law": words}, at=NOW),
        ):
            with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as meta:
                assert meta["pdfuaid:part"] == "1"
        book = openpyxl.load_workbook(io.BytesIO(subject_workbook(made_of, subject)))
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


SIZES = (28.0, 20.0, 12.0)


@given(text=TEXTS, width=st.floats(40, 900), height=st.floats(20, 400))
@examples(60)
def test_a_text_fits_or_is_cut(text, width, height):
    fitted = fit(text, width, height, SIZES)

    assert fitted.size in SIZES
    assert fitted.is_cut == (fitted.text != text) or fitted.size == SIZES[-1]
    assert height_of(fitted.text, width, fitted.size) <= height or height < SIZES[-1] * LINE * 2
    if not fitted.is_cut:
        assert fitted.text == text


@given(texts=st.lists(TEXTS, max_size=6), height=st.floats(20, 300))
@examples(40)
def test_paragraphs_are_shown_in_order_and_the_last_is_cut(texts, height):
    shown, size = fit_lines([(text, Style()) for text in texts], 400, height, SIZES)

    assert len(shown) <= len(texts)
    assert [text for text, _style in shown[:-1]] == texts[: max(0, len(shown) - 1)]
    assert size in SIZES
