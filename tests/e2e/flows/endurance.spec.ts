import type { Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, test } from "../support/fixtures.ts";
import { Scales, type Size } from "../support/scales.ts";
import type { Sandbox } from "../support/sandbox.ts";

test.describe.configure({ timeout: 180_000 });
// What is kept of each step for a trace would be measured too.
test.use({ trace: "off" });

/** Memory may grow by 5 MB; everything else by what happens to be on the screen in that moment. */
function expectSame(before: Size, after: Size): void {
  const grown = { memory: (after.memory - before.memory) / 1024 / 1024 };
  expect(grown.memory, `memory, ${JSON.stringify([before, after])}`).toBeLessThan(5);
  expect(after.nodes, "nodes").toBeLessThan(before.nodes + 100);
  expect(after.listeners, "listeners").toBeLessThan(before.listeners + 20);
  expect(after.timers, "timers").toBeLessThanOrEqual(before.timers + 2);
}

/** Five seconds pass on both clocks, and somebody presses "Refresh"; before every tenth time somebody else switches a task. */
async function refresh(page: Page, portal: Sandbox, times: number): Promise<void> {
  const button = await page.getByRole("button", { name: "Refresh" }).elementHandle();
  const isAsking = () => button!.evaluate((button) => button.ariaBusy === "true");
  for (let time = 0; time < times; time += 1) {
    if (time % 10 === 0) await portal.operate(`system/tasks/${SCHEDULE2}/${time % 20 === 0 ? "enable" : "disable"}`);
    await button!.evaluate((button) => {
      button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      (button as HTMLButtonElement).click();
    });
    while (await isAsking());
    await Promise.all([page.clock.runFor(5000), portal.pass(5)]);
  }
}

for (const { path, table, seen, asked, minutes } of [
  { path: "tasks", table: "Tasks", seen: "schedule2", asked: "/system/tasks", minutes: 45 },
  { path: "backups", table: "Backup stores", seen: "default", asked: "/backupstore1/backups", minutes: 15 },
]) {
  test(`${path}: ${minutes} minutes of refreshing leave nothing behind`, async ({ page, portal }) => {
    await page.clock.install();
    const scales = await Scales.under(page);
    await open(page, portal, path);
    await expect(page.getByRole("table", { name: table })).toContainText(seen);
    await refresh(page, portal, 20);
    const before = await scales.size();
    await refresh(page, portal, minutes * 12);
    await expect(page.getByRole("table", { name: table })).toContainText(seen);
    expectSame(before, await scales.size());
    const requests = (await portal.log()).filter(({ address }) => new URL(address, portal.url).pathname.endsWith(asked));
    expect(requests.length).toBeGreaterThanOrEqual(minutes * 12);
    // The list was read all the while: what was switched last is what it shows.
    await refresh(page, portal, 1);
    if (path === "tasks") await expect(row(page, "schedule2").getByRole("switch")).toBeChecked();
  });
}

test("going from page to page leaves nothing behind", async ({ page, portal }) => {
  await page.clock.install();
  const scales = await Scales.under(page);
  await open(page, portal);
  const round = async () => {
    await row(page, "schedule2").getByRole("link").click();
    await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
    await page.getByRole("link", { name: "All runs" }).click();
    await expect(page.getByRole("table", { name: "Runs", exact: true }).getByRole("rowheader").first()).toBeVisible();
    await page.goBack();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await expect(page.getByLabel("Title")).toHaveValue("schedule2");
    await page.getByRole("link", { name: "Cancel" }).first().click();
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Backups" }).click();
    await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("default");
    await page.getByRole("button", { name: "Register a store" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Tasks" }).click();
    await page.getByRole("button", { name: "Account" }).click();
    await page.keyboard.press("Escape");
    await page.clock.runFor(5000);
  };
  for (let time = 0; time < 5; time += 1) await round();
  const before = await scales.size();
  for (let time = 0; time < 20; time += 1) await round();
  expectSame(before, await scales.size());
});
