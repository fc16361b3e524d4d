"""The typesetter against templates that mean harm: no file, no network, no endless work, and data that is never markup."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import ValidationFailed
from domain.templates import SOURCE, Design
from domain.values import Json
from media import typesetting
from media.run import Limits
from media.typesetting import TYPESETTER, Job, typeset
from runtime.templates import KIT, kit

TIGHT = Limits(wall_seconds=20, cpu_seconds=1, memory_bytes=1_500 * 2**20, output_bytes=8 * 2**20)
ENDLESS_WASM = ", ".join(
    str(byte)
    for byte in bytes.fromhex(
        "0061736d 01000000 01050160 00017f 03020100 0503010001"
        " 070e02 066d656d6f7279 0200 0172 0000 0a0b01 09 00 0340 0c00 0b 4100 0b"
    )
)
"""(module (memory (export "memory") 1) (func (export "r") (result i32) (loop (br 0)) (i32.const 0)))"""

HOSTILE = {
    "reads-a-file": '#read("/etc/passwd")',
    "climbs-out": '#read("../../../../../../etc/passwd")',
    "climbs-out-by-the-root": '#read("/../../../../etc/passwd")',
    "includes-a-file": '#include "/etc/passwd"',
    "shows-a-file": '#image("/proc/self/environ")',
    "reads-what-was-made": '#read("/../made/page-1.png", encoding: none)',
    "evaluates": '#eval("read(\\"/etc/passwd\\")")',
    "imports-a-package": '#import "@preview/cetz:0.3.4": *',
    "imports-by-a-word-put-together": '#let at = "@pre" + "view/cetz:0.3.4"\n#import at as cetz',
    "loads-a-plugin": '#let p = plugin("/etc/passwd")',
    "loops": "#while true {}",
    "loops-within-loops": "#for a in range(100000) { for b in range(100000) { let c = calc.sqrt(a * b) } }",
    "recurses": "#let f(n) = f(n + 1)\n#f(0)",
    "grows": '#let s = "x" * 1000000\n#let all = range(100000).map(_ => s + "y")\n#all.len()',
    "runs-foreign-code": f"#let p = plugin(bytes(({ENDLESS_WASM},)))\n#p.r()",
    "has-a-huge-page": "#set page(width: 9000000pt, height: 9000000pt)\nx",
    "has-endless-pages": "#for n in range(200) { pagebreak(weak: false) }",
    "says-nothing-of-typst": "#this-is-not-there",
}


def design(source: str, **more: Json) -> Design:
    """Make a template of one source."""
    return Design(
        summary="", files={SOURCE: source, KIT: kit()}, fields={}, example={}, ppi=36, **more
    )


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_template_is_refused_and_tells_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await typeset(Job(design(HOSTILE[name]), {}, limits=TIGHT), tmp_path)
    assert "root:" not in refused.value.detail
    assert str(tmp_path) not in refused.value.detail


async def test_data_is_content_and_never_markup(tmp_path: Path) -> None:
    evil = '#read("/etc/passwd") ]#panic("x")[ $x^2$ *b* \\ "} //'
    source = '#import "/kit.typ": *\n#data.title'
    told = {"title": evil, "more": {"nested": [evil]}}
    (page,) = (await typeset(Job(design(source), told, is_document=True), tmp_path)).pages
    assert page.read_bytes().startswith(b"%PDF-")


async def test_an_error_names_the_place_and_no_path_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await typeset(Job(design("= Fine\n\n#let x = (1 + )"), {}), tmp_path)
    assert "template.typ:3" in refused.value.detail
    assert str(tmp_path) not in refused.value.detail


def test_the_typesetter_opens_no_socket() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(TYPESETTER.parent)!r}); import _typesetter, socket\n"
        "_typesetter.without_network()\n"
        "try: socket.socket()\n"
        "except PermissionError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "refused", done.stderr


async def test_a_worker_that_gives_up_leaves_no_process_behind(tmp_path: Path) -> None:
    source = HOSTILE["loops-within-loops"]
    task = asyncio.create_task(typeset(Job(design(source), {}), tmp_path))
    while not (tmp_path / "root" / SOURCE).exists():
        await asyncio.sleep(0)
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not _running(tmp_path)


def _running(folder: Path) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if entry.resolve() == folder.resolve():
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def test_it_is_there_where_the_extra_is_installed() -> None:
    assert typesetting.is_there()
