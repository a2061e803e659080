"""publiccode.yml agrees with the project, and follows the standard that catalogues read.

The limits are those of the publiccode.yml standard 0.4, https://yml.publiccode.tools/schema.core.html
"""

import tomllib

import pytest
import yaml

from tools.repository import ROOT

CARD = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_it_names_the_same_licence_and_python():
    assert CARD["legal"]["license"] == PROJECT["license"]
    python = next(entry for entry in CARD["dependsOn"]["open"] if entry["name"] == "Python")
    assert f">={python['versionMin']}" == PROJECT["requires-python"]


def test_everything_the_standard_demands_is_there():
    demanded = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip

    assert demanded <= CARD.keys()
    assert CARD["maintenance"]["contacts"]
    assert CARD["localisation"]["availableLanguages"] == sorted(CARD["description"])


@pytest.mark.parametrize("language", CARD["description"])
def test_the_descriptions_keep_within_the_standards_lengths(language):
    words = CARD["description"][language]

    assert len(words["shortDescription"]) <= 150
    assert 150 <= len(words["longDescription"]) <= 10_000
    assert words["features"]
