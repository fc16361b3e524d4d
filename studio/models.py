"""What the API takes and answers. Written from docs/openapi.json: `python -m runtime.typed_client`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AnyUrl, Field, RootModel

from studio._resource import Resource


class AssetShown(Resource):
    """
    A file with a signed url.
    """

    id: str
    name: str
    origin: str
    role: str
    mime_type: Annotated[str, Field(alias="mimeType")]
    bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_seconds: Annotated[float | None, Field(alias="durationSeconds")] = None
    url: str
    url_expires_at: Annotated[datetime, Field(alias="urlExpiresAt")]
    created_at: Annotated[datetime, Field(alias="createdAt")]


class AvatarShown(Resource):
    """
    An avatar of the tenant's. Its files are there when it is ready; a maker may have no preview.
    """

    id: str
    status: str
    style: str
    provider: str | None
    model: AssetShown | None
    portrait: AssetShown | None
    preview: AssetShown | None
    job_id: Annotated[str, Field(alias="jobId")]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    ready_at: Annotated[datetime | None, Field(alias="readyAt")]


class Cancelled(Resource):
    """
    A job that was cancelled.
    """

    id: str
    status: str
    credits_refunded: Annotated[int, Field(alias="creditsRefunded")]


class CloudEvent(Resource):
    """
    What all events share: CloudEvents 1.0, structured mode. `subject` is the tenant.
    """

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str


class Corrected(Resource):
    """
    A charge of which part was given back.
    """

    job_id: Annotated[str, Field(alias="jobId")]
    corrected: int


class DeliveryTry(Resource):
    """
    How a try went. `status` is what was answered, `error` why nothing was, `response` the answer's first 2 kB.
    """

    no: int
    at: datetime
    status: int | None
    error: str | None
    duration_ms: Annotated[int, Field(alias="durationMs")]
    response: str


class DeliveryShown(Resource):
    """
    One event owed to one endpoint. `eventId` is its `webhook-id` at every try; `about` is what it tells of.
    """

    id: str
    webhook_id: Annotated[str, Field(alias="webhookId")]
    event_id: Annotated[str, Field(alias="eventId")]
    type: str
    about: str
    url: str | None
    status: str
    reason: str | None
    tries: list[DeliveryTry]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    ended_at: Annotated[datetime | None, Field(alias="endedAt")]
    next_at: Annotated[datetime | None, Field(alias="nextAt")]


class Entry(Resource):
    """
    One operation of the book, as changes of each account.
    """

    id: str
    kind: str
    job_id: Annotated[str | None, Field(alias="jobId")]
    available: int
    held: int
    charged: int
    reason: str
    at: datetime


class GraphMistake(Resource):
    """
    One thing that went wrong, and where. `extensions` are as REST's problems: code, status, retryable, requestId.
    """

    message: str
    extensions: dict[str, Any]
    locations: list[dict[str, int]] | None = None
    path: list[str | int] | None = None


class GraphAnswer(Resource):
    """
    What was asked for; null where it, or all, went wrong. `errors` tell why.
    """

    data: dict[str, Any] | None = None
    errors: list[GraphMistake] | None = None


class Heard(Resource):
    """
    A vendor's webhook was taken; whoever follows the call looks now.
    """

    heard: bool


class Attempt(Resource):
    """
    One call to one provider. `part` is the variant, clip or chunk.
    """

    no: int
    run: int
    part: int
    provider: str
    model: str
    started_at: Annotated[datetime, Field(alias="startedAt")]
    ended_at: Annotated[datetime | None, Field(alias="endedAt")] = None
    outcome: str
    error_code: Annotated[str | None, Field(alias="errorCode")] = None
    vendor_job_id: Annotated[str | None, Field(alias="vendorJobId")] = None
    vendor_cancel: Annotated[str | None, Field(alias="vendorCancel")] = None
    fallback_reason: Annotated[str | None, Field(alias="fallbackReason")] = None


class JobError(Resource):
    """
    Why a job failed, as its resource tells it.
    """

    code: str
    category: str
    message: str
    retryable: bool
    step: str | None = None
    attempt: int | None = None
    pointer: str | None = None


class JobStatus(RootModel[str]):
    root: str


class OutputFile(Resource):
    """
    A file that came out. `url` is signed and made anew at each reading.
    """

    id: str
    role: str
    part: int
    name: str
    url: str
    url_expires_at: Annotated[datetime, Field(alias="urlExpiresAt")]
    mime_type: Annotated[str, Field(alias="mimeType")]
    bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_seconds: Annotated[float | None, Field(alias="durationSeconds")] = None
    metadata: dict[str, str] | None = None


class Phase(RootModel[str]):
    root: Annotated[str, Field(description="The finer state, for people who watch.")]


class Queue(Resource):
    """
    Why a job waits, and where it stands as far as that is known.
    """

    cause: str
    position: int | None = None


class Step(Resource):
    """
    One activity of the workflow.
    """

    name: str
    part: int | None = None
    state: str
    started_at: Annotated[datetime, Field(alias="startedAt")]
    ended_at: Annotated[datetime | None, Field(alias="endedAt")] = None


class Job(Resource):
    """
    A job as `GET`, the event stream and every other door show it.
    """

    id: str
    type: str
    status: str
    phase: Annotated[str, Field(description="The finer state, for people who watch.")]
    progress: int
    run: int
    params: dict[str, Any]
    provider: str | None
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]
    credits_charged: Annotated[int, Field(alias="creditsCharged")]
    credits_refunded: Annotated[int, Field(alias="creditsRefunded")]
    outputs: list[OutputFile]
    error: JobError | None
    attempts: list[Attempt]
    steps: list[Step]
    queue: Queue | None = None
    metadata: dict[str, str]
    tags: list[str]
    version: int
    created_at: Annotated[datetime, Field(alias="createdAt")]
    started_at: Annotated[datetime | None, Field(alias="startedAt")]
    completed_at: Annotated[datetime | None, Field(alias="completedAt")]
    estimated_completion_time: Annotated[
        datetime | None, Field(alias="estimatedCompletionTime")
    ] = None
    pipeline_id: Annotated[str | None, Field(alias="pipelineId")] = None
    pipeline_step: Annotated[str | None, Field(alias="pipelineStep")] = None
    pipeline_item: Annotated[int | None, Field(alias="pipelineItem")] = None
    links: dict[str, str] | None = None


class JobEventData(Resource):
    """
    A job, as it was then. `outputUrl` is its first output's, signed when sent; `creditsUsed` what was charged.
    """

    tenant_id: Annotated[str, Field(alias="tenantId")]
    user_id: Annotated[str, Field(alias="userId")]
    job_id: Annotated[str, Field(alias="jobId")]
    type: str
    provider: str | None
    output_url: Annotated[str | None, Field(alias="outputUrl")]
    duration_ms: Annotated[int | None, Field(alias="durationMs")]
    credits_used: Annotated[int, Field(alias="creditsUsed")]
    job: Job


class Key(Resource):
    """
    An API key. `secret` is in the answer that makes it, and nowhere else.
    """

    id: str
    name: str
    prefix: str
    roles: list[str]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    secret: str | None = None


class Genre(RootModel[str]):
    root: str


class Mood(RootModel[str]):
    root: str


class MusicMood(Resource):
    """
    A mood, and what it does to the music.
    """

    name: str
    summary: str


class Speed(Resource):
    """
    Beats a minute, from and to.
    """

    min: int
    max: int


class Tempo(RootModel[str]):
    root: str


class Live(Resource):
    """
    The process runs.
    """

    status: str


class Meta(Resource):
    """
    What an answer tells of itself.
    """

    request_id: Annotated[str, Field(alias="requestId")]


class MintShown(Resource):
    """
    A token: where it is, what it points to, and how deep its transaction is in the chain. Wei in decimal.
    """

    id: str
    status: str
    chain: str
    chain_id: Annotated[int, Field(alias="chainId")]
    contract: str
    token_id: Annotated[str, Field(alias="tokenId")]
    owner: str
    token_uri: Annotated[str | None, Field(alias="tokenURI")]
    asset_cid: Annotated[str | None, Field(alias="assetCid")]
    metadata_cid: Annotated[str | None, Field(alias="metadataCid")]
    transaction: str | None
    block_number: Annotated[int | None, Field(alias="blockNumber")]
    block_hash: Annotated[str | None, Field(alias="blockHash")]
    confirmations: int
    confirmations_required: Annotated[int | None, Field(alias="confirmationsRequired")]
    gas_used: Annotated[int | None, Field(alias="gasUsed")]
    fee_wei: Annotated[str | None, Field(alias="feeWei")]
    job_id: Annotated[str, Field(alias="jobId")]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    submitted_at: Annotated[datetime | None, Field(alias="submittedAt")]
    confirmed_at: Annotated[datetime | None, Field(alias="confirmedAt")]


class Page(Resource):
    """
    Where a list goes on.
    """

    next_cursor: Annotated[str | None, Field(alias="nextCursor")]
    has_more: Annotated[bool, Field(alias="hasMore")]


class PipelineJob(Resource):
    """
    One job of a step; without an id while it only has its hold, or never became one.
    """

    item: int
    job_id: Annotated[str | None, Field(alias="jobId")]
    status: str
    reason: str | None
    progress: int
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]
    credits_charged: Annotated[int, Field(alias="creditsCharged")]
    credits_refunded: Annotated[int, Field(alias="creditsRefunded")]
    error: JobError | None
    outputs: list[OutputFile]
    links: dict[str, str]


class PipelineStepShown(Resource):
    """
    A step, what was asked of it, and how its jobs stand. `needs` are the steps whose results it takes.
    """

    id: str
    type: str
    params: dict[str, Any]
    needs: list[str]
    for_each: Annotated[Any | None, Field(alias="forEach")] = None
    when: dict[str, Any] | None = None
    allow_fallback: Annotated[bool | None, Field(alias="allowFallback")] = None
    deadline_seconds: Annotated[int | None, Field(alias="deadlineSeconds")] = None
    status: str
    progress: int
    jobs: list[PipelineJob]


class Pipeline(Resource):
    """
    A pipeline as `GET` and the event stream show it. `outputs` are those of its last steps.
    """

    id: str
    name: str
    status: str
    progress: int
    run: int
    on_failure: Annotated[str, Field(alias="onFailure")]
    steps: list[PipelineStepShown]
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]
    credits_charged: Annotated[int, Field(alias="creditsCharged")]
    credits_refunded: Annotated[int, Field(alias="creditsRefunded")]
    outputs: list[OutputFile]
    error: JobError | None
    queue: Queue | None = None
    metadata: dict[str, str]
    tags: list[str]
    version: int
    created_at: Annotated[datetime, Field(alias="createdAt")]
    started_at: Annotated[datetime | None, Field(alias="startedAt")]
    completed_at: Annotated[datetime | None, Field(alias="completedAt")]
    estimated_completion_time: Annotated[
        datetime | None, Field(alias="estimatedCompletionTime")
    ] = None
    links: dict[str, str] | None = None


class Interval(Resource):
    """
    Seconds from start to end, most likely.
    """

    min: float
    max: float


class PlannedProvider(Resource):
    """
    Who would serve, with what.
    """

    provider: str
    model: str
    why: str


class Price(Resource):
    """
    Credits: what is charged is never above `max`.
    """

    min: int
    expected: int
    max: int


class PipelineSubmitted(Resource):
    """
    A pipeline that was accepted.
    """

    pipeline_id: Annotated[str, Field(alias="pipelineId")]
    status: str
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]
    estimated_completion_time: Annotated[str, Field(alias="estimatedCompletionTime")]
    links: dict[str, str]


class NetworkFees(Resource):
    """
    What a mint would cost the operator on its chain now: gas, and wei in decimal. Null: the node does not tell.
    """

    chain: str
    chain_id: Annotated[int, Field(alias="chainId")]
    contract: str
    confirmations: int
    gas: int | None
    fee_per_gas_wei: Annotated[str | None, Field(alias="feePerGasWei")]
    cost_wei: Annotated[str | None, Field(alias="costWei")]
    cost_wei_max: Annotated[str | None, Field(alias="costWeiMax")]


class Plan(Resource):
    """
    What a job would do; nothing is stored, held or run. `providers` are by ability, best first.
    """

    type: str
    params: dict[str, Any]
    price: Price
    estimated_seconds: Annotated[Interval, Field(alias="estimatedSeconds")]
    providers: dict[str, list[PlannedProvider]]
    network: NetworkFees | None = None


class Frame(Resource):
    """
    A size in pixels.
    """

    width: int
    height: int


class PictureRules(Resource):
    """
    What a format takes as a picture.
    """

    sizes: Annotated[list[Frame], Field(description="the first is preferred")]
    mime_types: Annotated[list[str], Field(alias="mimeTypes")]
    bytes_max: Annotated[int, Field(alias="bytesMax")]


class PlatformName(RootModel[str]):
    root: Annotated[str, Field(description="Where variants are made for.")]


class SafeArea(Resource):
    """
    What a platform lays its own signs over, as shares of the width and the height from each edge.
    """

    top: float
    bottom: float
    left: float
    right: float


class PresetShown(Resource):
    """
    A pipeline to be filled in: `parameters` is the JSON Schema of what it takes.
    """

    name: str
    summary: str
    own: bool
    types: list[str]
    parameters: dict[str, Any]


class Presigned(Resource):
    """
    Where a file may be put without a token, once. It becomes the asset of this id.
    """

    id: str
    method: str
    upload_url: Annotated[str, Field(alias="uploadUrl")]
    expires_at: Annotated[datetime, Field(alias="expiresAt")]


class FieldProblem(Resource):
    """
    One thing wrong with a request.
    """

    pointer: str
    code: str
    detail: str


class Problem(Resource):
    """
    An error, as RFC 9457 has it.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: Annotated[str, Field(alias="requestId")]
    retryable: bool
    errors: list[FieldProblem] | None = None
    job_id: Annotated[str | None, Field(alias="jobId")] = None


class ProviderCost(Resource):
    """
    What a provider's model cost for a job type, against what its jobs brought.

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


class ProviderHealth(Resource):
    """
    One ability of a provider. `errorRate` 0–1 and `latencySeconds` are of its last attempts.
    """

    provider: str
    kind: str
    model: str
    status: str
    source: str
    circuit: str
    reason: str | None
    latency_seconds: Annotated[float | None, Field(alias="latencySeconds")]
    error_rate: Annotated[float | None, Field(alias="errorRate")]
    last_error: Annotated[str | None, Field(alias="lastError")]
    attempts: int


class ProviderSwitch(Resource):
    """
    A provider, or one of its tasks, taken out of use or back into it.
    """

    provider: str
    task: str | None
    enabled: bool
    changed: bool


class Checks(Resource):
    """
    What answers.
    """

    database: bool
    storage: bool
    temporal: bool


class Ready(Resource):
    """
    Whether this server can serve. Degraded: jobs are accepted, and wait for Temporal.
    """

    status: str
    checks: Checks


class Redelivered(Resource):
    """
    How many events are sent again.
    """

    count: int


class Requeued(Resource):
    """
    A failed job in its next run.
    """

    id: str
    status: str
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]


class FieldError(Resource):
    """
    One thing wrong with a request: an RFC 6901 pointer to it, a code, and a sentence.
    """

    pointer: str
    code: str
    detail: str


class SocketMistake(Resource):
    """
    What was wrong with a message, or why the socket is closed, as REST's problems have it.
    """

    code: str
    title: str
    detail: str
    retryable: bool
    errors: list[FieldError] | None = None
    retry_after_seconds: Annotated[int | None, Field(alias="retryAfterSeconds")] = None


class SocketError(Resource):
    """
    What the socket says where a message was not valid, and before it refuses to go on.
    """

    event: str
    id: str
    time: datetime
    data: SocketMistake


class SocketFrame(Resource):
    """
    An event of a job. `id` names its version; `data` is its snapshot then.
    """

    event: str
    id: str
    time: datetime
    data: Job


class Supports(Resource):
    """
    What can be done in a language.
    """

    tts: bool
    clone: bool
    subtitles: bool


class SpokenLanguage(Resource):
    """
    A language (BCP 47), how many voices it has, and what can be done in it.
    """

    language: str
    voices: int
    supports: Supports


class Submitted(Resource):
    """
    A job that was accepted.
    """

    job_id: Annotated[str, Field(alias="jobId")]
    status: str
    credits_reserved: Annotated[int, Field(alias="creditsReserved")]
    estimated_completion_time: Annotated[str, Field(alias="estimatedCompletionTime")]
    links: dict[str, str]


class Subscribe(Resource):
    """
    Follow jobs by name, from the version that was seen where one is given; without names, all of the user's.
    """

    action: str
    job_ids: Annotated[list[str] | None, Field(alias="jobIds")] = None
    since: dict[str, Any] | None = None


class Category(RootModel[str]):
    root: str


class TemplateEventData(Resource):
    """
    A tenant's own template. `version`: the one that was made.
    """

    tenant_id: Annotated[str, Field(alias="tenantId")]
    user_id: Annotated[str, Field(alias="userId")]
    template_id: Annotated[str, Field(alias="templateId")]
    version: int
    name: str
    category: str


class TemplateListed(Resource):
    """
    A template in the catalogue. `price`: credits beside those of every render; its preview opens without a token.
    """

    id: str
    name: str
    category: str
    preview_image_url: Annotated[str | None, Field(alias="previewImageUrl")]
    price: int
    is_featured: Annotated[bool, Field(alias="isFeatured")]


class TemplateShown(Resource):
    """
    A template with what its `data` has to be. `source`: of the tenant's own only; `ppi`: pixels an inch.
    """

    id: str
    name: str
    category: str
    preview_image_url: Annotated[str | None, Field(alias="previewImageUrl")]
    price: int
    is_featured: Annotated[bool, Field(alias="isFeatured")]
    summary: str
    version: int
    is_own: Annotated[bool, Field(alias="isOwn")]
    schema_: Annotated[dict[str, Any], Field(alias="schema")]
    example_data: Annotated[dict[str, Any], Field(alias="exampleData")]
    output_formats: Annotated[list[str], Field(alias="outputFormats")]
    ppi: int
    accessible: bool
    source: str | None
    created_at: Annotated[datetime, Field(alias="createdAt")]
    updated_at: Annotated[datetime, Field(alias="updatedAt")]


class TestEventData(Resource):
    """
    What `POST /webhooks/{webhookId}/test` sends.
    """

    tenant_id: Annotated[str, Field(alias="tenantId")]
    webhook_id: Annotated[str, Field(alias="webhookId")]
    message: str


class Ticket(Resource):
    """
    The way into one job's event stream for a browser.
    """

    ticket: str
    expires_in_seconds: Annotated[int, Field(alias="expiresInSeconds")]


class Unsubscribe(Resource):
    """
    Hear no more of jobs; without names, of any.
    """

    action: str
    job_ids: Annotated[list[str] | None, Field(alias="jobIds")] = None


class Accepted(Resource):
    """
    Jobs of this month; without a limit, `limit` is null.
    """

    accepted: int
    limit: int | None


class AtOnce(Resource):
    """
    Jobs that have one of the tenant's places.
    """

    running: int
    limit: int


class Usage(Resource):
    """
    The month to date against the tier.
    """

    month: date
    tier: str
    credits_charged: Annotated[int, Field(alias="creditsCharged")]
    jobs: Accepted
    jobs_at_once: Annotated[AtOnce, Field(alias="jobsAtOnce")]
    requests_per_minute: Annotated[int, Field(alias="requestsPerMinute")]


class Voice(Resource):
    """
    A voice that some worker can speak with. `language` is a BCP 47 tag; `previewUrl` plays without a token.
    """

    id: str
    name: str
    language: str
    gender: str
    provider: str
    engine: str
    preview_url: Annotated[str | None, Field(alias="previewUrl")]


class SampleProblem(Resource):
    """
    One thing that is wrong with a sample, or with all of them together.
    """

    code: str
    severity: str
    detail: str


class SampleReport(Resource):
    """
    What was found in one sample. `noiseRatioDb`: how far its speech stands above the noise.
    """

    seconds: float
    speech_seconds: Annotated[float, Field(alias="speechSeconds")]
    noise_ratio_db: Annotated[float, Field(alias="noiseRatioDb")]
    clipped_share: Annotated[float, Field(alias="clippedShare")]
    pitch_hz: Annotated[float | None, Field(alias="pitchHz")]
    problems: list[SampleProblem]


class SamplesReport(Resource):
    """
    What was found in the samples. `speakersTold`: whether speakers could be told apart here.
    """

    fit: bool
    total_seconds: Annotated[float, Field(alias="totalSeconds")]
    speakers_told: Annotated[bool, Field(alias="speakersTold")]
    samples: list[SampleReport]
    problems: list[SampleProblem]


class VoiceModel(Resource):
    """
    A voice of the tenant's own. `likeness` says how near it can be to its speaker.
    """

    id: str
    name: str
    status: str
    language: str | None
    provider: str | None
    likeness: str | None
    consent: dict[str, Any] | None
    report: SamplesReport | None
    job_id: Annotated[str, Field(alias="jobId")]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    ready_at: Annotated[datetime | None, Field(alias="readyAt")]


class VoiceModelEventData(Resource):
    """
    A voice that is being made, or can be spoken with.
    """

    tenant_id: Annotated[str, Field(alias="tenantId")]
    user_id: Annotated[str, Field(alias="userId")]
    voice_model_id: Annotated[str, Field(alias="voiceModelId")]
    job_id: Annotated[str, Field(alias="jobId")]
    status: str
    language: str | None
    provider: str | None


class Wallet(Resource):
    """
    What can be spent, and what running jobs hold.
    """

    available: int
    held: int
    tier: str


class WebhookShown(Resource):
    """
    An endpoint. `secret` is in the answer that makes or changes it, and nowhere else; `publicKey` checks `v1a`.

    The one of scope `job` stands for the addresses that jobs name (`webhookUrl`), and has no url.
    """

    id: str
    scope: str
    url: str | None
    description: str
    events: list[str]
    status: str
    reason: str | None
    since: datetime
    failures: int
    failing_since: Annotated[datetime | None, Field(alias="failingSince")]
    public_key: Annotated[str, Field(alias="publicKey")]
    previous_public_key: Annotated[str | None, Field(alias="previousPublicKey")]
    previous_until: Annotated[datetime | None, Field(alias="previousUntil")]
    created_at: Annotated[datetime, Field(alias="createdAt")]
    secret: str | None = None


class RetryRequest(Resource):
    """
    How to run a failed job again.
    """

    provider: str | None = None


class Parameter(Resource):
    """
    One parameter, as JSON Schema has it.
    """

    type: str
    description: str | None = None
    default: str | int | float | bool | None = None
    enum: list[str | int | float] | None = None
    min_length: Annotated[int | None, Field(alias="minLength")] = None
    max_length: Annotated[int | None, Field(alias="maxLength")] = None
    minimum: float | None = None
    maximum: float | None = None


class Parameters(Resource):
    """
    What a preset takes.
    """

    type: str | None = None
    properties: dict[str, Any] | None = None
    required: list[str] | None = None
    additional_properties: Annotated[bool | None, Field(alias="additionalProperties")] = None


class Preset(Resource):
    """
    A pipeline with holes: `{"$param": name}` for a value, `{"$text": "… {name} …"}` for a text with values in it.

    A step with `onlyWith` is there if that parameter is given and not false, one with `onlyWithout` if it is not.
    `example` are parameters with which the preset is right.
    """

    name: str
    summary: str
    parameters: Parameters | None = None
    steps: list[dict[str, Any]]
    on_failure: Annotated[str | None, Field(alias="onFailure")] = None
    example: dict[str, Any] | None = None


class PresetRequest(Resource):
    """
    Run a preset.
    """

    params: dict[str, Any] | None = None
    name: str | None = None
    max_credits: Annotated[int | None, Field(alias="maxCredits")] = None
    metadata: dict[str, Any] | None = None
    tags: list[str] | None = None
    priority: str | None = None


class ForEach(Resource):
    """
    What a step runs for, a job each: a list that is given, or the outputs of another step, up to `max`.
    """

    items: list[Any] | None = None
    field_ref: Annotated[str | None, Field(alias="$ref")] = None
    max: int | None = None


class When(Resource):
    """
    When a step runs: after another one ended so, if an output is there, or if a fact of one compares so.
    """

    step: str | None = None
    status: str | None = None
    field_ref: Annotated[str | None, Field(alias="$ref")] = None
    exists: bool | None = None
    equals: str | int | float | None = None
    less_than: Annotated[int | float | None, Field(alias="lessThan")] = None
    greater_than: Annotated[int | float | None, Field(alias="greaterThan")] = None


class EstimateRequest(Resource):
    """
    A job that may be submitted: its type, and the body it would have. Or a whole pipeline.
    """

    type: str | None = None
    params: dict[str, Any] | None = None
    pipeline: dict[str, Any] | None = None


class Ability(RootModel[str]):
    root: Annotated[str, Field(description="The closed set of things that providers offer.")]


class Switch(Resource):
    """
    What to take out of use, or back into it: one task of a provider, or without `task` all that it does.
    """

    task: str | None = None
    reason: str


class TopUp(Resource):
    """
    Credits for a tenant.
    """

    amount: int
    reason: str


class Correction(Resource):
    """
    Part or all of a settled charge, given back.
    """

    job_id: Annotated[str, Field(alias="jobId")]
    run: int | None = None
    amount: int
    reason: str


class UploadRequest(Resource):
    """
    A file that a browser, or another machine, will put without a token.
    """

    name: str | None = None


class NewKey(Resource):
    """
    A key to make.
    """

    name: str


class NewWebhook(Resource):
    """
    An endpoint to make. No `events`: all of them.
    """

    url: str
    events: list[str] | None = None
    description: str | None = None


class WebhookChange(Resource):
    """
    What is to be different. `enabled` also resumes one that was paused or disabled.
    """

    url: str | None = None
    events: list[str] | None = None
    description: str | None = None
    status: str | None = None


class Span(Resource):
    """
    What is to be sent again: what was owed from `since` on, and before `until`, and became `status`.
    """

    since: datetime
    until: datetime | None = None
    status: str | None = None


class NewTemplate(Resource):
    """
    A template of the tenant's own: one Typst file, the JSON Schema of its data, and an example of it.
    """

    name: str
    category: str
    summary: str | None = None
    source: Annotated[
        str,
        Field(
            description='Typst; `#import "/kit.typ": *` gives `data` and what the shipped ones use'
        ),
    ]
    schema_: Annotated[
        dict[str, Any],
        Field(
            alias="schema",
            description="of `data`: the part of JSON Schema 2020-12 in the docs",
        ),
    ]
    example_data: Annotated[
        dict[str, Any],
        Field(alias="exampleData", description="data with which the template is right"),
    ]
    ppi: Annotated[int | None, Field(description="pixels an inch of png and jpg")] = None
    accessible: Annotated[
        bool | None,
        Field(description="hold its PDF to PDF/UA-1: it needs a title and alternative texts"),
    ] = None


class TemplateChange(Resource):
    """
    What changes of a template; all else stays. Every change makes the next version.
    """

    name: str | None = None
    category: str | None = None
    summary: str | None = None
    source: str | None = None
    schema_: Annotated[dict[str, Any] | None, Field(alias="schema")] = None
    example_data: Annotated[dict[str, Any] | None, Field(alias="exampleData")] = None
    ppi: int | None = None
    accessible: bool | None = None


class GraphRequest(Resource):
    """
    What a client sends. `extensions` are the client's own, and change nothing.
    """

    query: str
    variables: dict[str, Any] | None = None
    operation_name: Annotated[str | None, Field(alias="operationName")] = None
    extensions: dict[str, Any] | None = None


class Routing(Resource):
    """
    Which providers may serve, by name.
    """

    prefer: list[str] | None = None
    exclude: list[str] | None = None
    only: list[str] | None = None


class AvatarAnimation(Resource):
    """
    Ask for a talking avatar. `duration` in seconds.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    avatar_model_id: Annotated[str, Field(alias="avatarModelId")]
    audio_url: Annotated[str, Field(alias="audioUrl")]
    duration: Annotated[
        float | None, Field(description="seconds; default: the recording's, 1 to 60")
    ] = None
    aspect_ratio: Annotated[str | None, Field(alias="aspectRatio")] = None
    background_type: Annotated[str | None, Field(alias="backgroundType")] = None
    background: Annotated[
        str | None,
        Field(description="a colour as #rrggbb, default the avatar's own; or the picture"),
    ] = None


class AvatarStyle(RootModel[str]):
    root: str


class Quality(RootModel[str]):
    root: str


class AvatarGeneration(Resource):
    """
    Ask for an avatar. `sourceData` is a photo of one person, or words about one.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    source_type: Annotated[str, Field(alias="sourceType")]
    source_data: Annotated[
        str,
        Field(
            alias="sourceData",
            description="a photo with one clear face (url, data: URI or asset), or a description of up to 1,000 characters",
        ),
    ]
    style: str | None = None
    quality: str | None = None


class BackgroundRemoval(Resource):
    """
    Ask for a subject without its background.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    output_format: Annotated[
        str | None, Field(alias="outputFormat", description="both with alpha")
    ] = None


class CustomSpeech(Resource):
    """
    Ask for speech in a voice model. `speed` 1 is the voice's own.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    text: Annotated[
        str,
        Field(
            description='pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each'
        ),
    ]
    voice_model_id: Annotated[str, Field(alias="voiceModelId")]
    speed: float | None = None


class StylePreset(RootModel[str]):
    root: str


class ImageGeneration(Resource):
    """
    Ask for pictures. Sides in pixels.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    prompt: str
    width: int | None = None
    height: int | None = None
    quality: str | None = None
    variants: int | None = None
    style_preset: Annotated[str | None, Field(alias="stylePreset")] = None
    provider: str | None = None


class ImageInpaint(Resource):
    """
    Ask for a part of a picture to be replaced.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    mask_url: Annotated[
        str,
        Field(alias="maskUrl", description="white: replace; black: keep, to the bit"),
    ]
    prompt: str
    strength: Annotated[float | None, Field(description="1: replaced wholly")] = None
    quality: str | None = None
    provider: str | None = None


class ImageOutpaint(Resource):
    """
    Ask for more of a picture: so many pixels a side, or a ratio of its sides.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    left: int | None = None
    right: int | None = None
    up: int | None = None
    down: int | None = None
    aspect_ratio: Annotated[
        str | None,
        Field(
            alias="aspectRatio",
            description="width:height, such as 16:9; instead of pixels a side",
        ),
    ] = None
    prompt: Annotated[str | None, Field(description="what is to be seen there")] = None


class MusicBed(Resource):
    """
    Music under a film: what is not named is read from the film's prompt, or chosen.
    """

    genre: str | None = None
    mood: str | None = None
    tempo: str | None = None


class ImageToVideo(Resource):
    """
    Ask for a video that begins with a picture. `duration` in seconds.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    prompt: str | None = None
    duration: Annotated[int | None, Field(description="seconds; the tier may allow fewer")] = None
    motion: str | None = None
    fps: int | None = None
    aspect_ratio: Annotated[
        str | None,
        Field(
            alias="aspectRatio",
            description="default: the one that the picture is nearest to",
        ),
    ] = None
    quality: str | None = None
    music: Annotated[
        MusicBed | None,
        Field(description="music composed for the film; `{}`: as its prompt suggests"),
    ] = None
    provider: str | None = None


class ImageTransform(Resource):
    """
    Ask for a picture to be transformed.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    transformation: str
    style_reference: Annotated[
        str | None,
        Field(
            alias="styleReference",
            description="the picture whose style is taken; style-transfer needs it",
        ),
    ] = None
    strength: Annotated[float | None, Field(description="0: as it was, 1: wholly transformed")] = (
        None
    )


class ImageUpscale(Resource):
    """
    Ask for a larger picture.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    scale: Annotated[int | None, Field(description="times as wide and high")] = None
    enhance_details: Annotated[
        bool | None,
        Field(alias="enhanceDetails", description="whether details may be invented"),
    ] = None


class ImageVariations(Resource):
    """
    Ask for variations of a picture.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    image_url: Annotated[str, Field(alias="imageUrl")]
    variants: int | None = None
    strength: Annotated[
        float | None, Field(description="0: nearly as it was, 1: very different")
    ] = None
    prompt: Annotated[str | None, Field(description="where the variations should go")] = None
    quality: str | None = None


class MusicExtension(Resource):
    """
    Ask for more of a piece. `duration`: the seconds that are added.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    audio_url: Annotated[str, Field(alias="audioUrl")]
    duration: Annotated[float, Field(description="seconds that are added")]
    prompt: Annotated[str | None, Field(description="how it goes on; default: alike")] = None
    crossfade: Annotated[float | None, Field(description="seconds that both share")] = None


class MusicGeneration(Resource):
    """
    Ask for music. `duration` in seconds; what is not named is read from the prompt, or chosen.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    prompt: str
    duration: Annotated[float, Field(description="seconds")]
    genre: Annotated[str | None, Field(description="from GET /music/genres")] = None
    mood: Annotated[str | None, Field(description="from GET /music/genres")] = None
    tempo: Annotated[str | None, Field(description="from GET /music/genres")] = None
    stems: Annotated[
        bool | None,
        Field(description="also drums, bass, harmony and lead, where the engine has them"),
    ] = None


class Attribute(Resource):
    """
    A trait, with the names that marketplaces read (snake case). Only a number may have a `display_type`.
    """

    trait_type: str | None = None
    value: str | int | float
    display_type: str | None = None


class Blockchain(RootModel[str]):
    root: str


class TokenMetadata(Resource):
    """
    What the token tells of itself, for ever.
    """

    name: str
    description: str | None = None
    attributes: list[Attribute] | None = None


class NftMint(Resource):
    """
    Ask for a token. Its `metadata` is what the token says of itself, not the job's own.
    """

    metadata: Annotated[
        TokenMetadata,
        Field(
            description="name, description and attributes of the token, as marketplaces show them"
        ),
    ]
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    asset_url: Annotated[
        str,
        Field(alias="assetUrl", description="an output of a completed job of this tenant"),
    ]
    blockchain: str | None = None


class SocialVariants(Resource):
    """
    Ask for a picture or a video as platforms want it.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    source_url: Annotated[str, Field(alias="sourceUrl")]
    platforms: list[str]
    include_text: Annotated[
        bool | None,
        Field(
            alias="includeText",
            description="put words over it: those of `text`, else what is said in the video",
        ),
    ] = None
    text: Annotated[
        str | None, Field(description="the words to put over it; needs includeText")
    ] = None


class SoundEffects(Resource):
    """
    Ask for a sound. `duration` in seconds; `loop`: its end meets its beginning.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    prompt: str
    duration: Annotated[float | None, Field(description="seconds")] = None
    loop: bool | None = None


class TemplateRender(Resource):
    """
    Ask for a template filled with data.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    data: Annotated[
        dict[str, Any],
        Field(
            description="as the template's JSON Schema has it; see `GET /templates/{templateId}`"
        ),
    ]
    output_format: Annotated[
        str | None,
        Field(
            alias="outputFormat",
            description="png and jpg: a picture a page; pdf: one document, vector, fonts embedded, tagged",
        ),
    ] = None
    version: Annotated[int | None, Field(description="of the template; default: the newest")] = None


class Emotion(RootModel[str]):
    root: str


class TextToSpeech(Resource):
    """
    Ask for speech. `speed` 1 is the voice's own.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    text: Annotated[
        str,
        Field(
            description='pauses are written <break time="500ms"/> or [pause 0.5s]; at most 30, of 10 s each'
        ),
    ]
    voice_id: Annotated[
        str | None,
        Field(alias="voiceId", description="from GET /audio/voices; default: by language"),
    ] = None
    language: Annotated[str | None, Field(description="BCP 47; default: found from the text")] = (
        None
    )
    speed: float | None = None
    emotion: str | None = None
    output_format: Annotated[str | None, Field(alias="outputFormat")] = None


class VideoClips(Resource):
    """
    Ask for clips. `targetDuration` in seconds: none is longer.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    video_url: Annotated[str, Field(alias="videoUrl")]
    target_duration: Annotated[
        int,
        Field(
            alias="targetDuration",
            description="seconds, at most; a clip ends well within",
        ),
    ]
    platform: Annotated[
        str | None,
        Field(description="9:16, following the subject; default: the video's own shape"),
    ] = None
    number_of_clips: Annotated[int | None, Field(alias="numberOfClips")] = None


class VideoGeneration(Resource):
    """
    Ask for a video. `duration` in seconds.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    prompt: str
    duration: Annotated[int | None, Field(description="seconds; the tier may allow fewer")] = None
    quality: str | None = None
    provider: str | None = None
    fps: int | None = None
    aspect_ratio: Annotated[str | None, Field(alias="aspectRatio")] = None
    music: Annotated[
        MusicBed | None,
        Field(description="music composed for the film; `{}`: as its prompt suggests"),
    ] = None


class MergeClip(Resource):
    """
    A clip, and the part of it that is wanted. Seconds.
    """

    video_url: Annotated[str, Field(alias="videoUrl")]
    start: float | None = None
    end: Annotated[float | None, Field(description="default: the clip's end")] = None


class VideoMerge(Resource):
    """
    Ask for one film of several clips.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    clips: list[MergeClip]
    transition: Annotated[
        str | None,
        Field(description="fade: through black; crossfade: both at once, which shortens the film"),
    ] = None
    transition_duration: Annotated[
        float | None, Field(alias="transitionDuration", description="seconds")
    ] = None
    audio_url: Annotated[
        str | None,
        Field(
            alias="audioUrl",
            description="laid under the film, quieter while the clips sound; fades out with the film",
        ),
    ] = None
    aspect_ratio: Annotated[
        str | None,
        Field(alias="aspectRatio", description="default: the first clip's shape"),
    ] = None
    output_format: Annotated[str | None, Field(alias="outputFormat")] = None


class CaptionStyle(Resource):
    """
    How captions look. `fontSize`: the em, in pixels of a picture 1080 pixels high.
    """

    font_family: Annotated[
        str | None,
        Field(
            alias="fontFamily",
            description="The families that render the same everywhere; other scripts fall back to their Noto face.",
        ),
    ] = None
    font_size: Annotated[int | None, Field(alias="fontSize")] = None
    color: str | None = None
    background_color: Annotated[str | None, Field(alias="backgroundColor")] = None
    highlight: Annotated[
        str | None,
        Field(description="the colour of the word that is being said; default: none is lit"),
    ] = None


class FontFamily(RootModel[str]):
    root: Annotated[
        str,
        Field(
            description="The families that render the same everywhere; other scripts fall back to their Noto face."
        ),
    ]


class Position(RootModel[str]):
    root: str


class VideoSubtitles(Resource):
    """
    Ask for captions.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    video_url: Annotated[str, Field(alias="videoUrl")]
    language: Annotated[
        str | None,
        Field(
            description="BCP 47, of the captions: translated where it is not the spoken one; default: the spoken one"
        ),
    ] = None
    source_language: Annotated[
        str | None,
        Field(
            alias="sourceLanguage",
            description="BCP 47: what is spoken, or in the transcript; default: detected",
        ),
    ] = None
    transcript: Annotated[
        str | None,
        Field(
            description="text, SRT, WebVTT, timings of ours, or an asset: aligned instead of recognised"
        ),
    ] = None
    style: CaptionStyle | None = None
    position: str | None = None


class VideoTranslate(Resource):
    """
    Ask for a video in another language.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    video_url: Annotated[str, Field(alias="videoUrl")]
    target_language: Annotated[
        str, Field(alias="targetLanguage", description="BCP 47: what is to be spoken")
    ]
    source_language: Annotated[
        str | None,
        Field(alias="sourceLanguage", description="BCP 47; default: it is detected"),
    ] = None
    voice_id: Annotated[
        str | None,
        Field(
            alias="voiceId",
            description="from GET /audio/voices, of the target language; default: chosen",
        ),
    ] = None
    keep_background: Annotated[
        bool | None,
        Field(alias="keepBackground", description="music and noise stay under the speech"),
    ] = None


class VideoUpscale(Resource):
    """
    Ask for a larger video. `scale`: so many times as wide and high.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    video_url: Annotated[str, Field(alias="videoUrl")]
    scale: int | None = None
    enhance_details: Annotated[
        bool | None,
        Field(
            alias="enhanceDetails",
            description="cleaned of noise and banding, and sharpened",
        ),
    ] = None


class Consent(Resource):
    """
    What the speaker agreed to: who, in which words, and when.
    """

    subject: str
    statement: str
    recorded_at: Annotated[datetime, Field(alias="recordedAt")]


class VoiceClone(Resource):
    """
    Ask for a voice model. The samples are of one speaker, and last 1 to 10 minutes together.
    """

    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    deadline_seconds: Annotated[
        int | None,
        Field(
            alias="deadlineSeconds",
            description="time from creation to the end, at most",
        ),
    ] = None
    allow_fallback: Annotated[
        bool | None,
        Field(alias="allowFallback", description="whether another provider may serve"),
    ] = None
    routing: Routing | None = None
    priority: str | None = None
    source_seconds: Annotated[
        float | None,
        Field(
            alias="sourceSeconds",
            description="length of a source that is not ours, for pricing",
        ),
    ] = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where this job's events go, signed with the tenant's own secret",
        ),
    ] = None
    name: str
    audio_samples: Annotated[list[str], Field(alias="audioSamples")]
    language: Annotated[str, Field(description="BCP 47: what the voice is to speak")]
    quality: str | None = None
    consent: Annotated[
        Consent | None,
        Field(description="the speaker's agreement, kept with the model"),
    ] = None


class MusicGenre(Resource):
    """
    A genre, how fast it goes by itself, and what plays in it where the local engine makes it.
    """

    name: str
    summary: str
    tempo: str
    bpm: Speed
    instruments: list[str]


class MusicTempo(Resource):
    """
    A tempo, and what it stands for.
    """

    name: str
    bpm: Speed


class KindsOfMusic(Resource):
    """
    What music can be asked to be: the lists are closed.
    """

    genres: list[MusicGenre]
    moods: list[MusicMood]
    tempos: list[MusicTempo]


class PlannedStep(Resource):
    """
    A step that would run: after which others, as how many jobs, by whom.
    """

    id: str
    type: str
    after: list[str]
    jobs: int
    price: Price
    estimated_seconds: Annotated[Interval, Field(alias="estimatedSeconds")]
    providers: dict[str, list[PlannedProvider]]


class PipelinePlan(Resource):
    """
    What a pipeline would do; nothing is stored, held or run. `order`: steps that run side by side, in turn.
    """

    name: str
    order: list[list[str]]
    price: Price
    estimated_seconds: Annotated[Interval, Field(alias="estimatedSeconds")]
    steps: list[PlannedStep]


class FilmRules(Resource):
    """
    What a format takes as a film. Seconds, frames a second, bits a second.
    """

    sizes: Annotated[list[Frame], Field(description="the first is preferred")]
    mime_types: Annotated[list[str], Field(alias="mimeTypes")]
    video_codecs: Annotated[list[str], Field(alias="videoCodecs")]
    audio_codecs: Annotated[list[str] | None, Field(alias="audioCodecs")] = None
    bytes_max: Annotated[int, Field(alias="bytesMax")]
    seconds_min: Annotated[float, Field(alias="secondsMin")]
    seconds_max: Annotated[float, Field(alias="secondsMax")]
    fps_min: Annotated[float, Field(alias="fpsMin")]
    fps_max: Annotated[float, Field(alias="fpsMax")]
    bitrate_max: Annotated[int, Field(alias="bitrateMax")]
    loudness_lufs: Annotated[float, Field(alias="loudnessLufs")]


class Format(Resource):
    """
    One place of a platform. `image` and `video`: what it takes of either; of a film, one of them at least.
    """

    name: str
    summary: str
    safe_area: Annotated[SafeArea, Field(alias="safeArea")]
    image: PictureRules | None = None
    video: FilmRules | None = None
    source: AnyUrl
    checked: Annotated[date, Field(description="when it was last compared with its source")]


class Platform(Resource):
    """
    A platform and its formats.
    """

    name: Annotated[str, Field(description="Where variants are made for.")]
    title: str
    formats: list[Format]


class PipelineStep(Resource):
    """
    One step: the job type, and its body with references in place of what is not made yet.
    """

    id: str
    type: str
    params: dict[str, Any] | None = None
    needs: list[str] | None = None
    for_each: Annotated[ForEach | None, Field(alias="forEach")] = None
    when: When | None = None
    allow_fallback: Annotated[bool | None, Field(alias="allowFallback")] = None
    deadline_seconds: Annotated[int | None, Field(alias="deadlineSeconds")] = None


class PipelineRequest(Resource):
    """
    Several jobs as one graph.
    """

    name: str
    steps: list[PipelineStep]
    on_failure: Annotated[
        str | None,
        Field(
            alias="onFailure",
            description="`continue`: steps that do not depend on a failed one go on",
        ),
    ] = None
    max_credits: Annotated[
        int | None,
        Field(alias="maxCredits", description="a price above it is refused with 402"),
    ] = None
    metadata: Annotated[
        dict[str, str] | None,
        Field(description="up to 16 string pairs, given back unchanged"),
    ] = None
    tags: Annotated[list[str] | None, Field(description="labels to list by")] = None
    priority: str | None = None
    webhook_url: Annotated[
        str | None,
        Field(
            alias="webhookUrl",
            description="where the events of its jobs go that name no address of their own",
        ),
    ] = None
