/** A picture, from a prompt to a file: STUDIO_URL=… STUDIO_TOKEN=… node examples/picture.ts */

import { writeFile } from "node:fs/promises";
import { Studio } from "../src/index.ts";

const studio = new Studio({
  baseUrl: process.env["STUDIO_URL"] ?? "http://127.0.0.1:8000",
  token: process.env["STUDIO_TOKEN"] ?? "",
});

const order = { prompt: "A lighthouse in the first light of the day", width: 512, height: 512 };
const plan = await studio.plan("image-generation", order);
console.log(`at most ${plan.price.max} credits`);

const job = await studio.submit("image-generation", order, { idempotencyKey: crypto.randomUUID() });
const done = await job.wait({ onProgress: (now) => console.log(now.status, `${now.progress} %`) });

for (const output of done.outputs) {
  await writeFile(output.name, await studio.download(output));
  console.log(output.name, output.mimeType, output.bytes);
}
