"""The registers that figures may be fetched from: StatBank, and those of the operator's file of registers.

    KOBLING_REGISTERS=/etc/kobling/registers.yaml

    known: [scb2, ssb2, statfin, statgl, kolada]    # those whose addresses Kolada and the offices have published
    pxweb:
      - name: oresund
        title: Øresundsdatabasen
        address: "https://px.example.org/api/v1/"
        database: db                                # of version 1 of PxWeb's API
        languages: [da, sv]
      - {name: oresund2, title: Øresundsdatabasen, address: "https://px.example.org/api/v2/", api: 2, languages: [da]}
    sdmx:
      - name: ecb
        title: European Central Bank
        address: "https://data-api.ecb.europa.eu/service/"     # or folder: a folder of messages
        messages: {EXR: {way: data/EXR/M..EUR.SP00.A, title: Exchange rates}}
    extracts:
      folder: /srv/kobling/extracts
      title: Kommunens egne udtræk
      tables: {HELP: {file: help.parquet, title: Hjemmehjælp, area: municipality, period: year, value: hours}}

Only the operator sets addresses; an indicator's definition names a register and never an address.
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
RegisterFactory = Callable[[], "Register"]
RESERVED_NAMES = ("statbank", "kolada", "extracts", "files")
"""Names that no other register may have."""


class _FileSection(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PxWebOffice(_FileSection):
    """A statistical office with a PxWeb service."""

    name: Name
    title: str
    address: Address
    api: Literal[1, 2] = 1
    database: str | None = None
    languages: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_database(self) -> "PxWebOffice":
        if (self.database is None) == (self.api == 1):
            raise ValueError("version 1 of the API needs a database, and version 2 has none")
        return self


class SdmxMessage(_FileSection):
    """One message of an SDMX source."""

    way: str
    title: str


class SdmxSource(_FileSection):
    """The messages of one source, at an address or in a folder."""

    name: Name
    title: str
    address: Address | None = None
    folder: Path | None = None
    messages: dict[str, SdmxMessage]

    @model_validator(mode="after")
    def _has_one_location(self) -> "SdmxSource":
        if (self.address is None) == (self.folder is None):
            raise ValueError("give either address or folder")
        return self


class ExtractFiles(_FileSection):
    """A folder of extracts, and what each file holds."""

    folder: Path
    title: str
    tables: dict[str, dict[str, Any]]


class RegistersFile(_FileSection):
    """The operator's file of registers."""

    known: tuple[Literal["scb", "scb2", "ssb", "ssb2", "statfin", "statgl", "kolada"], ...] = ()
    pxweb: tuple[PxWebOffice, ...] = ()
    sdmx: tuple[SdmxSource, ...] = ()
    extracts: ExtractFiles | None = None

    @model_validator(mode="after")
    def _has_unique_names(self) -> "RegistersFile":
        names = [*RESERVED_NAMES, *(name for name in self.known if name not in RESERVED_NAMES)]
        names += [*(office.name for office in self.pxweb), *(source.name for source in self.sdmx)]
        duplicate = next((name for name in names if names.count(name) > 1), None)
        if duplicate:
            raise ValueError(f"two registers are called {duplicate}")
        return self


def registers(file: str, *, cache: Path | None) -> Mapping[str, RegisterFactory]:
    """Return factories of the registers in a file, by name. Raises ImproperlyConfigured."""
    if not file:
        return {}
    try:
        content = RegistersFile.model_validate(yaml.safe_load(Path(file).read_text("utf-8")) or {})
        extracts = _extracts(content.extracts) if content.extracts is not None else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"KOBLING_REGISTERS names {file}, which cannot be read: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'the file'}: {problem['msg']}" for problem in error.errors()
        )
        raise ImproperlyConfigured(f"KOBLING_REGISTERS names {file}, in which {problems}") from error
    factories: dict[str, RegisterFactory] = {name: partial(_known, name, cache) for name in content.known}
    factories |= {office.name: partial(_pxweb, office, cache) for office in content.pxweb}
    factories |= {source.name: partial(_sdmx, source) for source in content.sdmx}
    if extracts is not None:
        factories["extracts"] = lambda: extracts
    return factories


# These imports take longer than most commands run, so each is made where it is needed.


def statbank(address: str, *, cache: Path | None) -> "Register":
    """Return Statistics Denmark's StatBank."""
    from kobling.sources.statbank import StatBank, statbank_client  # noqa: PLC0415

    return StatBank(statbank_client(address, cache_folder=cache))


def _known(name: str, cache: Path | None) -> "Register":
    from kobling.sources.kolada import BASE_URL, Kolada  # noqa: PLC0415
    from kobling.sources.pxweb import (  # noqa: PLC0415
        FINLAND,
        GREENLAND,
        NORWAY,
        NORWAY_2,
        SWEDEN,
        SWEDEN_2,
        PxWeb,
        PxWeb2,
    )
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415

    if name == "kolada":
        return Kolada(HttpClient(BASE_URL, register=name, cache_folder=cache))
    for newer in (SWEDEN_2, NORWAY_2):
        if newer.name == name:
            return PxWeb2(HttpClient(newer.address, register=name, cache_folder=cache), newer)
    site = next(site for site in (SWEDEN, NORWAY, FINLAND, GREENLAND) if site.name == name)
    return PxWeb(HttpClient(site.address, register=name, cache_folder=cache), site)


def _pxweb(office: PxWebOffice, cache: Path | None) -> "Register":
    from kobling.sources.pxweb import PxWeb, PxWeb2, PxWeb2Site, PxWebSite  # noqa: PLC0415
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415

    client = HttpClient(office.address, register=office.name, cache_folder=cache)
    if office.database is None:
        return PxWeb2(client, PxWeb2Site(office.name, office.title, office.address, office.languages))
    return PxWeb(client, PxWebSite(office.name, office.title, office.address, office.database, office.languages))


def _sdmx(source: SdmxSource) -> "Register":
    from kobling.sources.registers.http import HttpClient  # noqa: PLC0415
    from kobling.sources.sdmx import MessageDefinition, SdmxRegister  # noqa: PLC0415

    location = HttpClient(source.address, register=source.name) if source.address else source.folder
    messages = {code: MessageDefinition(message.way, message.title) for code, message in source.messages.items()}
    return SdmxRegister(location or Path(), name=source.name, title=source.title, messages=messages)


def _extracts(files: ExtractFiles) -> "Register":
    from kobling.sources.extracts import ExtractDefinition, ExtractRegister  # noqa: PLC0415

    tables = {code: ExtractDefinition.model_validate(definition) for code, definition in files.tables.items()}
    return ExtractRegister(files.folder, tables, title=files.title)
