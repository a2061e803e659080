"""Linear and logistic regression with the design's standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray
from kobling.core.survey.comparison.contrasts import ContrastEstimate
from kobling.core.survey.comparison.separation import separating_direction
from kobling.core.survey.design.domains import Domains, domains_of
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation import estimators
from kobling.core.survey.estimation.confidence_intervals import t_interval
from kobling.core.survey.estimation.estimates import Estimates
from kobling.core.survey.variance import linearisation, resampling
from kobling.core.survey.variance.degrees_of_freedom import degrees_of_freedom
from kobling.core.survey.variance.design_variance import covariance

MAX_ITERATIONS = 100
MIN_VARIANCE = 1e-300
INTERCEPT = "(Intercept)"
CONVERGENCE_TOLERANCE = 1e-12
"""Relative change of the deviance below which a fit has converged."""
MAX_HALVINGS = 60
LARGE_LOG_ODDS = 8
"""Log-odds of a replicate's fit above which its rows are tested for separation: where outcomes are separated, the
deviance settles only when the log-odds are larger."""
SOURCE = "Binder (1983), International Statistical Review 51, 279-292; Lumley (2010), Complex Surveys, chapter 5."


@dataclass(frozen=True, eq=False)
class RegressionModel:
    """The outcome and the predictors of a regression, for the rows without missing values."""

    y: FloatArray
    """(n,) 0 in the other rows"""
    x: FloatArray
    """(n, p) with a first column of ones; 0 in the other rows"""
    names: tuple[str, ...]
    rows: BoolArray
    logistic: bool
    outcome: str
    """the column that is explained"""

    def fit(self, weights: FloatArray) -> FloatArray:
        """(p,) The coefficients that solve sum(w x (y - mu)) = 0, by iteratively reweighted least squares."""
        from scipy.special import expit

        w = np.where(self.rows, weights, 0)
        if not self.logistic:
            return _weighted_least_squares(self.x, w, self.y, self.names)
        mean = (w @ self.y / w.sum() + 0.5) / 2
        beta = np.zeros(self.x.shape[1])
        beta[0] = np.log(mean / (1 - mean))
        deviance = self._deviance(w, beta)
        for _ in range(MAX_ITERATIONS):
            eta = self.x @ beta
            mu = expit(eta)
            variance = np.maximum(mu * (1 - mu), MIN_VARIANCE)
            step = _weighted_least_squares(self.x, w * variance, (self.y - mu) / variance, self.names)
            previous, deviance, beta = deviance, *self._shortened(w, beta, step, deviance)
            if abs(previous - deviance) <= CONVERGENCE_TOLERANCE * (abs(deviance) + 0.1):
                if np.abs(self.x @ beta).max() > LARGE_LOG_ODDS:
                    self.check_separation(weights)
                return beta
        raise SurveyError("no_convergence", rounds=MAX_ITERATIONS)

    def _deviance(self, w: FloatArray, beta: FloatArray) -> float:
        eta = self.x @ beta
        return 2 * float(w @ (np.logaddexp(0, eta) - self.y * eta))

    def _shortened(
        self, w: FloatArray, beta: FloatArray, step: FloatArray, deviance: float
    ) -> tuple[float, FloatArray]:
        """Return the deviance and the coefficients after the step, halved until the deviance has not grown."""
        for _ in range(MAX_HALVINGS):
            new_deviance = self._deviance(w, beta + step)
            if new_deviance <= deviance * (1 + CONVERGENCE_TOLERANCE):
                return new_deviance, beta + step
            step = step / 2
        return deviance, beta

    def check_separation(self, weights: FloatArray) -> None:
        """Raise SurveyError where the predictors tell the two outcomes apart, so that no finite estimate exists."""
        rows = self.rows & (weights > 0)
        direction = separating_direction(self.x[rows], self.y[rows] > 0)
        if direction is not None:
            names = [name for name, weight in zip(self.names, direction, strict=True) if weight and name != INTERCEPT]
            raise SurveyError("separated", variable=self.outcome, names=", ".join(names) or INTERCEPT)

    def influence(self, weights: FloatArray, beta: FloatArray) -> FloatArray:
        """(n, p) The derivative of the coefficients with respect to each row's weight: A^-1 x (y - mu)."""
        from scipy.special import expit

        eta = self.x @ beta
        mu = expit(eta) if self.logistic else eta
        w = np.where(self.rows, weights, 0) * (mu * (1 - mu) if self.logistic else 1.0)
        information = self.x.T @ (w[:, None] * self.x)
        scores = np.where(self.rows, self.y - mu, 0)[:, None] * self.x
        return np.linalg.solve(information, scores.T).T.astype(np.float64)


def regression(
    sample: Sample, variable: str, on: Sequence[str], *, family: str = "linear", confidence: float = 0.95
) -> Estimates:
    """Regress a variable on others: a coefficient for each number, and for each category against the first.

    family  linear, or logistic for a column of 0 and 1 or of two answers (coefficients are log-odds)

    Standard errors are those of the solution of estimating equations, through every stage and step of the weighting;
    tests are by Student's t with the design's degrees of freedom less the number of predictors. Rows with a missing
    value are left out. R: svyglm. Source: Binder (1983); Lumley (2010), chapter 5. Raises SurveyError.
    """
    from scipy.special import stdtr

    if family not in ("linear", "logistic"):
        raise SurveyError("no_such_family", found=family, known="linear, logistic")
    model = _build_model(sample, variable, on, logistic=family == "logistic")
    if model.logistic:
        _check_logistic(model, sample.weights)
    beta = model.fit(sample.weights)
    coefficient_covariance = _covariance(sample, model, beta)
    domain = Domains(np.where(model.rows, 0, -1), ({},))
    df = float(degrees_of_freedom(sample, domain)[0]) - (len(model.names) - 1)
    se = np.sqrt(np.diag(coefficient_covariance))
    low, high = t_interval(beta, se, df, confidence)
    template = ContrastEstimate(
        kind=family,
        variable=variable,
        category=None,
        domain={},
        n=int(domains_of(sample).counts()[0]),
        base=int((model.rows & (sample.weights != 0)).sum()),
        estimate=None,
        se=None,
        ci_low=None,
        ci_high=None,
        interval="t",
        df=df,
        deff=None,
        method=estimators.describe_method(sample),
        why_missing=None,
        compared="",
        p=None,
    )
    comparisons = tuple(
        replace(
            template,
            compared=name,
            estimate=float(beta[number]),
            se=float(se[number]),
            ci_low=float(low[number]),
            ci_high=float(high[number]),
            p=float(2 * stdtr(df, -abs(beta[number] / se[number]))),
        )
        for number, name in enumerate(model.names)
    )
    return Estimates.from_estimates(comparisons, confidence, SOURCE, lambda: coefficient_covariance)


def _covariance(sample: Sample, model: RegressionModel, beta: FloatArray) -> FloatArray:
    """(p, p) The coefficients' covariances, linearised or from replicates."""
    if sample.replicates is None:
        return covariance(
            sample.stages,
            linearisation.weighted_influences(sample, model.influence(sample.weights, beta)),
            sample.design,
        )
    replicates = resampling.estimate_replicates(
        sample, lambda weights: np.stack([model.fit(column) for column in weights.T])
    )
    return replicates.covariance()


def _build_model(sample: Sample, variable: str, on: Sequence[str], *, logistic: bool) -> RegressionModel:
    """Return the model of the rows that have the outcome and every predictor. Raises SurveyError."""
    y = _zero_one(sample, variable) if logistic else sample.column(variable)
    if np.isnan(y).all():
        raise SurveyError("outcome_unanswered", variable=variable)
    rows = ~np.isnan(y)
    for name in on:
        answered = _answered(sample, name)
        if not answered.any():
            raise SurveyError("predictor_unanswered", variable=name)
        rows &= answered
    if sample.subset is not None:
        rows &= sample.subset
    if not (rows & (sample.weights != 0)).any():
        raise SurveyError("no_complete_rows", variables=", ".join([variable, *on]))
    columns, names = [np.ones(len(sample))], [INTERCEPT]
    for name in on:
        predictors = _predictors(sample, name, rows & (sample.weights != 0))
        columns, names = [*columns, *predictors.values()], [*names, *predictors]
    x = np.stack(columns, axis=1)
    return RegressionModel(
        np.where(rows, y, 0), np.where(rows[:, None], x, 0), tuple(names), rows, logistic, outcome=variable
    )


def _answered(sample: Sample, name: str) -> BoolArray:
    """(n,) The rows that have a value."""
    return ~np.isnan(sample.column(name)) if sample.is_numeric(name) else sample.codes(name)[0] >= 0


def _predictors(sample: Sample, name: str, rows: BoolArray) -> dict[str, FloatArray]:
    """Return the columns (n,) of a predictor: its numbers, or each category's but that of the first.

    Categories without any of the rows have no column. Raises SurveyError where all rows have one value.
    """
    if sample.is_numeric(name):
        numbers = sample.column(name)
        if np.ptp(numbers[rows]) == 0:
            raise SurveyError("predictor_constant", variable=name, value=f"{numbers[rows][0]:g}")
        return {name: numbers}
    codes, categories = sample.codes(name)
    there = np.unique(codes[rows])
    if len(there) < 2:
        raise SurveyError("predictor_constant", variable=name, value=categories[there[0]])
    return {f"{name} = {categories[code]}": (codes == code).astype(float) for code in there[1:]}


def _check_logistic(model: RegressionModel, weights: FloatArray) -> None:
    """Raise SurveyError where no finite maximum-likelihood estimate exists, or weights are no numbers of persons."""
    negative = int((weights[model.rows] < 0).sum())
    if negative:
        raise SurveyError("negative_weights", count=negative, method="logistic regression")
    w = np.where(model.rows, weights, 0)
    _weighted_least_squares(model.x, w, model.y, model.names)  # collinear columns are refused first
    model.check_separation(weights)


def _zero_one(sample: Sample, variable: str) -> FloatArray:
    """(n,) Return a column of 0 and 1; of two answers the later in sort order is 1."""
    codes, categories = sample.codes(variable)
    if not categories:
        raise SurveyError("outcome_unanswered", variable=variable)
    if len(categories) != 2:
        raise SurveyError("not_zero_one", variable=variable, found=", ".join(map(str, categories[:5])))
    return np.where(codes < 0, np.nan, codes).astype(float)


def _weighted_least_squares(x: FloatArray, w: FloatArray, y: FloatArray, names: Sequence[str]) -> FloatArray:
    """(p,) Weighted least squares, through a QR decomposition. Raises SurveyError where columns are collinear.

    Weights below zero have no square root: the normal equations are solved then, of columns that are independent.
    """
    if w.min() < 0:
        _weighted_least_squares(x, (w != 0).astype(float), y, names)
        return np.linalg.solve(x.T @ (w[:, None] * x), x.T @ (w * y)).astype(np.float64)
    root = np.sqrt(w)
    q, r = np.linalg.qr(x * root[:, None])
    pivots = np.abs(np.diag(r))
    if (pivots <= 1e-10 * np.linalg.norm(x * root[:, None], axis=0)).any():
        raise SurveyError("collinear", variables=", ".join(names[1:]))
    beta: FloatArray = np.linalg.solve(r, q.T @ (root * y))
    return beta
