"""The reference cases, and the reference designs' shares and covariances worked out beside the engine.

This is written plainly and slowly, design by design, so that the parts can be tested without the engine and the engine
against something.
"""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "survey"
CASES = json.loads((FOLDER / "cases.json").read_text("utf-8"))["cases"]
DESIGNS = json.loads((FOLDER / "designs.json").read_text("utf-8"))["designs"]
WEIGHTS = json.loads((FOLDER / "weights.json").read_text("utf-8"))["weights"]


def cases(kind):
    return [case for case in CASES if case["stat"]["kind"] == kind]


def of_base(design, key):
    return DESIGNS[DESIGNS[design].get("base", design)].get(key)


@cache
def data(design):
    with (FOLDER / "data" / of_base(design, "data")).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def column(design, name):
    """A column as text, or as numbers where the name ends with a star."""
    if name.endswith("*"):
        return np.array([float(row[name[:-1]]) for row in data(design)])
    return np.array([row[name] for row in data(design)])


def weights(design):
    return np.array(WEIGHTS[design]) if design in WEIGHTS else column(design, of_base(design, "weights") + "*")


def between(units, u, population):
    """(1 - n/N) * n/(n-1) * sum over the units of (t - tbar)(t - tbar)'; 0 for a single unit."""
    _, code = np.unique(units, return_inverse=True)
    t = np.stack([np.bincount(code, one) for one in u.T], axis=1)
    deviations = t - t.mean(axis=0)
    return (1 - len(t) / population) * len(t) / max(len(t) - 1, 1) * deviations.T @ deviations


def covariance(design, u):
    """The covariances of the sums of u, (n, k), over a sample of one or two stages or of strata."""
    strata, clusters = of_base(design, "strata"), np.atleast_1d(of_base(design, "ids") or [])
    fpc = [column(design, name + "*") for name in np.atleast_1d(of_base(design, "fpc"))]
    if not len(clusters):
        labels = column(design, strata)
        inside = [labels == label for label in np.unique(labels)]
        return sum(between(np.flatnonzero(rows), u[rows], fpc[0][rows][0]) for rows in inside)
    districts = column(design, clusters[0])
    total = between(districts, u, fpc[0][0])
    if len(clusters) == 2:
        drawn = len(np.unique(districts)) / fpc[0][0]
        for district in np.unique(districts):
            rows = districts == district
            total = total + drawn * between(column(design, clusters[1])[rows], u[rows], fpc[1][rows][0])
    return total


def residuals(design, z):
    """What is left of z (n, k) when the raking's margins have explained what they can; z itself without raking.

    As R's rake() has it: the groups' plain means are taken out margin by margin, ten times over.
    """
    z = z.copy()
    margins = (DESIGNS[design].get("weighting") or {}).get("margins", {})
    labels = [column(design, name) for name in margins]
    groups = [one == label for one in labels for label in np.unique(one)]
    for _ in range(10):
        for group in groups:
            z[group] -= z[group].mean(axis=0)
    return z


def shares(design, indicators):
    """The shares of the indicators (n, k) and their covariance, in a design that is not replicated."""
    w, y = weights(design), np.asarray(indicators, float)
    p = w @ y / w.sum()
    return p, covariance(design, w[:, None] * residuals(design, (y - p) / w.sum()))


def totals(design, indicators):
    w, y = weights(design), np.asarray(indicators, float)
    return w @ y, covariance(design, w[:, None] * residuals(design, y))


def jackknife(design, estimate):
    """JK1 as R makes it of a one-stage design: delete each cluster in turn; (1 - n/N) * (n-1)/n * sum of squares.

    estimate  maps weights (n,) to numbers (k,)
    """
    w, clusters = weights(design), column(design, of_base(design, "ids"))
    kept = [clusters != one for one in np.unique(clusters)]
    count = len(kept)
    again = np.array([estimate(w * rows * count / (count - 1)) for rows in kept])
    deviations = again - again.mean(axis=0)
    population = column(design, of_base(design, "fpc") + "*")[0]
    return (1 - count / population) * (count - 1) / count * deviations.T @ deviations


def replicated(design, estimate):
    """The variance that stored bootstrap weights give: the mean squared deviation from the replicates' mean."""
    with (FOLDER / "data" / DESIGNS[design]["repweights"]).open(encoding="utf-8") as lines:
        matrix = np.array(list(csv.reader(lines))[1:], float)
    again = np.array([estimate(w) for w in matrix.T])
    deviations = again - again.mean(axis=0)
    return DESIGNS[design]["replication"]["scale"] * deviations.T @ deviations
