"""Records on a stack of its own, with the engines that need no key, and writes what the document shows."""

import asyncio
import json
import tempfile
from pathlib import Path

from api.openapi._examples import FILE
from runtime.embedded.stack import Stack
from tests.house import opened
from tests.recording.scenario import recorded
from tests.recording.stable import Stable


async def main() -> None:
    """Record, and write the file."""
    with tempfile.TemporaryDirectory(prefix="studio-recording-") as name:
        folder = Path(name)
        async with (
            Stack(folder / "home", with_processes=False) as stack,
            opened(stack, folder, only={"local"}) as house,
        ):
            found = await recorded(house, folder)
    stable = Stable()
    parts = {
        part: {name: stable.rewritten(value) for name, value in sorted(values.items())}
        for part, values in found.items()
    }
    FILE.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
