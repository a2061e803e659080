"""A progress bar over the replicates, which take the longest."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from django.utils.translation import gettext as _

from kobling.core.survey import Sample
from kobling.core.survey.arrays import FloatArray

MIN_CELLS = 20_000_000
"""Rows times replicates times requests that take over a second."""


@contextmanager
def progress_bar(sample: Sample, *, times: int) -> Iterator[Sample]:
    """Yield the sample, with a progress bar on a terminal's standard error where its replicates take long.

    times  how often all replicates are computed
    """
    replicates = sample.replicates
    if replicates is None or replicates.count * len(sample) * times < MIN_CELLS or not sys.stderr.isatty():
        yield sample
        return
    with click.progressbar(length=replicates.count * times, label=_("Replicates"), file=sys.stderr) as bar:

        def blocks() -> Iterator[FloatArray]:
            for block in replicates.blocks():
                yield block
                bar.update(block.shape[1])

        yield replace(sample, replicates=replace(replicates, blocks=blocks))
