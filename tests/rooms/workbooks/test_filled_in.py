"""A workbook that a person has filled in becomes a change draft, or comes back with what is wrong, cell by cell."""

import io
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kobling.records.agreements import Commitment
from kobling.records.budget import Budget, Track
from kobling.records.chain import Goal
from kobling.records.council import Priority
from kobling.records.indicators import Measurement
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Leader, Term, Unit
from kobling.rooms.change_drafts.actions import apply_change_draft
from kobling.rooms.change_drafts.queries import change_draft
from kobling.rooms.facts.actions import Origin
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import UnknownRevision, import_facts
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.workbooks.actions import take_over_workbook
from kobling.rooms.workbooks.problems import NoOrigin, WorkbookError
from kobling.rooms.workbooks.queries import priorities_workbook, workbook
from tests.rooms import small
from tests.rooms.changing import change_fact
from tests.rooms.workbooks.filling_in import all_fields, columns, fill, saved

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"
COMMITTEE = {"key": "kultur", "name": "Kulturudvalget", "kind": "standing_committee"}
OTHER = {"key": "teknik", "name": {"da": "Teknisk Udvalg", "en": "Technical Committee"}, "kind": "standing_committee"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored():
    council = {"key": "council", "name": "Byrådet", "kind": "council"}
    priority = {"key": "p", "term": "2018-2021", "committee": "kultur", "goal": "a", "year": 2020, "rank": 2}
    facts = small.facts(
        bodies=[council, COMMITTEE, OTHER],
        goals=[small.goal("a", small.target("a1")), small.goal("b")],
        priorities=[priority],
        measurements=[small.measurement("members", str(year), 59.0 + year - 2015) for year in range(2015, 2020)],
    )
    import_facts(facts=facts, by="office", at=NOON)


def opened(*kinds, language="da"):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(workbook(HERE, kinds, language, all_fields)))


def table(year=2020):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(priorities_workbook(HERE, year, "da")))


def hand_in(book, may_change=lambda _before, _after: True):
    data = io.BytesIO(book if isinstance(book, bytes) else saved(book))
    return take_over_workbook(municipality=HERE, file=data, title="Excel", by="anna", at=NOON, may_change=may_change)


def problems(book, **more):
    with translation.override("da"), pytest.raises(WorkbookError) as caught:
        hand_in(book, **more)
    return list(caught.value.lines())


def apply(draft, acceptance=None):
    apply_change_draft(municipality=HERE, number=draft, by="anna", at=NOON, acceptance=acceptance)
    return municipality_facts(HERE)


def test_pasted_goals_with_targets_units_and_initiatives_need_no_keys():
    book = opened(Goal, Unit, Initiative)
    fill(book["Mål"], 4, Byrådsperiode="2018-2021", Temaer="liv")
    fill(book["Mål"], 4, **{"Kort navn (dansk)": "Flere børn læser"})
    fill(book["Mål - Ordlydene og deres dage"], 4, Mål="Flere børn læser", **{"Ordlyd (dansk)": "Flere børn læser."})
    fill(
        book["Mål - Måltal"],
        3,
        **{
            "Mål": "flere børn  læser",
            "Hvornår det er nået": "et niveau, der skal nås",
            "Hvilken vej der er bedre": "Højere er bedre",
            "Det, der skal nås": "81,5",
            "Frist": "30. november 2025",
            "Det, der måles med": "Medlemmer (members)",
        },
    )
    fill(book["Enhed"], 3, Slags="center", **{"Navn (dansk)": "Børn & Unge ", "Hører under": "Kultur"})
    fill(
        book["Tiltag"],
        3,
        Byrådsperiode="2018-2021",
        Slags="indsats",
        Ansvarlig="Børn & Unge",
        Mål="Flere børn læser; Mål a",
        **{"Navn (dansk)": "Læs højt", "Hvad det er (dansk)": "Højtlæsning"},
    )

    taken = hand_in(book)

    assert taken.contents.made_keys == (
        ("unit", "boern-unge"),
        ("goal", "flere-boern-laeser"),
        ("initiative", "laes-hoejt"),
    )
    assert change_draft(HERE, taken.draft).origin is Origin.WORKBOOK
    facts = apply(taken.draft)
    goal = facts.goals[-1]
    assert (goal.key, goal.slug.da, goal.slug.en, goal.themes) == (
        "flere-boern-laeser",
        "flere-boern-laeser",
        "flere-boern-laeser",
        ("liv",),
    )
    assert [(one.key, one.value, one.deadline) for one in goal.targets] == [
        ("flere-boern-laeser-1", 81.5, date(2025, 11, 30))
    ]
    assert facts.units[-1].parent == "kultur" or facts.units[0].parent == "kultur"
    assert (facts.initiatives[-1].owner, facts.initiatives[-1].goals) == ("boern-unge", ("flere-boern-laeser", "a"))
    # Handed in once more, nothing is added a second time.
    assert hand_in(book).contents.differences == ()


def test_pasted_budget_lines_and_commitments_belong_where_their_names_say():
    book = opened(Track, Budget, Leader, Commitment)
    fill(book["Spor"], 2, Byrådsperiode="2018-2021", Mål="Mål a", **{"Navn (dansk)": "Læsning"})
    fill(book["Budget"], 2, Byrådsperiode="2018-2021", År=2021, **{"Navn (dansk)": "Budget 2021"})
    for row, (unit, amount) in enumerate((("Kultur", 1_500_000), (None, "2.000.000")), 2):
        fill(
            book["Budget - Budgetlinjer"], row, Budget="Budget 2021", Spor="Læsning", Enhed=unit, År=2021, Aftalt=amount
        )
    fill(book["Leder"], 2, Ledelsesniveau=1, Enhed="kultur", **{"Titel (dansk)": "Direktøren"})
    fill(
        book["Ledelsesløfte"],
        2,
        Byrådsperiode="2018-2021",
        Ledelsesniveau=1,
        Leder="Direktøren",
        Mål="a",
        **{"Løftet (dansk)": "Vi læser højt hver dag"},
    )

    facts = apply(hand_in(book).draft)

    assert [(line.track, line.unit, line.agreed) for line in facts.budgets[0].lines] == [
        ("laesning", "kultur", 1_500_000),
        ("laesning", None, 2_000_000),
    ]
    assert (facts.commitments[0].key, facts.commitments[0].leader) == ("vi-laeser-hoejt-hver-dag", "direktoeren")

    book = opened(Budget)
    fill(book["Budget - Budgetlinjer"], 4, Budget="budget-2021", Spor="laesning", År=2021, Enhed="kultur")
    found = problems(book)
    assert any(line.startswith("Budget - Budgetlinjer!") for line in found), found


def test_one_error_and_one_warning_come_back_at_their_cells():
    book = opened(Measurement)
    page = book["Måling"]
    fill(page, 7, Indikator="Medlemmer (members)", Periode="2020", Tal=0.64, Usikkerhed="ukendt")
    fill(page, 7, Hentet=date(2021, 1, 15))
    fill(page, 3, Svarede="mange")

    assert problems(book) == ["Måling!K3: »mange« er ikke et tal"]
    fill(page, 3, Svarede=1165)
    with translation.override("da"):
        taken = hand_in(book)
        lines = [warning.located_message() for warning in taken.contents.warnings]

    assert taken.draft == 1
    assert any(line.startswith("Måling!E7: advarsel: 0,64 ligger langt fra") for line in lines), lines


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "line"),
    [
        ("Mål", "Temaer", "Livv", "Mål!G2: noget, der hedder »Livv«, findes ikke. Mente du Liv (liv)?"),
        ("Mål", "Ansvarlig", "=A1", "Mål!O2: her står en formel; kopiér cellen, og indsæt dens værdi"),
        ("Mål", "Ansvarlig", "#N/A", "Mål!O2: Excel viser en fejl her, #N/A; skriv det, der hører til her"),
        ("Mål", "Kort navn (dansk)", None, "Mål!H2: Kort navn (dansk) skal udfyldes"),
        ("Mål", "Kort navn (dansk)", "skjult\u202etekst", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Mål", "Adresse (dansk)", "Ikke en adresse", "Mål!C2:"),
        ("Mål", "Adresse (dansk)", date(2020, 11, 30), "Mål!C2: Excel har lavet det skrevne om til dagen 2020-11-30"),
        ("Mål - Måltal", "Frist", "i går", "Mål - Måltal!G2: »i går« er ikke en dato; skriv den som 30-11-2020"),
        ("Mål - Måltal", "Det, der skal nås", "1.234", "kan læses som to tal"),
        ("Mål - Måltal", "Nr.", "et", "Mål - Måltal!B2: »et« er ikke et nummer fra 1"),
        ("Mål - Måltal", "Nøgle", "A B", "Mål - Måltal!C2:"),
        ("Mål - Måltal", "Nøgle", None, "Mål - Måltal!C2: Nøgle skal udfyldes"),
        ("Mål - Måltal", "Frist", None, None),
        (
            "Mål - Måltal",
            "Det, der skal nås",
            None,
            "Mål - Måltal!F2: et måltal af slagsen »et niveau, der skal nås« skal have feltet »Det, der skal nås«",
        ),
        ("Mål", "Nøgle", "b", "Mål!A3: dette står også i række 2"),
        ("Mål", "Slet", "måske", "Mål!X2: »måske« er hverken ja eller nej"),
    ],
)
def test_what_is_wrong_in_a_cell_is_named_there(sheet, heading, value, line):
    book = opened(Goal)
    fill(book[sheet], 2, **{heading: value})

    if line is None:
        assert hand_in(book).draft == 1
    else:
        found = problems(book)
        assert any(line in one for one in found), found


def test_sheets_and_columns_may_be_moved_filtered_and_added_but_not_renamed():
    book = opened(Goal, Unit)
    page = book["Mål"]
    page.insert_cols(1)
    page.cell(1, 1).value, page.cell(2, 1).value = "Mine noter", "husk"
    page.row_dimensions[3].hidden = True
    fill(page, 3, **{"Kort navn (dansk)": "Nyt navn"})
    page.delete_rows(2)
    book.create_sheet("Kladde").append(["hej"])
    del book["Enhed"]

    with translation.override("da"):
        taken = hand_in(book)
        lines = [warning.located_message() for warning in taken.contents.warnings]

    assert [one.name for one in taken.contents.differences] == ["b"]
    assert lines == [
        "Kladde: advarsel: arket er ikke et af Koblings og bliver ikke læst",
        "Mål!A1: advarsel: kolonnen »Mine noter« er ikke en af Koblings og bliver ikke læst",
    ]

    page.cell(1, columns(page)["Temaer"]).value = "Tema"
    assert problems(book) == ["Mål!H1: arket har ingen kolonne, der hedder »Tema«. Mente du Temaer?"]
    page.merge_cells("C2:C3")
    assert problems(book) == ["Mål: cellerne C2:C3 er flettet; del dem, og skriv i hver det, der hører til der"]
    page.unmerge_cells("C2:C3")
    page.title = "Mål 2"
    assert problems(book)[0].startswith("Mål 2: intet ark hedder det; giv det sit navn igen: Mål")


def test_a_row_that_is_gone_removes_nothing_and_one_that_is_marked_does():
    book = opened(Initiative)
    book["Tiltag"].delete_rows(2)
    assert hand_in(book).draft is None

    book = opened(Initiative)
    fill(book["Tiltag"], 2, Slet="ja")
    assert apply(hand_in(book).draft).initiatives == ()


def test_an_older_workbook_keeps_what_was_changed_since():
    book = opened(Goal)
    before = municipality_facts(HERE).goals[0]
    after = before.model_copy(update={"responsible": "kultur"})
    change_fact(municipality=HERE, before=before, after=after, by="bo", at=NOON)

    assert hand_in(book).draft is None
    fill(book["Mål"], 2, **{"Kort navn (dansk)": "Kortere"})
    goal = apply(hand_in(book).draft).goals[0]
    assert (goal.short.da, goal.responsible) == ("Kortere", "kultur")

    fill(book["Mål"], 2, Ansvarlig="Teknisk Udvalg")
    with pytest.raises(ConflictingChanges) as caught:
        hand_in(book)
    assert {conflict.field for conflict in caught.value.conflicts} == {"responsible"}


def test_a_workbook_of_elsewhere_is_refused():
    book = opened(Goal)
    book["_kobling"]["B3"] = "0123456789ab"
    with pytest.raises(UnknownRevision):
        hand_in(book)
    del book["_kobling"]
    with pytest.raises(NoOrigin):
        hand_in(book)


def test_what_one_may_not_change_is_refused_row_by_row():
    book = opened(Goal, Unit)
    fill(book["Mål"], 2, **{"Kort navn (dansk)": "Kortere"})
    fill(book["Enhed"], 2, **{"Navn (dansk)": "Fritid"})

    found = problems(book, may_change=lambda before, after: isinstance(after or before, Unit))

    assert found == ["Mål!A2: du må ikke ændre dette; spørg strategikontoret"]


def test_priorities_are_a_table_of_committees_by_goals():
    book = table()
    page = book["Prioriteringer 2020"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["Mål", "Kulturudvalget (kultur)", "Teknisk Udvalg (teknik)"],
        ["Mål a (a)", 2, None],
        ["Mål b (b)", None, None],
    ]
    assert hand_in(book).draft is None

    page["B2"], page["B3"], page["C2"] = None, 1, "X"
    priorities = apply(hand_in(book).draft).priorities
    assert [(one.key, one.committee, one.goal, one.year, one.rank) for one in priorities] == [
        ("teknik-a-2020", "teknik", "a", 2020, None),
        ("kultur-b-2020", "kultur", "b", 2020, 1),
    ]

    book = table()
    page = book["Prioriteringer 2020"]
    page["B3"] = "først"
    assert problems(book) == ["Prioriteringer 2020!B3: »først« er hverken et nummer, for eksempel 1, eller x"]


def test_the_table_and_the_sheet_of_priorities_say_the_same():
    book = opened(Priority)
    fill(book["Prioritering"], 2, **{"Nummer i udvalgets rækkefølge": 1})
    table_book = table()
    table_book["Prioriteringer 2020"]["B2"] = 1

    assert hand_in(book).contents.edits == hand_in(table_book).contents.edits


def test_a_council_term_is_its_years():
    book = opened(Term)
    fill(book["Byrådsperiode"], 3, **{"Nøgle": "ny", "Første dag": date(2022, 1, 1), "Sidste dag": date(2025, 12, 31)})

    assert problems(book) == ["Byrådsperiode!A3: »ny« er ikke en byrådsperiode; skriv dens år, for eksempel 2022-2025"]
    fill(book["Byrådsperiode"], 3, Nøgle="2022-2025")
    assert hand_in(book).draft == 1
