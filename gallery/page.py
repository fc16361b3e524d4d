"""The page: a card for each case, with its request, what went in, what came out, and what it cost."""

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from gallery.exhibits import Exhibit

STYLE = """
:root { color-scheme: light dark; --line: #8884; --dim: #888; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
nav a { margin-right: .8rem; white-space: nowrap; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin: 1rem 0; }
article > header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; }
article h3 { margin: 0; font-size: 1rem; } header span { color: var(--dim); font-size: .85rem; }
.failed { border-color: #c33; }
pre { background: #8881; padding: .6rem; border-radius: 6px; overflow: auto; font-size: .78rem; max-height: 11rem; white-space: pre-wrap; }
.row { display: flex; flex-wrap: wrap; gap: .9rem; align-items: flex-start; }
figure { margin: 0; max-width: 560px; } figcaption { color: var(--dim); font-size: .75rem; max-width: 420px; overflow-wrap: anywhere; }
figure img, figure video { max-width: 100%; max-height: 420px; border-radius: 6px; display: block;
  background: repeating-conic-gradient(#8882 0 25%, transparent 0 50%) 0 0/16px 16px; }
.in img, .in video { max-height: 130px; } audio { width: 100%; min-width: 280px; }
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One case as it went."""

    name: str
    type: str
    note: str
    body: dict[str, Any]
    status: str
    facts: str
    inputs: tuple[Exhibit, ...]
    outputs: tuple[Exhibit, ...]


def page(cards: list[Card], told: str) -> str:
    """Write the whole page; `told` says on what and when it was made."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.type, []).append(card)
    links = " ".join(f'<a href="#{escape(kind)}">{escape(kind)}</a>' for kind in groups)
    body = "".join(
        f'<h2 id="{escape(kind)}">{escape(kind)}</h2>' + "".join(_card(card) for card in group)
        for kind, group in groups.items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Studio: what the local engines make</title><style>{STYLE}</style>"
        f"<h1>What the local engines make</h1><p>{escape(told)}</p><nav>{links}</nav>{body}</html>\n"
    )


def _card(card: Card) -> str:
    failed = "" if card.status == "completed" else ' class="failed"'
    request = escape(json.dumps(card.body, indent=1, ensure_ascii=False))
    inputs = (
        f'<div class="row in">{"".join(map(_figure, card.inputs))}</div>' if card.inputs else ""
    )
    return (
        f"<article{failed}><header><h3>{escape(card.note)}</h3><span>{escape(card.facts)}</span></header>"
        f'<pre>{request}</pre>{inputs}<div class="row">{"".join(map(_figure, card.outputs))}</div></article>'
    )


def _figure(shown: Exhibit) -> str:
    match shown.kind:
        case "image":
            inside = f'<img loading="lazy" src="{shown.files[0]}" alt="">'
        case "video":
            inside = f'<video controls preload="none" poster="" src="{shown.files[0]}"></video>'
        case "audio":
            sound, wave, spectrum = shown.files
            inside = f'<audio controls preload="none" src="{sound}"></audio><img src="{wave}" alt="waveform"><img src="{spectrum}" alt="spectrum">'
        case "text":
            inside = f"<pre>{escape(shown.text)}</pre>"
        case _:
            inside = ""
    return f"<figure>{inside}<figcaption>{escape(shown.told)}</figcaption></figure>"
