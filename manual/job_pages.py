"""A page a job type, and their index: `docs/jobs/`."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api.submission import RIGHTS
from domain.errors import by_code
from domain.requests import JobRequest
from domain.slots import mark_at
from manual import snippets
from manual.parameters import Parameters
from runtime.catalog import job_types
from runtime.numbers import JobRow, Numbers, load
from workflows._job import JobType

FOLDER: Final = Path(__file__).parent.parent / "docs" / "jobs"
WRITTEN: Final = "Written from the code: `python -m manual`."
SECTIONS: Final = ("image", "video", "audio", "music", "avatar", "enterprise")
HEAD: Final = "| parameter | type | default | what it may be |\n|---|---|---|---|\n"
ALWAYS: Final = ("ERR_VALIDATION", "ERR_INSUFFICIENT_CREDITS", "ERR_JOB_TIMEOUT")
SHARED: Final = "shared.md"
UNITS: Final = {
    "flat": "a job", "per_thousand_characters": "a started thousand of characters", "per_clip": "a clip",
    "per_ten_seconds": "a started ten seconds of the source", "per_minute": "a started minute of the source",
}  # fmt: skip
TIMES: Final = {
    "per_variant": " a variant", "per_ten_seconds": " a started ten seconds", "per_quality": "",
}  # fmt: skip
OF_SOURCE: Final = """
A source that is yours is held for by its own length, another by `sourceSeconds`, or by the longest that the tier takes. You
are charged by its measure; one that is longer than held for fails, and is refunded.
"""


def pages() -> dict[str, str]:
    """Give the pages' texts by file name."""
    numbers = load(None)
    found = job_types(numbers)
    made = {f"{name}.md": page(job, numbers) for name, job in found.items()}
    return {
        **made,
        "README.md": _index(found, numbers),
        SHARED: _shared(next(iter(found.values()))),
    }


def page(job: JobType, numbers: Numbers) -> str:
    """Give a job type's page."""
    row = numbers.jobs[job.name]
    return "".join(
        [
            f"# {job.name}\n\n{job.summary}. `POST /studio/v1{job.path}` · {WRITTEN}\n",
            f"\n{_told(job)}\n",
            f"\n## Price and time\n\n{_price(job, row)}\n{_time(row)}{''.join(_tier(job, numbers))}",
            f"\n## Parameters\n\n`*`: required. A file is an https url, a `data:` URI, an `asset_…` id or an asset's url.\n\n{HEAD}",
            *(each.row() for each in Parameters(job.request).own()),
            f"\nWhat every job may say beside these (`metadata`, `webhookUrl`, `maxCredits` …) is on [one page]({SHARED}).\n",
            f"\n## What it makes\n\n{''.join(_outputs(job))}",
            f"\n## Errors\n\n{''.join(_errors(job))}\nAll codes, and what to do: [errors](../errors.md).\n",
            "\n## Examples\n\nFor a shell, with `STUDIO_URL` and `STUDIO_API_KEY` set:\n\n",
            f"```sh\n{snippets.curl(job)}```\n",
            "\nIn Python:\n\n",
            f"```python\n{snippets.program(job)}```\n",
            f"\nIn a pipeline, for `studio pipeline run {job.name}.yaml`:\n\n",
            f"```yaml\n{snippets.graph(job)}```\n",
        ]
    )


def _told(job: JobType) -> str:
    """Say what the request and the story say of themselves; that the request asks for it, its title says."""
    _, _, more = (inspect.getdoc(job.request) or "").partition(". ")
    return "\n\n".join(filter(None, (more, inspect.getdoc(job.workflow))))


def _price(job: JobType, row: JobRow) -> str:
    own = {name: price for name, price in row.price.items() if name in UNITS}
    qualities = {name: price for name, price in row.price.items() if name not in UNITS}
    lines = [f"| {UNITS[name]} | {price} |\n" for name, price in own.items()]
    times = TIMES[job.price.__name__] if qualities else ""
    lines += [f"| quality `{name}`{times} | {price} |\n" for name, price in qualities.items()]
    more = "\nand the template's own price.\n" if job.price.__name__ == "with_template" else ""
    more += OF_SOURCE if job.price.__name__.endswith("of_source") else ""
    return f"| | credits |\n|---|---|\n{''.join(lines)}{more}"


def _time(row: JobRow) -> str:
    more = (
        f", and {row.target_per_source_second:g} s a second of source"
        if row.target_per_source_second
        else ""
    )
    return f"Time target: {row.target_seconds} s{more}. What is late fails with `ERR_JOB_TIMEOUT`, and is refunded.\n"


def _tier(job: JobType, numbers: Numbers) -> Iterator[str]:
    for right in dict.fromkeys(_rights(job)):
        tier = next(tier for tier, limits in numbers.tiers.items() if getattr(limits, right))
        yield f"\nIt needs tier `{tier.value}` or above.\n"
    limits = numbers.tiers.items()
    fields = job.request.model_fields
    if "quality" in fields:
        best = ", ".join(f"{tier.value} {each.quality_max.value}" for tier, each in limits)
        yield f"\nBest quality by tier: {best}.\n"
    if "duration" in fields and job.section == "video":
        longest = ", ".join(f"{tier.value} {each.video_seconds_max}" for tier, each in limits)
        yield f"\nLongest video by tier, in seconds: {longest}.\n"


def _rights(job: JobType) -> Iterator[str]:
    yield from (RIGHTS[ability][0] for ability in job.abilities if ability in RIGHTS)
    if entitlement := job.request.entitlement(job.request.model_construct()):
        yield entitlement[0]


def _outputs(job: JobType) -> Iterator[str]:
    yield "| role | kind | |\n|---|---|---|\n"
    for made in job.outputs:
        yield f"| `{made.role}` | {made.kind} | {'one or several' if made.many else 'one'} |\n"
    if job.model:
        field = {"voice": "voiceModelId", "avatar": "avatarModelId"}[job.model]
        yield f"\nIt also makes a model of yours: `metadata.{field}` of its outputs, `{{step}}.model` in a pipeline.\n"


def _errors(job: JobType) -> Iterator[str]:
    yield "| code | status | |\n|---|---|---|\n"
    for code in sorted({*ALWAYS, *_own_errors(job)}):
        kind = by_code(code)
        yield f"| `{code}` | {kind.status} | {kind.title} |\n"


def _own_errors(job: JobType) -> Iterator[str]:
    if any(_rights(job)) or "quality" in job.request.model_fields:
        yield "ERR_TIER_REQUIRED"
    if job.request.prompts is not JobRequest.prompts:
        yield "ERR_INVALID_PROMPT"
    if job.abilities or job.name == "nft-mint":
        yield from ("ERR_PROVIDER_ERROR", "ERR_PROVIDER_UNAVAILABLE")
    fields = job.request.model_json_schema(by_alias=True)["properties"]
    if any(
        mark_at(job.request, path) for name in fields for path in ((name,), (name, 0, "videoUrl"))
    ):
        yield from ("ERR_MEDIA_INVALID", "ERR_SOURCE_FETCH_FAILED")


def _listed(job: JobType, row: JobRow) -> str:
    prices = " / ".join(str(price) for price in row.price.values())
    return f"| [{job.name}]({job.name}.md) | `{job.path}` | {job.summary} | {prices} |\n"


def _index(found: dict[str, JobType], numbers: Numbers) -> str:
    text = f"# Job types\n\nEach with its parameters, price, errors and three examples. {WRITTEN}\n"
    text += f"\nWhat they share is on [one page]({SHARED}).\n"
    for section in SECTIONS:
        text += f"\n## {section.title()}\n\n| type | path | | credits |\n|---|---|---|---|\n"
        for name, job in sorted(found.items()):
            if job.section == section:
                text += _listed(job, numbers.jobs[name])
    return text


def _shared(job: JobType) -> str:
    rows = "".join(each.row() for each in Parameters(job.request).shared())
    return f"""# What every job may say

{WRITTEN} A field that is not known is refused, never ignored.

{HEAD}{rows}
| header or query | |
|---|---|
| `Idempotency-Key` | a repeat within 24 hours with the same key and body gets the first answer, and does nothing again |
| `Prefer: wait=N` | waits up to 60 seconds for the end: 200 with the job, else 202 |
| `?dryRun=true` | validates, prices and plans; runs and holds nothing |
| `X-Request-Id` | comes back in the answer, and stands in the logs |

The answer is 202 with the job's id; `GET /studio/v1/jobs/{{jobId}}` tells how it goes on, and so do [four doors](../events.md).
"""


def write() -> None:
    """Write the pages, and take away those of job types that are gone."""
    found = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in found:
            path.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text)
