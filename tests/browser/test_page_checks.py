"""The page checks find each planted fault, and nothing on a page without any."""

import pytest

from tests.browser.page_checks import axe, run_check, set_look
from tools.browser import serve_folder

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"><style>{css}</style></head>
<body><main><h1>A heading</h1>{body}</main></body></html>"""
CHART = (
    '<svg class="chart" role="img" aria-label="x" width="200" height="100"><g fill="#000" font-size="16">{}</g></svg>'
)
GOOD = '<p>Words with <a href="#x">a link</a> in them.</p><p id="x"><button style="padding: 1rem">Go</button></p>' + (
    CHART.format('<text x="10" y="30">59 %</text><text x="10" y="60">80 %</text>')
)


@pytest.fixture
def shown(page, tmp_path):
    """Show a body on a screen 320 pixels wide."""
    set_look(page, 320)

    def show(body, css=""):
        (tmp_path / "index.html").write_text(PAGE.format(body=body, css=css))
        page.goto(url)
        return page

    with serve_folder(tmp_path) as url:
        yield show


def test_a_good_page_is_good(shown):
    page = shown(GOOD)

    assert axe(page) == []
    for what in ("overflowing", "clipped", "overlapping", "textOutsideCharts", "lowContrastCharts"):
        assert run_check(page, what) == [], what
    assert run_check(page, "smallTargets", 24) == []
    assert run_check(page, "smallText", 11) == []


@pytest.mark.parametrize(
    ("what", "arguments", "body"),
    [
        ("overflowing", [], "<p style='width: 400px'>wide</p>"),
        ("overflowing", [], "<div style='overflow: auto'><p style='width: 400px'>wide</p></div>"),
        ("clipped", [], "<p style='width: 40px; height: 1em; overflow: hidden'>more words than there is room for</p>"),
        ("overlapping", [], "<p>one</p><p style='margin-top: -30px'>other</p>"),
        ("overlapping", [], CHART.format('<text x="10" y="30">59 %</text><text x="30" y="34">80 %</text>')),
        ("textOutsideCharts", [], CHART.format('<text x="180" y="30">80 percent</text>')),
        ("textOutsideCharts", [], CHART.format('<text x="10" y="110">80 %</text>')),
        ("smallText", [11], CHART.format('<text x="10" y="30" font-size="10">80 %</text>')),
        ("smallTargets", [24], "<p><a href='#x'>lone link</a></p>"),
        ("lowContrastCharts", [], CHART.format('<text x="10" y="30" fill="#777">80 %</text>')),
        ("lowContrastCharts", [], CHART.format('<path class="chart-line" d="M0 0L99 99" stroke="#999"/>')),
    ],
)
def test_a_planted_fault_is_seen(shown, what, arguments, body):
    assert run_check(shown(body), what, *arguments)


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("color-contrast", "<p style='color: #888'>faint</p>"),
        ("color-contrast", "<p style='background: url(data:,)'>who can tell</p>"),
        ("heading-order", "<h4>too deep</h4>"),
        ("target-size", "<button style='padding: 0; width: 9px'>a</button>" * 2),
        ("image-alt", "<img src='data:,'>"),
        ("landmark-unique", "<nav></nav><nav></nav>"),
    ],
)
def test_axe_sees(shown, rule, body):
    assert rule in {found["rule"] for found in axe(shown(body))}


def test_a_dark_page_is_seen_dark(shown):
    page = shown(CHART.format('<text x="10" y="30">80 %</text>'), css=":root { color-scheme: light dark }")
    assert run_check(page, "lowContrastCharts") == []

    page.emulate_media(color_scheme="dark")

    assert run_check(page, "lowContrastCharts")


def test_a_complaint_and_a_request_to_a_stranger_are_heard(shown, browser_log):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\"><script>1</script>"
    shown(policy + "<img alt='' src='http://example.org/x.png'>").wait_for_load_state("networkidle")

    assert any("Content Security Policy" in said for said in browser_log.errors)
    assert browser_log.external_requests == ["http://example.org/x.png"]
    browser_log.errors.clear()
    browser_log.external_requests.clear()
