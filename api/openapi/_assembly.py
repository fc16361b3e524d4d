"""Puts the OpenAPI document together."""

import re
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel

from api import webhook_document
from api.documents import components
from api.openapi import _errors, _events, _examples, _headers, _words
from api.present import BASE

PUBLIC: Final = frozenset(
    {
        "/health/live",
        "/health/ready",
        f"{BASE}/hooks/{{provider}}/{{token}}",
        f"{BASE}/nft/mints/{{mintId}}/files/{{name}}",
    }
)
SIGNED: Final = frozenset(
    {
        f"{BASE}/assets/{{assetId}}/content.{{ext}}",
        f"{BASE}/audio/voices/{{voiceId}}/preview.ogg",
        f"{BASE}/templates/{{templateId}}/preview.webp",
    }
)
TICKETED: Final = frozenset({f"{BASE}/uploads/{{assetId}}"})
STREAMS: Final = "/events"
OPEN: Final = frozenset(
    {f"{BASE}/templates", f"{BASE}/templates/{{templateId}}", f"{BASE}/graphql"}
)
"""What may be read with a token, or without."""
SENTENCE: Final = re.compile(r"^(.+?)(?:[.:;](?:\s|$)|$)", re.DOTALL)
Operation = dict[str, Any]


def operation_id(route: APIRoute) -> str:
    """Name an operation by its handler: `getJob`."""
    return to_camel(route.name.replace("-", "_"))


def document(app: FastAPI) -> dict[str, Any]:
    """Write the document: our schemas, our problems, who needs a token, and real examples."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(
        title=app.title, version=app.version, summary=_words.SUMMARY, description=_words.DESCRIPTION,
        routes=app.routes, servers=[{"url": "/", "description": "this server"}],
        tags=[{"name": name, "description": told} for name, told in _words.TAGS.items()],
    )  # fmt: skip
    schema["webhooks"] = webhook_document.webhooks(_examples.recorded()["events"])
    schema["x-studio-events"] = _events.events()
    schema["x-studio-queries"] = _events.queries()
    schema["x-studio-errors"] = _errors.told()
    parts: dict[str, Any] = schema.setdefault("components", {})
    parts["securitySchemes"] = _words.SECURITY
    parts["schemas"] = components()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(operation, parts["schemas"], path=path, method=method)
    for each in parts["schemas"].values():
        _untitle(each)
    parts |= _shared(schema)
    app.openapi_schema = schema
    return schema


def _complete(operation: Operation, schemas: dict[str, Any], *, path: str, method: str) -> None:
    is_counted = path.startswith(BASE)
    operation["security"] = _security(path, method)
    _summarize(operation)
    _lift(operation, schemas)
    for parameter in operation.setdefault("parameters", []):
        parameter.setdefault("description", _words.PARAMETERS.get(parameter["name"], ""))
        parameter["schema"].pop("title", None)
        _untitle(parameter["schema"])
    names = _headers.taken(
        operation, method=method, area=path.removeprefix(BASE).split("/")[1],
        has_token={"bearer": []} in operation["security"],
    )  # fmt: skip
    operation["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in names]
    if not path.endswith("/graphql"):  # which tells its errors as GraphQL does
        _errors.complete(operation, path=path, is_counted=is_counted)
    _headers.answered(operation, names, is_counted=is_counted)
    _examples.place(operation)


def _security(path: str, method: str) -> list[dict[str, list[str]]]:
    if path in PUBLIC:
        return []
    if path in SIGNED:
        return [{"signature": []}]
    if path in TICKETED:
        return [{"ticket": []}]
    if path.endswith(STREAMS):
        return [{"bearer": []}, {"ticket": []}]
    may_be_anyone = path in OPEN and (method == "get" or path.endswith("/graphql"))
    return [{"bearer": []}, *([{}] if may_be_anyone else [])]


def _summarize(operation: Operation) -> None:
    """Take the first sentence of what an operation tells of itself as its summary."""
    told = operation.get("description")
    if told and "x-studio-job-type" not in operation:
        match = SENTENCE.match(told)
        assert match
        operation["summary"] = " ".join(match.group(1).split())


def _lift(operation: Operation, schemas: dict[str, Any]) -> None:
    """Move a request's schema, and its own definitions, to where references point."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None or "$ref" in content["schema"]:
        return
    schema = content["schema"]
    for name, each in {**schema.pop("$defs", {}), schema["title"]: schema}.items():
        known = schemas.get(name, each)
        assert each in (known, {**known, "additionalProperties": False}), f"two {name}"
        schemas[name] = each
    content["schema"] = {"$ref": f"#/components/schemas/{schema['title']}"}


def _untitle(schema: dict[str, Any]) -> None:
    """Drop the titles that were made of fields' names: they say nothing that these do not."""
    for part in (*schema.get("properties", {}).values(), *schema.get("anyOf", []), *_inner(schema)):
        part.pop("title", None)
        _untitle(part)


def _inner(schema: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [schema.get(name) for name in ("items", "additionalProperties", "propertyNames")]
    return [each for each in inner if isinstance(each, dict)]


def _shared(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the parts that operations refer to, and no other."""
    text = str(schema["paths"])
    answers = _errors.responses(set(re.findall(r"#/components/responses/(ERR_[\w.]+)", text)))
    for answer in answers.values():
        _headers.add(answer, _headers.COUNTED)
    return {
        "parameters": _headers.PARAMETERS,
        "headers": _headers.components(),
        "responses": answers,
        "examples": _examples.components(),
    }
