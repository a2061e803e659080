"""A synthetic municipality of any size, the same for the same size."""

from datetime import date
from math import sin
from typing import Any

from kobling.records.facts import MunicipalityFacts

KINDS = ("threshold", "threshold", "relative_change", "recurring", "direction_only")
FIRST_YEAR = 2005


def municipality(*, goals: int, years: int) -> MunicipalityFacts:
    """Return a municipality with so many goals, each with a target measured in each of so many years."""
    return MunicipalityFacts.model_validate(
        {
            "municipality": {
                "code": "998",
                "slug": "stoerrelse",
                "name": "Størrelse Kommune",
                "notice": "Opdigtet kommune til måling af hastighed.",
            },
            "terms": [{"key": "2018-2021", "start": "2018-01-01", "end": "2021-12-31"}],
            "bodies": [{"key": "council", "name": "Byrådet", "kind": "council"}],
            "themes": [_theme(number) for number in range(max(1, goals // 20))],
            "goals": [_goal(number, goals) for number in range(goals)],
            "indicators": [_indicator(number) for number in range(goals)],
            "measurements": [_measurement(number, year) for number in range(goals) for year in range(years)],
        }
    )


def _theme(number: int) -> dict[str, Any]:
    slug = {"da": f"tema-{number}", "en": f"theme-{number}"}
    return {"key": f"t{number}", "term": "2018-2021", "slug": slug, "name": f"Tema nummer {number}"}


def _goal(number: int, goals: int) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)]
    direction = "up" if number % 3 else "down"
    change = 10.0 if direction == "up" else -10.0
    value = {"threshold": 60.0, "relative_change": change, "recurring": 40.0, "direction_only": None}[kind]
    target = {
        "key": f"g{number}-1",
        "kind": kind,
        "direction": direction,
        "value": value,
        "deadline": "2025-12-31" if kind in {"threshold", "relative_change"} else None,
        "indicator": f"i{number}",
    }
    return {
        "key": f"g{number}",
        "term": "2018-2021",
        "slug": {"da": f"maal-{number}", "en": f"goal-{number}"},
        "themes": [f"t{number % max(1, goals // 20)}"],
        "short": f"Mål nummer {number}",
        "wordings": [
            {"text": f"Flere borgere skal opleve det, der er mål nummer {number}", "valid_from": "2018-12-19"}
        ],
        "targets": [target],
    }


def _indicator(number: int) -> dict[str, Any]:
    return {
        "key": f"i{number}",
        "name": f"Indikator {number}",
        "what": f"Hvor mange der oplever nummer {number}.",
        "how": "Andelen der svarer ja.",
        "sentence": f"{{value}} oplever nummer {number}",
        "unit": "percent",
        "decimals": 1,
        "collected_by": "survey",
        "source": "Opdigtet måling",
        "cadence": "yearly",
        "grace_days": 180,
    }


def _measurement(number: int, year: int) -> dict[str, Any]:
    return {
        "indicator": f"i{number}",
        "period": str(FIRST_YEAR + year),
        "value": round(50 + 30 * sin(number) + year * (number % 5 - 2) / 4, 1),
        "uncertainty": "simple_random_sample",
        "n": 1000 + number,
        "drawn": date(FIRST_YEAR + year + 1, 1, 15),
    }
