"""Papers say what the pages say, whatever stands in it: slides, PDFs and workbooks are opened again and read."""

import html
import io
import re
from datetime import UTC, datetime
from itertools import cycle

import pikepdf
import pytest
from django.utils.translation import override
from pptx import Presentation

from kobling.core.status import Status
from kobling.web.papers.committee_paper import PARTS, committee_paper
from kobling.web.papers.content import goal_content, overview
from kobling.web.papers.council_sheet import council_sheet
from kobling.web.papers.edition import Edition, Subject, subject_of
from kobling.web.papers.slides.deck import MAX_SLIDES
from kobling.web.papers.slides.goal_deck import goal_deck
from kobling.web.papers.slides.overview_deck import overview_deck
from kobling.web.papers.tables import subject_workbook
from kobling.web.public.site import Site
from tests.spaces import plain
from tests.web.papers.reading import alternative, chart_values, outside, pdf_tags, slide_texts, titles
from tests.web.sample import HOSTILE, sample_release

NOW = datetime(2021, 2, 2, tzinfo=UTC)
RELEASE = sample_release()
EDITION = Edition(RELEASE, is_draft=False, sha256=RELEASE.sha256, root="https://example.org/lilleby/")
DRAFT = Edition(RELEASE, is_draft=True)
SUBJECTS = [
    Subject("front"),
    Subject("theme", "liv"),
    Subject("committee", "culture"),
    Subject("committee", "youth"),
    *(Subject("goal", key) for key in ("farligt", "miljoe", "tilvaekst", "sammenhaeng", "veje")),
]
LANGUAGES = ("da", "en")
SAMPLE = list(zip(SUBJECTS, cycle(LANGUAGES), strict=False))
REST = [(subject, {"da": "en", "en": "da"}[language]) for subject, language in SAMPLE]
EVERY = [*SAMPLE, *(pytest.param(*one, marks=pytest.mark.exhaustive) for one in REST)]


def named(value):
    return f"{value.kind}-{value.key}" if isinstance(value, Subject) else value


def deck(edition, subject, **more):
    make = goal_deck if subject.kind == "goal" else overview_deck
    return Presentation(io.BytesIO(make(edition, subject, **more)))


def page_text(subject, language):
    """The text of a subject's public page, with single spaces."""
    site = Site(RELEASE, root=EDITION.root)
    with override(language):
        address = EDITION.lookup.addresses.address_of(subject.kind, subject.key, language)
        return spaced(plain(re.sub(r"<[^>]*>", " ", site.open(address).body.decode())))


def spaced(text):
    return re.sub(r"\s+", " ", html.unescape(text)).replace(" .", ".").replace(" ,", ",")


@pytest.mark.parametrize(("subject", "language"), EVERY, ids=named)
def test_slides_have_titles_alternatives_notes_and_nothing_outside(subject, language):
    with override(language):
        made = deck(EDITION, subject)
        assert 2 <= len(made.slides) <= MAX_SLIDES
        assert all(titles(made))
        for slide in made.slides:
            assert outside(made, slide) == []
            notes = slide.notes_slide.notes_text_frame.text
            assert RELEASE.sha256 in notes
            assert str(EDITION.origin()) in notes
            assert not [one for one in slide.placeholders if not one.text_frame.text]
            for shape in slide.shapes:
                if shape.shape_type is not None and (shape.has_chart or shape.has_table or hasattr(shape, "image")):
                    assert alternative(shape).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goals_papers_have_the_sentences_of_its_page_and_no_other_figure(language):
    with override(language):
        for goal in RELEASE.document.goals:
            subject = Subject("goal", goal.key)
            content = goal_content(EDITION, subject)
            page = page_text(subject, language)
            for target in content.targets:
                for said in (target.mark.name, target.reason, target.uncertainty, target.message or ""):
                    assert spaced(plain(str(said))) in page, (goal.key, said)
            assert spaced(plain(str(content.message))) in page


def test_the_charts_data_are_the_points_of_the_page():
    with override("da"):
        for goal in RELEASE.document.goals[::3]:
            made = deck(EDITION, Subject("goal", goal.key))
            charts = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
            content = goal_content(EDITION, Subject("goal", goal.key))
            drawn = [target for target in content.targets if target.chart]
            assert len(charts) == len(drawn)
            for chart, target in zip(charts, drawn, strict=True):
                indicator = EDITION.lookup.indicators[
                    next(
                        one.indicator
                        for one in goal.targets
                        if EDITION.lookup.indicator(one) and str(target.name) == EDITION.lookup.indicator(one).name.da
                    )
                ]
                assert chart_values(chart, 0) == [point.value for point in indicator.points if point.in_force]


def test_the_overview_counts_what_the_front_page_counts_and_names_every_goal():
    with override("da"):
        made = deck(EDITION, Subject("front"))
        shown = overview(EDITION, Subject("front"))
        texts = slide_texts(made)
        assert shown.counts_line in texts
        page = page_text(Subject("front"), "da")
        for one in shown.counts:
            assert str(one.number) in page
        for group in shown.groups:
            for line in group.lines:
                assert line.mark.name in texts
                assert str(line.name)[:20] in texts


@pytest.mark.parametrize(("subject", "language"), EVERY, ids=named)
def test_sheets_are_tagged_one_page_and_say_where_they_are_from(subject, language):
    with override(language), pikepdf.open(io.BytesIO(council_sheet(EDITION, subject, at=NOW))) as pdf:
        assert len(pdf.pages) == 1
        check_tagged(pdf, language)
        tags = pdf_tags(pdf)
        if subject.kind != "goal" and any(overview(EDITION, subject).groups):
            assert {"Table", "TH", "TD"} <= set(tags)


def check_tagged(pdf, language):
    """The document says that it is PDF/UA-1, in which language and what it is called; pictures have alternatives."""
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith(language)
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"]
    tags = pdf_tags(pdf)
    assert "H1" in tags or "Title" in tags
    for figure in tags.get("Figure", []):
        assert str(figure.Alt).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_committees_paper_has_the_headings_of_minutes_in_their_order(language):
    with override(language):
        typed = {part.key: "" for part in PARTS} | {"recommendation": f"at godkende\nat {HOSTILE}", "case": "20/12345"}
        content = committee_paper(EDITION, Subject("goal", "miljoe"), typed, at=NOW)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        check_tagged(pdf, language)
        tags = pdf_tags(pdf)
        with override(language):
            headings = [str(part.heading) for part in PARTS if not part.is_line]
            below = [str(part.heading) for part in PARTS if part.level == 3]
        assert [str(one.T) for one in tags["H1"]] == [one for one in headings if one not in below]
        assert [str(one.T) for one in tags["H2"]] == below
        assert {"H3", "Figure", "Caption", "TH", "L", "LI"} <= set(tags)


@pytest.mark.parametrize(
    "text", ['#import "x"; $x$ *b* _i_ `c` \\ #{1+1} <a> @b', "日本 😀 \u202e\u0000\ue000", "العربية", "a" * 900]
)
def test_what_a_person_types_is_set_as_it_stands(text):
    with override("da"):
        content = committee_paper(
            EDITION, Subject("goal", "farligt"), dict.fromkeys(("resume", "annexes", "body"), text), at=NOW
        )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        check_tagged(pdf, "da")


def test_a_draft_is_marked_on_every_slide_page_and_sheet():
    import openpyxl

    with override("da"):
        made = deck(DRAFT, Subject("goal", "tilvaekst"))
        assert all("UDKAST" in " ".join(texts) for texts in map(slide_words, made.slides))
        book = openpyxl.load_workbook(io.BytesIO(subject_workbook(DRAFT, Subject("front"))))
        assert book.worksheets[-1]["A1"].value == "UDKAST: ikke offentliggjort"
        plainer = council_sheet(EDITION, Subject("goal", "tilvaekst"), at=NOW)
        assert len(council_sheet(DRAFT, Subject("goal", "tilvaekst"), at=NOW)) != len(plainer)


def slide_words(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_has_every_goal_and_figure_and_no_formula(language):
    import openpyxl

    with override(language):
        book = openpyxl.load_workbook(io.BytesIO(subject_workbook(EDITION, Subject("front"))))
    goals, figures, about = book.worksheets
    assert goals.max_row - 1 >= len(RELEASE.document.goals)
    points = sum(
        len(EDITION.lookup.indicators[key].points)
        for goal in RELEASE.document.goals
        for key in {target.indicator for target in goal.targets if target.indicator}
    )
    shown = overview(EDITION, Subject("front"))
    assert {goal.key for goal in shown.goals} == {goal.key for goal in RELEASE.document.goals}
    assert figures.max_row - 1 == points
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert RELEASE.sha256 in " ".join(str(row[0].value) for row in about.iter_rows())
    assert any(HOSTILE in str(cell.value) for row in goals.iter_rows() for cell in row)


def test_a_goal_without_figures_is_said_in_words():
    missing = next(goal for goal in RELEASE.document.goals if goal.status is Status.NO_DATA and goal.missing)
    with override("da"):
        texts = slide_texts(deck(EDITION, Subject("goal", missing.key)))
    assert missing.missing.da in texts
    assert "Mangler tal" in texts


@pytest.mark.parametrize("written", ["", "goal", "goal-", "front-x", "card-a", "status-reached", "../x"])
def test_what_names_no_page_is_no_subject(written):
    assert subject_of(written) is None
