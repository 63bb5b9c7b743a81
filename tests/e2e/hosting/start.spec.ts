// What deploy/nginx/start refuses, and what it makes of its variables. Of nginx only.
import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { bundleFile } from "../support/bundle.ts";
import { expect, test as base } from "../support/fixtures.ts";
import { DEPLOY, Front } from "../support/front.ts";
import { need } from "../support/need.ts";

const NOBODY = new URL("http://127.0.0.1:9/gis/");

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "portal-start-"));
    // nginx reads as a user of its own.
    await chmod(folder, 0o755);
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

/** What it says where it does not become nginx. */
function refusal(folder: string, env: Record<string, string>): { status: number | null; said: string } {
  const run = { PORTAL_TASKS_FILES: need("PORTAL_APP"), PORTAL_TASKS_RUN: join(folder, "run"), PORTAL_TASKS_LISTEN: "127.0.0.1:none" };
  const { status, stderr } = spawnSync(join(DEPLOY, "nginx/start"), { env: { ...process.env, ...run, ...env }, encoding: "utf8" });
  return { status, said: stderr };
}

test("a portal is a scheme, a host and a port, and anything else is refused", async ({ folder }) => {
  const sentence = "PORTAL_TASKS_PORTAL must look like https://portal.example.com:7443: http or https, host and port, no path, no slash at the end\n";
  for (const portal of [
    "https://portal.example.com/",
    "https://portal.example.com/arcgis",
    "https://portal.example.com:7443/arcgis/",
    "https://portal.example.com?f=json",
    "https://somebody@portal.example.com",
    "https://portal.example.com:port",
    "portal.example.com",
    "ftp://portal.example.com",
    "https://",
    "http://portal; return 200",
  ]) {
    expect(refusal(folder, { PORTAL_TASKS_PORTAL: portal }), portal).toEqual({ status: 2, said: sentence });
  }
  // These come as far as nginx, which cannot listen there.
  for (const portal of ["", "http://127.0.0.1:7080", "http://localhost", "http://[::1]:7080"]) {
    const { said } = refusal(folder, { PORTAL_TASKS_PORTAL: portal });
    expect(said, portal).toContain("127.0.0.1:none");
  }
});

test("a path that is no path is refused", async ({ folder }) => {
  for (const path of ["gis/apps/tasks", "/gis/apps/tasks/", "/", "/gis/../apps", "/gis/{a}"]) {
    const { status, said } = refusal(folder, { PORTAL_TASKS_PATH: path });
    expect(status, path).toBe(2);
    expect(said, path).toContain("PORTAL_TASKS_PATH must look like");
  }
});

test("a folder to write in that others could have put something into is refused", async ({ folder }) => {
  const run = join(folder, "run");
  const isRefused = (name = run) => {
    const { status, said } = refusal(folder, { PORTAL_TASKS_RUN: name });
    expect(said).toContain(`PORTAL_TASKS_RUN, ${run}, must be a folder of yours, no link, that nobody else can write to, or not be there yet`);
    expect(status).toBe(2);
  };
  await mkdir(join(folder, "elsewhere"));
  await symlink("elsewhere", run);
  isRefused();
  isRefused(`${run}/`);
  await rm(run);
  await symlink("nowhere", run);
  isRefused();
  await rm(run);
  await writeFile(run, "");
  isRefused();
  await rm(run);
  await mkdir(run);
  for (const mode of [0o777, 0o770, 0o1777]) {
    await chmod(run, mode);
    isRefused();
  }
  await chmod(run, 0o755);
  if (process.env.IS_ROOT) {
    await chown(run, 10001, 10001);
    isRefused();
  }
});

test("the folder to write in is made for its owner alone", async ({ folder }) => {
  const run = join(folder, "run");
  const front = await Front.start("nginx", NOBODY, need("PORTAL_APP"), { env: { PORTAL_TASKS_RUN: run } });
  try {
    expect((await stat(run)).mode & 0o777).toBe(0o700);
  } finally {
    await front.stop();
  }
});

test("nothing in the folder to write in is configuration but what was written there just now", async ({ folder }) => {
  const run = join(folder, "run");
  await mkdir(run, { mode: 0o700 });
  for (const name of ["portal.proxy", "portal-of-somebody.proxy"]) await writeFile(join(run, name), "location / { return 418; }");
  const front = await Front.start("nginx", NOBODY, need("PORTAL_APP"), { env: { PORTAL_TASKS_RUN: run, PORTAL_TASKS_PORTAL: "" } });
  try {
    expect((await fetch(front.url)).status).toBe(404);
  } finally {
    await front.stop();
  }
});

test("the folder of the bundle may be told from where one stands", async ({ folder }) => {
  const files = need("PORTAL_APP");
  const cwd = dirname(files);
  const front = await Front.start("nginx", NOBODY, basename(files), { within: ["env", "-C", cwd] });
  try {
    expect(await (await fetch(`${front.app}config.json`)).text()).toBe((await bundleFile("config.json")).toString());
  } finally {
    await front.stop();
  }
});

test("requests may be written down by the system’s log", async () => {
  const log = createSocket("udp4").bind(0, "127.0.0.1");
  await once(log, "listening");
  const line = once(log, "message");
  const server = `syslog:server=127.0.0.1:${(log.address() as AddressInfo).port},nohostname,tag=portal_tasks`;
  const front = await Front.start("nginx", NOBODY, need("PORTAL_APP"), { env: { PORTAL_TASKS_LOG: server } });
  try {
    expect(String((await line)[0])).toMatch(/portal_tasks: 127\.0\.0\.1 \[.*\] "GET \/gis\/.* 200 /);
  } finally {
    await front.stop();
    log.close();
  }
});

test("it listens on both kinds of addresses where it is told so", async () => {
  const addresses = Object.values(networkInterfaces()).flat();
  test.skip(!addresses.some((each) => each?.address === "::1"), "this machine has no IPv6");
  const listen = await Front.address();
  const port = listen.split(":")[1];
  const env = { PORTAL_TASKS_LISTEN: `[::]:${port} ipv6only=off` };
  const front = await Front.start("nginx", NOBODY, need("PORTAL_APP"), { listen, env });
  try {
    for (const host of ["127.0.0.1", "[::1]"]) expect((await fetch(`http://${host}:${port}/healthz`)).status, host).toBe(200);
  } finally {
    await front.stop();
  }
});
