import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Asked } from "./sandbox.ts";

/** What serves the app. */
export type Host = "sandbox" | "nginx" | "caddy";

/** What operators are given. */
export const DEPLOY = resolve(import.meta.dirname, "../../../deploy");

/** What it writes down. */
const LOG = "log";

/** Below the portal's context, and not where the sandbox would serve the app itself. */
const PLACE = "tools/scheduled-tasks";

/** How a web server is started beyond the usual. */
type Start = {
  /** The address that it listens on; else a free one. */
  listen?: string;
  /** Variables of its configuration. */
  env?: Record<string, string>;
  /** A program with its options, which starts it in its place. */
  within?: string[];
  /** The folder of its configuration. */
  deploy?: string;
};

/** nginx or Caddy as `deploy/` sets it up: the app below a path of its own, the sandbox behind it. */
export class Front {
  private constructor(
    private readonly host: Exclude<Host, "sandbox">,
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** `http://127.0.0.1:PORT/gis/` */
    readonly url: string,
  ) {}

  /** A free address for one. */
  static async address(): Promise<string> {
    return `127.0.0.1:${await freePort()}`;
  }

  /** Where the app will be, with the portal's context behind the address. */
  static app(address: string, context = "/gis/"): string {
    return `http://${address}${context}${PLACE}/`;
  }

  static async start(host: Exclude<Host, "sandbox">, portal: URL, files: string, more: Start = {}): Promise<Front> {
    const folder = await mkdtemp(join(tmpdir(), `portal-${host}-`));
    // It may run as a user of its own.
    await chmod(folder, 0o755);
    const listen = more.listen ?? (await Front.address());
    const deploy = more.deploy ?? DEPLOY;
    const server = {
      nginx: [join(deploy, "nginx/start")],
      caddy: ["caddy", "run", "--adapter", "caddyfile", "--config", join(deploy, "caddy/Caddyfile")],
    }[host];
    const [program, ...options] = [...(more.within ?? []), ...server];
    const env = {
      ...process.env,
      PORTAL_TASKS_PATH: portal.pathname + PLACE,
      PORTAL_TASKS_FILES: files,
      PORTAL_TASKS_PORTAL: portal.origin,
      // nginx
      PORTAL_TASKS_LISTEN: listen,
      PORTAL_TASKS_RUN: join(folder, "run"),
      // Caddy
      PORTAL_TASKS_SITE: `http://${listen}`,
      PORTAL_TASKS_CADDY: join(deploy, "caddy"),
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      ...more.env,
    };
    // A file: nginx opens /dev/stdout by its name, which it cannot with what Node calls a pipe.
    const log = await open(join(folder, LOG), "a");
    await log.chmod(0o666);
    const started = spawn(program, options, { env, stdio: ["ignore", log.fd, log.fd] });
    await log.close();
    const front = new Front(host, started, folder, `http://${listen}${portal.pathname}`);
    await front.answers();
    return front;
  }

  /** Where the app is. */
  get app(): string {
    const { host, pathname } = new URL(this.url);
    return Front.app(host, pathname);
  }

  /** Each line of what it wrote down; as a whole, since any part of it may hold a secret. */
  async log(): Promise<Asked[]> {
    const text = await readFile(join(this.folder, LOG), "utf8");
    return text.split("\n").map((address) => ({ address, referer: "" }));
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((done) => this.process.once("exit", done));
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (;;) {
      if (this.process.exitCode !== null) {
        throw new Error(`${this.host} ended with ${this.process.exitCode}: ${JSON.stringify(await this.log())}`);
      }
      if (await fetch(this.app).then((answer) => answer.ok, () => false)) return;
      await wait(20);
    }
  }
}

let asked = 0;

/** A free port that nobody else takes meanwhile: each worker looks at its own, below those that the system gives away. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + 1000 * Number(process.env.TEST_PARALLEL_INDEX) + (asked++ % 1000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer().once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}
