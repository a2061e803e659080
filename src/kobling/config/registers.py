"""Which registers figures may be drawn from: StatBank, and those that the operator's file of registers names.

    KOBLING_REGISTERS=/etc/kobling/registers.yaml

    known: [scb, ssb, statfin, statgl, kolada]      # those whose addresses Kolada and the offices have published
    pxweb:
      - name: oresund
        title: Øresundsdatabasen
        address: "https://px.example.org/api/v1/"
        database: db
        languages: [da, sv]
    sdmx:
      - name: ecb
        title: European Central Bank
        address: "https://data-api.ecb.europa.eu/service/"     # or folder: a folder of messages
        messages: {EXR: {way: data/EXR/M..EUR.SP00.A, title: Exchange rates}}
    extracts:
      folder: /srv/kobling/extracts
      title: Kommunens egne udtræk
      tables: {HELP: {file: help.parquet, title: Hjemmehjælp, area: municipality, period: year, value: hours}}

Only the operator says where figures come from; a definition names a register and never an address.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

if TYPE_CHECKING:
    from kobling.sources.registers import Register

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
Address = Annotated[str, Field(pattern=r"^https?://\S+/$")]
Make = Callable[[], "Register"]
OWN = ("statbank", "kolada", "extracts")
"""Names that nothing else may have."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PxWebOffice(_Part):
    """An office of statistics that speaks PxWeb."""

    name: Name
    title: str
    address: Address
    database: str
    languages: Annotated[tuple[str, ...], Field(min_length=1)]


class SdmxMessage(_Part):
    """One message of an SDMX source."""

    way: str
    title: str


class SdmxSource(_Part):
    """Messages of one source: at an address, or in a folder."""

    name: Name
    title: str
    address: Address | None = None
    folder: Path | None = None
    messages: dict[str, SdmxMessage]

    @model_validator(mode="after")
    def _lies_in_one_place(self) -> "SdmxSource":
        if (self.address is None) == (self.folder is None):
            raise ValueError("give either address or folder")
        return self


class Files(_Part):
    """A folder of extracts, and what each file holds."""

    folder: Path
    title: str
    tables: dict[str, dict[str, Any]]


class RegistersFile(_Part):
    """The operator's file of registers."""

    known: tuple[Literal["scb", "ssb", "statfin", "statgl", "kolada"], ...] = ()
    pxweb: tuple[PxWebOffice, ...] = ()
    sdmx: tuple[SdmxSource, ...] = ()
    extracts: Files | None = None

    @model_validator(mode="after")
    def _names_are_different(self) -> "RegistersFile":
        names = [*OWN, *(one for one in self.known if one not in OWN)]
        names += [*(one.name for one in self.pxweb), *(one.name for one in self.sdmx)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"two registers are called {twice}")
        return self


def registers(file: str, *, cache: Path | None) -> Mapping[str, Make]:
    """Return how to reach each register of a file, by name. Raises ImproperlyConfigured."""
    if not file:
        return {}
    try:
        said = RegistersFile.model_validate(yaml.safe_load(Path(file).read_text("utf-8")) or {})
        extracts = _extracts(said.extracts) if said.extracts is not None else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as trouble:
        raise ImproperlyConfigured(f"KOBLING_REGISTERS names {file}, which cannot be read: {trouble}") from trouble
    except ValidationError as trouble:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in trouble.errors())
        raise ImproperlyConfigured(f"KOBLING_REGISTERS names {file}, in which {wrong}") from trouble
    found: dict[str, Make] = {name: partial(_known, name, cache) for name in said.known}
    found |= {one.name: partial(_pxweb, one, cache) for one in said.pxweb}
    found |= {one.name: partial(_sdmx, one) for one in said.sdmx}
    if extracts is not None:
        found["extracts"] = lambda: extracts
    return found


# What reads tables takes longer to import than most commands to run, so each is imported where it is needed.


def statbank(address: str, *, cache: Path | None) -> "Register":
    """Return Statistics Denmark's StatBank."""
    from kobling.sources.statbank import StatBank, statbank_client  # noqa: PLC0415

    return StatBank(statbank_client(address, cache_folder=cache))


def _known(name: str, cache: Path | None) -> "Register":
    from kobling.sources.kolada import BASE_URL, Kolada  # noqa: PLC0415
    from kobling.sources.pxweb import FINLAND, GREENLAND, NORWAY, SWEDEN, PxWeb  # noqa: PLC0415
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415

    if name == "kolada":
        return Kolada(HttpClient(BASE_URL, register=name, cache_folder=cache))
    site = next(site for site in (SWEDEN, NORWAY, FINLAND, GREENLAND) if site.name == name)
    return PxWeb(HttpClient(site.address, register=name, cache_folder=cache), site)


def _pxweb(office: PxWebOffice, cache: Path | None) -> "Register":
    from kobling.sources.pxweb import PxWeb, PxWebSite  # noqa: PLC0415
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415

    return PxWeb(HttpClient(office.address, register=office.name, cache_folder=cache), PxWebSite(**office.model_dump()))


def _sdmx(source: SdmxSource) -> "Register":
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415
    from kobling.sources.sdmx import MessageDefinition, SdmxRegister  # noqa: PLC0415

    place = HttpClient(source.address, register=source.name) if source.address else source.folder
    messages = {code: MessageDefinition(one.way, one.title) for code, one in source.messages.items()}
    return SdmxRegister(place or Path(), name=source.name, title=source.title, messages=messages)


def _extracts(files: Files) -> "Register":
    from kobling.sources.extracts import ExtractDefinition, ExtractRegister  # noqa: PLC0415

    tables = {code: ExtractDefinition.model_validate(said) for code, said in files.tables.items()}
    return ExtractRegister(files.folder, tables, title=files.title)
