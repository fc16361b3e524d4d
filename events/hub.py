"""Wake-ups for those who watch jobs: every committed version rings its job's bell."""

from collections.abc import Callable
from typing import Final

from events.bells import Bells

CHANNEL: Final = "studio"

Heard = Callable[[str, str, str], None]
"""Takes the tenant, the job and its status."""


class Hub(Bells):
    """Hears every committed version; its bells are named by jobs."""

    def __init__(self, url: str, told: Heard | None = None) -> None:
        super().__init__(url, CHANNEL)
        self.told = told

    def heard(self, payload: str) -> None:
        """Take `tenant job version status`."""
        tenant_id, job_id, _, status = payload.split(" ")
        self.ring(job_id)
        if self.told:
            self.told(tenant_id, job_id, status)
