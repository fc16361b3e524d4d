"""The two floors: a bare Temporal workflow of our image job's shape, and a bare POST of one three-row transaction."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request
from psycopg import AsyncConnection
from temporalio.client import Client
from temporalio.worker import PollerBehaviorAutoscaling, Worker

from benchmarks.floor_workflow import QUEUES, Floor, nothing


async def work(address: str) -> None:
    """Serve the floor's queues."""
    client = await Client.connect(address)
    pollers = PollerBehaviorAutoscaling(initial=4)
    running = [
        Worker(
            client, task_queue=queue, workflows=[Floor] if queue == "floor" else [], activities=[nothing],
            workflow_task_poller_behavior=pollers, activity_task_poller_behavior=pollers,
            max_concurrent_activities=200,
        )
        for queue in QUEUES
    ]  # fmt: skip
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    tasks = [asyncio.create_task(worker.run()) for worker in running]
    print("ready", flush=True)
    await stop.wait()
    os._exit(len(tasks) - len(tasks))


def post(url: str, port: int) -> None:
    """Serve the bare POST."""
    free: asyncio.Queue[AsyncConnection] = asyncio.Queue()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        for _ in range(10):
            free.put_nowait(await AsyncConnection.connect(url))
        connection = await free.get()
        async with connection.transaction():
            await connection.execute(
                "CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, body jsonb)"
            )
        free.put_nowait(connection)
        yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/floor", status_code=202)
    async def accept(request: Request) -> dict[str, str]:
        body = (await request.body()).decode()
        connection = await free.get()
        async with connection.transaction():
            for _ in range(3):
                await connection.execute("INSERT INTO floor (body) VALUES (%s::jsonb)", (body,))
        free.put_nowait(connection)
        return {"status": "queued"}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    if sys.argv[1] == "work":
        asyncio.run(work(sys.argv[2]))
    else:
        post(sys.argv[2], int(sys.argv[3]))
