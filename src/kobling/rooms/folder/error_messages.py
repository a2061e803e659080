"""The messages of the problems that a municipality folder can have, by their codes."""

from django.utils.translation import gettext_noop

MESSAGES = {
    # the folder
    "not_a_folder": gettext_noop("there is no folder here that can be read"),
    "file_as_folder": gettext_noop("this is a file; name the folder that municipality.yaml lies in"),
    "zip_for_folder": gettext_noop("this is a zip file; unpack it, and name the folder that municipality.yaml lies in"),
    "not_a_zip": gettext_noop("this is not a zip file that can be read"),
    "unsafe_name": gettext_noop("the zip file holds “%(found)s”, which has no place in a municipality folder"),
    "zip_in_folder": gettext_noop("zip files are not opened; unpack it, and take the zip file away"),
    "folder_inside": gettext_noop("the municipality folder lies one level further in; name the folder %(found)s"),
    "missing_file": gettext_noop("the file is missing"),
    "unknown_file": gettext_noop("nothing by this name belongs here; allowed: %(allowed)s"),
    "bad_key_name": gettext_noop(
        "the file is named after its key, and “%(found)s” cannot be one; a key has lower-case letters a-z, digits, "
        "- and _, at most 63"
    ),
    "bad_term_name": gettext_noop(
        "“%(found)s” is not a council term; the folder is named after its years, such as 2022-2025"
    ),
    "link": gettext_noop("this is a link; put the file or folder itself here"),
    "folder_for_file": gettext_noop("this is a folder, and a file belongs here"),
    "file_for_folder": gettext_noop("this is a file, and a folder belongs here"),
    "special_file": gettext_noop("this is neither a file nor a folder"),
    "same_name": gettext_noop("this name differs from “%(found)s” only in upper and lower case; rename one of them"),
    "too_many_files": gettext_noop("there are more than %(allowed)s files; a municipality needs far fewer"),
    "too_large": gettext_noop("the file takes %(found)s bytes; at most %(allowed)s are read"),
    "unreadable": gettext_noop("this cannot be read; look at who is allowed to"),
    "not_ours": gettext_noop("there is something else here already; choose an empty folder or a municipality folder"),
    "unwritable": gettext_noop("this cannot be written; look at who is allowed to, and whether there is room"),
    # its text
    "empty_file": gettext_noop("the file is empty; write it, or take it away"),
    "packed": gettext_noop(
        "this is an Excel workbook or a zip file under another name; save the sheet as CSV UTF-8, or unpack the file"
    ),
    "utf_16": gettext_noop("the file is UTF-16 (“Unicode”); save it as UTF-8"),
    "latin_1": gettext_noop(
        "the file is not UTF-8 but looks like Latin-1 (“ANSI”, Windows-1252): here stands “%(found)s”; save it as UTF-8"
    ),
    "not_utf_8": gettext_noop("this is not UTF-8 text (byte %(found)s); save the file as UTF-8"),
    "control_character": gettext_noop("the invisible character %(found)s is not allowed; delete it"),
    # YAML
    "tab": gettext_noop("there is a tab here; use spaces"),
    "open_quote": gettext_noop("a quotation mark opens here and is never closed"),
    "open_bracket": gettext_noop("a bracket opens here and is not closed, or a comma is missing between its parts"),
    "colon_in_text": gettext_noop(
        "a colon with a space after it does not belong here; put quotation marks round a text that holds one, or look "
        "at the spaces at the beginning of the line"
    ),
    "colon_missing": gettext_noop("a colon is missing: a field is written name: value"),
    "bad_first_character": gettext_noop("a text cannot begin with “%(found)s”; put quotation marks round the text"),
    "bad_indentation": gettext_noop(
        "this does not belong here; look at the spaces at the beginning of the line, and at quotation marks in it"
    ),
    "bad_escape": gettext_noop(
        "this backslash means nothing here; write it twice, or use single quotation marks round the text"
    ),
    "bad_yaml": gettext_noop("this is not YAML: “%(found)s”"),
    "alias": gettext_noop("& and * at the beginning of a value mean a reference in YAML; references are not allowed"),
    "tag": gettext_noop("“%(found)s” is a YAML type; types are not allowed; put quotation marks round a text"),
    "directive": gettext_noop("lines that begin with %% are not allowed here"),
    "merge_key": gettext_noop("<< is not allowed; write the fields out"),
    "several_documents": gettext_noop("the file may hold only one document; delete the line ---"),
    "too_deep": gettext_noop("this is more than %(allowed)s levels inside the file"),
    "too_many_values": gettext_noop("the file says more than %(allowed)s things; split it up"),
    "long_name": gettext_noop("a field's name is over %(allowed)s characters long"),
    "name_not_text": gettext_noop("a field's name has to be a word"),
    "repeated_field": gettext_noop("the field %(found)s stands twice; the first time in line %(allowed)s"),
    # its fields
    "unknown_field": gettext_noop("there is no field called “%(found)s” here; allowed: %(allowed)s"),
    "given_by_name": gettext_noop("the field %(found)s is not written here; the name of the file or folder gives it"),
    "missing_field": gettext_noop("the field %(found)s is missing"),
    "empty": gettext_noop("nothing is written here; write it, or leave the field out"),
    "empty_list": gettext_noop("the list is empty; at least one is needed"),
    "list_too_long": gettext_noop("the list is too long; at most %(allowed)s may stand in it"),
    "not_text": gettext_noop("a text belongs here, not a list or fields"),
    "not_a_list": gettext_noop("a list belongs here: [one, two], or one on each line after a hyphen"),
    "not_fields": gettext_noop("fields belong here, each on its own line as name: value"),
    "not_whole_number": gettext_noop("“%(found)s” is not a whole number; write it with digits alone, such as 1165"),
    "not_a_number": gettext_noop("“%(found)s” is not a number; write it like %(allowed)s, without spaces"),
    "out_of_range": gettext_noop("%(found)s is not possible here; the number has to be %(allowed)s"),
    "not_true_or_false": gettext_noop("“%(found)s” is neither true nor false"),
    "not_a_day": gettext_noop("“%(found)s” is not a date; write year, month and day, such as 2019-08-20"),
    "reserved_slug": gettext_noop("the address “%(found)s” is needed for something else; choose another"),
    "not_a_period": gettext_noop(
        "“%(found)s” is not a period; write a year (2019), half-year (2019-H1), quarter (2019-Q1), month (2019-08), "
        "day (2019-08-20), or first and last day (2019-01-01/2019-12-31)"
    ),
    "not_a_moment": gettext_noop(
        "“%(found)s” is not a day and a time of day; write them like 2020-03-12T08:00:00+01:00"
    ),
    "not_a_checksum": gettext_noop("“%(found)s” is not a SHA-256 checksum; it has 64 digits and letters a-f"),
    "not_one_of": gettext_noop("“%(found)s” is not possible here; allowed: %(allowed)s"),
    "not_a_key": gettext_noop(
        "“%(found)s” is not a key; a key has lower-case letters a-z, digits, - and _, and at most 63 of them"
    ),
    "not_a_term": gettext_noop("“%(found)s” is not a council term; write its years, such as 2022-2025"),
    "not_a_slug": gettext_noop(
        "“%(found)s” cannot stand in an address; use lower-case letters a-z, digits, and single hyphens between words"
    ),
    "not_an_email": gettext_noop("“%(found)s” is not an address for mail, such as boern-og-unge@example.dk"),
    "not_an_address": gettext_noop("“%(found)s” is not a web address; it begins with https:// or http://"),
    "not_a_code": gettext_noop(
        "“%(found)s” is not a municipality code; it is a number of three to six digits, such as 791"
    ),
    "not_a_season": gettext_noop(
        "“%(found)s” is not a part of a year; write a quarter (Q1), a half-year (H1) or a month (01)"
    ),
    "not_synonyms": gettext_noop(
        "“%(found)s” is not a line of synonyms: two words or more with commas between them, each of 3-50 letters and "
        "digits"
    ),
    "not_a_host": gettext_noop("“%(found)s” is not a host name; it looks like barometer.example.dk"),
    "too_long": gettext_noop("the text is too long; at most %(allowed)s characters"),
    "line_break": gettext_noop("the text has to stay on one line, without tabs"),
    # CSV
    "mixed_separators": gettext_noop("the column names are separated by both ; and , here; use one of them throughout"),
    "tab_separated": gettext_noop("the columns are separated by tabs; use ; or , instead"),
    "other_separator": gettext_noop("the columns are separated by “%(found)s”; use ; or , instead"),
    "quoted_line": gettext_noop(
        "quotation marks stand round the whole line of column names; take them away, or put them round each cell"
    ),
    "other_quotes": gettext_noop(
        '%(found)s stands round a column name; leave it out, or use straight quotation marks (")'
    ),
    "unknown_column": gettext_noop("there is no column called “%(found)s”; allowed: %(allowed)s"),
    "missing_column": gettext_noop("the column %(found)s is missing"),
    "repeated_column": gettext_noop("the column %(found)s stands twice"),
    "cell_count": gettext_noop(
        "there are %(found)s cells in this row and %(allowed)s columns; a cell that holds the separator needs "
        "quotation marks round it, and where commas separate, decimals take a point"
    ),
    "empty_cell": gettext_noop("the column %(found)s needs a value in every row"),
    "no_figure": gettext_noop(
        "“%(found)s” stands for a missing figure; a figure nobody has is left out: delete the row"
    ),
    "after_quote": gettext_noop(
        "text follows after the closing quotation mark; a quotation mark inside is written twice"
    ),
    # stories
    "no_front_matter": gettext_noop("a story begins with a line ---, then its fields, then another line ---"),
    "english_apart": gettext_noop("the English file holds only the text; this belongs in the Danish one"),
    "no_text": gettext_noop("the text is missing after the fields"),
    # references
    "unknown_term": gettext_noop("there is no term with the key “%(found)s”; known: %(allowed)s"),
    "unknown_body": gettext_noop("there is no body with the key “%(found)s”; known: %(allowed)s"),
    "unknown_unit": gettext_noop("there is no unit with the key “%(found)s”; known: %(allowed)s"),
    "unknown_source": gettext_noop("there is no source with the key “%(found)s”; known: %(allowed)s"),
    "unknown_theme": gettext_noop("there is no theme with the key “%(found)s”; known: %(allowed)s"),
    "unknown_goal": gettext_noop("there is no goal with the key “%(found)s”; known: %(allowed)s"),
    "unknown_indicator": gettext_noop("there is no indicator with the key “%(found)s”; known: %(allowed)s"),
    "unknown_leader": gettext_noop("there is no leader with the key “%(found)s”; known: %(allowed)s"),
    "unknown_policy": gettext_noop("there is no policy with the key “%(found)s”; known: %(allowed)s"),
    "unknown_track": gettext_noop("there is no track with the key “%(found)s”; known: %(allowed)s"),
    "unknown_budget": gettext_noop("there is no budget with the key “%(found)s”; known: %(allowed)s"),
    "unknown_commitment": gettext_noop("there is no commitment with the key “%(found)s”; known: %(allowed)s"),
    "unknown_initiative": gettext_noop("there is no initiative with the key “%(found)s”; known: %(allowed)s"),
    "unknown_drawing": gettext_noop("there is no drawing with the key “%(found)s”; known: %(allowed)s"),
    "unknown_area": gettext_noop("the indicator has no measurements for the area “%(found)s”; measured: %(allowed)s"),
    "unknown_period": gettext_noop("the indicator has no measurement for %(found)s; measured: %(allowed)s"),
    "repeated_key": gettext_noop("the key %(found)s is already used in %(allowed)s"),
    "repeated_reference": gettext_noop("%(found)s stands twice in the list"),
    "repeated_slug": gettext_noop("the address %(found)s is already used in %(allowed)s"),
    # the organisation and its time
    "no_council": gettext_noop("one body has to be of the kind council; none is"),
    "second_council": gettext_noop("only one body can be the council; the other is in %(allowed)s"),
    "unit_under_itself": gettext_noop("the unit lies under itself: %(found)s"),
    "term_years": gettext_noop("the term is kept as %(found)s, and this day is not in its year %(allowed)s"),
    "terms_overlap": gettext_noop("the term begins before the one before it has ended, on %(allowed)s"),
    "ends_before_start": gettext_noop("the end, %(found)s, comes before the beginning, %(allowed)s"),
    # the areas beside the municipality
    "own_area_missing": gettext_noop("the municipality itself, %(found)s, is missing from the list"),
    "own_area_not_needed": gettext_noop("%(found)s is the municipality itself, and no neighbour of its own"),
    "not_beside": gettext_noop("%(found)s is not among the municipalities; known: %(allowed)s"),
    "country_for_municipality": gettext_noop("%(found)s is the whole country, not a municipality"),
    # goals and targets
    "second_overall": gettext_noop("only one goal of a term can be the overall one; the other is in %(allowed)s"),
    "no_theme": gettext_noop("the goal needs a theme, unless it is the overall one"),
    "theme_for_overall": gettext_noop("the overall goal stands above the themes, so it has none"),
    "wordings_overlap": gettext_noop(
        "two wordings cannot hold at once: this one begins on %(found)s, the one before it ends on %(allowed)s"
    ),
    "kind_needs": gettext_noop("a target of the kind %(found)s needs the field %(allowed)s"),
    "kind_has_no_use": gettext_noop("a target of the kind %(found)s has no use for the field %(allowed)s"),
    "against_direction": gettext_noop(
        "%(found)s%% goes against the direction %(allowed)s: the target would be reached by getting worse; a fall is "
        "written with a minus (-20)"
    ),
    "all_parts_down": gettext_noop("a target of the kind all_parts can only have the direction up"),
    "no_parts": gettext_noop("a target of the kind all_parts needs an indicator that counts parts; %(found)s does not"),
    # decisions, priorities, joint meetings and policies
    "council_for_committee": gettext_noop("%(found)s is the council; a priority is given by a committee"),
    "year_outside_term": gettext_noop("the year %(found)s is not in the term %(allowed)s that the priority lies in"),
    "repeated_priority": gettext_noop(
        "the same committee has given the goal %(found)s priority for the same year in %(allowed)s"
    ),
    "too_few_bodies": gettext_noop("a joint meeting is held by two bodies or more"),
    "replaced_by_nothing": gettext_noop(
        "what replaced the policy is missing: name goals or policies; for one that only ended, write valid_to instead"
    ),
    "policy_replaces_itself": gettext_noop("the policy replaces itself: %(found)s"),
    # the budget
    "after_the_budget": gettext_noop("%(found)s comes after the budget's last day, %(allowed)s"),
    "repeated_line": gettext_noop(
        "there is a line already for the track %(found)s with the same committee, unit and year, in %(allowed)s"
    ),
    "amounts_out_of_order": gettext_noop(
        "%(found)s is less than %(allowed)s above it; expected_low, expected_mid and expected_high rise in that order"
    ),
    "sum_differs": gettext_noop(
        "lines and remainders add up to %(found)s, not to %(allowed)s; mend what is wrong, or, where the source itself "
        "does not add up, write the difference under remainders and name it"
    ),
    "line_differs": gettext_noop(
        "this line does not agree with the sums in %(allowed)s; they would all agree if it said %(found)s"
    ),
    # commitments and endings
    "level_differs": gettext_noop("the commitment's level is %(found)s, and its leader's is %(allowed)s"),
    "handed_in_a_ring": gettext_noop("the commitments are handed on in a ring: %(found)s"),
    "stop_needs_reason": gettext_noop("an initiative that is stopped needs a reason"),
    # indicators and measurements
    "no_value_in_sentence": gettext_noop(
        "the sentence has to hold {value} once; it may hold {period} once, and no other curly brackets"
    ),
    "no_other_sentence": gettext_noop(
        "sentence_negative is for figures below zero; write the sentence of the others as sentence"
    ),
    "parts_without_name": gettext_noop("the unit is parts, so the field parts has to say what the parts are"),
    "parts_without_unit": gettext_noop("the field parts has no use where the unit is %(found)s"),
    "derived_from_derived": gettext_noop("the indicator %(found)s is derived itself; derive from a measured one"),
    "derived_unit": gettext_noop("what is derived by %(found)s has the unit %(allowed)s"),
    "derived_is_drawn": gettext_noop("the indicator %(found)s is derived from others, so nothing is fetched for it"),
    "parts_are_drawn": gettext_noop(
        "a count of parts is not fetched: fetch the parts themselves, and derive %(found)s from them"
    ),
    "variable_not_selected": gettext_noop(
        'nothing is selected of the variable “%(found)s”; select its values, such as ["*"]; selected: %(allowed)s'
    ),
    "variable_twice": gettext_noop("the variable “%(found)s” cannot be two of time, area and part"),
    "derived_is_measured": gettext_noop("the indicator %(found)s is derived from others, so it has no measurements"),
    "uncertainty_needs": gettext_noop("the uncertainty %(found)s needs %(allowed)s beside the figure"),
    "uncertainty_has_no_use": gettext_noop("the uncertainty %(found)s has no use for %(allowed)s"),
    "fewer_asked": gettext_noop("%(found)s were asked, which is fewer than the %(allowed)s who answered"),
    "sample_of_no_share": gettext_noop(
        "simple_random_sample is for shares in per cent, and the indicator's unit is %(found)s; use standard_error, "
        "interval or unknown"
    ),
    "outside_share": gettext_noop("%(found)s is no share; a share lies between 0 and %(allowed)s"),
    "outside_interval": gettext_noop("%(found)s does not lie between low and high, %(allowed)s"),
    "parts_needs_of": gettext_noop("the indicator counts parts, so it has to be said how many there are"),
    "of_without_parts": gettext_noop("how many there are has no use where the indicator's unit is %(found)s"),
    "outside_parts": gettext_noop("%(found)s is not possible; it has to be between 0 and %(allowed)s"),
    "negative_count": gettext_noop(
        "%(found)s is below 0, and the indicator %(allowed)s is derived from counts, which are not"
    ),
    "drawn_too_early": gettext_noop("the figure is fetched on %(found)s, before its period begins on %(allowed)s"),
    "withdrawn_too_early": gettext_noop("the figure is withdrawn on %(found)s, before it was fetched on %(allowed)s"),
    "repeated_measurement": gettext_noop(
        "this figure is already in %(allowed)s: same indicator, area, part, period and day fetched; a corrected figure "
        "has a later day"
    ),
}
"""By code, in English. `found` is the value in the file; `allowed` what it may be, or where the other one is."""
