"""On what terms the data may be used."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence, and where it is found."""

    name: str
    title: str
    url: str


LICENCE = Licence(
    name="CC-BY-4.0",
    title="Creative Commons Attribution 4.0 International",
    url="https://creativecommons.org/licenses/by/4.0/",
)
