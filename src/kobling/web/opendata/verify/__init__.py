"""Verify a downloaded release: parse the file, compute every result again and list the differences."""

from kobling.web.opendata.verify.consistency import Difference
from kobling.web.opendata.verify.verification import Verification, verify

__all__ = ["Difference", "Verification", "verify"]
