"""A small made-up municipality, for tests that need one to change."""

from datetime import date
from typing import Any

from kobling.core.periods import Period
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement

TERM = {"key": "2018-2021", "start": "2018-01-01", "end": "2021-12-31"}
COUNCIL_DECIDED = {"body": "council", "date": "2018-12-19", "item": "36"}


def indicator(key: str, **more: Any) -> dict[str, Any]:
    """Return an indicator's fields; a survey share unless told otherwise."""
    return {
        "key": key,
        "name": "Medlemmer",
        "what": "Hvor mange der er medlem.",
        "how": "Andelen der svarer ja.",
        "sentence": "{value} er medlem",
        "unit": "percent",
        "collected_by": "survey",
        "source": "Borgermålingen",
        "cadence": "yearly",
        "grace_days": 180,
    } | more


def measurement(key: str, period: str, value: float, **more: Any) -> dict[str, Any]:
    """Return a measurement's fields; a simple random sample of 1,165 unless told otherwise."""
    return {
        "indicator": key,
        "period": period,
        "value": value,
        "uncertainty": "simple_random_sample",
        "n": 1165,
        "drawn": date(Period.parse(period).end.year + 1, 1, 15),
    } | more


def counted(key: str, period: str, value: float, **more: Any) -> dict[str, Any]:
    """Return a full count's fields."""
    return measurement(key, period, value, **({"uncertainty": "full_count", "n": None} | more))


def goal(key: str, *targets: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a goal's fields."""
    return {
        "key": key,
        "term": "2018-2021",
        "slug": {"da": f"maal-{key}", "en": f"goal-{key}"},
        "themes": ["liv"],
        "short": f"Mål {key}",
        "wordings": [{"text": f"Målet {key} nås", "valid_from": "2018-12-19", "decision": COUNCIL_DECIDED}],
        "targets": targets,
    } | more


def target(key: str, **more: Any) -> dict[str, Any]:
    """Return a target's fields: 80 percent in 2025 unless told otherwise."""
    return {
        "key": key,
        "kind": "threshold",
        "direction": "up",
        "value": 80,
        "deadline": "2025-12-31",
        "indicator": "members",
    } | more


def facts(**changed: Any) -> MunicipalityFacts:
    """Return the municipality's facts, with the parts named replaced."""
    return MunicipalityFacts.model_validate(
        {
            "municipality": {"code": "999", "slug": "lilleby", "name": "Lilleby Kommune", "notice": "Opdigtet."},
            "terms": [TERM],
            "bodies": [{"key": "council", "name": "Byrådet", "kind": "council"}],
            "units": [{"key": "kultur", "name": "Kultur", "kind": "directorate", "serves": ["council"]}],
            "sources": [{"key": "s1", "title": "Referat"}],
            "visions": [{"key": "v", "term": "2018-2021", "name": "Sammen", "outward": "Byen lever"}],
            "themes": [{"key": "liv", "term": "2018-2021", "slug": {"da": "liv", "en": "life"}, "name": "Liv"}],
            "goals": [goal("a", target("a1"))],
            "stories": [
                {"key": "st", "goals": ["a"], "date": "2020-01-01", "title": "En dag", "text": "Det gik godt."}
            ],
            "indicators": [indicator("members")],
            "measurements": [measurement("members", "2019", 59.0)],
            "initiatives": [
                {"key": "i", "term": "2018-2021", "name": "Klar", "kind": "project", "what": "Gør klar", "goals": ["a"]}
            ],
        }
        | changed
    )


def with_measurements(*more: dict[str, Any]) -> MunicipalityFacts:
    """Return the municipality with more measurements."""
    here = facts()
    return here.model_copy(
        update={"measurements": (*here.measurements, *(Measurement.model_validate(one) for one in more))}
    )
