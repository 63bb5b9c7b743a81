import type { BrowserContext, Request } from "@playwright/test";
import type { Sandbox } from "./sandbox.ts";

/** Fields of forms, and parts of their JSON, that are or hold a secret. */
const SECRET = /^(password|passcode|token|auth_token|refresh_token|code_verifier|credential)$/;

/** Of a credential: its kind, and what names an account without opening it. */
const PUBLIC = /^(type|managedIdentityClientId|storageAccountName)$/;

const VIOLATION = "Violation of the content security policy:";

/** Watches every page of a browser context. What it complains of fails the test. */
export class Watch {
  readonly complaints: string[] = [];
  /** Everything secret that the app has sent. */
  readonly secrets = new Set<string>();
  /** Everything that the console was told. */
  private readonly told: string[] = [];

  private constructor(private readonly home: string) {}

  /** `mayLog` is what the console may say besides. */
  static async over(context: BrowserContext, home: string, mayLog: RegExp | undefined): Promise<Watch> {
    const watch = new Watch(home);
    await context.addInitScript((violation) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(violation, event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample);
      });
    }, VIOLATION);
    context.on("console", (message) => {
      const text = message.text();
      watch.told.push(text);
      const isNews = ["error", "warning"].includes(message.type()) && !mayLog?.test(text);
      if (isNews || text.startsWith(VIOLATION)) watch.complaints.push(`console: ${text}`);
    });
    context.on("weberror", (thrown) => {
      const { message, stack } = thrown.error();
      if (!mayLog?.test(message)) watch.complaints.push(`page: ${message} ${stack}`);
    });
    context.on("request", (request) => watch.see(request));
    return watch;
  }

  /** Everything that is wrong, once the logs have been read too. */
  async verdict(portal: Sandbox): Promise<string[]> {
    for (const { address, referer } of await portal.log()) {
      for (const secret of this.secrets) {
        const isTold = [secret, encodeURIComponent(secret)].some((text) => address.includes(text) || referer.includes(text));
        if (isTold) this.complaints.push(`secret in a log: ${address} ${referer}`);
      }
      if (referer && referer !== `${this.home}/`) this.complaints.push(`more than the origin in a Referer: ${referer}`);
    }
    for (const text of this.told) {
      const isTold = [...this.secrets].some((secret) => text.includes(secret));
      if (isTold) this.complaints.push("secret in the console");
    }
    return this.complaints;
  }

  private see(request: Request): void {
    const url = request.url();
    if (new URL(url).protocol.startsWith("http") && new URL(url).origin !== this.home) {
      this.complaints.push(`third party: ${url}`);
    }
    if (/token=|password|passcode/i.test(url)) this.complaints.push(`secret in an address: ${url}`);
    const bearer = request.headers()["x-esri-authorization"]?.replace(/^Bearer /, "");
    if (bearer) this.secrets.add(bearer);
    if (request.method() !== "POST") return;
    for (const [name, value] of new URLSearchParams(request.postData() ?? "")) this.keep(name, value);
  }

  /** Notes what is secret in a field, also inside of JSON; of what is below a secret name everything but what is public. */
  private keep(name: string, value: unknown, isBelow = false): void {
    const isKept = (isBelow && !PUBLIC.test(name)) || SECRET.test(name);
    if (typeof value === "string" && value.startsWith("{")) {
      this.keep(name, JSON.parse(value), isBelow);
    } else if (value && typeof value === "object") {
      for (const [inner, held] of Object.entries(value)) this.keep(inner, held, isKept);
    } else if (isKept && typeof value === "string" && value) {
      this.secrets.add(value);
    }
  }
}
