"""The records of design.yaml: how a sample was drawn, how it is weighted, and what is requested of it.

Fields, classes and their docstrings are public: the JSON Schema beside this file is made of them.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, PlainValidator, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kobling.records.base import Line, Record
from kobling.rooms.folder.parsing.conversion import UnconvertedText, convert_scalar


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _parse_number(value: Any) -> Any:
    """Convert a text to a number; keep an invalid or infinite one for the record to reject."""
    number = convert_scalar(value, float) if isinstance(value, str) else value
    return UnconvertedText(str(value)) if isinstance(number, float) and not isfinite(number) else number


def _parse_numbers(value: Any) -> Any:
    return [_parse_number(item) for item in _as_list(value)] if isinstance(value, str | list) else value


def _normalize_spelling(value: Any) -> Any:
    """Normalize korn-graubard and Korn_Graubard to korn_graubard."""
    return value.lower().replace("-", "_").replace(" ", "_") if isinstance(value, str) else value


def _parse_interval(value: Any) -> Any:
    """Convert R's names of intervals to ours."""
    spelled = _normalize_spelling(value)
    return {"asin": "arcsine", "wald": "mean"}.get(spelled, spelled) if isinstance(spelled, str) else spelled


def _unchanged(value: Any) -> Any:
    return value


ColumnName = Line
"""The name of a column."""
ColumnNames = Annotated[
    tuple[ColumnName, ...],
    BeforeValidator(_as_list, json_schema_input_type=ColumnName | tuple[ColumnName, ...]),
    Field(min_length=1),
]
"""One name, or a list of them."""
CellValue = Annotated[Line, BeforeValidator(_unchanged, json_schema_input_type=Line | float | bool)]
"""A value as a column may hold it: a text, a number, true or false."""
CellValues = Annotated[
    tuple[Line, ...],
    BeforeValidator(_as_list, json_schema_input_type=Line | float | bool | tuple[Line | float | bool, ...]),
    Field(min_length=1),
]
"""One value, or a list of them."""
DesignNumber = Annotated[float, BeforeValidator(_parse_number, json_schema_input_type=float)]
DesignNumbers = Annotated[
    tuple[float, ...],
    BeforeValidator(_parse_numbers, json_schema_input_type=float | tuple[float, ...]),
    Field(min_length=1),
]
"""One number, or a list of them."""
Counts = dict[Line, DesignNumber]
"""How many persons there are of each kind."""
ConfidenceLevel = Annotated[float, Field(ge=0.5, le=0.9999)]
Condition = Annotated[
    Any,
    PlainValidator(
        _unchanged,
        json_schema_input_type=str | dict[Line, Line | float | bool | tuple[Line | float | bool, ...]],
    ),
]
"""Which rows: a text such as  age >= 18 and sex = 'F'  or columns with the value, or the values, they have."""


class MarginsSource:
    """Population counts of the categories of columns, written out or in a CSV file."""

    def __init__(self, *, counts: Mapping[str, Mapping[str, float]] | None = None, file: str | None = None) -> None:
        """Take counts, or the name of a file."""
        self.counts, self.file = counts, file

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read `{file: name}` as a file and anything else as the margins themselves."""

        def read(value: Any, inner: core_schema.ValidatorFunctionWrapHandler) -> "MarginsSource":
            if isinstance(value, dict) and list(value) == ["file"] and isinstance(value["file"], str):
                return cls(file=value["file"])
            return cls(counts=inner(value))

        as_counts = handler(dict[Line, Annotated[Counts, BeforeValidator(_require_mapping)]])
        as_file = core_schema.typed_dict_schema({"file": core_schema.typed_dict_field(core_schema.str_schema())})
        return core_schema.no_info_wrap_validator_function(
            read,
            core_schema.no_info_before_validator_function(_require_mapping, as_counts),
            json_schema_input_schema=core_schema.union_schema([as_file, as_counts]),
        )


def _require_mapping(value: Any) -> Any:
    """Reject a text or list where a mapping belongs, as a record would."""
    if not isinstance(value, dict):
        raise PydanticCustomError("model_type", "names with values belong here")
    return value


def _parse_whole_numbers(value: Any) -> Any:
    fields = _require_mapping(value)
    return {name: convert_scalar(count, int) if isinstance(count, str) else count for name, count in fields.items()}


Totals = Annotated[Counts, BeforeValidator(_require_mapping)]

LonelyRule = Literal["fail", "collapse", "certainty", "centre", "average"]
ReplicateType = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap"]
WeightingMethod = Literal["nonresponse", "poststratify", "rake", "linear", "raking", "logit", "truncated", "trim"]
EstimateKind = Literal["mean", "share", "total", "ratio", "quantile"]


PUBLISHED_NAMES = {
    "AllocationRequest": "Allocation",
    "ComparisonRequest": "Comparison",
    "EstimateRequest": "Wanted",
    "PowerRequest": "Power",
    "ReplicatesSource": "Replicates",
    "WeightingRequest": "Step",
}
"""Class to its name in the JSON Schema, which is public."""


def _published_name(model: type) -> str:
    return PUBLISHED_NAMES.get(model.__name__, model.__name__)


class DesignPart(Record):
    """Part of a design. A field with nothing in it counts as left out."""

    model_config = ConfigDict(model_title_generator=_published_name)

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: Any) -> Any:
        return {name: inner for name, inner in value.items() if inner is not None} if isinstance(value, dict) else value


class ReplicatesSource(DesignPart):
    """Replicate weights: read from columns of the data or from a file of their own, or made from the design."""

    columns: ColumnNames | None = None
    """Their columns: a list, or a pattern such as `rep_*`; with a file, those of the file, otherwise all of it."""
    file: Line | None = None
    """A file of replicate weights, one row for each row of the data, in the same order; beside design.yaml."""
    type: ReplicateType | None = None
    """How they were made."""
    make: Literal["JK1", "JKn", "bootstrap"] | None = None
    """Make them from strata and clusters instead of reading them."""
    replicates: Annotated[int, Field(ge=2, le=100_000)] | None = None
    """How many bootstrap replicates are made; 500 where it is left out."""
    seed: Annotated[int, Field(ge=0)] | None = None
    """What the bootstrap's chance begins from: the same seed gives the same replicates."""
    scale: DesignNumber | None = None
    """What the sum of squares is multiplied with; follows from the type where it is left out."""
    rscales: DesignNumbers | None = None
    """What each replicate's square is multiplied with; follows from the type where it is left out."""
    mse: bool = False
    """Whether squares are taken about the estimate itself rather than about the mean of the replicates."""
    rho: DesignNumber | None = None
    """Fay's factor, from 0 to under 1."""
    combined: bool = True
    """Whether they are whole weights; otherwise they are factors on the design weights."""


class WeightingRequest(DesignPart):
    """One step of weighting."""

    method: WeightingMethod
    """What is done to the weights."""
    margins: MarginsSource | None = None
    """Column to category to count; `sex x age` for two columns jointly, with categories such as `F|18-34`."""
    totals: Totals | None = None
    """Column of numbers to its total in the population; `(Intercept)` is how many persons there are."""
    total: CellValue | None = None
    """How many persons there are, where margins are shares; `weights` for as many as the weights add up to."""
    bounds: DesignNumbers | None = None
    """Calibration: the smallest and largest multiplier. Trimming: the smallest and largest weight."""
    aggregate: CellValue | None = None
    """A column whose rows get one multiplier together, or the number of the stage whose clusters do."""
    collapse: (
        Annotated[
            dict[Line, Annotated[dict[Line, CellValue], BeforeValidator(_require_mapping)]],
            BeforeValidator(_require_mapping),
        ]
        | None
    ) = None
    """Margin to category to the category it is joined with."""
    estimated: bool = False
    """Whether counts and totals are estimates; otherwise they are those of the population, respondents among them."""
    tolerance: DesignNumber | None = None
    """The largest relative error of a margin that counts as reached; 1e-8 where it is left out."""
    responded: ColumnName | None = None
    """Nonresponse: the column that is 1 for those who answered and 0 for those who did not."""
    classes: ColumnNames | None = None
    """Nonresponse: the columns whose combinations answer alike."""


class EstimateRequest(DesignPart):
    """Figures to estimate."""

    kind: EstimateKind
    """What is estimated."""
    variable: ColumnNames
    """The column, or a list of columns."""
    over: ColumnName | None = None
    """Ratio: the column below the line."""
    category: CellValues | None = None
    """Share: the answer, or answers, that are counted; all where it is left out."""
    by: ColumnNames = ()
    """The columns whose combinations are the domains."""
    interval: Annotated[str, BeforeValidator(_parse_interval)] | None = None
    """How the interval is made."""
    level: ConfidenceLevel | None = None
    """The confidence of the interval; `confidence` where it is left out."""
    probability: DesignNumbers | None = None
    """Quantile: which, such as 0.5 for the median, or a list."""
    rule: ColumnName | None = None
    """Quantile: how values are counted off."""
    name: Line | None = None
    """What `--estimate` chooses it by; its kind and column where it is left out."""
    area: ColumnName | None = None
    """The column of `by` that names areas, as an indicator's figures name them; the municipality's code is itself."""
    part: ColumnName | None = None
    """The column of `by` that names the parts, such as towns, of an indicator's figures."""


ComparisonKind = Literal[
    "change", "trend", "domains", "rest", "chi_square", "regression", "mean", "share", "total", "ratio"
]


class ComparisonRequest(DesignPart):
    """Something compared."""

    kind: Annotated[ComparisonKind, BeforeValidator(_normalize_spelling)]
    """What with what. `change`: the last wave with the first; also written as what has changed: mean, share, total,
    ratio. `trend`: all waves. `domains`: every two values of the column `by`. `rest`: each value of `by` with all
    others. `chi_square`: whether `variable` and `by` hang together. `regression`: `variable` explained by the columns
    `on`. The last four are made in each wave."""
    of: Literal["mean", "share", "total", "ratio"] | None = None
    """What is compared; a share where `category` is given or the column holds texts, otherwise a mean."""
    variable: ColumnNames
    """The column, or a list of columns."""
    over: ColumnName | None = None
    """Ratio: the column below the line."""
    category: CellValues | None = None
    """Share: the answer, or answers, that are counted; all where it is left out."""
    by: ColumnNames = ()
    """The columns whose combinations are the domains."""
    on: ColumnNames | None = None
    """Regression: the columns that explain."""
    family: Literal["linear", "logistic"] | None = None
    """Regression: linear, or logistic for yes and no; linear where it is left out."""
    test: Literal["F", "chisq", "lincom", "saddlepoint", "wald", "adjusted_wald"] | None = None
    """Chi-square: which test; F (Rao and Scott, second order) where it is left out."""
    margin: DesignNumber | None = None
    """The largest change that counts as none: says how likely so small a one would be if the change were that large."""
    level: ConfidenceLevel | None = None
    """The confidence of the interval; `confidence` where it is left out."""


class AllocationRequest(DesignPart):
    """A sample shared out over strata."""

    population: Annotated[dict[Line, int], BeforeValidator(_parse_whole_numbers)]
    """Stratum to how many persons it has."""
    n: Annotated[int, Field(ge=1)]
    """How many are invited in all."""
    rule: Annotated[Literal["proportional", "equal_precision", "neyman"], BeforeValidator(_normalize_spelling)] = (
        "proportional"
    )
    """How they are shared out."""
    shares: Totals | None = None
    """Stratum to the share expected to say yes, 0 to 1."""
    sds: Totals | None = None
    """Stratum to the standard deviation expected of the answers."""
    minimum: Annotated[int, Field(ge=0)] = 2
    """The fewest that are invited from each."""
    maximum: Annotated[int, Field(ge=1)] | None = None
    """The most that are invited from each."""


class PowerRequest(DesignPart):
    """A wave that is planned: what it will be able to tell, or how many have to be invited."""

    share: DesignNumber | None = None
    """The figure now, when it is a share, 0 to 1."""
    sd: DesignNumber | None = None
    """The standard deviation of the answers, when it is a mean."""
    invited: DesignNumber | None = None
    """How many are invited: asks for the smallest change that is found; with `change`, how often that one is."""
    change: DesignNumber | None = None
    """The change to be found: asks how many have to be invited."""
    margin: DesignNumber | None = None
    """The margin of error wanted: asks how many have to be invited."""
    population: DesignNumber | None = None
    """How many persons there are; without it so many that it does not matter."""
    response: DesignNumber = 1.0
    """The share of those invited who answer, 0 to 1."""
    deff: DesignNumber = 1.0
    """The design effect."""
    overlap: DesignNumber = 0.0
    """The share of the answers that come from the same persons in both waves, 0 to 1."""
    correlation: DesignNumber = 0.0
    """Of a person's own answers in the two waves."""
    earlier_answers: DesignNumber | None = None
    """How many answered in the earlier wave; as many as in this one where it is left out."""
    power: DesignNumber = 0.8
    """How often a change of the wanted size is to be found."""
    df: DesignNumber | None = None
    """Degrees of freedom: clusters less strata, where there are few."""
    domains: Totals | None = None
    """Domain to its part of the population, 0 to 1."""
    allocate: AllocationRequest | None = None
    """Strata that the sample is shared out over."""


class SurveyDesign(DesignPart):
    """design.yaml: how the sample was drawn, how it is weighted, and what is estimated."""

    weights: ColumnName | None = None
    """The column that says how many persons a row stands for."""
    strata: ColumnNames | None = None
    """The column of strata, or a list by stage."""
    clusters: ColumnNames | None = None
    """The column of sampling units, or a list by stage."""
    fpc: CellValues | None = None
    """The column of population sizes or sampling fractions, or a list by stage; a number where it is one for all."""
    lonely: LonelyRule = "fail"
    """What is done with a stratum from which one unit was drawn."""
    lonely_in_domains: bool = False
    """Whether a stratum with one unit inside a domain counts as lonely there."""
    replicates: ReplicatesSource | None = None
    """Replicate weights, where standard errors come from them."""
    missing: Annotated[dict[Line, CellValues], BeforeValidator(_require_mapping)] | None = None
    """Column to the value, or values, that stand for no answer."""
    calibrate: tuple[WeightingRequest, ...] = ()
    """What is done to the weights, first to last."""
    person: ColumnName | None = None
    """The column that tells who answered; comparing waves, it identifies persons in several."""
    person_twice: Literal["first", "last", "neither"] | None = None
    """Which row counts of a person who stands more than once in a file; without it, the file is refused."""
    where: Condition | None = None
    """Which rows the figures are about; the others still tell how the sample varies."""
    estimate: tuple[EstimateRequest, ...] = ()
    """The figures that are wanted."""
    compare: tuple[ComparisonRequest, ...] = ()
    """What is compared."""
    adjust: Annotated[Literal["holm", "benjamini_hochberg"], BeforeValidator(_normalize_spelling)] = "holm"
    """How p values allow for all that is compared."""
    confidence: ConfidenceLevel = 0.95
    """How often an interval is to hold what it is about."""
    power: PowerRequest | None = None
    """A wave that is planned."""
    small_counts: bool = True
    """Whether figures that rest on fewer than five persons are held back."""
