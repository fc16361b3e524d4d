"""Templates set as jobs set them, beside a bare compile of the same file: in a process of its own, and in one that is warm."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from domain.templates import SOURCE, filled
from jobs.templates import Draft
from media import fonts
from media.typesetting import Job, facts_of, typeset
from runtime.templates import shipped

RUNS = 6
"""Of which the first warms up."""
MEASURED = (("Night Signal", False), ("Quote Card", False), ("Venture", False), ("Venture", True))
BARE = """
import json, sys, typst
asked = json.load(sys.stdin)
made = typst.compile(asked["source"], root=asked["root"], format=asked["format"], ppi=asked["ppi"], sys_inputs={"data": asked["data"]},
    font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"]))
for number, page in enumerate(made if isinstance(made, list) else [made]):
    open(f"{asked['root']}/bare-{number}", "wb").write(page)
"""
Rows = list[tuple[str, str, str]]


async def measured(folder: Path) -> Rows:
    """Time each, ours and bare by turns."""
    drafts, rows = {draft.name: draft for draft in shipped()}, []
    for number, (name, is_document) in enumerate(MEASURED):
        rows.append(await _ratio(drafts[name], folder / str(number), is_document=is_document))
    return rows


async def _ratio(draft: Draft, folder: Path, *, is_document: bool) -> tuple[str, str, str]:
    folder.mkdir(parents=True)
    data = filled(draft.design.fields, draft.design.example)
    bare_root = folder / "bare"
    bare_root.mkdir()
    for name, text in draft.design.files.items():
        (bare_root / name).write_text(text)
    asked = json.dumps(
        {
            "root": str(bare_root), "source": str(bare_root / SOURCE), "ppi": draft.design.ppi, "data": json.dumps(data),
            "format": "pdf" if is_document else "png", "fonts": [str(each) for each in fonts.of_templates()],
        }
    )  # fmt: skip
    ours, bare = [], []
    for run in range(RUNS):
        (mine := folder / f"run-{run}").mkdir()
        began = time.perf_counter()
        made = await typeset(Job(draft.design, data, is_document=is_document), mine)
        assert all(facts_of(page).mime_type for page in made.pages)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", BARE], input=asked, text=True, check=True)
        bare.append(time.perf_counter() - began)
    mine, plain = statistics.median(ours[1:]), statistics.median(bare[1:])
    kind = "pdf" if is_document else "png"
    return (
        f"{draft.name} as {kind}, p50",
        f"{mine * 1000:.0f} ms, bare compile {plain * 1000:.0f} ms, × {mine / plain:.2f}",
        "≤ × 1.2",
    )
