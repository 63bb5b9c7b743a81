// What docs/hosting.md tells operators to do, word by word. Of nginx only.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Archive } from "../support/archive.ts";
import { bundleFile, bundleFiles } from "../support/bundle.ts";
import { expect, test as base } from "../support/fixtures.ts";
import { Front } from "../support/front.ts";
import { blocks, follow } from "../support/guide.ts";
import { carries, isHashed } from "../support/headers.ts";

const test = base.extend<{ archive: Archive }>({
  archive: async ({}, use) => {
    const archive = await Archive.unpack();
    await use(archive);
    await archive.remove();
  },
});

/** The configuration of somebody's nginx, in front of a portal that answers everything with 418. */
function foreign(folder: string, address: string, portal: string, include: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `include /etc/nginx/modules-enabled/*.conf;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n    ")}
    server {
        listen ${address};
        ${include}
        location ~ \\.(js|wasm)$ { return 410; }
        location / { proxy_pass ${portal}; }
    }
}
`;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
}

test("an nginx that is in front of the portal already takes the app in", async ({ archive }) => {
  const portal = createServer((_, answer) => answer.writeHead(418).end("the portal"));
  await new Promise<void>((done) => portal.listen(0, "127.0.0.1", done));
  const behind = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const address = await Front.address();
  const conf = join(archive.folder, "nginx.conf");
  const places = {
    "/etc/portal-tasks": join(archive.folder, "etc"),
    "/usr/share/portal-tasks": join(archive.folder, "share"),
    "nginx -": `nginx -e stderr -c ${conf} -`,
  };
  await writeFile(conf, foreign(archive.folder, address, behind, ""));
  const nginx = spawn("nginx", ["-e", "stderr", "-c", conf, "-g", "daemon off;"], { stdio: "ignore" });
  const app = `http://${address}/gis/apps/tasks/`;
  const status = (path: string) => fetch(new URL(path, app)).then((answer) => answer.status, () => 0);
  try {
    await expect.poll(() => status("")).toBe(418);
    const [files, include, reload] = await blocks("Inside of an nginx that is in front of the portal already");
    follow(files, archive.inside, places);
    await writeFile(conf, foreign(archive.folder, address, behind, include.replace("/etc/portal-tasks", places["/etc/portal-tasks"])));
    follow(reload, archive.inside, places);
    await expect.poll(() => status("")).toBe(200);

    const page = (await bundleFile("index.html")).toString().replace('<base href="./"', '<base href="/gis/apps/tasks/"');
    for (const path of ["", "tasks/new"]) {
      const answer = await fetch(app + path);
      expect(await answer.text(), path).toBe(page);
      await carries(answer, path);
    }
    for (const name of (await bundleFiles()).filter((name) => name.endsWith(".js") && isHashed(name))) {
      const answer = await fetch(app + name, { headers: { "accept-encoding": "br" } });
      expect(answer.status, name).toBe(200);
      expect(answer.headers.get("content-encoding"), name).toBe("br");
      await carries(answer, name);
    }
    expect(await status("/gis/sharing/rest")).toBe(418);
  } finally {
    await end(nginx);
    await new Promise((done) => portal.close(done).closeAllConnections());
  }
});

test("a new version comes beside the old one, and the old one goes when nobody asks for it any more", async ({ archive }) => {
  const share = join(archive.folder, "share");
  const places = { "/usr/share/portal-tasks": share };
  const old = "portal-tasks-0123456789abcdef.js";
  await mkdir(share);
  await writeFile(join(share, "config.json"), '{"idleMinutes": 30}');
  for (const name of ["index.html", "__wasm_split.js", old, `${old}.br`]) await writeFile(join(share, name), "old");
  const [copy, clear] = await blocks("A new version");

  follow(copy, archive.inside, places);
  const bundle = await readdir(join(archive.inside, "bundle"));
  expect((await readdir(share)).sort()).toEqual([...bundle, old, `${old}.br`].sort());
  for (const name of bundle.filter((name) => name !== "config.json")) {
    const [here, there] = [join(share, name), join(archive.inside, "bundle", name)];
    expect((await readFile(here)).equals(await readFile(there)), name).toBe(true);
    // Web servers make the mark by which a change is seen of the time.
    expect((await stat(here)).mtimeMs, name).toBe((await stat(there)).mtimeMs);
  }
  follow(clear, archive.inside, places);
  expect((await readdir(share)).sort()).toEqual(bundle.sort());
  expect(await readFile(join(share, "config.json"), "utf8")).toBe('{"idleMinutes": 30}');
});
