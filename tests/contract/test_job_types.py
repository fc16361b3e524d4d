"""Every job type there is: its price, its bounds, its tier, and files that are what they are said to be."""

import io
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.tiers import Tier
from media.picture import check
from media.probe import details, probe
from runtime.catalog import job_types
from tests.corpus import video
from tests.house import Caller, House
from tests.integration.test_avatar_animation import avatar, tone, uploaded

Body = dict[str, Any]
ME = "av_me"
"""Stands for an avatar of the caller's own."""
MADE = "@made"
"""Stands for a picture that a job of the caller's made."""


@dataclass(frozen=True)
class Type:
    """A job type's path, its smallest body, and what it costs with some changes to that body."""

    path: str
    body: Body
    prices: tuple[tuple[Body, int], ...]
    wrong: tuple[tuple[Body, str], ...]
    """Changes that go one step beyond a bound, and the field that is at fault."""
    right: tuple[Body, ...] = ()
    """Changes that go as far as a bound allows."""
    runs: bool = True
    """Whether it can be run here in seconds; what takes longer has tests of its own."""
    named: tuple[tuple[str, str], ...] = ()
    """What its path names."""

    @property
    def address(self) -> str:
        """Give the path with what it names."""
        return self.path.format(**dict(self.named))


def bounds(field: str, low: float, high: float, step: float) -> dict[str, Any]:
    """Give what is right and wrong about a number's ends."""
    return {
        "right": ({field: low}, {field: high}),
        "wrong": (
            ({field: round(low - step, 6)}, f"/{field}"),
            ({field: round(high + step, 6)}, f"/{field}"),
        ),
    }


def both(*parts: dict[str, Any]) -> dict[str, Any]:
    """Join such ends."""
    return {
        name: tuple(each for part in parts for each in part.get(name, ()))
        for name in ("right", "wrong")
    }


PICTURE, MASK, FILM, SPEECH, TEXT = "@picture", "@mask", "@film", "@speech", "x" * 1_000
QUALITY = {"wrong": (({"quality": "best"}, "/quality"),)}
IMAGE_PRICES = (
    ({}, 10),
    ({"quality": "high"}, 25),
    ({"quality": "ultra"}, 50),
    ({"variants": 4}, 40),
    ({"variants": 4, "quality": "ultra"}, 200),
)
VIDEO_PRICES = (
    ({}, 100),
    ({"duration": 10}, 100),
    ({"duration": 11}, 200),
    ({"duration": 60, "quality": "ultra"}, 3_000),
    ({"quality": "high"}, 250),
)
TYPES = {
    "image-generation": Type(
        "/images/generate", {"prompt": "a lake", "width": 256, "height": 256}, IMAGE_PRICES,
        **both(bounds("width", 256, 2_048, 1), bounds("height", 256, 2_048, 1), bounds("variants", 1, 4, 1), QUALITY,
               {"right": ({"prompt": TEXT},), "wrong": (({"prompt": TEXT + "x"}, "/prompt"), ({"prompt": ""}, "/prompt"), ({"provider": "nobody"}, "/provider"), ({"stylePreset": "cubist"}, "/stylePreset"))}),
    ),
    "image-transform": Type(
        "/images/transform", {"imageUrl": PICTURE, "transformation": "enhance"}, (({}, 25), ({"transformation": "filter"}, 25)),
        **both(bounds("strength", 0, 1, 0.01), {"wrong": (({"transformation": "melt"}, "/transformation"), ({"transformation": "style-transfer"}, "/styleReference"), ({"imageUrl": ""}, "/imageUrl"), ({"imageUrl": FILM}, "/imageUrl"), ({"imageUrl": "asset_" + "0" * 26}, "/imageUrl"))}),
    ),
    "background-removal": Type(
        "/images/remove-background", {"imageUrl": PICTURE}, (({}, 10), ({"outputFormat": "webp"}, 10)),
        wrong=(({"outputFormat": "jpg"}, "/outputFormat"), ({"imageUrl": SPEECH}, "/imageUrl")),
    ),
    "image-upscale": Type(
        "/images/upscale", {"imageUrl": PICTURE, "scale": 2}, (({}, 50), ({"scale": 4}, 50)),
        wrong=(({"scale": 3}, "/scale"), ({"scale": 8}, "/scale"), ({"enhanceDetails": "yes"}, "/enhanceDetails")), right=({"scale": 4},),
    ),
    "image-inpaint": Type(
        "/images/inpaint", {"imageUrl": PICTURE, "maskUrl": MASK, "prompt": "grass"},
        (({}, 25), ({"quality": "high"}, 50), ({"quality": "ultra"}, 100)),
        **both(bounds("strength", 0, 1, 0.01), QUALITY, {"wrong": (({"prompt": ""}, "/prompt"), ({"maskUrl": SPEECH}, "/maskUrl"))}),
    ),
    "image-variations": Type(
        "/images/variations", {"imageUrl": PICTURE}, IMAGE_PRICES,
        **both(bounds("strength", 0, 1, 0.01), bounds("variants", 1, 4, 1), QUALITY),
    ),
    "image-outpaint": Type(
        "/images/outpaint", {"imageUrl": PICTURE, "left": 32}, (({}, 25), ({"right": 64}, 25)),
        right=({"left": 2_000}, {"left": 0, "up": 1}),
        wrong=(({"left": 2_001}, "/left"), ({"left": -1}, "/left"), ({"left": 0}, "/left"), ({"up": -1}, "/up"), ({"aspectRatio": "wide"}, "/aspectRatio")),
    ),
    "video-generation": Type(
        "/videos/generate", {"prompt": "a lake"}, VIDEO_PRICES,
        **both(bounds("duration", 5, 60, 1), QUALITY, {"wrong": (({"fps": 25}, "/fps"), ({"aspectRatio": "4:3"}, "/aspectRatio"), ({"prompt": ""}, "/prompt"))}),
        runs=False,
    ),
    "video-clips": Type(
        "/videos/clips", {"videoUrl": FILM, "targetDuration": 15}, (({}, 250), ({"numberOfClips": 5}, 1_250)),
        **both(bounds("targetDuration", 15, 60, 1), bounds("numberOfClips", 1, 5, 1), {"wrong": (({"platform": "vine"}, "/platform"), ({"videoUrl": PICTURE}, "/videoUrl"))}),
        runs=False,
    ),
    "video-subtitles": Type(
        "/videos/subtitles", {"videoUrl": FILM, "transcript": "A word or two."}, (({}, 100),),
        wrong=(({"position": "left"}, "/position"), ({"videoUrl": PICTURE}, "/videoUrl"), ({"style": {"fontSize": -1}}, "/style/fontSize")),
    ),
    "image-to-video": Type(
        "/videos/image-to-video", {"imageUrl": PICTURE}, VIDEO_PRICES,
        **both(bounds("duration", 5, 60, 1), QUALITY, {"wrong": (({"motion": "spin"}, "/motion"), ({"fps": 23}, "/fps"), ({"imageUrl": FILM}, "/imageUrl"))}),
        runs=False,
    ),
    "video-upscale": Type(
        "/videos/upscale", {"videoUrl": FILM}, (({}, 100), ({"scale": 4}, 100)),
        wrong=(({"scale": 3}, "/scale"), ({"videoUrl": SPEECH}, "/videoUrl")),
        runs=False,
    ),
    "video-merge": Type(
        "/videos/merge", {"clips": [{"videoUrl": FILM}, {"videoUrl": FILM, "end": 1}]}, (({}, 50), ({"transition": "fade"}, 50)),
        **both(bounds("transitionDuration", 0.1, 5, 0.05), {
            "right": ({"clips": [{"videoUrl": FILM}] * 20},),
            "wrong": (({"clips": [{"videoUrl": FILM}]}, "/clips"), ({"clips": [{"videoUrl": FILM}] * 21}, "/clips"), ({"transition": "wipe"}, "/transition"),
                      ({"outputFormat": "avi"}, "/outputFormat"), ({"clips": [{"videoUrl": FILM}, {"videoUrl": PICTURE}]}, "/clips/1/videoUrl"))}),
    ),
    "video-translate": Type(
        "/videos/translate", {"videoUrl": FILM, "targetLanguage": "en", "sourceLanguage": "es"}, (({}, 200),),
        wrong=(({"targetLanguage": ""}, "/targetLanguage"), ({"videoUrl": PICTURE}, "/videoUrl")), runs=False,
    ),
    "text-to-speech": Type(
        "/audio/text-to-speech", {"text": "Hello."}, (({}, 5), ({"text": "x" * 1_000}, 5), ({"text": "x" * 1_001}, 10), ({"text": "x" * 5_000}, 25)),
        **both(bounds("speed", 0.5, 2.0, 0.01), {"right": ({"text": "x" * 5_000},), "wrong": (({"text": "x" * 5_001}, "/text"), ({"text": ""}, "/text"), ({"emotion": "bored"}, "/emotion"), ({"outputFormat": "ogg"}, "/outputFormat"), ({"voiceId": "nobody"}, "/voiceId"))}),
    ),
    "voice-clone": Type(
        "/audio/clone-voice", {"name": "Me", "audioSamples": [SPEECH], "language": "en"}, (({}, 200), ({"quality": "high"}, 500), ({"quality": "ultra"}, 1_000)),
        **both(QUALITY, {"right": ({"audioSamples": [SPEECH] * 10},), "wrong": (({"audioSamples": []}, "/audioSamples"), ({"audioSamples": [SPEECH] * 11}, "/audioSamples"), ({"audioSamples": [SPEECH, PICTURE]}, "/audioSamples/1"), ({"name": ""}, "/name"), ({"language": "xx"}, "/language"))}),
        runs=False,
    ),
    "custom-speech": Type(
        "/audio/generate-speech", {"text": "Hello.", "voiceModelId": "@voice"}, (({}, 15), ({"text": "x" * 1_001}, 30)),
        **both(bounds("speed", 0.5, 2.0, 0.01), {"wrong": (({"text": "x" * 5_001}, "/text"), ({"voiceModelId": "vm_" + "0" * 26}, "/voiceModelId"))}),
        runs=False,
    ),
    "sound-effects": Type(
        "/audio/sound-effects", {"prompt": "rain", "duration": 1}, (({}, 10), ({"duration": 30}, 10)),
        **both(bounds("duration", 0.5, 30, 0.1), {"wrong": (({"prompt": ""}, "/prompt"), ({"loop": 1}, "/loop"))}),
    ),
    "music-generation": Type(
        "/music/generate", {"prompt": "calm", "duration": 15}, (({}, 100), ({"duration": 300}, 100)),
        **both(bounds("duration", 15, 300, 1), {"wrong": (({"genre": "polka-metal"}, "/genre"), ({"mood": "purple"}, "/mood"), ({"tempo": "allegro"}, "/tempo"), ({"prompt": ""}, "/prompt"))}),
    ),
    "music-extension": Type(
        "/music/extend", {"audioUrl": SPEECH, "duration": 15}, (({}, 100),),
        **both(bounds("duration", 15, 300, 1), bounds("crossfade", 0, 10, 0.1), {"wrong": (({"audioUrl": PICTURE}, "/audioUrl"),)}),
        runs=False,
    ),
    "avatar-generation": Type(
        "/avatars/generate", {"sourceType": "description", "sourceData": "a woman"}, (({}, 150), ({"quality": "high"}, 400), ({"quality": "ultra"}, 800)),
        **both(QUALITY, {"right": ({"sourceData": TEXT},), "wrong": (({"sourceData": ""}, "/sourceData"), ({"sourceData": TEXT + "x"}, "/sourceData"), ({"sourceType": "dream"}, "/sourceType"), ({"style": "oil"}, "/style"), ({"sourceType": "photo", "sourceData": SPEECH}, "/sourceData"))}),
        runs=False,
    ),
    "avatar-animation": Type(
        "/avatars/animate", {"avatarModelId": ME, "audioUrl": SPEECH}, (({}, 1_000), ({"duration": 60}, 1_000)),
        **both(bounds("duration", 5, 60, 1), {"wrong": (({"avatarModelId": "av_" + "0" * 26}, "/avatarModelId"), ({"audioUrl": PICTURE}, "/audioUrl"), ({"backgroundType": "plaid"}, "/backgroundType"))}),
        runs=False,
    ),
    "template-render": Type(
        "/templates/{templateId}/render", {"data": {"quote": "Less, but better.", "author": "A maker"}},
        (({}, 5), ({"outputFormat": "pdf"}, 5), ({"version": 1}, 5)),
        right=({"data": {"quote": "x" * 320, "author": "x", "portrait": PICTURE}}, {"outputFormat": "jpg"}),
        wrong=(
            ({"data": {}}, "/data/quote"), ({"data": {}}, "/data/author"), ({"data": []}, "/data"), ({"outputFormat": "gif"}, "/outputFormat"),
            ({"data": {"quote": "x" * 321, "author": "x"}}, "/data/quote"), ({"data": {"quote": "x", "author": "x", "mood": "x"}}, "/data/mood"),
            ({"data": {"quote": "x", "author": "x", "accent": "red"}}, "/data/accent"), ({"data": {"quote": "x", "author": "x", "portrait": FILM}}, "/data/portrait"),
            ({"data": {"quote": "x", "author": "x", "portrait": "asset_" + "0" * 26}}, "/data/portrait"), ({"data": {"quote": 1, "author": "x\0"}}, "/data/author"),
            ({"version": 0}, "/version"), ({"templateId": "tmpl_" + "0" * 26}, "/templateId"),
        ),
        named=(("templateId", "tmpl_01kb01s3m0e8v4t9q2w7x5y006"),),
    ),
    "social-variants": Type(
        "/social/variants", {"sourceUrl": PICTURE, "platforms": ["tiktok"]},
        (({}, 100), ({"platforms": ["instagram", "tiktok", "twitter", "linkedin"]}, 100), ({"sourceUrl": FILM}, 100)),
        right=({"includeText": True, "text": "x" * 280}, {"sourceUrl": FILM, "includeText": True}),
        wrong=(
            ({"platforms": []}, "/platforms"), ({"platforms": ["myspace"]}, "/platforms/0"), ({"platforms": ["tiktok", "tiktok"]}, "/platforms"),
            ({"platforms": ["instagram", "tiktok", "twitter", "linkedin", "tiktok"]}, "/platforms"), ({"platforms": "tiktok"}, "/platforms"),
            ({"sourceUrl": SPEECH}, "/sourceUrl"), ({"sourceUrl": ""}, "/sourceUrl"), ({"sourceUrl": "asset_" + "0" * 26}, "/sourceUrl"),
            ({"includeText": "yes"}, "/includeText"), ({"text": "Hello"}, "/text"), ({"includeText": True, "text": "x" * 281}, "/text"),
            ({"includeText": True, "text": " "}, "/text"),
        ),
    ),
    "nft-mint": Type(
        "/nft/mint", {"assetUrl": MADE, "metadata": {"name": "A lake"}}, (({}, 100), ({"blockchain": "ethereum"}, 100)),
        right=({"metadata": {"name": "x" * 128, "description": "x" * 4_000, "attributes": [{"value": 2**53}] * 100}},),
        wrong=(({"assetUrl": PICTURE}, "/assetUrl"), ({"assetUrl": "https://example.com/a.png"}, "/assetUrl"), ({"assetUrl": "asset_" + "0" * 26}, "/assetUrl"),
               ({"assetUrl": "data:image/png;base64,AAAA"}, "/assetUrl"), ({"blockchain": "bitcoin"}, "/blockchain"), ({"metadata": {"name": " "}}, "/metadata/name"),
               ({"metadata": {"name": "x" * 129}}, "/metadata/name"), ({"metadata": {"name": "x", "attributes": [{"value": 1}] * 101}}, "/metadata/attributes"),
               ({"metadata": {"name": "x", "rarity": 1}}, "/metadata/rarity"), ({"metadata": {"name": "x", "attributes": [{"value": "a", "display_type": "number"}]}}, "/metadata/attributes/0")),
    ),
}  # fmt: skip
NAMES = sorted(TYPES)
ON_A_CHAIN = {"nft-mint": pytest.mark.xdist_group("chain")}
"""Those that start the development chain stay in one process of the tests."""


def tried(names: list[str]) -> list[Any]:
    return [pytest.param(name, marks=ON_A_CHAIN.get(name, ())) for name in names]


TRIED = tried([name for name in NAMES if name != "custom-speech"])
"""All that need no voice of the caller's own: that one has tests beside the voices."""
NEEDS_A_TIER = {
    "voice-clone": Tier.FREE, "avatar-generation": Tier.FREE, "avatar-animation": Tier.FREE, "nft-mint": Tier.PRO,
}  # fmt: skip


class Desk:
    """A caller with one of each kind of file."""

    def __init__(self, house: House, caller: Caller, folder: Path) -> None:
        self.house, self.caller, self.folder = house, caller, folder
        self.known: dict[str, str] = {}

    async def filled(self, value: Any) -> Any:
        """Put the ids of files in place of their names."""
        match value:
            case dict():
                return {name: await self.filled(part) for name, part in value.items()}
            case list():
                return [await self.filled(part) for part in value]
            case str() if value.startswith("@") or value == ME:
                if value not in self.known:
                    self.known[value] = await self._made(value)
                return self.known[value]
            case _:
                return value

    async def _made(self, name: str) -> str:
        if name == ME:
            return await avatar(self.house, self.caller, self.folder)
        if name == MADE:
            return await self.made()
        return await uploaded(self.caller, getattr(self, name[1:])())

    async def made(self) -> str:
        """Have a picture made, and its price given back."""
        job = await self.caller.finished(
            "/images/generate", {"prompt": "a lake", "width": 256, "height": 256}
        )
        assert job["status"] == "completed", job["error"]
        await self.house.resources.system.call(
            "SELECT studio.grant_credits(:tenant, :id, 10, 'test')",
            tenant=self.caller.tenant,
            id=job["id"],
        )
        return str(job["outputs"][0]["id"])

    def picture(self) -> bytes:
        file = io.BytesIO()
        Image.radial_gradient("L").convert("RGB").resize((256, 256)).save(file, "PNG")
        return file.getvalue()

    def mask(self) -> bytes:
        file = io.BytesIO()
        mask = Image.new("L", (256, 256))
        mask.paste(255, (80, 80, 140, 140))
        mask.save(file, "PNG")
        return file.getvalue()

    def film(self) -> bytes:
        path = self.folder / "film.mp4"
        video(path, seconds=2)
        return path.read_bytes()

    def speech(self) -> bytes:
        return tone(2.0)


@pytest.fixture
async def desk(house: House, tmp_path: Path) -> Desk:
    return Desk(house, await house.caller(tier=Tier.ENTERPRISE, credits=50_000), tmp_path)


def test_every_job_type_is_held_to_the_contract(house: House) -> None:
    found = job_types(house.resources.numbers)
    assert sorted(found) == NAMES
    for name, kind in found.items():
        assert TYPES[name].path == kind.path
        assert kind.outputs, f"{name} does not say what it makes"


@pytest.mark.parametrize("name", TRIED)
async def test_a_dry_run_tells_the_price_of_the_contract_and_holds_nothing(
    desk: Desk, name: str
) -> None:
    kind = TYPES[name]
    for changes, price in kind.prices:
        body = await desk.filled({**kind.body, **changes})
        answer = await desk.caller.http.post(kind.address, params={"dryRun": "true"}, json=body)
        assert answer.status_code == 200, (changes, answer.text)
        assert answer.json()["data"]["price"]["max"] == price, changes
    assert await desk.caller.wallet() == (50_000, 0)


@pytest.mark.parametrize("name", TRIED)
async def test_a_value_at_its_bound_is_taken_and_one_beyond_is_pointed_at(
    desk: Desk, name: str
) -> None:
    kind = TYPES[name]
    for changes in kind.right:
        body = await desk.filled({**kind.body, **changes})
        answer = await desk.caller.http.post(kind.address, params={"dryRun": "true"}, json=body)
        assert answer.status_code == 200, (changes, answer.text)
    for changes, pointer in kind.wrong:
        body = await desk.filled({**kind.body, **changes})
        answer = await desk.caller.submit(kind.address, body)
        assert answer.status_code == 400, (changes, answer.text)
        problem = answer.json()
        assert pointer in [error["pointer"] for error in problem["errors"]], (changes, problem)
    assert await desk.caller.wallet() == (50_000, 0)


@pytest.mark.parametrize("name", TRIED)
async def test_what_is_missing_is_pointed_at(desk: Desk, name: str) -> None:
    kind = TYPES[name]
    required = job_types(desk.house.resources.numbers)[name].request.model_json_schema(
        by_alias=True
    )["required"]
    answer = await desk.caller.submit(kind.address, {})
    assert answer.status_code == 400
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        f"/{field}" for field in required if field not in dict(kind.named)
    }
    assert await desk.caller.wallet() == (50_000, 0)


@pytest.mark.parametrize("name", sorted(NEEDS_A_TIER))
async def test_what_a_tier_does_not_have_is_forbidden(
    house: House, tmp_path: Path, name: str
) -> None:
    kind, caller = TYPES[name], await house.caller(tier=NEEDS_A_TIER[name], credits=5_000)
    body = await Desk(house, caller, tmp_path).filled(kind.body)
    answer = await caller.submit(kind.address, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "ERR_TIER_REQUIRED"), answer.text
    assert await caller.wallet() == (5_000, 0)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", tried([name for name in NAMES if TYPES[name].runs]))
async def test_files_are_what_they_are_said_to_be(desk: Desk, tmp_path: Path, name: str) -> None:
    kind = TYPES[name]
    local = (
        {}
        if name in ("video-subtitles", "video-merge", "video-upscale", "nft-mint")
        else {"routing": {"only": ["local"]}}
    )
    job = await desk.caller.finished(kind.address, {**await desk.filled(kind.body), **local})
    assert job["status"] == "completed", job["error"]
    assert job["creditsCharged"] == kind.prices[0][1]
    makes = job_types(desk.house.resources.numbers)[name].outputs
    assert [each.role for each in makes][: len(job["outputs"])] == [
        each["role"] for each in job["outputs"]
    ][: len(makes)]
    for output in job["outputs"]:
        data = (await desk.caller.http.get(output["url"])).content
        path = tmp_path / output["id"]
        path.write_bytes(data)
        assert (len(data), sha256(data).hexdigest()) == (output["bytes"], output["sha256"])
        await _as_told(path, output)


async def _as_told(path: Path, output: Body) -> None:
    kind = output["mimeType"].split("/")[0]
    if kind == "image":
        facts = await check(path)
        assert (facts.mime_type, facts.width, facts.height) == (
            output["mimeType"],
            output["width"],
            output["height"],
        )
    if kind in ("video", "audio"):
        facts = await probe(path)
        assert facts.duration_seconds == pytest.approx(output["durationSeconds"], abs=0.02)
        assert (facts.width, facts.height) == (output.get("width"), output.get("height"))
        found = await details(path)
        assert found.first(kind) is not None
    if output["mimeType"] == "video/mp4":
        whole = path.read_bytes()
        assert whole.index(b"moov") < whole.index(b"mdat"), "players may begin before all is there"
