"""Python looks for rings of objects as seldom as the settings say, in every process that has started Django."""

import gc

from kobling.config.garbage import THRESHOLDS


def test_nothing_sets_other_thresholds():
    assert gc.get_threshold() == THRESHOLDS
