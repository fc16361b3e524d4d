/** Events that a server sends: proven by Standard Webhooks 1.0, and typed by the server's own document. */

import { Webhook } from "standardwebhooks";
import type { webhooks } from "./schema.ts";

export { WebhookVerificationError } from "standardwebhooks";

type Body<K extends keyof webhooks> = webhooks[K]["post"]["requestBody"]["content"]["application/cloudevents+json"];
/** What an event carries: `type` tells which. */
export type StudioEvent = { [K in keyof webhooks]: Body<K> & { type: K } }[keyof webhooks];

/**
 * Prove that an event is the server's, and not older than five minutes. `body` is the raw body, byte for byte.
 * Throws `WebhookVerificationError`. Do once what an event asks for: its `id` is the same at every try.
 */
export function verify(body: string | Uint8Array, headers: Headers | Record<string, string>, secret: string): StudioEvent {
  const named = headers instanceof Headers ? Object.fromEntries(headers) : headers;
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  return new Webhook(secret).verify(text, named) as StudioEvent;
}
