"""Tiers, and what each allows. The numbers are rows of the settings file."""

from enum import StrEnum
from typing import Final

from domain.tasks import Quality
from domain.values import Row

WAITING_FACTOR: Final = 20
"""So many times its jobs at once may wait before a tenant gets 429."""


class Tier(StrEnum):
    """In rising order."""

    FREE = "free"
    PRO = "pro"
    PROMAX = "promax"
    ENTERPRISE = "enterprise"

    @classmethod
    def parse(cls, text: str) -> "Tier":
        """Read a tier's name; `professional` is `pro`. Raises ValueError."""
        return cls.PRO if text == "professional" else cls(text)


class TierLimits(Row):
    """One row of the settings file. No `jobs_per_month`: no limit."""

    requests_per_minute: int
    jobs_per_month: int | None = None
    jobs_at_once: int
    sockets_at_once: int = 50
    video_seconds_max: int
    source_minutes_max: int
    quality_max: Quality
    voice_cloning: bool = False
    avatars: bool = False
    own_templates: bool = False
    nft: bool = False

    @property
    def waiting_max(self) -> int:
        """How many jobs may wait."""
        return self.jobs_at_once * WAITING_FACTOR

    def allows(self, quality: Quality) -> bool:
        """Tell whether the tier includes a quality."""
        ranks = list(Quality)
        return ranks.index(quality) <= ranks.index(self.quality_max)
