"""SDMX messages, from a file or over a line: SDMX-ML 2.1 and SDMX-JSON, as sdmx1 reads them.

    rates = Message("data/EXR/M..EUR.SP00.A", "Exchange rates")
    line = Line("https://data-api.ecb.europa.eu/service/", register="ecb")
    ecb = Sdmx(line, name="ecb", title="European Central Bank", messages={"EXR": rates})
    ecb.draw(Selection("EXR", {"CURRENCY": ["USD"], "TIME_PERIOD": ["2010-08"]}))

sdmx1 is an extra: pip install kobling[sdmx]. Without it everything here is refused in words.
"""

from kobling.sources.sdmx.messages import read_sdmx
from kobling.sources.sdmx.register import Message, Sdmx

__all__ = ["Message", "Sdmx", "read_sdmx"]
