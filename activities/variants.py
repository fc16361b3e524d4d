"""Variants for social platforms: looked at, cut, framed, levelled, lettered, held against each platform's limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._filming import asked, cameras_of, levels_of, looked_at, probed
from activities._ingest import Ingest
from activities._placing import (
    End,
    Place,
    Refused,
    bitrate_of,
    cut_of,
    drawing_of,
    framing_of,
    lettering_of,
    rules_of,
    script_of,
    sentence_of,
)
from activities._stage import Report, scratch, stage
from activities.captions import SoundAsk
from activities.clips import Heard
from activities.errors import reported
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.errors import MediaInvalid
from domain.framing import Focus, window
from domain.social import (
    FilmRules,
    Format,
    PictureRules,
    Platform,
    PlatformName,
    Platforms,
    Written,
    breaches,
    nearest,
)
from domain.tasks import Word
from domain.values import Json, Value
from jobs.runs import RunKey, Runs
from media import variants
from media.extract import speech_track
from media.film import Clip
from media.merge import seen
from media.picture import check, compress, flatten
from media.probe import details, probe
from media.run import run

LISTENED: Final = Span(low=12, high=16)
MADE: Final = Span(low=16, high=92)
SIDE_MAX: Final = 4_096
SOURCE: Final = "source"
PICTURE: Final = "picture"
STILL: Final = "still.png"
SOUND: Final = "sound.wav"
WORDS: Final = "words.json"
LOOKED: Final = 0.35
"""How far a film's step is when all of it has been looked at."""


class Posting(Value):
    """A picture or a film, and the platforms that it is for. `text`: the caller's words; `captions`: what is said."""

    key: RunKey
    source: Blob
    platforms: tuple[PlatformName, ...]
    text: str | None = None
    captions: bool = False
    sound: Blob | None = None
    heard: PartResult | None = None


class Variety(Value):
    """What came out, and for how many of the platforms."""

    outputs: tuple[Output, ...]
    delivered: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was made for a place: its kind, what a probe says of it, and what its client is told."""

    place: Place
    path: Path
    written: Written
    told: dict[str, str]


class Variants:
    """Reads and writes storage by hash: a repeat writes the same blobs."""

    def __init__(
        self, runs: Runs, ingest: Ingest, platforms: Platforms, *, scratch_root: Path
    ) -> None:
        self.runs = runs
        self.ingest = ingest
        self.platforms = platforms
        self.scratch_root = scratch_root

    @activity.defn(name="variants.listen")
    async def listen(self, ask: Posting) -> Heard:
        """Take a film's sound as 16 kHz mono, where its words are wanted, or what ends where it has to be cut."""
        with reported():
            async with (
                stage(self.runs, ask.key, "post-process", phase="submitting", span=LISTENED),
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(SoundAsk(key=ask.key, video=ask.source), folder)
                limits = [rules.seconds_max for _, _, rules in self._of_films(ask)]
                is_long = any(clip.seconds > limit for limit in limits)
                if not clip.has_sound or not (ask.captions or is_long):
                    return Heard()
                await run(speech_track(folder, SOURCE, SOUND, duration_seconds=clip.seconds))
                path = folder / SOUND
                return Heard(sound=await self.ingest.store(ask.key, path, await probe(path)))

    @activity.defn(name="variants.draw")
    async def draw(self, ask: Posting) -> Variety:
        """Make every platform's variants of a picture. Raises MediaInvalid where none is within its limits."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MADE
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                await self.ingest.fetch(ask.key.tenant_id, ask.source, folder / SOURCE)
                chosen = [
                    (number, platform, each, rules)
                    for number, platform in enumerate(self._wanted(ask))
                    for each, rules in platform.of_pictures()
                ]
                made = await self._drawn(ask, folder, SOURCE, chosen, report)
                return await self._delivered(ask, made, [])

    @activity.defn(name="variants.film")
    async def film(self, ask: Posting) -> Variety:
        """Make every platform's variants of a film. Raises MediaInvalid where none is within its limits."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=MADE
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(SoundAsk(key=ask.key, video=ask.source), folder)
                places, refused = self._places(ask, clip)
                if not places:
                    raise MediaInvalid(sentence_of(refused))
                made = await self._filmed(ask, clip, folder, places, report)
                lost = {each.platform for each in refused}
                headers = [
                    (number, platform, each, rules)
                    for number, platform in enumerate(self._wanted(ask))
                    for each, rules in platform.of_stills()
                    if platform.name not in lost
                ]
                if headers:
                    await run(variants.still(folder, clip, STILL))
                    made += await self._drawn(ask, folder, STILL, headers, lambda _: None)
                return await self._delivered(ask, made, refused)

    def _wanted(self, ask: Posting) -> list[Platform]:
        return [self.platforms.of(name) for name in ask.platforms]

    def _of_films(self, ask: Posting) -> list[tuple[int, Format, FilmRules]]:
        return [
            (number, each, rules)
            for number, platform in enumerate(self._wanted(ask))
            for each, rules in platform.of_films()
        ]

    async def _bring(self, ask: SoundAsk, folder: Path) -> Clip:
        path = await self.ingest.fetch(ask.key.tenant_id, ask.video, folder / SOURCE)
        clip = Clip(SOURCE, await details(path))
        _ = clip.picture
        return clip

    def _places(self, ask: Posting, clip: Clip) -> tuple[list[Place], list[Refused]]:
        """Choose each format's size; a film that is too short for one is made for none of its platform."""
        places, refused, found = [], [], seen(clip)
        wanted = self._wanted(ask)
        for number, each, rules in self._of_films(ask):
            platform, size = wanted[number], nearest(rules.sizes, found.width, found.height)
            if clip.seconds < rules.seconds_min:
                told = f"the video lasts {clip.seconds:.2f} s, of {rules.seconds_min:g} s at least"
                refused.append(Refused(platform=platform.name, format=each.name, reasons=(told,)))
            else:
                places.append(Place(number, platform, each, rules, size))
        lost = {each.platform for each in refused}
        return [place for place in places if place.platform.name not in lost], refused

    async def _drawn(
        self,
        ask: Posting,
        folder: Path,
        source: str,
        chosen: Sequence[tuple[int, Platform, Format, PictureRules]],
        report: Report,
    ) -> list[Candidate]:
        """Make variants of a picture in the folder."""
        facts = await flatten(folder / source, folder / PICTURE, side_max=SIDE_MAX)
        width, height = facts.width or 1, facts.height or 1
        focus = Focus.model_validate(
            await asked("focus", {"file": str(folder / PICTURE)}, lambda done: report(0.6 * done))
        )
        places = [
            Place(number, platform, each, rules, nearest(rules.sizes, width, height))
            for number, platform, each, rules in chosen
        ]
        windows = [window(focus, width / height, place.size.shape) for place in places]
        drawn = [
            drawing_of(place, part, focus, width / height, ask.text)
            for place, part in zip(places, windows, strict=True)
        ]
        await run(variants.draw(folder, PICTURE, (width, height), drawn))
        made = []
        for place, part, each in zip(places, windows, drawn, strict=True):
            path = folder / f"{place.stem}.jpg"
            written = await compress(folder / each.name, path, bytes_max=place.rules.bytes_max)
            found = Written(
                mime_type=written.mime_type, size_bytes=path.stat().st_size, width=written.width,
                height=written.height,
            )  # fmt: skip
            made.append(
                Candidate(
                    place,
                    path,
                    found,
                    lettering_of(ask.text, each) | {"framing": framing_of(part, each)},
                )
            )
            report(0.6 + 0.4 * len(made) / len(places))
        return made

    async def _filmed(
        self, ask: Posting, clip: Clip, folder: Path, places: Sequence[Place], report: Report
    ) -> list[Candidate]:
        """Make variants of a film: it is decoded twice, small to be looked at, and for all of them at once."""
        looked = await looked_at(clip, folder, places)
        ends = await self._ends(ask, clip, folder, places, looked)
        cuts = {place.stem: cut_of(clip, place, ends) for place in places}
        cameras = await cameras_of(cuts, looked, lambda done: report(LOOKED * done))
        levels = await levels_of(clip, folder, places, cuts)
        words = await self._words(ask, folder) if ask.captions else ()
        filmed = {
            place.stem: variants.Filmed(
                name=f"{place.stem}.mp4", cut=cuts[place.stem], camera=cameras[place.stem][0],
                level=levels.get(place.stem), bitrate_max=bitrate_of(place, cuts[place.stem]),
                script=script_of(place, ask.text, words, cuts[place.stem].seconds),
            )
            for place in places
        }  # fmt: skip
        alike = variants.alike(list(filmed.values()))
        await run(
            variants.film(folder, [each for each in filmed.values() if alike[each.name] is each]),
            report=lambda done: report(LOOKED + (1 - LOOKED) * done),
        )
        made = []
        for place in places:
            each = filmed[place.stem]
            path = folder / alike[each.name].name
            told = {"framing": cameras[place.stem][1], **_told(place, each, clip, ends)}
            made.append(Candidate(place, path, await probed(path), told))
        return made

    async def _ends(
        self,
        ask: Posting,
        clip: Clip,
        folder: Path,
        places: Sequence[Place],
        looked: dict[str, Json],
    ) -> dict[float, End]:
        """Find where a film ends that is longer than a limit, by limit."""
        limits = sorted({rules_of(place).seconds_max for place in places})
        lengths = [limit for limit in limits if limit < clip.seconds]
        if not lengths:
            return {}
        tenant, known = ask.key.tenant_id, ask.heard.transcript if ask.heard else None
        request = {
            "seconds": clip.seconds, "lengths": lengths, "cuts": looked["cuts"],
            "sound": ask.sound and str(await self.ingest.fetch(tenant, ask.sound, folder / SOUND)),
            "words": known and str(await self.ingest.fetch(tenant, known, folder / WORDS)),
        }  # fmt: skip
        answer = await asked("endings", request, lambda _: None)
        return {
            length: End(float(end["at"]), str(end["what"]))
            for length, end in zip(lengths, answer["ends"], strict=True)
        }

    async def _words(self, ask: Posting, folder: Path) -> tuple[Word, ...]:
        known = ask.heard.transcript if ask.heard else None
        heard = (
            await self.ingest.load_transcript(ask.key.tenant_id, known, folder) if known else None
        )
        if heard is None or not heard.words:
            raise MediaInvalid(
                "No speech was found in the video: give `text`, or leave includeText out."
            )
        return heard.words

    async def _delivered(
        self, ask: Posting, made: Sequence[Candidate], refused: Sequence[Refused]
    ) -> Variety:
        """Keep the files of the platforms whose every file is within its limits, and say what the others lack."""
        beyond = [
            Refused(
                platform=each.place.platform.name, format=each.place.format.name, reasons=reasons
            )
            for each in made
            if (reasons := breaches(each.place.rules, each.written))
        ]
        refusals = [*refused, *beyond]
        lost = {each.platform for each in refusals}
        kept = [each for each in made if each.place.platform.name not in lost]
        if not kept:
            raise MediaInvalid(sentence_of(refusals))
        kept.sort(key=lambda each: each.place.number)
        outputs = [await self._output(ask, each) for each in kept]
        if refusals:
            text = "[" + ",".join(each.model_dump_json() for each in refusals) + "]"
            blob = await self.ingest.store_text(ask.key, text, "application/json")
            outputs.append(Output(blob=blob, role="report", name="refused.json"))
        return Variety(outputs=tuple(outputs), delivered=len(ask.platforms) - len(lost))

    async def _output(self, ask: Posting, made: Candidate) -> Output:
        place = made.place
        is_film = made.written.seconds is not None
        facts = await (probe if is_film else check)(made.path)
        return Output(
            blob=await self.ingest.store(ask.key, made.path, facts),
            role="video" if is_film else "image",
            part=place.number,
            name=f"{place.stem}{made.path.suffix}",
            metadata={
                "engine": "ffmpeg",
                "platform": place.platform.name.value,
                "format": place.format.name,
                **made.told,
            },
        )


def _told(
    place: Place, made: variants.Filmed, clip: Clip, ends: Mapping[float, End]
) -> dict[str, str]:
    told = {}
    if made.level:
        told["loudness"] = f"{rules_of(place).loudness_lufs:g} LUFS"
    if end := ends.get(rules_of(place).seconds_max):
        told["length"] = f"cut from {clip.seconds:.2f} s: ends with {end.what}"
    return told
