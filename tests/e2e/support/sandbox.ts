import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Front, type Host } from "./front.ts";
import { need } from "./need.ts";

/** Friday 23 October 2026, 14:02 UTC: two days before the clocks go back in Copenhagen. */
export const NOW = "2026-10-23T14:02:00Z";

/** A request as a log tells it. */
export type Asked = { address: string; referer: string };

/** A portal of its own, on a free port, with data that goes when it ends. */
export class Sandbox {
  /** What was asked of it before it was last taken away: it forgets that. */
  private before: Asked[] = [];

  private constructor(
    private process: ChildProcess,
    private readonly data: string,
    private readonly options: string[],
    /** `http://127.0.0.1:PORT/gis/` */
    readonly url: string,
    /** Where the app is. */
    readonly app: string,
    private readonly front?: Front,
  ) {}

  /** With the app in it, or behind a web server that serves the app. */
  static async start(options: string[] = [], host: Host = "sandbox", files = need("PORTAL_APP")): Promise<Sandbox> {
    // Tests make the backups that they need, and do not wait for them.
    const seed = options.includes("--seed") ? [] : ["--seed", "tasks"];
    const app = host === "sandbox" ? ["--app", files] : [];
    const pace = options.includes("--pace") ? [] : ["--pace", "0"];
    const listen = host === "sandbox" ? undefined : await Front.address();
    const redirect = listen ? ["--redirect-uri", Front.app(listen)] : [];
    const all = [...app, ...seed, ...pace, ...redirect, ...options];
    const data = await mkdtemp(join(tmpdir(), "portal-sandbox-"));
    const { child, url } = await launch("127.0.0.1:0", data, all);
    if (host === "sandbox") return new Sandbox(child, data, all, url, `${url}apps/tasks/`);
    const front = await Front.start(host, new URL(url), files, { listen });
    return new Sandbox(child, data, all, front.url, front.app, front);
  }

  /** With `--tls`: a file with its certificate, which nobody else has signed. */
  get certificate(): string {
    return join(this.data, "tls.pem");
  }

  /** What was asked of the portal, and of the web server in front of it, as their logs tell it. */
  async log(): Promise<Asked[]> {
    const asked = [...this.before, ...(await this.requests())];
    return this.front ? [...asked, ...(await this.front.log())] : asked;
  }

  private async requests(): Promise<Asked[]> {
    return (await fetch(new URL("/sandbox/requests", this.url))).json();
  }

  /** A token of the administrator, for asking the portal behind the app's back. */
  async token(): Promise<string> {
    const answer = await fetch(`${this.url}sharing/rest/generateToken`, {
      method: "POST",
      body: new URLSearchParams({ username: "siteadmin", password: "sandbox.admin1", client: "requestip", f: "json" }),
    });
    return (await answer.json()).token;
  }

  /** What the portal itself says of its tasks. */
  async tasks(): Promise<Record<string, any>[]> {
    const headers = { Authorization: `Bearer ${await this.token()}` };
    const answer = await fetch(`${this.url}admin/system/tasks?f=json`, { headers });
    return (await answer.json()).result;
  }

  /** One task as the portal has it. */
  async task(id: string): Promise<Record<string, any>> {
    return this.read(`system/tasks/${id}`);
  }

  /** What the portal itself says of the runs of a task. */
  async runs(id: string): Promise<Record<string, any>[]> {
    return (await this.read(`system/tasks/${id}/runs`)).result;
  }

  private async read(path: string): Promise<any> {
    const headers = { Authorization: `Bearer ${await this.token()}` };
    return (await fetch(`${this.url}admin/${path}?f=json`, { headers })).json();
  }

  /** Asks for an operation behind the app's back. */
  async operate(path: string, form: Record<string, string> = {}): Promise<void> {
    const body = new URLSearchParams({ ...form, f: "json", token: await this.token() });
    const answer = await (await fetch(`${this.url}admin/${path}`, { method: "POST", body })).json();
    if (answer.status !== "success") throw new Error(JSON.stringify(answer));
  }

  /** Whoever is signed in gets 498 with the next call. */
  async endSessions(): Promise<void> {
    await this.control("end-sessions");
  }

  /** Lets so many seconds pass on the portal's clock; everything that belongs into them happens. */
  async pass(seconds: number): Promise<void> {
    await this.control("clock", { by: seconds });
  }

  private async control(path: string, more: Record<string, unknown> = {}): Promise<any> {
    const form = Object.entries(more).map(([name, value]) => [name, String(value)]);
    const body = new URLSearchParams([...form, ["f", "json"]]);
    const answer = await fetch(new URL(`/sandbox/${path}`, this.url), { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  /** Makes a task behind the app's back. */
  async create(title: string, passcode = "planted-passcode"): Promise<string> {
    const parameters = {
      name: "made-behind",
      passcode,
      storeName: "default",
      metaData: { recurring: true, startTime: "04:00", retention: { type: "day", value: 14 } },
      retentionOffset: 1_209_600_000,
    };
    const body = new URLSearchParams({
      title,
      type: "CreateBackup",
      parameters: JSON.stringify(parameters),
      minute: "0",
      hour: "4",
      dayOfMonth: "*",
      month: "*",
      dayOfWeek: "?",
      f: "json",
      token: await this.token(),
    });
    const answer = await fetch(`${this.url}admin/system/tasks/createTask`, { method: "POST", body });
    return (await answer.json()).taskId;
  }

  /** Asks for an operation or a resource of the Administrator API behind the app's back. */
  async admin(path: string, form?: Record<string, string>): Promise<any> {
    const token = await this.token();
    const url = `${this.url}admin/${path}`;
    if (!form) return (await fetch(`${url}?f=json`, { headers: { Authorization: `Bearer ${token}` } })).json();
    return (await fetch(url, { method: "POST", body: new URLSearchParams({ ...form, f: "json", token }) })).json();
  }

  /** The backups that a store holds. */
  async backups(store = "default"): Promise<Record<string, any>[]> {
    return (await this.admin(`system/disasterrecovery/stores/${store}/backups`)).backups;
  }

  /** Makes a backup behind the app's back and waits until it is there. */
  async backUp(name: string, passcode = "correct-horse-map", store = "default"): Promise<void> {
    const root = `system/disasterrecovery/stores/${store}/backups`;
    const answer = await this.admin(`${root}/create`, { name, passcode });
    if (answer.error) throw new Error(JSON.stringify(answer.error));
    for (;;) {
      const { status } = await this.admin("system/disasterrecovery/status");
      if (status.state === "success") return;
      if (status.state === "failed") throw new Error(status.message);
      await wait(50);
    }
  }

  /** Makes a bad day: see `/sandbox/`. Without `calls` until it is switched off. */
  async fault(name: string, more: { path?: string; calls?: number; number?: number; on?: boolean } = {}): Promise<void> {
    await this.control(`faults/${name}`, more);
  }

  /** Nothing goes wrong any more. */
  async mend(): Promise<void> {
    await this.control("reset");
  }

  /** How often the operations whose address fits were carried out. */
  async done(address: RegExp): Promise<number> {
    // Read only: a fault that has not struck yet is still to strike.
    const { calls } = await (await fetch(new URL("/sandbox/?f=json", this.url))).json();
    const fitting = Object.entries<{ done: number }>(calls).filter(([name]) => address.test(name));
    return fitting.reduce((sum, [, count]) => sum + count.done, 0);
  }

  /** Takes the portal away. */
  async down(): Promise<void> {
    this.before.push(...(await this.requests()));
    await this.end();
  }

  private async end(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("close", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }

  /** Brings it back, at the same address and with the same data. */
  async up(): Promise<void> {
    const { child } = await launch(new URL(this.url).host, this.data, this.options);
    this.process = child;
  }

  async stop(): Promise<void> {
    await this.front?.stop();
    if (this.process.exitCode === null && this.process.signalCode === null) await this.end();
    await rm(this.data, { recursive: true, force: true });
  }
}

/** Starts the program and waits until it listens. */
async function launch(listen: string, data: string, options: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    need("PORTAL_SANDBOX"),
    ["--listen", listen, "--data", data, "--now", NOW, ...options],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    const failed = (code: number | null) => reject(new Error(`the sandbox ended with ${code}`));
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      const found = /listening on (\S+)/.exec(text);
      if (!found) return;
      child.off("exit", failed);
      resolve(found[1]);
    });
    child.on("exit", failed);
  });
  return { child, url };
}
