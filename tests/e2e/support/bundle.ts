import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { need } from "./need.ts";

/** Every kind of file that the bundle may hold, and its type on the wire. */
export const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** The names of the bundle's files: neither the page nor what is compressed beside them. */
export async function bundleFiles(): Promise<string[]> {
  const names = await readdir(need("PORTAL_APP"));
  return names.filter((name) => !/^index\.html|\.(br|gz)$/.test(name));
}

export function bundleFile(name: string): Promise<Buffer> {
  return readFile(join(need("PORTAL_APP"), name));
}

export function typeOf(name: string): string {
  const type = TYPES[name.split(".").pop() ?? ""];
  if (!type) throw new Error(`a kind of file that no test knows: ${name}`);
  return type;
}
