"""Keys and addresses that are made for a new fact and its parts, where none are typed."""

from collections.abc import Mapping

from kobling.records.base import Fact, Text
from kobling.records.keys import made_key, slugified
from kobling.rooms.facts.kinds import FactKind
from kobling.web.staff.forms.data import field_at, is_blank, part_keys
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.shapes import Bilingual, FormField, Group, Several, form_fields


def with_made_key(typed: Mapping[str, str], kind: FactKind, index: FactIndex) -> dict[str, str]:
    """Return the form data of a new fact with a key and addresses made from its name, where none are written."""
    data, fields = dict(typed), form_fields(kind.record)
    names = [one for one in fields if _is_text(one) and one.is_required]
    if not names:
        named = "-".join(filter(None, (data.get(one.name, "") for one in fields if one.is_required)))
        danish = english = named
    else:
        danish, english = (data.get(f"{names[0].name}.{language}", "") for language in ("da", "en"))
    if danish.strip() and not data.get("key", "x").strip():
        data["key"] = made_key(danish, index.facts(kind), otherwise=kind.name)
    for language, text in (("da", danish), ("en", english or danish)):
        if not data.get(f"slug.{language}", "x").strip():
            data[f"slug.{language}"] = slugified(text)
    return data


def with_part_keys(typed: Mapping[str, str], record_type: type[Fact], key: str) -> dict[str, str]:
    """Return the form data with keys of the parts that have none, such as a new target: that of the fact and a number.

    key   that of the fact; empty for a new one, whose key is in the data

    A part of which nothing is written is none.
    """
    data = dict(typed)
    names = list(part_keys(record_type, data))
    for number, name in enumerate(names, 1):
        item = name.rpartition(".")[0]
        if not data.get(name, "").strip() and not _is_untouched(record_type, data, item):
            taken = {data.get(other, "") for other in names}
            data[name] = made_key("", taken, otherwise=f"{key or data.get('key', '')}-{number}")
    return data


def _is_untouched(record_type: type[Fact], data: Mapping[str, str], item: str) -> bool:
    field_of_list = field_at(record_type, data, item.rpartition(".")[0])
    match field_of_list.shape if field_of_list else None:
        case Several(Group() as group):
            return is_blank(group, data, item)
    return True


def _is_text(one: FormField) -> bool:
    return isinstance(one.shape, Bilingual) and one.shape.record is Text
