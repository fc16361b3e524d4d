"""A worker whose providers answer at once: what is left is the engine's own work."""

import asyncio
import contextlib
import io
import os
import signal
from typing import ClassVar

from PIL import Image

from activities.queues import ALL
from domain.tasks import Ability
from events.bells import Bells
from events.hub import Hub
from providers._base import Finished, Made, Offer, Progress, Provider, Submission, Ticket
from providers._http import Http
from runtime import resources, temporal
from runtime.presence import Presence
from runtime.settings import Settings
from runtime.telemetry import configure_logs
from runtime.workers import workers

BUFFER = io.BytesIO()
Image.new("RGB", (256, 256), (30, 60, 90)).save(BUFFER, "PNG")
PICTURE = BUFFER.getvalue()


class Instant(Provider):
    """Answers with the picture."""

    name = "openai"
    offers: ClassVar[tuple[Offer, ...]] = (Offer(ability=Ability.IMAGE, model="instant"),)

    async def submit(self, ask: Submission) -> Finished | Ticket:
        return Finished(model="instant", made=(Made(role="image", data=PICTURE),))


class Followed(Instant):
    """Answers with a receipt, and is done at the first question."""

    name = "followed"

    async def submit(self, ask: Submission) -> Finished | Ticket:
        return Ticket(provider=self.name, id=ask.key)

    async def poll(self, ticket: Ticket) -> Progress:
        return Finished(model="followed", made=(Made(role="image", data=PICTURE),))


async def main() -> None:
    """Serve all queues as the worker process does."""
    settings = Settings()
    configure_logs(
        settings.log
    )  # to stderr, as the worker: who started us reads one line of stdout
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    client = await temporal.connect(settings.temporal)
    async with resources.opened(settings, client=client) as opened:
        http = Http("instant", None)  # type: ignore[arg-type] # nothing is sent
        providers: dict[str, Provider] = {"openai": Instant(http), "followed": Followed(http)}
        presence = Presence(opened.capabilities, providers, ALL)
        await presence.announce()
        hub = Hub(settings.database.system_url.get_secret_value(), opened.relay.heard)
        bells = Bells(settings.database.system_url.get_secret_value())
        tasks = [
            asyncio.create_task(loop)
            for loop in (
                opened.relay.run(),
                hub.run(),
                bells.run(),
                presence.run(),
                opened.couriers.run(),
            )
        ]
        async with contextlib.AsyncExitStack() as stack:
            for worker in workers(client, opened, providers, ALL, bells=bells):
                await stack.enter_async_context(worker)
            print("ready", flush=True)
            await stop.wait()
            for task in tasks:
                task.cancel()
            os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
