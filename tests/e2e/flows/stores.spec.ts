import type { Page } from "@playwright/test";
import { expect, open, SCHEDULE2, SERVER_ERROR, test, traces } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";

test.use({ options: ["--pace", "0"] });

function store(page: Page, name: string) {
  return page.getByRole("table", { name: "Backup stores" }).getByRole("row", { name: new RegExp(`^${name} `) });
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  // What is told of the backups, above the stores, moves them once more: a press of the mouse may be let go elsewhere.
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Backups");
  await expect(store(page, "default").getByRole("cell").nth(2)).not.toHaveText("–");
  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await store(page, name).getByRole("button", { name: item, exact: true }).click();
}

/** The settings that the app sends, besides asking the portal. */
async function register(page: Page): Promise<{ dialog: ReturnType<Page["getByRole"]>; sent: Promise<any> }> {
  await page.getByRole("button", { name: "Register a store" }).click();
  const sent = page
    .waitForRequest((request) => request.url().endsWith("/stores/register"))
    .then((request) => JSON.parse(new URLSearchParams(request.postData() ?? "").get("settings") ?? ""));
  return { dialog: page.getByRole("dialog", { name: "Register a store" }), sent };
}

test("another store becomes the default one, also on a release that wants more to be said", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await expect(store(page, "backupstore1")).toContainText("The default store");
  // In the words in which release 12.0 asks for what it misses.
  await portal.fault("server-error", { path: "/default/update", calls: 1 });
  await choose(page, "default", "Make it the default");
  await expect(page.getByText("The store “default” was made the default.")).toBeVisible();
  await expect(store(page, "default")).toContainText("The default store");
  await expect(store(page, "backupstore1")).not.toContainText("The default store");
});

test("a refusal of the portal leaves the default where it is", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await portal.fault("forbidden", { path: "/default/update" });
  await choose(page, "default", "Make it the default");
  await expect(page.getByRole("alert")).toContainText("The store “default” was not made the default.");
  await expect(store(page, "backupstore1")).toContainText("The default store");
});

test("one store is checked when somebody asks for it", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await expect(store(page, "default")).toContainText("Ready");
  await portal.fault("store-fails", { path: "/default/validate", calls: 1 });
  await choose(page, "default", "Check now");
  await expect(store(page, "default")).toContainText("Not ready");
  await expect(store(page, "backupstore1")).not.toContainText("Not ready");
  await choose(page, "default", "Check now");
  await expect(store(page, "default")).toContainText("Ready");
});

test("a menu stays open while more is learnt of its store", async ({ page, portal }) => {
  let answer = () => {};
  const asked = new Promise<void>((done) => {
    answer = done;
  });
  await page.route("**/stores/default/validate", async (route) => {
    await asked;
    await route.continue();
  });
  await open(page, portal, "backups");
  await expect(store(page, "default")).toContainText("Checking");
  await expect(page.getByText("2 not checked yet")).toBeVisible();
  await expect(store(page, "default").getByRole("cell").nth(2)).not.toHaveText("–");
  await page.getByRole("button", { name: "More for default", exact: true }).click();
  answer();
  await expect(store(page, "default")).toContainText("Ready");
  await expect(store(page, "default").getByRole("button", { name: "Check now" })).toBeVisible();
});

test("what is wrong with a new store is told at its field, and nothing is sent", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await expect(store(page, "default")).toBeVisible();
  await page.getByRole("button", { name: "Register a store" }).click();
  const dialog = page.getByRole("dialog", { name: "Register a store" });
  await dialog.getByLabel("Store name").fill("default");
  await dialog.getByLabel("Size").fill("8Gi");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(dialog).toContainText("A store of this name is registered already.");
  await expect(dialog).toContainText("Name the cluster’s storage class.");
  await expect(dialog).toContainText("At least 16Gi for a volume made on demand.");
  await expect(dialog.getByLabel("Store name")).toBeFocused();
  expect((await portal.admin("system/disasterrecovery/stores")).backupStores).toHaveLength(2);
});

test("what is told of the backups is not taken back while a new store has not told", async ({ page, portal }) => {
  await portal.backUp("nightly");
  await open(page, portal, "backups");
  await expect(page.getByText("All of them can be restored")).toBeVisible();
  const letGo = await hold(page, "**/another/backups?*");
  const { dialog } = await register(page);
  await dialog.getByLabel("Store name").fill("another");
  await dialog.getByLabel("Storage class").fill("backups");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(page.getByText("The store “another” was registered.")).toBeVisible();
  await expect(store(page, "another").getByRole("cell").nth(1)).toHaveText("–");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The newest restore point is");
  await expect(page.getByText("All of them can be restored")).toBeVisible();
  await letGo();
  await expect(store(page, "another").getByRole("cell").nth(1)).toHaveText("0");
});

test("a store that the portal does not register is told in the dialog, and what was typed stays", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await portal.fault("server-error", { path: "/stores/register", calls: 1 });
  const { dialog } = await register(page);
  await dialog.getByLabel("Store name").fill("refused");
  await dialog.getByLabel("Storage class").fill("backups");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(dialog.getByRole("alert")).toContainText(SERVER_ERROR);
  await expect(dialog.getByLabel("Store name")).toHaveValue("refused");
  expect((await portal.admin("system/disasterrecovery/stores")).backupStores).toHaveLength(2);
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(page.getByText("The store “refused” was registered.")).toBeVisible();
});

test("a store that the portal does not let go of stays", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await portal.fault("forbidden", { path: "/default/unregister" });
  await choose(page, "default", "Unregister");
  await page.getByRole("button", { name: "Unregister store" }).click();
  await expect(page.getByRole("alert")).toContainText("The store “default” was not unregistered.");
  await expect(store(page, "default")).toBeVisible();
  expect((await portal.admin("system/disasterrecovery/stores")).backupStores).toHaveLength(2);
});

test.describe("an answer that is lost", () => {
  test.use({ mayLog: /Failed to load resource/ });

  /** What was asked for is done, and its answer lost. */
  const lose = (page: Page, address: string) =>
    page.route(address, async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });

  test("of a new default, a new store and one that goes is looked for in the list", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await lose(page, "**/default/update");
    await choose(page, "default", "Make it the default");
    await expect(page.getByText("The store “default” was made the default.")).toBeVisible();

    await lose(page, "**/stores/register");
    const { dialog } = await register(page);
    await dialog.getByLabel("Store name").fill("another");
    await dialog.getByLabel("Storage class").fill("backups");
    await dialog.getByRole("button", { name: "Register store" }).click();
    await expect(page.getByText("The store “another” was registered.")).toBeVisible();

    await lose(page, "**/another/unregister");
    await choose(page, "another", "Unregister");
    await page.getByRole("button", { name: "Unregister store" }).click();
    await expect(page.getByText("The store “another” was unregistered.")).toBeVisible();
  });

  test("before anything was done is not called certain", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await page.route("**/default/unregister", (route) => route.abort("connectionreset"));
    await choose(page, "default", "Unregister");
    await page.getByRole("button", { name: "Unregister store" }).click();
    await expect(page.getByRole("alert")).toContainText("The store “default” is not unregistered yet.");
    await expect(store(page, "default")).toBeVisible();
  });

  test("of the settings is looked for in what the portal tells of them", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await lose(page, "**/settings/update");
    await page.getByRole("button", { name: "Edit settings" }).click();
    const dialog = page.getByRole("dialog", { name: "Recovery settings" });
    await dialog.getByLabel("Cancel a backup after").fill("300");
    await dialog.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByText("The recovery settings were changed.")).toBeVisible();
  });
});

test("a store that is not ready says so in the form’s choice, and one that is gone too", async ({ page, portal }) => {
  await portal.fault("store-fails", { path: "/default/validate" });
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  const picker = page.getByLabel("Backup store");
  await expect(picker).toHaveValue("default");
  await expect(picker.locator("option", { hasText: "default · not ready" })).toBeAttached();
  await expect(picker).toHaveAccessibleDescription(/Not ready: “The volume of the backup store 'default' cannot be written to\.”/);
  await portal.operate("system/disasterrecovery/stores/default/unregister");
  await page.reload();
  await expect(picker).toHaveAccessibleDescription(/“default” is not registered any more: its backups fail\./);
});

test("nobody has a store tried for a page that is not looked at", async ({ page, portal }) => {
  let tried = 0;
  page.on("request", (request) => (tried += Number(request.url().endsWith("/validate"))));
  await page.clock.install();
  await open(page, portal, "tasks/new");
  await expect(page.getByLabel("Backup store")).toHaveAccessibleDescription("Ready.");
  await expect.poll(() => tried).toBe(2);
  await page.evaluate(() => Object.defineProperty(document, "hidden", { configurable: true, get: () => true }));
  await page.clock.runFor(400_000);
  expect(tried).toBe(2);
  await page.evaluate(() => Reflect.deleteProperty(document, "hidden"));
  await page.clock.runFor(11_000);
  await expect.poll(() => tried).toBe(4);
});

test("a store on a volume that is there finds the backups that lie on it", async ({ page, portal }) => {
  await portal.backUp("nightly");
  await open(page, portal, "backups");
  // Its backups and the schedules that write to it: the question tells what is known when it is asked.
  await expect(store(page, "default").getByRole("cell").nth(1)).toHaveText("1");
  await expect(store(page, "default").getByRole("cell").nth(2)).toHaveText("2");
  await choose(page, "default", "Unregister");
  const question = page.getByRole("dialog", { name: "Unregister default?" });
  await expect(question).toContainText("Its backup stays on the volume, but cannot be seen, restored or deleted");
  await expect(question).toContainText("2 schedules write to it: their backups will fail.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(store(page, "default")).toBeVisible();
  await choose(page, "default", "Unregister");
  await question.getByRole("button", { name: "Unregister store" }).click();
  await expect(page.getByText("The store “default” was unregistered.")).toBeVisible();
  await expect(store(page, "default")).toBeHidden();
  await expect(page.getByRole("heading", { name: "No backup in any store" })).toBeVisible();

  const { dialog } = await register(page);
  await dialog.getByLabel("Store name").fill("again");
  await dialog.getByLabel("Storage", { exact: true }).selectOption("A volume that is there");
  await dialog.getByLabel("Storage class").fill("backups");
  await dialog.getByLabel("Labels of the volume").fill("arcgis/purpose=backups");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(page.getByText("The store “again” was registered.")).toBeVisible();
  await expect(store(page, "again")).toContainText("HOSTED · 64Gi · backups");
  await expect(page.getByRole("table", { name: "Backups" })).toContainText("nightly");
});

test("a bucket is registered with the role of the cluster", async ({ page, portal }) => {
  await open(page, portal, "backups");
  const { dialog, sent } = await register(page);
  await dialog.getByLabel("Store name").fill("cloud");
  await dialog.getByLabel("Storage", { exact: true }).selectOption("Amazon S3");
  await dialog.getByLabel("Bucket").fill("gis-backups");
  await dialog.getByLabel("Region").fill("eu-north-1");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(store(page, "cloud")).toContainText("S3 · gis-backups");
  const [service] = (await sent).provider.cloudServices;
  expect(service.connection).toEqual({
    bucketName: "gis-backups",
    region: "eu-north-1",
    rootDir: "backups",
    credential: { type: "IAM-ROLE" },
  });
});

test("a container is registered with a credential of its own, which stays nowhere", async ({ page, portal }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await open(page, portal, "backups");
  const { dialog, sent } = await register(page);
  await dialog.getByLabel("Store name").fill("azure");
  await dialog.getByLabel("Storage", { exact: true }).selectOption("Azure Blob Storage");
  await dialog.getByLabel("Container").fill("k8s-backups");
  await dialog.getByLabel("Address of the account").fill("https://account.blob.core.windows.net");
  await expect(dialog.getByLabel("Client id of the managed identity")).toBeVisible();
  await dialog.getByLabel("Sign in with another credential").check();
  const credential = dialog.getByLabel("Credential as JSON");
  await credential.fill("planted-key-2357");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(dialog).toContainText("Paste the JSON object of a credential, with its “type”.");
  await expect(credential).toBeFocused();
  await credential.fill('{"type": "ACCOUNT-KEY", "secret": {"key": "planted-key-2357"}}');
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("planted-key-2357");
  await dialog.getByRole("button", { name: "Register store" }).click();
  await expect(store(page, "azure")).toContainText("AZURE_BLOBSTORE · k8s-backups");
  expect((await sent).provider.cloudServices[0].connection.credential.secret).toEqual({ key: "planted-key-2357" });
  expect(await traces(page)).not.toContain("planted-key-2357");
  expect(said.join("\n")).not.toContain("planted-key-2357");
});

test("the settings of recovery are told, and changed as a whole", async ({ page, portal }) => {
  await open(page, portal, "backups");
  const section = page.getByRole("region", { name: "Recovery settings" });
  await expect(section).toContainText("64Gi of default, made on demand");
  await expect(section).toContainText("After 2 h");
  await section.getByRole("button", { name: "Edit settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Recovery settings" });
  await dialog.getByLabel("Cancel a backup after").fill("soon");
  await dialog.getByRole("button", { name: "Save settings" }).click();
  await expect(dialog).toContainText("A number of minutes, from 1 to 100000.");
  await expect(dialog.getByLabel("Cancel a backup after")).toBeFocused();
  await dialog.getByLabel("Cancel a backup after").fill("300");
  await dialog.getByLabel("Staging volume").selectOption("One that is there");
  await dialog.getByLabel("Labels of the volume").fill("arcgis/purpose=staging");
  await dialog.getByRole("button", { name: "Save settings" }).click();
  await expect(section).toContainText("After 5 h");
  await expect(section).toContainText("64Gi of default, found by its labels");
  const told = await portal.admin("system/disasterrecovery/settings");
  expect(told.timeoutInSeconds).toBe(18_000);
  expect(told.stagingVolumeConfig.labels).toEqual({ "arcgis/purpose": "staging" });
});
