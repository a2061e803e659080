"""Documents to make files of: the made-up municipality, and one small enough to check by hand."""

from datetime import date

from kobling.core.status import Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Source
from tests.web import sample
from tests.web.sample import counted, goal, indicator, sampled, target, text, unsure


def consistent(document):
    """The sample without what is made up in it: growth that no series gives, and changes that end nowhere."""
    indicators = tuple(one.model_copy(update={"calculation": None}) for one in document.indicators)
    latest = {(goal.key, target.key): target.latest for goal in document.goals for target in goal.targets}
    changes = tuple(one for one in document.changes if one.point_now == latest[one.goal, one.target])
    return document.model_copy(update={"indicators": indicators, "changes": changes})


HOSTILE = ("=1+1", "+45 12", "-2", "@SUM(A1)", "＝1", "'=1", 'say "hello"; then, go', "=1\n=2")
"""What a spreadsheet would run, or read as something else than a text."""

SWIMMERS = indicator(
    "swimmers",
    Unit.PERCENT,
    text("{value} kan svømme.", "{value} can swim."),
    [
        sampled("2019", 80.0, 400),
        sampled("2020", 81.5, 400, note=text('=HYPERLINK("https://example.org")', "@SUM(A1)")),
    ],
    name=text("=Svømmere; æøå", "+Swimmers"),
    collected_by="survey",
    licence="CC BY 4.0",
)
GROWTH = indicator(
    "growth",
    Unit.PERCENT_PER_YEAR,
    text("Befolkningen voksede {value}.", "The population grew by {value}."),
    [
        counted("2018-01-01/2019-01-01", -0.25, superseded=True),
        counted("2018-01-01/2019-01-01", -0.2, drawn=date(2020, 5, 1)),
        unsure("2019-01-01/2020-01-01", 1e-7, source=None),
    ],
    decimals=2,
)


def small_document():
    """Two goals, two indicators and five figures: small enough to check by hand."""
    goals = (
        goal("swim", "=Flere kan svømme", "+More can swim", [target(of=SWIMMERS, value=85.0)]),
        goal("grow", "@Vækst", None, [target(of=GROWTH, kind=Kind.RECURRING, value=0.5)], missing=text("-Intet")),
    )
    sources = tuple(
        Source(key=f"s{place}", title=text(words), url=None, date=None, note=None)
        for place, words in enumerate(HOSTILE)
    )
    return sample.sample_document().model_copy(
        update={"goals": goals, "indicators": (SWIMMERS, GROWTH), "sources": sources, "changes": ()}
    )
