"""How operations are asked, and answers held against the document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.belongings import Belongings
from tests.contract.operations import Operation
from tests.house import Caller, House

BASE = "/studio/v1"
NOWHERE = "0" * 26
PREFIXES = {
    "jobId": "job_", "pipelineId": "pipe_", "assetId": "asset_", "keyId": "key_", "voiceModelId": "vm_", "avatarModelId": "av_",
    "webhookId": "whe_", "deliveryId": "whd_", "templateId": "tmpl_", "mintId": "mint_",
}  # fmt: skip
Told = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """The document as a client has it."""

    whole: Told

    def operations(self) -> Iterator[tuple[str, Told]]:
        """Give each operation under its method and its path after the base."""
        for path, methods in self.whole["paths"].items():
            for method, operation in methods.items():
                parameters = [self.meant(each) for each in operation.get("parameters", ())]
                named = f"{method.upper()} {path.removeprefix(BASE)}"
                yield named, {**operation, "parameters": parameters}

    def meant(self, part: Told) -> Told:
        """Give what a part is, or refers to."""
        for name in part.get("$ref", "").split("/")[1:]:
            part = self.whole if name == "components" else part
            part = part[name]
        return part

    def requires(self, name: str, answer: httpx.Response) -> None:
        """Hold an answer against what is documented: its status, its type, its shape."""
        operation = dict(self.operations()).get(name)
        if operation is None:
            return
        assert str(answer.status_code) in operation["responses"], (name, answer.text[:500])
        told = self.meant(operation["responses"][str(answer.status_code)])
        kinds = told.get("content", {})
        if not answer.content or not kinds:
            return
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in kinds or "*/*" in kinds, (name, kind)
        if kind.endswith("json") and kind in kinds:
            schema = {**kinds[kind]["schema"], "components": self.whole["components"]}
            faults = Draft202012Validator(schema).iter_errors(answer.json())
            found = [f"{error.json_path}: {error.message[:200]}" for error in faults]
            assert not found, (name, found[:3])


def filled(path: str, ids: Mapping[str, str]) -> str:
    """Put ids into a path."""
    return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)


async def asked(
    http: httpx.AsyncClient,
    row: Operation,
    about: Belongings,
    body: Any = None,
    *,
    of: Mapping[str, str] | None = None,
    key: str = "",
) -> httpx.Response:
    """Send a row's request about somebody's things. `of`: other ones than the row's."""
    names = {**row.of, **(of or {})}
    ids = about.ids | {name: about.ids[own] for name, own in names.items()}
    return await http.request(
        row.method,
        filled(row.path, ids),
        params=about.queries[row.query] if row.query else None,
        headers={"Idempotency-Key": key} if key else None,
        **_sent(about, row.body if body is None else body),
    )


def _sent(about: Belongings, body: Any) -> Told:
    if isinstance(body, dict):
        named = {k: about.ids[v[1:]] if str(v).startswith("@") else v for k, v in body.items()}
        return {"json": named}
    return {"content": body} if body is not None else {}


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Give an error's status and code."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:500]
    return answer.status_code, answer.json()["code"]


def nobodys(ids: Mapping[str, str]) -> dict[str, str]:
    """Give ids like somebody's that name nothing; what is no id stays."""
    known = (*PREFIXES.values(),)
    return {
        name: f"{value.partition('_')[0]}_{NOWHERE}" if value.startswith(known) else value
        for name, value in ids.items()
    }


async def rested(house: House, caller: Caller) -> None:
    """Give a tenant its requests back: a free one has a hundred a minute, and these tests take more."""
    await house.resources.system.call(
        "DELETE FROM studio.rate WHERE key = :key", key=f"tenant {caller.tenant}"
    )
