import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect } from "./fixtures.ts";

const SOURCE = resolve(import.meta.dirname, "../../../deploy/headers.txt");

/** What every answer must say. */
export async function everywhere(): Promise<[string, string][]> {
  const lines = (await readFile(SOURCE, "utf8")).split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => {
    const [name] = line.split(": ", 1);
    return [name, line.slice(name.length + 2)];
  });
}

/** Fails where an answer does not say all of that. */
export async function carries(answer: Response, what: string): Promise<void> {
  for (const [name, value] of await everywhere()) expect(answer.headers.get(name), `${name} of ${what}`).toBe(value);
  expect(answer.headers.get("access-control-allow-origin"), what).toBeNull();
}

/** True for a name that tells what is in the file. */
export const isHashed = (name: string) => /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/.test(name);
