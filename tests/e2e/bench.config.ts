import { browser } from "./support/browser.ts";
import { defineConfig } from "@playwright/test";

// What the app takes of a browser's time: one page at a time, so that nothing else is measured.
export default defineConfig({ testDir: "bench", workers: 1, timeout: 300_000, reporter: [["line"]], use: browser });
