"""Wake-ups for those who watch jobs: every committed version rings its job's bell."""

from collections.abc import Callable
from typing import Final

from events.bells import Bells
from events.followers import Followers

CHANNEL: Final = "studio"

Heard = Callable[[str, str, str], None]
"""Takes the tenant, the job and its status."""


class Hub(Bells):
    """Hears every committed version; its bells are named by jobs."""

    def __init__(
        self, url: str, told: Heard | None = None, *, followers: Followers | None = None
    ) -> None:
        super().__init__(url, CHANNEL)
        self.told = told
        self.followers = followers

    def heard(self, payload: str) -> None:
        """Take `tenant job version status`."""
        tenant_id, job_id, version, status = payload.split(" ")
        self.ring(job_id)
        if self.told:
            self.told(tenant_id, job_id, status)
        if self.followers:
            self.followers.heard(tenant_id, job_id, int(version))

    def wake_all(self) -> None:
        """Ring every bell: something may have been missed."""
        super().wake_all()
        if self.followers:
            self.followers.missed()
