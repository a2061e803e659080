import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.reliability import alpha, covariances, omega, one_factor, reliability
from tests.laws import examples

PERSONS = """
323322 323333 333334 222211 434354 334545 234343 222122 212212 334152 333454 232222 211213 444443 335233
443234 333343 222214 134322 444424 234212 535355 243422 335333 343334 234334 323332 312222 233323 333323
343433 321343 343322 544445 442244 221111 322331 234231 212322 543545 332414 121131 233454 324223 335455
342424 112111 244313 212212 443544 333222 112121 433333 544544 131322 434443 113111 443433 434544 353333
"""
ANSWERS = np.array([[float(answer) for answer in person] for person in PERSONS.split()])
"""Sixty made-up persons' agreement, 1 to 5, with six statements."""
WEIGHTS = np.array(
    [
        *(2.21, 1.86, 1.45, 1.88, 2.5, 0.98, 2.37, 2.79, 2.4, 2.05, 2.24, 2.67, 2.84, 0.96, 2.18, 1.33, 2.52, 0.51),
        *(2.02, 1.29, 2.72, 2.1, 1.44, 2.31, 1.36, 0.66, 2.54, 2.38, 2.88, 1.23, 0.65, 2.16, 1.81, 2.08, 1.14, 0.73),
        *(2.64, 2.69, 1.29, 1.22, 2.63, 1.47, 1.82, 0.85, 1.88, 2.68, 1.14, 2.28, 0.78, 1.42, 2.44, 1.65, 0.9, 1.13),
        *(0.79, 1.97, 2.15, 1.39, 1.79, 0.54),
    ]
)
R_FACTANAL = """
R 4.2.2, x the answers, w the weights; S <- cov(x) or S <- cov.wt(x, w)$cov:
k <- 6; k/(k-1)*(1 - sum(diag(S))/sum(S))
f <- factanal(covmat=list(cov=S, n.obs=60), factors=1, control=list(opt=list(factr=10, maxit=10000, pgtol=0)))
l <- f$loadings[,1]*sqrt(diag(S)); sum(l)^2/(sum(l)^2 + sum(f$uniquenesses*diag(S)))
"""
GOLDEN = {
    "each person counts alike": {
        "weights": np.ones(60),
        "alpha": 0.866312532342039,
        "omega": 0.869643422865523,
        "standardised": 0.869006264387214,
        "loadings": [
            *(0.799165122511504, 0.687962944937160, 0.552939610368144),
            *(0.773512891126840, 0.679972944821144, 0.835024882641288),
        ],
        "unique": [
            *(0.361335107429955, 0.526706985751105, 0.694257785421607),
            *(0.401677806564291, 0.537636793693190, 0.302733445492525),
        ],
    },
    "weighted": {
        "weights": WEIGHTS,
        "alpha": 0.851082096940184,
        "omega": 0.854328344134169,
        "standardised": 0.856188806923468,
        "loadings": [
            *(0.789283559458213, 0.668789357448353, 0.489817775692054),
            *(0.770815305187250, 0.638438469716521, 0.847604832208940),
        ],
        "unique": [
            *(0.377031463162389, 0.552720790974244, 0.760078550215616),
            *(0.405843764942520, 0.592396324415205, 0.281566048210351),
        ],
    },
}


def correlations(covariance):
    sd = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    return covariance / (sd[..., :, None] * sd[..., None, :])


@pytest.mark.parametrize("golden", GOLDEN.values(), ids=GOLDEN)
def test_r_alpha_and_omega(golden):
    covariance = covariances(ANSWERS, golden["weights"])

    assert alpha(covariance) == pytest.approx(golden["alpha"], rel=1e-12), R_FACTANAL
    assert omega(covariance) == pytest.approx(golden["omega"], rel=1e-8), R_FACTANAL
    assert omega(correlations(covariance)) == pytest.approx(golden["standardised"], rel=1e-8), R_FACTANAL


@pytest.mark.parametrize("golden", GOLDEN.values(), ids=GOLDEN)
def test_r_factanal(golden):
    loadings, unique = one_factor(correlations(covariances(ANSWERS, golden["weights"])))

    assert loadings == pytest.approx(np.array(golden["loadings"]), abs=1e-7), R_FACTANAL
    assert unique == pytest.approx(np.array(golden["unique"]), abs=1e-7), R_FACTANAL


def test_r_factanal_at_its_bound():
    """R: factanal(covmat=list(cov=matrix(c(1,.95,.8,.95,1,.6,.8,.6,1),3), n.obs=100), factors=1), control as above."""
    loadings, unique = one_factor(np.array([[1, 0.95, 0.8], [0.95, 1, 0.6], [0.8, 0.6, 1]]))

    assert unique == pytest.approx(np.array([0.005, 0.0963047685773073, 0.3691641936924557]), abs=1e-6)
    assert loadings == pytest.approx(np.array([0.997579786690073, 0.950628861029755, 0.794251727296920]), abs=1e-6)


@pytest.mark.parametrize("weighted", [np.ones(60), WEIGHTS])
def test_weighted_covariances_by_numpy(weighted):
    ours, theirs = covariances(ANSWERS, weighted), np.cov(ANSWERS.T, aweights=weighted, ddof=0)

    assert ours == pytest.approx(theirs, rel=1e-10)


LOADINGS = st.lists(st.floats(0.3, 0.95), min_size=3, max_size=10).map(np.array)
SCALES = st.floats(0.1, 10)


@given(LOADINGS, SCALES)
def test_statements_made_by_one_factor_give_that_factor_back(loadings, scale):
    made = scale**2 * (np.outer(loadings, loadings) + np.diag(1 - loadings**2))
    found, unique = one_factor(made)
    true_omega = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())

    assert found == pytest.approx(scale * loadings, abs=1e-5 * scale)
    assert unique == pytest.approx(scale**2 * (1 - loadings**2), abs=1e-5 * scale**2)
    assert omega(made) == pytest.approx(true_omega, abs=1e-6)
    assert alpha(made) <= true_omega + 1e-9


@given(st.floats(0.05, 0.95), st.integers(3, 10))
def test_statements_that_load_alike_have_one_reliability(correlation, k):
    """Spearman and Brown: k*r / (1 + (k-1)*r); alpha and omega are the same."""
    made = np.full((k, k), correlation) + (1 - correlation) * np.eye(k)
    spearman_brown = k * correlation / (1 + (k - 1) * correlation)

    assert alpha(made) == pytest.approx(spearman_brown)
    assert omega(made) == pytest.approx(spearman_brown, abs=1e-6)


@examples(30)
@given(st.integers(0, 2**32), st.integers(3, 8))
def test_many_matrices_at_once_are_each_one_alone(seed, k):
    """Any covariances, also ones that no factor made: a stationary point within the bounds, one by one or together."""
    generator = np.random.default_rng(seed)
    made = np.array([np.cov(generator.normal(size=(k, 3 * k))) for _ in range(5)])
    together = one_factor(made)
    alone = [one_factor(one) for one in made]

    assert together[0] == pytest.approx(np.array([loadings for loadings, _ in alone]), abs=1e-6)
    assert together[1] == pytest.approx(np.array([unique for _, unique in alone]), abs=1e-6)
    assert (together[1] <= np.diagonal(made, axis1=1, axis2=2) * (1 + 1e-9)).all()


def test_the_estimate_does_not_depend_on_the_unit_or_the_order():
    generator = np.random.default_rng(4)
    order = generator.permutation(60)
    straight, turned = (
        omega(covariances(ANSWERS, WEIGHTS)),
        omega(covariances(7 * ANSWERS[order] - 3, 100 * WEIGHTS[order])),
    )

    assert turned == pytest.approx(straight, rel=1e-9)


@pytest.mark.parametrize("kind", ["alpha", "omega"])
def test_the_interval_is_the_middle_of_plainly_repeated_draws(kind):
    """The same draws, each row repeated as often as it was drawn, and NumPy's own covariances."""
    found = reliability(ANSWERS, WEIGHTS, generator=np.random.default_rng(5), kind=kind, replicates=200)
    drawn = np.random.default_rng(5).multinomial(59, np.full(60, 1 / 60), size=200)
    coefficient = {"alpha": alpha, "omega": omega}[kind]
    again = [float(coefficient(np.cov(ANSWERS.T, aweights=WEIGHTS * times))) for times in drawn]

    assert (found.ci_low, found.ci_high) == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), rel=1e-7)
    assert found.se == pytest.approx(np.std(again, ddof=1), rel=1e-7)
    assert found.ci_low < found.estimate < found.ci_high
    assert (found.n, found.left_out, found.statements, found.replicates) == (60, 0, 6, 200)


def test_the_same_generator_gives_the_same_interval():
    one, other = (reliability(ANSWERS, WEIGHTS, generator=np.random.default_rng(1), replicates=50) for _ in range(2))

    assert one == other


def test_the_base_is_those_who_answered_every_statement():
    gaps = ANSWERS.copy()
    gaps[[0, 7, 7, 30], [1, 2, 3, 5]] = np.nan
    found = reliability(gaps, WEIGHTS, generator=np.random.default_rng(1), replicates=50)
    rest = np.delete(np.arange(60), [0, 7, 30])

    assert (found.n, found.left_out) == (57, 3)
    assert found.estimate == pytest.approx(float(omega(covariances(ANSWERS[rest], WEIGHTS[rest]))), rel=1e-9)
    assert omega(covariances(gaps, WEIGHTS)) == pytest.approx(found.estimate, rel=1e-9)


def test_units_are_drawn_whole_and_within_their_strata():
    """Everybody twice, as units of two, is as uncertain as everybody once; taken as persons it would look surer."""
    twice, weights, units = np.repeat(ANSWERS, 2, axis=0), np.repeat(WEIGHTS, 2), np.repeat(np.arange(60), 2)
    facts = {"kind": "alpha", "replicates": 2000}
    once = reliability(ANSWERS, WEIGHTS, generator=np.random.default_rng(1), **facts)
    pairs = reliability(twice, weights, units=units, generator=np.random.default_rng(1), **facts)
    persons = reliability(twice, weights, generator=np.random.default_rng(1), **facts)
    strata = reliability(
        ANSWERS, WEIGHTS, strata=np.repeat(["a", "b"], 30), generator=np.random.default_rng(1), **facts
    )

    assert pairs.se == pytest.approx(once.se, rel=1e-9)
    assert persons.se < 0.85 * once.se
    assert strata.se == pytest.approx(once.se, rel=0.15)


def test_replicate_weights_are_answered_together():
    """(n, b) weights, as a sample's own replicates hand them over."""
    block = np.column_stack([WEIGHTS, np.ones(60), WEIGHTS[::-1]])
    together = omega(covariances(ANSWERS, block))

    assert together == pytest.approx(np.array([float(omega(covariances(ANSWERS, w))) for w in block.T]), rel=1e-8)


def wrong(answers=ANSWERS, weights=WEIGHTS, **facts):
    return {"answers": answers, "weights": weights, "generator": np.random.default_rng(1), "replicates": 20, **facts}


ALIKE = np.where(np.arange(6) == 2, 3, ANSWERS)
MISSING = np.where(np.arange(60)[:, None] > 0, np.nan, ANSWERS)
REPEATED = ANSWERS[:, [0, 0, 1, 2]]


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (wrong(kind="beta"), "no_such_coefficient"),
        (wrong(ANSWERS[:, :1], kind="alpha"), "too_few_statements"),
        (wrong(ANSWERS[:, :2]), "too_few_statements"),
        (wrong(ALIKE), "all_alike"),
        (wrong(MISSING), "too_few_complete"),
        (wrong(confidence=95), "bad_confidence"),
        (wrong(strata=np.arange(60) == 0), "lonely_stratum"),
        (wrong(REPEATED), "no_factor"),
        (wrong(np.array([[1, 2, 3], [2, 1, 3], [1, 2, 4.0]]), np.ones(3), kind="alpha"), "too_alike"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_reliable_is_refused(given_, code):
    with pytest.raises(SurveyError) as refusal:
        reliability(**given_)

    assert refusal.value.code == code
    assert str(refusal.value)
