"""Statistics Denmark's StatBank, as a register.

    statbank = StatBank(line_to_statbank())
    statbank.search("befolkning viborg", language="da")
    statbank.table("FOLK1B", language="da")
    statbank.draw(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": [">=2017K1"]}))

A question is looked through against the table before it is asked, and an answer against the question before it is
used. Figures are Statistics Denmark's, CC BY 4.0: the source is to be named.
"""

from kobling.sources.statbank.client import ADDRESS, StatBank, line_to_statbank
from kobling.sources.statbank.totals import total_of

__all__ = ["ADDRESS", "StatBank", "line_to_statbank", "total_of"]
