"""Voices of somebody: the consent, and what is wrong with recordings, in words."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from domain.values import Edge, Json, Text

ERROR = "error"


class Consent(Edge):
    """What the speaker agreed to: who, in which words, and when."""

    subject: Annotated[Text, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
    statement: Annotated[Text, StringConstraints(min_length=1, max_length=2_000, pattern=r"\S")]
    recorded_at: AwareDatetime

    def is_of_the_future(self, now: datetime) -> bool:
        """Tell whether it claims to be recorded later than now."""
        return self.recorded_at > now


def faults(report: Json) -> list[str]:
    """Name what forbids to make a voice of samples, each with the sample's place; those of the whole come last."""
    found = [
        f"Sample {number}: {problem['detail']}."
        for number, sample in enumerate(report["samples"], 1)
        for problem in sample["problems"]
        if problem["severity"] == ERROR
    ]
    whole = [problem["detail"] for problem in report["problems"] if problem["severity"] == ERROR]
    return found + [f"{told[0].upper()}{told[1:]}." for told in whole]


def in_words(wrong: list[str]) -> str:
    """Write faults as one message."""
    return " ".join(wrong)
