import { expect, open, signIn, test } from "../support/fixtures.ts";

test("an expression is shared by a link that opens a new schedule with it", async ({ page, portal, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Not in the link");
  await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("correct-horse-map");
  await page.getByLabel("Cron expression").fill("0 30 4 ? * MON-FRI");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${portal.app}tasks/new#cron=0+30+4+%3F+*+2-6&zone=Europe/Copenhagen`);

  const other = await context.newPage();
  await other.goto(link);
  await signIn(other);
  await expect(other.getByLabel("Cron expression")).toHaveValue("0 30 4 ? * 2-6");
  await expect(other.getByText("The schedule comes from a link.")).toBeVisible();
  await expect(other.getByText("It was looked at in Europe/Copenhagen.")).toBeVisible();
  await expect(other.getByRole("tab", { name: "Weekly" })).toHaveAttribute("aria-selected", "true");
});

test("a link that cannot be read says why, and the form is as ever", async ({ page, portal }) => {
  await open(page, portal, "tasks/new#cron=0+99+4+*+*+%3F&zone=%3Cimg+src%3Dx%3E");
  await expect(page.getByText("The link brought no schedule.")).toBeVisible();
  await expect(page.getByText(/99 is out of range/)).toBeVisible();
  await expect(page.getByLabel("Cron expression")).toHaveValue(/^0 .* \?$/);
});

test("a link that is pasted over the page changes the schedule and leaves the rest", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Kept");
  await page.evaluate(() => location.assign("#cron=0+0+5+L+*+%3F".replace(/^/, location.pathname)));
  await expect(page.getByLabel("Cron expression")).toHaveValue("0 0 5 L * ?");
  await expect(page.getByLabel("Title")).toHaveValue("Kept");
});

test("without an expression there is nothing to share", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("0 99 4 * * ?");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeDisabled();
});
