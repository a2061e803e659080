"""The municipality's own template for slides."""

from dataclasses import dataclass
from datetime import datetime

from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.slide_templates.models import SlideTemplate as TemplateRow


@dataclass(frozen=True)
class SlideTemplate:
    """A template without its content: whose file it is, and since when."""

    name: str
    sha256: str
    by: str
    at: datetime


def template(municipality: str) -> SlideTemplate | None:
    """Return the municipality's template; None where it has none."""
    row = TemplateRow.objects.filter(municipality=municipalities.pk_of(municipality)).defer("content").first()
    return SlideTemplate(row.name, row.sha256, row.by, row.at) if row else None


def template_content(municipality: str) -> bytes | None:
    """Return the file of the municipality's template; None where it has none."""
    pk = municipalities.pk_of(municipality)
    content = TemplateRow.objects.filter(municipality=pk).values_list("content", flat=True).first()
    return None if content is None else bytes(content)
