"""What HeyGen means when it says no."""

import re
from collections.abc import Mapping
from typing import Final

from domain.errors import (
    ProviderFailure,
    ProviderGaveUp,
    ProviderMisconfigured,
    ProviderModerated,
    ProviderOutcomeUnknown,
    ProviderRejected,
)
from domain.values import Json

MODERATED: Final = re.compile(
    r"moderat|polic(?:y|ies)|blocked word|nsfw|inappropriate|prohibited|celebrit|public figure",
    re.IGNORECASE,
)
UNUSABLE: Final = re.compile(r"\bface\b", re.IGNORECASE)
"""What the vendor's sentences say of the content: it has no code for it."""
CODES: Final[Mapping[str, type[ProviderFailure]]] = {
    **dict.fromkeys(
        ("voice_not_found", "voice_not_usable", "voice_unavailable", "asset_not_found", "asset_not_available",
         "conflict"),
        ProviderRejected,
    ),
    **dict.fromkeys(("ai_vendor_access_restricted", "resource_limit_reached"), ProviderMisconfigured),
    "request_in_progress": ProviderOutcomeUnknown,
}  # fmt: skip
"""What the vendor's codes mean where the status does not say it."""
INPUT: Final = frozenset({400, 422})
NOT_FOUND: Final = 404


def classify(provider: str, status: int, body: Json) -> None:
    """Raise what the vendor's own code means; what is not named here is judged by its status."""
    match body:
        case {"error": {"code": str(code), **more}}:
            pass
        case _:
            return
    if kind := CODES.get(code):
        raise kind(provider, f"status {status}, code {code}")
    if status in INPUT and MODERATED.search(f"{code} {more.get('message')}"):
        raise ProviderModerated(provider, "refused by the vendor's policy")


def absent(provider: str, status: int, body: Json) -> None:
    """Raise ProviderRejected for a voice that is gone."""
    if status == NOT_FOUND:
        raise ProviderRejected(provider, "no such voice")
    classify(provider, status, body)


def failed(provider: str, reply: Json) -> ProviderFailure:
    """Make the failure of work that the vendor took on, from its code and its sentence."""
    code = str(reply.get("failure_code") or "no code")
    said = f"{code} {reply.get('failure_message')}"
    if MODERATED.search(said):
        return ProviderModerated(provider, "refused by the vendor's policy")
    if UNUSABLE.search(said):
        return ProviderRejected(provider, "the face in it is not usable")
    return ProviderGaveUp(provider, f"failed with {code}")
