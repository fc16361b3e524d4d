/** The client against a real server: STUDIO_URL and STUDIO_TOKEN name one whose engines need no key. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { isOver, NotDelivered, Studio, StudioError, verify, WebhookVerificationError } from "../src/index.ts";

const baseUrl = process.env["STUDIO_URL"] ?? "";
const token = process.env["STUDIO_TOKEN"] ?? "";
const studio = new Studio({ baseUrl, token });
const SMALL = { prompt: "a lighthouse", width: 256, height: 256 };
const SECRET = `whsec_${Buffer.from("a secret that is long enough").toString("base64")}`;

test("a job is submitted, followed to its end, and its file is whole", async () => {
  const job = await studio.submit("image-generation", SMALL);
  const versions: number[] = [];
  const done = await job.wait({ onProgress: (now) => versions.push(now.version) });
  assert.equal(done.status, "completed");
  assert.deepEqual(versions, [...new Set(versions)].sort((a, b) => a - b));
  const [output] = done.outputs;
  assert.ok(output);
  assert.equal((await studio.download(output)).byteLength, output.bytes);
  await assert.rejects(studio.download({ ...output, sha256: "0" }), { name: "Damaged" });
});

test("a job is taken up by its id alone, also when it is over", async () => {
  const { id } = await studio.submit("image-generation", SMALL);
  const first = await studio.job(id).wait();
  const again = await new Studio({ baseUrl, token }).job(id).wait({ since: first.version });
  assert.equal(again.version, first.version);
});

test("a submit under a key of one's own is done once", async () => {
  const idempotencyKey = crypto.randomUUID();
  const ids = [0, 1].map(async () => (await studio.submit("image-generation", SMALL, { idempotencyKey })).id);
  assert.equal(new Set(await Promise.all(ids)).size, 1);
});

test("an answer that is lost is asked for again under the same key", async () => {
  let lost = 0;
  const losing: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (response.status === 202 && lost++ === 0) throw new TypeError("the connection was cut");
    return response;
  };
  const before = (await studio.api.GET("/studio/v1/wallet")).data?.data;
  const job = await new Studio({ baseUrl, token, fetch: losing }).submit("image-generation", SMALL);
  await job.wait();
  const now = (await studio.api.GET("/studio/v1/wallet")).data?.data;
  assert.equal(lost, 2);
  assert.equal((before?.available ?? 0) - (now?.available ?? 0), 10);
});

test("a stream that breaks is taken up where it broke: every version is told once", async () => {
  let opened = 0;
  const breaking: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const isFirst = response.headers.get("Content-Type")?.startsWith("text/event-stream") && opened++ === 0;
    return isFirst && response.body ? new Response(response.body.pipeThrough(broken()), response) : response;
  };
  const job = await new Studio({ baseUrl, token, fetch: breaking }).submit("image-generation", SMALL);
  const versions: number[] = [];
  for await (const now of job.follow()) versions.push(now.version);
  assert.equal(opened, 2);
  assert.deepEqual(versions, Array.from({ length: versions.length }, (_, place) => place + 1));
});

test("without streams the job is asked after", async () => {
  const cut: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url.endsWith("/events")) throw new TypeError("no streams here");
    return fetch(request);
  };
  const job = await new Studio({ baseUrl, token, fetch: cut, tries: 1 }).submit("image-generation", SMALL);
  assert.ok(isOver(await job.wait()));
});

test("a job that is cancelled is not delivered, and its credits are back", async () => {
  const job = await studio.submit("music-generation", { prompt: "a long evening", duration: 300 });
  assert.equal(await job.cancel(), 100);
  await assert.rejects(job.wait(), (error) => error instanceof NotDelivered && error.result.status === "cancelled");
});

test("a job that failed is tried again, and followed from there on", async () => {
  const job = await studio.submit("image-upscale", { imageUrl: "https://nowhere.invalid/a.png", scale: 2 });
  await assert.rejects(job.wait(), (error) => error instanceof NotDelivered && error.result.error?.code === "ERR_SOURCE_FETCH_FAILED");
  await job.retry();
  await assert.rejects(job.wait(), (error) => error instanceof NotDelivered && "run" in error.result && error.result.run === 2);
  assert.equal((await studio.job(job.id).read()).run, 2);
});

test("a refusal has its code and says where", async () => {
  const wrong = studio.submit("image-generation", { ...SMALL, width: 5 });
  await assert.rejects(wrong, (error) => error instanceof StudioError && error.code === "ERR_VALIDATION" && /\/width/.test(error.message));
});

test("a file is uploaded, a template filled, and a plan made", async () => {
  const asset = await studio.upload(new Blob(["WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"]), "hello.vtt");
  assert.match(asset.id, /^asset_/);
  const listed = await studio.api.GET("/studio/v1/templates", { params: { query: { category: "social-media" } } });
  const place = { templateId: listed.data?.data.find((each) => each.name === "Quote Card")?.id ?? "" };
  const plan = await studio.plan("template-render", { data: { quote: "Less, but better.", author: "A maker" } }, place);
  assert.equal(plan.type, "template-render");
});

test("a busy server is asked again after the time that it says", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    if (asked++ === 0) response.writeHead(503, { "Retry-After": "0" }).end();
    else response.writeHead(200, { "Content-Type": "application/json" }).end('{"data": {"available": 1}}');
  });
  after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { data } = await new Studio({ baseUrl: `http://127.0.0.1:${port}`, token }).api.GET("/studio/v1/wallet");
  assert.equal(data?.data.available, 1);
});

test("an event is proven by the standard, and one that was changed is not", () => {
  const body = JSON.stringify({ type: "studio.webhook.test.v1", data: { message: "hello" } });
  const now = new Date();
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": `${Math.floor(now.getTime() / 1000)}`,
    "webhook-signature": new Webhook(SECRET).sign("evt_1", now, body),
  };
  const event = verify(body, headers, SECRET);
  assert.equal(event.type === "studio.webhook.test.v1" && event.data.message, "hello");
  assert.throws(() => verify(`${body} `, headers, SECRET), WebhookVerificationError);
});

/** Let one piece through, and break. */
function broken(): TransformStream<Uint8Array, Uint8Array> {
  let pieces = 0;
  return new TransformStream({
    transform(piece, controller) {
      if (pieces++ === 0) controller.enqueue(piece);
      else controller.error(new TypeError("the connection was cut"));
    },
  });
}
