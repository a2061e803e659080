"""Output formats of an inspection: text, JSON, SARIF and annotations of a GitHub workflow."""

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.inspection.report import Report
from kobling.cli.inspection.sarif import as_sarif
from kobling.core.chain import FAMILIES, RULES_BY_CODE, Finding, Ref, Severity
from kobling.core.chain.inspection.order import by_weight
from kobling.core.chain.inspection.silos import SEED
from kobling.rooms.folder.errors import printable
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import localize
from kobling.web.shared.words.decouplings import ALIKE, count_phrase, decoupling_summaries
from kobling.web.shared.words.inspection import fill_message, finding_text, severity_name

WIDTH = 100
"""Characters per line of a summary."""


def as_text(report: Report) -> str:
    """Return an inspection as text: where the chain comes off, the findings by how much they matter, and a summary.

    Findings that are alike have one paragraph together, where there are many.
    """
    lines = list(_decouplings(report))
    found = by_weight(report.inspection.findings, about=lambda finding: (finding.code, finding.subject))
    for _kind, alike in groupby(found, key=lambda finding: (finding.code, finding.subject.kind)):
        findings = list(alike)
        if len(findings) >= ALIKE:
            lines += [*_paragraph_of_many(report, findings), ""]
        else:
            lines += [line for finding in findings for line in (*_paragraph(report, finding), "")]
    return "\n".join([*lines, *_summary(report)])


def _decouplings(report: Report) -> Iterator[str]:
    """Yield where the chain comes off, decoupling by decoupling, and a line between; nothing for rules of one alone."""
    if len({code[:2] for code in report.inspection.rules}) < len(FAMILIES):
        return
    findings = report.inspection.findings
    summaries = decoupling_summaries(
        (finding.code for finding in findings),
        silos=next((finding for finding in findings if finding.code == "D302"), None),
        node_name=lambda ref: printable(str(localize(report.origin(ref).name))),
    )
    for summary in summaries:
        words = f"{summary.name}: {summary.text}"
        yield from textwrap.wrap(words, WIDTH, subsequent_indent="  ", break_long_words=False)
    yield ""


def _paragraph_of_many(report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings that are alike, each on one line, without what shows them."""
    rule = RULES_BY_CODE[findings[0].code]
    yield f"{rule.code} {severity_name(rule.severity)}: {count_phrase(rule.code, len(findings))}"
    for finding in findings:
        location = report.location(finding.subject)
        where = f" --> {location}" if location else ""
        yield f"  | {report.name(finding.subject)}: {finding_text(finding)}{where}"
    yield _("help: %(what)s (kobling rule %(code)s)") % {"what": _(rule.clears), "code": rule.code}


def _paragraph(report: Report, finding: Finding) -> Iterator[str]:
    rule, location = RULES_BY_CODE[finding.code], report.location(finding.subject)
    yield f"{rule.code} {severity_name(rule.severity)}: {finding_text(finding)}"
    yield f" --> {location or finding.subject}"
    yield f"  | {report.name(finding.subject)}"
    yield from (f"  | + {line}" for line in report.evidence(finding))
    yield _("help: %(what)s (kobling rule %(code)s)") % {"what": _(rule.clears), "code": rule.code}


def _summary(report: Report) -> Iterator[str]:
    counts = Counter(RULES_BY_CODE[finding.code].severity for finding in report.inspection.findings)
    forms = {
        Severity.ERROR: ngettext("%(count)s error", "%(count)s errors", counts[Severity.ERROR]),
        Severity.WARNING: ngettext("%(count)s warning", "%(count)s warnings", counts[Severity.WARNING]),
        Severity.NOTE: ngettext("%(count)s note", "%(count)s notes", counts[Severity.NOTE]),
    }
    each = [form % {"count": format_number(counts[severity])} for severity, form in forms.items() if counts[severity]]
    total = counts.total()
    total_text = ngettext("%(count)s finding", "%(count)s findings", total) % {"count": format_number(total)}
    result = f"{total_text} ({', '.join(each)})" if each else _("Nothing found")
    rules = ngettext("%(count)s rule", "%(count)s rules", len(report.inspection.rules))
    rules_text = rules % {"count": format_number(len(report.inspection.rules))}
    yield _("%(result)s on %(day)s, by %(rules)s.") % {
        "result": result,
        "day": format_day(report.day),
        "rules": rules_text,
    }
    if report.not_tested():
        yield f"D302: {report.not_tested()}"
    elif "D302" in report.inspection.rules:
        yield _("D302 was tested with seed %(seed)s.") % {"seed": SEED}
    if report.run is not None:
        yield _("Kept as run %(number)s; see: kobling findings list") % {"number": report.run}


def as_json(report: Report) -> str:
    """Return an inspection as JSON, with unrounded figures, and texts in the active language."""
    content = {
        "municipality": report.source.facts.municipality.slug,
        "on": report.day.isoformat(),
        "seed": SEED,
        "rules": report.inspection.rules,
        "not_tested": {"D302": report.not_tested()} if report.not_tested() else {},
        "run": report.run,
        "findings": [_finding_json(report, finding) for finding in report.inspection.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


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
                **_object_json(report, evidence.ref),
                "message": fill_message(evidence.message, evidence.figures),
                "figures": dict(evidence.figures),
            }
            for evidence in finding.evidence
        ],
        "help": _(rule.clears),
        "fingerprint": finding.fingerprint,
    }


def _object_json(report: Report, ref: Ref) -> dict[str, Any]:
    location = report.location(ref)
    return {
        "kind": ref.kind,
        "key": ref.key,
        "object": str(localize(report.origin(ref).name)),
        "place": {"file": location.file, "line": location.line or None, "column": location.column or None}
        if location
        else None,
    }


def as_github(report: Report) -> str:
    """Return an inspection as GitHub workflow commands that annotate the files."""
    return "\n".join([_annotation(report, finding) for finding in report.inspection.findings])


GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _annotation(report: Report, finding: Finding) -> str:
    rule, location = RULES_BY_CODE[finding.code], report.location(finding.subject)
    properties = {"title": f"{rule.code} {rule.name}"}
    if location:
        properties = {
            "file": location.file,
            "line": str(max(location.line, 1)),
            "col": str(max(location.column, 1)),
        } | properties
    options = ",".join(f"{name}={_escape(value, is_property=True)}" for name, value in properties.items())
    message = f"{report.name(finding.subject)}: {finding_text(finding)}. {_(rule.clears)}"
    return f"::{GITHUB_LEVELS[rule.severity]} {options}::{_escape(message)}"


def _escape(value: str, *, is_property: bool = False) -> str:
    """Escape the characters with a meaning in workflow commands; in properties also colon and comma."""
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if is_property else {})
    return "".join(escapes.get(character, character) for character in value)


FORMATTERS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
"""The output formats, by their name in --format."""
