import { browser } from "./support/browser.ts";
import type { Host } from "./support/front.ts";
import { defineConfig } from "@playwright/test";

/** What a web server could spoil: signing in and its end, lists, what is done to many, forms, what is waited for, deep links, and what must stay secret. */
const FLOWS = "flows/{sign-in,oauth,rights,stopped,session,list,new-schedule,edit,bulk,drafts,runs,backups,stores,place,safety}.spec.ts";

// Behind the web servers it is the whole browser; twice the time for each of the others would show nothing more.
const launchOptions = { ...browser.launchOptions, executablePath: process.env.HEADLESS };

export default defineConfig<{ host: Host }>({
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  // Steps, requests and console; to see the page as well costs a third more time: `--trace on`.
  use: { ...browser, trace: { mode: "retain-on-failure", screenshots: false, snapshots: false, sources: false } },
  projects: [
    { name: "sandbox", testMatch: ["flows/*.spec.ts", "hosting/{headers,integrity,plain}.spec.ts"], use: { host: "sandbox", launchOptions } },
    { name: "nginx", testMatch: [FLOWS, "hosting/*.spec.ts"], use: { host: "nginx" } },
    { name: "caddy", testMatch: ["flows/{sign-in,place}.spec.ts", "hosting/*.spec.ts"], testIgnore: "hosting/{guide,read-only,start}.spec.ts", use: { host: "caddy" } },
  ],
});
