import type { Page } from "@playwright/test";
import { expect, fillSchedule, open, openRuns, row, SCHEDULE2, test, typePasscode } from "../support/fixtures.ts";
import { hold, holdFrames } from "../support/hold.ts";

// Whoever is quick leaves a page before it was painted, or before the portal has answered what it asked. What comes
// too late finds nothing there any more, and must not break what is open by then. The console tells whether it did.

test.use({ options: ["--pace", "0"] });

/** Every page, and what is there once the portal has answered. */
const PLACES: [path: string, seen: (page: Page) => ReturnType<Page["locator"]>][] = [
  ["tasks", (page) => page.getByRole("table", { name: "Tasks" }).getByText("schedule2")],
  ["tasks/new", (page) => page.getByRole("heading", { name: "What will happen" })],
  [`tasks/${SCHEDULE2}`, (page) => page.getByRole("link", { name: "All runs" })],
  [`tasks/${SCHEDULE2}/edit`, (page) => page.getByRole("button", { name: "Save changes" })],
  [`tasks/${SCHEDULE2}/runs`, (page) => page.getByRole("table", { name: "Runs", exact: true }).getByRole("rowheader").first()],
  ["calendar", (page) => page.getByRole("table", { name: "Runs of October 2026" })],
  ["findings", (page) => page.getByRole("button", { name: "Check again" })],
  ["backups", (page) => page.getByRole("table", { name: "Backup stores" }).getByText("backupstore1")],
];

/** Follows a link of the app. */
async function follow(page: Page, href: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement("a"), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);
}

/** What a page asks for itself: everything but the list of tasks. */
const OWN = /\/admin\/(?!system\/tasks\?)/;

for (const [path, seen] of PLACES) {
  const [elsewhere, seenElsewhere] = path === "tasks" ? PLACES.at(-1)! : PLACES[0]!;

  test(`${path}: left before it was painted, nothing breaks`, async ({ page, portal }) => {
    await open(page, portal, elsewhere);
    await expect(seenElsewhere(page)).toBeVisible();
    const paint = await holdFrames(page);
    await follow(page, portal.app + path);
    await expect(seen(page)).toBeVisible();
    await follow(page, portal.app + elsewhere);
    await expect(seen(page)).toBeHidden();
    await paint();
    await expect(seenElsewhere(page)).toBeVisible();
  });

  test(`${path}: left before it was answered, nothing breaks`, async ({ page, portal }) => {
    await open(page, portal);
    const answer = await hold(page, OWN);
    const asked = page.waitForRequest((request) => OWN.test(request.url()) && request.frame().url() === portal.app + path);
    await page.goto(portal.app + path);
    await asked;
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    await follow(page, portal.app + elsewhere);
    await answer();
    await expect(seenElsewhere(page)).toBeVisible();
  });
}

test("a form that was left before its schedule was made leads nowhere, and is not offered again", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Made behind");
  const answer = await hold(page, /createTask$/);
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("button", { name: "Creating" })).toBeVisible();
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Backups" }).click();
  await expect(page.getByRole("table", { name: "Backup stores" })).toBeVisible();
  await answer();
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Tasks" }).click();
  await expect(row(page, "Made behind")).toBeVisible();
  await page.getByRole("link", { name: "New schedule" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("");
  await expect(page.getByRole("button", { name: /^Continue the draft/ })).toBeHidden();
});

test("an edit that was left before it was saved leads nowhere, and is not offered again", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Saved behind");
  await typePasscode(page);
  const answer = await hold(page, /update$/);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("button", { name: "Saving" })).toBeVisible();
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Tasks" }).click();
  await expect(row(page, "schedule2")).toBeVisible();
  await answer();
  await expect(row(page, "Saved behind")).toBeVisible();
  await follow(page, `${portal.app}tasks/${SCHEDULE2}/edit`);
  await expect(page.getByLabel("Title")).toHaveValue("Saved behind");
  await expect(page.getByRole("button", { name: /^Continue the draft/ })).toBeHidden();
});

test("a dialog stays while the answer to one before it comes", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await page.getByRole("button", { name: "Edit settings" }).click();
  const settings = page.getByRole("dialog", { name: "Recovery settings" });
  const answer = await hold(page, /settings\/update$/);
  await settings.getByRole("button", { name: "Save settings" }).click();
  await expect(settings.getByRole("button", { name: "Asking the portal" })).toBeVisible();
  await settings.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Back up now" }).first().click();
  const name = page.getByRole("dialog", { name: "Back up now" }).getByLabel("Backup name");
  await name.fill("Typed meanwhile");
  await answer();
  await expect(page.getByText("The recovery settings were changed.")).toBeAttached();
  await expect(name).toHaveValue("Typed meanwhile");
});

test("the record of a run stays open while the answer for another one comes", async ({ page, portal }) => {
  await openRuns(page, portal);
  const runs = page.getByRole("table", { name: "Runs", exact: true });
  const edit = async (at: number) => {
    await runs.getByRole("button", { name: /^More for/ }).nth(at).click();
    await runs.getByRole("button", { name: "Edit" }).click();
  };
  const message = page.getByRole("dialog").getByLabel("Message");
  await edit(0);
  await message.fill("First");
  const answer = await hold(page, /update$/);
  await page.getByRole("dialog").getByRole("button", { name: "Save record" }).click();
  await page.keyboard.press("Escape");
  await edit(1);
  await message.fill("Second");
  await answer();
  await expect(page.getByText("The record was saved.")).toBeAttached();
  await expect(message).toHaveValue("Second");
});

test("a record whose dialog was closed before the portal refused it is told of on the page", async ({ page, portal }) => {
  await openRuns(page, portal);
  await page.getByRole("button", { name: /^More for/ }).first().click();
  await page.getByRole("table", { name: "Runs", exact: true }).getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the record of this run" });
  await dialog.getByLabel("Message").fill("Never kept");
  await portal.fault("server-error", { path: "/update", calls: 1 });
  const answer = await hold(page, /update$/);
  await dialog.getByRole("button", { name: "Save record" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await answer();
  await expect(page.getByRole("alert")).toContainText("The record was not saved.");
});
