"""Keep a municipality's chain on: from the council's vision to what is done, and back as measured effect."""

__version__ = "0.2.0"
