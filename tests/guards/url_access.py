"""The access table: the roles that may open each URL. A new URL gets its line here; test_url_access.py compares.

The key is the route as the URLconf writes it. Staff pages have one in each language.
"""

ANYBODY = "anybody"
ADMINISTRATOR, STRATEGY = "administrator", "strategy_office"
MAY_EDIT_GOALS = {"goal_owner", STRATEGY}
MAY_FETCH = {"analyst", STRATEGY}
MAY_RECORD_DECISIONS = {"committee_secretary", STRATEGY}
ALL_STAFF = {"administrator", "committee_secretary", "unit_leader", "goal_owner", "staff_reader", *MAY_FETCH}
MAY_READ_DRAFTS = {"councillor", *ALL_STAFF}

FACT = (
    "<slug:municipality>/oplysninger/<slug:kind>/<slug:key>/",
    "<slug:municipality>/facts/<slug:kind>/<slug:key>/",
)

STAFF = {
    # Sign-in: signing in and out, and the choice of a municipality, which sends a visitor to sign in.
    ("ind/", "in/"): {ANYBODY},
    ("ud/", "out/"): {ANYBODY},
    ("", ""): {ANYBODY},
    # The second factor, after the password; and one's own account, which sends a visitor to sign in.
    ("ind/adgangsnoegle/", "in/passkey/"): {ANYBODY},
    ("ind/kode/", "in/code/"): {ANYBODY},
    ("ind/konto/", "in/account/"): {ANYBODY},
    ("ind/konto/app/", "in/account/app/"): {ANYBODY},
    ("ind/konto/adgangsnoegle/", "in/account/passkey/"): {ANYBODY},
    ("ind/konto/koder/", "in/account/codes/"): {ANYBODY},
    # A new municipality: for users who manage the accounts of all municipalities.
    ("ind/ny-kommune/", "in/new-municipality/"): {ANYBODY},
    # An invited person, who has no account to sign in with yet: the link holds a secret.
    ("ind/invitation/<str:token>/", "in/invitation/<str:token>/"): {ANYBODY},
    ("ind/vaelg-adgangskode/", "in/choose-password/"): {ANYBODY},
    # Accounts and the messages to them.
    ("<slug:municipality>/konti/", "<slug:municipality>/accounts/"): {ADMINISTRATOR},
    ("<slug:municipality>/konti/<slug:key>/", "<slug:municipality>/accounts/<slug:key>/"): {ADMINISTRATOR},
    ("<slug:municipality>/udbakke/", "<slug:municipality>/outbox/"): {ADMINISTRATOR},
    # Search in what each may see.
    ("<slug:municipality>/soeg/", "<slug:municipality>/search/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/log/", "<slug:municipality>/audit/"): {ADMINISTRATOR},
    # My page: what waits for the user.
    ("<slug:municipality>/mig/", "<slug:municipality>/me/"): MAY_READ_DRAFTS,
    # The year wheel.
    ("<slug:municipality>/aarshjul/", "<slug:municipality>/year-wheel/"): ALL_STAFF,
    # One's own calendar; and the calendar itself, whose address holds a secret.
    ("<slug:municipality>/mig/kalender/", "<slug:municipality>/me/calendar/"): ALL_STAFF,
    ("ind/kalender/<str:token>.ics", "in/calendar/<str:token>.ics"): {ANYBODY},
    # A deputy: one's own, and that of an account.
    ("<slug:municipality>/mig/stedfortraeder/", "<slug:municipality>/me/deputy/"): ALL_STAFF,
    (
        "<slug:municipality>/konti/<slug:key>/stedfortraeder/",
        "<slug:municipality>/accounts/<slug:key>/deputy/",
    ): {ADMINISTRATOR},
    # The chain and its findings.
    ("<slug:municipality>/", "<slug:municipality>/"): ALL_STAFF,
    ("<slug:municipality>/kaeden.svg", "<slug:municipality>/chain.svg"): ALL_STAFF,
    ("<slug:municipality>/penge-og-tiltag/", "<slug:municipality>/money-and-initiatives/"): ALL_STAFF,
    # The committees with their priorities, joint meetings and decisions.
    ("<slug:municipality>/udvalg/", "<slug:municipality>/committees/"): ALL_STAFF,
    ("<slug:municipality>/udvalg/<slug:key>/", "<slug:municipality>/committees/<slug:key>/"): ALL_STAFF,
    ("<slug:municipality>/tiltag/<slug:key>/afslut/", "<slug:municipality>/initiatives/<slug:key>/end/"): {
        "goal_owner",
        "unit_leader",
        STRATEGY,
    },
    ("<slug:municipality>/aftaler/tag-maal-med/", "<slug:municipality>/agreements/take-in-goal/"): {
        "unit_leader",
        STRATEGY,
    },
    ("<slug:municipality>/ny-periode/", "<slug:municipality>/new-term/"): {STRATEGY},
    ("<slug:municipality>/beslutninger/ny/", "<slug:municipality>/decisions/new/"): MAY_RECORD_DECISIONS,
    ("<slug:municipality>/prioriteringer/", "<slug:municipality>/priorities/"): MAY_RECORD_DECISIONS,
    # The day of a draft, and the public pages as a release of that day would have them.
    ("<slug:municipality>/udkast/", "<slug:municipality>/draft/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/udkast/<path:address>", "<slug:municipality>/draft/<path:address>"): MAY_READ_DRAFTS,
    # Releases: made, approved and revoked by the strategy office, read as drafts by staff and councillors.
    ("<slug:municipality>/udgivelser/", "<slug:municipality>/releases/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/udgivelser/<int:number>/", "<slug:municipality>/releases/<int:number>/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/udgivelser/<int:number>/godkend/", "<slug:municipality>/releases/<int:number>/approve/"): {
        STRATEGY
    },
    (
        "<slug:municipality>/udgivelser/<int:number>/kald-tilbage/",
        "<slug:municipality>/releases/<int:number>/revoke/",
    ): {STRATEGY},
    ("<slug:municipality>/udgivelser/<int:number>/laesere/", "<slug:municipality>/releases/<int:number>/readers/"): {
        STRATEGY
    },
    (
        "<slug:municipality>/udgivelser/<int:number>/sider/",
        "<slug:municipality>/releases/<int:number>/pages/",
    ): MAY_READ_DRAFTS,
    (
        "<slug:municipality>/udgivelser/<int:number>/sider/<path:address>",
        "<slug:municipality>/releases/<int:number>/pages/<path:address>",
    ): MAY_READ_DRAFTS,
    # Comments, for those who may read what they are on; in the tests that open all pages, a draft of a release.
    (
        "<slug:municipality>/kommentarer/<slug:kind>/<path:key>/",
        "<slug:municipality>/comments/<slug:kind>/<path:key>/",
    ): MAY_READ_DRAFTS,
    ("<slug:municipality>/kommentarer/<int:number>/", "<slug:municipality>/comments/<int:number>/"): MAY_READ_DRAFTS,
    # Figures from registers: seen by all, defined and fetched by analysts.
    ("<slug:municipality>/tal/", "<slug:municipality>/figures/"): ALL_STAFF,
    ("<slug:municipality>/tal/<slug:key>/", "<slug:municipality>/figures/<slug:key>/"): ALL_STAFF,
    ("<slug:municipality>/tal/<slug:key>/hent/", "<slug:municipality>/figures/<slug:key>/fetch/"): MAY_FETCH,
    ("<slug:municipality>/tal/<slug:key>/skriv/", "<slug:municipality>/figures/<slug:key>/enter/"): {
        "goal_owner",
        *MAY_FETCH,
    },
    (
        "<slug:municipality>/registre/<slug:register>/<path:code>/",
        "<slug:municipality>/registers/<slug:register>/<path:code>/",
    ): MAY_FETCH,
    # Files of figures that are handed in: mapped, previewed and fetched, and the next one of the same.
    ("<slug:municipality>/filer-med-tal/", "<slug:municipality>/figure-files/"): MAY_FETCH,
    ("<slug:municipality>/filer-med-tal/<int:number>/", "<slug:municipality>/figure-files/<int:number>/"): MAY_FETCH,
    (
        "<slug:municipality>/filer-med-tal/<int:number>/naeste/",
        "<slug:municipality>/figure-files/<int:number>/next/",
    ): MAY_FETCH,
    # Facts as Excel workbooks, read by all and handed in by those who may change something; the folder as a zip file.
    ("<slug:municipality>/excel/", "<slug:municipality>/excel/"): ALL_STAFF,
    ("<slug:municipality>/excel/hent/", "<slug:municipality>/excel/download/"): ALL_STAFF,
    ("<slug:municipality>/excel/prioriteringer/", "<slug:municipality>/excel/priorities/"): ALL_STAFF,
    ("<slug:municipality>/excel/laeg-ind/", "<slug:municipality>/excel/upload/"): ALL_STAFF,
    ("<slug:municipality>/excel/mappe/", "<slug:municipality>/excel/folder/"): {STRATEGY},
    ("<slug:municipality>/excel/mappe/laeg-ind/", "<slug:municipality>/excel/folder/upload/"): {STRATEGY},
    # Slides and papers, of what the one who asks may read; the template for slides.
    ("<slug:municipality>/papirer/", "<slug:municipality>/papers/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/papirer/hent/", "<slug:municipality>/papers/download/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/papirer/sag/", "<slug:municipality>/papers/case/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/papirer/skabelon/", "<slug:municipality>/papers/template/"): {ADMINISTRATOR, STRATEGY},
    ("<slug:municipality>/fund/", "<slug:municipality>/findings/"): ALL_STAFF,
    ("<slug:municipality>/fund/tjek/", "<slug:municipality>/findings/inspect/"): {STRATEGY},
    ("<slug:municipality>/fund/fortryd/", "<slug:municipality>/findings/undo/"): {STRATEGY},
    ("<slug:municipality>/fund/<int:number>/", "<slug:municipality>/findings/<int:number>/"): ALL_STAFF,
    ("<slug:municipality>/regler/", "<slug:municipality>/rules/"): ALL_STAFF,
    ("<slug:municipality>/regler/<slug:code>/", "<slug:municipality>/rules/<slug:code>/"): ALL_STAFF,
    # Facts: seen by all, edited by those who have the right of their kind; here that of goals.
    ("<slug:municipality>/oplysninger/", "<slug:municipality>/facts/"): ALL_STAFF,
    ("<slug:municipality>/oplysninger/<slug:kind>/", "<slug:municipality>/facts/<slug:kind>/"): ALL_STAFF,
    ("<slug:municipality>/ny/<slug:kind>/", "<slug:municipality>/new/<slug:kind>/"): MAY_EDIT_GOALS,
    (f"{FACT[0]}", f"{FACT[1]}"): ALL_STAFF,
    (f"{FACT[0]}ret/", f"{FACT[1]}change/"): MAY_EDIT_GOALS,
    (f"{FACT[0]}afslut/", f"{FACT[1]}end/"): MAY_EDIT_GOALS,
    (f"{FACT[0]}flyt/", f"{FACT[1]}move/"): MAY_EDIT_GOALS,
    (f"{FACT[0]}fortryd/", f"{FACT[1]}undo/"): MAY_EDIT_GOALS,
    (
        f"{FACT[0]}afloes/<slug:part>/<int:number>/",
        f"{FACT[1]}replace/<slug:part>/<int:number>/",
    ): MAY_EDIT_GOALS,
    # Changes that are not applied yet: each read by its author, those it is shared with, and those who approve it.
    ("<slug:municipality>/kladder/", "<slug:municipality>/change-drafts/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/kladder/<int:number>/", "<slug:municipality>/change-drafts/<int:number>/"): MAY_READ_DRAFTS,
    ("<slug:municipality>/led/<slug:kind>/<path:key>/", "<slug:municipality>/link/<slug:kind>/<path:key>/"): ALL_STAFF,
}

HERE = "<slug:municipality>"
MAY_ANSWER = {"committee_secretary", "unit_leader", "goal_owner", STRATEGY}
OF_THE_WHOLE = "no role that is limited to a place may do it"
OF_NO_FACT = "it changes no fact: whoever reads the thing may write beside it"

WRITES: dict[str, tuple[set[str], str]] = {
    # What takes POST, in Danish: the roles whose POST is not refused, and where it is tried inside and outside a place.
    f"{HERE}/konti/": ({ADMINISTRATOR}, OF_THE_WHOLE),
    f"{HERE}/konti/<slug:key>/": ({ADMINISTRATOR}, OF_THE_WHOLE),
    f"{HERE}/konti/<slug:key>/stedfortraeder/": ({ADMINISTRATOR}, OF_THE_WHOLE),
    f"{HERE}/mig/stedfortraeder/": (ALL_STAFF, "it is one's own"),
    f"{HERE}/mig/kalender/": (ALL_STAFF, "it is one's own"),
    f"{HERE}/udbakke/": ({ADMINISTRATOR}, OF_THE_WHOLE),
    f"{HERE}/log/": ({ADMINISTRATOR}, OF_THE_WHOLE),
    f"{HERE}/tiltag/<slug:key>/afslut/": (
        STAFF[f"{HERE}/tiltag/<slug:key>/afslut/", f"{HERE}/initiatives/<slug:key>/end/"],
        "a fact",
    ),
    f"{HERE}/aftaler/tag-maal-med/": ({"unit_leader", STRATEGY}, "a form"),
    f"{HERE}/ny-periode/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/beslutninger/ny/": (MAY_RECORD_DECISIONS, "a form"),
    f"{HERE}/prioriteringer/": (MAY_RECORD_DECISIONS, "a form"),
    f"{HERE}/udgivelser/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/udgivelser/<int:number>/godkend/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/udgivelser/<int:number>/kald-tilbage/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/udgivelser/<int:number>/laesere/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/kommentarer/<slug:kind>/<path:key>/": (MAY_READ_DRAFTS, OF_NO_FACT),
    f"{HERE}/kommentarer/<int:number>/": (MAY_READ_DRAFTS, OF_NO_FACT),
    f"{HERE}/tal/<slug:key>/hent/": (MAY_FETCH, OF_THE_WHOLE),
    f"{HERE}/tal/<slug:key>/skriv/": ({"goal_owner", *MAY_FETCH}, "a fact"),
    f"{HERE}/registre/<slug:register>/<path:code>/": (MAY_FETCH, OF_THE_WHOLE),
    f"{HERE}/filer-med-tal/": (MAY_FETCH, OF_THE_WHOLE),
    f"{HERE}/filer-med-tal/<int:number>/": (MAY_FETCH, OF_THE_WHOLE),
    f"{HERE}/filer-med-tal/<int:number>/naeste/": (MAY_FETCH, OF_THE_WHOLE),
    f"{HERE}/excel/laeg-ind/": (ALL_STAFF, "each row, tests/web/staff/pages/test_workbooks.py"),
    f"{HERE}/excel/mappe/laeg-ind/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/papirer/sag/": (MAY_READ_DRAFTS, OF_NO_FACT),
    f"{HERE}/papirer/skabelon/": ({ADMINISTRATOR, STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/fund/tjek/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/fund/fortryd/": ({STRATEGY}, OF_THE_WHOLE),
    f"{HERE}/fund/<int:number>/": (MAY_ANSWER, "a form"),
    f"{HERE}/ny/<slug:kind>/": (MAY_EDIT_GOALS, "a form"),
    **{f"{FACT[0]}{step}": (MAY_EDIT_GOALS, "a fact") for step in ("ret/", "afslut/", "flyt/", "fortryd/")},
    f"{FACT[0]}afloes/<slug:part>/<int:number>/": (MAY_EDIT_GOALS, "a fact"),
    f"{HERE}/kladder/<int:number>/": ({STRATEGY}, "a form"),
}

TABLE: dict[str, set[str]] = {
    # The barometer: one view that looks an address up in the site made from the newest release.
    "": {ANYBODY},
    "<path:address>": {ANYBODY},
    # The health check of the server, for monitoring.
    "healthz": {ANYBODY},
    "livez": {ANYBODY},
    # Readers ask for a mail at each release; the links in the mails hold a secret.
    **{
        f"{root}{route}": {ANYBODY}
        for root, routes in {
            "foelg/": ("", "bekraeft/<str:token>/", "afmeld/<str:token>/"),
            "en/follow/": ("", "confirm/<str:token>/", "unsubscribe/<str:token>/"),
        }.items()
        for route in (f"<slug:municipality>/{rest}" for rest in routes)
    },
    # The open data.
    "api/v1/": {ANYBODY},
    "api/v1/openapi.json": {ANYBODY},
    "api/v1/reference.css": {ANYBODY},
    "api/v1/municipalities": {ANYBODY},
    "api/v1/<municipality>": {ANYBODY},
    "api/v1/<municipality>/releases": {ANYBODY},
    "api/v1/<municipality>/releases/<number>": {ANYBODY},
    "api/v1/<municipality>/goals": {ANYBODY},
    "api/v1/<municipality>/goals/<goal>": {ANYBODY},
    "api/v1/<municipality>/indicators": {ANYBODY},
    "api/v1/<municipality>/indicators/<indicator>": {ANYBODY},
    "api/v1/<municipality>/measurements": {ANYBODY},
    # Everything else under api/ is answered with an error in the API's own form.
    "api/^(?P<rest>.*)$": {ANYBODY},
    # The staff pages' stylesheet; the page to sign in on needs it.
    "arbejde/staff.<slug:digest>.css": {ANYBODY},
    "arbejde/passkey.<slug:digest>.js": {ANYBODY},
    "arbejde/shortcut.<slug:digest>.js": {ANYBODY},
    # Where allauth leads to, which leads on to a page in the visitor's language.
    "arbejde/ind/account_login/": {ANYBODY},
    "arbejde/ind/account_inactive/": {ANYBODY},
    "arbejde/ind/socialaccount_login_cancelled/": {ANYBODY},
    "arbejde/ind/mfa_authenticate/": {ANYBODY},
    "arbejde/ind/signed_in/": {ANYBODY},
    "arbejde/ind/account_linked/": {ANYBODY},
    # To the OpenID provider, and back.
    "arbejde/ind/oidc/<slug:provider_id>/": {ANYBODY},
    "arbejde/ind/oidc/<slug:provider_id>/tilbage/": {ANYBODY},
    # The same with a SAML identity provider, and what it must know of this server.
    "arbejde/ind/saml/<slug:organization_slug>/": {ANYBODY},
    "arbejde/ind/saml/<slug:organization_slug>/metadata/": {ANYBODY},
    "arbejde/ind/saml/<slug:organization_slug>/tilbage/": {ANYBODY},
    "arbejde/ind/saml/<slug:organization_slug>/faerdig/": {ANYBODY},
    "arbejde/ind/saml/<slug:organization_slug>/ud/": {ANYBODY},
    # A former address of an inspection, which leads to the present one.
    "arbejde/<slug:municipality>/fund/efterse/": {STRATEGY},
    **{f"arbejde/{danish}": who for (danish, _), who in STAFF.items()},
    **{f"en/work/{english}": who for (_, english), who in STAFF.items()},
}
