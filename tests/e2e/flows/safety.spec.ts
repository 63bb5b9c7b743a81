import { expect, fillSchedule, open, row, test, traces } from "../support/fixtures.ts";

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
  expect(await traces(page)).not.toContain("planted-odd");
});

test("a list in pages is followed to its end, and one that repeats itself is said", async ({ page, portal }) => {
  const all = await portal.tasks();
  await page.route("**/system/tasks?*", async (route) => {
    const start = Number(new URL(route.request().url()).searchParams.get("start") ?? 0);
    const result = all.slice(start, start + 2);
    const nextStart = start + 2 < all.length ? start + 2 : -1;
    await route.fulfill({ json: { result, total: 4, num: 2, start, nextStart } });
  });
  await open(page, portal);
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();

  await page.unroute("**/system/tasks?*");
  await page.route("**/system/tasks?*", (route) =>
    route.fulfill({ json: { result: all.slice(0, 2), total: 4, num: 2, start: 0, nextStart: 2 } }),
  );
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("The portal did not show the whole list.")).toBeVisible();
  await expect(page.getByText("2 of 2 tasks")).toBeVisible();
});
