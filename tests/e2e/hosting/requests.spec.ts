// Requests that no browser makes by itself. Of web servers only.
import { chmod, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type OutgoingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFile, bundleFiles, typeOf } from "../support/bundle.ts";
import { expect, test } from "../support/fixtures.ts";
import { carries, isHashed } from "../support/headers.ts";
import { need } from "../support/need.ts";
import { Sandbox } from "../support/sandbox.ts";

/** Asks for a path as it is written: fetch would put it in order first. */
function raw(origin: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const asked = request(origin, { path, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk)).on("end", () => done({ status: answer.statusCode ?? 0, text }));
    });
    asked.on("error", fail).end();
  });
}

// What OAuth answers comes to the redirect URI, with or without its slash.
test("the place without its last slash leads to the place with what was asked behind it", async ({ portal }) => {
  const place = portal.app.slice(0, -1);
  for (const query of ["?code=a%20b%2Fc&state=d", "?a=b&a=c?d=e/../f", "?error=access_denied"]) {
    const answer = await fetch(place + query, { redirect: "manual" });
    expect(answer.status, query).toBe(308);
    expect(new URL(answer.headers.get("location") ?? "", place).href).toBe(portal.app + query);
  }
  const bare = await fetch(place, { redirect: "manual" });
  expect(bare.headers.get("location")).not.toContain("?");
});

test("whoever wants to write is told that there is only reading", async ({ portal }) => {
  for (const path of ["", "tasks/new", "config.json"]) {
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await fetch(portal.app + path, { method });
      expect(answer.status, `${method} ${path}`).toBe(405);
      expect(answer.headers.get("allow"), `${method} ${path}`).toBe("GET, HEAD");
      await carries(answer, `${method} ${path}`);
    }
    expect((await fetch(portal.app + path)).headers.get("allow"), path).toBeNull();
  }
});

test("a question for the head is answered with the head of the page and of a file", async ({ portal }) => {
  const name = (await bundleFiles()).find(isHashed) ?? "";
  const heads = { "": "text/html; charset=utf-8", "tasks/new": "text/html; charset=utf-8", [name]: typeOf(name), "config.json": typeOf("config.json") };
  for (const [path, type] of Object.entries(heads)) {
    const headers = { "accept-encoding": "br" };
    const whole = await fetch(portal.app + path, { headers });
    const head = await fetch(portal.app + path, { method: "HEAD", headers });
    expect(head.status, path).toBe(200);
    expect(head.headers.get("content-type"), path).toBe(type);
    for (const header of ["cache-control", "content-encoding", "vary"]) {
      expect(head.headers.get(header), `${header} of ${path}`).toBe(whole.headers.get(header));
    }
    await carries(head, path);
    expect(await head.text(), path).toBe("");
  }
});

test("a path that is written in another way is the same path", async ({ portal }) => {
  const { origin, pathname } = new URL(portal.app);
  const config = (await bundleFile("config.json")).toString();
  const other = pathname.replace("tools", "t%6Fols");
  for (const path of [`${other}config.json`, `${pathname}c%6fnfig.json`, `${pathname}config%2Ejson`]) {
    expect(await raw(origin, path), path).toEqual({ status: 200, text: config });
  }
  const page = await (await fetch(portal.app)).text();
  for (const path of [other, `${pathname}tasks%2Fnew`, `${pathname}tasks/%6eew`, `${pathname}tasks/%E2%82%AC`]) {
    expect(await raw(origin, path), path).toEqual({ status: 200, text: page });
  }
});

test("a path that is no path is refused", async ({ portal }) => {
  const { origin, pathname } = new URL(portal.app);
  for (const path of ["%zz", "tasks/%", "%e", "config.json%zz"]) {
    expect((await raw(origin, pathname + path)).status, path).toBe(400);
  }
});

test("no path leads out of the folder of the bundle", async ({ host }) => {
  const folder = await mkdtemp(join(tmpdir(), "portal-app-"));
  // nginx reads as a user of its own.
  await chmod(folder, 0o755);
  await cp(need("PORTAL_APP"), join(folder, "bundle"), { recursive: true });
  await writeFile(join(folder, "beside.json"), "planted");
  const portal = await Sandbox.start([], host, join(folder, "bundle"));
  const { origin, pathname } = new URL(portal.app);
  try {
    for (const up of ["..", "%2e%2e", "%2E.", ".%2e", "..%2f..", "tasks/../..", "tasks%2f..%2f..", "..%5c", "..%00"]) {
      for (const slash of ["/", "%2f", "//"]) {
        const path = `${pathname}${up}${slash}beside.json`;
        expect((await raw(origin, path)).text, path).not.toContain("planted");
      }
    }
  } finally {
    await portal.stop();
    await rm(folder, { recursive: true });
  }
});
