import { expect, GP_CLEANER, open, row, SCHEDULE2, test, traces, typePasscode } from "../support/fixtures.ts";

// Portals that answer in another shape: older releases, and what no source tells.

test("dates as release 10.9 writes them are shown as all others, and a start survives an edit", async ({ page, portal }) => {
  await portal.fault("string-dates");
  await open(page, portal);
  await expect(row(page, "schedule2")).toContainText("Sat 23 Oct 2021, 04:00 UTC · 06:00 CEST");
  await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs`);
  await expect(page.getByRole("table", { name: "Runs", exact: true }).getByRole("rowheader").first()).toContainText("Wed 27 Oct 2021, 22:00 UTC");
  await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Of an older release");
  await typePasscode(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Of an older release" })).toBeVisible();
  await portal.mend();
  expect((await portal.task(SCHEDULE2)).startDate).toBe(1634961600000);
});

test("cipher text in the place of a passcode is found nowhere in the browser either", async ({ page, portal }) => {
  const id = await portal.create("planted", "planted-pass-2719");
  await portal.fault("ciphered-passcodes");
  expect((await portal.task(id)).parameters.passcode).toContain("{crypt}");
  await open(page, portal);
  await expect(row(page, "planted")).toBeVisible();
  expect(await traces(page)).not.toContain("{crypt}");
  await page.goto(`${portal.app}tasks/${id}`);
  await expect(page.getByRole("heading", { name: "planted" })).toBeVisible();
  expect(await traces(page)).not.toContain("{crypt}");
});

test("a list in pages that does not say where it ends is read to its end", async ({ page, portal }) => {
  await portal.fault("pages", { number: 2 });
  await portal.fault("next-start-missing");
  await open(page, portal);
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
  await expect(page.getByText("The portal did not show the whole list.")).toBeHidden();
});
