"""Price formulas: whole credits from a request and a row of numbers. Rounding happens here, once."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from domain.requests import JobRequest
from domain.tasks import Quality

Prices = Mapping[str, int]
"""The numbers of one job type, by the name that its formula reads."""

Formula = Callable[[Any, Prices], int]


def per_variant(request: Any, prices: Prices) -> int:
    """Price of the quality, times the variants."""
    return _of_quality(request.quality, prices) * int(request.variants)


def per_thousand_characters(request: Any, prices: Prices) -> int:
    """Price a started thousand of code points."""
    return prices["per_thousand_characters"] * -(-len(request.text) // 1_000)


def per_ten_seconds(request: Any, prices: Prices) -> int:
    """Price of the quality, times the started ten seconds."""
    return _of_quality(request.quality, prices) * -(-int(request.duration) // 10)


def per_ten_seconds_of_source(request: Any, prices: Prices) -> int:
    """Price the started ten seconds of the source, whose length admission puts in."""
    return prices["per_ten_seconds"] * started_tens(request.source_seconds)


def per_minute_of_source(request: Any, prices: Prices) -> int:
    """Price the started minutes of the source, whose length admission puts in."""
    return prices["per_minute"] * started_minutes(request.source_seconds)


def started_minutes(seconds: float) -> int:
    """Count the started minutes of a length; probes are exact to a millisecond."""
    return max(1, ceil(round(seconds, 3) / 60))


def started_tens(seconds: float) -> int:
    """Count the started ten seconds of a length; probes are exact to a millisecond."""
    return max(1, ceil(round(seconds, 3) / 10))


def per_clip(request: Any, prices: Prices) -> int:
    """Price a clip, times the clips."""
    return prices["per_clip"] * int(request.number_of_clips)


def per_quality(request: Any, prices: Prices) -> int:
    """Price of the quality."""
    return _of_quality(request.quality, prices)


def flat(request: JobRequest, prices: Prices) -> int:  # noqa: ARG001 - every formula takes the request
    """One price, whatever is asked."""
    return prices["flat"]


def with_template(request: JobRequest, prices: Prices) -> int:  # noqa: ARG001 - every formula takes the request
    """Price a render and what the template itself costs, which admission puts in."""
    return prices["flat"] + prices["template"]


def share(price: int, *, delivered: int, asked: int) -> int:
    """Charge for the parts delivered, rounded down."""
    assert 0 <= delivered <= asked
    return price * delivered // asked


def _of_quality(quality: Quality, prices: Prices) -> int:
    return prices[quality.value]
