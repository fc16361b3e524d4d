"""What ElevenLabs means when it refuses: by its code, which it puts into `code` and into the older `status`."""

import re
from typing import Final

from domain.errors import (
    ProviderCreditsExhausted,
    ProviderMalformed,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderRejected,
    ProviderThrottled,
)
from domain.values import Json

NOT_OURS: Final = frozenset(
    {
        "invalid_api_key", "missing_api_key", "missing_permissions", "detected_unusual_activity", "model_not_found",
        "model_access_denied", "paid_plan_required", "subscription_required", "feature_not_available",
        "can_not_use_instant_voice_cloning", "only_for_creator+",
    }
)  # fmt: skip
"""The key, the account or its plan does not allow it."""
EMPTY: Final = frozenset({"quota_exceeded", "insufficient_credits", "payment_required"})
REJECTED: Final = frozenset(
    {"max_character_limit_exceeded", "text_too_long", "voice_not_found", "voice_limit_reached"}
)
"""What else is wrong with this very request, whatever its status says."""
MODERATED: Final = re.compile(r"moderat|policy|prohibited|violation|^bad_(prompt|composition_plan)")
"""The list of such codes is not published."""
GONE: Final = frozenset({"voice_not_found", "voice_does_not_exist"})

REJECTING: Final = frozenset({400, 404, 409, 413, 415, 422})
NOT_FOUND: Final = 404
TOO_EARLY: Final = 425


def doubted(provider: str, status: int, body: Json) -> None:
    """Raise what a refusal of a question means: of the work it says nothing."""
    try:
        classify(provider, status, body)
    except ProviderRejected as error:
        raise ProviderMalformed(provider, error.detail) from error


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    codes = _codes(body)
    told = f"status {status}, code {', '.join(sorted(codes)) or 'none'}"
    if any(MODERATED.search(code) for code in codes):
        raise ProviderModerated(provider, "refused by the vendor's policy")
    if codes & NOT_OURS:
        raise ProviderMisconfigured(provider, told)
    if codes & EMPTY:
        raise ProviderCreditsExhausted(provider, told)
    if status == TOO_EARLY:
        raise ProviderThrottled(provider, told)
    if status in REJECTING or codes & REJECTED:
        raise ProviderRejected(provider, told)


def absent(provider: str, status: int, body: Json) -> None:
    """Raise ProviderRejected for a voice that is not there, and for nothing else."""
    codes = _codes(body)
    if status == NOT_FOUND or codes & GONE:
        raise ProviderRejected(provider, "there is no such voice")
    if status in REJECTING:
        raise ProviderMalformed(provider, f"status {status}: the voice was not deleted")
    classify(provider, status, body)


def _codes(body: Json) -> frozenset[str]:
    """Read the codes of an error; a validation error and a mere text have none."""
    match body:
        case {"detail": dict(detail)}:
            found = (detail.get(name) for name in ("code", "status", "type"))
            return frozenset(code for code in found if isinstance(code, str))
        case _:
            return frozenset()
