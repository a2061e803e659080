"""Money and initiatives from themes through committees to directorates: a Sankey and the same numbers as a table.

money(view, names=names)          initiatives(view, names=names)      what flows, as `Flows`
sankey(flows, name="money")       {% include "shared/sankey.html" with sankey=... %}, with the table and what is missing
"""

from kobling.web.shared.chain.sankey.flows import Flow, Flows, Place, Stage, initiatives, money
from kobling.web.shared.chain.sankey.layout import Box, Laid, Ribbon, laid_out
from kobling.web.shared.chain.sankey.picture import Sankey, sankey

__all__ = [
    "Box",
    "Flow",
    "Flows",
    "Laid",
    "Place",
    "Ribbon",
    "Sankey",
    "Stage",
    "initiatives",
    "laid_out",
    "money",
    "sankey",
]
