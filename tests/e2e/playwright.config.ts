import { browser } from "./support/browser.ts";
import type { Host } from "./support/front.ts";
import { defineConfig } from "@playwright/test";

/** What a web server could spoil: signing in, lists, forms, deep links, and what must stay secret. */
const FLOWS = "flows/{sign-in,list,new-schedule,place,safety}.spec.ts";

export default defineConfig<{ host: Host }>({
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: { ...browser, trace: "retain-on-failure" },
  projects: [
    { name: "sandbox", testMatch: ["flows/*.spec.ts", "hosting/{headers,integrity,plain}.spec.ts"], use: { host: "sandbox" } },
    { name: "nginx", testMatch: [FLOWS, "hosting/*.spec.ts"], use: { host: "nginx" } },
    { name: "caddy", testMatch: ["flows/{sign-in,place}.spec.ts", "hosting/*.spec.ts"], use: { host: "caddy" } },
  ],
});
