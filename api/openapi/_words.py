"""What the OpenAPI document says in words: of the whole, of its parts, and of parameters that many operations share."""

from typing import Any, Final

SUMMARY: Final = "Media generation as durable jobs: submit, watch, cancel, retry."
DESCRIPTION: Final = """Studio makes pictures, films, speech, music, avatars, posters and tokens. Each is a **job**.

**Submit.** A `POST` answers `202` with the job's id and what it may cost at most. Read it at `GET /jobs/{jobId}`, or
follow it by server-sent events, a WebSocket or a webhook: all carry the same snapshot, with a rising `version`.

**Pay.** Credits are held when a job is accepted, and charged when it is delivered; what was not is given back.
`?dryRun=true` tells price and plan, and does nothing.

**Repeat.** Send an `Idempotency-Key` with every `POST`: a repeat within 24 hours gets the first answer again.

**Media.** A field that takes media takes an https url, a `data:` URI, the id of an asset (`POST /uploads`), or the url
of an output. Urls of outputs are signed, and made anew at each reading.

**Errors** are `application/problem+json` (RFC 9457) with a `code` to act upon; `retryable` tells whether the same
request may succeed later. A path that is not there answers 404, a method 405, headers beyond 32 KiB 413, in
the same form. A job that fails is no HTTP error: its `error` tells.

**Limits.** `RateLimit-Policy`, `RateLimit` and `Retry-After` tell of the tenant's requests a minute.
`traceparent` (W3C Trace Context) is honoured. Times are RFC 3339 in UTC, lengths of text count Unicode code points.
"""
TAGS: Final = {
    "jobs": "Read, list, cancel, retry and delete jobs; follow one as it goes on.",
    "image": "Pictures: made, transformed, cut out, enlarged, repaired, varied, continued.",
    "video": "Films: made, cut, captioned, enlarged, put together, translated.",
    "audio": "Speech in library voices and in your own, sound effects, and what there is to choose from.",
    "music": "Music: made, and made longer.",
    "avatar": "People: made of a photo or a description, and made to speak.",
    "enterprise": "Templates filled with data, variants for social platforms, and tokens.",
    "pipelines": "Several jobs as one durable graph, held for at once and settled step by step.",
    "estimates": "Prices and plans before anything is held.",
    "assets": "Files: uploaded, or made by jobs.",
    "wallet": "Credits: the balance, the statement, the month.",
    "webhooks": "Endpoints that are told of events, by Standard Webhooks 1.0, and what they were sent.",
    "api-keys": "Keys that act as whoever made them.",
    "providers": "Who serves: how they do, what they cost, and an operator's switch.",
    "graphql": "Four queries over the same data, read-only.",
    "health": "Whether a process lives, and whether it can serve.",
}  # fmt: skip
PARAMETERS: Final = {
    "jobId": "The job.",
    "pipelineId": "The pipeline.",
    "assetId": "The file.",
    "templateId": "The template.",
    "voiceModelId": "The voice model.",
    "avatarModelId": "The avatar.",
    "mintId": "The mint: a job's id with `mint_` for `job_`.",
    "webhookId": "The endpoint.",
    "deliveryId": "One event owed to one endpoint.",
    "keyId": "The API key, by its id: never its secret.",
    "voiceId": "The voice, by its id in the list of voices.",
    "provider": "The provider, by the name that health tells.",
    "token": "The secret part of the address that the vendor was given.",
    "name": "The name.",
    "ext": "Any ending: for people and players.",
    "cursor": "`page.nextCursor` of the page before, with the same filter.",
    "limit": "How many there are on a page, at most.",
    "status": "Only those in this state.",
    "type": "Only jobs of this type, such as `image-generation`.",
    "tag": "Only those with this tag.",
    "createdAfter": "Only what was created after this time.",
    "createdBefore": "Only what was created before this time.",
    "scope": "`own`: the caller's; `tenant`: all of the tenant's, which needs role admin.",
    "category": "Only templates of this category.",
    "gender": "Only voices of this gender.",
    "ticket": "A ticket for just this, in the place of a token.",
    "expires": "When the signed url ends, in seconds since 1970: as the url came.",
    "signature": "The url's signature: as the url came.",
    "version": "Which version: as the url came.",
    "days": "How many days back.",
}  # fmt: skip
SECURITY: Final[dict[str, dict[str, Any]]] = {
    "bearer": {
        "type": "http", "scheme": "bearer",
        "description": "A JWT of the configured issuer (`sub`, `tenantId`, `roles`, `planTier`), or an API key `sk_…`.",
    },
    "ticket": {
        "type": "apiKey", "in": "query", "name": "ticket",
        "description": "For one stream for 60 s, or one upload for an hour: where a browser can send no header.",
    },
    "signature": {
        "type": "apiKey", "in": "query", "name": "signature",
        "description": "A signed url is opened as it came, by whoever has it, until it expires.",
    },
}  # fmt: skip
