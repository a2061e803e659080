"""PxWeb, the database of Statistics Sweden, Norway, Finland, Greenland and others, as a register: version 1 of its API.

    scb = PxWeb(HttpClient(SWEDEN.address, register="scb"), SWEDEN)
    scb.search("folkmängd", language="sv")
    scb.fetch(Selection("BE/BE0101/BE0101A/BefolkningNy", {"ContentsCode": ["BE0101N1"], "Tid": ["top(3)"]}))

A table's code is its path below the database. Source of the protocol: PxWebApi 1.0, Statistics Sweden's description
of it, and the recorded exchanges of rOpenGov/pxweb (tests/testthat/api.scb.se).
"""

from kobling.sources.pxweb.client import PxWeb
from kobling.sources.pxweb.sites import FINLAND, GREENLAND, NORWAY, SWEDEN, PxWebSite

__all__ = ["FINLAND", "GREENLAND", "NORWAY", "SWEDEN", "PxWeb", "PxWebSite"]
