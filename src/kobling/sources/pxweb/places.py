"""Whose PxWeb it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One office's PxWeb."""

    name: str
    """as definitions write it"""
    title: str
    """in the office's own words"""
    address: str
    """up to the language"""
    database: str
    languages: tuple[str, ...]
    """those it speaks, its own first"""

    def way(self, language: str, code: str = "") -> str:
        """Return the way below the address to a folder or table, in a language or else the office's own."""
        spoken = language if language in self.languages else self.languages[0]
        return f"{spoken}/{self.database}/{code}"


SWEDEN = Place("scb", "Statistiska centralbyrån", "https://api.scb.se/OV0104/v1/doris/", "ssd", ("sv", "en"))
NORWAY = Place("ssb", "Statistisk sentralbyrå", "https://data.ssb.no/api/v0/", "table", ("no", "en"))
FINLAND = Place("statfin", "Tilastokeskus", "https://pxdata.stat.fi/PxWeb/api/v1/", "StatFin", ("fi", "sv", "en"))
GREENLAND = Place(
    "statgl",
    "Kalaallit Nunaanni Naatsorsueqqissaartarfik",
    "https://bank.stat.gl/api/v1/",
    "Greenland",
    ("da", "en", "kl"),
)
