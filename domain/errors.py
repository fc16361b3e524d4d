"""Every way in which Studio says no, as one tree.

    StudioError
    ├── ValidationFailed, Unauthorized, Forbidden, TierRequired, NotFound, MethodNotAllowed
    ├── Conflict, IdempotencyInFlight, IdempotencyMismatch
    ├── PayloadTooLarge, UnsupportedMedia, SourceFetchFailed, MediaInvalid
    ├── InvalidPrompt
    ├── RateLimited, ConcurrencyLimited, QuotaExceeded, InsufficientCredits
    ├── JobTimeout, ProviderError, ProviderUnavailable, Unavailable, Internal
    ├── ProviderBusy, ProviderRests, ProviderSwitchedOff     a route that is not taken now, and nothing was asked
    ├── ChainAway, ChainNotConfigured, ChainRefused     a chain's node does not answer; is not ours; the chain will not
    └── ProviderFailure                    one answer of one vendor, before retry and fallback
        ├── ProviderRejected, ProviderModerated, ProviderMalformed      this vendor will not
        ├── ProviderCreditsExhausted, ProviderMisconfigured             the operator has to act
        ├── ProviderThrottled, ProviderDown                             this vendor cannot now
        └── ProviderOutcomeUnknown                                      nobody knows

`api.problems` maps them to HTTP, `activities.errors` to Temporal; nothing else does.
"""

from typing import ClassVar, Literal

from domain.values import Edge, Value

Category = Literal["input", "moderation", "provider", "capacity", "timeout", "billing", "internal"]


class FieldError(Value):
    """One thing wrong with a request: an RFC 6901 pointer to it, a code, and a sentence."""

    pointer: str
    code: str
    detail: str


class StudioError(Exception):
    """Something went wrong that has a name. `detail` is shown to the client."""

    code: ClassVar[str] = "ERR_INTERNAL"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"
    category: ClassVar[Category] = "internal"
    retryable: ClassVar[bool] = False

    def __init__(
        self,
        detail: str,
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.retry_after_seconds = retry_after_seconds


class Internal(StudioError):
    """A defect of ours. Its detail never tells how we are built."""


class ValidationFailed(StudioError):
    code, status, title, category = "ERR_VALIDATION", 400, "The request is not valid", "input"


class InvalidPrompt(StudioError):
    """Refused by content policy, ours or a vendor's. The detail names the category only."""

    code, status, title, category = (
        "ERR_INVALID_PROMPT",
        400,
        "Refused by content policy",
        "moderation",
    )


class Unauthorized(StudioError):
    code, status, title, category = "ERR_UNAUTHORIZED", 401, "Not authenticated", "input"


class InsufficientCredits(StudioError):
    code, status, title, category = (
        "ERR_INSUFFICIENT_CREDITS",
        402,
        "Not enough credits",
        "billing",
    )


class Forbidden(StudioError):
    code, status, title, category = "ERR_FORBIDDEN", 403, "Not allowed", "input"


class TierRequired(StudioError):
    code, status, title, category = "ERR_TIER_REQUIRED", 403, "A higher tier is needed", "billing"


class NotFound(StudioError):
    code, status, title, category = "ERR_NOT_FOUND", 404, "Not found", "input"


class MethodNotAllowed(StudioError):
    code, status, title, category = "ERR_METHOD_NOT_ALLOWED", 405, "Method not allowed", "input"


class Conflict(StudioError):
    code, status, title, category = "ERR_CONFLICT", 409, "Not possible in this state", "input"


class RunIsOver(Conflict):
    """A write for a run that has ended, or was followed by another."""


class IdempotencyInFlight(StudioError):
    code, status, title, category = (
        "ERR_IDEMPOTENCY_IN_FLIGHT",
        409,
        "The first request is still in flight",
        "input",
    )
    retryable = True


class IdempotencyMismatch(StudioError):
    code, status, title, category = (
        "ERR_IDEMPOTENCY_MISMATCH",
        422,
        "The key was used for another request",
        "input",
    )


class PayloadTooLarge(StudioError):
    code, status, title, category = "ERR_PAYLOAD_TOO_LARGE", 413, "Too large", "input"


class UnsupportedMedia(StudioError):
    code, status, title, category = "ERR_UNSUPPORTED_MEDIA", 415, "Unsupported media type", "input"


class SourceFetchFailed(StudioError):
    code, status, title, category = (
        "ERR_SOURCE_FETCH_FAILED",
        422,
        "A source could not be fetched",
        "input",
    )


class MediaInvalid(StudioError):
    code, status, title, category = "ERR_MEDIA_INVALID", 422, "A source is not usable", "input"


class RateLimited(StudioError):
    code, status, title, category = "ERR_RATE_LIMITED", 429, "Too many requests", "capacity"
    retryable = True


class ConcurrencyLimited(StudioError):
    code, status, title, category = (
        "ERR_CONCURRENCY_LIMITED",
        429,
        "Too many jobs are waiting",
        "capacity",
    )
    retryable = True


class QuotaExceeded(StudioError):
    code, status, title, category = (
        "ERR_QUOTA_EXCEEDED",
        429,
        "The month's jobs are used up",
        "billing",
    )


class ProviderError(StudioError):
    """No vendor delivered, after retry and fallback."""

    code, status, title, category = "ERR_PROVIDER_ERROR", 502, "No provider delivered", "provider"
    retryable = True


class ProviderUnavailable(StudioError):
    code, status, title, category = (
        "ERR_PROVIDER_UNAVAILABLE",
        503,
        "No provider can take this",
        "provider",
    )
    retryable = True


class Unavailable(StudioError):
    code, status, title, category = "ERR_UNAVAILABLE", 503, "Not available just now", "capacity"
    retryable = True


class ProviderBusy(StudioError):
    """The vendor's account bears no more calls at once: the call waits its turn."""

    code, status, title, category = "provider_limit", 503, "The provider is busy", "capacity"
    retryable = True


class ProviderRests(StudioError):
    """The provider's circuit is open: the next route is tried."""

    code, status, title, category = "resting", 503, "The provider is resting", "provider"


class ProviderSwitchedOff(StudioError):
    """An operator took the provider out of use, or the worker has no key of it: the next route is tried."""

    code, status, title, category = "switched_off", 503, "The provider is switched off", "provider"


class ChainAway(ProviderUnavailable):
    """A chain's node, or a service beside it, does not answer now, or not what it should."""


class ChainNotConfigured(ProviderUnavailable):
    """No chain, no signer, or not what they need: the operator's to mend."""

    retryable = False


class ChainRefused(ProviderError):
    """The contract, or the chain, will not do what it is asked: nothing was minted."""

    retryable = False


class JobTimeout(StudioError):
    code, status, title, category = "ERR_JOB_TIMEOUT", 504, "The job ran out of time", "timeout"
    retryable = True


class ProviderFailure(StudioError):
    """What one answer of one vendor meant.

    `retryable`: the same vendor may be asked again, because it certainly took nothing on.
    """

    code: ClassVar[str] = "provider_failure"
    status, title = 502, "A provider failed"
    category: ClassVar[Category] = "provider"

    def __init__(
        self, provider: str, detail: str, *, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(detail, retry_after_seconds=retry_after_seconds)
        self.provider = provider


class ProviderRejected(ProviderFailure):
    """The vendor will not take this input."""

    code = "rejected_input"


class ProviderModerated(ProviderFailure):
    """The vendor's own policy refuses the content: the job ends, nobody else is asked."""

    code = "moderated"
    category = "moderation"


class ProviderMalformed(ProviderFailure):
    """The reply fits nothing that the vendor documents."""

    code = "malformed"


class ProviderGaveUp(ProviderFailure):
    """The vendor took the work on and could not do it: another one may."""

    code = "gave_up"


class ProviderCreditsExhausted(ProviderFailure):
    """Our account at the vendor is empty. Never the client's wallet."""

    code = "vendor_credits_exhausted"


class ProviderMisconfigured(ProviderFailure):
    """The vendor does not know our key, or does not let it use the model: the operator's to mend."""

    code = "misconfigured"


class ProviderThrottled(ProviderFailure):
    """The vendor asks us to wait."""

    code = "rate_limited"
    retryable = True


class ProviderDown(ProviderFailure):
    """The vendor is away, and said so or never took the request."""

    code = "unavailable"
    retryable = True


class ProviderOutcomeUnknown(ProviderFailure):
    """The request may have reached the vendor and its answer is lost: never submit it again."""

    code = "unknown_outcome"


class JobError(Edge):
    """Why a job failed, as its resource tells it."""

    code: str
    category: Category
    message: str
    retryable: bool
    step: str | None = None
    attempt: int | None = None
    pointer: str | None = None
    """To the field of the request that is at fault, where one is."""


def _tree(kind: type[StudioError]) -> list[type[StudioError]]:
    return [kind, *(leaf for child in kind.__subclasses__() for leaf in _tree(child))]


def by_code(code: str) -> type[StudioError]:
    """Find the error with this code; an unknown one is `Internal`."""
    return next(
        (kind for kind in _tree(StudioError) if kind.code == code and kind is not StudioError),
        Internal,
    )
