"""Moderation of a run's texts: our own policy at once, a vendor's where one is configured."""

from typing import Protocol

from temporalio import activity

from activities.errors import reported
from activities.values import Cleared, Prompts
from domain.errors import InvalidPrompt
from jobs.runs import Runs
from moderation.policy import Policy, refusal


class Moderator(Protocol):
    """A vendor's moderation endpoint."""

    async def moderate(self, text: str) -> tuple[str, ...]:
        """Name the categories that a text falls under; empty when it is fine."""
        ...


class Moderation:
    """Reads texts, changes nothing: safe to repeat."""

    def __init__(self, runs: Runs, policy: Policy, remote: Moderator | None) -> None:
        self.runs = runs
        self.policy = policy
        self.remote = remote

    @activity.defn(name="policy.moderate")
    async def moderate(self, prompts: Prompts) -> Cleared:
        """Check the texts against our own policy. Raises InvalidPrompt."""
        with reported():
            verdicts = [self.policy.check(text) for text in prompts.texts]
            refused = next((verdict for verdict in verdicts if not verdict.allowed), None)
            await self.runs.note(
                prompts.key,
                phase="moderating",
                begin="moderate",
                end="moderate",
                state=refused and "failed",
            )
            if refused:
                raise refusal(refused)
            return Cleared(ask=bool(self.remote and prompts.texts))

    @activity.defn(name="policy.ask")
    async def ask(self, prompts: Prompts) -> None:
        """Ask the vendor. Raises InvalidPrompt; a vendor that is away holds nothing up."""
        assert self.remote
        with reported():
            for text in prompts.texts:
                if categories := await self.remote.moderate(text):
                    raise InvalidPrompt(f"The prompt was refused: {', '.join(categories)}.")
