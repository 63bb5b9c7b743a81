import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Friday 23 October 2026, 14:02 UTC: two days before the clocks go back in Copenhagen. */
export const NOW = "2026-10-23T14:02:00Z";

/** A portal of its own, on a free port, with data that goes when it ends. */
export class Sandbox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly data: string,
    /** `http://127.0.0.1:PORT/gis/` */
    readonly url: string,
  ) {}

  static async start(options: string[] = []): Promise<Sandbox> {
    // Tests make the backups that they need.
    const seed = options.includes("--seed") ? [] : ["--seed", "tasks"];
    const data = await mkdtemp(join(tmpdir(), "portal-sandbox-"));
    const process_ = spawn(
      need("PORTAL_SANDBOX"),
      ["--listen", "127.0.0.1:0", "--data", data, "--app", need("PORTAL_APP"), "--now", NOW, ...seed, ...options],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const url = await new Promise<string>((resolve, reject) => {
      let text = "";
      process_.stdout?.on("data", (chunk) => {
        text += chunk;
        const found = /listening on (\S+)/.exec(text);
        if (found) resolve(found[1]);
      });
      process_.on("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
    });
    return new Sandbox(process_, data, url);
  }

  /** Where the app is. */
  get app(): string {
    return `${this.url}apps/tasks/`;
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
    await this.control("end-sessions", {});
  }

  /** Lets time pass on the portal's clock. */
  async pass(seconds: number): Promise<void> {
    await this.control("clock", { by: String(seconds) });
  }

  private async control(path: string, form: Record<string, string>): Promise<void> {
    const body = new URLSearchParams({ ...form, f: "json" });
    const answer = await fetch(new URL(`/sandbox/${path}`, this.url), { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
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

  /** Lets so many seconds pass; everything that belongs into them happens. */
  async pass(seconds: number): Promise<void> {
    await this.control("clock", { by: seconds });
  }

  private async control(path: string, more: Record<string, unknown> = {}): Promise<void> {
    const form = Object.entries(more).map(([name, value]) => [name, String(value)]);
    const body = new URLSearchParams([...form, ["f", "json"]]);
    const answer = await fetch(new URL(`/sandbox/${path}`, this.url), { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.removeAllListeners("exit");
    this.process.once("exit", () => undefined);
    this.process.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => this.process.once("close", resolve))]);
    await rm(this.data, { recursive: true, force: true });
  }
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with "cargo xtask test e2e"`);
  return value;
}
