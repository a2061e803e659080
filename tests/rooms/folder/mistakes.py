"""One mistake for every problem there is: what it does to the sample folder, and where it is found.

`§` marks the place in what is written; it is no part of the file. A mistake without it is found at the file as a whole.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.rooms.folder.sample import FILES

MUNICIPALITY = "municipality.yaml"
ORGANISATION = "organisation.yaml"
TERM = "terms/2018-2021/term.yaml"
VISION = "terms/2018-2021/vision.yaml"
PRIORITIES = "terms/2018-2021/priorities.yaml"
BUDGET = "terms/2018-2021/budget.yaml"
AGREEMENTS = "terms/2018-2021/agreements.yaml"
INITIATIVES = "terms/2018-2021/initiatives.yaml"
MEMBERS = "indicators/medlemmer.yaml"
PEOPLE = "indicators/folketal.yaml"
GROWTH = "indicators/vaekst.yaml"
WEDDINGS = "indicators/vielser.yaml"
DRAWINGS = "drawings/vielser.yaml"
TOWNS = "indicators/byer.yaml"
SURVEY = "measurements/medlemmer.csv"
REGISTER = "measurements/register.csv"
STORY = "stories/ungeguide.md"
ENGLISH = "stories/ungeguide.en.md"


@dataclass(frozen=True)
class Mistake:
    """A folder with one mistake in it."""

    code: str
    files: dict[str, str | bytes]
    place: str
    """`file:line:column`, or the file alone."""
    afterwards: Callable[[Path], object] = lambda _folder: None
    """What is done to the folder once the files are there."""


def changed(code, file, old, new, *, also=(), at=None):
    """Replace `old` by `new` in a file; in other files, what `also` says as (file, old, new).

    `at` is where it is found, if that is not where it is marked.
    """
    files = dict(FILES)
    for path, before, after in ((file, old, new), *also):
        assert files[path].count(before) == 1, (path, before)
        files[path] = files[path].replace(before, after)
    return Mistake(code, files, at) if at else _marked(code, file, files)


def beside(code, said):
    """Say of the municipality which areas lie beside it."""
    return changed(code, MUNICIPALITY, "seats: 21", f"seats: 21\nbeside: {{country: 000, {said}}}")


def with_file(code, file, content, *, at=None):
    """Add or replace a file."""
    files = {**FILES, file: content}
    return Mistake(code, files, at) if at else _marked(code, file, files)


def without(code, file):
    """Take a file away."""
    return Mistake(code, {path: content for path, content in FILES.items() if path != file}, file)


def instead(code, file, make):
    """Let something else than a file stand where a file stood."""

    def replace(folder):
        (folder / file).unlink(missing_ok=True)
        make(folder / file)

    return Mistake(code, FILES, file, replace)


_DRAW = """{register_name: statbank, table: T, select: {Tid: ["*"]}, time: Tid}"""


def _marked(code, file, files):
    text = files[file]
    if isinstance(text, bytes) or "§" not in text:
        return Mistake(code, files, file)
    before, _, after = text.partition("§")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Mistake(code, {**files, file: before + after}, f"{file}:{line}:{column}")


MISTAKES = (
    # the folder
    without("missing_file", MUNICIPALITY),
    without("missing_file", TERM),
    without("missing_file", STORY),
    with_file("unknown_file", "vision.yaml", "visions: []"),
    with_file("unknown_file", "terms/2018-2021/visions.yaml", "visions: []"),
    with_file("unknown_file", "measurements/folketal.xlsx", "PK"),
    with_file("unknown_file", "stories/Thumbs.txt", "x"),
    with_file("zip_in_folder", "kommune.zip", "PK"),
    with_file("bad_key_name", "indicators/Ældre.yaml", FILES[PEOPLE]),
    with_file("bad_key_name", "stories/min historie.md", FILES[STORY]),
    instead("bad_term_name", "terms/2018-21", Path.mkdir),
    instead("link", PEOPLE, lambda path: path.symlink_to("medlemmer.yaml")),
    instead("link", "indicators/passwd.yaml", lambda path: path.symlink_to("/etc/passwd")),
    instead("link", "measurements/alt", lambda path: path.symlink_to("..")),
    instead("link", "terms/2026-2029", lambda path: path.symlink_to("2026-2029")),
    instead("link", "stories/ingenting.md", lambda path: path.symlink_to("findes-ikke")),
    instead("folder_for_file", PEOPLE, Path.mkdir),
    instead("folder_for_file", ORGANISATION, Path.mkdir),
    Mistake(
        "file_for_folder", {**{path: FILES[path] for path in FILES if "stories" not in path}, "stories": "x"}, "stories"
    ),
    with_file("file_for_folder", "terms/2026-2029", "x"),
    instead("special_file", "measurements/roer.csv", os.mkfifo),
    with_file("same_name", "measurements/Medlemmer.csv", "indicator,period,value,uncertainty,drawn\n", at=SURVEY),
    with_file("too_large", STORY, b"---\n" + b"a" * 1_000_000),
    # its text
    with_file("empty_file", INITIATIVES, ""),
    with_file("empty_file", INITIATIVES, " \n\r\n"),
    with_file("empty_file", INITIATIVES, "# ingen endnu\n"),
    with_file("empty_file", SURVEY, b"\xef\xbb\xbf"),
    with_file("packed", SURVEY, b"PK\x03\x04" + bytes(60)),
    with_file("packed", PEOPLE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)),
    with_file("utf_16", PEOPLE, FILES[PEOPLE].encode("utf-16")),
    with_file("utf_16", SURVEY, FILES[SURVEY].encode("utf-16-le")),
    with_file("utf_16", STORY, FILES[STORY].encode("utf-16-be")),
    with_file("latin_1", TOWNS, FILES[TOWNS].encode("latin-1"), at=f"{TOWNS}:1:15"),
    with_file("latin_1", SURVEY, b"\xef\xbb\xbfperiod,value\r\n2019,\xe5\r\n", at=f"{SURVEY}:2:6"),
    with_file("not_utf_8", TOWNS, b"name: a\n\x00\x81\xff\n", at=f"{TOWNS}:2:2"),
    changed("control_character", PEOPLE, "Folketal", "Folke§\x00tal"),
    changed("control_character", STORY, "Nu er der", "Nu§\x1b[31m er der"),
    changed("control_character", SURVEY, "Også", "§\u2028Også"),
    changed("control_character", PEOPLE, "name: Folketal", 'name: §"Folke\\x07tal"'),
    # YAML
    changed("tab", PEOPLE, "unit: persons", "unit:§\tpersons"),
    changed("open_quote", TERM, "2018-01-01", '§"2018-01-01'),
    changed("open_bracket", VISION, "themes: [liv, laering]", "themes: §[liv, laering"),
    changed("colon_in_text", PEOPLE, "how: Et register.", "how: Et register§: FOLK1A"),
    changed("colon_missing", PEOPLE, "cadence: yearly", "§cadence\n"),
    changed("bad_first_character", PEOPLE, "how: Et", "how: §@register, et"),
    changed("bad_first_character", PEOPLE, "how: Et", "how: §%register, et"),
    changed("bad_indentation", ORGANISATION, "units:", " §units:"),
    changed("bad_escape", PEOPLE, 'sentence: "{value} bor her"', 'sentence: "{value} bor her §\\q"'),
    changed("bad_yaml", PEOPLE, "how: Et register.", "how: |2§x\n"),
    changed("alias", PEOPLE, "how: Et", "how: §&et Et"),
    changed("alias", PEOPLE, "how: Et register.", "how: §*et"),
    changed("tag", PEOPLE, "how: Et register.", "how: §!!python/object/apply:os.system [ls]"),
    changed("tag", PEOPLE, "how: Et register.", "how: §! Et"),
    with_file("directive", PEOPLE, "# 1.1\n§%YAML 1.1\n---\n" + FILES[PEOPLE]),
    changed("merge_key", PEOPLE, "how: Et register.", "how: Et register.\n§<<: {}"),
    changed("several_documents", PEOPLE, "how: Et register.", "how: Et register.\n§---"),
    changed("too_deep", PEOPLE, "how: Et register.", f"how: {'[' * 19}§{'[' * 5000}"),
    changed("too_many_values", PEOPLE, "how: Et register.", f"how: [{'a,' * 199_991}§a]"),
    changed("long_name", PEOPLE, "how: Et register.", f"? §{'a' * 201}\n: a"),
    changed("name_not_text", PEOPLE, "how: Et register.", "? §[how]\n: Et register."),
    changed("name_not_text", PEOPLE, "how: Et register.", "how: Et register.\n? §~\n: Et register."),
    changed("repeated_field", PEOPLE, "how: Et register.", "how: Et register.\n§how: Et andet."),
    # its fields
    changed("unknown_field", PEOPLE, "unit: persons", "§units: persons\nunit: persons"),
    changed("unknown_field", MUNICIPALITY, "seats: 21", "§Seats: 21"),
    changed(
        "unknown_field", VISION, "            date: 2020-01-31", "            §dato: x\n            date: 2020-01-31"
    ),
    changed("unknown_field", GROWTH, "of: folketal}", "of: folketal, §out_of: folketal}"),
    changed("unknown_field", INITIATIVES, "initiatives:", "§tiltag: []\ninitiatives:"),
    changed("given_by_name", PEOPLE, "name: Folketal", "§key: folketal\nname: Folketal"),
    changed("given_by_name", VISION, "    name: Sammen\n", "    §term: 2018-2021\n    name: Sammen\n"),
    changed("given_by_name", STORY, "date: 2019-08-01", "date: 2019-08-01\n§text: Her"),
    changed("missing_field", PEOPLE, "name: Folketal\nwhat", "§what"),
    changed("missing_field", ORGANISATION, "  - key: velfaerd\n    name: Velfærd", "  - §key: velfaerd"),
    changed("missing_field", MUNICIPALITY, "{da: Eksempelby Kommune, en", "§{en"),
    changed("missing_field", GROWTH, "{method: yearly_growth_percent, of: folketal}", "§{of: folketal}"),
    changed("empty", PEOPLE, "name: Folketal", "name:§"),
    changed("empty", PEOPLE, "name: Folketal", "name: §~"),
    changed("empty", PEOPLE, "name: Folketal", "name: §'  '"),
    with_file("empty", INITIATIVES, "initiatives: §null\n"),
    changed("empty", MUNICIPALITY, "  - key: avis\n", "  -§\n  - key: avis\n"),
    changed("empty_list", STORY, "goals: [foreninger]", "goals: §[]"),
    changed("list_too_long", MUNICIPALITY, "seats: 21", f"synonyms: §{[f'maleri, ord{n}' for n in range(301)]}"),
    changed("not_text", PEOPLE, "name: Folketal", "name: Folketal\nlicence: §[CC BY 4.0]"),
    changed("not_a_list", VISION, "themes: [liv, laering]", "themes: §liv"),
    with_file("not_a_list", INITIATIVES, "initiatives: §ingen\n"),
    changed("not_fields", MUNICIPALITY, "  - key: avis\n", "  - §avisen\n  - key: avis\n"),
    changed("not_fields", PEOPLE, "name: Folketal", "name: §[Folketal]"),
    with_file("not_fields", INITIATIVES, "§- key: samlab\n"),
    changed("not_whole_number", MUNICIPALITY, "seats: 21", "seats: §21.0"),
    changed("not_whole_number", SURVEY, "1165,2500,2019-10-03", "§1.165,2500,2019-10-03"),
    changed("not_a_number", VISION, "value: 80", "value: §80 %"),
    changed("not_a_number", VISION, "value: 0.5", "value: §0,5"),
    changed("not_a_number", VISION, "value: 80", "value: §.nan"),
    changed("not_a_number", SURVEY, "2018,,57", '2018,,§"5,7"'),
    changed("not_a_number", REGISTER, "97113,0", "§97.113"),
    changed("not_a_number", REGISTER, "97113,0", "§97 113"),
    changed("not_a_number", REGISTER, "97113,0", "§1e400x"),
    changed("out_of_range", VISION, "value: 80", "value: §1e400"),
    changed("out_of_range", MUNICIPALITY, "seats: 21", "seats: §0"),
    changed("out_of_range", VISION, "value: 5\n", "value: §-100.5\n"),
    changed("out_of_range", MUNICIPALITY, "seats: 21", "confidence: §1"),
    changed("not_true_or_false", VISION, "overall: true", "overall: §yes"),
    changed("not_a_day", TERM, "2018-01-01", "§1. januar 2018"),
    changed("not_a_day", TERM, "2018-01-01", "§2018-02-30"),
    changed("not_a_day", TERM, "2018-01-01", "§1514764800"),
    changed("not_a_day", SURVEY, "2019-10-03", "§03-10-2019"),
    changed("reserved_slug", MUNICIPALITY, "slug: eksempelby", "slug: §api"),
    changed("not_a_period", VISION, "baseline: 2018", "baseline: §2018-Q5"),
    changed("not_a_period", SURVEY, "\n2018,", "\n§18,"),
    changed("not_one_of", PEOPLE, "unit: persons", "unit: §person"),
    changed("not_one_of", PEOPLE, "collected_by: register", "collected_by: §Register"),
    changed("not_one_of", GROWTH, "yearly_growth_percent", "§yearly_growth"),
    changed("not_one_of", REGISTER, "97113,0;;full_count", "97113,0;;§full count"),
    changed("not_a_key", AGREEMENTS, "key: skolelederens", "key: §Lærerens"),
    changed("not_a_slug", VISION, "slug: {da: liv, en: life}", "slug: {da: §Liv, en: life}"),
    changed("not_an_address", MUNICIPALITY, "https://example.dk/enigt", "§javascript:alert(1)"),
    changed(
        "not_an_email",
        MEMBERS,
        "reviewed: 2020-01-01\n",
        "contact: {function: Analyse, email: §Analyse <post@example.dk>}\nreviewed: 2020-01-01\n",
    ),
    changed("not_a_code", MUNICIPALITY, "code: 099", "code: §99"),
    changed("not_a_season", GROWTH, "of: folketal}", "of: folketal, season: §1Q}"),
    changed("not_synonyms", MUNICIPALITY, "seats: 21", "synonyms:\n  - maleri, kunst\n  - §kultur"),
    changed("not_synonyms", MUNICIPALITY, "seats: 21", 'synonyms: [§"fri tid, fritid"]'),
    changed("not_a_host", MUNICIPALITY, "seats: 21", "host: §Eksempelby.dk"),
    changed("too_long", PEOPLE, "table: FOLK1A", f"table: §{'x' * 501}"),
    changed("line_break", PEOPLE, "table: FOLK1A", "table: §|\n  FOLK1A\n  FOLK1B"),
    # CSV
    with_file("mixed_separators", REGISTER, "§indicator;period,value\n"),
    with_file("tab_separated", REGISTER, "§indicator\tperiod\tvalue\n"),
    with_file(
        "other_separator", REGISTER, "§indicator|period|value|uncertainty|drawn\nbyer|2019|17|unknown|2020-01-01\n"
    ),
    with_file("other_separator", REGISTER, '§"indicator"|"period"|"value"\n'),
    with_file("other_separator", REGISTER, "§indicator period value uncertainty drawn\n"),
    with_file("quoted_line", SURVEY, '§"period,value,uncertainty,drawn"\n"2019,1,unknown,2020-01-01"\n'),
    with_file("quoted_line", REGISTER, '§"indicator;period;value;uncertainty;drawn"\n'),
    with_file("other_quotes", SURVEY, "§“period”,“value”,“uncertainty”,“drawn”\n"),
    with_file("other_quotes", REGISTER, "§'indicator';'period';'value';'uncertainty';'drawn'\n"),
    changed("unknown_column", SURVEY, "value", "§Value"),
    changed("unknown_column", SURVEY, "note,note_en", "note,§,note_en"),
    with_file("missing_column", SURVEY, "§period,value,uncertainty\n2019,1,unknown\n"),
    with_file("missing_column", "measurements/2020 nye.csv", "\n§period,value,uncertainty,drawn\n"),
    changed("repeated_column", SURVEY, "asked,drawn", "§value,drawn"),
    changed("cell_count", SURVEY, "2018,,57", "§2018,,57,0"),
    changed("cell_count", REGISTER, "byer;2019;17", "§byer;2019"),
    changed("cell_count", REGISTER, "indicator;period;value;of;uncertainty;drawn\n", "§" + ";" * 200 + "\n"),
    changed("open_quote", SURVEY, "1.4,,,900,,2021-10-03,,,", '1.4,,,900,,2021-10-03,,,§"Et'),
    changed("after_quote", SURVEY, '"All, ""new"" ones too"', '"All, "§new" ones too"'),
    changed("empty_cell", SURVEY, "2018,,57,simple_random_sample", "2018,,57,§"),
    changed("empty_cell", SURVEY, "2018,,57", "2018,,§"),
    changed("empty_cell", SURVEY, "avis,,", "avis,§,In English alone"),
    changed("no_figure", SURVEY, "2018,,57", "2018,,§.."),
    changed("no_figure", SURVEY, "2018,,57", "2018,,§-"),
    changed("no_figure", SURVEY, "2018,,57", "2018,,§NaN"),
    # stories
    with_file("no_front_matter", STORY, "§Før var der mange voksne.\n"),
    with_file("no_front_matter", STORY, "§---\ngoals: [foreninger]\n"),
    with_file("no_front_matter", STORY, "§---\n---\n\nFør.\n"),
    with_file("english_apart", ENGLISH, "---\n§title: One youth guide\n---\n\nOne.\n"),
    with_file("no_text", STORY, FILES[STORY].partition("\nFør")[0] + "§"),
    # references
    changed("unknown_body", VISION, "responsible: boern", "responsible: §boen"),
    changed("unknown_body", VISION, "{body: byraad,", "{body: §byraadet,"),
    changed("unknown_unit", ORGANISATION, "parent: velfaerd", "parent: §velfærd".replace("æ", "a")),
    changed("unknown_source", MUNICIPALITY, "sources: [avis]", "sources: [§aviser]"),
    changed("unknown_source", SURVEY, "avis", "§avisen"),
    changed("unknown_theme", VISION, "themes: [liv, laering]", "themes: [liv, §lyst]"),
    changed("unknown_goal", STORY, "goals: [foreninger]", "goals: [§forening]"),
    changed("unknown_indicator", VISION, "context: [folketal]", "context: [§folketallet]"),
    changed("unknown_indicator", GROWTH, "of: folketal", "of: §indbyggere"),
    changed("unknown_indicator", REGISTER, "folketal;2019-01-01", "§folk;2019-01-01"),
    changed("unknown_body", PRIORITIES, "bodies: [boern, kultur]", "bodies: [boern, §kulturen]"),
    changed("unknown_leader", AGREEMENTS, "leader: skoleleder", "leader: §skolelederen"),
    changed("unknown_policy", PRIORITIES, "policies: [fritidspolitik]\n    init", "policies: [§fritid]\n    init"),
    changed("unknown_track", BUDGET, "- {track: bygninger", "- {track: §bygning"),
    changed("unknown_budget", AGREEMENTS, "budget: budget-2020", "budget: §budget-2019"),
    changed("unknown_commitment", AGREEMENTS, "handed_on_from: direktoerens", "handed_on_from: §direktoeren"),
    changed("unknown_initiative", PRIORITIES, "initiatives: [samlab]", "initiatives: [§samlabbet]"),
    changed("unknown_goal", AGREEMENTS, "        goals: [foreninger]", "        goals: [§forening]"),
    changed("unknown_unit", ORGANISATION, "unit: skoler", "unit: §skolerne"),
    changed("unknown_area", VISION, "area: 000", "area: §999"),
    changed("unknown_period", VISION, "baseline: 2018", "baseline: §2017"),
    changed("repeated_key", VISION, "- key: laering\n", "- key: §liv\n", also=[(VISION, "[liv, laering]", "[liv]")]),
    changed("repeated_key", VISION, "- key: end-landet", "- key: §medlemmer"),
    changed("repeated_reference", VISION, "themes: [liv, laering]", "themes: [liv, §liv]"),
    changed("repeated_slug", VISION, "slug: {da: laering, en: learning}", "slug: {da: §liv, en: learning}"),
    changed("repeated_slug", VISION, "former_slugs: [medlemmer]", "former_slugs: [§coherence]"),
    changed("repeated_slug", VISION, "former_slugs: [medlemmer]", "former_slugs: [§foreninger]"),
    # the areas beside the municipality
    beside("not_beside", "municipalities: [{code: 099, name: Eksempelby}], neighbours: [§101]"),
    beside("own_area_missing", "municipalities: §[{code: 101, name: Naboby}], neighbours: [101]"),
    beside("own_area_not_needed", "municipalities: [{code: 099, name: Eksempelby}], neighbours: [§099]"),
    beside(
        "country_for_municipality",
        "municipalities: [{code: 099, name: Eksempelby}, {code: §000, name: Hele landet}], neighbours: []",
    ),
    # the organisation and its time
    changed("no_council", ORGANISATION, "kind: council", "kind: economics_committee", at=ORGANISATION),
    changed("second_council", ORGANISATION, "kind: standing_committee", "kind: §council"),
    changed("unit_under_itself", ORGANISATION, "parent: velfaerd", "parent: §skoler"),
    changed("term_years", TERM, "2018-01-01", "§2017-12-31"),
    with_file("terms_overlap", "terms/2021-2021/term.yaml", "start: §2021-12-31\nend: 2021-12-31\n"),
    changed("ends_before_start", ORGANISATION, "valid_to: 2021-12-31", "valid_to: §2017-12-31"),
    changed("ends_before_start", INITIATIVES, "end: 2019-02-15", "end: §2018-02-15"),
    changed("ends_before_start", MEMBERS, "next_review: 2021-01-01", "next_review: §2019-01-01"),
    # goals and targets
    changed("second_overall", VISION, "    themes: [liv, laering]\n", "    overall: §true\n"),
    changed(
        "no_theme",
        VISION,
        "- key: foreninger",
        "- §key: foreninger",
        also=[(VISION, "    themes: [liv, laering]\n", "")],
    ),
    changed("theme_for_overall", VISION, "overall: true", "overall: true\n    themes: §[liv]"),
    changed("wordings_overlap", VISION, "valid_from: 2020-07-01", "valid_from: §2020-06-30"),
    changed("wordings_overlap", VISION, "\n        valid_to: 2020-06-30", "", at=f"{VISION}:35:21"),
    changed("kind_needs", VISION, "        value: 80\n", "", at=f"{VISION}:38:9"),
    changed("kind_has_no_use", VISION, "kind: direction_only\n", "kind: direction_only\n        value: §4\n"),
    changed("kind_has_no_use", VISION, "kind: judged\n", "kind: judged\n        indicator: §folketal\n"),
    changed("against_direction", VISION, "value: 5\n", "value: §-5\n"),
    changed(
        "against_direction",
        VISION,
        "kind: relative_change\n        direction: up\n        value: 5\n",
        "kind: relative_change\n        direction: down\n        value: §20\n",
    ),
    changed("all_parts_down", VISION, "all_parts\n        direction: up", "all_parts\n        direction: §down"),
    changed("no_parts", VISION, "indicator: byer", "indicator: §vaekst"),
    # decisions, priorities, joint meetings and policies
    changed("council_for_committee", PRIORITIES, "committee: kultur", "committee: §byraad"),
    changed("year_outside_term", PRIORITIES, "year: 2019\n    rank", "year: §2109\n    rank"),
    changed(
        "repeated_priority",
        PRIORITIES,
        "committee: kultur\n    goal: foreninger",
        "committee: boern\n    goal: §foreninger",
    ),
    changed("too_few_bodies", PRIORITIES, "bodies: [boern, kultur]", "bodies: §[boern]"),
    changed("too_few_bodies", PRIORITIES, "bodies: [boern, kultur]", "bodies: §[]"),
    changed(
        "replaced_by_nothing",
        PRIORITIES,
        "      date: 2018-12-19\n      goals: [foreninger]\n",
        "      §date: 2018-12-19\n",
    ),
    changed("ends_before_start", PRIORITIES, "      date: 2018-12-19\n", "      date: §2013-12-19\n"),
    changed(
        "policy_replaces_itself",
        PRIORITIES,
        "      date: 2018-12-19\n      goals: [foreninger]\n",
        "      date: 2018-12-19\n      policies: §[idraetspolitik]\n",
    ),
    changed("policy_replaces_itself", PRIORITIES, "policies: [fritidspolitik]}", "policies: §[idraetspolitik]}"),
    # the budget
    changed("after_the_budget", BUDGET, "adopted: 2019-10-09", "adopted: §2021-10-09"),
    changed("after_the_budget", BUDGET, "date: 2019-10-09", "date: §2021-01-01"),
    changed(
        "after_the_budget",
        BUDGET,
        "    year: 2020\n    price_level",
        "    valid_from: §2021-01-01\n    year: 2020\n    price_level",
    ),
    changed("after_the_budget", BUDGET, "adopted: 2019-10-09", "adopted: §2020-07-01\n    valid_to: 2020-06-30"),
    changed("repeated_line", BUDGET, "year: 2021\n", "year: 2020\n", at=f"{BUDGET}:35:9"),
    changed("amounts_out_of_order", BUDGET, "expected_high: 3000000", "expected_high: §1999999"),
    changed("sum_differs", BUDGET, "year: 2020, agreed: 3000000", "year: 2020, agreed: §3000001"),
    changed("sum_differs", BUDGET, "        agreed: 300000\n", "        agreed: 200000\n", at=f"{BUDGET}:43:30"),
    changed("sum_differs", BUDGET, "{committee: boern, agreed", "{committee: boern, expected_mid: §1, agreed"),
    changed("line_differs", BUDGET, "agreed: 500000", "agreed: §5000000"),
    changed("out_of_range", BUDGET, "agreed: 700000\n", "agreed: §-700000\n"),
    changed("not_whole_number", BUDGET, "agreed: 700000\n", "agreed: §0.7\n"),
    changed("not_whole_number", BUDGET, "agreed: 700000\n", "agreed: §700.000\n"),
    # commitments and endings
    changed("level_differs", AGREEMENTS, "level: 2", "level: §3"),
    changed("handed_in_a_ring", AGREEMENTS, "    theme: liv\n", "    theme: liv\n    handed_on_from: §skolelederens\n"),
    changed("handed_in_a_ring", AGREEMENTS, "handed_on_from: direktoerens", "handed_on_from: §skolelederens"),
    changed(
        "stop_needs_reason",
        INITIATIVES,
        "      how: stop",
        "      §how: stop",
        also=[(INITIATIVES, "      reason: Der kom ingen.\n", "")],
    ),
    changed("ends_before_start", INITIATIVES, "      date: 2019-03-01\n", "      date: §2018-03-01\n"),
    changed("ends_before_start", INITIATIVES, "{date: 2020-03-01", "{date: §2019-02-28"),
    changed("ends_before_start", AGREEMENTS, "valid_to: 2020-12-31", "valid_to: §2019-12-31"),
    changed("not_one_of", INITIATIVES, "how: stop", "how: §stopped"),
    # what is drawn
    changed("derived_is_drawn", GROWTH, "cadence: yearly\n", f"cadence: yearly\ndraw: §{_DRAW}\n"),
    changed("parts_are_drawn", TOWNS, "cadence: yearly\n", f"cadence: yearly\ndraw: §{_DRAW}\n"),
    changed("variable_not_selected", WEDDINGS, "area: OMRÅDE", "area: §OMRADE"),
    changed("variable_twice", WEDDINGS, "area: OMRÅDE", "area: §Tid"),
    changed(
        "not_fields",
        WEDDINGS,
        '  select:\n    "OMRÅDE": ["099", "000"]\n    ALDER: [TOT]\n    Tid: ["*"]',
        "  select: §alt",
    ),
    changed("empty_list", WEDDINGS, "[TOT]", "§[]"),
    changed("not_a_moment", DRAWINGS, "updated: 2020-02-11T07:00:00Z", "updated: §2020-02-11"),
    changed("not_a_moment", DRAWINGS, "updated: 2020-02-11T07:00:00Z", "updated: §2020-02-31T07:00:00Z"),
    changed("not_a_checksum", DRAWINGS, "sha256s: [0123456789abcdef", "sha256s: [§0123456789ABCDEF"),
    changed("not_one_of", DRAWINGS, "outcome: first", "outcome: §foerst"),
    changed("unknown_drawing", "measurements/vielser.csv", "2020-03-12,20200312", "2020-03-12,§20200313"),
    # indicators and measurements
    changed(
        "unknown_period",
        GROWTH,
        "method: yearly_growth_percent, of: folketal",
        "method: index, of: folketal, base: §1999",
        also=[(GROWTH, "unit: percent_per_year", "unit: index")],
    ),
    changed(
        "unknown_area",
        GROWTH,
        "method: yearly_growth_percent, of: folketal",
        "method: difference_to_area, of: medlemmer, area: §001",
        also=[(GROWTH, "unit: percent_per_year", "unit: percentage_points")],
    ),
    changed("no_value_in_sentence", MEMBERS, 'en: "{value} are members"', 'en: §"{vaerdi} are members"'),
    changed("no_value_in_sentence", PEOPLE, '"{value} bor her"', '§"{value} {period} og {period}"'),
    changed("no_other_sentence", PEOPLE, 'sentence: "{value} bor her"', 'sentence_negative: §"{value} bor her"'),
    changed("no_value_in_sentence", PEOPLE, '"{value} bor her"', '§"{value} af {value} bor her"'),
    changed("parts_without_name", TOWNS, "unit: parts\nparts: byer", "unit: §parts"),
    changed("parts_without_unit", PEOPLE, "unit: persons", "unit: persons\nparts: §byer"),
    changed("derived_from_derived", GROWTH, "of: folketal", "of: §vaekst"),
    changed("derived_unit", GROWTH, "unit: percent_per_year", "unit: §percent"),
    changed("derived_is_measured", REGISTER, "byer;2019;17;40", "§vaekst;2019;0,2;"),
    changed("uncertainty_needs", SURVEY, "2018,,57,simple_random_sample,,,,1165", "2018,,57,simple_random_sample,,,,§"),
    changed("uncertainty_has_no_use", SURVEY, "2018,,57,simple_random_sample,,", "2018,,57,simple_random_sample,§1.4,"),
    changed("fewer_asked", SURVEY, "1165,2500", "1165,§1164"),
    changed("sample_of_no_share", MEMBERS, "unit: percent", "unit: per_1000", at=f"{SURVEY}:2:10"),
    changed("outside_share", SURVEY, "2018,,57", "2018,,§100.1"),
    changed("outside_interval", SURVEY, "2019,000,62.5", "2019,000,§64.5"),
    changed("parts_needs_of", REGISTER, "byer;2019;17;40", "byer;2019;17;§"),
    changed("of_without_parts", REGISTER, "97113,0;;", "97113,0;§40;"),
    changed("outside_parts", REGISTER, "byer;2019;17;40", "byer;2019;§41;40"),
    changed("negative_count", REGISTER, "97113,0", "§-97113,0"),
    changed("drawn_too_early", SURVEY, "2019-10-03", "§2017-10-03"),
    with_file(
        "withdrawn_too_early",
        REGISTER,
        "indicator;period;value;uncertainty;drawn;withdrawn\nfolketal;2019-01-01;96921;full_count;2019-02-11;§2019-02-10\n",
    ),
    with_file(
        "repeated_measurement",
        REGISTER,
        FILES[REGISTER] + "§byer;2019-01-01/2019-12-31;18;40;full_count;2020-02-11\n",
    ),
)
