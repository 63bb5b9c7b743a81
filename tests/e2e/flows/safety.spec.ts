import { expect, fillSchedule, open, row, test, traces, typePasscode } from "../support/fixtures.ts";

test("a passcode that the portal sends is found nowhere in the browser", async ({ page, portal }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const id = await portal.create("planted", "planted-pass-2719");
  await open(page, portal);
  await expect(row(page, "planted")).toBeVisible();
  await page.getByRole("button", { name: "More for planted" }).click();
  await page.getByRole("button", { name: "Show raw JSON" }).click();
  await expect(page.getByLabel("Raw JSON")).toContainText("made-behind");
  expect(await traces(page)).not.toContain("planted-pass-2719");
  await page.goto(`${portal.app}tasks/${id}`);
  await expect(page.getByRole("heading", { name: "planted" })).toBeVisible();
  expect(await traces(page)).not.toContain("planted-pass-2719");
  expect(said.join("\n")).not.toContain("planted-pass-2719");
});

test("a typed passcode is in no attribute and in no storage, and gone once it was sent", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Typed", "typed-pass-3141");
  const html = () => page.evaluate(() => document.documentElement.outerHTML);
  const stored = () => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(await html()).not.toContain("typed-pass-3141");
  expect(await stored()).not.toContain("typed-pass-3141");
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("heading", { name: "Typed" })).toBeVisible();
  expect(await traces(page)).not.toContain("typed-pass-3141");
});

test("what the portal answers is asked for past every cache", async ({ page, portal }) => {
  await page.addInitScript(() => {
    const { fetch } = window;
    const asked: string[] = ((window as any).asked = []);
    window.fetch = (...all) => {
      const [input, more] = all;
      // To read one that has a body into another would use it up.
      const request = input instanceof Request ? input : new Request(input, more);
      if (/\/(admin|sharing)\//.test(request.url)) asked.push(request.cache);
      return fetch(...all);
    };
  });
  await open(page, portal);
  await row(page, "schedule2").getByRole("switch").click();
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  const asked: string[] = await page.evaluate(() => (window as any).asked);
  expect(asked.length).toBeGreaterThan(3);
  expect(new Set(asked)).toEqual(new Set(["no-store"]));
});

test.describe("a passcode that is planted", () => {
  test.use({ options: ["--pace", "0"], mayLog: /502/ });

  test("is nowhere in the browser after a schedule, an edit, a backup and a restore", async ({ page, portal }) => {
    const planted = "planted-everywhere-1123";
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    const isNowhere = async (where: string) => {
      expect(await traces(page), where).not.toContain(planted);
      expect(said.join("\n"), where).not.toContain(planted);
    };
    await open(page, portal, "tasks/new");
    await fillSchedule(page, "Planted", planted);
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("heading", { name: "Planted" })).toBeVisible();
    await isNowhere("created");

    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Title").fill("Planted anew");
    await typePasscode(page, planted);
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Planted anew" })).toBeVisible();
    await isNowhere("edited");

    await page.getByRole("link", { name: "Backups", exact: true }).click();
    await page.getByRole("button", { name: "Back up now" }).first().click();
    const order = page.getByRole("dialog", { name: "Back up now" });
    await expect(order.getByLabel("Backup store")).toHaveValue("backupstore1");
    await order.getByLabel("Backup name").fill("by-hand");
    await typePasscode(page, planted);
    await order.getByRole("button", { name: "Start backup" }).click();
    await expect(page.getByText("“by-hand” was made.")).toBeVisible();
    await isNowhere("backed up");

    await page.getByRole("button", { name: "More for by-hand" }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    const restore = page.getByRole("dialog", { name: "Restore by-hand?" });
    await restore.getByLabel("Type the backup’s name to confirm").fill("by-hand");
    await restore.getByLabel("Passcode of this backup").fill(planted);
    await restore.getByRole("button", { name: "Restore the portal" }).click();
    await expect(page.getByText("The portal was restored from “by-hand”.")).toBeVisible({ timeout: 30_000 });
    await isNowhere("restored");
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await expect(row(page, "Planted anew")).toBeVisible();
    await isNowhere("listed");
  });
});

test("hostile titles are text and nothing else", async ({ page, portal }) => {
  const markup = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";
  const turned = "invoice\u202egnp.exe";
  await portal.create(markup);
  await portal.create(turned);
  await portal.create("long ".repeat(2000));
  await open(page, portal);
  await expect(page.getByText("7 of 7 tasks")).toBeVisible();
  await expect(page.getByRole("link", { name: markup })).toBeVisible();
  await expect(page).toHaveTitle("Tasks · Portal Tasks");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("one odd task does not hide the others", async ({ page, portal }) => {
  await page.route("**/system/tasks?*", async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    list.result.push({ id: 7, taskTitle: "odd", parameters: { passcode: "planted-odd" } }, "text", null);
    await route.fulfill({ json: { ...list, total: 7, num: 7 } });
  });
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await expect(row(page, "odd")).toContainText("Cannot be read");
  await row(page, "odd").getByRole("button", { name: "Show raw JSON" }).click();
  await expect(page.getByLabel("Raw JSON")).toBeVisible();
  expect(await traces(page)).not.toContain("planted-odd");
});

test("a list in pages is followed to its end, and one that repeats itself is said", async ({ page, portal }) => {
  const all = await portal.tasks();
  await portal.fault("pages", { number: 2 });
  await portal.fault("next-start-minus-one");
  await open(page, portal);
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();

  await page.route("**/system/tasks?*", (route) =>
    route.fulfill({ json: { result: all.slice(0, 2), total: 4, num: 2, start: 0, nextStart: 2 } }),
  );
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("The portal did not show the whole list.")).toBeVisible();
  await expect(page.getByText("2 of 2 tasks")).toBeVisible();
});
