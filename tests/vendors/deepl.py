"""DeepL's wire format: texts in a JSON body, their translations back in the same order."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.vendors._fake import KEY, LATE, Fake, Strict, Trouble, cut, wrong

BODY_BYTES_MAX = 128 * 1024
Source = Literal[
    "AR", "BG", "CS", "DA", "DE", "EL", "EN", "ES", "ET", "FI", "FR", "HE", "HU", "ID", "IT", "JA", "KO", "LT", "LV",
    "NB", "NL", "PL", "PT", "RO", "RU", "SK", "SL", "SV", "TH", "TR", "UK", "VI", "ZH",
]  # fmt: skip
Variant = Literal["EN-GB", "EN-US", "ES-419", "PT-BR", "PT-PT", "ZH-HANS", "ZH-HANT"]


class Translate(Strict):
    text: Annotated[list[str], Field(min_length=1, max_length=50)]
    target_lang: Source | Variant
    source_lang: Source | None = None
    context: str = ""
    model_type: Literal["quality_optimized", "prefer_quality_optimized", "latency_optimized"] = (
        "latency_optimized"
    )
    split_sentences: Literal["0", "1", "nonewlines"] = "1"
    preserve_formatting: bool = False
    show_billed_characters: bool = False


REFUSALS: dict[Trouble, tuple[int, str]] = {
    Trouble.REJECTED: (400, "Value for 'target_lang' not supported."),
    Trouble.EMPTY: (456, "Quota Exceeded"),
    Trouble.THROTTLED: (429, "Too many requests"),
    Trouble.DOWN: (503, "Resource currently unavailable."),
    Trouble.BAD_KEY: (403, "Forbidden"),
}


class DeepL(Fake):
    """Everything is answered at once."""

    name = "deepl"
    troubles = frozenset(Trouble) - LATE - {Trouble.MODERATED}

    def routes(self) -> list[Route]:
        return [
            Route("/v2/translate", self.translate, methods=["POST"]),
            Route("/v2/usage", self.usage, methods=["GET"]),
        ]

    def refusal(self, request: Request) -> Response | None:
        known = request.headers.get("authorization") == f"DeepL-Auth-Key {KEY}"
        return None if known else Response(status_code=403)

    async def translate(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        data = await request.body()
        if len(data) > BODY_BYTES_MAX:
            return JSONResponse({"message": "Request size exceeds the limit."}, 413)
        body: Any = json.loads(data)
        if issue := wrong(Translate, body):
            return JSONResponse({"message": issue}, 400)
        if self.trouble in REFUSALS:
            status, message = REFUSALS[self.trouble]
            return JSONResponse({"message": message}, status)
        if self.trouble is Trouble.MALFORMED:
            return JSONResponse({"translations": []})
        self.take(request, body)
        if self.trouble is Trouble.CUT:
            return cut()
        source = body.get("source_lang", "EN")
        found = [
            {
                "detected_source_language": source,
                "text": " ".join(f"{body['target_lang']}:{word}" for word in text.split()),
                **({"billed_characters": len(text)} if body.get("show_billed_characters") else {}),
                **({"model_type_used": "quality_optimized"} if "model_type" in body else {}),
            }
            for text in body["text"]
        ]
        return JSONResponse({"translations": found})

    async def usage(self, request: Request) -> Response:
        if refusal := self.refusal(request):
            return refusal
        return JSONResponse({"character_count": 180_118, "character_limit": 1_250_000})


FAKE = DeepL
