"""Credits as a tenant sees them, and an operator's top-up and correction."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StringConstraints
from sqlalchemy import text

from api import answers
from api.body import read_json
from api.context import Caller, Has, Operator
from api.documents import body, page, problems, takes
from api.replays import once, replay_of
from api.replies import decode_cursor, listed, read, reply, stamp
from api.services import Services
from db.ids import new_id
from domain.identity import Identity
from domain.values import Edge, Json, Text
from jobs.operators import correct, top_up

routes = APIRouter(tags=["wallet"])
BEYOND = {"x-studio-section": "wallet", "x-studio-set": "beyond"}
Reason = Annotated[Text, StringConstraints(min_length=3, max_length=500)]


class TopUp(Edge):
    """Credits for a tenant."""

    amount: int = Field(ge=1, le=1_000_000_000)
    reason: Reason


class Correction(Edge):
    """Part or all of a settled charge, given back."""

    job_id: Annotated[str, StringConstraints(pattern=r"^job_[0-9a-z]{26}$")]
    run: int = Field(default=1, ge=1, le=1_000)
    amount: int = Field(ge=1, le=1_000_000_000)
    reason: Reason


@routes.get("/wallet", openapi_extra=BEYOND, responses={200: body(answers.Wallet)})
async def get_wallet(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Read the balance: what can be spent, and what running jobs hold."""
    return reply(request, await _balance(has, identity))


@routes.get("/wallet/entries", openapi_extra=BEYOND, responses={200: page(answers.Entry)})
async def list_wallet_entries(
    request: Request,
    has: Has,
    identity: Caller,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=512)] = None,
) -> JSONResponse:
    """List the statement, newest first."""
    before = decode_cursor(request, cursor)
    entries, following = await has.book.statement(identity.tenant_id, limit=limit, before=before)
    items = [
        {
            "id": entry.id, "kind": entry.kind, "jobId": entry.hold_id and entry.hold_id.split(".")[0],
            "available": entry.wallet_delta, "held": entry.held_delta, "charged": entry.revenue_delta,
            "reason": entry.reason, "at": stamp(entry.at),
        }
        for entry in entries
    ]  # fmt: skip
    return listed(request, items, following)


@routes.post(
    "/wallet/credits",
    openapi_extra={**BEYOND, **takes(TopUp)},
    status_code=201,
    responses={201: body(answers.Wallet), **problems("ERR_CONFLICT")},
)
async def give_credits(request: Request, has: Has, who: Operator) -> JSONResponse:
    """Give a tenant credits: operators, who name it by `x-tenant-id`. Repeats with the same key give once."""
    raw = await read_json(request)
    wanted = read(TopUp, raw)
    replay = replay_of(request, raw)
    op_id = f"grant:{replay.key}" if replay else new_id("evt")

    async def give() -> Json:
        await top_up(
            has.resources.app,
            who.tenant_id,
            op_id,
            wanted.amount,
            actor=who.user_id,
            reason=wanted.reason,
        )
        return await _balance(has, who)

    return await once(request, has, who, body=raw, act=give, status=201)


@routes.post(
    "/wallet/corrections",
    openapi_extra={**BEYOND, **takes(Correction)},
    status_code=201,
    responses={201: body(answers.Corrected), **problems("ERR_NOT_FOUND", "ERR_CONFLICT")},
)
async def correct_charge(request: Request, has: Has, who: Operator) -> JSONResponse:
    """Give back a settled charge, with its reason (operators)."""
    raw = await read_json(request)
    wanted = read(Correction, raw)
    replay = replay_of(request, raw)
    op_id = f"correct:{replay.key}" if replay else new_id("evt")

    async def give_back() -> Json:
        await correct(
            has.resources.app, who.tenant_id, op_id,
            hold_id=f"{wanted.job_id}.{wanted.run}", amount=wanted.amount, actor=who.user_id, reason=wanted.reason,
        )  # fmt: skip
        return {"jobId": wanted.job_id, "corrected": wanted.amount}

    return await once(request, has, who, body=raw, act=give_back, status=201)


@routes.get("/usage", openapi_extra=BEYOND, responses={200: body(answers.Usage)})
async def get_usage(request: Request, has: Has, identity: Caller) -> JSONResponse:
    """Read the month to date against the tier."""
    return reply(request, await usage(has, identity))


async def usage(has: Services, identity: Identity) -> Json:
    """Show the month to date against the tier."""
    limits = has.resources.numbers.tiers[identity.tier]
    month = datetime.now(UTC).date().replace(day=1)
    async with has.resources.app.begin(identity.tenant_id) as connection:
        accepted = await connection.scalar(
            text("SELECT accepted FROM studio.quota WHERE tenant_id = :tenant AND month = :month"),
            {"tenant": identity.tenant_id, "month": month},
        )
        spent = await connection.scalar(
            text(
                "SELECT coalesce(sum(revenue_delta), 0) FROM studio.op WHERE tenant_id = :tenant AND at >= :month"
            ),
            {"tenant": identity.tenant_id, "month": month},
        )
        running = await connection.scalar(
            text(
                "SELECT (SELECT count(*) FROM studio.job WHERE tenant_id = :tenant AND claimed_at IS NOT NULL"
                " AND pipeline_id IS NULL AND status IN ('queued', 'processing'))"
                " + (SELECT count(*) FROM studio.pipeline WHERE tenant_id = :tenant AND claimed_at IS NOT NULL"
                " AND status IN ('queued', 'processing'))"
            ),
            {"tenant": identity.tenant_id},
        )
    return {
            "month": month.isoformat(), "tier": identity.tier.value, "creditsCharged": int(spent or 0),
            "jobs": {"accepted": int(accepted or 0), "limit": limits.jobs_per_month},
            "jobsAtOnce": {"running": int(running or 0), "limit": limits.jobs_at_once},
            "requestsPerMinute": limits.requests_per_minute,
        }  # fmt: skip


async def _balance(has: Services, identity: Identity) -> Json:
    balance = await has.book.balance(identity.tenant_id)
    return {"available": balance.wallet, "held": balance.held, "tier": identity.tier.value}
