// Writes StudioToken.json (ABI, selectors, bytecode) from StudioToken.sol. `--check` only says whether it is current.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import solc from "solc";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const input = {
  language: "Solidity",
  sources: { "StudioToken.sol": { content: readFileSync(here("StudioToken.sol"), "utf8") } },
  settings: {
    evmVersion: "cancun", // OpenZeppelin 5 copies memory with MCOPY
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none" },
    outputSelection: { "*": { StudioToken: ["abi", "evm.bytecode.object", "evm.methodIdentifiers"] } },
  },
};
const found = (path) => ({ contents: readFileSync(here(`node_modules/${path}`), "utf8") });
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: found }));
const errors = (output.errors ?? []).filter((error) => error.severity === "error");
if (errors.length) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));

const { abi, evm } = output.contracts["StudioToken.sol"].StudioToken;
const sources = createHash("sha256");
for (const name of ["StudioToken.sol", "compile.mjs", "package-lock.json"]) sources.update(readFileSync(here(name)));
const text = JSON.stringify(
  { compiler: solc.version(), sources: sources.digest("hex"), selectors: evm.methodIdentifiers, abi, bytecode: `0x${evm.bytecode.object}` }, null, 1,
);
if (process.argv.includes("--check")) {
  if (readFileSync(here("StudioToken.json"), "utf8") !== `${text}\n`) throw new Error("StudioToken.json is not current: make contract");
} else {
  writeFileSync(here("StudioToken.json"), `${text}\n`);
}
