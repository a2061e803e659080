"""Checks of a page in the browser: axe-core, and page_checks.js for what axe does not check."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
AXE = HERE / "vendor" / "axe.min.js"
PAGE_CHECKS = HERE / "page_checks.js"

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
"""Which of axe's rules hold: WCAG 2.2 AA and good practice."""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Those of them that see colours: all that another theme can change."""
LEFT_TO_PEOPLE = {
    "letters in a chart": "test_charts.py measures their colours itself",
    "a sign in a formula": "it has the colour of the letters around it, which axe does see",
    "an arrow": "it has the colour of the words beside it, which axe does see",
    "scrolled out of sight": "the same cell is wholly in sight, and seen by axe, on a wide screen",
    "a list to choose from": "it has the colours of every field, which axe does see where it is one line high",
}
"""Where axe cannot tell whether a colour is clear enough, and why that is answered."""

_RUN = r"""async (runOnly) => {
  const found = await axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] });
  const why = (node) => {
    const element = document.querySelector(node.target[0]);
    if (element.matches("svg.chart text")) return "letters in a chart";
    if (element.matches("math mo")) return "a sign in a formula";
    if (element.matches("select[multiple]")) return "a list to choose from";
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
    if (/^[←→]$/.test(own.join("").trim())) return "an arrow";
    const region = element.closest("[role=region][tabindex='0']");
    return region && region.scrollWidth > region.clientWidth ? "scrolled out of sight" : "";
  };
  const told = (results) => results.flatMap((result) => result.nodes.map((node) => ({
    rule: result.id,
    html: node.html.slice(0, 200),
    reasons: [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey || check.message),
    why: result.id === "color-contrast" ? why(node) : "",
  })));
  return [told(found.violations), told(found.incomplete)];
}"""


def axe(page, rules=EVERYTHING):
    """Everything axe finds wrong, and everything it cannot tell that is not answered elsewhere."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE.read_text("utf-8"))
    violations, incomplete = page.evaluate(_RUN, rules)
    return violations + [one for one in incomplete if one["why"] not in LEFT_TO_PEOPLE]


def run_check(page, what, *arguments):
    """Call one of the functions of page_checks.js."""
    return page.evaluate("([what, given]) => pageChecks[what](...given)", [what, list(arguments)])
