"""The address of every staff page, in Danish and in English.

They are under `arbejde/` and `en/work/`, beside the municipalities' public sites and never inside them.
"""

from django.urls import reverse

LANGUAGES = ("da", "en")
ROOTS = {"da": "arbejde/", "en": "en/work/"}
MUNICIPALITY = "<slug:municipality>/"
FACT = "<slug:kind>/<slug:key>/"

ROUTES: dict[str, dict[str, str]] = {
    "sign_in": {"da": "ind/", "en": "in/"},
    "sign_out": {"da": "ud/", "en": "out/"},
    "invitation": {"da": "ind/invitation/<str:token>/", "en": "in/invitation/<str:token>/"},
    "accept": {"da": "ind/vaelg-adgangskode/", "en": "in/choose-password/"},
    "passkey": {"da": "ind/adgangsnoegle/", "en": "in/passkey/"},
    "second_factor": {"da": "ind/kode/", "en": "in/code/"},
    "own_account": {"da": "ind/konto/", "en": "in/account/"},
    "add_app": {"da": "ind/konto/app/", "en": "in/account/app/"},
    "add_passkey": {"da": "ind/konto/adgangsnoegle/", "en": "in/account/passkey/"},
    "recovery_codes": {"da": "ind/konto/koder/", "en": "in/account/codes/"},
    "calendar": {"da": "ind/kalender/<str:token>.ics", "en": "in/calendar/<str:token>.ics"},
    "municipality_new": {"da": "ind/ny-kommune/", "en": "in/new-municipality/"},
    "choice": {"da": "", "en": ""},
    "home": {"da": MUNICIPALITY, "en": MUNICIPALITY},
    "mine": {"da": MUNICIPALITY + "mig/", "en": MUNICIPALITY + "me/"},
    "deputy": {"da": MUNICIPALITY + "mig/stedfortraeder/", "en": MUNICIPALITY + "me/deputy/"},
    "year_wheel": {"da": MUNICIPALITY + "aarshjul/", "en": MUNICIPALITY + "year-wheel/"},
    "own_calendar": {"da": MUNICIPALITY + "mig/kalender/", "en": MUNICIPALITY + "me/calendar/"},
    "account_deputy": {
        "da": MUNICIPALITY + "konti/<slug:key>/stedfortraeder/",
        "en": MUNICIPALITY + "accounts/<slug:key>/deputy/",
    },
    "chain_svg": {"da": MUNICIPALITY + "kaeden.svg", "en": MUNICIPALITY + "chain.svg"},
    "flows": {"da": MUNICIPALITY + "penge-og-tiltag/", "en": MUNICIPALITY + "money-and-initiatives/"},
    "committees": {"da": MUNICIPALITY + "udvalg/", "en": MUNICIPALITY + "committees/"},
    "initiative_end": {
        "da": MUNICIPALITY + "tiltag/<slug:key>/afslut/",
        "en": MUNICIPALITY + "initiatives/<slug:key>/end/",
    },
    "take_up": {"da": MUNICIPALITY + "aftaler/tag-maal-med/", "en": MUNICIPALITY + "agreements/take-in-goal/"},
    "term_new": {"da": MUNICIPALITY + "ny-periode/", "en": MUNICIPALITY + "new-term/"},
    "priorities": {"da": MUNICIPALITY + "prioriteringer/", "en": MUNICIPALITY + "priorities/"},
    "decision_record": {"da": MUNICIPALITY + "beslutninger/ny/", "en": MUNICIPALITY + "decisions/new/"},
    "committee": {"da": MUNICIPALITY + "udvalg/<slug:key>/", "en": MUNICIPALITY + "committees/<slug:key>/"},
    "draft": {"da": MUNICIPALITY + "udkast/", "en": MUNICIPALITY + "draft/"},
    "draft_page": {"da": MUNICIPALITY + "udkast/<path:address>", "en": MUNICIPALITY + "draft/<path:address>"},
    "releases": {"da": MUNICIPALITY + "udgivelser/", "en": MUNICIPALITY + "releases/"},
    "release": {"da": MUNICIPALITY + "udgivelser/<int:number>/", "en": MUNICIPALITY + "releases/<int:number>/"},
    "release_approve": {
        "da": MUNICIPALITY + "udgivelser/<int:number>/godkend/",
        "en": MUNICIPALITY + "releases/<int:number>/approve/",
    },
    "release_revoke": {
        "da": MUNICIPALITY + "udgivelser/<int:number>/kald-tilbage/",
        "en": MUNICIPALITY + "releases/<int:number>/revoke/",
    },
    "release_readers": {
        "da": MUNICIPALITY + "udgivelser/<int:number>/laesere/",
        "en": MUNICIPALITY + "releases/<int:number>/readers/",
    },
    "release_front": {
        "da": MUNICIPALITY + "udgivelser/<int:number>/sider/",
        "en": MUNICIPALITY + "releases/<int:number>/pages/",
    },
    "release_page": {
        "da": MUNICIPALITY + "udgivelser/<int:number>/sider/<path:address>",
        "en": MUNICIPALITY + "releases/<int:number>/pages/<path:address>",
    },
    "comments": {
        "da": MUNICIPALITY + "kommentarer/<slug:kind>/<path:key>/",
        "en": MUNICIPALITY + "comments/<slug:kind>/<path:key>/",
    },
    "comment": {"da": MUNICIPALITY + "kommentarer/<int:number>/", "en": MUNICIPALITY + "comments/<int:number>/"},
    "figures": {"da": MUNICIPALITY + "tal/", "en": MUNICIPALITY + "figures/"},
    "series": {"da": MUNICIPALITY + "tal/<slug:key>/", "en": MUNICIPALITY + "figures/<slug:key>/"},
    "fetch": {"da": MUNICIPALITY + "tal/<slug:key>/hent/", "en": MUNICIPALITY + "figures/<slug:key>/fetch/"},
    "figure_enter": {"da": MUNICIPALITY + "tal/<slug:key>/skriv/", "en": MUNICIPALITY + "figures/<slug:key>/enter/"},
    "table": {
        "da": MUNICIPALITY + "registre/<slug:register>/<path:code>/",
        "en": MUNICIPALITY + "registers/<slug:register>/<path:code>/",
    },
    "figure_files": {"da": MUNICIPALITY + "filer-med-tal/", "en": MUNICIPALITY + "figure-files/"},
    "figure_file": {
        "da": MUNICIPALITY + "filer-med-tal/<int:number>/",
        "en": MUNICIPALITY + "figure-files/<int:number>/",
    },
    "figure_file_next": {
        "da": MUNICIPALITY + "filer-med-tal/<int:number>/naeste/",
        "en": MUNICIPALITY + "figure-files/<int:number>/next/",
    },
    "accounts": {"da": MUNICIPALITY + "konti/", "en": MUNICIPALITY + "accounts/"},
    "account": {"da": MUNICIPALITY + "konti/<slug:key>/", "en": MUNICIPALITY + "accounts/<slug:key>/"},
    "search": {"da": MUNICIPALITY + "soeg/", "en": MUNICIPALITY + "search/"},
    "audit": {"da": MUNICIPALITY + "log/", "en": MUNICIPALITY + "audit/"},
    "outbox": {"da": MUNICIPALITY + "udbakke/", "en": MUNICIPALITY + "outbox/"},
    "workbooks": {"da": MUNICIPALITY + "excel/", "en": MUNICIPALITY + "excel/"},
    "workbook_file": {"da": MUNICIPALITY + "excel/hent/", "en": MUNICIPALITY + "excel/download/"},
    "priorities_file": {"da": MUNICIPALITY + "excel/prioriteringer/", "en": MUNICIPALITY + "excel/priorities/"},
    "workbook_upload": {"da": MUNICIPALITY + "excel/laeg-ind/", "en": MUNICIPALITY + "excel/upload/"},
    "folder_file": {"da": MUNICIPALITY + "excel/mappe/", "en": MUNICIPALITY + "excel/folder/"},
    "folder_upload": {"da": MUNICIPALITY + "excel/mappe/laeg-ind/", "en": MUNICIPALITY + "excel/folder/upload/"},
    "papers": {"da": MUNICIPALITY + "papirer/", "en": MUNICIPALITY + "papers/"},
    "paper_file": {"da": MUNICIPALITY + "papirer/hent/", "en": MUNICIPALITY + "papers/download/"},
    "paper_case": {"da": MUNICIPALITY + "papirer/sag/", "en": MUNICIPALITY + "papers/case/"},
    "slide_template": {"da": MUNICIPALITY + "papirer/skabelon/", "en": MUNICIPALITY + "papers/template/"},
    "findings": {"da": MUNICIPALITY + "fund/", "en": MUNICIPALITY + "findings/"},
    "inspect": {"da": MUNICIPALITY + "fund/tjek/", "en": MUNICIPALITY + "findings/inspect/"},
    "undo": {"da": MUNICIPALITY + "fund/fortryd/", "en": MUNICIPALITY + "findings/undo/"},
    "finding": {"da": MUNICIPALITY + "fund/<int:number>/", "en": MUNICIPALITY + "findings/<int:number>/"},
    "rules": {"da": MUNICIPALITY + "regler/", "en": MUNICIPALITY + "rules/"},
    "rule": {"da": MUNICIPALITY + "regler/<slug:code>/", "en": MUNICIPALITY + "rules/<slug:code>/"},
    "facts": {"da": MUNICIPALITY + "oplysninger/", "en": MUNICIPALITY + "facts/"},
    "fact_list": {"da": MUNICIPALITY + "oplysninger/<slug:kind>/", "en": MUNICIPALITY + "facts/<slug:kind>/"},
    "fact_add": {"da": MUNICIPALITY + "ny/<slug:kind>/", "en": MUNICIPALITY + "new/<slug:kind>/"},
    "fact": {"da": MUNICIPALITY + "oplysninger/" + FACT, "en": MUNICIPALITY + "facts/" + FACT},
    "fact_change": {
        "da": MUNICIPALITY + "oplysninger/" + FACT + "ret/",
        "en": MUNICIPALITY + "facts/" + FACT + "change/",
    },
    "fact_end": {"da": MUNICIPALITY + "oplysninger/" + FACT + "afslut/", "en": MUNICIPALITY + "facts/" + FACT + "end/"},
    "fact_move": {"da": MUNICIPALITY + "oplysninger/" + FACT + "flyt/", "en": MUNICIPALITY + "facts/" + FACT + "move/"},
    "fact_undo": {
        "da": MUNICIPALITY + "oplysninger/" + FACT + "fortryd/",
        "en": MUNICIPALITY + "facts/" + FACT + "undo/",
    },
    "fact_replace": {
        "da": MUNICIPALITY + "oplysninger/" + FACT + "afloes/<slug:part>/<int:number>/",
        "en": MUNICIPALITY + "facts/" + FACT + "replace/<slug:part>/<int:number>/",
    },
    "change_drafts": {"da": MUNICIPALITY + "kladder/", "en": MUNICIPALITY + "change-drafts/"},
    "change_draft": {
        "da": MUNICIPALITY + "kladder/<int:number>/",
        "en": MUNICIPALITY + "change-drafts/<int:number>/",
    },
    "node": {"da": MUNICIPALITY + "led/<slug:kind>/<path:key>/", "en": MUNICIPALITY + "link/<slug:kind>/<path:key>/"},
}
"""The route of each page, below the root of its language."""
FORMER_ROUTES: dict[str, dict[str, str]] = {"da": {"inspect": MUNICIPALITY + "fund/efterse/"}, "en": {}}
"""Routes that pages had before and may be linked by; each leads to the page's present one."""


def address(page: str, language: str, /, **parts: str | int) -> str:
    """Return the address of a page. Raises NoReverseMatch if there is no such page."""
    return reverse(f"staff-{language}:{page}", kwargs=parts)
