"""Providers: how they do, what they cost, and an operator's switch."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StringConstraints

from api import answers
from api.body import read_json
from api.context import Caller, Has, Operator
from api.documents import body, takes
from api.replays import once
from api.replies import read, reply
from api.services import Services
from db.capabilities import Known
from db.switches import Switched
from domain.errors import NotFound
from domain.identity import Identity
from domain.routing import EVERY_ABILITY, Circuit
from domain.tasks import Ability
from domain.values import Edge, Json, Text, Value
from jobs.health import Measured, accounts, measured
from runtime.catalog import adapters

routes = APIRouter(tags=["providers"])
CORE = {"x-studio-section": "enterprise", "x-studio-set": "core"}
BEYOND = {"x-studio-section": "providers", "x-studio-set": "beyond"}

ProviderName = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]


class Switch(Edge):
    """What to take out of use, or back into it: one task of a provider, or without `task` all that it does."""

    task: Ability | None = Field(default=None, strict=False)
    reason: Annotated[Text, StringConstraints(min_length=3, max_length=500)]


@routes.get(
    "/providers/health",
    openapi_extra=CORE,
    responses={200: body(answers.ProviderHealth, many=True)},
)
async def list_provider_health(request: Request, has: Has, identity: Caller) -> JSONResponse:  # noqa: ARG001 - needs a caller
    """Tell of each provider's ability: status, latency, error rate, circuit, and where the verdict comes from."""
    board = await _board(has)
    items = [
        board.line(name, offer.ability, offer.model)
        for name, adapter in sorted(adapters().items())
        for offer in adapter.offers
    ]
    return reply(request, items)


@routes.get(
    "/providers/costs", openapi_extra=BEYOND, responses={200: body(answers.ProviderCost, many=True)}
)
async def list_provider_costs(
    request: Request,
    has: Has,
    identity: Operator,  # noqa: ARG001 - only an operator sees what vendors cost
    days: Annotated[int, Query(ge=1, le=90)] = 30,
) -> JSONResponse:
    """Tell what each vendor cost a job type, against what its jobs brought (operators)."""
    since = datetime.now(UTC) - timedelta(days=days)
    found = await accounts(has.resources.system, since)
    return reply(
        request,
        [answers.ProviderCost(**each.model_dump()).model_dump(by_alias=True) for each in found],
    )


@routes.post(
    "/providers/{provider}/disable",
    openapi_extra={**BEYOND, **takes(Switch)},
    responses={200: body(answers.ProviderSwitch)},
)
async def disable_provider(
    request: Request, has: Has, who: Operator, provider: ProviderName
) -> JSONResponse:
    """Leave a provider alone until it is enabled, in every process, without a deploy (operators)."""
    return await _turn(request, has, who, provider, off=True)


@routes.post(
    "/providers/{provider}/enable",
    openapi_extra={**BEYOND, **takes(Switch)},
    responses={200: body(answers.ProviderSwitch)},
)
async def enable_provider(
    request: Request, has: Has, who: Operator, provider: ProviderName
) -> JSONResponse:
    """Use a provider again (operators)."""
    return await _turn(request, has, who, provider, off=False)


async def _turn(
    request: Request, has: Services, who: Identity, provider: str, *, off: bool
) -> JSONResponse:
    raw = await read_json(request)
    wanted = read(Switch, raw)
    known = await has.resources.capabilities.known()
    if provider not in adapters() and provider not in {o.provider for o in known.offers}:
        raise NotFound(f"There is no provider {provider!r}.")
    task = wanted.task.value if wanted.task else EVERY_ABILITY

    async def act() -> Json:
        changed = await has.resources.switches.turn(
            provider, task, off=off, by=(who.tenant_id, who.user_id), reason=wanted.reason
        )
        return {"provider": provider, "task": wanted.task, "enabled": not off, "changed": changed}

    return await once(request, has, who, body=raw, act=act)


class _Board(Value):
    """All that is known of providers at one moment."""

    now: datetime
    known: Known
    circuits: dict[tuple[str, str], Circuit]
    recent: dict[tuple[str, str], Measured]
    off: tuple[Switched, ...]

    def line(self, name: str, ability: Ability, model: str) -> Json:
        """Tell of one ability of one provider."""
        ours = (ability.value, EVERY_ABILITY)
        circuits = [self.circuits[name, each] for each in ours if (name, each) in self.circuits]
        resting = next((each for each in circuits if each.is_open(self.now)), None)
        half_open = any(each.open_until for each in circuits)
        switch = next((s for s in self.off if s.provider == name and s.ability in ours), None)
        seen = self.recent.get((name, ability.value))
        status, source = self._verdict(name, ability, bool(circuits), resting, switch)
        reasons = [switch.reason] if switch else [each.reason for each in circuits if each.reason]
        return {
            "provider": name, "kind": ability.value, "model": model, "status": status, "source": source,
            "circuit": "open" if resting else "half-open" if half_open else "closed",
            "reason": next(iter(reasons), None),
            "latencySeconds": seen.latency_seconds if seen else None,
            "errorRate": seen.error_rate if seen else None,
            "lastError": seen.last_error if seen else None,
            "attempts": seen.attempts if seen else 0,
        }  # fmt: skip

    def _verdict(
        self,
        name: str,
        ability: Ability,
        counted: bool,  # noqa: FBT001 - private
        resting: Circuit | None,
        switch: Switched | None,
    ) -> tuple[str, str]:
        if not any(o.provider == name and o.ability is ability for o in self.known.offers):
            return "not_configured", "settings"
        if switch:
            return "disabled", "operator"
        if resting or counted:
            return ("down" if resting else "degraded"), "circuit"
        return "healthy", "attempts" if (name, ability.value) in self.recent else "settings"


async def _board(has: Services) -> _Board:
    return _Board(
        now=datetime.now(UTC),
        known=await has.resources.capabilities.known(),
        circuits=await has.resources.circuits.state(),
        recent=await measured(has.resources.system),
        off=await has.resources.switches.off(),
    )
