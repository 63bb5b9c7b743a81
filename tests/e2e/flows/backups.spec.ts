import type { Page } from "@playwright/test";
import { expect, open, SERVER_ERROR, signIn, test, traces } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";

function backup(page: Page, name: string) {
  return page.getByRole("table", { name: "Backups" }).getByRole("row").filter({ hasText: name });
}

function store(page: Page, name: string) {
  return page.getByRole("table", { name: "Backup stores" }).getByRole("row", { name: new RegExp(`^${name} `) });
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  // All is told: a question says what is known when it is asked, and what comes above a row moves it under a press.
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Backups");
  await expect(store(page, "default").getByRole("cell").nth(2)).not.toHaveText("–");
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await backup(page, name).getByRole("button", { name: item, exact: true }).click();
}

async function fillOrder(page: Page, name: string, passcode: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Back up now" });
  // The portal's default store, until another one is chosen.
  await expect(dialog.getByLabel("Backup store")).toHaveValue("backupstore1");
  await dialog.getByLabel("Backup store").selectOption("default");
  await dialog.getByLabel("Backup name").fill(name);
  await dialog.getByRole("textbox", { name: "Passcode", exact: true }).fill(passcode);
  await dialog.getByLabel("Confirm passcode").fill(passcode);
}

/** All that a restore of “nightly” asks for: what is left is to press the button. */
async function typeRestore(page: Page) {
  await choose(page, "nightly", "Restore");
  const dialog = page.getByRole("dialog", { name: "Restore nightly?" });
  await dialog.getByLabel("Type the backup’s name to confirm").fill("nightly");
  await dialog.getByLabel("Passcode of this backup").fill("the-right-passcode");
  return dialog;
}

test.describe("with stages that take no time", () => {
  test.use({ options: ["--pace", "0"] });

  test("the stores say whether they are ready, and which one is the default", async ({ page, portal }) => {
    await open(page, portal);
    await page.getByRole("link", { name: "Backups" }).click();
    await expect(page).toHaveTitle("Backups · Portal Tasks");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing to restore");
    await expect(page.getByRole("heading", { name: "No backup in any store" })).toBeVisible();
    await expect(store(page, "backupstore1")).toContainText("The default store");
    await expect(store(page, "backupstore1")).toContainText("Ready");
    await expect(store(page, "default")).toContainText("HOSTED · 64Gi · backups");
    await expect(store(page, "default").getByRole("cell").nth(2)).toHaveText("2");
  });

  test("nothing is said of what lies in the stores before each of them has told", async ({ page, portal }) => {
    await portal.backUp("nightly");
    const letGo = await hold(page, "**/backups?*");
    await open(page, portal, "backups");
    await expect(page.getByText("Loading the backups")).toBeAttached();
    await expect(page.getByText("Not read yet", { exact: true })).toHaveCount(3);
    await expect(page.getByText("The backups are not read yet.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Backups");
    await letGo();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("The newest restore point is");
    await expect(page.getByText("All of them can be restored")).toBeVisible();
  });

  test("stores that cannot be read are not called empty", async ({ page, portal }) => {
    await portal.fault("server-error", { path: "/default/backups" });
    await open(page, portal, "backups");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("No restore point is known");
    await expect(page.getByText("Not everything could be read")).toHaveCount(3);
    await expect(page.getByRole("heading", { name: "No backup could be read" })).toBeVisible();
    await expect(page.getByText(/nothing can be restored|No backup was made yet/)).toHaveCount(0);
    await portal.mend();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing to restore");
    await expect(page.getByRole("heading", { name: "No backup in any store" })).toBeVisible();
  });

  test("a backup is made by hand, and its passcode stays nowhere", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "before-upgrade", "planted-pass-1618");
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByText("“before-upgrade” was made.")).toBeVisible();
    await expect(backup(page, "before-upgrade")).toContainText("By hand");
    await expect(backup(page, "before-upgrade")).toContainText(/in 13 d 23 h|in 14 d/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("The newest restore point is");
    expect(await traces(page)).not.toContain("planted-pass-1618");
    expect((await portal.backups())[0].retentionDate).toBeGreaterThan(0);
  });

  test("a backup whose end is heard while its page is left is told of on the next visit", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "unseen", "correct-horse-map");
    let looked = 0;
    page.on("request", (request) => (looked += request.url().includes("/disasterrecovery/status") ? 1 : 0));
    const letGo = await hold(page, "**/disasterrecovery/status?*");
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect.poll(() => looked).toBeGreaterThan(1);
    await page.getByRole("link", { name: "Calendar" }).click();
    await expect(page.getByRole("table", { name: "Backup stores" })).toBeHidden();
    await letGo();
    await page.getByRole("link", { name: "Backups" }).click();
    await expect(page.getByText("“unseen” was made.")).toBeVisible();
  });

  test("a menu stays open while its backup is changed elsewhere", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await page.clock.install();
    await open(page, portal, "backups");
    await expect(store(page, "default").getByRole("cell").nth(2)).not.toHaveText("–");
    await page.getByRole("button", { name: "More for nightly" }).click();
    const line = backup(page, "nightly").getByRole("button", { name: "Change expiry" });
    await expect(line).toBeVisible();
    await portal.admin("system/disasterrecovery/stores/default/backups/nightly/update", {
      retentionDate: String(Date.UTC(2026, 11, 24, 23, 59)),
    });
    await page.clock.runFor(31_000);
    await expect(backup(page, "nightly")).toContainText("24 Dec");
    await line.click();
    await expect(page.getByRole("dialog", { name: "Change expiry" })).toBeVisible();
  });

  test("what is wrong with an order is told at its field, and nothing is sent", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await expect(backup(page, "nightly")).toBeVisible();
    await page.getByRole("button", { name: "Back up now" }).click();
    await fillOrder(page, "nightly", "short");
    await page.getByLabel("Keep for", { exact: true }).fill("0");
    await page.getByRole("button", { name: "Start backup" }).click();
    const dialog = page.getByRole("dialog", { name: "Back up now" });
    await expect(dialog).toContainText("A backup of this name is there already.");
    await expect(dialog).toContainText("Keep a backup for at least one day.");
    await expect(dialog).toContainText("At least 8 characters; this has 5.");
    await expect(dialog.getByLabel("Backup name")).toBeFocused();
    expect(await portal.backups()).toHaveLength(1);
  });

  test("a backup is kept for ever, or until a day that is not past", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await expect(backup(page, "nightly")).toContainText("Never");
    await choose(page, "nightly", "Change expiry");
    const dialog = page.getByRole("dialog", { name: "Change expiry" });
    await dialog.getByLabel("Keep for ever").uncheck();
    await dialog.getByLabel(/Keep until the end of/).fill("2026-10-22");
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(dialog).toContainText("This day is past.");
    await dialog.getByLabel(/Keep until the end of/).fill("2026-12-24");
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(page.getByText("The expiry of “nightly” was changed.")).toBeVisible();
    await expect(backup(page, "nightly")).toContainText("Thu 24 Dec, 23:59 UTC");
    expect((await portal.backups())[0].retentionDate).toBe(Date.UTC(2026, 11, 24, 23, 59, 59));
    await choose(page, "nightly", "Change expiry");
    await dialog.getByLabel("Keep for ever").check();
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(backup(page, "nightly")).toContainText("Never");
  });

  test("an expiry that the portal does not take is told in the dialog, and what was typed stays", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await choose(page, "nightly", "Change expiry");
    const dialog = page.getByRole("dialog", { name: "Change expiry" });
    await dialog.getByLabel("Keep for ever").uncheck();
    await dialog.getByLabel(/Keep until the end of/).fill("2026-12-24");
    await portal.fault("server-error", { path: "/nightly/update", calls: 1 });
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(dialog.getByRole("alert")).toContainText(SERVER_ERROR);
    await expect(dialog.getByLabel(/Keep until the end of/)).toHaveValue("2026-12-24");
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(page.getByText("The expiry of “nightly” was changed.")).toBeVisible();
  });

  test("a backup that the portal does not delete stays, and it says why", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await portal.fault("server-error", { path: "/nightly/delete", calls: 1 });
    await choose(page, "nightly", "Delete");
    await page.getByRole("button", { name: "Delete backup" }).click();
    const told = page.getByRole("alert").filter({ hasText: "“nightly” was not deleted." });
    await expect(told).toContainText(SERVER_ERROR);
    await expect(backup(page, "nightly")).toBeVisible();
    expect(await portal.backups()).toHaveLength(1);
  });

  test("without a staging volume it is said, and a backup is refused in the portal’s words", async ({ page, portal }) => {
    await portal.fault("no-staging-volume");
    await open(page, portal, "backups");
    await expect(page.getByText("No staging volume is configured: every backup fails.")).toBeVisible();
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "before-upgrade", "correct-horse-map");
    await page.getByRole("button", { name: "Start backup" }).click();
    const told = page.getByRole("dialog", { name: "Back up now" }).getByRole("alert");
    await expect(told).toContainText("The staging volume is not configured");
    await expect(told).toContainText("Nothing was started; what you typed is still here.");
    await portal.mend();
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByText("“before-upgrade” was made.")).toBeVisible();
  });

  test("an answer that is not the portal’s does not tell whether a backup began: status and list do", async ({ page, portal }) => {
    const welcome = { contentType: "text/html", body: "<title>Welcome</title>" };
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "before-upgrade", "correct-horse-map");
    await page.route("**/backups/create", (route) => route.fulfill(welcome), { times: 1 });
    await page.getByRole("button", { name: "Start backup" }).click();
    const dialog = page.getByRole("dialog", { name: "Back up now" });
    await expect(dialog.getByRole("alert")).toContainText("The answer is not the portal’s (HTTP status 200): “Welcome”");
    await expect(dialog.getByRole("alert")).toContainText("It may have begun all the same: look at the list before you ask again.");
    await expect(dialog.getByLabel("Backup name")).toHaveValue("before-upgrade");
    await page.route("**/backups/create", async (route) => {
      await route.fetch();
      await route.fulfill(welcome);
    });
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByText("“before-upgrade” was made.")).toBeVisible();
    expect(await portal.backups()).toHaveLength(1);
  });

  test("deleting a backup asks first, and says when it is the only one", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await choose(page, "nightly", "Delete");
    const question = page.getByRole("dialog", { name: "Delete nightly?" });
    await expect(question).toContainText("It is the only restore point there is.");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toBeHidden();
    expect(await portal.backups()).toHaveLength(1);
    await choose(page, "nightly", "Delete");
    await question.getByRole("button", { name: "Delete backup" }).click();
    await expect(page.getByText("“nightly” was deleted.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "No backup in any store" })).toBeVisible();
    expect(await portal.backups()).toHaveLength(0);
  });

  test("a portal that deletes at the older address only is understood", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await page.route("**/stores/default/backups/nightly/delete", (route) =>
      route.fulfill({ json: { error: { code: 404, message: "Not found.", details: [] } } }),
    );
    await open(page, portal, "backups");
    await choose(page, "nightly", "Delete");
    await page.getByRole("button", { name: "Delete backup" }).click();
    await expect(page.getByText("“nightly” was deleted.")).toBeVisible();
    expect(await portal.backups()).toHaveLength(0);
  });

  test("backups are searched, ordered and narrowed to a store, all in the address", async ({ page, portal }) => {
    for (const name of ["alpha", "beta"]) await portal.backUp(name);
    await portal.backUp("gamma", undefined, "backupstore1");
    await open(page, portal, "backups?sort=name");
    const names = page.getByRole("table", { name: "Backups" }).getByRole("rowheader");
    await expect(names).toHaveText([/alpha/, /beta/, /gamma/]);
    await page.getByRole("button", { name: "Backup", exact: true }).click();
    await expect(names).toHaveText([/gamma/, /beta/, /alpha/]);
    await expect(page).toHaveURL(/sort=-name/);
    await page.getByLabel("Store", { exact: true }).selectOption("default");
    await expect(names).toHaveText([/beta/, /alpha/]);
    await page.getByLabel("Filter backups").fill("alp");
    await expect(names).toHaveText([/alpha/]);
    await page.reload();
    await expect(names).toHaveText([/alpha/]);
    await page.getByLabel("Filter backups").fill("nothing");
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect(names).toHaveCount(3);
  });

  test("a wrong name or passcode restores nothing", async ({ page, portal }) => {
    await portal.backUp("nightly", "the-right-passcode");
    await open(page, portal, "backups");
    await choose(page, "nightly", "Restore");
    const dialog = page.getByRole("dialog", { name: "Restore nightly?" });
    await expect(dialog).toContainText("The whole organisation will be down.");
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(dialog).toContainText("Type the name exactly as it stands above.");
    await expect(dialog.getByLabel("Type the backup’s name to confirm")).toBeFocused();
    await dialog.getByLabel("Type the backup’s name to confirm").fill("nightly");
    await dialog.getByLabel("Passcode of this backup").fill("not-the-passcode");
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(dialog).toContainText("The passcode is not the one that the backup was made with.");
    await expect(dialog.getByLabel("Type the backup’s name to confirm")).toHaveValue("nightly");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(backup(page, "nightly")).toBeVisible();
    expect(await traces(page)).not.toContain("not-the-passcode");
  });

  test("without the tasks the backups are still there", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await portal.fault("forbidden", { path: "/system/tasks" });
    await page.goto(`${portal.app}backups`);
    await signIn(page);
    await expect(backup(page, "nightly")).toBeVisible();
    await expect(store(page, "default").getByRole("cell").nth(2)).toHaveText("–");
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Your account may not see tasks" })).toBeVisible();
  });

  test("without the backups the tasks are still there", async ({ page, portal }) => {
    await portal.fault("forbidden", { path: "/disasterrecovery" });
    await open(page, portal, "backups");
    await expect(page.getByRole("heading", { name: "Your account may not see backups" })).toBeVisible();
    await expect(page.getByText("Security and infrastructure")).toBeVisible();
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await expect(page.getByText("4 of 4 tasks")).toBeVisible();
  });

  test("a store that is not ready, and one whose backups cannot be read, say so", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await portal.fault("store-fails", { path: "/backupstore1/validate" });
    await portal.fault("server-error", { path: "/backupstore1/backups" });
    await open(page, portal, "backups");
    await expect(backup(page, "nightly")).toBeVisible();
    await expect(page.getByText("Not everything could be read")).toBeVisible();
    await choose(page, "nightly", "Delete");
    const question = page.getByRole("dialog", { name: "Delete nightly?" });
    await expect(question).toContainText("It is the only restore point that is known.");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(store(page, "backupstore1")).toContainText("Not ready");
    await expect(store(page, "backupstore1")).toContainText("The volume of the backup store 'backupstore1' cannot be written to.");
    await expect(page.getByText("The backups in “backupstore1” could not be read.")).toBeVisible();
  });

  test("a store’s key reaches the page nowhere", async ({ page, portal }) => {
    const { backupStores } = await portal.admin("system/disasterrecovery/stores");
    await open(page, portal, "backups");
    await expect(store(page, "default")).toBeVisible();
    const found = await traces(page);
    for (const { identityKey } of backupStores) expect(found).not.toContain(identityKey);
  });
});

test.describe("an answer that is lost", () => {
  test.use({ options: ["--pace", "0"], mayLog: /Failed to load resource/ });

  test("of an expiry is looked for in the list of the store", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await choose(page, "nightly", "Change expiry");
    const dialog = page.getByRole("dialog", { name: "Change expiry" });
    await dialog.getByLabel("Keep for ever").uncheck();
    await dialog.getByLabel(/Keep until the end of/).fill("2026-12-24");
    await page.route("**/nightly/update", (route) => route.abort("connectionreset"), { times: 1 });
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(dialog.getByRole("alert")).toContainText("does not show the change yet. The portal may still make it");
    await page.route("**/nightly/update", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await dialog.getByRole("button", { name: "Change expiry" }).click();
    await expect(page.getByText("The expiry of “nightly” was changed.")).toBeVisible();
    await expect(backup(page, "nightly")).toContainText("Thu 24 Dec, 23:59 UTC");
  });

  test("with the list of the store out of reach too is called unknown", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await choose(page, "nightly", "Delete");
    await page.route("**/nightly/delete", (route) => route.abort("connectionreset"));
    await page.route("**/stores/default/backups?*", (route) => route.abort("connectionreset"));
    await page.getByRole("button", { name: "Delete backup" }).click();
    await expect(page.getByText("It is not known whether “nightly” was deleted.")).toBeVisible();
  });
});

test.describe("an empty portal", () => {
  test.use({ options: ["--seed", "empty", "--pace", "0"] });

  test("says that there is no store and no staging volume", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await expect(page.getByText("No staging volume is configured: every backup fails.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "No backup store is registered" })).toBeVisible();
    await expect(page.getByText("Missing: every backup fails")).toBeVisible();
  });

  test("gets its staging volume and its first store, and then makes a backup", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Set up a staging volume" }).click();
    const settings = page.getByRole("dialog", { name: "Recovery settings" });
    await settings.getByLabel("Storage class").fill("default");
    await settings.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByText("The recovery settings were changed.")).toBeVisible();
    await expect(page.getByText("every backup fails")).toHaveCount(0);
    await page.getByRole("button", { name: "Register a store" }).last().click();
    const register = page.getByRole("dialog", { name: "Register a store" });
    await expect(register.getByLabel("Make it the default store")).toBeChecked();
    await register.getByLabel("Store name").fill("first");
    await register.getByLabel("Storage class").fill("backups");
    await register.getByRole("button", { name: "Register store" }).click();
    await expect(store(page, "first")).toContainText("Ready");
    await portal.backUp("hello", "correct-horse-map", "first");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(backup(page, "hello")).toBeVisible();
  });
});

test.describe("with stages of a minute", () => {
  test.use({ options: ["--pace", "60"] });

  test("the stages of a backup are followed, also after a reload", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "before-upgrade", "correct-horse-map");
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByRole("heading", { name: "Backing up: before-upgrade" })).toBeVisible();
    await expect(page.getByRole("progressbar", { name: /Backing up: before-upgrade/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Back up now" }).first()).toBeDisabled();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Backing up: before-upgrade" })).toBeVisible();
    await portal.pass(400);
    await expect(page.getByText("“before-upgrade” was made.")).toBeVisible();
    await expect(backup(page, "before-upgrade")).toBeVisible();
  });

  test("a job that is completed too early is not believed", async ({ page, portal }) => {
    await portal.fault("job-early");
    await open(page, portal, "backups");
    await page.getByRole("button", { name: "Back up now" }).first().click();
    await fillOrder(page, "before-upgrade", "correct-horse-map");
    await page.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByRole("heading", { name: "Backing up: before-upgrade" })).toBeVisible();
    expect(await portal.backups()).toHaveLength(0);
    await portal.pass(400);
    await expect(page.getByText("“before-upgrade” was made.")).toBeVisible();
    expect(await portal.backups()).toHaveLength(1);
  });
});

test.describe("a restore", () => {
  // The portal's clock decides how long it is away, and the flow when that goes on.
  test.use({ options: ["--pace", "60"], mayLog: /502/ });

  test.beforeEach(async ({ portal }) => {
    await portal.admin("system/disasterrecovery/stores/default/backups/create", { name: "nightly", passcode: "the-right-passcode" });
    await portal.pass(400);
  });

  test("takes the portal down, is waited out, and the page comes back by itself", async ({ page, portal }) => {
    await portal.create("made after the backup");
    await open(page, portal, "backups");
    const dialog = await typeRestore(page);
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(page.getByRole("heading", { name: "The portal is being restored" })).toBeVisible();
    await expect(page.getByText("The portal is down while it restores. This is expected.")).toBeVisible();
    await expect(page.getByRole("timer", { name: "Time passed" })).toHaveText(/\d+ s/);
    await portal.pass(400);
    await expect(page.getByText("The portal was restored from “nightly”.")).toBeVisible({ timeout: 30_000 });
    await expect(backup(page, "nightly")).toBeVisible();
    expect(await traces(page)).not.toContain("the-right-passcode");
    expect((await portal.tasks()).map((task) => task.taskTitle)).not.toContain("made after the backup");
  });

  test("whose answer is not the portal’s is waited out: it may have begun", async ({ page, portal }) => {
    await open(page, portal, "backups");
    const dialog = await typeRestore(page);
    await page.route("**/nightly/restore", (route) => route.fulfill({ contentType: "text/html", body: "<title>Welcome</title>" }));
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(page.getByRole("heading", { name: "The portal is being restored" })).toBeVisible();
    await expect(page.getByText("Nothing was started")).toBeHidden();
  });

  test("that the portal refuses in its own words is not waited out", async ({ page, portal }) => {
    await open(page, portal, "backups");
    const dialog = await typeRestore(page);
    await portal.fault("server-error", { path: "/restore", calls: 1 });
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(dialog.getByRole("alert")).toContainText(SERVER_ERROR);
    await expect(page.getByRole("heading", { name: "The portal is being restored" })).toBeHidden();
  });

  test("whose session ends meanwhile asks for the password and then tells the end", async ({ page, portal }) => {
    await open(page, portal, "backups");
    const dialog = await typeRestore(page);
    await dialog.getByRole("button", { name: "Restore the portal" }).click();
    await expect(page.getByText("The portal is down while it restores. This is expected.")).toBeVisible();
    await portal.fault("invalid-token", { path: "/admin/" });
    await portal.pass(400);
    const ended = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(ended).toBeVisible({ timeout: 30_000 });
    await portal.mend();
    await ended.getByLabel("Password for siteadmin").fill("sandbox.admin1");
    await ended.getByRole("button", { name: "Sign in" }).click();
    await expect(ended).toBeHidden();
    await expect(page.getByText("The portal was restored from “nightly”.")).toBeVisible({ timeout: 30_000 });
    await expect(backup(page, "nightly")).toBeVisible();
  });
});
