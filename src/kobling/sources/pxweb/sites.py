"""The PxWeb sites of statistical offices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PxWebSite:
    """One statistical office's PxWeb."""

    name: str
    """as definitions write it"""
    title: str
    """in the office's own language"""
    address: str
    """the URL up to the language"""
    database: str
    languages: tuple[str, ...]
    """the languages it answers in, its own first"""

    def path(self, language: str, code: str = "") -> str:
        """Return the path below the address to a folder or table, in a language it has or else its own."""
        available = language if language in self.languages else self.languages[0]
        return f"{available}/{self.database}/{code}"


SWEDEN = PxWebSite("scb", "Statistiska centralbyrån", "https://api.scb.se/OV0104/v1/doris/", "ssd", ("sv", "en"))
NORWAY = PxWebSite("ssb", "Statistisk sentralbyrå", "https://data.ssb.no/api/v0/", "table", ("no", "en"))
FINLAND = PxWebSite("statfin", "Tilastokeskus", "https://pxdata.stat.fi/PxWeb/api/v1/", "StatFin", ("fi", "sv", "en"))
GREENLAND = PxWebSite(
    "statgl",
    "Kalaallit Nunaanni Naatsorsueqqissaartarfik",
    "https://bank.stat.gl/api/v1/",
    "Greenland",
    ("da", "en", "kl"),
)


@dataclass(frozen=True, slots=True)
class PxWeb2Site:
    """One statistical office's PxWeb with version 2 of its API."""

    name: str
    """as definitions write it"""
    title: str
    """in the office's own language"""
    address: str
    """the URL up to the version"""
    languages: tuple[str, ...]
    """the languages it answers in, its own first"""


SWEDEN_2 = PxWeb2Site("scb2", SWEDEN.title, "https://statistikdatabasen.scb.se/api/v2/", SWEDEN.languages)
NORWAY_2 = PxWeb2Site("ssb2", NORWAY.title, "https://data.ssb.no/api/pxwebapi/v2/", NORWAY.languages)
