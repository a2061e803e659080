"""The JSON Schema of design.yaml; design.schema.json beside this file is what it says."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from kobling.cli.survey.design.records import Survey
from kobling.rooms.folder.json_schemas import DRAFT

TITLE = "design.yaml: how a sample was drawn, how it is weighted, and what is asked of it"


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that would repeat the names of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Say no."""
        return False


def json_schema() -> dict[str, Any]:
    """Return the schema."""
    return {"$schema": DRAFT, **Survey.model_json_schema(schema_generator=_Generator), "title": TITLE}


def json_schema_text() -> str:
    """Return the schema as a file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
