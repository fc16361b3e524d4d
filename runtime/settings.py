"""Every setting, read once from the environment at an entry point. A nested name is joined by `__`."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.minting import ADDRESS


class DatabaseSettings(BaseModel):
    """PostgreSQL. The owner's url is for migrations only."""

    url: SecretStr = Field(default=SecretStr(""), description="API and workers, role studio_app")
    system_url: SecretStr = Field(
        default=SecretStr(""), description="relay, sweep and sign-in, role studio_system"
    )
    owner_url: SecretStr = Field(
        default=SecretStr(""), description="migrations: owner of the schema"
    )
    pool_size: int = Field(default=10, ge=2, le=100, description="connections a process and role")


class TemporalSettings(BaseModel):
    """The Temporal server."""

    address: str = Field(default="127.0.0.1:7233", description="host:port of the frontend")
    namespace: str = Field(default="default", description="namespace of all workflows")
    ui_url: str = Field(default="http://127.0.0.1:8233", description="where operators look")
    tls: bool = Field(default=False, description="connect with TLS")
    api_key: SecretStr | None = Field(default=None, description="bearer key of a managed server")


class S3Settings(BaseModel):
    """Any S3-compatible store."""

    endpoint: str | None = Field(default=None, description="url; empty for AWS")
    bucket: str = Field(default="studio", description="bucket of all blobs")
    region: str = Field(default="us-east-1", description="region")
    access_key_id: SecretStr | None = Field(default=None, description="access key")
    secret_access_key: SecretStr | None = Field(default=None, description="secret key")


class StorageSettings(BaseModel):
    """Where blobs live, and how their urls are signed."""

    kind: Literal["local", "s3"] = Field(default="local", description="local disk or S3")
    root: Path = Field(default=Path(".studio/blobs"), description="folder of local blobs")
    s3: S3Settings = S3Settings()
    signing_key: SecretStr = Field(
        default=SecretStr(""),
        description="signs asset urls and stream tickets, seals webhook secrets; ≥ 32 characters",
    )
    url_lifetime_seconds: int = Field(default=86_400, ge=60, description="life of a signed url")
    url_window_seconds: int = Field(default=3_600, ge=1, description="urls stay equal this long")
    free_fraction_min: float = Field(
        default=0.05, ge=0, le=0.9, description="below this share of free disk submits get 503"
    )


class ApiSettings(BaseModel):
    """The HTTP server."""

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8080, ge=0, le=65_535, description="port to listen on")
    public_url: str = Field(default="http://127.0.0.1:8080", description="what clients call us")
    metrics_port: int = Field(default=0, ge=0, le=65_535, description="Prometheus; 0: off")
    cors_origins: tuple[str, ...] = Field(default=(), description="origins of browsers we answer")
    graphql_introspection: bool = Field(
        default=True, description="GraphQL tells its schema; docs/schema.graphql has it as well"
    )
    graphiql: bool = Field(
        default=False, description="a page to try GraphQL out; its scripts come from unpkg.com"
    )
    sockets_max: int = Field(default=4_000, ge=1, description="WebSockets open in one process")
    slow_seconds: float = Field(
        default=20, gt=0, description="a WebSocket that takes nothing for so long is closed"
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="proxies whose X-Forwarded-For counts"
    )


class WorkerSettings(BaseModel):
    """A worker process."""

    metrics_port: int = Field(default=0, ge=0, le=65_535, description="Prometheus; 0: off")
    media_slots: int = Field(default=0, ge=0, le=256, description="media steps at once; 0: cores")
    provider_slots: int = Field(default=1_000, ge=1, description="provider calls at once")
    webhook_slots: int = Field(default=500, ge=1, description="endpoints that are sent to at once")
    workflow_cache: int = Field(default=1_000, ge=0, description="workflows kept in memory")
    grace_seconds: float = Field(default=30, ge=0, description="time to finish on SIGTERM")
    scratch: Path | None = Field(default=None, description="folder for scratch files")


class AuthSettings(BaseModel):
    """Who may call."""

    development_secret: SecretStr | None = Field(
        default=None, description="HS256 secret of development tokens; ≥ 32 bytes"
    )
    jwks_url: str | None = Field(default=None, description="key set of the identity provider")
    issuer: str | None = Field(default=None, description="required `iss`")
    audience: str | None = Field(default=None, description="required `aud`")
    operator_issuers: tuple[str, ...] = Field(
        default=(), description="issuers of operators' tokens"
    )


class ModerationSettings(BaseModel):
    """The content policy."""

    rules: tuple[Path, ...] = Field(default=(), description="an operator's own rule files")
    remote: bool = Field(default=True, description="also ask OpenAI's endpoint where configured")


class ProviderSettings(BaseModel):
    """One vendor. No key: not offered."""

    api_key: SecretStr | None = Field(default=None, description="the vendor's key")
    base_url: str | None = Field(default=None, description="another address (proxy, tests)")
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="what the vendor signs its webhooks with, where it has such a secret",
    )
    timeout_seconds: float = Field(default=180, gt=0, description="longest wait for one answer")


class WeightSettings(BaseModel):
    """Model weights of the local engines."""

    folder: Path | None = Field(default=None, description="the operator's own weights, tried first")


class VoiceSettings(BaseModel):
    """Voices made from recordings of somebody."""

    consent_required: bool = Field(
        default=False, description="clone no voice without the speaker's consent in the request"
    )


class ChainSettings(BaseModel):
    """One chain that tokens are minted on. No address: not offered. An empty variable is none."""

    rpc_url: SecretStr | None = Field(default=None, description="the node's JSON-RPC address")
    chain_id: int | None = Field(default=None, gt=0, description="EIP-155 id of the chain")
    contract: str | None = Field(
        default=None, pattern=ADDRESS, description="our ERC-721 contract (`studio nft deploy`)"
    )
    signer_key: SecretStr | None = Field(
        default=None, description="private key of the contract's owner; workers only"
    )
    signer_url: SecretStr | None = Field(
        default=None, description="a remote signer (`eth_signTransaction`) instead of a key"
    )
    signer_address: str | None = Field(
        default=None, pattern=ADDRESS, description="the address that the remote signer signs for"
    )
    recipient: str | None = Field(
        default=None, pattern=ADDRESS, description="who gets the tokens; default: the signer"
    )
    confirmations: int = Field(default=12, ge=1, le=1_000, description="blocks until it counts")
    fee_gwei_max: float = Field(
        default=500, gt=0, le=1_000_000, description="most that is offered for a unit of gas"
    )
    gas_max: int = Field(default=600_000, ge=21_000, description="most gas that a mint may need")
    patience_seconds: float = Field(
        default=60, gt=0, description="time in no block until a higher fee is offered"
    )
    poll_seconds: float = Field(default=4, gt=0, le=60, description="time between two looks")

    @model_validator(mode="before")
    @classmethod
    def without_empty(cls, told: dict[str, str]) -> dict[str, str]:
        """Leave out what is empty: compose files cannot leave a variable out."""
        return {name: value for name, value in told.items() if value != ""}


class IpfsSettings(BaseModel):
    """Where the files of tokens are kept by their content. No node: this server's own addresses are used."""

    node_url: str | None = Field(default=None, description="an IPFS node's RPC API (Kubo)")
    authorization: SecretStr | None = Field(
        default=None, description="its Authorization header, where it wants one"
    )
    pinning_url: str | None = Field(
        default=None, description="a service (IPFS Pinning Service API) that pins what the node has"
    )
    pinning_token: SecretStr | None = Field(default=None, description="the service's access token")


class LogSettings(BaseModel):
    """Logs go to stderr."""

    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="least")
    format: Literal["json", "text"] = Field(default="json", description="JSON lines or plain text")


class FetchSettings(BaseModel):
    """The guarded way out."""

    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="origins that may be fetched although they are local (scheme://host:port)",
    )


class WebhookSettings(BaseModel):
    """Events that go out to addresses of clients."""

    loopback: bool = Field(
        default=False,
        description="also send to this machine by name, over http and on any port (development)",
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="origins that events may be sent to although they are local (scheme://host:port)",
    )


class Settings(BaseSettings):
    """All settings of a process."""

    model_config = SettingsConfigDict(env_nested_delimiter="__", extra="ignore")

    database: DatabaseSettings = DatabaseSettings()
    temporal: TemporalSettings = TemporalSettings()
    storage: StorageSettings = StorageSettings()
    api: ApiSettings = ApiSettings()
    worker: WorkerSettings = WorkerSettings()
    auth: AuthSettings = AuthSettings()
    moderation: ModerationSettings = ModerationSettings()
    providers: dict[str, ProviderSettings] = Field(
        default={}, description="PROVIDERS__NAME__API_KEY, __BASE_URL, __TIMEOUT_SECONDS"
    )
    weights: WeightSettings = WeightSettings()
    voices: VoiceSettings = VoiceSettings()
    fetch: FetchSettings = FetchSettings()
    webhooks: WebhookSettings = WebhookSettings()
    chains: dict[Literal["polygon", "ethereum", "development"], ChainSettings] = Field(
        default={}, description="CHAINS__POLYGON__…, CHAINS__ETHEREUM__…"
    )
    ipfs: IpfsSettings = IpfsSettings()
    log: LogSettings = LogSettings()
    numbers_file: Path | None = Field(
        default=None, description="prices, tiers, targets and routes; default: the one we ship"
    )
