"""A progress bar over the replicates, which are what takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from django.utils.translation import gettext as _

from kobling.core.survey import Sample
from kobling.core.survey.arrays import FloatArray

MIN_CELLS = 20_000_000
"""Rows times replicates times wishes from which something takes over a second."""


@contextmanager
def progress_bar(sample: Sample, *, times: int) -> Iterator[Sample]:
    """Yield the sample, watched where its replicates will take long; the bar is on standard error, for a person alone.

    times  how often the replicates are gone through
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
