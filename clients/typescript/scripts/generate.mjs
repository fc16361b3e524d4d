// Writes src/schema.ts and src/job-paths.ts from docs/openapi.json; with --check, only tells whether they are current.

import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../../../docs/openapi.json", import.meta.url);
const SOURCES = new URL("../src/", import.meta.url);
const HEAD = "// Written by `npm run generate` from docs/openapi.json: change that, not this.\n\n";

const text = readFileSync(DOCUMENT, "utf8");
const options = { defaultNonNullable: false, rootTypes: true, rootTypesNoSchemaPrefix: true, rootTypesKeepCasing: true };
const files = {
  "schema.ts": HEAD + astToString(await openapiTS(text, options)),
  "job-paths.ts": HEAD + jobPaths(JSON.parse(text)),
};

let isCurrent = true;
for (const [name, wanted] of Object.entries(files)) {
  const place = new URL(name, SOURCES);
  if (!process.argv.includes("--check")) {
    writeFileSync(place, wanted);
  } else if (readFileSync(place, "utf8") !== wanted) {
    console.error(`src/${name} is not what docs/openapi.json says: npm run generate`);
    isCurrent = false;
  }
}
process.exit(isCurrent ? 0 : 1);

/** Name the path of each job type. */
function jobPaths(document) {
  const found = Object.entries(document.paths)
    .map(([path, operations]) => [operations.post?.["x-studio-job-type"], path])
    .filter(([type]) => type)
    .sort();
  const rows = found.map(([type, path]) => `  ${JSON.stringify(type)}: ${JSON.stringify(path)},\n`);
  return `/** Where a job of each type is submitted. */\nexport const JOB_PATHS = {\n${rows.join("")}} as const;\n`;
}
