import { browser } from "./support/browser.ts";
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "flows",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: { ...browser, trace: "retain-on-failure" },
});
