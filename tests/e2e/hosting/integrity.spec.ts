import { expect, open, test } from "../support/fixtures.ts";

// The browser says that it refused; nothing else may be said.
test.use({ mayLog: /integrity|digest|was refused|Failed to fetch|Failed to load resource/ });

const APP = ["portal-tasks-*.js", "portal-tasks-*_bg.wasm", "__wasm_split.js"];
for (const kind of ["boot-*.js", ...APP]) {
  test(`${kind} that was changed on its way is not run`, async ({ page, portal }) => {
    let changed = 0;
    await page.route(`**/${kind}`, async (route) => {
      const answer = await route.fetch();
      changed += 1;
      const body = kind.endsWith("wasm")
        ? Buffer.concat([await answer.body(), Buffer.from([0, 2, 1, 120])])
        : `${await answer.text()}\nwindow.owned = true;`;
      await route.fulfill({ response: answer, body });
    });
    await page.goto(portal.app, { waitUntil: "networkidle" });
    if (APP.includes(kind)) {
      await expect(page.getByRole("heading", { name: "This page did not load completely" })).toBeVisible();
    }
    expect(changed).toBeGreaterThan(0);
    expect(await page.evaluate(() => "owned" in window)).toBe(false);
    await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeHidden();
  });
}

for (const [what, kind] of [["a page’s code", "split_new_schedule-*.wasm"], ["code that pages share", "chunk_*.wasm"]]) {
  test(`${what} that was changed on its way is not run, and that is said`, async ({ page, portal }) => {
    await open(page, portal);
    let changed = 0;
    await page.route(`**/${kind}`, async (route) => {
      const answer = await route.fetch();
      changed += 1;
      // A custom section of one byte: the module stays valid.
      const body = Buffer.concat([await answer.body(), Buffer.from([0, 2, 1, 120])]);
      await route.fulfill({ response: answer, body });
    });
    await page.getByRole("link", { name: "New schedule" }).click();
    await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
    expect(changed).toBeGreaterThan(0);
  });
}

test("what the first page looks like is not taken when it was changed on its way", async ({ page, portal }) => {
  await page.route("**/style-*.css", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()}\nbody { opacity: 0.5; }` });
  });
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).opacity)).toBe("1");
});

test("what later pages look like is not taken when it was changed on its way, and that is said", async ({ page, portal }) => {
  await open(page, portal);
  await page.route("**/later-*.css", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()}\nbody { opacity: 0; }` });
  });
  await page.getByRole("link", { name: "New schedule" }).click();
  await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
});

test("what later pages look like is asked for again when it did not come", async ({ page, portal }) => {
  await open(page, portal);
  await page.route("**/later-*.css", (route) => route.abort());
  await page.getByRole("link", { name: "New schedule" }).click();
  await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
  await page.unroute("**/later-*.css");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Title")).toBeVisible();
});
