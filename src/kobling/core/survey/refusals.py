"""What survey statistics refuses, said so that a person without statistics can act on it."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; pages and commands say it in the reader's language."""
    return text


WORDS: Mapping[str, str] = {
    "no_such_column": gettext_noop("there is no column named %(column)s; the columns are %(columns)s"),
    "not_numbers": gettext_noop("the column %(column)s holds %(found)s; it has to hold numbers"),
    "no_such_category": gettext_noop(
        "nobody has answered %(category)s to %(variable)s; the answers are %(categories)s"
    ),
    "no_such_interval": gettext_noop("there is no interval called %(found)s; there are %(known)s"),
    "too_many_domains": gettext_noop(
        "%(columns)s divide the population into %(found)s parts; at most %(at_most)s can be estimated at a time"
    ),
    "missing_in_design": gettext_noop(
        "%(count)s rows have no value in %(column)s, which the design needs; fill them in or leave the rows out"
    ),
    "bad_weight": gettext_noop(
        "row %(row)s has the weight %(found)s; a weight has to be a number that is zero or larger, and one above zero"
    ),
    "no_rows": gettext_noop("there are no rows; an estimate needs at least one respondent"),
    "fpc_below_sample": gettext_noop(
        "%(column)s says that %(stratum)s has %(population)s units, but %(sampled)s were drawn from it; the population "
        "cannot be smaller than the sample"
    ),
    "fpc_not_positive": gettext_noop(
        "%(column)s holds %(found)s; a population size or a sampling fraction is larger than zero"
    ),
    "fpc_varies": gettext_noop(
        "%(column)s has different values within %(stratum)s; the population size is one number for each stratum"
    ),
    "no_replicates": gettext_noop("the sample has no replicate weights; make them, or name their columns"),
    "replicates_of_other_rows": gettext_noop(
        "the replicate weights have %(found)s rows and the data %(needed)s; they have to be the same rows in the same order"
    ),
    "bad_replicate_weight": gettext_noop(
        "replicate %(column)s has weights that are missing or not finite; every row needs one in every replicate"
    ),
    "jkn_without_rscales": gettext_noop(
        "replicates of type JKn need rscales, a number for each replicate: (n-1)/n of its stratum"
    ),
    "bad_rho": gettext_noop("rho is %(found)s; Fay's coefficient is at least 0 and below 1"),
    "lonely_stratum": gettext_noop(
        "only one unit was drawn in %(strata)s, so its variance cannot be estimated; join strata, or choose what to do "
        "with `lonely`: collapse, certainty, centre or average"
    ),
    "bad_confidence": gettext_noop("the confidence is %(found)s; it is a number between 0 and 1, usually 0.95"),
    "bad_share": gettext_noop("a share is %(found)s; shares lie between 0 and 1, so divide percentages by 100"),
    "bad_se": gettext_noop("a standard error is %(found)s; it has to be zero or larger"),
    "no_strata": gettext_noop("there are no strata; name at least one, with its population"),
    "strata_differ": gettext_noop(
        "%(what)s does not name the same strata as the population: missing %(missing)s, unknown %(unknown)s; name each "
        "stratum once, spelt the same way"
    ),
    "not_a_count": gettext_noop(
        "%(what)s of %(stratum)s is %(found)s; it has to be a whole number of persons, at least %(at_least)s"
    ),
    "not_a_spread": gettext_noop(
        "%(what)s of %(stratum)s is %(found)s; it has to be a number from 0 to %(at_most)s; shares of 62 %% are 0.62"
    ),
    "not_whole": gettext_noop("%(what)s is %(found)s; it has to be a whole number of persons"),
    "share_and_sd": gettext_noop(
        "both shares and standard deviations were given for the strata; give shares for a yes-or-no question, or "
        "standard deviations for a number, not both"
    ),
    "neyman_without_spread": gettext_noop(
        "Neyman's rule invites more where answers differ more, so it needs `shares` or `sds` for the strata, from an "
        "earlier wave or a guess; without them, choose proportional or equal_precision"
    ),
    "sample_above_population": gettext_noop(
        "%(n)s cannot be invited from %(population)s persons; ask for %(population)s to invite everybody"
    ),
    "minimum_above_maximum": gettext_noop(
        "%(stratum)s has the minimum %(minimum)s above its maximum %(maximum)s; lower the one or raise the other"
    ),
    "minimums_above_sample": gettext_noop(
        "the strata's minimums need %(needed)s persons, but the sample is %(n)s; invite more, or lower the minimums"
    ),
    "maximums_below_sample": gettext_noop(
        "the strata's maximums and populations leave room for %(allowed)s persons, but the sample is %(n)s; invite "
        "fewer, or raise the maximums"
    ),
    "empty_list": gettext_noop("the list to draw from is empty; it needs a row for each person"),
    "missing_on_list": gettext_noop(
        "%(count)s persons on the list have no value in the column to draw by; fill them in, or give them a value of "
        "their own, so that they too can be drawn"
    ),
    "order_of_another_length": gettext_noop(
        "the order has %(found)s values, but there are %(population)s persons on the list; give one for each person"
    ),
    "nobody_to_draw": gettext_noop(
        "%(found)s to draw from %(where)s; draw a whole number of at least 1, for those who cannot be drawn are not "
        "spoken for, or leave them off the list"
    ),
    "draw_above_population": gettext_noop(
        "%(n)s cannot be drawn from %(where)s, which has %(population)s; draw at most %(population)s"
    ),
    "outside_plan": gettext_noop(
        "%(what)s is %(found)s; it has to be a number from %(at_least)s to %(at_most)s (shares and rates are written "
        "as 0.62, not 62)"
    ),
    "share_or_sd": gettext_noop(
        "say what is measured by exactly one of `share`, the share expected to say yes, and `sd`, the standard "
        "deviation expected of a number"
    ),
    "no_change": gettext_noop(
        "a change of 0 cannot be found; say how large a change matters, such as 0.03 for three percentage points"
    ),
    "change_past_the_end": gettext_noop(
        "a share of %(share)s cannot change by %(change)s; it would leave the stretch from 0 to 1"
    ),
    "change_out_of_reach": gettext_noop(
        "even if everybody is invited, a change of %(change)s is found %(best)s of the times, not %(wanted)s; look for "
        "a larger change, keep more of the same people from wave to wave, or get more of those invited to answer"
    ),
    "margin_out_of_reach": gettext_noop(
        "even if everybody is invited, the margin of error is %(best)s, not %(margin)s; accept a larger one, or get "
        "more of those invited to answer"
    ),
}


class SurveyRefused(KoblingError):
    """Something survey statistics will not compute on."""

    def __init__(self, code: str, **facts: object) -> None:
        """Name the refusal, one of WORDS, and the facts its sentence puts in."""
        self.code, self.facts = code, facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        return WORDS[self.code] % self.facts
