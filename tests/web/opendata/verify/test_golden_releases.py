"""Releases as they were made once: their bytes, their checksums and their statuses never change.

Each is a document that `document(facts, on=day)` gave when its version of the rule was the newest: Viborg as of 30
November 2020, Kædekøbing as of 30 November 2025, and the made-up municipality of `tests/web/sample.py`. By version 2,
Kædekøbing is as of 15 January 2026, after a release under version 1 with the same figures.
"""

import gzip
import json
from pathlib import Path

import pytest

from kobling.rooms.releases.document import Document
from kobling.web.opendata.verify import verify

pytestmark = pytest.mark.every_python

GOLDEN = Path(__file__).parent / "golden"
SHA256S = {
    "rule-1-kaedekoebing": "b8788a3cdfa2acde68dea77aa8d28064890671032f5495e0b84b6e496cbd9990",
    "rule-1-sample": "5ad467feabd8967a0da6ca93c1be24266c0fb012fc9e0d8ed9aa97a2f90b9f15",
    "rule-1-viborg": "c22f4b40500752edfba57b32d56b04865d3887b391982c0615b275357b1134e6",
    "rule-2-kaedekoebing": "ba593446685e2bd199807e2aaffe1708ee2d7ff4b458aba45eea1beaefb0cc22",
    "rule-2-sample": "0c64f44b043df88b8fd3a7ff1faddfde023151d56b774b3a76dd62358558304b",
}


def release(name):
    return gzip.decompress((GOLDEN / f"{name}.json.gz").read_bytes())


def test_every_golden_release_has_its_checksum():
    assert {path.name.removesuffix(".json.gz") for path in GOLDEN.glob("*.gz")} == set(SHA256S)


@pytest.mark.parametrize("name", SHA256S)
def test_a_release_made_once_verifies_and_computes_to_the_same(name):
    verified = verify(release(name))

    assert verified.sha256 == SHA256S[name]
    assert verified.differences == ()
    assert verified.targets > 0


@pytest.mark.parametrize("name", SHA256S)
def test_reading_and_writing_a_release_changes_no_byte(name):
    assert Document.model_validate_json(release(name)).canonical_bytes() == release(name)


@pytest.mark.parametrize("name", SHA256S)
def test_a_release_is_judged_by_the_version_of_the_rule_in_its_name(name):
    content = json.loads(release(name))
    versions = {target["assessment"]["rule_version"] for goal in content["goals"] for target in goal["targets"]}

    assert versions == {content["rule_version"]} == {int(name.split("-")[1])}


@pytest.mark.parametrize("name", SHA256S)
def test_another_version_of_the_rule_does_not_give_the_same(name):
    content = json.loads(release(name))
    content["rule_version"] = 3 - content["rule_version"]

    assert not verify(json.dumps(content).encode()).agrees


def test_version_2_has_what_version_1_had_not():
    content = json.loads(release("rule-2-kaedekoebing"))
    targets = [target for goal in content["goals"] for target in goal["targets"]]
    (record,) = [target["assessment"]["record"] for target in targets if "record" in target["assessment"]]

    assert any(target.get("whole") for target in targets)
    assert record == {"reached": ["2022", "2023", "2024"], "missed": [], "undecided": [], "unmeasured": ["2025"]}
    assert [(change["kind"], change["status_before"], change["status_now"]) for change in content["changes"]] == [
        ("rule", "missed", "behind")
    ]
    for name in SHA256S:
        if name.startswith("rule-1"):
            assert not any(field in release(name) for field in (b'"whole": true', b'"term_periods"', b'"record": {'))
