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
    "lonely_stratum": gettext_noop(
        "only one unit was drawn in %(strata)s, so its variance cannot be estimated; join strata, or choose what to do "
        "with `lonely`: collapse, certainty, centre or average"
    ),
    "bad_confidence": gettext_noop("the confidence is %(found)s; it is a number between 0 and 1, usually 0.95"),
    "bad_share": gettext_noop("a share is %(found)s; shares lie between 0 and 1, so divide percentages by 100"),
    "bad_se": gettext_noop("a standard error is %(found)s; it has to be zero or larger"),
}


class SurveyRefused(KoblingError):
    """Something survey statistics will not compute on."""

    def __init__(self, code: str, **facts: object) -> None:
        """Name the refusal, one of WORDS, and the facts its sentence puts in."""
        self.code, self.facts = code, facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        return WORDS[self.code] % self.facts
