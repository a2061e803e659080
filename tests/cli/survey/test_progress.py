"""A bar for a person who waits, and for nobody else."""

import io
import sys

import numpy as np
import polars as pl
import pytest

from kobling.cli.survey import progress as module
from kobling.cli.survey.progress import progress_bar
from kobling.core import survey
from kobling.core.survey.variance.resampling import bootstrap


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def sample():
    rows = survey.Sample(pl.DataFrame({"y": [0.0, 1.0] * 20}))
    return bootstrap(rows, 30, np.random.default_rng(1))


def shown(sample, monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar(sample, times=1) as watched:
        estimates = survey.mean(watched, "y")
    return estimates[0].se, stream.getvalue()


def test_what_takes_long_shows_how_far_it_is_and_changes_nothing(sample, monkeypatch):
    monkeypatch.setattr(module, "MIN_CELLS", 1)

    se, said = shown(sample, monkeypatch, Terminal())

    assert "100%" in said
    assert se == survey.mean(sample, "y")[0].se


def test_what_is_quick_or_not_watched_by_a_person_shows_nothing(sample, monkeypatch):
    assert not shown(sample, monkeypatch, Terminal())[1]
    monkeypatch.setattr(module, "MIN_CELLS", 1)
    assert not shown(sample, monkeypatch, io.StringIO())[1]
