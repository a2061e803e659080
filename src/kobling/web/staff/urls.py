"""URL patterns of the staff pages, for each language."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from kobling.web.staff.addresses import FORMER_ROUTES, LANGUAGES, ROOTS, ROUTES
from kobling.web.staff.assets import stylesheet
from kobling.web.staff.pages import (
    accounts,
    change_drafts,
    comments,
    committees,
    decision_entry,
    draft,
    fact,
    fact_changes,
    fact_forms,
    facts,
    figure_entry,
    figures,
    findings,
    flows,
    home,
    inspection,
    invitation,
    node,
    priorities,
    redirects,
    register_table,
    releases,
    rules,
    sign_in,
    take_up,
    workbooks,
)

VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "sign_in": sign_in.sign_in,
    "sign_out": sign_in.sign_out,
    "invitation": invitation.open_link,
    "accept": invitation.accept,
    "choice": sign_in.choice,
    "home": home.home,
    "chain_svg": home.chain_svg,
    "flows": flows.flows,
    "committees": committees.index,
    "initiative_end": fact_forms.end_initiative,
    "take_up": take_up.take_up,
    "priorities": priorities.table,
    "decision_record": decision_entry.record,
    "committee": committees.detail,
    "draft": draft.index,
    "draft_page": draft.page,
    "releases": releases.index,
    "release": releases.detail,
    "release_approve": releases.approve,
    "release_revoke": releases.revoke,
    "release_readers": releases.readers,
    "release_front": releases.page,
    "release_page": releases.page,
    "comments": comments.index,
    "comment": comments.detail,
    "figures": figures.index,
    "series": figures.series,
    "fetch": figures.fetch,
    "figure_enter": figure_entry.enter,
    "table": register_table.register_table,
    "accounts": accounts.index,
    "account": accounts.detail,
    "outbox": accounts.outbox,
    "workbooks": workbooks.index,
    "workbook_file": workbooks.download,
    "priorities_file": workbooks.priorities,
    "workbook_upload": workbooks.hand_in,
    "folder_file": workbooks.folder,
    "folder_upload": workbooks.hand_in_folder,
    "findings": findings.index,
    "inspect": inspection.inspect,
    "undo": inspection.undo,
    "finding": findings.detail,
    "rules": rules.index,
    "rule": rules.detail,
    "facts": facts.index,
    "fact_list": facts.listing,
    "fact_add": fact_forms.add,
    "fact": fact.detail,
    "fact_change": fact_forms.change,
    "fact_end": fact_forms.end,
    "fact_move": fact_changes.move,
    "fact_undo": fact_changes.undo,
    "fact_replace": fact_forms.replace_part,
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
