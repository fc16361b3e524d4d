"""Mints in the database: what each became, the nonces that they take, and every transaction that was signed."""

from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import text

from db.session import Database, jsonb
from domain.errors import NotFound
from domain.minting import mint_of, token_of
from domain.values import Json, Value
from jobs.runs import RunKey

Status = Literal["preparing", "signed", "submitted", "confirmed", "failed"]
SlotState = Literal["taken", "signed", "sent", "filling", "minted", "reverted", "filled", "lost"]
COLUMNS: Final = (
    "tenant_id, id, user_id, job_id, status, chain, chain_id, contract, signer, recipient, token_id::text AS token_id,"
    " nonce, asset_cid, metadata_cid, token_uri, files, transaction, block_number, block_hash, confirmations, gas_used,"
    " fee_wei::text AS fee_wei, created_at, submitted_at, confirmed_at"
)


class Place(Value):
    """Where a token is to be minted."""

    chain: str
    chain_id: int
    contract: str
    signer: str
    recipient: str


class TokenFile(Value):
    """A file that a token points to."""

    sha256: str
    size_bytes: int
    mime_type: str


class Mint(Value):
    """A mint as it is read. Fee in wei."""

    tenant_id: str
    id: str
    user_id: str
    job_id: str
    status: Status
    chain: str
    chain_id: int
    contract: str
    signer: str
    recipient: str
    token_id: int
    nonce: int | None
    asset_cid: str | None
    metadata_cid: str | None
    token_uri: str | None
    files: dict[str, TokenFile]
    transaction: str | None
    block_number: int | None
    block_hash: str | None
    confirmations: int
    gas_used: int | None
    fee_wei: int | None
    created_at: datetime
    submitted_at: datetime | None
    confirmed_at: datetime | None


class Slot(Value):
    """A nonce that was given out."""

    chain_id: int
    signer: str
    nonce: int
    tenant_id: str = ""
    mint_id: str | None = None
    state: SlotState


class Transaction(Value):
    """A transaction that was signed for a slot. Wei a gas."""

    hash: str
    chain_id: int
    signer: str
    nonce: int
    purpose: Literal["mint", "fill"]
    raw: str
    gas: int
    max_fee: int
    priority_fee: int
    age_seconds: float = 0
    sent: bool = False


class Mints:
    """Every write may be repeated."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def begin(self, key: RunKey, place: Place) -> Mint:
        """Begin the job's mint; a repeat, or a later run, finds the same one. Raises RunIsOver."""
        mint_id = mint_of(key.job_id)
        told = {
            "id": mint_id, "tokenId": str(token_of(mint_id)), "chain": place.chain, "chainId": place.chain_id,
            "contract": place.contract, "signer": place.signer, "recipient": place.recipient,
        }  # fmt: skip
        return await self._of_run("mint_begun", key, told)

    async def stored(
        self, key: RunKey, *, asset_cid: str, metadata_cid: str, token_uri: str, files: dict[str, TokenFile]
    ) -> Mint:  # fmt: skip
        """Write down what the token points to; what a signed transaction says already stays. Raises RunIsOver."""
        told = {
            "assetCid": asset_cid, "metadataCid": metadata_cid, "tokenUri": token_uri,
            "files": {name: file.model_dump() for name, file in files.items()},
            "blobs": sorted({file.sha256 for file in files.values()}),
        }  # fmt: skip
        return await self._of_run("mint_stored", key, told)

    async def nonce(self, key: RunKey, *, floor: int) -> int:
        """Take the signer's next nonce, or give the one that was taken. Raises RunIsOver."""
        return int(
            await self.database.value(
                "SELECT studio.mint_nonce(:tenant, :job, :run, :floor)",
                tenant=key.tenant_id, job=key.job_id, run=key.run, floor=floor,
            )
        )  # fmt: skip

    async def signed(self, tenant_id: str, transaction: Transaction) -> None:
        """Keep a signed transaction before it goes anywhere. Raises RunIsOver where nobody wants it any more."""
        told = {
            "chainId": transaction.chain_id, "maxFee": str(transaction.max_fee),
            "priorityFee": str(transaction.priority_fee),
            **transaction.model_dump(include={"hash", "signer", "nonce", "purpose", "raw", "gas"}),
        }  # fmt: skip
        await self.database.call(
            "SELECT studio.transaction_signed(:tenant, CAST(:told AS jsonb))",
            tenant=tenant_id, told=jsonb(told),
        )  # fmt: skip

    async def leaves(self, tenant_id: str, hash_: str) -> None:
        """Note that a transaction is about to be sent. Raises RunIsOver for the first one of a job that is over."""
        await self.database.call(
            "SELECT studio.transaction_leaves(:tenant, :hash)", tenant=tenant_id, hash=hash_
        )

    async def seen(self, mint: Mint, told: Json) -> None:
        """Note where the mint's transaction is in the chain."""
        await self.database.call(
            "SELECT studio.mint_seen(:tenant, :mint, CAST(:told AS jsonb))",
            tenant=mint.tenant_id, mint=mint.id, told=jsonb(told),
        )  # fmt: skip

    async def settled(self, slot: Slot, state: SlotState) -> None:
        """Say what a nonce was used for, for good."""
        await self.database.call(
            "SELECT studio.slot_settled(:tenant, :chain, :signer, :nonce, :state)",
            tenant=slot.tenant_id, chain=slot.chain_id, signer=slot.signer, nonce=slot.nonce, state=state,
        )  # fmt: skip

    async def give_up(self, chain_id: int, signer: str, nonce: int) -> bool:
        """Take a nonce for nothing, if nothing of it ever left and nobody waits for it (as the system role)."""
        return bool(
            await self.database.value(
                "SELECT studio.slot_given_up(:chain, :signer, :nonce)",
                chain=chain_id, signer=signer, nonce=nonce,
            )
        )  # fmt: skip

    async def get(self, tenant_id: str, mint_id: str) -> Mint:
        """Read a mint. Raises NotFound, also for another tenant's."""
        return await self._one(tenant_id, "id = :id", id=mint_id)

    async def of_job(self, key: RunKey) -> Mint:
        """Read a job's mint. Raises NotFound."""
        return await self._one(key.tenant_id, "job_id = :id", id=key.job_id)

    async def published(self, mint_id: str) -> Mint:
        """Read a mint whose files are open to all, whoever's it is (the system role sees it). Raises NotFound."""
        return await self._one("", "id = :id AND token_uri NOT LIKE 'ipfs:%'", id=mint_id)

    async def slot(self, mint: Mint) -> Slot | None:
        """Read the slot that a mint has; None where it has none."""
        found = await self._slots(
            mint.tenant_id, "chain_id = :chain AND signer = :signer AND nonce = :nonce",
            chain=mint.chain_id, signer=mint.signer, nonce=mint.nonce,
        )  # fmt: skip
        return found[0] if found else None

    async def signers(self, chain: str, chain_id: int) -> list[str]:
        """Name who has signed mints on a chain (as the system role)."""
        rows = await self.database.call(
            "SELECT DISTINCT signer FROM studio.mint WHERE chain = :chain AND chain_id = :id ORDER BY signer",
            chain=chain, id=chain_id,
        )  # fmt: skip
        return [row[0] for row in rows]

    async def lowest_open(self, chain_id: int, signer: str) -> int | None:
        """Name the lowest nonce that is not settled; None where there is none (as the system role)."""
        lowest = await self.database.value(
            "SELECT min(nonce) FROM studio.chain_slot"
            " WHERE chain_id = :chain AND signer = :signer AND settled_at IS NULL",
            chain=chain_id, signer=signer,
        )  # fmt: skip
        return None if lowest is None else int(lowest)

    async def unattended(self, chain_id: int, signer: str) -> list[Slot]:
        """Find open slots that no running job sees to, lowest nonce first (as the system role)."""
        return await self._slots(
            "", "chain_id = :chain AND signer = :signer AND settled_at IS NULL AND NOT EXISTS ("
            "SELECT FROM studio.mint m JOIN studio.job j"
            " ON j.tenant_id = m.tenant_id AND j.id = m.job_id WHERE m.tenant_id = s.tenant_id"
            " AND m.id = s.mint_id AND j.status IN ('queued', 'processing'))",
            chain=chain_id, signer=signer,
        )  # fmt: skip

    async def transactions(self, slot: Slot) -> list[Transaction]:
        """Read what was signed for a slot, newest first."""
        names = "hash, chain_id, signer, nonce, purpose, raw, gas, max_fee, priority_fee"
        statement = (
            f"SELECT {names}, extract(epoch FROM now() - signed_at) AS age_seconds, sent_at IS NOT NULL AS sent"  # noqa: S608 - constants
            " FROM studio.chain_transaction WHERE chain_id = :chain AND signer = :signer AND nonce = :nonce"
            " ORDER BY max_fee DESC, signed_at DESC"
        )
        async with self.database.begin(slot.tenant_id) as connection:
            rows = await connection.execute(
                text(statement),
                {"chain": slot.chain_id, "signer": slot.signer, "nonce": slot.nonce},
            )
            return [Transaction.model_validate(dict(row._mapping)) for row in rows]

    async def unknown_nonces(self, chain_id: int, signer: str, *, used: int) -> list[int]:
        """Name nonces below ours that the chain has not seen and that nobody took here: somebody else's gaps."""
        rows = await self.database.call(
            "SELECT n FROM studio.chain_signer s,"
            " generate_series(CAST(:used AS bigint), least(s.next_nonce, CAST(:used AS bigint) + 100) - 1) n"
            " WHERE s.chain_id = :chain AND s.signer = :signer AND NOT EXISTS (SELECT FROM studio.chain_slot c"
            "  WHERE c.chain_id = s.chain_id AND c.signer = s.signer AND c.nonce = n)",
            chain=chain_id, signer=signer, used=used,
        )  # fmt: skip
        return [int(row[0]) for row in rows]

    async def counts(self) -> dict[tuple[str, str], int]:
        """Count mints by chain and status; `unpaid`: minted, and its job was refunded (as the system role)."""
        rows = await self.database.call(
            "SELECT m.chain,"
            " CASE WHEN m.status = 'confirmed' AND j.status <> 'completed' THEN 'unpaid' ELSE m.status END, count(*)"
            " FROM studio.mint m JOIN studio.job j ON j.tenant_id = m.tenant_id AND j.id = m.job_id GROUP BY 1, 2"
        )
        return {(row[0], row[1]): row[2] for row in rows}

    async def _of_run(self, function: str, key: RunKey, told: Json) -> Mint:
        statement = text(
            f"SELECT {COLUMNS} FROM studio.{function}(:tenant, :job, :run, CAST(:told AS jsonb))"  # noqa: S608 - constants
        )
        values = {
            "tenant": key.tenant_id, "job": key.job_id, "run": key.run, "told": jsonb(told),
        }  # fmt: skip
        async with self.database.begin(key.tenant_id) as connection:
            row = (await connection.execute(statement, values)).one()
        return Mint.model_validate(dict(row._mapping))

    async def _one(self, tenant_id: str, where: str, **values: Any) -> Mint:
        tenant = "AND tenant_id = :tenant" if tenant_id else ""
        statement = text(f"SELECT {COLUMNS} FROM studio.mint WHERE {where} {tenant}")  # noqa: S608 - constants
        async with self.database.begin(tenant_id) as connection:
            row = (await connection.execute(statement, {**values, "tenant": tenant_id})).first()
        if row is None:
            raise NotFound(f"There is no mint {values['id']!r}.")
        return Mint.model_validate(dict(row._mapping))

    async def _slots(self, tenant_id: str, where: str, **values: Any) -> list[Slot]:
        statement = text(
            f"SELECT chain_id, signer, nonce, tenant_id, mint_id, state FROM studio.chain_slot s WHERE {where}"  # noqa: S608 - constants
            " ORDER BY nonce LIMIT 1000"
        )
        async with self.database.begin(tenant_id) as connection:
            rows = await connection.execute(statement, values)
            return [Slot.model_validate(dict(row._mapping)) for row in rows]
