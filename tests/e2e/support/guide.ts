import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const GUIDE = resolve(import.meta.dirname, "../../../docs/hosting.md");

/** The blocks below a heading of docs/hosting.md: what an operator copies. */
export async function blocks(heading: string): Promise<string[]> {
  const parts = (await readFile(GUIDE, "utf8")).split(/^#+ /m);
  const part = parts.find((part) => part.startsWith(`${heading}\n`));
  return [...(part ?? "").matchAll(/^```\n(.*?)^```$/gms)].map(([, block]) => block);
}

/** Follows a block from within a folder. Places of the system may be others: what is there is not the test's. */
export function follow(block: string, cwd: string, places: Record<string, string> = {}): void {
  const commands = Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), block);
  execFileSync("sh", ["-euxc", commands], { cwd, stdio: "pipe" });
}
