"""What crosses between workflows and activities: ids and small values, never bytes."""

from domain.assets import Blob, Output
from domain.requests import Wish
from domain.routing import Needs, Route, Rules
from domain.tasks import Ability, Task
from domain.values import Json, Value
from jobs.runs import CallKey, RunKey
from providers._base import Ticket


class Span(Value):
    """The share of a job's progress that one step covers, in percent."""

    low: int = 0
    high: int = 0

    def at(self, fraction: float) -> int:
        """Give the job's progress when this step is done to `fraction`."""
        return self.low + round((self.high - self.low) * min(max(fraction, 0.0), 1.0))


class Share(Value):
    """A part of a step that several workers do side by side: one of so many."""

    part: int
    of: int


class Prompts(Value):
    """The texts of a run that the policy has to see."""

    key: RunKey
    texts: tuple[str, ...]


class Cleared(Value):
    """Our own policy allows it. `ask`: a vendor's moderation is configured and wants to see it too."""

    ask: bool = False


class Reserved(Value):
    """The hold stands; the run has this long."""

    seconds_left: float


class RouteAsk(Value):
    """Which routes are there for an ability?"""

    key: RunKey
    ability: Ability
    wish: Wish
    needs: Needs = Needs()


class Routes(Rules):
    """The routes, best first, and how far a job goes along them."""

    routes: tuple[Route, ...]


class Call(Value):
    """One call to a provider: key, route, task."""

    key: CallKey
    route: Route
    task: Task
    tries: int = 3
    unknown_seconds: float = 60.0
    fallback_reason: str | None = None
    span: Span = Span()


class PartResult(Value):
    """What a provider made of one part."""

    part: int
    provider: str
    model: str
    files: tuple[Output, ...] = ()
    transcript: Blob | None = None
    language: str | None = None
    """The one of the transcript (BCP 47), where it is known."""
    voice: str | None = None
    traits: Json = None
    metadata: dict[str, str] = {}


class Submitted(Value):
    """A receipt to follow, or the result at once."""

    ticket: Ticket | None = None
    result: PartResult | None = None


class Following(Value):
    """A call that was accepted, to be followed to its end."""

    call: Call
    ticket: Ticket


class Publishing(Value):
    """Outputs that are ready."""

    key: RunKey
    outputs: tuple[Output, ...]
