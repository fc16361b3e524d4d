"""ffmpeg confined: what names other files is refused, what is too much ends, what is cancelled dies."""

import asyncio
import subprocess
import sys
from pathlib import Path

import imageio_ffmpeg
import pytest

from domain.captions import CaptionStyle, Cue, Position, to_ass
from domain.errors import MediaInvalid
from media.burn import burn, shown_size
from media.probe import details, probe
from media.run import STDERR_BYTES_MAX, Command, Input, Limits, _environment, run

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n"
DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period>'
    '<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>secret.mp4</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>"
)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    target = tmp_path / "video.mp4"
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=321x181:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2",
         "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p", "-c:a", "libmp3lame", str(target)],
        check=True,
    )  # fmt: skip
    return target


@pytest.mark.parametrize(
    ("name", "text"),
    [("list.m3u8", HLS), ("list.mp4", HLS), ("manifest.mp4", DASH), ("concat.mp4", "ffconcat version 1.0\nfile secret.mp4\n"),
     ("drawing.mp4", "<svg xmlns='http://www.w3.org/2000/svg'/>"), ("page.mp4", "<html></html>")],
)  # fmt: skip
async def test_a_file_that_names_others_is_neither_probed_nor_decoded(
    tmp_path: Path, video: Path, name: str, text: str
) -> None:
    (tmp_path / "secret.mp4").write_bytes(video.read_bytes())
    (tmp_path / name).write_text(text)
    with pytest.raises(MediaInvalid):
        await probe(tmp_path / name)
    with pytest.raises(MediaInvalid):
        await run(Command(tmp_path, (Input(name),), ("-f", "null", "-")))


async def test_a_run_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    endless = Command(tmp_path, (), ("-f", "lavfi", "-i", "testsrc2=s=640x360", "-f", "null", "-"))
    with pytest.raises(MediaInvalid, match="too long"):
        await run(endless, limits=Limits(wall_seconds=0.5))


async def test_a_run_that_writes_too_much_is_ended(tmp_path: Path) -> None:
    large = Command(
        tmp_path,
        (),
        (
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:d=60",
            "-c:v",
            "rawvideo",
            "-f",
            "avi",
            "out.avi",
        ),
    )
    with pytest.raises(MediaInvalid):
        await run(large, limits=Limits(output_bytes=2_000_000))


async def test_a_run_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    large = Command(
        tmp_path,
        (),
        ("-f", "lavfi", "-i", "color=s=64x64:r=1:d=1", "-vf", "scale=8000:8000", "-f", "null", "-"),
    )
    await run(large)
    with pytest.raises(MediaInvalid):
        await run(large, limits=Limits(memory_bytes=300 * 1024**2))


async def test_what_ffmpeg_says_is_kept_to_its_end_and_told_to_no_client(tmp_path: Path) -> None:
    talks = (
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:d=40",
        "-vf",
        "showinfo",
        "-loglevel",
        "info",
        "-f",
        "null",
        "-",
    )
    said = await run(Command(tmp_path, (), talks))
    assert STDERR_BYTES_MAX * 0.9 < len(said) <= STDERR_BYTES_MAX
    with pytest.raises(MediaInvalid) as caught:
        await run(Command(tmp_path, (Input("nothing-there.mp4"),), ("-f", "null", "-")))
    assert "nothing-there" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


async def test_a_run_dies_with_its_worker(tmp_path: Path) -> None:
    source = f"testsrc2=s=64x64,metadata=add:key=a:value={tmp_path.name}"
    program = (
        "import asyncio, pathlib; from media.run import Command, run; "
        f"asyncio.run(run(Command(pathlib.Path('.'), (), ('-f', 'lavfi', '-i', '{source}', '-f', 'null', '-'))))"
    )
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    while _commands().count(tmp_path.name) < 2:
        assert worker.poll() is None
        await asyncio.sleep(0.02)
    worker.kill()
    worker.wait()
    while tmp_path.name in _commands():
        await asyncio.sleep(0.02)


async def test_a_cancelled_run_leaves_no_process(tmp_path: Path) -> None:
    endless = Command(
        tmp_path,
        (),
        (
            "-f",
            "lavfi",
            "-i",
            f"testsrc2=s=64x64,metadata=add:key=a:value={tmp_path.name}",
            "-f",
            "null",
            "-",
        ),
    )
    task = asyncio.create_task(run(endless, report=lambda _: None))
    while tmp_path.name not in _commands():
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert tmp_path.name not in _commands()


async def test_captions_are_burned_into_an_odd_video_with_progress(
    tmp_path: Path, video: Path
) -> None:
    found = await details(video)
    picture = found.first("video")
    assert picture
    assert shown_size(picture) == (320, 180)
    cues = (Cue(start=0.2, end=1.8, lines=("Ünï 你好 مرحبا", "{\\fs900}\\N")),)
    script = to_ass(cues, CaptionStyle(), Position.CENTER, width=320, height=180)
    told: list[float] = []
    await run(burn(tmp_path, "video.mp4", "out.mp4", ass=script, details=found), report=told.append)
    made = await details(tmp_path / "out.mp4")
    burned, sound = made.first("video"), made.first("audio")
    assert burned
    assert sound
    assert (burned.width, burned.height, burned.frames, sound.codec) == (320, 180, 50, "AAC")
    assert told
    assert max(told) >= 0.9


async def test_every_script_is_set_in_a_face_of_ours(tmp_path: Path, video: Path) -> None:
    found = await details(video)
    texts = [
        "Latin Ελληνικά Кириллица", "你好", "日本語です", "한국어", "مرحبا", "שלום", "สวัสดี", "नमस्ते", "বাংলা", "ਪੰਜਾਬੀ",
        "ગુજરાતી", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ລາວ", "မြန်မာ", "ខ្មែរ", "ქართული", "Հայերեն", "አማርኛ",
    ]  # fmt: skip
    cues = [Cue(start=n * 0.08, end=n * 0.08 + 0.08, lines=(text,)) for n, text in enumerate(texts)]
    script = to_ass(cues, CaptionStyle(), Position.BOTTOM, width=320, height=180)
    command = burn(tmp_path, "video.mp4", "out.mp4", ass=script, details=found)
    line = ["verbose" if word == "error" else word for word in command.line()]
    process = subprocess.run(
        [FFMPEG, *line], cwd=tmp_path, env=_environment(tmp_path), capture_output=True, text=True, check=True
    )  # fmt: skip
    chosen = [said for said in process.stderr.splitlines() if "fontselect" in said]
    assert len({said.split(" -> ")[1] for said in chosen}) >= len(texts)
    assert all("manimgx_fonts" in said for said in chosen), chosen


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 1_000, b"RIFF\0\0\0\0WAVE", b"\x1aE\xdf\xa3" + b"\0" * 50]
)
async def test_a_file_without_streams_is_no_media(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp4").write_bytes(content)
    with pytest.raises(MediaInvalid):
        await probe(tmp_path / "x.mp4")


def _commands() -> str:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found.append((entry / "cmdline").read_text())
            except OSError:
                continue
    return "\n".join(found)
