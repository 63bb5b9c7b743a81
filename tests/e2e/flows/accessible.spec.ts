// What a device or a person asks for, and what a change must not take away.
import type { Locator, Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, test } from "../support/fixtures.ts";
import { isStill } from "../support/looks.ts";

/** A control in one state looks unlike itself in the other, with the focus elsewhere and nothing pointing at it. */
async function looksDifferent(page: Page, control: Locator, change: () => Promise<void>): Promise<void> {
  const picture = async () => {
    await page.getByRole("main").focus();
    await page.mouse.move(0, 0);
    const box = (await control.boundingBox())!;
    return page.screenshot({ clip: box });
  };
  const before = await picture();
  expect((await picture()).equals(before), `two pictures of one state: ${control}`).toBe(true);
  await change();
  expect((await picture()).equals(before), `the same picture in both states: ${control}`).toBe(false);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`in forced colours, ${colorScheme}, what is on, chosen or open looks unlike what is not`, async ({ page, portal }) => {
    await page.emulateMedia({ forcedColors: "active", colorScheme, reducedMotion: "reduce" });
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    const toggle = page.getByRole("switch", { name: "Enable schedule2" });
    await looksDifferent(page, toggle, async () => {
      await toggle.click();
      await expect(toggle).toBeChecked();
    });
    const place = page.getByRole("link", { name: "Backups", exact: true });
    await looksDifferent(page, place, async () => {
      await place.click();
      await expect(place).toHaveAttribute("aria-current", "page");
    });
    await page.goto(`${portal.app}tasks/new`);
    const tab = page.getByRole("tab", { name: "Weekly" });
    await looksDifferent(page, tab, () => tab.click());
    const day = page.getByRole("checkbox", { name: "Tuesday" });
    await looksDifferent(page, day, () => day.check());
    await page.getByRole("tab", { name: "Custom" }).click();
    await page.getByText("Pick", { exact: true }).nth(1).click();
    const hour = page.getByRole("button", { name: "13", exact: true }).filter({ visible: true }).first();
    await looksDifferent(page, hour, () => hour.click());
  });
}

test("nothing moves for those who ask for that, also while something runs", async ({ page, portal }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, portal);
  await portal.fault("slow", { path: "/tasks", number: 3000 });
  await page.getByRole("button", { name: "Refresh" }).click();
  await isStill(page, "reading");
  const moved = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.transitionDuration !== "0s" || style.animationName !== "none";
    }).length,
  );
  expect(moved).toBe(0);
});

test("the focus stays on a control whose row is built anew, wherever the row comes to lie", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const toggle = page.getByRole("switch", { name: "Enable schedule2" });
  await toggle.focus();
  await portal.operate(`system/tasks/${SCHEDULE2}/enable`);
  await page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");
  await expect(toggle).toBeChecked();
  await expect(toggle).toBeFocused();
});

test("what is wrong with a field is said of the field, and the first of them has the focus", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByRole("button", { name: "Create schedule" }).click();
  const title = page.getByLabel("Title");
  await expect(title).toBeFocused();
  const wrong = page.locator("[aria-invalid=true]");
  for (const field of await wrong.all()) await expect(field).toHaveAccessibleDescription(/./);
  expect(await wrong.count()).toBeGreaterThan(2);
});

test("what changes is said without taking the focus", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await page.getByRole("switch", { name: "Enable schedule2" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("status").getByText("“schedule2” was enabled.")).toBeVisible();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeFocused();
  await page.getByLabel("Filter tasks").fill("schedule2");
  await expect(page.getByRole("status").filter({ hasText: "1 of 4 tasks" })).toBeVisible();
  await page.getByLabel("Filter tasks").fill("nothing like it");
  await expect(page.getByRole("status").filter({ hasText: "No task fits." })).toBeVisible();
  await expect(page.getByLabel("Filter tasks")).toBeFocused();
});

test("every page has a title of its own and one heading of the first level", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const titles = new Set<string>();
  const [run] = await portal.runs(SCHEDULE2);
  const task = `tasks/${SCHEDULE2}`;
  const paths = ["tasks", "calendar", "findings", "backups", "tasks/new", task, `${task}/edit`, `${task}/runs`, `${task}/runs/${run.runId}`, "nowhere"];
  for (const path of paths) {
    await page.goto(portal.app + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/.+ · Portal Tasks$/);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(paths.length);
});
