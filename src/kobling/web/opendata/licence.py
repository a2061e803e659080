"""The licence of the open data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence with its address."""

    name: str
    title: str
    url: str


LICENCE = Licence(
    name="CC-BY-4.0",
    title="Creative Commons Attribution 4.0 International",
    url="https://creativecommons.org/licenses/by/4.0/",
)
