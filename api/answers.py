"""What each operation answers with, as clients' generated models have it. Credits, bytes, pixels, seconds."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from domain.music import Genre, Mood, Tempo
from domain.templates import Category, OutputFormat
from domain.values import Edge


class Cancelled(Edge):
    """A job that was cancelled."""

    id: str
    status: Literal["cancelled"]
    credits_refunded: int


class Requeued(Edge):
    """A failed job in its next run."""

    id: str
    status: Literal["queued"]
    credits_reserved: int


class Ticket(Edge):
    """The way into one job's event stream for a browser."""

    ticket: str
    expires_in_seconds: int


class Price(Edge):
    """Credits: what is charged is never above `max`."""

    min: int
    expected: int
    max: int


class Interval(Edge):
    """Seconds from start to end, most likely."""

    min: float
    max: float


class PlannedProvider(Edge):
    """Who would serve, with what."""

    provider: str
    model: str
    why: str


class NetworkFees(Edge):
    """What a mint would cost the operator on its chain now: gas, and wei in decimal. Null: the node does not tell."""

    chain: str
    chain_id: int
    contract: str
    confirmations: int
    gas: int | None
    fee_per_gas_wei: str | None
    cost_wei: str | None
    cost_wei_max: str | None


class Plan(Edge):
    """What a job would do; nothing is stored, held or run. `providers` are by ability, best first."""

    type: str
    params: dict[str, Any]
    price: Price
    estimated_seconds: Interval
    providers: dict[str, list[PlannedProvider]]
    network: NetworkFees | None = None


class MintShown(Edge):
    """A token: where it is, what it points to, and how deep its transaction is in the chain. Wei in decimal."""

    id: str
    status: Literal["preparing", "signed", "submitted", "confirmed", "failed"]
    chain: Literal["polygon", "ethereum", "development"]
    chain_id: int
    contract: str
    token_id: str
    owner: str
    token_uri: str | None = Field(alias="tokenURI")
    asset_cid: str | None
    metadata_cid: str | None
    transaction: str | None
    block_number: int | None
    block_hash: str | None
    confirmations: int
    confirmations_required: int | None
    gas_used: int | None
    fee_wei: str | None
    job_id: str
    created_at: datetime
    submitted_at: datetime | None
    confirmed_at: datetime | None


class Voice(Edge):
    """A voice that some worker can speak with. `language` is a BCP 47 tag; `previewUrl` plays without a token."""

    id: str
    name: str
    language: str
    gender: Literal["female", "male", "neutral"]
    provider: str
    engine: str
    preview_url: str | None


class SampleProblem(Edge):
    """One thing that is wrong with a sample, or with all of them together."""

    code: str
    severity: Literal["error", "warning"]
    detail: str


class SampleReport(Edge):
    """What was found in one sample. `noiseRatioDb`: how far its speech stands above the noise."""

    seconds: float
    speech_seconds: float
    noise_ratio_db: float
    clipped_share: float
    pitch_hz: float | None
    problems: list[SampleProblem]


class SamplesReport(Edge):
    """What was found in the samples. `speakersTold`: whether speakers could be told apart here."""

    fit: bool
    total_seconds: float
    speakers_told: bool
    samples: list[SampleReport]
    problems: list[SampleProblem]


class VoiceModel(Edge):
    """A voice of the tenant's own. `likeness` says how near it can be to its speaker."""

    id: str
    name: str
    status: Literal["training", "ready", "failed"]
    language: str | None
    provider: str | None
    likeness: Literal["clone", "resembles"] | None
    consent: dict[str, Any] | None
    report: SamplesReport | None
    job_id: str
    created_at: datetime
    ready_at: datetime | None


class Supports(Edge):
    """What can be done in a language."""

    tts: bool
    clone: bool
    subtitles: bool


class SpokenLanguage(Edge):
    """A language (BCP 47), how many voices it has, and what can be done in it."""

    language: str
    voices: int
    supports: Supports


class Speed(Edge):
    """Beats a minute, from and to."""

    min: int
    max: int


class MusicGenre(Edge):
    """A genre, how fast it goes by itself, and what plays in it where the local engine makes it."""

    name: Genre
    summary: str
    tempo: Tempo
    bpm: Speed
    instruments: list[str]


class MusicMood(Edge):
    """A mood, and what it does to the music."""

    name: Mood
    summary: str


class MusicTempo(Edge):
    """A tempo, and what it stands for."""

    name: Tempo
    bpm: Speed


class KindsOfMusic(Edge):
    """What music can be asked to be: the lists are closed."""

    genres: list[MusicGenre]
    moods: list[MusicMood]
    tempos: list[MusicTempo]


class ProviderHealth(Edge):
    """One ability of a provider. `errorRate` 0–1 and `latencySeconds` are of its last attempts."""

    provider: str
    kind: str
    model: str
    status: Literal["healthy", "degraded", "down", "disabled", "not_configured"]
    source: str
    circuit: Literal["open", "half-open", "closed"]
    reason: str | None
    latency_seconds: float | None
    error_rate: float | None
    last_error: str | None
    attempts: int


class ProviderSwitch(Edge):
    """A provider, or one of its tasks, taken out of use or back into it."""

    provider: str
    task: str | None
    enabled: bool
    changed: bool


class ProviderCost(Edge):
    """What a provider's model cost for a job type, against what its jobs brought.

    `cost`: by the operator's routes; `used`: what the vendor told, in its own `unit`; `revenue` in credits.
    """

    type: str
    provider: str
    model: str
    unit: str | None
    calls: int
    finished: int
    unknown: int
    cost: float | None
    used: float | None
    revenue: float


class Heard(Edge):
    """A vendor's webhook was taken; whoever follows the call looks now."""

    heard: bool


class Wallet(Edge):
    """What can be spent, and what running jobs hold."""

    available: int
    held: int
    tier: str


class Entry(Edge):
    """One operation of the book, as changes of each account."""

    id: str
    kind: str
    job_id: str | None
    available: int
    held: int
    charged: int
    reason: str
    at: datetime


class Corrected(Edge):
    """A charge of which part was given back."""

    job_id: str
    corrected: int


class Accepted(Edge):
    """Jobs of this month; without a limit, `limit` is null."""

    accepted: int
    limit: int | None


class AtOnce(Edge):
    """Jobs that have one of the tenant's places."""

    running: int
    limit: int


class Usage(Edge):
    """The month to date against the tier."""

    month: date
    tier: str
    credits_charged: int
    jobs: Accepted
    jobs_at_once: AtOnce
    requests_per_minute: int


class AssetShown(Edge):
    """A file with a signed url."""

    id: str
    name: str
    origin: Literal["upload", "output", "inline", "fetched"]
    role: str
    mime_type: str
    bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    url: str
    url_expires_at: datetime
    created_at: datetime


class AvatarShown(Edge):
    """An avatar of the tenant's. Its files are there when it is ready; a maker may have no preview."""

    id: str
    status: Literal["training", "ready", "failed"]
    style: Literal["realistic", "cartoon", "anime", "3d"]
    provider: str | None
    model: AssetShown | None
    portrait: AssetShown | None
    preview: AssetShown | None
    job_id: str
    created_at: datetime
    ready_at: datetime | None


class Presigned(Edge):
    """Where a file may be put without a token, once. It becomes the asset of this id."""

    id: str
    method: Literal["PUT"]
    upload_url: str
    expires_at: datetime


class Key(Edge):
    """An API key. `secret` is in the answer that makes it, and nowhere else."""

    id: str
    name: str
    prefix: str
    roles: list[str]
    created_at: datetime
    secret: str | None = None


class TemplateListed(Edge):
    """A template in the catalogue. `price`: credits beside those of every render; its preview opens without a token."""

    id: str
    name: str
    category: Category
    preview_image_url: str | None
    price: int
    is_featured: bool


class TemplateShown(TemplateListed):
    """A template with what its `data` has to be. `source`: of the tenant's own only; `ppi`: pixels an inch."""

    summary: str
    version: int
    is_own: bool
    schema_: dict[str, Any] = Field(alias="schema")
    example_data: dict[str, Any]
    output_formats: list[OutputFormat]
    ppi: int
    accessible: bool
    source: str | None
    created_at: datetime
    updated_at: datetime
