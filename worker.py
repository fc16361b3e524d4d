"""The worker process: open resources, build activities, serve every job type."""

import asyncio
import contextlib
import os
import signal
import sys
from argparse import ArgumentParser

import structlog
from prometheus_client import start_http_server
from temporalio.client import Client
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from activities.queues import ALL, PROVIDERS, STUDIO
from events.bells import Bells
from events.hub import Hub
from jobs.mints import Mints
from jobs.sweeps import Sweeps
from jobs.voices import VendorVoices
from runtime import chains, resources, temporal
from runtime.forgetting import Forgetting
from runtime.inquiry import Inquiry
from runtime.presence import Presence
from runtime.settings import Settings
from runtime.telemetry import configure_logs
from runtime.unattended import Unattended
from runtime.workers import workers

log = structlog.get_logger("worker")


async def serve(settings: Settings, queues: tuple[str, ...]) -> None:
    """Serve queues until SIGTERM or SIGINT, then finish what is in hand within the grace."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    client = await reach(settings)
    async with (
        resources.opened(settings, client=client) as opened,
        resources.providers(settings) as providers,
        chains.pinning(settings) as pinning,
    ):
        presence = Presence(opened.capabilities, providers, queues)
        await presence.announce()
        bells = Bells(settings.database.system_url.get_secret_value())
        loops = [presence.run(), bells.run()]
        if PROVIDERS in queues:
            loops.append(Inquiry(Sweeps(opened.system), opened.runs, providers).run())
            loops.append(Forgetting(VendorVoices(opened.system), providers).run())
            loops.append(Unattended(Mints(opened.system), opened.networks).run())
        if STUDIO in queues:
            hub = Hub(settings.database.system_url.get_secret_value(), opened.relay.heard)
            loops += [opened.relay.run(), opened.sweep.run(), hub.run(), opened.couriers.run()]
        async with contextlib.AsyncExitStack() as stack:
            for worker in workers(client, opened, providers, queues, bells=bells, pinning=pinning):
                await stack.enter_async_context(worker)
            tasks = [asyncio.create_task(loop) for loop in loops]
            log.info("worker_ready", queues=queues, providers=list(providers))
            await stop.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await opened.capabilities.withdraw(presence.worker_id)


async def reach(settings: Settings) -> Client:
    """Connect to Temporal, waiting for it as long as it takes."""
    runtime = Runtime(telemetry=telemetry(settings))
    while True:
        try:
            return await temporal.connect(settings.temporal, runtime=runtime)
        except RuntimeError:
            log.warning("temporal_is_away", address=settings.temporal.address)
            await asyncio.sleep(0.5)


def telemetry(settings: Settings) -> TelemetryConfig:
    """Serve our metrics on the port of the settings, the SDK's on the next."""
    port = settings.worker.metrics_port
    if not port:
        return TelemetryConfig()
    start_http_server(port, addr=settings.api.host)
    return TelemetryConfig(metrics=PrometheusConfig(bind_address=f"{settings.api.host}:{port + 1}"))


def main() -> None:
    """Read the command line, serve, and leave without waiting for threads that hang."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--queue", choices=ALL, help="serve one queue instead of all four")
    choice = parser.parse_args().queue
    settings = Settings()
    configure_logs(settings.log)
    asyncio.run(serve(settings, (choice,) if choice else ALL))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # the SDK may abort while the interpreter is torn down


if __name__ == "__main__":
    main()
