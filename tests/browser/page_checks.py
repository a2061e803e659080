"""Checks of a page in the browser: axe-core, and page_checks.js for what axe does not check."""

from pathlib import Path

from tests.browser.themes import THEMES

HERE = Path(__file__).resolve().parent
AXE = HERE / "vendor" / "axe.min.js"
PAGE_CHECKS = HERE / "page_checks.js"

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
"""Which of axe's rules hold: WCAG 2.2 AA and good practice."""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Those of them that see colours: all that another theme can change."""
LEFT_TO_PEOPLE = {
    "letters in a chart": "test_goal_pages.py measures their colours itself",
    "a sign in a formula": "it has the colour of the letters around it, which axe does see",
    "an arrow": "it has the colour of the words beside it, which axe does see",
    "scrolled out of sight": "the same cell is wholly in sight, and seen by axe, on a wide screen",
    "a list to choose from": "it has the colours of every field, which axe does see where it is one line high",
}
"""Where axe cannot tell whether a colour is clear enough, and why that is answered."""

ZOOMED = {"width": 320, "height": 256}
"""A screen of 1280 by 1024 at 400 %."""
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
SCREENS = (ZOOMED, PHONE, {"width": 768, "height": 1024}, DESKTOP)
PAPER = {"width": 672, "height": 990}
"""A page of A4 within its margins, at 96 dots per inch."""
MOST_LINES = 4
"""In a cell of a table, on a telephone."""
LEAST_TARGET = 24
"""Pixels each way; WCAG 2.2, 2.5.8."""

_RUN = r"""async (runOnly) => {
  if (!("axe" in globalThis)) return null;
  const found = await axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] });
  const why = (node) => {
    const element = document.querySelector(node.target[0]);
    if (element.matches("svg.chart text, svg.wheel text")) return "letters in a chart";
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
    found = page.evaluate(_RUN, rules)
    if found is None:
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(_RUN, rules)
    violations, incomplete = found
    return violations + [one for one in incomplete if one["why"] not in LEFT_TO_PEOPLE]


def run_check(page, what, *arguments):
    """Call one of the functions of page_checks.js."""
    return page.evaluate("([what, given]) => pageChecks[what](...given)", [what, list(arguments)])


def set_look(page, width, theme="light"):
    """Show the page on a screen of a width, to a reader who has asked for a theme."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(**THEMES[theme])


def axe_findings(page, looks):
    """What axe finds on the page that is open, everything unfolded, by width and theme.

    A theme is colours and nothing else (the stylesheets set variables by it), so all of axe's rules are tried in light,
    and those that see colours in every theme.
    """
    run_check(page, "openDetails")
    found = {}
    for width, theme in looks:
        set_look(page, width, theme)
        found[f"axe, {width} {theme}"] = axe(page, EVERYTHING if theme == "light" else COLOURS)
    return {look: seen for look, seen in found.items() if seen}


def layout_faults(page, *, air=False):
    """What is lost on the page that is open, with everything unfolded.

    With more air, the letters inside charts and formulas may meet: what they say is in the table and the words beside
    them, which test_goal_pages.py sees to.
    """
    return run_check(page, "layout", air)


def faults_on_screens(page, screens=SCREENS):
    """What is lost, or is too small for a thumb, on each screen; by its width."""
    found = {}
    for screen in screens:
        page.set_viewport_size(screen)
        seen = run_check(page, "screen", LEAST_TARGET, MOST_LINES if screen == PHONE else None)
        found[f"{screen['width']} wide"], found[f"tables at {screen['width']}"] = seen["lost"], seen["tall"]
    return {width: seen for width, seen in found.items() if seen}


def faults_on_paper(page):
    """What does not fit on a printed page."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    found = run_check(page, "overflowing")
    page.emulate_media(media="screen")
    return {"on paper": found} if found else {}


def goals_out_of_sight(page):
    """Where the goals at a glance do not end on the first screen, or on the first two of a telephone."""
    found = {}
    for screen, number in ((DESKTOP, 1), (PHONE, 2)):
        page.set_viewport_size(screen)
        box = page.locator(".glance").bounding_box()
        end, most = box["y"] + box["height"], number * screen["height"]
        if end > most:
            found[f"{screen['width']} wide"] = f"the goals end at {end:.0f} of {most}"
    return found


def faults_with_air(page):
    """What is lost with more air in the text, as far as WCAG 1.4.12 goes, by width. The page keeps it."""
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[f"with air, {width} wide"] = layout_faults(page, air=True)
    return {width: seen for width, seen in found.items() if seen}
