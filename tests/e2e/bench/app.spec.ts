import type { Page } from "@playwright/test";
import { expect, GP_CLEANER, open, test } from "../support/fixtures.ts";
import { consequences, firstRows, keystrokes, measured, p95, scrollFrames, tell, watchFirstRows } from "./timeline.ts";

const FRAME = 16.7;
/** Pixels of one notch of a wheel: one in every frame is as fast as a hand gets. */
const NOTCH = 120;

/** Opens a page by its address with a session, as a reload does: the program is compiled and somebody is signed in. */
async function reload(page: Page): Promise<void> {
  await watchFirstRows(page);
  await page.reload();
}

test.describe("ten thousand tasks", () => {
  test.use({ options: ["--seed", "large:10000"] });
  test("the list", async ({ page, portal }) => {
    await open(page, portal);
    await reload(page);
    const rows = await firstRows(page, "/admin/system/tasks");
    const search = page.getByLabel("Filter tasks");
    await search.focus();
    const keys = await keystrokes(page, [..."nightly backup 12", ...Array(17).fill("Backspace")]);
    await search.blur();
    const frames = await scrollFrames(page, 600, NOTCH);
    tell([
      { name: "10 000 tasks: first rows after the reply", ms: rows, limit: 150 },
      { name: "10 000 tasks: a key in the search", ms: p95(keys), limit: 50 },
      { name: "10 000 tasks: a frame while scrolling", ms: p95(frames), limit: FRAME },
    ]);
  });
});

test.describe("a hundred thousand runs", () => {
  test.use({ options: ["--seed", "runs:100000"] });
  test("the runs", async ({ page, portal }) => {
    await open(page, portal, `tasks/${GP_CLEANER}/runs`);
    await expect(page.getByRole("table", { name: "Runs", exact: true }).getByRole("rowheader").first()).toBeVisible();
    const frames = await scrollFrames(page, 600, NOTCH);
    tell([{ name: "100 000 runs: a frame while scrolling", ms: p95(frames), limit: FRAME }]);
  });
});

test("zones by name", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "Account" }).click();
  for (const zone of ["America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "America/Sao_Paulo", "Africa/Casablanca"]) {
    await page.getByLabel("Time zone shown").selectOption(zone);
  }
  const [first, ...later] = await measured(page, "zone");
  tell([
    { name: "zones: the first", ms: first, limit: 40 },
    { name: `zones: ${later.length} later ones, the slowest`, ms: Math.max(...later), limit: 8 },
  ]);
});

test.describe("two hundred schedules", () => {
  test.use({ options: ["--seed", "large:200"] });
  test("the calendar", async ({ page, portal }) => {
    await open(page, portal, "calendar?paused=1");
    // Once more when it is known how long runs took.
    await expect(page.getByRole("heading", { name: /pairs of schedules run into each other$/ })).toBeVisible();
    const heats = await measured(page, "heat");
    tell([{ name: "200 schedules for a year: the heat map, the slowest", ms: Math.max(...heats), limit: 100 }]);
  });
});

test("the consequences of a schedule, on a processor four times slower", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("a day");
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  // As somebody types them: some of them are no expressions, all others are other schedules.
  const typed = ["0 30 4 ? * 2-6", "0 0 */6 * * ?", "0 15 1,13 L * ?", "0 45 22 ? 1-6 6L"].flatMap((whole) =>
    [...whole].map((_, i) => whole.slice(0, i + 1)),
  );
  const taken = await consequences(page, typed);
  tell([{ name: "a key in the builder until the panel tells it", ms: p95(taken), limit: 50 }]);
});
