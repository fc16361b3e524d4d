"""Every error and what to do about it, from the tree of errors: `docs/errors.md`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from domain.errors import ProviderFailure, StudioError

PAGE: Final = Path(__file__).parent.parent / "docs" / "errors.md"
TO_DO: Final[dict[str, str]] = {
    "ERR_VALIDATION": "Mend the fields that `errors[].pointer` names.",
    "ERR_INVALID_PROMPT": "Ask for something else. The detail names the category, never the words.",
    "ERR_UNAUTHORIZED": "Send a valid token or key. One that has run out is made anew, not repeated.",
    "ERR_INSUFFICIENT_CREDITS": "Add credits, lower the price, or raise `maxCredits`. `GET /wallet` shows what is available and held.",
    "ERR_FORBIDDEN": "The role, or the tenant of `x-tenant-id`, does not allow it.",
    "ERR_TIER_REQUIRED": "A lower quality, a shorter video, or a higher tier.",
    "ERR_NOT_FOUND": "It is not there, or is another tenant's: nobody is told which.",
    "ERR_METHOD_NOT_ALLOWED": "The path takes another method; `Allow` names it.",
    "ERR_CONFLICT": "Read the object again: it has another state than you think.",
    "ERR_IDEMPOTENCY_IN_FLIGHT": "Repeat the same request after `Retry-After`.",
    "ERR_IDEMPOTENCY_MISMATCH": "Another body needs another key.",
    "ERR_PAYLOAD_TOO_LARGE": "Upload the file (`POST /uploads`) and name its asset.",
    "ERR_UNSUPPORTED_MEDIA": "Send `application/json`, or a file of a kind that the field takes.",
    "ERR_SOURCE_FETCH_FAILED": "The address has to be public, https, and answer with the file itself. Or upload it.",
    "ERR_MEDIA_INVALID": "Send another file: it is broken, empty, too long, or not of its kind.",
    "ERR_RATE_LIMITED": "Wait for `Retry-After`. `RateLimit` tells what is left before it is used up.",
    "ERR_CONCURRENCY_LIMITED": "Wait until some of your waiting jobs have begun.",
    "ERR_QUOTA_EXCEEDED": "The month's jobs are used up: `GET /usage`. A higher tier, or the next month.",
    "ERR_PROVIDER_ERROR": "Retry the job, or name another provider. You were not charged.",
    "ERR_PROVIDER_UNAVAILABLE": "Nobody who is configured and well can take this. `GET /providers/health` tells who is.",
    "ERR_UNAVAILABLE": "Repeat after `Retry-After`.",
    "ERR_JOB_TIMEOUT": "Retry the job; ask for less, or raise `deadlineSeconds`. You were not charged.",
    "ERR_INTERNAL": "A defect of ours. Repeat with the same `Idempotency-Key`, and tell the operator the `requestId`.",
}
OF_VENDORS: Final[dict[str, str]] = {
    "provider_failure": "A failure of no kind that has a name.",
    "rejected_input": "The vendor will not take this input. The next route is tried.",
    "moderated": "The vendor's policy refuses the content. The job ends with `ERR_INVALID_PROMPT`.",
    "malformed": "The reply fits nothing that the vendor documents. The next route is tried.",
    "gave_up": "The vendor took it on and could not do it. The next route is tried.",
    "vendor_credits_exhausted": "The operator's account at the vendor is empty. The vendor rests.",
    "misconfigured": "The vendor does not take the operator's key. The vendor rests.",
    "rate_limited": "The vendor asks to wait: it is asked again, then the next route is tried.",
    "unavailable": "The vendor is away: it is asked again, then the next route is tried.",
    "unknown_outcome": "The answer was lost. It is never asked for a second time; the job is `reconciling`.",
}
HEAD: Final = """# Errors

Every error is `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). This page is written from the code:
`python -m manual`.

```json
{
  "type": "urn:studio:error:validation",
  "title": "The request is not valid",
  "status": 400,
  "detail": "The request has fields that are not valid.",
  "instance": "/studio/v1/images/generate",
  "code": "ERR_VALIDATION",
  "requestId": "req_01kb9c00000000000000000001",
  "retryable": false,
  "errors": [{"pointer": "/width", "code": "less_than_equal", "detail": "Input should be less than or equal to 2048"}]
}
```

Decide by `code`; `detail` is for people and may change. `retryable` says whether the same request may go well later. Give the
`requestId` to the operator: it stands in the logs.

**A job that fails is no HTTP error.** `GET /jobs/{jobId}` answers 200, and `job.error` has `code`, `category`, `message`, `retryable`,
`step`, `attempt`, and `pointer` where a field is at fault. What was not delivered is refunded. Only a call that waits
(`Prefer: wait=N`) answers with the status of the code, and with the `jobId`.

**What to repeat.** Transport errors, 429, 503 and 500: the same request with the same `Idempotency-Key`, after `Retry-After` where it is
given, later each time. A job that failed: `POST /jobs/{jobId}/retry`. Anything else comes out the same again.

**Which comes first.** 401, 403 of the tenant, 429 of the rate, 413 and 415, 400 of the fields, 403 of the tier, 400 of the policy, 503, 429
of the month, 429 of the waiting, 402. A request that is refused leaves nothing behind and frees its key.

## Codes

| code | status | category | retryable | what to do |
|---|---|---|---|---|
"""
VENDORS: Final = """
## Attempts

`attempts[].errorCode` of a job tells what one answer of one vendor meant. A job goes on after most of them.

| code | retryable at once | what happens |
|---|---|---|
"""


def page() -> str:
    """Give the page. Raises KeyError for an error that nobody is told what to do about."""
    codes = sorted(public(), key=lambda kind: (kind.status, kind.code))
    rows = (
        f"| `{kind.code}` | {kind.status} | {kind.category} | {_yes(kind)} | {TO_DO[kind.code]} |\n"
        for kind in codes
    )
    vendors = (
        f"| `{kind.code}` | {_yes(kind)} | {OF_VENDORS[kind.code]} |\n"
        for kind in _below(ProviderFailure)
    )
    return HEAD + "".join(rows) + VENDORS + "".join(vendors)


def public() -> list[type[StudioError]]:
    """Find the errors that clients meet, one a code: the one that named it."""
    found = (kind for kind in _below(StudioError) if kind.code.startswith("ERR_"))
    return list({kind.code: kind for kind in reversed(list(found))}.values())


def _below(kind: type[StudioError]) -> Iterator[type[StudioError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _yes(kind: type[StudioError]) -> str:
    return "yes" if kind.retryable else "no"
