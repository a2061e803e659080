"""Intervals hold the truth as often as they say: the small version of benchmarks/coverage.py.

docs/methods/coverage.md has the whole of it.
"""

import re
from functools import cache

import numpy as np
import polars as pl
import pytest

from benchmarks import coverage
from kobling.core import survey
from kobling.core.survey.estimation.confidence_intervals import DEFAULT_INTERVAL as DEFAULT

SEED = 7
TIMES = 1000
MIDDLE = (0.1, 0.3, 0.5, 0.7, 0.9)
FINE = tuple(np.linspace(0.005, 0.995, 199))


@cache
def exact(n):
    """Every simple random sample of n, and how often each comes where the share is one of FINE."""
    return coverage.simple_random(n, FINE)


@cache
def drawn(kind):
    """A thousand samples of 200."""
    simulate = {"stratified": coverage.stratified, "raked": coverage.raked}[kind]
    return simulate(200, np.random.default_rng(SEED), sample_count=TIMES, shares=MIDDLE)


@pytest.mark.parametrize("n", [40, 200])
def test_in_simple_random_samples_the_default_never_holds_less_than_it_says(n):
    assert exact(n).coverage(DEFAULT).min() >= 0.95


@pytest.mark.parametrize(("n", "yes", "most"), [(40, 4, 0.986), (200, 10, 0.972)])
def test_it_is_not_much_too_wide_where_some_say_yes_and_some_say_no(n, yes, most):
    """Below that it is: at 40 answers and a share of 1 %, 99.3 %."""
    enough = (np.array(FINE) * n >= yes) & ((1 - np.array(FINE)) * n >= yes)

    assert exact(n).coverage(DEFAULT)[enough].max() <= most


def test_viborg_s_size_holds_95_to_97_at_every_share():
    held = coverage.simple_random(1165, (0.01, 0.02, 0.05, 0.1, 0.3, 0.5)).coverage(DEFAULT)

    assert held.min() >= 0.95
    assert held.max() <= 0.97


@pytest.mark.parametrize("interval", ["logit", "wilson", "beta", DEFAULT])
def test_the_intervals_to_choose_from_hold_in_the_middle(interval):
    enough = (np.array(FINE) * 200 >= 20) & ((1 - np.array(FINE)) * 200 >= 20)
    held = exact(200).coverage(interval)[enough]

    assert held.min() >= 0.935
    assert held.max() <= 0.97


def test_the_symmetric_interval_shows_that_the_measure_can_fail():
    assert exact(40).coverage("mean")[1] < 0.4


# Where samples are drawn, the bounds are 93.5 and 97 % with three standard errors of so many samples beyond them, at
# each share, and one at their average.
@pytest.mark.parametrize("kind", ["stratified", "raked"])
def test_strata_and_raking_keep_the_default_s_promise(kind):
    held = drawn(kind).coverage(DEFAULT)
    error = (0.95 * 0.05 / TIMES) ** 0.5

    assert held.min() >= 0.935 - 3 * error
    assert held.max() <= 0.970 + 3 * error
    assert 0.945 <= held.mean() <= 0.970


def test_raked_standard_errors_are_as_large_as_the_estimates_spread():
    """Of 1,000 samples a standard deviation is known to 2.2 %; the linearised one is 2 % small at this size."""
    share, se, *_ = drawn("raked").estimates

    assert share.std(axis=0) / se.mean(axis=0) == pytest.approx(np.full(5, 1.02), abs=0.07)
    assert share.mean(axis=0) == pytest.approx(drawn("raked").truth, abs=0.005)


@pytest.mark.parametrize("overlap", coverage.OVERLAPS)
def test_a_change_is_found_where_there_is_none_one_time_in_twenty(overlap):
    """600 pairs of waves: 5 % to within three standard errors; as if independent, 60 % in common gives under 2 %."""
    alarms = coverage.false_alarms(200, overlap, np.random.default_rng(SEED), sample_count=600)

    assert alarms == pytest.approx([0.05, 0.05], abs=3 * (0.05 * 0.95 / 600) ** 0.5)


def test_what_is_measured_is_what_is_published():
    yes = np.array([0, 3, 20, 40])
    answers = (np.arange(40) < yes[:, None]).astype(float)
    design = {"fpc": np.full(40, 100.0)}
    frame = pl.DataFrame({"sample": np.repeat(np.arange(4), 40), "y": answers.ravel().astype(int), "fpc": 100})
    sample = survey.Sample(frame, survey.Design(strata="sample", fpc="fpc"))
    published = survey.share(sample, "y", category=1, by="sample")
    *_, low, high = coverage.estimate_samples({"y": answers}, design)

    assert [one.interval for one in published] == [DEFAULT] * 4
    assert [one.ci_low for one in published] == low.ravel().tolist()
    assert [one.ci_high for one in published] == high.ravel().tolist()


def test_the_page_s_false_alarms_are_four_to_six_in_a_hundred():
    rows = re.findall(r"^\| [\d,]+ \| \d+% \|(.+)\|$", coverage.PAGE.read_text("utf-8"), re.MULTILINE)
    alarms = [float(cell) for row in rows for cell in row.split("|")]

    assert len(alarms) == 2 * len(coverage.SIZES) * len(coverage.OVERLAPS)
    assert min(alarms) >= 4
    assert max(alarms) <= 6


def test_the_page_s_default_is_within_its_promise_at_viborg_s_size():
    page = coverage.PAGE.read_text("utf-8")
    rows = re.findall(r"^\| n = 1,165 .+\n.+\n\| korn_graubard \|(.+)\|$", page, re.MULTILINE)
    held = [float(cell.strip(" *")) for row in rows for cell in row.split("|")]

    assert len(held) == len(coverage.SAMPLING_DESIGNS) * len(coverage.SHARES)
    assert min(held) >= 93.5
    # Three of a simulated coverage's standard errors above 97.
    assert max(held) <= 97.9


def test_the_page_is_where_the_command_writes():
    assert coverage.PAGE.read_text("utf-8").count(coverage.TABLE_MARKER) == 2
