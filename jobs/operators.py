"""What an operator does to a tenant's credits: the operation and its entry in the audit log, in one transaction."""

from db.session import Database


async def top_up(
    database: Database, tenant_id: str, op_id: str, amount: int, *, actor: str, reason: str
) -> None:
    """Give a tenant credits. A repeat gives none. Raises Conflict when the id was another operation's."""
    await database.call(
        "SELECT studio.grant_credits(:tenant, :id, :amount, :reason),"
        " studio.log_act(:tenant, :actor, 'top-up', :id, :reason)",
        tenant=tenant_id, id=op_id, amount=amount, actor=actor, reason=reason,
    )  # fmt: skip


async def correct(
    database: Database,
    tenant_id: str,
    op_id: str,
    *,
    hold_id: str,
    amount: int,
    actor: str,
    reason: str,
) -> None:
    """Give back part of a settled charge. Raises NotFound, ValidationFailed above the charge."""
    await database.call(
        "SELECT studio.correct(:tenant, :id, :hold, :amount, :reason),"
        " studio.log_act(:tenant, :actor, 'correction', :subject, :reason)",
        tenant=tenant_id, id=op_id, hold=hold_id, amount=amount, actor=actor, reason=reason,
        subject=f"{hold_id} {op_id}",
    )  # fmt: skip
