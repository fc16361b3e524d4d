/** The client: every operation typed by the server's own document, and what one does with jobs all day made short. */

import createClient, { type Client, type Middleware } from "openapi-fetch";
import { Damaged, NotDelivered, StudioError } from "./errors.ts";
import { type FollowOptions, follow, isOver, read, type Send, type Snapshot } from "./following.ts";
import { JOB_PATHS } from "./job-paths.ts";
import { type Patience, retrying } from "./retrying.ts";
import type { AssetShown, Job, operations, OutputFile, paths, Pipeline, PipelineRequest, Plan, Submitted } from "./schema.ts";

const BASE = "/studio/v1";

export type JobType = keyof typeof JOB_PATHS;
type Pascal<S extends string> = S extends `${infer A}-${infer B}` ? `${Capitalize<A>}${Pascal<B>}` : Capitalize<S>;
type Operation<T extends JobType> = operations[`submit${Pascal<T>}`];

/** What a job of a type takes. */
export type JobBody<T extends JobType> = Operation<T>["requestBody"]["content"]["application/json"];
/** What its path names, where it names something. */
export type JobPlace<T extends JobType> = Operation<T>["parameters"] extends { path: infer P extends Record<string, string> } ? P : Record<string, never>;

export interface Options extends Partial<Patience> {
  /** Where the server is, such as `https://studio.example.com`. */
  readonly baseUrl: string;
  /** A JWT, or an API key. */
  readonly token: string;
  readonly fetch?: typeof fetch;
}

export interface SubmitOptions {
  /** Your own name for this request: the same one again, also after a restart, does nothing twice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface WaitOptions extends FollowOptions {
  /** Called with each version as it comes. */
  readonly onProgress?: (now: Snapshot) => void;
}

export class Studio {
  /** Every operation there is: `studio.api.GET("/studio/v1/wallet")`. */
  readonly api: Client<paths>;
  readonly #baseUrl: string;
  readonly #token: string;
  readonly #fetch: typeof fetch;

  constructor({ baseUrl, token, tries = 4, waitMsMax = 30_000, fetch: given = globalThis.fetch }: Options) {
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#token = token;
    this.#fetch = retrying(given, { tries, waitMsMax });
    this.api = createClient<paths>({ baseUrl: this.#baseUrl, fetch: this.#fetch });
    this.api.use(signedAndKeyed(token));
  }

  /** Submit a job. Where its path names something (a template), that is `place`. */
  async submit<T extends JobType>(
    type: T,
    body: JobBody<T>,
    ...[options, place]: JobPlace<T> extends Record<string, never>
      ? [options?: SubmitOptions]
      : [options: SubmitOptions | undefined, place: JobPlace<T>]
  ): Promise<Handle<Job>> {
    const made = await this.#post<Submitted>(filled(JOB_PATHS[type], place), body, options);
    return this.job(made.jobId);
  }

  /** Tell what a job would cost, and who would serve it; nothing is run or held. */
  async plan<T extends JobType>(
    type: T,
    body: JobBody<T>,
    ...[place]: JobPlace<T> extends Record<string, never> ? [] : [place: JobPlace<T>]
  ): Promise<Plan> {
    return this.#post<Plan>(`${filled(JOB_PATHS[type], place)}?dryRun=true`, body);
  }

  /** Submit several jobs as one graph. */
  async submitPipeline(body: PipelineRequest, options?: SubmitOptions): Promise<Handle<Pipeline>> {
    const made = await this.#post<{ pipelineId: string }>(`${BASE}/pipelines`, body, options);
    return this.pipeline(made.pipelineId);
  }

  /** Take up a job by its id, also one that another process submitted. */
  job(id: string): Handle<Job> {
    return new Handle<Job>(id, `${BASE}/jobs/${id}`, this.#send, this.#post.bind(this));
  }

  /** Take up a pipeline by its id. */
  pipeline(id: string): Handle<Pipeline> {
    return new Handle<Pipeline>(id, `${BASE}/pipelines/${id}`, this.#send, this.#post.bind(this));
  }

  /** Upload a file; its id goes where a job takes media. */
  async upload(file: Blob, name = "upload", options: SubmitOptions = {}): Promise<AssetShown> {
    const path = `${BASE}/uploads?name=${encodeURIComponent(name)}`;
    return this.#post<AssetShown>(path, file, options);
  }

  /** Fetch an output's file, and check that it is whole. */
  async download(output: Pick<OutputFile, "url" | "sha256">, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#fetch(output.url, signal ? { signal } : {});
    if (!response.ok) throw await StudioError.of(response);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") !== output.sha256) throw new Damaged(output.url);
    return bytes;
  }

  readonly #send: Send = (path, headers, signal) =>
    this.#fetch(`${this.#baseUrl}${path}`, {
      headers: { Authorization: `Bearer ${this.#token}`, ...headers },
      ...(signal ? { signal } : {}),
    });

  async #post<R>(path: string, body: unknown, { idempotencyKey, signal }: SubmitOptions = {}): Promise<R> {
    const isFile = body instanceof Blob;
    const response = await this.#fetch(`${this.#baseUrl}${path}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.#token}`,
        "Content-Type": isFile ? "application/octet-stream" : "application/json",
        "Idempotency-Key": idempotencyKey ?? crypto.randomUUID(),
      },
      body: isFile ? body : JSON.stringify(body ?? {}),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw await StudioError.of(response);
    return ((await response.json()) as { data: R }).data;
  }
}

/** A job or a pipeline that is on its way: all that is needed of it is its id. */
export class Handle<T extends Snapshot> {
  readonly id: string;
  readonly #path: string;
  readonly #send: Send;
  /** The version with which an earlier run ended. */
  #over = 0;
  readonly #post: <R>(path: string, body: unknown, options?: SubmitOptions) => Promise<R>;

  constructor(id: string, path: string, send: Send, post: <R>(path: string, body: unknown, options?: SubmitOptions) => Promise<R>) {
    this.id = id;
    this.#path = path;
    this.#send = send;
    this.#post = post;
  }

  /** Give each version as it comes, and in the end its last. */
  follow({ since = 0, ...options }: FollowOptions = {}): AsyncGenerator<T, void, undefined> {
    return follow<T>(this.#send, this.#path, { ...options, since: Math.max(since, this.#over) });
  }

  /** Read it as it stands. */
  async read(signal?: AbortSignal): Promise<T> {
    return read<T>(this.#send, this.#path, signal);
  }

  /** Wait for the end. Throws `NotDelivered` where it fails or is cancelled. */
  async wait({ onProgress, ...options }: WaitOptions = {}): Promise<T> {
    let last: T | undefined;
    for await (const now of this.follow(options)) {
      onProgress?.(now);
      last = now;
    }
    if (!last || !isOver(last)) throw new Error(`${this.id} was not followed to its end`);
    if (last.status !== "completed") throw new NotDelivered<T>(last);
    return last;
  }

  /** Cancel it at once and for good; gives the credits that are back. */
  async cancel(): Promise<number> {
    return (await this.#post<{ creditsRefunded: number }>(`${this.#path}/cancel`, undefined)).creditsRefunded;
  }

  /** Run it again, after it failed; it is followed from there on. */
  async retry(): Promise<this> {
    this.#over = (await this.read()).version;
    await this.#post<unknown>(`${this.#path}/retry`, undefined);
    return this;
  }
}

/** Send the token with every request, and a key with every POST that has none. */
function signedAndKeyed(token: string): Middleware {
  return {
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token}`);
      if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      }
      return request;
    },
  };
}

function filled(path: string, place: Record<string, string> | undefined): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(place?.[name] ?? ""));
}
