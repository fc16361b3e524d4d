"""A pipeline as it is asked for: steps, what they take from each other, and when they run."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from domain.references import STEP
from domain.requests import Name, WebhookUrl
from domain.values import Edge, Json, Text

STEPS_MAX: Final = 100
ITEMS_MAX: Final = 50
JOBS_MAX: Final = 200
DEPTH_MAX: Final = 32
WIDTH_MAX: Final = 100

StepId = Annotated[str, StringConstraints(pattern=f"^{STEP}$")]
OnFailure = Literal["cancel", "continue"]
Status = Literal["completed", "failed", "skipped"]


class When(Edge):
    """When a step runs: after another one ended so, if an output is there, or if a fact of one compares so."""

    step: StepId | None = None
    status: Status | None = None
    ref: str | None = Field(default=None, alias="$ref", max_length=200)
    exists: bool | None = None
    equals: str | int | float | None = None
    less_than: int | float | None = None
    greater_than: int | float | None = None

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = sum(
            each is not None
            for each in (self.status, self.exists, self.equals, self.less_than, self.greater_than)
        )
        if asked != 1 or (self.step is None) == (self.ref is None):
            raise ValueError(
                "give step and status, or $ref and one of exists, equals, lessThan, greaterThan"
            )
        if (self.status is None) != (self.step is None):
            raise ValueError("status goes with step, and every other question with $ref")
        return self


class ForEach(Edge):
    """What a step runs for, a job each: a list that is given, or the outputs of another step, up to `max`."""

    items: tuple[Json, ...] | None = Field(default=None, min_length=1, max_length=ITEMS_MAX)
    ref: str | None = Field(default=None, alias="$ref", max_length=200)
    max: int | None = Field(default=None, ge=1, le=ITEMS_MAX)

    @model_validator(mode="before")
    @classmethod
    def _plain_list(cls, value: Json) -> Json:
        return {"items": tuple(value)} if isinstance(value, list) else value  # as strict as JSON

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.items is None) == (self.ref is None):
            raise ValueError("give a list, or $ref and max")
        if (self.ref is None) != (self.max is None):
            raise ValueError("max goes with $ref: the most outputs that are taken")
        return self

    @property
    def bound(self) -> int:
        """How many jobs there may be."""
        return len(self.items) if self.items is not None else self.max or 0


class PipelineStep(Edge):
    """One step: the job type, and its body with references in place of what is not made yet."""

    id: StepId
    type: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    params: dict[str, Any] = {}
    needs: tuple[StepId, ...] = Field(default=(), max_length=STEPS_MAX)
    for_each: ForEach | None = None
    when: When | None = None
    allow_fallback: bool | None = None
    deadline_seconds: int | None = Field(default=None, ge=1, le=86_400)

    @property
    def bound(self) -> int:
        """How many jobs the step may become."""
        return self.for_each.bound if self.for_each else 1


class PipelineRequest(Edge):
    """Several jobs as one graph."""

    name: Name
    steps: tuple[PipelineStep, ...] = Field(min_length=1, max_length=STEPS_MAX)
    on_failure: OnFailure = Field(
        default="cancel", description="`continue`: steps that do not depend on a failed one go on"
    )
    max_credits: int | None = Field(
        default=None, ge=1, le=1_000_000, description="a price above it is refused with 402"
    )
    metadata: dict[Name, Annotated[Text, StringConstraints(max_length=512)]] = Field(
        default={}, max_length=16, description="up to 16 string pairs, given back unchanged"
    )
    tags: tuple[Name, ...] = Field(default=(), max_length=16, description="labels to list by")
    priority: Literal["low", "normal", "high"] = "normal"
    webhook_url: WebhookUrl | None = Field(
        default=None,
        description="where the events of its jobs go that name no address of their own",
    )
