"""Voices that vendors hold for us: each is written down when it is made, until the vendor has forgotten it."""

from sqlalchemy import text

from db.session import Database
from domain.values import Value
from jobs.runs import CallKey


class KeptVoice(Value):
    """A voice at a vendor that nobody has a use for. `account` made it; `tries`: to have it forgotten."""

    tenant_id: str
    provider: str
    voice: str
    account: str
    tries: int


class VendorVoices:
    """Writes may be repeated."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def made(self, call: CallKey, voice: str) -> None:
        """Write down that a call made a voice."""
        await self.database.call(
            "SELECT studio.voice_made(:tenant, :job, :run, :part, :route, :voice)",
            tenant=call.run.tenant_id, job=call.run.job_id, run=call.run.run,
            part=call.part, route=call.route, voice=voice,
        )  # fmt: skip

    async def account_of(self, tenant_id: str, provider: str, voice: str) -> str | None:
        """Give the account that holds a voice."""
        statement = text(
            "SELECT account FROM studio.vendor_voice"
            " WHERE tenant_id = :tenant AND provider = :provider AND voice = :voice"
        )
        named = {"tenant": tenant_id, "provider": provider, "voice": voice}
        async with self.database.begin(tenant_id) as connection:
            found = await connection.scalar(statement, named)
        return None if found is None else str(found)

    async def to_forget(self, providers: list[str], *, pause_seconds: float) -> list[KeptVoice]:
        """Take voices that no model has and no open job waits for; each is due again after the pause (system role)."""
        rows = await self.database.call(
            "SELECT tenant_id, provider, voice, account, tries FROM studio.voices_to_forget(:providers, :seconds)",
            providers=providers, seconds=pause_seconds,
        )  # fmt: skip
        return [
            KeptVoice(tenant_id=row[0], provider=row[1], voice=row[2], account=row[3], tries=row[4])
            for row in rows
        ]

    async def forgotten(self, kept: KeptVoice) -> None:
        """Write down that the vendor has forgotten a voice."""
        await self.database.call(
            "SELECT studio.voice_forgotten(:tenant, :provider, :voice)",
            tenant=kept.tenant_id, provider=kept.provider, voice=kept.voice,
        )  # fmt: skip
