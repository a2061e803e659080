"""PxWeb, which keeps the tables of Statistics Sweden, Norway, Finland, Greenland and others: version 1 of its API.

    scb = PxWeb(Line(SWEDEN.address, register="scb"), SWEDEN)
    scb.search("folkmängd", language="sv")
    scb.draw(Selection("BE/BE0101/BE0101A/BefolkningNy", {"ContentsCode": ["BE0101N1"], "Tid": ["top(3)"]}))

A table's code is the way to it from its database. Source of the protocol: PxWebApi 1.0, Statistics Sweden's description
of it, and the recorded exchanges of rOpenGov/pxweb (tests/testthat/api.scb.se).
"""

from kobling.sources.pxweb.client import PxWeb
from kobling.sources.pxweb.places import FINLAND, GREENLAND, NORWAY, SWEDEN, Place

__all__ = ["FINLAND", "GREENLAND", "NORWAY", "SWEDEN", "Place", "PxWeb"]
