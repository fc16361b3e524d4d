"""The plot that jobs on a picture share: brought in and made ready, worked on by providers, finished."""

from collections.abc import Mapping

from temporalio.exceptions import ApplicationError

from activities.retouching import Preparing, Retouching, size_of
from activities.sources import SourceAsk, Sources
from domain.assets import Blob
from domain.errors import MediaInvalid
from domain.pictures import IMAGE, MASK, require_fitting
from workflows._job import R
from workflows._lifecycle import Life
from workflows._steps import ENCODE, TRANSFER


async def ready(life: Life[R], sources: Mapping[str, str | None]) -> dict[str, Blob]:
    """Bring pictures in by their field: upright, in sRGB, without what they tell of their origin, of a fitting size."""
    brought = {field: await _brought(life, source) for field, source in sources.items() if source}
    _require_fitting(life, brought)
    return {
        field: await life.do(
            Retouching.prepare,
            Preparing(
                key=life.key,
                picture=blob,
                mask_for=size_of(brought[IMAGE]) if field == MASK else None,
            ),
            ENCODE,
        )
        for field, blob in brought.items()
    }


async def _brought(life: Life[R], source: str) -> Blob:
    return await life.do(
        Sources.fetch, SourceAsk(key=life.key, source=source, kind="image"), TRANSFER
    )


def _require_fitting(life: Life[R], brought: Mapping[str, Blob]) -> None:
    """Look once more: what came from elsewhere was not known when the job was admitted."""
    try:
        require_fitting(life.request, {field: size_of(blob) for field, blob in brought.items()})
    except MediaInvalid as error:
        raise ApplicationError(error.detail, type=error.code, non_retryable=True) from error
