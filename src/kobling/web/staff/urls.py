"""URL patterns of the staff pages, for each language."""

from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpResponse
from django.urls import URLPattern, path

from kobling.web.staff.addresses import FORMER_ROUTES, LANGUAGES, ROOTS, ROUTES
from kobling.web.staff.assets import script, shortcut, stylesheet
from kobling.web.staff.pages import (
    accounts,
    audit,
    change_drafts,
    comments,
    committees,
    decision_entry,
    deputy,
    draft,
    fact,
    fact_add,
    fact_changes,
    fact_edit,
    fact_replace,
    facts,
    figure_entry,
    figure_file,
    figures,
    findings,
    flows,
    home,
    inspection,
    invitation,
    mine,
    municipality_entry,
    node,
    outbox,
    own_account,
    own_calendar,
    papers,
    priorities,
    redirects,
    register_table,
    release,
    release_pages,
    releases,
    rules,
    search,
    sign_in,
    take_up,
    term_entry,
    workbooks,
    year_wheel,
)

VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "sign_in": sign_in.sign_in,
    "sign_out": sign_in.sign_out,
    "invitation": invitation.open_link,
    "accept": invitation.accept,
    "passkey": sign_in.passkey,
    "second_factor": sign_in.second_factor,
    "own_account": own_account.overview,
    "add_app": own_account.add_app,
    "add_passkey": own_account.add_passkey,
    "recovery_codes": own_account.recovery_codes,
    "municipality_new": municipality_entry.begin,
    "choice": sign_in.choice,
    "home": home.home,
    "mine": mine.index,
    "calendar": own_calendar.feed,
    "year_wheel": year_wheel.index,
    "own_calendar": own_calendar.own,
    "deputy": deputy.own,
    "account_deputy": deputy.of_account,
    "chain_svg": home.chain_svg,
    "flows": flows.flows,
    "committees": committees.index,
    "initiative_end": fact_edit.end_initiative,
    "take_up": take_up.take_up,
    "term_new": term_entry.new_term,
    "priorities": priorities.table,
    "decision_record": decision_entry.record,
    "committee": committees.detail,
    "draft": draft.index,
    "draft_page": draft.page,
    "releases": releases.index,
    "release": release.detail,
    "release_approve": release.approve,
    "release_revoke": release.revoke,
    "release_readers": release.readers,
    "release_front": release_pages.page,
    "release_page": release_pages.page,
    "comments": comments.index,
    "comment": comments.detail,
    "figures": figures.index,
    "series": figures.series,
    "fetch": figures.fetch,
    "figure_enter": figure_entry.enter,
    "table": register_table.register_table,
    "figure_files": figure_file.index,
    "figure_file": figure_file.detail,
    "figure_file_next": figure_file.next_file,
    "accounts": accounts.index,
    "account": accounts.detail,
    "outbox": outbox.outbox,
    "audit": audit.audit,
    "search": search.results,
    "workbooks": workbooks.index,
    "workbook_file": workbooks.download,
    "priorities_file": workbooks.priorities,
    "workbook_upload": workbooks.hand_in,
    "folder_file": workbooks.folder,
    "folder_upload": workbooks.hand_in_folder,
    "papers": papers.index,
    "paper_file": papers.download,
    "paper_case": papers.case,
    "slide_template": papers.change_template,
    "findings": findings.index,
    "inspect": inspection.inspect,
    "undo": inspection.undo,
    "finding": findings.detail,
    "rules": rules.index,
    "rule": rules.detail,
    "facts": facts.index,
    "fact_list": facts.listing,
    "fact_add": fact_add.add,
    "fact": fact.detail,
    "fact_change": fact_edit.change,
    "fact_end": fact_edit.end,
    "fact_move": fact_changes.move,
    "fact_undo": fact_changes.undo,
    "fact_replace": fact_replace.replace_part,
    "change_drafts": change_drafts.index,
    "change_draft": change_drafts.detail,
    "node": node.node,
}


def _language_urls(language: str) -> tuple[list[URLPattern], str]:
    arguments = {"language": language}
    # Of two routes with one name the last is the page's address.
    former = [
        path(route, redirects.moved_to(kind), arguments, name=kind) for kind, route in FORMER_ROUTES[language].items()
    ]
    patterns = [path(forms[language], VIEWS[kind], arguments, name=kind) for kind, forms in ROUTES.items()]
    return [*former, *patterns], f"staff-{language}"


def language_urls() -> list[tuple[str, tuple[list[URLPattern], str]]]:
    """Return the root of each language with its URL patterns."""
    return [(ROOTS[language], _language_urls(language)) for language in LANGUAGES]


STYLESHEET = path(ROOTS["da"] + "staff.<slug:digest>.css", stylesheet)
SHORTCUT = path(ROOTS["da"] + "shortcut.<slug:digest>.js", shortcut, name="staff-shortcut-script")
SCRIPT = path(ROOTS["da"] + "passkey.<slug:digest>.js", script, name="staff-passkey-script")

OF_NO_LANGUAGE = {
    "account_login": ("sign_in", ""),
    "account_inactive": ("sign_in", "closed"),
    "socialaccount_login_cancelled": ("sign_in", "failed"),
    "mfa_authenticate": ("second_factor", ""),
    "signed_in": ("choice", ""),
    "account_linked": ("own_account", ""),
}
"""The pages that allauth leads to, by its own names, and that of LOGIN_REDIRECT_URL; each with a problem to show."""


SAML = {
    "saml_login": "",
    "saml_metadata": "metadata/",
    "saml_acs": "tilbage/",
    "saml_finish_acs": "faerdig/",
    "saml_sls": "ud/",
}
"""The endpoints for a SAML identity provider, by allauth's own names for them."""


def sign_in_urls() -> list[URLPattern]:
    """Return the addresses that have no language: where allauth leads, and where providers lead back."""
    root = ROOTS["da"] + "ind/"
    patterns = [path(f"{root}{name}/", sign_in.in_language(*to), name=name) for name, to in OF_NO_LANGUAGE.items()]
    patterns += [
        path(f"{root}oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
        path(f"{root}oidc/<slug:provider_id>/tilbage/", oidc.callback, name="openid_connect_callback"),
    ]
    for name, route in SAML.items():
        arguments = {"endpoint": name.removeprefix("saml_")}
        patterns.append(path(f"{root}saml/<slug:organization_slug>/{route}", sign_in.saml, arguments, name=name))
    return patterns
