/** Follows a job or a pipeline to its end: by its event stream, resumed where it broke off, else by asking. */

import { EventSourceParserStream } from "eventsource-parser/stream";
import { StudioError } from "./errors.ts";
import { sleep } from "./retrying.ts";
import type { Job, Pipeline } from "./schema.ts";

export type Snapshot = Job | Pipeline;
export type Send = (path: string, headers: Record<string, string>, signal?: AbortSignal) => Promise<Response>;

export interface FollowOptions {
  /** The last version that was seen: what comes after it is told. */
  readonly since?: number;
  readonly signal?: AbortSignal;
}

const OVER = new Set<string>(["completed", "failed", "cancelled"]);
const BROKEN_MAX = 3;
const PAUSE_MS = 1_000;

/** Tell whether nothing more will come. */
export function isOver(snapshot: Snapshot): boolean {
  return OVER.has(snapshot.status);
}

/** Give each version of it, and in the end its last. A stream that breaks is taken up again, with nothing lost. */
export async function* follow<T extends Snapshot>(
  send: Send,
  path: string,
  { since = 0, signal }: FollowOptions = {},
): AsyncGenerator<T, void, undefined> {
  let seen = since;
  for (let broken = 0; broken < BROKEN_MAX; ) {
    try {
      const response = await send(`${path}/events`, { Accept: "text/event-stream", "Last-Event-ID": `${seen}` }, signal);
      if (response.status === 204) return yield await read<T>(send, path, signal);
      if (!response.ok || !response.body) throw await StudioError.of(response);
      let isDone = false;
      for await (const snapshot of events<T>(response.body)) {
        [seen, broken, isDone] = [Math.max(seen, snapshot.version), 0, isOver(snapshot)];
        yield snapshot;
      }
      if (isDone) return; // the stream ends with the end; an end before that was an earlier run's
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof StudioError && !error.retryable && error.status < 500) throw error;
    }
    broken++;
    await sleep(PAUSE_MS, signal);
  }
  yield* polled<T>(send, path, seen, signal);
}

async function* events<T extends Snapshot>(body: ReadableStream<Uint8Array>): AsyncGenerator<T, void, undefined> {
  const stream = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
  for await (const event of stream.pipeThrough(new EventSourceParserStream())) {
    yield JSON.parse(event.data) as T;
  }
}

/** Ask until it is over; what has not changed costs an empty answer. */
async function* polled<T extends Snapshot>(
  send: Send,
  path: string,
  since: number,
  signal?: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  let [tag, seen] = ["", since];
  while (true) {
    const response = await send(path, tag ? { "If-None-Match": tag } : {}, signal);
    if (response.ok) {
      tag = response.headers.get("ETag") ?? "";
      const snapshot = ((await response.json()) as { data: T }).data;
      if (snapshot.version > seen || isOver(snapshot)) yield snapshot;
      seen = Math.max(seen, snapshot.version);
      if (isOver(snapshot)) return;
    } else if (response.status !== 304) {
      throw await StudioError.of(response);
    }
    await sleep(PAUSE_MS, signal);
  }
}

/** Read it as it stands. */
export async function read<T extends Snapshot>(send: Send, path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, {}, signal);
  if (!response.ok) throw await StudioError.of(response);
  return ((await response.json()) as { data: T }).data;
}
