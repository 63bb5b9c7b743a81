import { expect, open, test, typePasscode } from "../support/fixtures.ts";

// Over plain HTTP a browser gives a page no clipboard: there is no such thing.
test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
});

test("a passcode that cannot be copied stays, and that is said", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await typePasscode(page);
  await page.getByRole("button", { name: "Copy passcode" }).click();
  await expect(page.getByText("The browser did not allow copying. Show it and write it down.")).toBeVisible();
  await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
});
