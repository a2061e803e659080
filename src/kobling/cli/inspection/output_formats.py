"""An inspection as a person reads it, as JSON, as SARIF and as annotations of a GitHub workflow."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.inspection.report import Report
from kobling.cli.inspection.sarif import as_sarif
from kobling.core.chain import RULES_BY_CODE, Finding, Ref, Severity
from kobling.rooms.findings.queries import SEED
from kobling.web.shared.formats import format_day
from kobling.web.shared.formats import format_number as in_words
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import fill_message, finding_text, severity_name


def as_text(report: Report) -> str:
    """Write it for a person: a paragraph for each finding, and a line that sums up."""
    lines: list[str] = []
    for finding in report.inspected.findings:
        lines += [*_paragraph(report, finding), ""]
    return "\n".join([*lines, *_summary(report)])


def _paragraph(report: Report, finding: Finding) -> Iterator[str]:
    rule, place = RULES_BY_CODE[finding.code], report.place(finding.subject)
    yield f"{rule.code} {severity_name(rule.severity)}: {finding_text(finding)}"
    yield f" --> {place or finding.subject}"
    yield f"  | {report.named(finding.subject)}"
    yield from (f"  | + {line}" for line in report.evidence(finding))
    yield _("help: %(what)s (kobling rule %(code)s)") % {"what": _(rule.clears), "code": rule.code}


def _summary(report: Report) -> Iterator[str]:
    counts = Counter(RULES_BY_CODE[one.code].severity for one in report.inspected.findings)
    forms = {
        Severity.ERROR: ngettext("%(count)s error", "%(count)s errors", counts[Severity.ERROR]),
        Severity.WARNING: ngettext("%(count)s warning", "%(count)s warnings", counts[Severity.WARNING]),
        Severity.NOTE: ngettext("%(count)s note", "%(count)s notes", counts[Severity.NOTE]),
    }
    each = [form % {"count": in_words(counts[severity])} for severity, form in forms.items() if counts[severity]]
    total = counts.total()
    found = ngettext("%(count)s finding", "%(count)s findings", total) % {"count": in_words(total)}
    result = f"{found} ({', '.join(each)})" if each else _("Nothing found")
    asked = ngettext("%(count)s rule", "%(count)s rules", len(report.inspected.rules))
    how = asked % {"count": in_words(len(report.inspected.rules))}
    yield _("%(result)s on %(day)s, by %(rules)s.") % {"result": result, "day": format_day(report.day), "rules": how}
    if report.not_tested():
        yield f"D302: {report.not_tested()}"
    elif "D302" in report.inspected.rules:
        yield _("D302 was tested with seed %(seed)s.") % {"seed": SEED}
    if report.run is not None:
        yield _("Kept as run %(number)s; see: kobling findings list") % {"number": report.run}


def as_json(report: Report) -> str:
    """Write it for a program; figures are as they are, words in the active language."""
    told = {
        "municipality": report.source.facts.municipality.slug,
        "on": report.day.isoformat(),
        "seed": SEED,
        "rules": report.inspected.rules,
        "not_tested": {"D302": report.not_tested()} if report.not_tested() else {},
        "run": report.run,
        "findings": [_finding_json(report, one) for one in report.inspected.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def _finding_json(report: Report, finding: Finding) -> dict[str, Any]:
    rule = RULES_BY_CODE[finding.code]
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        **_object_json(report, finding.subject),
        "message": finding_text(finding),
        "figures": dict(finding.figures),
        "evidence": [
            {
                **_object_json(report, one.ref),
                "message": fill_message(one.message, one.figures),
                "figures": dict(one.figures),
            }
            for one in finding.evidence
        ],
        "help": _(rule.clears),
        "fingerprint": finding.fingerprint,
    }


def _object_json(report: Report, ref: Ref) -> dict[str, Any]:
    place = report.place(ref)
    return {
        "kind": ref.kind,
        "key": ref.key,
        "object": str(localize(report.thing(ref).name)),
        "place": {"file": place.file, "line": place.line or None, "column": place.column or None} if place else None,
    }


def as_github(report: Report) -> str:
    """Write it as commands that a GitHub workflow turns into annotations of the files."""
    return "\n".join([_annotation(report, one) for one in report.inspected.findings])


GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _annotation(report: Report, finding: Finding) -> str:
    rule, place = RULES_BY_CODE[finding.code], report.place(finding.subject)
    properties = {"title": f"{rule.code} {rule.name}"}
    if place:
        properties = {
            "file": place.file,
            "line": str(max(place.line, 1)),
            "col": str(max(place.column, 1)),
        } | properties
    told = ",".join(f"{name}={_escape(value, also=True)}" for name, value in properties.items())
    message = f"{report.named(finding.subject)}: {finding_text(finding)}. {_(rule.clears)}"
    return f"::{GITHUB_LEVELS[rule.severity]} {told}::{_escape(message)}"


def _escape(value: str, *, also: bool = False) -> str:
    """Write what a workflow command would read as its own signs; in properties that is also colon and comma."""
    signs = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if also else {})
    return "".join(signs.get(sign, sign) for sign in value)


FORMATTERS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
"""The ways of writing it, by their name in --format."""
