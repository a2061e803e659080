"""Kolada, the key figures of Sweden's municipalities and regions, as a register: version 3 of its API.

    kolada = Kolada(HttpClient(BASE_URL, register="kolada"))
    kolada.search("hemtjänst", language="sv")
    kolada.fetch(Selection("N00945", {"municipality": ["1280", "0000"], "year": ["2019", "2020"]}))

A table is one key figure, by municipality (0000 is the country), gender (T all, K women, M men) and year. Source of the
protocol: Kolada's own description (github.com/Hypergene/kolada) and clients of version 3, such as LCHansson/rKolada.
Figures are to be named as Kolada's (Rådet för främjande av kommunala analyser).
"""

from kobling.sources.kolada.client import BASE_URL, Kolada

__all__ = ["BASE_URL", "Kolada"]
