"""Runs every job type with the local engines on a stack of its own, and writes the page: `make gallery`."""

import asyncio
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from gallery.cases import CASES, Body, Case
from gallery.exhibits import Exhibit, exhibit, told_of
from gallery.inputs import MAKERS
from gallery.page import Card, page
from runtime.embedded.stack import ROOT, Ready, Stack
from runtime.settings import LogSettings
from runtime.telemetry import configure_logs
from studio import Studio, StudioProblem
from studio.models import OutputFile

OUT: Final = ROOT / "docs" / "gallery"
MODELS: Final = ("avatarModelId", "voiceModelId")
SHOWN: Final = ("image", "video", "audio")


class Hanging:
    """The jobs as they are done, their files, and the cards that show them."""

    def __init__(self, client: Studio, scratch: Path, out: Path) -> None:
        self.client, self.scratch, self.out = client, scratch, out
        self.jobs: dict[str, dict[str, Any]] = {}
        self.files: dict[tuple[str, str], Path] = {}
        self.assets: dict[str, str] = {}
        self.cards: list[Card] = []

    def hang(self, case: Case) -> bool:
        """Run a case and make its card; tells whether it completed."""
        began = datetime.now(UTC)
        body: Body = {}
        try:
            body = case.body(self.asset)
            handle = self.client.submit(case.type, body)
            *_, ended = handle.events()
            job = ended.model_dump(mode="json", by_alias=True)
        except (StudioProblem, LookupError) as problem:
            job = {
                "status": "refused",
                "error": {"message": str(problem)},
                "outputs": [],
                "creditsCharged": 0,
                "provider": None,
            }
        seconds = (datetime.now(UTC) - began).total_seconds()
        self.jobs[case.name] = job
        facts = f"{job['status']} · {job['creditsCharged']} credits · {seconds:.0f} s · by {job['provider'] or 'ffmpeg'}"
        if job["error"]:
            facts += f" · {job['error']['message']}"
        print(f"{case.name:<14} {case.type:<20} {facts}", flush=True)
        inputs = (
            tuple(self._shown(*each) for each in case.shows) if job["status"] == "completed" else ()
        )
        self.cards.append(
            Card(
                case.name,
                case.type,
                case.note,
                self._named(body),
                str(job["status"]),
                facts,
                inputs,
                self._outputs(case.name, job),
            )
        )
        return bool(job["status"] == "completed")

    def asset(self, name: str, role: str) -> str:
        """Give the asset, or the model, that a case made; `inputs` are made and uploaded when they are first asked for."""
        if name == "inputs":
            if role not in self.assets:
                self.assets[role] = self.client.assets.upload(self._input(role)).id
            return self.assets[role]
        outputs = self.jobs[name]["outputs"]
        if role in MODELS:
            return str(next(each["metadata"][role] for each in outputs if role in each["metadata"]))
        return str(next(each["id"] for each in outputs if each["role"] == role))

    def file(self, name: str, role: str) -> Path:
        """Give the file that a case made. Raises LookupError."""
        if name == "inputs":
            return self._input(role)
        if (name, role) not in self.files:
            output = next(
                (each for each in self.jobs[name]["outputs"] if each["role"] == role), None
            )
            if output is None:
                raise LookupError(f"{name} has no {role}")
            self.files[name, role] = self.client.download(
                OutputFile.model_validate(output), self.scratch / name
            )
        return self.files[name, role]

    def _input(self, file: str) -> Path:
        path = self.scratch / file
        if not path.exists():
            MAKERS[file](self.file, path)
        return path

    def _shown(self, name: str, role: str) -> Exhibit:
        path = self.file(name, role)
        kind = {".mp4": "video", ".wav": "audio", ".mp3": "audio"}.get(path.suffix, "image")
        return exhibit(
            path,
            kind,
            f"in: {role if name == 'inputs' else name}",
            self.out,
            f"in-{name}-{path.stem[-12:]}",
        )

    def _outputs(self, name: str, job: dict[str, Any]) -> tuple[Exhibit, ...]:
        found = []
        for number, output in enumerate(job["outputs"]):
            path = self.client.download(
                OutputFile.model_validate(output), self.scratch / name / str(number)
            )
            kind = output["mimeType"].split("/")[0]
            found.append(
                exhibit(
                    path,
                    kind if kind in SHOWN else "",
                    told_of(output),
                    self.out,
                    f"{name}-{number}",
                )
            )
        return tuple(found)

    def _named(self, value: Any) -> Any:
        """Write names in place of ids: a reader knows the cases, not the assets."""
        names = {asset: file for file, asset in self.assets.items()} | {
            output["id"]: f"{name}.{output['role']}"
            for name, job in self.jobs.items()
            for output in job["outputs"]
        }
        match value:
            case dict():
                return {key: self._named(part) for key, part in value.items() if key != "routing"}
            case list():
                return [self._named(part) for part in value]
            case _:
                return names.get(value, value)


def main(names: Sequence[str]) -> int:
    """Run the cases (or those named, and what they need), and write the page."""
    configure_logs(LogSettings(level="error", format="text"))
    return asyncio.run(_main(names))


async def _main(names: Sequence[str]) -> int:
    scratch = Path(tempfile.mkdtemp(prefix="studio-gallery-"))
    try:
        async with Stack(scratch / "home") as stack:
            return await asyncio.to_thread(_run, stack.ready, scratch, names)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run(ready: Ready, scratch: Path, names: Sequence[str]) -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with Studio(ready.api, ready.token) as client:
        hanging = Hanging(client, scratch, OUT)
        done = [hanging.hang(case) for case in CASES if not names or case.name in names]
    told = (
        f"{sum(done)} of {len(done)} requests, made on {datetime.now(UTC):%Y-%m-%d} by `make gallery` on {os.cpu_count()} cores"
        f" ({platform.machine()}), with no key and no GPU. Sounds and films are shortened and shrunk for this page."
    )
    (OUT / "index.html").write_text(page(hanging.cards, told), "utf-8")
    size = sum(path.stat().st_size for path in OUT.iterdir())
    print(f"{OUT / 'index.html'}: {size / 1e6:.1f} MB")
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
