"""The JSON Schema of design.yaml, as written in design.schema.json beside this file."""

import json
from typing import Any

from kobling.cli.survey.design.records import PUBLISHED_NAMES, SurveyDesign
from kobling.rooms.folder.json_schemas import DRAFT, NoFieldTitles

TITLE = "design.yaml: how a sample was drawn, how it is weighted, and what is asked of it"


class _SchemaGenerator(NoFieldTitles):
    """Gives definitions their published names, too."""

    def normalize_name(self, name: str) -> str:
        """Return the key of a definition."""
        return PUBLISHED_NAMES.get(name) or super().normalize_name(name)


def json_schema() -> dict[str, Any]:
    """Return the schema as a dictionary."""
    return {"$schema": DRAFT, **SurveyDesign.model_json_schema(schema_generator=_SchemaGenerator), "title": TITLE}


def json_schema_text() -> str:
    """Return the schema as text, as a file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
