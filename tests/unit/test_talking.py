"""The talking engine: heads drawn, mouths moved, films made. Measured in pixels and in samples."""

import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from providers.local.engines import talking
from providers.local.engines._head import glb
from providers.local.engines._head.guessing import guessed
from providers.local.engines._head.listening import RATE_HZ, heard
from providers.local.engines._head.moving import BLINKS_APART, moved
from providers.local.engines._head.phones import phones
from providers.local.engines._head.render import Renderer
from providers.local.engines._head.speaking import Clock, spoken
from providers.local.engines._head.timing import placed, timed
from providers.local.engines._protocol import Refusal
from tests.heads import simple_head
from tests.talking import Film, decoded, lag

SIZE = (320, 180)
SYLLABLES = ((0.6, 0.22), (1.2, 0.3), (1.9, 0.18), (2.3, 0.35), (3.4, 0.25))
"""When something is said, and for how long."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(simple_head(), 640, 360)


def hum(seconds: float = 4.5) -> np.ndarray:
    """Sound like a voice that says ah, now and then."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    tone = sum(np.sin(2 * np.pi * 120 * n * times) / n for n in range(1, 16))
    loud = np.zeros_like(times)
    for start, long in SYLLABLES:
        loud += np.clip(np.minimum(times - start, start + long - times) / 0.04, 0, 1)
    noise = np.random.default_rng(1).normal(0, 1e-4, len(times))
    return (0.25 * tone * loud + noise).astype(np.float32)


def saved(samples: np.ndarray, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return path


def filmed(folder: Path, **asked: object) -> tuple[Path, dict[str, str]]:
    """Let the simple head say what hums."""
    glb.write(simple_head(), folder / "head.glb")
    request = {
        "head": str(folder / "head.glb"), "audio": str(saved(hum(), folder / "hum.wav")), "words": None,
        "width": 640, "height": 360, "behind": "solid-color", "colour": "#2050a0", "backdrop": None,
        "folder": str(folder), **asked,
    }  # fmt: skip
    answer = talking.work(request, lambda _: None)
    return folder / answer["file"], answer["metadata"]


def test_the_mouth_is_closed_at_rest_and_open_on_vowels(renderer: Renderer) -> None:
    def opening(**weights: float) -> float:
        return float(Film(renderer.frame(weights)[None], np.zeros(0, np.float32), 30).mouth[0])

    assert opening() == opening(viseme_PP=1) == 0
    assert opening(viseme_aa=1) > opening(viseme_O=1) > opening(viseme_I=1) > 0.0001
    assert opening(viseme_aa=1) > 0.002


def test_a_head_stands_on_nothing_with_soft_edges(renderer: Renderer) -> None:
    alpha = renderer.frame({})[..., 3]
    assert (alpha[:40, :40] == 0).all()
    assert alpha[180, 320] == 255
    assert {64, 128, 191} & set(np.unique(alpha).tolist())


def test_a_turned_head_shows_more_of_its_side_and_its_shoulders_stay(renderer: Renderer) -> None:
    still, turned = renderer.frame({}), renderer.frame({}, (0.5, 0.0, 0.0))
    rows = np.abs(still.astype(int) - turned).sum((1, 2))
    assert rows[100:220].mean() > 4 * rows[340:].mean()


def test_the_eyes_shut_when_they_blink_and_move_when_they_look(renderer: Renderer) -> None:
    def blue(frame: np.ndarray) -> np.ndarray:
        return (frame[..., 2].astype(int) - frame[..., 0] > 10) & (frame[..., 3] == 255)

    shut = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}
    assert blue(renderer.frame(shut)).sum() < blue(renderer.frame({})).sum() / 5
    middle = [
        np.argwhere(blue(renderer.frame({"gazeAcross": side})))[:, 1].mean() for side in (-0.2, 0.2)
    ]
    assert middle[1] - middle[0] > 0.5


def test_styles_take_light_differently() -> None:
    frames = [
        Renderer(simple_head(style), 320, 180).frame({}).astype(int)
        for style in ("realistic", "cartoon", "anime", "3d")
    ]
    apart = [np.abs(a - b).mean() for number, a in enumerate(frames) for b in frames[number + 1 :]]
    assert min(apart) > 0.25


def test_a_frame_is_the_same_on_any_thread_and_at_any_time(renderer: Renderer) -> None:
    first = renderer.frame({"viseme_E": 0.5}, (0.1, 0.05, 0.0))
    renderer.frame({"viseme_aa": 1.0}, (-0.4, 0.0, 0.1))
    assert (renderer.frame({"viseme_E": 0.5}, (0.1, 0.05, 0.0)) == first).all()


def test_a_head_comes_back_from_its_file(tmp_path: Path) -> None:
    head = simple_head("anime")
    glb.write(head, tmp_path / "head.glb")
    back = glb.read(tmp_path / "head.glb")
    assert (back.style, back.background, back.neck, back.hinge) == (
        head.style, head.background, pytest.approx(head.neck), pytest.approx(head.hinge),
    )  # fmt: skip
    assert (back.texture == head.texture).all()
    for part, twin in zip(head.parts, back.parts, strict=True):
        assert part.name == twin.name
        for name in ("positions", "normals", "uvs", "triangles", "jaw"):
            assert np.allclose(getattr(part, name), getattr(twin, name), atol=1e-6)
        assert {name for name, offset in part.morphs.items() if offset.any()} == set(twin.morphs)


def test_sounds_are_read_with_their_stress() -> None:
    assert [p.viseme.removeprefix("viseme_") for p in phones("mˈama tʃˈa^ɪ")] == [
        "PP",
        "aa",
        "PP",
        "aa",
        "CH",
        "aa",
        "I",
    ]
    assert [p.stressed for p in phones("həlˈo^ʊ")] == [False, False, False, True, False]


def test_a_stop_is_placed_where_the_sound_falls() -> None:
    times = np.arange(RATE_HZ) / RATE_HZ
    tone = sum(np.sin(2 * np.pi * 120 * n * times) / n for n in range(1, 12)) * 0.2
    tone[round(0.5 * RATE_HZ) : round(0.62 * RATE_HZ)] *= 0.001
    parts = placed(phones("aba"), 0.1, 0.9, heard(tone.astype(np.float32)))
    assert [part.phone.viseme for part in parts] == ["viseme_aa", "viseme_PP", "viseme_aa"]
    assert parts[1].start == pytest.approx(0.5, abs=0.05)
    assert parts[1].end == pytest.approx(0.62, abs=0.05)


def test_lips_meet_for_a_p_between_vowels() -> None:
    sound = heard(
        np.full(RATE_HZ, 0.2, np.float32)
        * np.random.default_rng(2).normal(size=RATE_HZ).astype(np.float32)
    )
    words = [{"text": "apa", "start": 0.2, "end": 0.8}]
    speech = spoken(timed(words, lambda _: phones("apa"), sound), sound, Clock(30, 30))
    middle = int(np.argmax(speech.shapes["viseme_PP"]))
    assert speech.open[middle] < 0.35 * speech.open.max()
    assert speech.open[:3].max() < 0.08


def test_without_words_the_mouth_follows_the_sound() -> None:
    samples = hum()
    sound = heard(samples)
    speech = spoken(guessed(sound), sound, Clock(135, 30))
    at = [round((start + long / 2) * 30) for start, long in SYLLABLES]
    assert min(speech.open[at]) > 0.3
    assert max(speech.open[[3, 75 + 18, 130]]) < 0.02


def test_a_head_blinks_sways_and_ends_as_it_began() -> None:
    sound = heard(hum(12.0))
    clock = Clock(360, 30)
    speech = spoken(guessed(sound), sound, clock)
    motion, again = moved(speech, clock, 7), moved(speech, clock, 7)
    assert (motion.turns == again.turns).all()
    blink = motion.weights["eyeBlinkLeft"]
    starts = np.flatnonzero((blink[1:] > 0.5) & (blink[:-1] <= 0.5)) / 30
    assert len(starts) >= 2
    assert (np.diff(starts) > BLINKS_APART[0]).all()
    assert (np.diff(starts) < BLINKS_APART[1] + 0.4).all()
    assert blink.max() == pytest.approx(1.0)
    assert 0.01 < np.abs(motion.turns[:, 0]).max() < 0.35
    assert np.abs(motion.turns[[0, -1]]).max() < 0.01
    assert np.abs(np.diff(motion.turns, axis=0)).max() < 0.03


def test_a_film_is_in_time_with_its_sound_to_the_frame(tmp_path: Path) -> None:
    path, told = filmed(tmp_path)
    film = decoded(path)
    assert len(film.frames) == 113
    assert len(film.samples) / RATE_HZ == pytest.approx(4.5, abs=0.03)
    late, together = lag(film)
    assert abs(late) <= 0.04
    assert together > 0.6
    speaking = film.envelope > 0.05
    assert film.mouth[speaking].mean() > 0.0008
    assert film.mouth[[3, 25, 75, 78, 108]].max() < 0.0001, "silence has a closed mouth"
    assert film.frames[10, 5, 5, :3].tolist() == pytest.approx([0x20, 0x50, 0xA0], abs=6)
    assert told["lips"] == "from the sound"


def test_one_can_see_through_a_transparent_film(tmp_path: Path) -> None:
    path, _ = filmed(tmp_path, behind="transparent")
    assert path.suffix == ".webm"
    film = decoded(path)
    alpha = film.frames[..., 3]
    assert len(film.frames) == 113
    assert (alpha[:, :20, :20] < 8).all()
    assert (alpha[:, 90, 160] > 247).all()
    assert 0.1 < (alpha > 128).mean() < 0.6
    late, together = lag(film)
    assert abs(late) <= 0.04
    assert together > 0.6


def test_a_picture_stands_behind_the_head(tmp_path: Path) -> None:
    Image.new("RGB", (300, 900), (200, 30, 60)).save(tmp_path / "behind.png")
    path, _ = filmed(
        tmp_path, behind="image", backdrop=str(tmp_path / "behind.png"), width=360, height=640
    )
    film = decoded(path, size=(180, 320))
    assert film.frames[5, 5, 5, :3].tolist() == pytest.approx([200, 30, 60], abs=8)
    with pytest.raises(Refusal, match="no picture"):
        filmed(tmp_path, behind="image", backdrop=str(tmp_path / "hum.wav"))


def test_what_cannot_be_animated_is_said_plainly(tmp_path: Path) -> None:
    head = simple_head()
    stiff = type(head)(
        parts=(head.parts[-1],), texture=head.texture, neck=head.neck, hinge=head.hinge, style=head.style,
        background=head.background,
    )  # fmt: skip
    glb.write(stiff, tmp_path / "stiff.glb")
    with pytest.raises(Refusal, match="no mouth shapes"):
        filmed(tmp_path, head=str(tmp_path / "stiff.glb"))
    (tmp_path / "other.glb").write_bytes(b"glTF" + bytes(40))
    with pytest.raises(Refusal, match="no head of ours"):
        filmed(tmp_path, head=str(tmp_path / "other.glb"))
    (tmp_path / "noise.mp3").write_bytes(b"no sound at all")
    with pytest.raises(Refusal, match="recording"):
        filmed(tmp_path, audio=str(tmp_path / "noise.mp3"))
