import { browser } from "./support/browser.ts";
import { defineConfig } from "@playwright/test";

// Pictures of every page, for the README and for looking at what was made.
export default defineConfig({ testDir: "shots", workers: 2, timeout: 120_000, reporter: [["list"]], use: browser });
