"""PxWeb, the database of Statistics Sweden, Norway, Finland, Greenland and others, as a register.

    scb = PxWeb(HttpClient(SWEDEN.address, register="scb"), SWEDEN)
    scb.search("folkmängd", language="sv")
    scb.fetch(Selection("BE/BE0101/BE0101A/BefolkningNy", {"ContentsCode": ["BE0101N1"], "Tid": ["top(3)"]}))

With version 1 of its API a table's code is its path below the database; with version 2 (`PxWeb2`), which Sweden and
Norway have moved to, it is a name: `TAB638`. Sources of the protocols: the servers' own code (statisticssweden/PxWeb,
PxTools/PxWebApi), and the recorded exchanges of rOpenGov/pxweb (tests/testthat/api.scb.se).
"""

from kobling.sources.pxweb.api2 import PxWeb2
from kobling.sources.pxweb.client import PxWeb
from kobling.sources.pxweb.sites import (
    FINLAND,
    GREENLAND,
    NORWAY,
    NORWAY_2,
    SWEDEN,
    SWEDEN_2,
    PxWeb2Site,
    PxWebSite,
)

__all__ = [
    "FINLAND",
    "GREENLAND",
    "NORWAY",
    "NORWAY_2",
    "SWEDEN",
    "SWEDEN_2",
    "PxWeb",
    "PxWeb2",
    "PxWeb2Site",
    "PxWebSite",
]
