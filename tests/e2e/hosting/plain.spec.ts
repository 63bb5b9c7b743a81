import { bundleFile } from "../support/bundle.ts";
import { expect, SCHEDULE2, signIn, test } from "../support/fixtures.ts";
import { PlainHost } from "../support/plain-host.ts";
import { Watch } from "../support/watch.ts";

// A host without headers, and without a rule for deep links but where it is said: nothing of deploy/.
test.describe("the bundle on a host that only hands out files", () => {
  test("leads everywhere from its start page", async ({ context, portal }) => {
    const host = await PlainHost.start(portal);
    const watch = await Watch.over(context, new URL(host.app).origin, undefined);
    const page = await context.newPage();
    await page.goto(host.app);
    await signIn(page);
    const task = page.getByRole("link", { name: "schedule2" });
    await task.click();
    await expect(page).toHaveURL(`${host.app}tasks/${SCHEDULE2}`);
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page.getByLabel("Title")).toHaveValue("schedule2");
    await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
    await page.getByRole("link", { name: "New schedule" }).click();
    await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
    await page.getByRole("link", { name: "Backups" }).click();
    await expect(page.getByRole("table", { name: "Backup stores" })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
    expect((await fetch(`${host.app}tasks/new`)).status, "no rule for deep links").toBe(404);
    // The page brings its own policy for the Referer too.
    expect(await watch.verdict(portal)).toEqual([]);
    await host.stop();
  });

  test("opens every deep link where it has the two rules that make that work", async ({ context, portal }) => {
    const host = await PlainHost.start(portal, "two rules");
    const watch = await Watch.over(context, new URL(host.app).origin, undefined);
    const page = await context.newPage();
    await page.goto(`${host.app}tasks/${SCHEDULE2}`);
    expect(await page.evaluate(() => document.querySelector("base")?.getAttribute("href"))).toMatch(/\/gis\/somewhere\/else\/$/);
    await signIn(page);
    await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page).toHaveURL(`${host.app}tasks/${SCHEDULE2}/edit`);
    await page.reload();
    await expect(page.getByLabel("Title")).toHaveValue("schedule2");
    await page.goto(`${host.app}nowhere`);
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
    expect(watch.complaints).toEqual([]);
    await host.stop();
  });

  test("brings a policy of its own that runs nothing inline", async ({ browser, portal }) => {
    expect((await bundleFile("index.html")).toString()).toContain('http-equiv="Content-Security-Policy"');
    const host = await PlainHost.start(portal);
    const page = await browser.newPage();
    await page.goto(host.app);
    const refused = await page.evaluate(async () => {
      const refusal = new Promise<string>((said) =>
        document.addEventListener("securitypolicyviolation", (event) => said(event.effectiveDirective), { once: true }),
      );
      const script = document.createElement("script");
      script.textContent = "window.owned = true";
      document.body.append(script);
      return refusal;
    });
    expect(refused).toBe("script-src-elem");
    expect(await page.evaluate(() => "owned" in window)).toBe(false);
    await page.close();
    await host.stop();
  });
});
