"""Makes a recording the same however often it is made: ids, times, signatures, secrets and measures stand for others."""

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from domain.values import Json

BASE: Final = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
IDS: Final = re.compile(r"\b(job|pipe|tmpl|vm|av|asset|mint|whe|whd|evt|key|req)_([0-9a-z]{26})\b")
SHIPPED: Final = re.compile(r"^(01kb01s3m0|0{26})")
"""Ids that are the same in every stack."""
TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
HEX: Final = re.compile(r"\b(0x)?([0-9a-f]{40}|[0-9a-f]{64})\b", re.IGNORECASE)
TENANT: Final = re.compile(r"\bt-[0-9a-z]{12}\b")
SAMPLE_SECRET: Final = "bm90IGEgc2VjcmV0LCBidXQgYW4gZXhhbXBsZSBvZiBvbmU="
REWRITES: Final = (
    (re.compile(r"http://127\.0\.0\.1:\d+/(hook|gone)"), r"https://hooks.example.com/\1"),
    (re.compile(r"http://127\.0\.0\.1:\d+/missing"), "https://files.example.com/missing"),
    (re.compile(r"http://127\.0\.0\.1:\d+"), "https://studio.example.com"),
    (re.compile(r"expires=\d+"), "expires=1793698200"),
    (re.compile(r"signature=[0-9a-f]+"), f"signature={sha256(b'signature').hexdigest()[:43]}"),
    (re.compile(r"whsec_[A-Za-z0-9+/=]+"), f"whsec_{SAMPLE_SECRET}"),
    (re.compile(r"whpk_[A-Za-z0-9+/=]+"), f"whpk_{SAMPLE_SECRET}"),
    (re.compile(r"\bsk_[A-Za-z0-9_-]{20,}"), "sk_an-example-that-opens-nothing-0000000000000"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl"),
)  # fmt: skip
MEASURED: Final = {
    "durationMs": 412, "latencySeconds": 1.9, "errorRate": 0.02, "bytes": 48_213, "cost": 0.4, "used": 1.0,
    "revenue": 40.0, "calls": 4, "finished": 4, "attempts": 4, "prefix": "sk_an-ex", "month": BASE.date().replace(day=1).isoformat(),
    "creditsCharged": None, "gas": 251_734, "feePerGasWei": "31000000000", "costWei": "7803754000000000",
    "costWeiMax": "15607508000000000", "gasUsed": 251_734, "feeWei": "7803754000000000", "blockNumber": 4_211,
    "nextCursor": "WyIyMDI2LTExLTAyVDA5OjMwOjAwKzAwOjAwIiwgImpvYl8uLi4iXQ", "vendorJobId": "w-4711",
    "startCursor": "WyIyMDI2LTExLTAyVDA5OjMwOjAwKzAwOjAwIiwgImpvYl8uLi4iXQ",
    "endCursor": "WyIyMDI2LTExLTAyVDA5OjMwOjAwKzAwOjAwIiwgImpvYl8uLi4iXQ",
    "cursor": "WyIyMDI2LTExLTAyVDA5OjMwOjAwKzAwOjAwIiwgImpvYl8uLi4iXQ",
}  # fmt: skip
"""Values that differ from run to run, and what stands for them; None: as it is."""
LISTED_MAX: Final = 3
"""Of a list's page, so many are shown."""


class Stable:
    """Rewrites one recording: what was the same in it stays the same."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        self.tails: dict[str, str] = {}
        self.hexes: dict[str, str] = {}

    def rewritten(self, value: Json) -> Json:
        """Give a body with what differs from run to run replaced."""
        times = sorted(set(TIME.findall(json.dumps(value))))
        return self._value(
            value, {each: self._moment(each, place) for place, each in enumerate(times)}
        )

    def _value(self, value: Json, times: dict[str, str]) -> Json:
        match value:
            case dict():
                return {
                    self._text(name, times): self._of(name, part, times)
                    for name, part in value.items()
                }
            case list():
                return [self._value(part, times) for part in value]
            case str():
                return self._text(value, times)
        return value

    def _of(self, name: str, value: Json, times: dict[str, str]) -> Json:
        if name == "estimatedSeconds":
            return {"min": 2.0, "max": 9.0}
        if name == "data" and isinstance(value, list):
            value = value[:LISTED_MAX]
        if name == "tokenId" and value:
            return str(int(sha256(b"token").hexdigest()[:32], 16))
        stand_in = MEASURED.get(name)
        if stand_in is not None and value is not None and not isinstance(value, dict | list):
            return stand_in
        return self._value(value, times)

    def _text(self, text: str, times: dict[str, str]) -> str:
        text = TIME.sub(lambda match: times.get(match[0], match[0]), text)
        for pattern, stand_in in REWRITES:
            text = pattern.sub(stand_in, text)
        text = TENANT.sub("acme", text)
        text = IDS.sub(lambda match: f"{match[1]}_{self._tail(match[2])}", text)
        return HEX.sub(lambda match: (match[1] or "") + self._hex(match[2]), text)

    def _tail(self, tail: str) -> str:
        if SHIPPED.match(tail):
            return tail
        return self.tails.setdefault(tail, f"01kb9c{len(self.tails) + 1:020d}")

    def _hex(self, told: str) -> str:
        digest = sha256(str(len(self.hexes)).encode()).hexdigest()
        return self.hexes.setdefault(told, digest[: len(told)])

    def _moment(self, told: str, place: int) -> str:
        moment = datetime.fromisoformat(told)
        if moment < self.now - timedelta(days=1):
            return told  # a caller's own
        ahead = moment - self.now
        if ahead > timedelta(hours=2):
            shown = BASE + timedelta(days=1)
        elif ahead > timedelta(minutes=30):
            shown = BASE + timedelta(hours=1)
        else:
            shown = BASE + timedelta(seconds=place)
        return shown.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shape(value: Json) -> Any:
    """Give what a body is made of: names and kinds of values. Of a list, its first; of what may be null, nothing."""
    match value:
        case dict():
            return {name: shape(part) for name, part in value.items()}
        case list():
            return [shape(value[0])] if value else []
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str():
            return "string"
    return None
