"""The chain as pages show it, the same for everybody who may see it.

filters = Filters.asked(request.GET)
table = chain_rows(graph.on(day), couplings(graph, on=day), names=names, findings=found)
choices(table, filters)                 {% include "shared/filters.html" with choices=... kept=... %}
drawn(table.only(filters), link=link)   {% include "shared/chain.html" with picture=... %}, shared/chain_legend.html
drawn_row(row, link=link).cells         {% include "shared/goal_chain.html" with cells=... %}: one goal, level by level
chain_svg(table)                        the same as a file of its own
dates(graph.days(), on=..., until=today, to=address)             {% include "shared/dates.html" with dates=... %}
walk(graph.on(day), ref, names=names, link=link)                 {% include "shared/walk.html" with walk=... %}

`names` is what everything in the graph is called, in the municipality's order:
`{ref: thing.name for ref, thing in chart.origins.items()}`. `link` gives a node's address on the site, or None.
Templates need `{% load %}`ing nothing; their rules are in static/shared/chain.css, after charts.css.
"""

from kobling.web.shared.chain.choosing import Choice, Choosing, choices
from kobling.web.shared.chain.dates import Dates, dates
from kobling.web.shared.chain.drawing import Drawn, DrawnRow, Links, anchor, drawn, drawn_row
from kobling.web.shared.chain.filters import Filters
from kobling.web.shared.chain.picture import chain_svg
from kobling.web.shared.chain.rows import Names, chain_rows
from kobling.web.shared.chain.table import LEVELS, Cell, ChainTable, Group, Row, Thing
from kobling.web.shared.chain.walks import Met, Walk, walk

__all__ = [
    "LEVELS",
    "Cell",
    "ChainTable",
    "Choice",
    "Choosing",
    "Dates",
    "Drawn",
    "DrawnRow",
    "Filters",
    "Group",
    "Links",
    "Met",
    "Names",
    "Row",
    "Thing",
    "Walk",
    "anchor",
    "chain_rows",
    "chain_svg",
    "choices",
    "dates",
    "drawn",
    "drawn_row",
    "walk",
]
