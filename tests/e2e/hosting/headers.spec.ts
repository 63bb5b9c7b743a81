import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFile, bundleFiles, typeOf } from "../support/bundle.ts";
import { expect, test } from "../support/fixtures.ts";
import { carries, everywhere, isHashed } from "../support/headers.ts";
import { Sandbox } from "../support/sandbox.ts";

const ask = (url: string, encoding = "identity") => fetch(url, { headers: { "accept-encoding": encoding } });

/** Written out once more: whoever takes one of them away has to say so here too. */
const MUST: Record<string, string> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'none'; base-uri 'self'; frame-ancestors 'none'",
  "Strict-Transport-Security": "max-age=31536000",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

test("the policy allows nothing inline, no eval, no frame and no other place, and nothing of the headers is missing", async () => {
  const { "Permissions-Policy": refused, ...headers } = Object.fromEntries(await everywhere());
  expect(headers).toEqual(MUST);
  for (const power of ["camera", "geolocation", "microphone", "payment", "usb"]) expect(refused).toContain(`${power}=()`);
  expect(refused).not.toMatch(/=(?!\(\))/);
});

test("every file has its type, the policy, and the time that it may be kept", async ({ portal }) => {
  for (const name of await bundleFiles()) {
    const answer = await ask(portal.app + name);
    expect(answer.status, name).toBe(200);
    expect(answer.headers.get("content-type"), name).toBe(typeOf(name));
    expect(answer.headers.get("cache-control"), name).toBe(
      isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache",
    );
    await carries(answer, name);
    expect(Buffer.from(await answer.arrayBuffer()).equals(await bundleFile(name)), name).toBe(true);
  }
});

// Trunk leaves out the leading zeros of a hash: one name in sixteen is shorter than the others.
test("a file whose hash begins with zeros is kept as long as any other", async ({ host }) => {
  const files = await mkdtemp(join(tmpdir(), "portal-app-"));
  // nginx reads as a user of its own.
  await chmod(files, 0o755);
  const name = "portal-tasks-ae62a352766bf26.js";
  await writeFile(join(files, "index.html"), await bundleFile("index.html"));
  await writeFile(join(files, name), "");
  const portal = await Sandbox.start([], host, files);
  try {
    const answer = await ask(portal.app + name);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  } finally {
    await portal.stop();
    await rm(files, { recursive: true });
  }
});

test("what was compressed beforehand is sent so, and is the same file", async ({ portal }) => {
  for (const name of (await bundleFiles()).filter((name) => name !== "config.json")) {
    for (const encoding of ["br", "gzip"]) {
      const answer = await ask(portal.app + name, encoding === "br" ? "gzip, br" : encoding);
      expect(answer.headers.get("content-encoding"), name).toBe(encoding);
      expect(answer.headers.get("content-type"), name).toBe(typeOf(name));
      expect(answer.headers.get("vary")?.toLowerCase(), name).toBe("accept-encoding");
      await carries(answer, name);
      expect(Buffer.from(await answer.arrayBuffer()).equals(await bundleFile(name)), name).toBe(true);
    }
  }
});

test("what an operator may change is not compressed beforehand", async ({ portal }) => {
  const answer = await ask(`${portal.app}config.json`, "gzip, br");
  expect(answer.headers.get("content-encoding")).toBeNull();
});

test("every deep link is the page, never kept, with the place in its base", async ({ portal }) => {
  const place = new URL(portal.app).pathname;
  const html = (await bundleFile("index.html")).toString().replace('<base href="./"', `<base href="${place}"`);
  for (const path of ["", "index.html", "tasks", "tasks/new", "tasks/0123/runs/4567", "nowhere"]) {
    const answer = await ask(portal.app + path);
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get("content-type"), path).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control"), path).toBe("no-store");
    await carries(answer, path);
    expect(await answer.text(), path).toBe(html);
  }
});

test("the place without its last slash leads to the place", async ({ portal, host }) => {
  const place = portal.app.slice(0, -1);
  const answer = await fetch(place, { redirect: "manual" });
  expect([307, 308]).toContain(answer.status);
  expect(new URL(answer.headers.get("location") ?? "", place).href).toBe(portal.app);
  // The sandbox has no such rule of its own: its router leads there.
  if (host !== "sandbox") await carries(answer, "the way to the slash");
});

test("a file that is not there is not the page, and is not kept for ever", async ({ portal }) => {
  for (const name of ["missing-0123456789abcdef.js", "missing.json", ".hidden", "deeper/index.html"]) {
    const answer = await ask(portal.app + name);
    expect(answer.status, name).toBe(404);
    expect(answer.headers.get("cache-control") ?? "", name).not.toContain("immutable");
    await carries(answer, name);
  }
});

test("the portal’s own clock comes through", async ({ portal }) => {
  const answer = await fetch(`${portal.url}sharing/rest/info?f=json`);
  expect(answer.headers.get("date")).toMatch(/^Fri, 23 Oct 2026 14:0/);
});
