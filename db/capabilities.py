"""What workers say they can do, and which providers are left alone: shared by all processes."""

import time
from datetime import datetime
from typing import Final, Literal

from db.session import Database, jsonb
from domain.errors import ProviderCreditsExhausted, ProviderFailure, ProviderMisconfigured
from domain.routing import EVERY_ABILITY, Circuit, Offered
from domain.tasks import Ability
from domain.values import Value

FRESH_SECONDS: Final = 2.0
"""Every process sees a change within this time."""
LIVE_SECONDS: Final = 30.0
"""A worker that has said nothing for this long is gone."""


CallPlace = tuple[str, str, int, int, int]
"""Tenant, job, run, part and route of a call."""


class LibraryVoice(Value):
    """A voice that some worker can really speak with."""

    id: str
    name: str
    language: str
    gender: Literal["female", "male", "neutral"]
    provider: str
    engine: str
    preview_url: str | None = None


class Capability(Value):
    """What one worker offers. `heard` are the languages it hears, `cloned` those that voices made here speak."""

    offers: tuple[Offered, ...] = ()
    voices: tuple[LibraryVoice, ...] = ()
    heard: tuple[str, ...] = ()
    cloned: tuple[str, ...] = ()
    configured: tuple[str, ...] = ()


class Known(Value):
    """The sum over live workers."""

    offers: tuple[Offered, ...] = ()
    voices: tuple[LibraryVoice, ...] = ()
    heard: tuple[str, ...] = ()
    cloned: tuple[str, ...] = ()
    queues: frozenset[str] = frozenset()

    def has_language(self, tag: str) -> bool:
        """Tell whether somebody speaks or hears a language, in whatever region."""
        tags = (*self.heard, *(voice.language for voice in self.voices))
        return _base(tag) in {_base(each) for each in tags}

    def clones(self, tag: str) -> bool:
        """Tell whether a voice can be made that speaks a language, in whatever region."""
        return _base(tag) in {_base(each) for each in self.cloned}


class Capabilities:
    """Publishes for workers; reads for everyone, at most every two seconds."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._known = Known()
        self._read_at = 0.0

    async def publish(self, worker_id: str, queues: list[str], capability: Capability) -> None:
        """Say what this worker can do."""
        await self.database.call(
            "SELECT studio.publish(:worker, :queues, CAST(:body AS jsonb))",
            worker=worker_id, queues=queues, body=jsonb(capability.model_dump(mode="json")),
        )  # fmt: skip

    async def withdraw(self, worker_id: str) -> None:
        """Say that this worker goes."""
        await self.database.call(
            "UPDATE studio.capability SET seen_at = '-infinity' WHERE worker_id = :worker",
            worker=worker_id,
        )

    async def known(self) -> Known:
        """Sum up what live workers offer."""
        if time.monotonic() - self._read_at > FRESH_SECONDS:
            rows = await self.database.call(
                "SELECT queues, body FROM studio.capability"
                " WHERE seen_at > now() - make_interval(secs => :live)",
                live=LIVE_SECONDS,
            )
            self._known = _sum([(row[0], Capability.model_validate(row[1])) for row in rows])
            self._read_at = time.monotonic()
        return self._known


class Circuits:
    """The circuit breaker's state. It opens after failures in a row and lets a probe through later."""

    def __init__(
        self,
        database: Database,
        *,
        failures: int,
        cooldown_seconds: float,
        credits_cooldown_seconds: float,
    ) -> None:
        self.database = database
        self.failures = failures
        self.cooldown_seconds = cooldown_seconds
        self.credits_cooldown_seconds = credits_cooldown_seconds
        self._state: dict[tuple[str, str], Circuit] = {}
        self._read_at = 0.0

    async def state(self) -> dict[tuple[str, str], Circuit]:
        """Read all circuits that have counted a failure."""
        if time.monotonic() - self._read_at > FRESH_SECONDS:
            rows = await self.database.call(
                "SELECT provider, ability, failures, open_until, reason FROM studio.circuit"
                " WHERE failures > 0 OR open_until > now()"
            )
            self._state = {(row[0], row[1]): _circuit(*row) for row in rows}
            self._read_at = time.monotonic()
        return self._state

    async def failed(self, provider: str, ability: Ability, error: ProviderFailure) -> None:
        """Count a failure. A refused key opens it at once, an empty account the circuit of all that the vendor does."""
        empty = isinstance(error, ProviderCreditsExhausted | ProviderMisconfigured)
        whole = isinstance(error, ProviderCreditsExhausted)
        await self.database.call(
            "SELECT studio.circuit_failed(:provider, :ability, :limit, :seconds, :reason)",
            provider=provider,
            ability=EVERY_ABILITY if whole else ability.value,
            limit=1 if empty else self.failures,
            seconds=self.credits_cooldown_seconds if empty else self.cooldown_seconds,
            reason=error.code,
        )
        self._read_at = 0.0

    async def answered(self, call: CallPlace) -> None:
        """Close the circuits that were open before a call that its vendor answered."""
        tenant, job, run, part, route = call
        await self.database.call(
            "SELECT studio.circuit_answered(:tenant, :job, :run, :part, :route)",
            tenant=tenant, job=job, run=run, part=part, route=route,
        )  # fmt: skip
        self._read_at = 0.0

    async def succeeded(self, provider: str, ability: Ability) -> None:
        """Close the circuit."""
        await self.database.call(
            "SELECT studio.circuit_closed(:provider, :ability)",
            provider=provider,
            ability=ability.value,
        )
        self._read_at = 0.0


def _circuit(
    provider: str, ability: str, failures: int, open_until: datetime | None, reason: str
) -> Circuit:
    return Circuit(
        provider=provider,
        ability=ability,
        failures=failures,
        open_until=open_until,
        reason=reason,
    )


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _sum(published: list[tuple[list[str], Capability]]) -> Known:
    """Only an offer whose queue has a live worker counts."""
    queues = frozenset(queue for names, _ in published for queue in names)
    every = [capability for _, capability in published]
    offers = {
        (o.provider, o.ability, o.model): o for c in every for o in c.offers if o.queue in queues
    }
    voices = {(v.provider, v.id): v for c in every for v in c.voices}
    return Known(
        offers=tuple(offers.values()),
        voices=tuple(voices.values()),
        heard=tuple(sorted({tag for c in every for tag in c.heard})),
        cloned=tuple(sorted({tag for c in every for tag in c.cloned})),
        queues=queues,
    )
