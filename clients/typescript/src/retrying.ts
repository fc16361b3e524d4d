/** A `fetch` that tries again what may be tried again: nothing is done twice, for every POST carries a key. */

export interface Patience {
  /** How often a request is sent, at most. */
  readonly tries: number;
  /** The longest wait between two tries that is put up with, in milliseconds. */
  readonly waitMsMax: number;
}

const SAFE = new Set(["GET", "HEAD", "DELETE"]);
const PASSING = new Set([409, 429, 503]);

/** Wrap a `fetch`. Tried again are lost connections, and answers that say after how many seconds. */
export function retrying(send: typeof fetch, patience: Patience): typeof fetch {
  return async (input, init) => {
    // A Request is cloned for each try; what makes one is kept, so that a large file is read anew, not held in memory.
    const again = () => (input instanceof Request ? input.clone() : new Request(input, init));
    const request = again();
    const isSafe = SAFE.has(request.method) || request.headers.has("Idempotency-Key");
    for (let attempt = 1; ; attempt++) {
      const isLast = !isSafe || attempt >= patience.tries;
      try {
        const response = await send(attempt === 1 ? request : again());
        const waitMs = waitOf(response);
        if (isLast || waitMs === undefined || waitMs > patience.waitMsMax) return response;
        await response.body?.cancel();
        await sleep(waitMs, request.signal);
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
        await sleep(Math.min(2 ** attempt * 100, patience.waitMsMax), request.signal);
      }
    }
  };
}

/** Wait, unless nobody wants to any more. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Tell how long an answer asks to wait, in milliseconds; undefined: it is an answer to live with. */
function waitOf(response: Response): number | undefined {
  const told = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return PASSING.has(response.status) && Number.isFinite(told) ? told * 1000 : undefined;
}
