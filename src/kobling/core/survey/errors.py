"""The error of survey statistics and its messages, written for readers without statistics."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a message for translation; pages and commands translate it."""
    return text


MESSAGES: Mapping[str, str] = {
    "no_such_column": gettext_noop("there is no column named %(column)s; the columns are %(columns)s"),
    "not_numbers": gettext_noop("the column %(column)s holds %(found)s; it has to hold numbers"),
    "no_such_category": gettext_noop(
        "nobody has answered %(category)s to %(variable)s; the answers are %(categories)s"
    ),
    "no_such_interval": gettext_noop("there is no interval called %(found)s; there are %(known)s"),
    "too_many_domains": gettext_noop(
        "%(columns)s divide the population into %(found)s parts; at most %(at_most)s can be estimated at a time"
    ),
    "domains_unanswered": gettext_noop(
        "nobody has a value in %(column)s, so it divides the population into nothing; look at the column, or leave it "
        "out of `by`"
    ),
    "one_category_only": gettext_noop("everybody is %(category)s in %(column)s; comparing needs at least two values"),
    "too_many_covariances": gettext_noop(
        "there are %(found)s figures, and of so many rows the covariances of at most %(at_most)s can be computed; ask "
        "for fewer at a time"
    ),
    "missing_in_design": gettext_noop(
        "%(count)s rows have no value in %(column)s, which the design needs; fill them in or leave the rows out"
    ),
    "bad_weight": gettext_noop(
        "row %(row)s has the weight %(found)s; a weight has to be a number that is zero or larger, and one above zero"
    ),
    "no_rows": gettext_noop("there are no rows; an estimate needs at least one respondent"),
    "fpc_below_drawn": gettext_noop(
        "%(column)s says that there are %(population)s units, but %(sampled)s were drawn; the population cannot be "
        "smaller than the sample"
    ),
    "fpc_differs": gettext_noop(
        "%(column)s has different values; without strata the population size is one number for all rows"
    ),
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
    "one_wave": gettext_noop("there is %(count)s wave; a change needs at least two"),
    "no_such_wave": gettext_noop("there is no wave %(wave)s in the column %(column)s; there are %(waves)s"),
    "wave_column_taken": gettext_noop(
        "wave %(wave)s has a column named %(column)s already; give the waves' own column another name"
    ),
    "replicates_in_waves": gettext_noop(
        "replicate weights that came with each wave do not tell how the waves vary together; put the waves together "
        "first and then make replicates (`make` in design.yaml), or leave them out"
    ),
    "uncalibrated_total_change": gettext_noop(
        "a change in a total between waves that share persons needs weights that are calibrated to the population, "
        "wave by wave; calibrate them, or compare means and shares"
    ),
    "no_such_family": gettext_noop("there is no regression of kind %(found)s; there are %(known)s"),
    "not_zero_one": gettext_noop(
        "%(variable)s holds %(found)s; a logistic regression explains a column of 0 and 1, or of two answers"
    ),
    "outcome_unanswered": gettext_noop("nobody has answered %(variable)s, so there is nothing to explain"),
    "predictor_unanswered": gettext_noop(
        "nobody has answered %(variable)s, so it explains nothing; leave it out of `on`"
    ),
    "predictor_constant": gettext_noop(
        "everybody in these rows has the value %(value)s of %(variable)s, so it explains nothing; leave it out of `on`"
    ),
    "no_complete_rows": gettext_noop(
        "no row has an answer to all of %(variables)s; leave one out, or look at how they were asked"
    ),
    "separated": gettext_noop(
        "no finite estimate exists (maximum likelihood): in these rows %(names)s tell the answers of %(variable)s "
        "apart without exception; join or leave out categories where all have answered alike"
    ),
    "collinear": gettext_noop(
        "%(variables)s cannot be told apart in these rows: each is a sum of the others; leave one of them out"
    ),
    "no_convergence": gettext_noop(
        "the regression has not settled after %(rounds)s rounds; some combination of answers is met with one outcome "
        "only, so leave out or join rare categories"
    ),
    "no_replicates": gettext_noop("the sample has no replicate weights; make them, or name their columns"),
    "replicates_of_other_rows": gettext_noop(
        "the replicate weights have %(found)s rows and the data %(needed)s; they have to be the same rows, in the same "
        "order"
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
    "lonely_sample": gettext_noop(
        "only one unit was drawn, so how much units differ cannot be estimated; look at the column of clusters, or "
        "choose what to do with `lonely`: certainty"
    ),
    "lonely_units": gettext_noop(
        "only one unit was drawn in %(count)s of the units of stage %(stage)s, so the variance in them cannot be "
        "estimated; choose what to do with `lonely`: collapse, certainty, centre or average"
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
    "no_such_test": gettext_noop("there is no test named %(found)s; the tests are %(known)s"),
    "no_table": gettext_noop(
        "the table has %(rows)s rows and %(columns)s columns; a test of association needs at least two of each"
    ),
    "empty_margin": gettext_noop(
        "a row or a column of the table has no respondents; leave it out or join it with another before testing"
    ),
    "no_freedom": gettext_noop(
        "there are %(found)s degrees of freedom; a test needs more sampling units than strata, so join strata or make "
        "the table smaller"
    ),
    "no_variation_in_table": gettext_noop(
        "the weighting has fixed every cell of this table, so there is nothing left to test; choose variables that the "
        "weights were not calibrated to"
    ),
    "no_margins": gettext_noop("there is nothing to weigh to; give at least one margin or total"),
    "one_margin_only": gettext_noop(
        "poststratification takes one margin and %(found)s were given; join the columns in one margin, such as "
        '"sex x age", or rake to all of them'
    ),
    "category_twice": gettext_noop("the margin %(margin)s has %(category)s twice; give each category one count"),
    "margin_not_a_count": gettext_noop(
        "the margin %(margin)s has %(found)s persons in %(category)s; a margin holds numbers that are zero or larger"
    ),
    "margin_not_whole": gettext_noop(
        "the margin %(margin)s has %(found)s persons in %(category)s, and a count of persons is a whole number; write "
        "thousands without a point or comma, say how many persons there are with `total` where these are shares, or "
        "`estimated: true` where the counts are estimates"
    ),
    "margin_below_respondents": gettext_noop(
        "the margin %(margin)s has %(found)s persons in %(category)s, but %(count)s respondents are among them; give "
        "the population's counts, say how many persons there are with `total` where these are shares, or "
        "`estimated: true` where the counts are estimates"
    ),
    "margin_in_percent": gettext_noop(
        "the margin %(margin)s adds up to %(found)s, so it seems to hold percentages; give counts, or shares of 1 with "
        "`total`, or say `estimated: true` where there are that many persons"
    ),
    "persons_not_whole": gettext_noop(
        "%(name)s is %(found)s persons, and a count of persons is a whole number; write thousands without a point or "
        "comma, or say `estimated: true` where it is an estimate"
    ),
    "persons_below_respondents": gettext_noop(
        "%(name)s is %(persons)s persons, but %(count)s respondents are among them; give the population's size, or say "
        "`estimated: true` where it is an estimate"
    ),
    "total_below_sample": gettext_noop(
        "the total of %(column)s is %(found)s, but the respondents alone have %(least)s; give the population's total, "
        "or say `estimated: true` where it is an estimate"
    ),
    "margin_of_nobody": gettext_noop("the margin %(margin)s has no persons at all; give the population's counts"),
    "shares_without_total": gettext_noop(
        "the margin %(margin)s adds up to 1, so it seems to hold shares; say how many persons there are with `total`, "
        "or give counts"
    ),
    "shares_not_one": gettext_noop(
        "a total is given, so margins are shares of it, but those of %(margin)s add up to %(found)s; they have to add "
        "up to 1: give more decimals, or give counts and no total"
    ),
    "bad_total": gettext_noop("the total is %(found)s; it has to be a number of persons above zero"),
    "margins_disagree": gettext_noop(
        "the margin %(first)s adds up to %(first_total)s persons and %(second)s to %(second_total)s; they have to "
        "describe the same population: take both from the same day and the same source"
    ),
    "margin_without_respondents": gettext_noop(
        "the margin %(margin)s has %(persons)s persons in %(category)s, but nobody in the sample is; join the category "
        "with one that is like it, with `collapse`"
    ),
    "respondents_without_population": gettext_noop(
        "%(count)s rows are in %(category)s of %(margin)s, where the margin has no persons; correct the margin or the "
        "rows, or join the category with another one, with `collapse`"
    ),
    "category_without_margin": gettext_noop(
        "%(count)s rows are in %(categories)s of %(margin)s, for which the margin has no count; add the counts, or "
        "join with another category, with `collapse`"
    ),
    "missing_in_margin": gettext_noop(
        "%(count)s rows have no value in %(margin)s; fill them in, give them a category of their own with a count, or "
        "leave the rows out"
    ),
    "collapse_unknown": gettext_noop(
        "`collapse` joins categories of %(margin)s, but %(category)s is not one it can use; the categories that stay "
        "are %(categories)s, and each can only be joined with one of these"
    ),
    "collapse_without_margin": gettext_noop("categories of %(margin)s are to be joined, but it is no margin here"),
    "margins_not_reached": gettext_noop(
        "after %(sweeps)s sweeps the margin %(margin)s is still %(off)s off; some combinations of categories have no "
        "respondents: join small categories, or leave one margin out"
    ),
    "no_weight_in_category": gettext_noop(
        "in a replicate nobody in %(category)s of %(margin)s has any weight, so it cannot be weighted to the margin; "
        "join the category with another one, with `collapse`, or use the linearised standard error"
    ),
    "negative_weights": gettext_noop(
        "%(count)s rows have a weight below zero, after a linear calibration, and %(method)s takes weights as numbers "
        "of persons; calibrate with the distance raking, logit or truncated instead"
    ),
    "unknown_distance": gettext_noop(
        "%(found)s is not a distance to calibrate by; choose linear, raking, logit or truncated"
    ),
    "bounds_needed": gettext_noop(
        "the distance %(distance)s needs bounds: the smallest and the largest number that a weight may be multiplied "
        "with, such as 0.5 and 2"
    ),
    "bounds_malformed": gettext_noop(
        "the bounds %(lower)s and %(upper)s do not enclose 1; a weight that needs no change is multiplied with 1"
    ),
    "bounds_impossible": gettext_noop(
        "%(wanted)s is to add up to %(target)s, but with weights multiplied by %(lower)s to %(upper)s it can only come "
        "from %(least)s to %(most)s; widen the bounds, or weigh to the population's size first"
    ),
    "bounds_too_tight": gettext_noop(
        "no weights multiplied by %(lower)s to %(upper)s reach every count and total; %(wanted)s came to %(reached)s "
        "instead of %(target)s, %(off)s off: widen the bounds, or join small categories"
    ),
    "totals_not_reached": gettext_noop(
        "no weights reach every count and total; %(wanted)s came to %(reached)s instead of %(target)s, %(off)s off: "
        "two of them may contradict each other, or combinations of categories have no respondents"
    ),
    "weights_without_limit": gettext_noop(
        "no weights reach every count and total: on the way to %(wanted)s some grew without limit; two of them may "
        "contradict each other, or combinations of categories have no respondents"
    ),
    "bad_total_of": gettext_noop("the total of %(column)s is %(found)s; it has to be a number"),
    "missing_in_total": gettext_noop(
        "%(count)s rows have no number in %(column)s, whose total is to be reached; fill them in or leave the rows out"
    ),
    "responded_not_yes_no": gettext_noop(
        "the column %(column)s has to be 1 for everybody who answered and 0 for everybody who did not"
    ),
    "class_without_respondents": gettext_noop(
        "nobody has answered in the class %(category)s, so nobody can stand for those invited in it; join it with "
        "another class"
    ),
    "caps_malformed": gettext_noop(
        "the caps %(lower)s and %(upper)s leave no room for weights; give one or both, the lower below the upper"
    ),
    "caps_impossible": gettext_noop(
        "weights cannot all be from %(lower)s to %(upper)s, for their mean is %(mean)s; what is cut off one weight has "
        "to fit on the others: move the caps apart"
    ),
    "no_such_rule": gettext_noop("there is no quantile rule named %(found)s; the rules are %(known)s"),
    "bad_probability": gettext_noop("the probability is %(found)s; it is a number between 0 and 1, 0.5 for the median"),
    "missing_values": gettext_noop(
        "%(count)s values are missing; leave the rows out, and say how many persons the base is then"
    ),
    "bad_p_value": gettext_noop(
        "p value number %(place)s is %(found)s; each is a number between 0 and 1, and an indicator that was not tested "
        "is left out of the page before"
    ),
    "bad_margin": gettext_noop(
        "the margin is %(found)s; it is the largest change that counts as none, and has to be larger than zero"
    ),
    "bad_level": gettext_noop("the level is %(found)s; it is a number above 0 and below 0.5, usually 0.05"),
    "no_standard_error": gettext_noop(
        "the standard error is %(found)s; without one above zero the sample cannot say whether anything is unchanged"
    ),
    "no_estimate": gettext_noop("the change is not known, so whether it lies within a margin is not known either"),
    "no_such_coefficient": gettext_noop("there is no coefficient named %(found)s; there are %(known)s"),
    "too_few_statements": gettext_noop("there are %(found)s statements; at least %(needed)s are needed"),
    "too_few_complete": gettext_noop(
        "%(found)s of %(asked)s respondents answered every statement; at least two are needed"
    ),
    "all_alike": gettext_noop(
        "everybody gave the same answer to statement number %(statement)s; leave it out, it tells nobody apart"
    ),
    "too_alike": gettext_noop(
        "%(count)s of the repeated draws had answers that were all alike; there are too few respondents for an interval"
    ),
    "no_factor": gettext_noop(
        "no common factor could be fitted to %(count)s of the matrices; some statements repeat each other, or there "
        "are too few respondents: use alpha, or leave a statement out"
    ),
}


class SurveyError(KoblingError):
    """Raised when input to survey statistics is invalid or an estimate cannot be computed."""

    def __init__(self, code: str, **facts: object) -> None:
        """Set the code, a key of MESSAGES, and the values of the message's placeholders."""
        self.code, self.facts = code, facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        return MESSAGES[self.code] % self.facts
