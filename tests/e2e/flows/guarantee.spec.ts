import { expect, open, test } from "../support/fixtures.ts";

test.use({ options: ["--pace", "0", "--seed", "documented"] });

test("backups tell what can be restored now and what each schedule guarantees", async ({ page, portal }) => {
  await portal.create("Nightly full");
  const restorable = (await portal.backups()).length;
  expect(restorable).toBeGreaterThan(0);
  await open(page, portal, "backups");
  const section = page.getByRole("region", { name: "What can be restored" });
  await expect(section.getByRole("img", { name: /restore points? from .* to now: \d+ within a day/ })).toBeVisible();
  await expect(section.getByRole("img", { name: /: 0 within a day/ })).toBeVisible();
  await portal.backUp("just-now");
  await page.getByRole("button", { name: "Refresh" }).click();
  // It is counted at once, although the page's clock goes in steps.
  await expect(section.getByRole("img", { name: /: 1 within a day/ })).toBeVisible();
  await section.getByText("The line as a table").click();
  await expect(section.getByRole("row").filter({ hasText: "a day" })).toContainText("1");
  await expect(section.getByRole("table", { name: "Restore points by age" }).getByRole("row")).toHaveCount(5);
  const promised = section.getByRole("table", { name: "What each schedule guarantees" });
  const nightly = promised.getByRole("row").filter({ hasText: "Nightly full" });
  await expect(nightly).toContainText("1 d, and what a run takes");
  await expect(nightly).toContainText("14 days");
  await expect(nightly).toContainText("Always 14");
  await expect(nightly).toContainText(
    "From Sat 7 Nov 2026 on: each is kept for 14 days and deleted by the retention cleaner’s next run after that.",
  );
  const paused = promised.getByRole("row").filter({ hasText: "schedule2" });
  await expect(paused).toContainText("It is paused, over, or cannot be read");
});
