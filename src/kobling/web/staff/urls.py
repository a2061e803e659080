"""The staff pages' addresses in one language."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from kobling.web.staff.addresses import FORMS, LANGUAGES, ROOTS
from kobling.web.staff.assets import stylesheet
from kobling.web.staff.pages import draft, figures, findings, flows, home, node, register_table, rules, sign_in

VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "sign_in": sign_in.sign_in,
    "sign_out": sign_in.sign_out,
    "choice": sign_in.choice,
    "home": home.home,
    "drawing": home.drawing,
    "flows": flows.flows,
    "draft": draft.page,
    "draft_page": draft.page,
    "figures": figures.index,
    "series": figures.series,
    "draw": figures.draw,
    "table": register_table.table,
    "findings": findings.index,
    "inspect": findings.inspect,
    "finding": findings.one,
    "rules": rules.index,
    "rule": rules.one,
    "thing": node.thing,
}


def _in(language: str) -> tuple[list[URLPattern], str]:
    pages = [path(forms[language], VIEWS[kind], {"language": language}, name=kind) for kind, forms in FORMS.items()]
    return pages, f"staff-{language}"


def pages() -> list[tuple[str, tuple[list[URLPattern], str]]]:
    """Return the root of each language with what lies below it; the stylesheet, which has none, below the first."""
    return [(ROOTS[language], _in(language)) for language in LANGUAGES]


STYLESHEET = path(ROOTS["da"] + "staff.<slug:digest>.css", stylesheet)
