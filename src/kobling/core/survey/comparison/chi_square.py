"""Chi-square tests of association in a two-way table from a survey."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError

MIN_DESIGN_EFFECT = 1e-9
"""Design effects below this, or this part of the largest, count as 0: calibration has fixed that contrast."""


@dataclass(frozen=True)
class Association:
    """A test of the hypothesis that rows and columns are independent in the population."""

    test: str
    """one of CHI_SQUARE_TESTS"""
    statistic: float
    """Pearson's X² for chisq, lincom and saddlepoint; an F for the others"""
    df: float
    """degrees of freedom of the numerator"""
    denominator_df: float
    """degrees of freedom of the denominator; infinite for chisq"""
    p_value: float
    deffs: tuple[float, ...]
    """the generalised design effects, largest first; all 1 in a simple random sample"""


@dataclass(frozen=True, eq=False)
class ContingencyTable:
    """An estimated two-way table with the covariance of its cells, row by row."""

    cells: FloatArray
    """(r, c) totals or shares"""
    covariance: FloatArray
    """(r*c, r*c) of the cells as given"""
    n: int
    df: float

    @property
    def shares(self) -> FloatArray:
        return np.asarray(self.cells / self.cells.sum())

    @property
    def expected(self) -> FloatArray:
        return np.outer(self.shares.sum(axis=1), self.shares.sum(axis=0))

    @property
    def pearson(self) -> float:
        """X² = n * sum of (p - row*column)²/(row*column), as for a simple random sample of n persons."""
        return float(self.n * ((self.shares - self.expected) ** 2 / self.expected).sum())

    @property
    def interaction_df(self) -> int:
        """(r - 1)(c - 1)."""
        rows, columns = self.cells.shape
        return int((rows - 1) * (columns - 1))


def chi_square_test(cells: FloatArray, covariance: FloatArray, *, n: int, df: float, test: str = "F") -> Association:
    """Test whether the rows of a table are independent of its columns.

    cells       (r, c)  estimated totals or shares of the population; every row and column has respondents
    covariance  (r*c, r*c)  the design's covariance of those cells, row by row
    n           respondents in the table
    df          the design's degrees of freedom
    test        one of CHI_SQUARE_TESTS: F (Rao and Scott's second order, the default), chisq (first order), lincom (the
                exact distribution of X²), saddlepoint (an approximation of it), wald, adjusted_wald

    R's svychisq calls them F, Chisq, lincom, saddlepoint, Wald and adjWald. Its Wald tests use totals. Its lincom
    falls back to saddlepoint where the package CompQuadForm is missing. In both, survey 4.1-1 rounds the denominator's
    degrees of freedom down in one place of two (with 15 districts p = 0.0264, where the saddlepoint gives 0.0229 and
    the exact distribution 0.0220) and takes them as infinite in a replicate design; here they are exact.

    Source: Rao & Scott (1984), Annals of Statistics 12, 46-60; Thomas & Rao (1987), Journal of the American Statistical
    Association 82, 630-636 (F); Koch, Freeman & Freeman (1975), International Statistical Review 43, 59-78 (Wald).
    Raises SurveyError.
    """
    if test not in CHI_SQUARE_TESTS:
        raise SurveyError("no_such_test", found=test, known=", ".join(CHI_SQUARE_TESTS))
    table = ContingencyTable(np.asarray(cells, float), np.asarray(covariance, float), n, df)
    if min(table.cells.shape) < 2:
        raise SurveyError("no_table", rows=table.cells.shape[0], columns=table.cells.shape[1])
    if not (table.expected > 0).all():
        raise SurveyError("empty_margin")
    if not df > 0:
        raise SurveyError("no_freedom", found=df)
    return CHI_SQUARE_TESTS[test](table)


def chi_square_sum_tail(q: float, *, weights: FloatArray, denominator_df: float = np.inf) -> float:
    """Return the probability that the sum of weights * chi-square(1) exceeds q.

    With denominator_df, q is multiplied by a chi-square over its degrees of freedom.

    weights  (k,)  larger than zero

    The moment generating function is inverted along a curve through its saddlepoint, where it does not oscillate. The
    relative error is about 1e-10, however small the probability. Source: Rice (1980), "Distribution of quadratic forms
    in normal random variables", SIAM Journal on Scientific and Statistical Computing 1, 438-448.
    """
    from scipy.integrate import quad

    if q <= 0:
        return 1.0
    scaled, constant, half_dfs = _combine_sums(q, weights, denominator_df)

    def cumulant(z: complex) -> complex:
        return complex(-(half_dfs * np.log(1 - 2 * scaled * z)).sum() - constant * z)

    sd = np.sqrt(2 * (half_dfs * 2 * scaled**2).sum())
    centre = max(_saddlepoint(scaled, constant, half_dfs), min(0.2 / sd, 0.1 / scaled.max()))
    width = 1 / np.sqrt(_curvature(centre, scaled, half_dfs))
    peak = cumulant(centre).real

    def slope(s: float) -> float:
        """Return the integrand on the curve z = centre + width*(s²/8 + is), which bends away from the branch cut."""
        z, step = centre + width * complex(s * s / 8, s), width * complex(s / 4, 1)
        return float((np.exp(cumulant(z) - peak) / z * step).imag)

    return float(np.exp(peak) * quad(slope, 0, np.inf, epsabs=0, epsrel=1e-10, limit=400)[0] / np.pi)


def saddlepoint_tail(q: float, *, weights: FloatArray, denominator_df: float = np.inf) -> float:
    """Approximate the same probability by Lugannani and Rice's formula in Barndorff-Nielsen's form.

    Near the mean, where the formula divides by zero, Satterthwaite's approximation is used, as in R's pchisqsum.
    Source: Kuonen (1999), Biometrika 86, 929-935.
    """
    from scipy.special import ndtr

    if q <= 0:
        return 1.0
    scaled, constant, half_dfs = _combine_sums(q, weights, denominator_df)
    point = _saddlepoint(scaled, constant, half_dfs)
    if abs(point * scaled.max()) < 1e-4:
        return _satterthwaite_tail(q, weights, denominator_df)
    cumulant = -(half_dfs * np.log1p(-2 * scaled * point)).sum()
    w = np.sign(point) * np.sqrt(2 * (point * constant - cumulant))
    v = point * np.sqrt(_curvature(point, scaled, half_dfs))
    return float(ndtr(-(w + np.log(v / w) / w)))


def _second_order_test(table: ContingencyTable) -> Association:
    """Rao and Scott's second-order test: F = X² / sum of the design effects.

    It has (sum)²/(sum of squares) degrees of freedom, and df times as many in the denominator.
    """
    deffs = _design_effects(table)
    df = float(deffs.sum() ** 2 / (deffs**2).sum())
    return _f_test("F", table.pearson / float(deffs.sum()), df, df * table.df, deffs)


def _first_order_test(table: ContingencyTable) -> Association:
    """Rao and Scott's first-order test: X² / mean design effect against a chi-square.

    It has (r-1)(c-1) degrees of freedom; `statistic` is X² itself.
    """
    from scipy.special import chdtrc

    deffs = _design_effects(table)
    p_value = float(chdtrc(table.interaction_df, table.pearson / float(deffs.mean())))
    return Association("chisq", table.pearson, table.interaction_df, np.inf, p_value, tuple(deffs.tolist()))


def _exact_test(table: ContingencyTable) -> Association:
    return _weighted_sum_test("lincom", table, chi_square_sum_tail)


def _saddlepoint_test(table: ContingencyTable) -> Association:
    return _weighted_sum_test("saddlepoint", table, saddlepoint_tail)


def _weighted_sum_test(test: str, table: ContingencyTable, tail: Callable[..., float]) -> Association:
    """Test X² against the sum of design effect * chi-square(1), over a chi-square for the estimated variance."""
    deffs = _design_effects(table)
    denominator_df = float(deffs.sum() ** 2 / (deffs**2).sum()) * table.df
    p_value = tail(table.pearson, weights=deffs[deffs > 0], denominator_df=denominator_df)
    return Association(test, table.pearson, table.interaction_df, denominator_df, p_value, tuple(deffs.tolist()))


def _wald_test(table: ContingencyTable) -> Association:
    """The Wald test: F = W / ((r-1)(c-1)), with df degrees of freedom in the denominator."""
    return _f_test(
        "wald", _wald_statistic(table) / table.interaction_df, table.interaction_df, table.df, _design_effects(table)
    )


def _adjusted_wald_test(table: ContingencyTable) -> Association:
    """The adjusted Wald test: F = W * (df - q + 1)/(q * df), q = (r-1)(c-1), df - q + 1 degrees of freedom below."""
    q, denominator_df = table.interaction_df, table.df - table.interaction_df + 1
    if denominator_df <= 0:
        raise SurveyError("no_freedom", found=denominator_df)
    return _f_test(
        "adjusted_wald",
        _wald_statistic(table) * denominator_df / (q * table.df),
        q,
        denominator_df,
        _design_effects(table),
    )


CHI_SQUARE_TESTS: Mapping[str, Callable[[ContingencyTable], Association]] = {
    "F": _second_order_test,
    "chisq": _first_order_test,
    "lincom": _exact_test,
    "saddlepoint": _saddlepoint_test,
    "wald": _wald_test,
    "adjusted_wald": _adjusted_wald_test,
}


def _f_test(test: str, statistic: float, df: float, denominator_df: float, deffs: FloatArray) -> Association:
    from scipy.special import fdtrc

    return Association(
        test, statistic, df, denominator_df, float(fdtrc(df, denominator_df, statistic)), tuple(deffs.tolist())
    )


def _design_effects(table: ContingencyTable) -> FloatArray:
    """((r-1)(c-1),) The generalised design effects, the eigenvalues of (C'D⁻¹C/n)⁻¹ C'D⁻¹VD⁻¹C, largest first.

    D the diagonal of the shares, V their covariance, C contrasts orthogonal to the row and column margins.
    """
    p = table.shares.ravel()
    to_shares = (np.eye(p.size) - p[:, None]) / table.cells.sum()
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    weighted = inverse[:, None] * _interaction_contrasts(*table.cells.shape)
    variance = weighted.T @ to_shares @ table.covariance @ to_shares.T @ weighted
    srs_variance = weighted.T @ (p[:, None] * weighted) / table.n
    values = np.sort(np.linalg.eigvals(np.linalg.solve(srs_variance, variance)).real)[::-1]
    if not values[0] > MIN_DESIGN_EFFECT:
        raise SurveyError("no_variation_in_table")
    return np.asarray(np.where(values > MIN_DESIGN_EFFECT * values[0], values, 0), float)


def _interaction_contrasts(rows: int, columns: int) -> FloatArray:
    """(r*c, (r-1)(c-1)) Contrasts orthogonal to every row and every column of the table."""
    return np.asarray(np.kron(_difference_contrasts(rows), _difference_contrasts(columns)), float)


def _difference_contrasts(levels: int) -> FloatArray:
    return np.vstack([np.eye(levels - 1), -np.ones(levels - 1)])


def _wald_statistic(table: ContingencyTable) -> float:
    """The Wald statistic Y' V(Y)⁻¹ Y for Y = total - row*column/all in (r-1)(c-1) cells, V(Y) by linearisation."""
    rows, columns = table.cells.shape
    total, row, column = table.cells.sum(), table.cells.sum(axis=1), table.cells.sum(axis=0)
    distance = (table.cells - np.outer(row, column) / total).ravel()
    in_row, in_column = np.kron(np.eye(rows), np.ones(columns)), np.kron(np.ones(rows), np.eye(columns))
    slope = (
        np.eye(rows * columns)
        - np.kron(np.eye(rows), column[:, None]) @ in_row / total
        - np.kron(row[:, None], np.eye(columns)) @ in_column / total
        + np.outer(row, column).reshape(-1, 1) / total**2
    )
    free_cells = np.arange(rows * columns).reshape(rows, columns)[1:, 1:].ravel()
    variance = (slope @ table.covariance @ slope.T)[np.ix_(free_cells, free_cells)]
    try:
        return float(distance[free_cells] @ np.linalg.solve(variance, distance[free_cells]))
    except np.linalg.LinAlgError:
        raise SurveyError("no_variation_in_table") from None


def _combine_sums(q: float, weights: FloatArray, denominator_df: float) -> tuple[FloatArray, float, FloatArray]:
    """Write sum of weights * chi-square(1) > q * chi-square(d)/d as one sum above a constant.

    Returns the weights, the constant, and half the degrees of freedom that each weight has.
    """
    if np.isinf(denominator_df):
        return weights, q, np.full(weights.size, 0.5)
    return np.append(weights, -q / denominator_df), 0.0, np.append(np.full(weights.size, 0.5), denominator_df / 2)


def _saddlepoint(weights: FloatArray, constant: float, half_dfs: FloatArray) -> float:
    """Find the saddlepoint: where the cumulant generating function has the derivative `constant`.

    It lies between the poles on either side of zero.
    """
    from scipy.optimize import brentq

    def excess(z: float) -> float:
        return float((half_dfs * 2 * weights / (1 - 2 * weights * z)).sum() - constant)

    high = 0.5 / weights.max()
    low = 0.5 / weights.min() if weights.min() < 0 else -half_dfs.sum() / constant
    shrink = 1 - 1e-9
    return float(
        brentq(excess, low * shrink if weights.min() < 0 else low, high * shrink, xtol=1e-14 * high, rtol=1e-13)
    )


def _curvature(z: float, weights: FloatArray, half_dfs: FloatArray) -> float:
    return float(2 * (half_dfs * 2 * weights**2 / (1 - 2 * weights * z) ** 2).sum())


def _satterthwaite_tail(q: float, weights: FloatArray, denominator_df: float) -> float:
    """Approximate the tail by a scaled chi-square (or F) with the same mean and variance."""
    from scipy.special import chdtrc, fdtrc

    df = float(weights.sum() ** 2 / (weights**2).sum())
    ratio = q / float(weights.sum())
    return float(chdtrc(df, ratio * df) if np.isinf(denominator_df) else fdtrc(df, denominator_df, ratio))
