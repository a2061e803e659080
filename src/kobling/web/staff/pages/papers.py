"""Slides, papers and tables to be downloaded: of the whole, a theme, a goal, a committee or a list of findings."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kobling.records.rights import Right
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.slide_templates import actions
from kobling.rooms.slide_templates.checks import UnusableTemplate
from kobling.rooms.slide_templates.queries import template, template_content
from kobling.web.papers.committee_paper import MAX_LENGTH, PARTS, committee_paper
from kobling.web.papers.council_sheet import council_sheet
from kobling.web.papers.edition import Edition, Subject, subject_of
from kobling.web.papers.finding_list import finding_deck, finding_pdf, finding_workbook
from kobling.web.papers.slides.goal_deck import goal_deck
from kobling.web.papers.slides.overview_deck import overview_deck
from kobling.web.papers.tables import subject_workbook
from kobling.web.shared.body_limit import at_most
from kobling.web.shared.formats import format_number
from kobling.web.staff.days import not_a_day, parse_iso_day
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.paper_editions import DRAFT, edition, edition_choices, subject_choices
from kobling.web.staff.pages.paper_findings import finding_list, list_name

READ = Right.READ_DRAFTS
TEMPLATE_RIGHTS = (Right.EDIT_ORGANISATION, Right.MANAGE_ACCOUNTS)
"""Who has one of them, may change the template for slides."""
MAX_TEMPLATE = 20
"""Megabytes of a template that is handed in."""
CONTENT_TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FINDINGS = "findings"
LIST_QUERY = ("state", "rule", "assigned")
"""What an address asks for of a list of findings."""


@require_safe
@right_required(READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Choose what a paper is to be of, and as what."""
    return _index(request, staff)


def _index(
    request: HttpRequest, staff: StaffContext, *, problem: str = "", template_problem: str = "", status: int = 200
) -> HttpResponse:
    choices = edition_choices(staff, timezone.now())
    chosen = request.GET.get("of", "") or choices[0].value
    made_of = edition(request, staff, chosen, request.GET.get("day", ""))
    if made_of is None:
        chosen = DRAFT
        made_of = edition(request, staff, DRAFT)
    own = template(staff.municipality)
    context = {
        "title": _("Slides and papers"),
        "section": "papers",
        "editions": choices,
        "of": chosen,
        "day": request.GET.get("day", ""),
        "about": request.GET.get("about", "") or "front",
        "chosen_format": request.GET.get("as", "") or "pptx",
        "subjects": list(subject_choices(made_of)) if made_of else [],
        "may_see_findings": staff.may(Right.READ),
        "findings_name": list_name(request.GET),
        "list_query": [(name, request.GET[name]) for name in LIST_QUERY if request.GET.get(name)],
        "problem": problem,
        "own_template": own,
        "names": account_names() if own else {},
        "may_change_template": _may_change_template(staff),
        "template_problem": template_problem,
        "largest": format_number(MAX_TEMPLATE),
    }
    return render_page(request, "papers", context, staff=staff, status=status)


@require_safe
@right_required(READ)
def download(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Download a paper; the committee's paper leads to its form."""
    about, kind = request.GET.get("about", ""), request.GET.get("as", "")
    if about == FINDINGS:
        return _findings(request, staff, kind)
    found = _asked_for(request, staff, request.GET)
    if not isinstance(found, tuple):
        return found
    made_of, subject = found
    if kind == "case":
        address = f"{staff.page_url('paper_case')}?{request.GET.urlencode()}"
        return HttpResponseRedirect(address, headers=HEADERS)
    make = _makers(staff, made_of, subject, timezone.now()).get(kind)
    if make is None:
        return _index(request, staff, problem=_("Choose slides, a paper or an Excel file."), status=422)
    return _file(make(), kind, f"{staff.municipality}-{about}")


def _makers(
    staff: StaffContext, made_of: Edition, subject: Subject, now: datetime
) -> Mapping[str, Callable[[], bytes]]:
    def slides() -> bytes:
        own = template_content(staff.municipality)
        deck = goal_deck if subject.kind == "goal" else overview_deck
        return deck(made_of, subject, template=own)

    return {
        "pptx": slides,
        "pdf": lambda: council_sheet(made_of, subject, at=now),
        "xlsx": lambda: subject_workbook(made_of, subject),
    }


def _asked_for(request: HttpRequest, staff: StaffContext, given: QueryDict) -> tuple[Edition, Subject] | HttpResponse:
    """Return what is asked for; what is not there and what is not to be read are refused alike."""
    day = given.get("day", "")
    if given.get("of") == DRAFT and day and parse_iso_day(day) is None:
        return _index(request, staff, problem=not_a_day(), status=422)
    subject = subject_of(given.get("about", ""))
    if subject is None:
        return _index(request, staff, problem=_("Choose what the paper is to be about."), status=422)
    made_of = edition(request, staff, given.get("of", ""), day)
    if made_of is None:
        return forbidden(request, staff.language)
    if not made_of.has(subject):
        problem = _("That is not in what you have chosen to make the paper of. Choose another.")
        return _index(request, staff, problem=problem, status=422)
    return made_of, subject


def _findings(request: HttpRequest, staff: StaffContext, kind: str) -> HttpResponse:
    if not staff.may(Right.READ):
        return forbidden(request, staff.language)
    rows = finding_list(staff, request.GET, absolute=request.build_absolute_uri)
    makers: Mapping[str, Callable[[], bytes]] = {
        "pptx": lambda: finding_deck(rows, template=template_content(staff.municipality)),
        "pdf": lambda: finding_pdf(rows, at=timezone.now()),
        "xlsx": lambda: finding_workbook(rows),
    }
    if kind not in makers:
        return _index(request, staff, problem=_("Choose slides, a paper or an Excel file."), status=422)
    return _file(makers[kind](), kind, f"{staff.municipality}-{FINDINGS}")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(READ)
def case(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Write what the chain does not know in a committee's paper, and download it; nothing of it is stored."""
    given = request.POST if request.method == "POST" else request.GET
    found = _asked_for(request, staff, given)
    if not isinstance(found, tuple):
        return found
    made_of, subject = found
    typed = {part.key: given.get(part.key, "") for part in PARTS if part.hint}
    too_long = [str(part.heading) for part in PARTS if len(typed.get(part.key, "")) > MAX_LENGTH]
    if request.method == "POST" and not too_long:
        paper = committee_paper(made_of, subject, typed, at=timezone.now())
        return _file(paper, "pdf", f"{staff.municipality}-{given.get('about', '')}-{_('case')}")
    context: dict[str, Any] = {
        "title": _("A paper for a committee"),
        "section": "papers",
        "subject_name": _name_of(made_of, subject),
        "origin": made_of.origin(),
        "is_draft": made_of.is_draft,
        "hidden": [(name, given.get(name, "")) for name in ("about", "of", "day")],
        "parts": [(part, typed.get(part.key, "")) for part in PARTS],
        "problem": _("Too much is written under %(headings)s: at most %(most)s characters.")
        % {"headings": ", ".join(too_long), "most": format_number(MAX_LENGTH)}
        if too_long
        else "",
    }
    return render_page(request, "paper_case", context, staff=staff, status=422 if too_long else 200)


def _name_of(made_of: Edition, subject: Subject) -> str:
    value = f"{subject.kind}-{subject.key}" if subject.key else subject.kind
    return next(name for _group, listed in subject_choices(made_of) for own, name in listed if own == value)


def _may_change_template(staff: StaffContext) -> bool:
    return any(staff.may(right) for right in TEMPLATE_RIGHTS)


@require_POST
@at_most(MAX_TEMPLATE)
@right_required(*TEMPLATE_RIGHTS)
def change_template(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Keep a template for slides that is handed in, or remove the one there is."""
    here, key, now = staff.municipality, staff.user.key, timezone.now()
    if request.POST.get("act") == "remove":
        actions.remove(municipality=here, by=key, at=now)
        return _to_templates(staff)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _index(request, staff, template_problem=_("Choose a file."), status=422)
    try:
        actions.keep(municipality=here, name=file.name or "", content=file.read(), by=key, at=now)
    except UnusableTemplate as error:
        return _index(request, staff, template_problem=unusable_words(error), status=422)
    return _to_templates(staff)


def _to_templates(staff: StaffContext) -> HttpResponse:
    return HttpResponseRedirect(f"{staff.page_url('papers')}#template", headers=HEADERS)


def unusable_words(error: UnusableTemplate) -> str:
    """Return why a file is no template that can be used, and what to do."""
    messages = {
        "not_pptx": _(
            "This is not a PowerPoint file that can be read. Save it as a presentation or template (.pptx or .potx)."
        ),
        "old_format": _(
            "This is a PowerPoint file of an older kind, or it has a password. Save it as .pptx or .potx without a "
            "password."
        ),
        "damaged": _("The PowerPoint file is damaged. Open it in PowerPoint, and save it again."),
        "too_large_unpacked": _(
            "The PowerPoint file unpacks to more than %(allowed)s bytes, and is not read. Make its pictures smaller."
        )
        % {"allowed": format_number(error.allowed)},
        "macros": _("The file has macros, which are programs. Save it as .pptx or .potx without them."),
        "embedded": _("Other files or programs are embedded in the file. Take them out, and save it again."),
        "fetched": _(
            "The file fetches something from elsewhere when it is opened, such as a linked picture. Put the picture "
            "into the file itself."
        ),
        "document_type": _("The file holds something that PowerPoint does not write, and is not read."),
        "no_title": _(
            "No layout in the file has a title. The slides need one: add a title to a layout in the slide master."
        ),
    }
    return messages[error.code]
