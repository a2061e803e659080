"""An inspection as SARIF.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020, with errata 01.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from kobling.cli.inspection.report import Report
from kobling.core.chain import RULES_BY_CODE, Finding, Ref, Rule
from kobling.core.chain.inspection.silos import SEED
from kobling.web.shared.formats import active_language
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import fill_message, finding_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The schema of the output; never fetched."""


def as_sarif(report: Report) -> str:
    """Return an inspection as one run of SARIF 2.1.0, with the selected rules, in the active language."""
    rules = [RULES_BY_CODE[code] for code in report.inspection.rules]
    rule_indices = {rule.code: index for index, rule in enumerate(rules)}
    driver = {
        "name": "kobling",
        "version": version("kobling"),
        "language": active_language(),
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": active_language(),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}],
        "results": [_result(report, finding, rule_indices[finding.code]) for finding in report.inspection.findings],
        "properties": {
            "municipality": report.source.facts.municipality.slug,
            "on": report.day.isoformat(),
            "seed": SEED,
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _(rule.when)},
        "fullDescription": {"text": f"{_(rule.when)} {_(rule.why)}"},
        "help": {"text": f"{_(rule.clears)} {_(rule.source)}"},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family.code]},
    }


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    related = [
        {
            "id": number,
            **_location(report, evidence.ref),
            "message": {"text": fill_message(evidence.message, evidence.figures) or report.name(evidence.ref)},
        }
        for number, evidence in enumerate(finding.evidence)
    ]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": RULES_BY_CODE[finding.code].severity,
        "message": {
            "text": f"{report.name(finding.subject)}: {finding_text(finding)}. {_(RULES_BY_CODE[finding.code].clears)}"
        },
        "locations": [_location(report, finding.subject)],
        "relatedLocations": related,
        "partialFingerprints": {"koblingFacts/v1": finding.fingerprint},
    }


def _location(report: Report, ref: Ref) -> dict[str, Any]:
    logical = {"name": str(localize(report.origin(ref).name)), "fullyQualifiedName": str(ref), "kind": "object"}
    location = report.location(ref)
    if location is None:
        return {"logicalLocations": [logical]}
    region = {"region": {"startLine": location.line, "startColumn": max(location.column, 1)}} if location.line else {}
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(Path(location.file))}, **region},
        "logicalLocations": [logical],
    }


def _uri(file: Path) -> str:
    """Return a relative path as a relative reference, and an absolute one as a file URI."""
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())


def _notifications(report: Report) -> list[dict[str, Any]]:
    """Return a notification if D302 was not tested."""
    reason = report.not_tested()
    if reason is None:
        return []
    return [{"level": "note", "message": {"text": reason}, "associatedRule": {"id": "D302"}}]
