"""The message of every register error, by its code, marked for translation."""

from collections.abc import Mapping


def gettext_noop(text: str) -> str:
    """Mark a message for translation; pages and commands translate it to the reader's language."""
    return text


MESSAGES: Mapping[str, str] = {
    # the connection to the source
    "no_address": gettext_noop(
        "“%(found)s” is not the address of a source; write https:// and the host, with nothing secret in it"
    ),
    "unencrypted": gettext_noop("%(found)s is not encrypted; write https:// unless the source is on your own network"),
    "no_contact": gettext_noop("the source cannot be reached (%(said)s); look at the network, or try again later"),
    "silent": gettext_noop("the source did not answer for %(seconds)s seconds; try again later"),
    "too_slow": gettext_noop("the answer was not complete after %(seconds)s seconds; ask for less, or try again later"),
    "cut_off": gettext_noop("the answer was cut off; nothing of it is used. Try again later"),
    "busy": gettext_noop("the source is busy and asks us to wait (%(seconds)s seconds); try again later"),
    "fell_over": gettext_noop(
        "the source has a fault of its own (status %(status)s, request %(request)s); try again later"
    ),
    "said_no": gettext_noop("the source refuses the question (status %(status)s, request %(request)s)"),
    "redirect_scheme": gettext_noop(
        "the source sends us on from %(asked)s to %(found)s; only its own address is followed"
    ),
    "redirect_host": gettext_noop("the source sends us on from %(asked)s to %(found)s, which is another server"),
    "redirect_private": gettext_noop(
        "the source sends us on from %(asked)s to %(found)s, which is inside your own network"
    ),
    "redirect_nowhere": gettext_noop("the source sends us on to “%(found)s”, which is not an address"),
    "redirect_question": gettext_noop(
        "the source sends us on to %(found)s in a way that loses the question; it may have moved for good"
    ),
    "redirect_round": gettext_noop("the source sends us on more than %(allowed)s times"),
    "too_many_bytes": gettext_noop("the answer takes more than %(allowed)s bytes; ask for less"),
    "too_many_unpacked": gettext_noop("the answer takes more than %(allowed)s bytes when it is unpacked; ask for less"),
    "unknown_packing": gettext_noop("the answer is packed as “%(found)s”, which was not asked for"),
    "damaged_packing": gettext_noop("the answer cannot be unpacked (%(said)s); nothing of it is used"),
    # the response
    "not_json": gettext_noop("the answer is not JSON: %(said)s"),
    "nested_too_deep": gettext_noop("the answer is nested too deeply to be read"),
    "not_text": gettext_noop("“%(found)s” is not text that can be written"),
    "not_utf8": gettext_noop("line %(line)s of the answer is not UTF-8 text"),
    "not_as_described": gettext_noop("“%(found)s” stands where %(wanted)s should; the source has changed its answers"),
    "missing_part": gettext_noop("“%(part)s” is missing; the source has changed its answers"),
    "repeated_name": gettext_noop("“%(found)s” stands twice"),
    "reserved_name": gettext_noop("a dimension may not be called “%(found)s”"),
    "wrong_count": gettext_noop("%(found)s stand here, and there should be %(wanted)s"),
    "wrong_numbers": gettext_noop("the codes are not numbered from 0 to %(last)s, each once"),
    "no_such_cell": gettext_noop("“%(found)s” is not the number of a cell; they are numbered from 0 to %(last)s"),
    "no_cells": gettext_noop("the answer holds no figures"),
    "too_many_cells": gettext_noop("the answer holds more than %(allowed)s figures; ask for fewer values"),
    "too_many_dimensions": gettext_noop("the answer has %(found)s dimensions, and at most %(allowed)s are read"),
    "no_number": gettext_noop("“%(found)s” stands where a number should"),
    "too_large": gettext_noop("%(found)s is too large for a figure that is kept exactly"),
    "several_datasets": gettext_noop("there are %(found)s datasets here; name one in `dataset`: %(known)s"),
    "not_a_dataset": gettext_noop("this is JSON-stat of the class “%(found)s”, and a dataset is needed"),
    "not_a_time": gettext_noop("“%(found)s” is not a time"),
    # the figures
    "no_variable": gettext_noop("the answer has no variable “%(found)s”; it has %(known)s"),
    "several_values": gettext_noop(
        "the variable “%(variable)s” has several values (%(found)s), and is neither time, area nor part; select one"
    ),
    "own_area_missing": gettext_noop("the answer has no figure for the municipality itself, “%(own)s”"),
    "no_period": gettext_noop("“%(found)s” is no period that is known here"),
    "not_begun": gettext_noop(
        "the period begins on %(begins)s, after the day it is fetched; select periods that have begun"
    ),
    "repeated_figure": gettext_noop("the answer has two cells for the same area, part and period"),
    "too_many_figures": gettext_noop("these are %(found)s figures; at most %(allowed)s are kept; select fewer"),
    "figure_too_large": gettext_noop("%(found)s is larger than any figure may be"),
    "area_not_named": gettext_noop(
        "the table has several areas (%(variable)s), and the choice (%(found)s) is not the municipality's own, "
        "%(own)s; name the variable that is the area"
    ),
    "rates_added_up": gettext_noop(
        "percentages, rates and indices of parts are neither added up nor averaged (%(found)s); take the source's own "
        "figure of the whole"
    ),
    "no_count": gettext_noop(
        "%(found)s is no count: a count is whole and not below 0. If it has lost the point of its thousands, mend it "
        "in the source; if it is calculated or estimated, say so under what the figures rest on"
    ),
    "negative_count": gettext_noop("%(found)s is below 0, and the indicator %(derived)s is derived from counts"),
    "no_figures": gettext_noop("the source has no number in any of these cells"),
    "answer_lacks_variable": gettext_noop(
        "the answer lacks the variable %(variable)s, which was asked for; the table has been changed"
    ),
    "answer_has_variable": gettext_noop(
        "the answer has the variable %(variable)s, which was not asked for; the table has been changed"
    ),
    "answer_lacks_code": gettext_noop(
        "nothing came for this, and it was asked for (%(count)s such); the table has been changed"
    ),
    "answer_has_code": gettext_noop("this came and was not asked for (%(count)s such); the table has been changed"),
    "cell_missing": gettext_noop("the answer lacks this cell (%(count)s such); nothing of it is used"),
    "cell_twice": gettext_noop("the answer has this cell twice (%(count)s such); nothing of it is used"),
    "updated_between": gettext_noop("the table was updated while it was being fetched; fetch it again"),
    "needs_extra": gettext_noop("SDMX messages are read with %(extra)s, which is not installed: pip install it first"),
    "not_sdmx": gettext_noop("this is not an SDMX data message that can be read on its own"),
    "sdmx_without_data": gettext_noop(
        "this SDMX message holds no figures: it is a message of %(found)s; ask the source for the data"
    ),
    "declares_entities": gettext_noop("the message declares entities of its own, which no SDMX message needs"),
    # the file
    "no_file": gettext_noop("there is no file “%(found)s” in the folder of extracts"),
    "unknown_kind": gettext_noop("“%(found)s” is not a file that is read here; save it as one of %(known)s"),
    "damaged": gettext_noop("the file is damaged, or is not what it is called: %(said)s"),
    "no_rows": gettext_noop("the file has no heading and no rows"),
    "no_column": gettext_noop("the file has no column “%(found)s”; the nearest are %(known)s"),
    "no_heading": gettext_noop(
        "“%(found)s” is no heading, and no row below it has the columns %(wanted)s; name the row of the heading"
    ),
    "no_periods": gettext_noop(
        "the table has no column of periods with figures beside it, and no periods as headings; write the year above "
        "or beside each figure"
    ),
    "no_table": gettext_noop("“%(found)s” has no table that is found by looking: a heading, and figures below it"),
    "no_such_row": gettext_noop("there is no row %(found)s; the last one is %(last)s"),
    "too_many_columns": gettext_noop("the sheet has more than %(allowed)s columns"),
    "two_numbers": gettext_noop(
        "row %(row)s has “%(found)s” in the column %(column)s, which may be two numbers; say whether decimals have a "
        "comma"
    ),
    "percent_cell": gettext_noop(
        "row %(row)s has a percentage in the column %(column)s, %(found)s; the unit is another one, or figures are "
        "added up"
    ),
    "two_rows": gettext_noop(
        "rows %(first)s and %(second)s are for the same figure (%(count)s such rows); a figure has one row"
    ),
    "two_rows_divided": gettext_noop(
        "rows %(first)s and %(second)s are for the same figure, and differ in %(columns)s (%(count)s such rows); "
        "choose one of them, or ask for a sum, a mean or a count"
    ),
    "total_beside_parts": gettext_noop(
        "the column %(column)s has the total “%(found)s” beside its parts, and both would be added up; choose the "
        "parts, or the total"
    ),
    "total_by_sum": gettext_noop(
        "in each of %(count)s groups of rows one is the sum of the others, and would be counted twice; leave it out"
    ),
    "no_sheet": gettext_noop("the workbook has no sheet “%(found)s”; it has %(known)s"),
    "formula": gettext_noop(
        "the cell %(at)s holds a formula, whose figure only Excel can work out; paste the figures as values"
    ),
    "error_cell": gettext_noop("the cell %(at)s holds an error in place of a figure; mend it in Excel"),
    "not_numbers": gettext_noop("the column %(column)s holds no figures (%(found)s)"),
    "no_figure_in_row": gettext_noop(
        "row %(row)s has “%(found)s” in the column %(column)s, where a figure should stand"
    ),
    "no_code_in_rows": gettext_noop(
        "there are rows without anything in the column %(column)s; choose codes, or mend it"
    ),
    # the selection
    "no_such_table": gettext_noop("there is no table with this code; the nearest are %(near)s"),
    "table_not_set_up": gettext_noop("no table with this code is set up here; the nearest are %(near)s"),
    "no_such_variable": gettext_noop("the table has no variable “%(found)s”; it has %(known)s"),
    "no_such_value": gettext_noop("%(variable)s has no value “%(found)s”; write a code, such as %(near)s"),
    "nothing_fits": gettext_noop("%(variable)s has no value that fits “%(found)s”"),
    "values_not_listed": gettext_noop(
        "%(variable)s has so many values that the source does not list them; write codes instead of “%(found)s”"
    ),
    "nothing_chosen": gettext_noop("nothing is chosen for %(variable)s; choose codes, or * for all"),
    "chosen_twice": gettext_noop("%(variable)s is chosen twice; put the values together"),
    "counted_twice": gettext_noop("“%(found)s” counts a value of %(variable)s twice"),
    "sum_name_taken": gettext_noop("“%(found)s” is already something else in %(variable)s; give the sum another name"),
    "not_periods": gettext_noop("“%(found)s” is for periods, and %(variable)s is not time"),
    "two_meanings": gettext_noop("“%(found)s” can be read in two ways; write (-n+%(count)s) for the last %(count)s"),
    "time_left_out": gettext_noop(
        "choose the time (%(variable)s): * for all, (1) for the newest, or >= and the first; "
        "left out, it would be another time every year"
    ),
    "variable_left_out": gettext_noop(
        "choose values for %(variable)s (%(text)s); the source does not sum this table over it"
    ),
    "too_many_asked": gettext_noop(
        "this asks for %(found)s cells, and at most %(allowed)s are fetched; choose fewer values, or make an extract"
    ),
    "no_total": gettext_noop(
        "%(variable)s has no value that is a total; choose the values and sum them: sum(Name=…;…)"
    ),
    "several_totals": gettext_noop("%(variable)s has several values that may be its total: %(known)s; choose one"),
    "too_many_folders": gettext_noop(
        "the source has no search of its own, and more than %(allowed)s folders; choose the table by its folders"
    ),
    # the source's own errors
    "source_not_found": gettext_noop(
        "the source does not know a table, a variable or a value of the question: “%(said)s” (request %(request)s)"
    ),
    "source_not_allowed": gettext_noop("the source does not allow this question: “%(said)s” (request %(request)s)"),
    "source_misses": gettext_noop(
        "something is missing in the question, says the source: “%(said)s” (request %(request)s); it may ask "
        "differently now"
    ),
    "source_too_large": gettext_noop("the source finds the question too large: “%(said)s” (request %(request)s)"),
}
