"""What a node's page shows of the record behind it: what came of an initiative, kroner, an agreement, a contact."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.core.chain import NodeKind, Ref
from kobling.records.agreements import Agreement
from kobling.records.base import Text
from kobling.records.budget import Budget, BudgetLine, Remainder
from kobling.records.indicators import Indicator
from kobling.records.initiatives import Ending, Initiative
from kobling.web.shared import words
from kobling.web.shared.budget_table import BudgetRow, BudgetTable, TableLink
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.staff.chain_view import ChainView

NamedFact = tuple[str, LocalizedText]
"""The name of a fact, and its value."""


def node_facts(chain: ChainView, ref: Ref) -> list[NamedFact]:
    """Return what a node's record holds beyond its links, as known on the day shown."""
    origin = chain.node_origin(ref)
    if origin.path:
        return []
    match origin.record:
        case Initiative() as initiative:
            return list(_initiative_facts(chain, initiative))
        case Agreement() as agreement:
            return list(_agreement_facts(agreement))
        case Budget() as budget:
            return list(_budget_facts(budget))
        case Indicator() as indicator:
            return list(_indicator_facts(indicator))
    return []


def _texts(*named: tuple[str, Text | str | None]) -> Iterator[NamedFact]:
    """Yield those that are known."""
    for name, value in named:
        if value:
            yield name, localize(value) if isinstance(value, Text) else localized_text(value)


def _initiative_facts(chain: ChainView, initiative: Initiative) -> Iterator[NamedFact]:
    yield from _texts(
        (_("What is done"), initiative.what),
        (_("Period"), words.days_from_to(initiative.start, initiative.end)),
        (_("What was expected beforehand"), initiative.hypothesis),
        (_("What will show whether it did"), initiative.measure),
        (_("Result"), initiative.outcome),
    )
    ending = initiative.ending_known_on(chain.day)
    if ending is not None:
        yield from _ending_facts(ending)
    elif initiative.end is not None and initiative.lacks_ending(chain.day):
        yield _("What was decided"), localized_text(words.missing_ending(initiative.end))


def _ending_facts(ending: Ending) -> Iterator[NamedFact]:
    yield from _texts(
        (_("What was decided"), words.ending_on(ending.date, ending.how.value)),
        (_("Why"), ending.reason),
    )
    seen = ending.follow_up
    if seen is not None:
        yield _("Follow-up"), join_texts((format_day(seen.date), localize(seen.text)), between=": ")


def _agreement_facts(agreement: Agreement) -> Iterator[NamedFact]:
    meetings = ", ".join(format_day(day) for day in agreement.dialogue_meetings)
    frame = None if agreement.frame is None else _("%(kroner)s kr.") % {"kroner": format_number(agreement.frame)}
    yield from _texts(
        (_("Period"), words.days_from_to(agreement.valid_from, agreement.valid_to)),
        (_("Signed"), format_day(agreement.signed) if agreement.signed else None),
        (_("Frame"), frame),
        (_("Dialogue meetings"), meetings),
        (_("Note"), agreement.note),
    )


def _budget_facts(budget: Budget) -> Iterator[NamedFact]:
    yield from _texts(
        (_("Year"), str(budget.year)),
        (_("Adopted"), format_day(budget.adoption_date) if budget.adoption_date else None),
        (_("Prices of the year"), str(budget.price_level) if budget.price_level else _("Not given")),
        (_("Note"), budget.note),
    )


def _indicator_facts(indicator: Indicator) -> Iterator[NamedFact]:
    yield from _texts((_("What is measured"), indicator.what), (_("Responsible for the figure"), indicator.owner))
    if indicator.contact is not None:
        contact = (localize(indicator.contact.function), indicator.contact.email)
        yield _("Questions about the figure"), join_texts(contact, between=", ")


def node_tables(chain: ChainView, ref: Ref) -> tuple[BudgetTable, ...]:
    """Return the kroner of a budget, by year, or of one of its lines; nothing for other nodes."""
    origin = chain.node_origin(ref)
    if not isinstance(origin.record, Budget):
        return ()
    if ref.kind is NodeKind.BUDGET:
        return budget_tables(chain, origin.record)
    if ref.kind is not NodeKind.BUDGET_LINE:
        return ()
    field, index = origin.path
    line: BudgetLine | Remainder = getattr(origin.record, str(field))[index]
    title = join_texts((localize(origin.record.name), _("in whole kroner")), between=", ")
    return (BudgetTable(title, "budget-line", (_row(chain, origin.record, line, None),), is_summed=False),)


def budget_record(chain: ChainView, ref: Ref | None) -> Budget | None:
    """Return the record of a budget; None for another node."""
    record = chain.node_origin(ref).record if ref else None
    return record if isinstance(record, Budget) else None


def budget_tables(chain: ChainView, budget: Budget) -> tuple[BudgetTable, ...]:
    """Return all lines and named remainders of a budget, with their sums, in a table for each year."""
    hrefs = {
        origin.path: chain.node_url(ref)
        for ref, origin in chain.chain_graph.origins.items()
        if ref.kind is NodeKind.BUDGET_LINE and origin.record is budget
    }
    rows = [
        *(_row(chain, budget, line, hrefs.get(("lines", index))) for index, line in enumerate(budget.lines)),
        *(_row(chain, budget, rest, hrefs.get(("remainders", index))) for index, rest in enumerate(budget.remainders)),
    ]
    return tuple(
        BudgetTable(
            title=_table_title(budget, year),
            name=f"budget-{year}",
            rows=tuple(row for row in rows if row.year == year),
        )
        for year in sorted({row.year for row in rows})
    )


def _table_title(budget: Budget, year: int) -> LocalizedText:
    """Return a budget's name and the year of the table, where it is not the budget's own."""
    years = () if year == budget.year else (str(year),)
    return join_texts((localize(budget.name), *years, _("in whole kroner")), between=", ")


def _row(chain: ChainView, budget: Budget, line: BudgetLine | Remainder, href: str | None) -> BudgetRow:
    track = next((track for track in chain.facts.tracks if track.key == line.track), None)
    name = line.name if isinstance(line, Remainder) else track.name if track else budget.name
    return BudgetRow(
        line=TableLink(localize(name), href),
        year=budget.year if line.year is None else line.year,
        amounts=line,
        committee=_link(chain, Ref(NodeKind.BODY, line.committee)) if line.committee else None,
        unit=_name(chain, NodeKind.UNIT, line.unit),
        goals=tuple(_link(chain, Ref(NodeKind.GOAL, key)) for key in (track.goals if track else ())),
        note=localize(line.note) if line.note else None,
        price_level=budget.price_level,
    )


def _name(chain: ChainView, kind: NodeKind, key: str | None) -> LocalizedText | None:
    return localize(chain.node_origin(Ref(kind, key)).name) if key else None


def _link(chain: ChainView, ref: Ref) -> TableLink:
    return TableLink(localize(chain.node_origin(ref).name), chain.node_url(ref))
