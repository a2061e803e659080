"""Which address every staff page has, in Danish and in English.

They stand under `arbejde/` and `en/work/`, beside the municipalities' public sites and never inside them.
"""

from django.urls import reverse

LANGUAGES = ("da", "en")
ROOTS = {"da": "arbejde/", "en": "en/work/"}
HERE = "<slug:municipality>/"

FORMS = {
    "sign_in": {"da": "ind/", "en": "in/"},
    "sign_out": {"da": "ud/", "en": "out/"},
    "choice": {"da": "", "en": ""},
    "home": {"da": HERE, "en": HERE},
    "drawing": {"da": HERE + "kaeden.svg", "en": HERE + "chain.svg"},
    "flows": {"da": HERE + "penge-og-tiltag/", "en": HERE + "money-and-initiatives/"},
    "draft": {"da": HERE + "udkast/", "en": HERE + "draft/"},
    "draft_page": {"da": HERE + "udkast/<path:address>", "en": HERE + "draft/<path:address>"},
    "figures": {"da": HERE + "tal/", "en": HERE + "figures/"},
    "series": {"da": HERE + "tal/<slug:key>/", "en": HERE + "figures/<slug:key>/"},
    "draw": {"da": HERE + "tal/<slug:key>/traek/", "en": HERE + "figures/<slug:key>/draw/"},
    "table": {
        "da": HERE + "registre/<slug:register>/<path:code>/",
        "en": HERE + "registers/<slug:register>/<path:code>/",
    },
    "findings": {"da": HERE + "fund/", "en": HERE + "findings/"},
    "inspect": {"da": HERE + "fund/efterse/", "en": HERE + "findings/inspect/"},
    "finding": {"da": HERE + "fund/<int:number>/", "en": HERE + "findings/<int:number>/"},
    "rules": {"da": HERE + "regler/", "en": HERE + "rules/"},
    "rule": {"da": HERE + "regler/<slug:code>/", "en": HERE + "rules/<slug:code>/"},
    "thing": {"da": HERE + "led/<slug:kind>/<path:key>/", "en": HERE + "link/<slug:kind>/<path:key>/"},
}
"""The address of each page below the root of its language."""


def address(page: str, language: str, /, **parts: str | int) -> str:
    """Return the address of a page. Raises NoReverseMatch for a page that is not there."""
    return reverse(f"staff-{language}:{page}", kwargs=parts)
