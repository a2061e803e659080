"""An interval is computed in one place: every other module that takes a quantile has its reason here."""

import re

from tools.repository import ROOT

SOURCE = ROOT / "src" / "kobling"
QUANTILES = re.compile(r"\b(?:critical_value\(|NormalDist\(|ndtri\(|stdtrit\(|betaincinv\(|norm\.ppf|t\.ppf|1\.96)")
ALLOWED = {
    "core/survey/estimation/confidence_intervals.py": "the intervals of shares and means",
    "core/survey/planning/power_analysis.py": "the power of a planned wave",
    "core/status/confidence_intervals.py": "the critical value of the rule, and the interval of releases of version 1",
    "core/status/inputs.py": "the standard error that an interval implies, and the other way round",
    "core/status/estimates.py": "the interval of a change, which is the rule's own",
    "core/area_comparison.py": "intervals of many areas, widened to hold for all of them",
    "web/public/pages/method.py": "the method page names the critical value",
    "web/shared/words/status/arithmetic.py": "the sum of a change names the critical value",
}
"""Module to what it takes a quantile for."""


def test_no_other_module_makes_an_interval():
    code = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    found = {name for name, text in code.items() if QUANTILES.search(re.sub(r'"""(?s:.*?)"""|#.*', "", text))}

    assert found - ALLOWED.keys() == set(), "use kobling.core.survey.estimation.confidence_intervals"
    assert ALLOWED.keys() - found == set(), "these no longer take a quantile: take them out of ALLOWED"
