"""SDMX messages as a register, from files or over HTTP: SDMX-ML 2.1 and SDMX-JSON, parsed by sdmx1.

    rates = MessageDefinition("data/EXR/M..EUR.SP00.A", "Exchange rates")
    client = HttpClient("https://data-api.ecb.europa.eu/service/", register="ecb")
    ecb = SdmxRegister(client, name="ecb", title="European Central Bank", messages={"EXR": rates})
    ecb.fetch(Selection("EXR", {"CURRENCY": ["USD"], "TIME_PERIOD": ["2010-08"]}))

sdmx1 is an extra: pip install kobling[sdmx]. Without it every message raises RegisterError with that advice.
"""

from kobling.sources.sdmx.messages import parse_sdmx
from kobling.sources.sdmx.register import MessageDefinition, SdmxRegister

__all__ = ["MessageDefinition", "SdmxRegister", "parse_sdmx"]
