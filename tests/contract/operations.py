"""Every operation but the job types' own: who may, what it takes, and what it answers."""

from dataclasses import dataclass, field
from typing import Any

from domain.tiers import Tier
from tests.integration.test_presets import OWN
from tests.integration.test_templates import BADGE, png

PICTURE = {"type": "image-generation", "params": {"prompt": "a lake", "width": 256, "height": 256}}
STEPS = [{"id": "one", **PICTURE}]
SINCE = "2026-01-01T00:00:00Z"
KNOCK = b'{"id": "x"}'
OPERATOR, ADMIN, MEMBER, ANYONE = "operator", "admin", "member", "anyone"


@dataclass(frozen=True)
class Operation:
    """One row: method and path as the document has them, after the base."""

    name: str
    status: int = 200
    """Its success."""
    body: Any = None
    """`@name` stands for the id of what the caller has."""
    other: Any = None
    """What the same Idempotency-Key must not be used for."""
    of: dict[str, str] = field(default_factory=dict)
    """Which of the caller's things stand in the path, where not those of the parameter's own name."""
    query: str = ""
    """What the signed url opens that this is the path of."""
    by: str = MEMBER
    tier: Tier = Tier.FREE
    late: dict[str, str] = field(default_factory=dict)
    """Which of the caller's things are in no state for it: 409."""
    once: str = ""
    """The field of its answer that no replay has."""
    private: bool = True
    """Whether what its path names is a tenant's own."""

    @property
    def method(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.name.partition(" ")[2]


OPERATIONS = (
    Operation("GET /jobs"),
    Operation("GET /jobs/{jobId}"),
    Operation("GET /jobs/{jobId}/events"),
    Operation("POST /jobs/{jobId}/tickets", 201),
    Operation("POST /jobs/{jobId}/cancel", of={"jobId": "openJob"}, late={"jobId": "jobId"}),
    Operation(
        "POST /jobs/{jobId}/retry", of={"jobId": "failedJob"}, other={"provider": "local"}, late={"jobId": "jobId"},
    ),
    Operation("GET /pipelines"),
    Operation("GET /pipelines/{pipelineId}", of={"pipelineId": "openPipeline"}),
    Operation("GET /pipelines/{pipelineId}/events", of={"pipelineId": "failedPipeline"}),
    Operation("POST /pipelines/{pipelineId}/tickets", 201, of={"pipelineId": "openPipeline"}),
    Operation(
        "POST /pipelines/{pipelineId}/cancel", of={"pipelineId": "openPipeline"}, late={"pipelineId": "failedPipeline"},
    ),
    Operation(
        "POST /pipelines/{pipelineId}/retry", of={"pipelineId": "failedPipeline"}, late={"pipelineId": "openPipeline"},
    ),
    Operation("POST /pipelines", 202, {"name": "new", "steps": STEPS}, {"name": "newer", "steps": STEPS}),
    Operation("GET /pipelines/presets"),
    Operation("POST /pipelines/presets", 201, {**OWN, "name": "mine"}, {**OWN, "name": "mine-too"}),
    Operation(
        "POST /pipelines/presets/{name}", 202, {"params": {"title": "One"}}, {"params": {"title": "Two"}}, of={"name": "preset"},
    ),
    Operation("DELETE /pipelines/presets/{name}", 204, of={"name": "preset"}),
    Operation("POST /estimates", 200, PICTURE, {"pipeline": {"name": "new", "steps": STEPS}}),
    Operation("GET /audio/voices"),
    Operation("GET /audio/voices/{voiceId}/preview.ogg", query="voice", by=ANYONE, private=False),
    Operation("GET /audio/languages"),
    Operation("GET /music/genres"),
    Operation("GET /social/platforms"),
    Operation("GET /providers/health"),
    Operation("GET /providers/costs", by=OPERATOR),
    Operation(
        "POST /providers/{provider}/disable", 200, {"reason": "a rehearsal"}, {"reason": "another"},
        of={"provider": "provider"}, by=OPERATOR, private=False,
    ),
    Operation(
        "POST /providers/{provider}/enable", 200, {"reason": "it is over"}, {"reason": "another"},
        of={"provider": "provider"}, by=OPERATOR, private=False,
    ),
    Operation("POST /hooks/{provider}/{token}", 200, KNOCK, of={"provider": "knocker"}, by=ANYONE, private=False),
    Operation("GET /wallet"),
    Operation("GET /wallet/entries"),
    Operation("POST /wallet/credits", 201, {"amount": 5, "reason": "a gift"}, {"amount": 6, "reason": "a gift"}, by=OPERATOR),
    Operation(
        "POST /wallet/corrections", 201, {"jobId": "@jobId", "amount": 1, "reason": "too dear"},
        {"jobId": "@jobId", "amount": 2, "reason": "too dear"}, by=OPERATOR,
    ),
    Operation("GET /usage"),
    Operation("POST /uploads", 201, png(), png() + b"more"),
    Operation("PUT /uploads/{assetId}", 201, png(), of={"assetId": "uploadId"}, query="upload", by=ANYONE, private=False),
    Operation("GET /assets/{assetId}"),
    Operation("GET /assets/{assetId}/content.{ext}", query="content", by=ANYONE, private=False),
    Operation("DELETE /assets/{assetId}", 204, late={"assetId": "usedAsset"}),
    Operation("GET /api-keys", by=ADMIN),
    Operation("POST /api-keys", 201, {"name": "new"}, {"name": "newer"}, by=ADMIN, once="secret"),
    Operation("DELETE /api-keys/{keyId}", 204, by=ADMIN),
    Operation("GET /voice-models"),
    Operation("GET /voice-models/{voiceModelId}"),
    Operation("DELETE /voice-models/{voiceModelId}", 204),
    Operation("GET /avatars"),
    Operation("GET /avatars/{avatarModelId}"),
    Operation("DELETE /avatars/{avatarModelId}", 204),
    Operation("GET /webhooks", by=ADMIN),
    Operation("POST /webhooks", 201, {"url": "@receiver"}, {"url": "@receiver", "description": "new"}, by=ADMIN, once="secret"),
    Operation("GET /webhooks/{webhookId}", by=ADMIN),
    Operation("PATCH /webhooks/{webhookId}", 200, {"description": "changed"}, by=ADMIN),
    Operation("POST /webhooks/{webhookId}/rotate", 200, by=ADMIN, once="secret"),
    Operation("POST /webhooks/{webhookId}/test", 202, by=ADMIN, late={"webhookId": "disabledWebhook"}),
    Operation("GET /webhooks/{webhookId}/deliveries", by=ADMIN),
    Operation("POST /webhooks/deliveries/{deliveryId}/redeliver", 202, by=ADMIN),
    Operation(
        "POST /webhooks/{webhookId}/redeliver", 202, {"since": SINCE}, {"since": SINCE, "status": "all"}, by=ADMIN,
        late={"webhookId": "disabledWebhook"},
    ),
    Operation("DELETE /webhooks/{webhookId}", 204, by=ADMIN),
    Operation("GET /templates", by=ANYONE),
    Operation("GET /templates/{templateId}", of={"templateId": "ownTemplate"}, by=ANYONE, tier=Tier.PRO),
    Operation("POST /templates", 201, BADGE, {**BADGE, "name": "Other"}, by=ADMIN, tier=Tier.PRO),
    Operation("PATCH /templates/{templateId}", 200, {"name": "New"}, of={"templateId": "ownTemplate"}, by=ADMIN, tier=Tier.PRO),
    Operation(
        "GET /templates/{templateId}/preview.webp", of={"templateId": "ownTemplate"}, query="preview", by=ANYONE,
        tier=Tier.PRO, private=False,
    ),
    Operation("GET /nft/mints/{mintId}", tier=Tier.PROMAX),
    Operation("GET /nft/mints/{mintId}/files/{name}", of={"name": "mintFile"}, by=ANYONE, tier=Tier.PROMAX, private=False),
    Operation("DELETE /jobs/{jobId}", 204, late={"jobId": "openJob"}),
)  # fmt: skip
ELSEWHERE = ("GET /health/live", "GET /health/ready", "POST /graphql")
"""Answers of another form; test_repairs and test_graphql look at them."""
