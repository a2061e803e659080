"""Statistics Denmark's StatBank, as a register.

    statbank = StatBank(statbank_client())
    statbank.search("befolkning viborg", language="da")
    statbank.describe("FOLK1B", language="da")
    statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": [">=2017K1"]}))

A selection is checked against the table before it is sent, and the response against the query before it is used.
The figures are Statistics Denmark's, CC BY 4.0: the source is to be named.
"""

from kobling.sources.statbank.client import BASE_URL, StatBank, statbank_client
from kobling.sources.statbank.totals import find_total

__all__ = ["BASE_URL", "StatBank", "find_total", "statbank_client"]
