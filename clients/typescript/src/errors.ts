/** Every way in which the server, or a job, says no. */

import type { Job, Pipeline, Problem } from "./schema.ts";

/** What the server answered in the place of what was asked for: RFC 9457, with a `code` to act upon. */
export class StudioError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>) {
    const wrong = (problem.errors ?? []).map((each) => `${each.pointer}: ${each.detail}`).join("; ");
    super(`${problem.code ?? status}: ${problem.detail ?? "the server did not say why"}${wrong && ` (${wrong})`}`);
    this.name = "StudioError";
    this.status = status;
    this.code = problem.code ?? "ERR_UNKNOWN";
    this.retryable = problem.retryable ?? false;
    this.problem = problem;
  }

  /** Read a refusal, whatever it is made of. */
  static async of(response: Response): Promise<StudioError> {
    const text = await response.text();
    try {
      return new StudioError(response.status, JSON.parse(text) as Partial<Problem>);
    } catch {
      return new StudioError(response.status, { detail: text.slice(0, 200) });
    }
  }
}

/** A job or a pipeline that was waited for, and failed or was cancelled. */
export class NotDelivered<T extends Job | Pipeline = Job> extends Error {
  readonly result: T;

  constructor(result: T) {
    super(`${result.id} ${result.status}${result.error ? `: ${result.error.code}: ${result.error.message}` : ""}`);
    this.name = "NotDelivered";
    this.result = result;
  }
}

/** A file that is not what the server said it is. */
export class Damaged extends Error {
  constructor(url: string) {
    super(`what came from ${url} does not have the hash that it was said to have`);
    this.name = "Damaged";
  }
}
