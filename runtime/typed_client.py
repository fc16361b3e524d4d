"""Writes the client's models and methods from `docs/openapi.json`: it is never behind the API."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import unasync
from pydantic.alias_generators import to_snake

ROOT: Final = Path(__file__).parent.parent
DOCUMENT: Final = ROOT / "docs" / "openapi.json"
MODELS: Final = Path("studio/models.py")
OPERATIONS: Final = Path("studio/_asynchronous/operations.py")
SOURCE: Final = Path("studio/_asynchronous")
TARGET: Final = Path("studio/_synchronous")
BASE: Final = "/studio/v1"
SCHEMAS: Final = "#/components/schemas/"
WRITTEN: Final = "Written from docs/openapi.json: `python -m runtime.typed_client`."
BY_HAND: Final = frozenset({"createUpload", "followJob", "followPipeline", "submitPipeline"})
"""Operations whose methods are more than one request: uploads, what is followed, graphs from the builder."""
NOT_CALLED: Final = frozenset(
    {
        "receiveProviderWebhook", "getVoicePreview", "getTemplatePreview", "getAssetContent", "getMintFile",
        "putUpload", "getLiveness", "getReadiness",
    }
)  # fmt: skip
"""Addresses that answers give, that vendors call, or that a load balancer asks."""
SINGULAR: Final = {
    "jobs": "job", "pipelines": "pipeline", "assets": "asset", "avatars": "avatar", "api_keys": "api_key",
    "voice_models": "voice_model", "webhooks": "webhook", "templates": "template", "providers": "provider",
    "estimates": "estimate",
}  # fmt: skip
SYNCHRONOUS: Final = {
    "AsyncStudio": "Studio", "AsyncJobHandle": "JobHandle", "AsyncPipelineHandle": "PipelineHandle",
    "AsyncClient": "Client",
    "AsyncIterator": "Iterator", "AsyncRetrying": "Retrying", "AsyncTransport": "Transport", "AsyncSection": "Section",
    "AsyncBaseTransport": "BaseTransport", "aiter_sse": "iter_sse", "aiter_text": "iter_text",
    "aiter_bytes": "iter_bytes", "aread": "read", "aclose": "close",
    "_asynchronous": "_synchronous", "asyncio": "time", "AsyncHandle": "Handle", "AsyncBound": "Bound",
}  # fmt: skip
MEDIA: Final = frozenset(
    {
        "imageUrl", "maskUrl", "styleReference", "videoUrl", "audioUrl", "audioSamples", "sourceUrl", "sourceData",
        "assetUrl", "background", "transcript",
    }
)  # fmt: skip
"""Fields that take a file."""
PLAIN: Final = {
    "string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None",
    "object": "Mapping[str, Any]",
}  # fmt: skip
KEPT: Final = frozenset(
    {
        "$ref",
        "type",
        "format",
        "description",
        "properties",
        "required",
        "items",
        "anyOf",
        "oneOf",
        "additionalProperties",
    }
)
"""Of a schema, in a model."""
Schema = dict[str, Any]


def pages() -> dict[Path, str]:
    """Give the files' texts by their place in the project."""
    document = read()
    found = {MODELS: _models(document), OPERATIONS: _operations(document)}
    sources = {path.relative_to(ROOT): path.read_text() for path in (ROOT / SOURCE).glob("*.py")}
    for path, text in {**sources, OPERATIONS: found[OPERATIONS]}.items():
        found[TARGET / path.name] = _synchronous(text)
    return found


def read() -> Schema:
    """Read the document; closed lists stand where they are referred to."""
    document = json.loads(DOCUMENT.read_text())
    schemas = document["components"]["schemas"]

    def inlined(part: Any) -> Any:
        match part:
            case {"$ref": str(name)} if "enum" in schemas.get(name.removeprefix(SCHEMAS), ()):
                return schemas[name.removeprefix(SCHEMAS)]
            case dict():
                return {name: inlined(each) for name, each in part.items()}
            case list():
                return [inlined(each) for each in part]
        return part

    return {name: inlined(part) for name, part in document.items()}


def calls(document: Schema) -> Iterator[tuple[str, str, str, Schema]]:
    """Give what has a method: its section, its method's name, its HTTP method with its path, and the operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if operation["operationId"] in BY_HAND | NOT_CALLED:
                continue
            inside = path.removeprefix(BASE)
            section = to_snake(inside.split("/")[1].replace("-", "_"))
            yield (
                section,
                _name(section, inside, operation),
                f"{method.upper()} {inside}",
                operation,
            )


def _name(section: str, path: str, operation: Schema) -> str:
    if operation["operationId"].startswith("submit") and "x-studio-job-type" in operation:
        return path.rsplit("/", 1)[1].replace("-", "_")
    words = to_snake(operation["operationId"])
    one = SINGULAR.get(section, section)
    return re.sub(rf"_({section}|{one})(?=_|$)", "", words, count=1)


def _models(document: Schema) -> str:
    """Have the models generated; closed lists are left open, since they grow."""
    schemas = {name: _opened(each) for name, each in document["components"]["schemas"].items()}
    opened = {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "document.json", Path(folder) / "models.py"
        source.write_text(json.dumps(opened))
        _run(
            "datamodel-codegen", "--input", str(source), "--input-file-type", "openapi", "--output", str(target),
            "--output-model-type", "pydantic_v2.BaseModel", "--base-class", "studio._resource.Resource",
            "--target-python-version", "3.11", "--use-standard-collections", "--use-union-operator",
            "--snake-case-field", "--use-schema-description", "--disable-timestamp", "--collapse-root-models",
            "--use-annotated", "--no-use-specialized-enum", "--output-datetime-class", "datetime",
            "--formatters", "builtin",
        )  # fmt: skip
        text = target.read_text()
    body = text[text.index("from __future__") :]
    return _formatted(f'"""What the API takes and answers. {WRITTEN}"""\n\n{body}')


def _opened(schema: Any) -> Any:
    """Take away what a newer server may have changed: closed lists, bounds, and that there is nothing else."""
    match schema:
        case dict():
            kept = {
                name: {field: _opened(each) for field, each in part.items()}
                if name == "properties"
                else _opened(part)
                for name, part in schema.items()
                if name in KEPT
            }
            if kept.get("additionalProperties") is False:
                del kept["additionalProperties"]
            return kept | ({"default": None} if schema.get("default", 0) is None else {})
        case list():
            return [_opened(part) for part in schema]
    return schema


def _operations(document: Schema) -> str:
    sections: dict[str, list[str]] = {}
    for section, name, called, operation in calls(document):
        sections.setdefault(section, []).append(_method(document, name, called, operation))
    text = "\n\n".join(
        f'class {_title(section)}Operations(AsyncSection):\n    """`{section}`, one method an operation."""\n\n'
        + "\n".join(methods)
        for section, methods in sections.items()
    )
    paths = {
        operation["x-studio-job-type"]: called.split(" ")[1]
        for _, _, called, operation in calls(document)
        if "x-studio-job-type" in operation
    }
    text = f"JOB_TYPES: Final = {paths!r}\n\n\n{text}"
    head = (
        f'"""A method an operation, by section. {WRITTEN}"""\n\n'
        "from collections.abc import AsyncIterator, Mapping, Sequence\n"
        "from datetime import datetime\nfrom typing import Any, Final, Literal\n\nfrom studio import models\n"
        "from studio._asynchronous.handles import AsyncJobHandle, AsyncPipelineHandle\n"
        "from studio._asynchronous.section import AsyncSection, Media\n"
        "from studio._asynchronous.transport import place\n\n\n"
    )
    return _formatted(head + text)


def _method(document: Schema, name: str, called: str, operation: Schema) -> str:
    method, path = called.split(" ")
    required: list[tuple[str, str]] = []
    optional: list[tuple[str, str]] = []
    queries, body = [], []
    for parameter in operation["parameters"]:
        if "$ref" in parameter or parameter["name"] in ("cursor", "dryRun"):
            continue
        own, kind = to_snake(parameter["name"]), _type(parameter["schema"])
        (required if parameter.get("required") else optional).append((own, kind))
        if parameter["in"] == "query":
            queries.append((parameter["name"], own))
    inside = {to_snake(each) for each in re.findall(r"\{(\w+)\}", path)}
    schema = _body(document, operation)
    for field, part in schema.get("properties", {}).items():
        own = to_snake(field)
        if own in inside:
            continue
        kind = re.sub(r"(models\.\w+)", r"\1 | Mapping[str, Any]", _type(part, field))
        (required if field in schema.get("required", ()) else optional).append((own, kind))
        body.append((field, own))
    return _written(name, method, path, operation, required, optional, queries, body)


def _written(
    name: str, method: str, path: str, operation: Schema, required: list[tuple[str, str]],
    optional: list[tuple[str, str]], queries: list[tuple[str, str]], body: list[tuple[str, str]],
) -> str:  # fmt: skip
    answer, call, is_paged = _answer(operation)
    positional = [each for each in required if f"{{{_camel(each[0])}}}" in path]
    keyed = [each for each in required if each not in positional]
    lines = [f"    {'def' if is_paged else 'async def'} {name}(", "        self,"]
    lines += [f"        {own}: {kind}," for own, kind in positional]
    has_key = any(
        str(each.get("$ref")).endswith("/IdempotencyKey") for each in operation["parameters"]
    )
    if keyed or optional or has_key:
        lines.append("        *,")
    lines += [f"        {own}: {kind}," for own, kind in keyed]
    lines += [f"        {own}: {_or_none(kind)} = None," for own, kind in optional]
    lines += ["        idempotency_key: str | None = None,"] if has_key else []
    lines.append(f"    ) -> {answer}:")
    told = operation["summary"].replace("\\", "").rstrip(".")
    lines.append(f'        """{told}."""')
    at = re.sub(r"\{(\w+)\}", lambda found: f"{{place({to_snake(found[1])})}}", path)
    given = [f'"{method}"', f'f"{at}"' if at != path else f'"{path}"']
    if queries:
        given.append("query={" + ", ".join(f'"{field}": {own}' for field, own in queries) + "}")
    if body or "requestBody" in operation:
        given.append("body={" + ", ".join(f'"{field}": {own}' for field, own in body) + "}")
    if has_key:
        given.append("key=idempotency_key")
    lines.append(f"        {call.format(', '.join(given))}")
    return "\n".join([*lines, ""])


def _answer(operation: Schema) -> tuple[str, str, bool]:
    """Give a method's answer, its call, and whether it goes through pages."""
    if "x-studio-job-type" in operation:
        return "AsyncJobHandle", "return await self._submitted({})", False
    if operation["operationId"] == "runPreset":
        return "AsyncPipelineHandle", "return await self._begun({})", False
    success = next(told for status, told in operation["responses"].items() if status[0] == "2")
    answer, call, is_paged = "None", "await self._call({})", False
    match success.get("content", {}).get("application/json", {}).get("schema"):
        case {"$ref": _} as whole:
            answer = _type(whole)
            call = f"return await self._whole({answer}, {{}})"
        case {"properties": {"data": {"items": item}, "page": _}}:
            answer, is_paged = f"AsyncIterator[{_type(item)}]", True
            call = f"return self._pages({_type(item)}, {{}})"
        case {"properties": {"data": {"items": item}}}:
            answer = f"Sequence[{_type(item)}]"
            call = f"return await self._list({_type(item)}, {{}})"
        case {"properties": {"data": {"$ref": _} as data}}:
            answer = _type(data)
            call = f"return await self._one({answer}, {{}})"
        case {"properties": {"data": data}}:
            answer = _type(data)
            call = f"answer: {answer} = await self._any({answer}, {{}})\n        return answer"
    return answer, call, is_paged


def _body(document: Schema, operation: Schema) -> Schema:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return {}
    schema: Schema = content["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].removeprefix(SCHEMAS)]
    return schema


def _type(schema: Schema, field: str = "") -> str:
    match schema:
        case {"$ref": str(name)}:
            kind = f"models.{name.removeprefix(SCHEMAS)}"
        case {"enum": closed}:
            kind = f"Literal[{', '.join(repr(each) for each in closed)}]"
            kind += " | str" if isinstance(closed[0], str) else ""  # lists grow
        case {"anyOf": kinds}:
            kind = " | ".join(dict.fromkeys(_type(each, field) for each in kinds))
        case {"type": "string", "format": "date-time"}:
            kind = "datetime"
        case {"type": "string"} if field in MEDIA:
            kind = "Media"
        case {"type": "array"}:
            kind = f"Sequence[{_type(schema.get('items', {}), field)}]"
        case _:
            kind = PLAIN.get(str(schema.get("type")), "Any")
    return kind


def _or_none(kind: str) -> str:
    parts = [part for part in kind.split(" | ") if part != "None"]
    return " | ".join([*parts, "None"])


def _title(section: str) -> str:
    return "".join(word.title() for word in section.split("_"))


def _camel(own: str) -> str:
    first, *more = own.split("_")
    return first + "".join(word.title() for word in more)


def _synchronous(text: str) -> str:
    """Write the same without waiting: tokens for tokens."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "_asynchronous" / "page.py"
        source.parent.mkdir()
        source.write_text(text)
        rule = unasync.Rule(
            "/_asynchronous/", "/_synchronous/", additional_replacements=SYNCHRONOUS
        )
        unasync.unasync_files([str(source)], [rule])
        return _formatted((Path(folder) / "_synchronous" / "page.py").read_text())


def _formatted(text: str) -> str:
    text = _run(
        "ruff",
        "check",
        "--fix-only",
        "--quiet",
        "--select",
        "F401,I001,UP",
        "--stdin-filename",
        str(ROOT / MODELS),
        "-",
        given=text,
    )
    return _run("ruff", "format", "--stdin-filename", str(ROOT / MODELS), "-", given=text)


def _run(program: str, *words: str, given: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - our own tools
        [Path(sys.executable).parent / program, *words],
        input=given, text=True, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout


def write() -> None:
    """Write the files."""
    for path, text in pages().items():
        target = ROOT / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)


if __name__ == "__main__":
    write()
