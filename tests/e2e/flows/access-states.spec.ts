// What a screen shows on other days than good ones: empty, waiting, failed, contradicted, underway.
import type { Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, signIn, test, typePasscode } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";
import { look } from "../support/looks.ts";

/** Chooses both schedules; what can be done with them comes back. */
async function choose(page: Page) {
  const chosen = page.getByRole("toolbar", { name: "Chosen tasks" });
  for (const title of ["schedule1", "schedule2"]) {
    await page.getByRole("checkbox", { name: `Select ${title}` }).check();
    // On a phone it takes the place of a taller one.
    await expect(chosen).toBeVisible();
  }
  return chosen;
}

for (const width of [1440, 320]) {
  test.describe(`axe finds nothing ${width} px wide, and nothing is wider than the page,`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("where a task was changed meanwhile, a link brings a schedule, and nothing fits a filter", async ({ page, portal }) => {
      await open(page, portal);
      await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
      await page.getByLabel("Title").fill("Mine");
      await typePasscode(page);
      await portal.operate(`system/tasks/${SCHEDULE2}/enable`);
      await page.getByRole("button", { name: "Save changes" }).click();
      const conflict = page.getByRole("dialog", { name: "The task was changed meanwhile" });
      await expect(conflict).toBeVisible();
      await look(page, "edit conflict");
      await conflict.getByRole("button", { name: "Save my version" }).click();
      await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();

      await page.goto(`${portal.app}tasks/new#cron=0+30+4+%3F+*+2-6&zone=Europe/Copenhagen`);
      await expect(page.getByText("The schedule comes from a link.")).toBeVisible();
      await look(page, "a schedule from a link");
      await page.goto(`${portal.app}tasks/new#cron=0+99+4+*+*+%3F`);
      await page.reload();
      await expect(page.getByText("The link brought no schedule.")).toBeVisible();
      await look(page, "a link that cannot be read");

      await page.goto(portal.app);
      await expect(row(page, "Mine")).toBeVisible();
      await page.getByLabel("Filter tasks").fill("nothing like it");
      await expect(page.getByText("No task fits.")).toBeAttached();
      await look(page, "no match");
    });

    test("while several tasks are worked on, and when that is told", async ({ page, portal }) => {
      await open(page, portal);
      const chosen = await choose(page);
      await chosen.getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("dialog", { name: "Delete 2 tasks?" })).toBeVisible();
      await look(page, "bulk question");
      await page.keyboard.press("Escape");

      await portal.fault("slow", { path: "/enable", number: 60_000 });
      await chosen.getByRole("button", { name: "Enable" }).click();
      await expect(chosen).toContainText(/Enable: \d of 2 tasks/);
      await look(page, "bulk progress");
      await page.getByRole("link", { name: "Backups" }).click();
      await expect(page.getByText("Working on the chosen tasks.")).toBeVisible();
      await look(page, "bulk progress, elsewhere");
      await portal.mend();
    });

    test("when an operation on several tasks failed in part, and what it did can be taken back", async ({ page, portal }) => {
      await portal.fault("server-error", { path: `${SCHEDULE2}/enable`, calls: 1 });
      await open(page, portal);
      const chosen = await choose(page);
      await chosen.getByRole("button", { name: "Enable" }).click();
      await expect(page.getByText("1 of 2 tasks was not enabled.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
      await look(page, "bulk report and the offer to take back");
    });

    test("where an import is planned", async ({ page, portal }) => {
      const [schedule, system] = await portal.tasks();
      await open(page, portal);
      await page.getByRole("button", { name: "Export and import" }).click();
      const tasks = [schedule, system, { ...schedule, taskTitle: "Another" }, { taskTitle: "Broken" }];
      const buffer = Buffer.from(JSON.stringify({ tasks }));
      await page.getByLabel("Import from a file").setInputFiles({ name: "tasks.json", mimeType: "application/json", buffer });
      await expect(page.getByRole("list", { name: "What will happen" })).toBeVisible();
      await page.getByRole("button", { name: /^Create/ }).click();
      await look(page, "import plan");
    });

    test.describe("on a portal", () => {
      test.use({ mayLog: /Failed to load resource/ });

      test("that has not answered yet, does not, and does no longer", async ({ page, portal }) => {
        await page.goto(portal.app);
        let letGo = () => {};
        const held = new Promise<void>((resolve) => (letGo = resolve));
        await page.route("**/system/tasks?*", async (route) => {
          await held;
          await route.abort();
        });
        await signIn(page);
        await expect(page.getByText("Loading tasks")).toBeAttached();
        await look(page, "loading");
        letGo();
        await expect(page.getByRole("heading", { name: "The tasks could not be read" })).toBeVisible();
        await look(page, "first load failed");
        await page.unroute("**/system/tasks?*");
        await page.getByRole("button", { name: "Try again" }).click();
        await expect(row(page, "schedule2")).toBeVisible();
        await page.route("**/system/tasks?*", (route) => route.abort());
        await page.getByRole("button", { name: "Refresh" }).click();
        await expect(page.getByText(/You see what was so .* ago/)).toBeVisible();
        await look(page, "stale");
      });

      test("that config.json does not name well", async ({ page, portal }) => {
        await page.route("**/config.json", (route) => route.fulfill({ body: "{" }));
        await page.goto(portal.app);
        await expect(page.getByRole("heading", { name: "Where is the portal?" })).toBeVisible();
        await look(page, "broken config.json");
      });
    });

    test("on what is said of a session", async ({ page, portal }) => {
      await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "portaltasks", idleMinutes: 120 } }));
      await page.goto(`${portal.app}?code=planted&state=planted`);
      await expect(page.getByRole("button", { name: "Sign in with ArcGIS Enterprise" })).toBeVisible();
      await look(page, "a sign-in that was not asked for");
      await open(page, portal);
      await expect(row(page, "schedule2")).toBeVisible();
      await portal.pass(59 * 60 + 1);
      await page.getByRole("button", { name: "Refresh" }).click();
      const stay = page.getByRole("button", { name: "Stay signed in" });
      await expect(stay).toBeVisible();
      await look(page, "warning");
      await stay.click();
      await expect(page.getByRole("dialog", { name: "Stay signed in" })).toBeVisible();
      await look(page, "stay signed in");
      await page.keyboard.press("Escape");
      await portal.endSessions();
      await page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");
      await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
      await look(page, "session end");
    });

    test("where an account is refused", async ({ page, portal }) => {
      await page.goto(portal.app);
      await signIn(page, "operator", "sandbox.operator1");
      await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
      await look(page, "no tasks for this account");
      await page.goto(`${portal.app}tasks/${SCHEDULE2}/runs`);
      await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
      await look(page, "no runs for this account");
    });

    test.describe("when something is wrong,", () => {
      test.use({ mayLog: /unreachable|panicked|Failed to load resource|Failed to fetch/ });

      test("where a form is offered back, code does not come, and the app has stopped", async ({ page, portal }) => {
        await open(page, portal, "tasks/new");
        await page.getByLabel("Title").fill("Half a title");
        await page.reload();
        await expect(page.getByText("This form was left unfinished.")).toBeVisible();
        await look(page, "a draft");
        await page.route("**/split_calendar-*.wasm", (route) => route.abort());
        // On phones a form takes the place of the bar.
        await page.getByRole("main").getByRole("link", { name: "Tasks", exact: true }).click();
        await page.getByRole("link", { name: "Calendar" }).click();
        await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
        await look(page, "code that did not come");
        await page.evaluate(() =>
          Object.defineProperty(window, "history", {
            get() {
              throw new Error("gone");
            },
          }),
        );
        await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Backups" }).click();
        await expect(page.getByRole("heading", { name: "Portal Tasks has stopped" })).toBeVisible();
        await look(page, "stopped");
      });
    });

    test("where the stores have not told what lies in them, and where they cannot", async ({ page, portal }) => {
      await portal.fault("server-error", { path: "/default/backups" });
      const letGo = await hold(page, "**/default/backups?*");
      await open(page, portal, "backups");
      await expect(page.getByText("Not read yet", { exact: true })).toHaveCount(3);
      await look(page, "backups that are not read yet");
      await letGo();
      await expect(page.getByRole("heading", { name: "No backup could be read" })).toBeVisible();
      await look(page, "backups that could not be read");
    });

    test("while a restore is waited out", async ({ page, portal }) => {
      await portal.backUp("nightly");
      await open(page, portal, "backups");
      await page.getByRole("button", { name: "More for nightly" }).click();
      await page.getByRole("button", { name: "Restore", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Restore nightly?" });
      await dialog.getByLabel("Type the backup’s name to confirm").fill("nightly");
      await dialog.getByLabel("Passcode of this backup").fill("correct-horse-map");
      const letGo = await hold(page, "**/disasterrecovery/status?*");
      await dialog.getByRole("button", { name: "Restore the portal" }).click();
      await expect(page.getByRole("heading", { name: "The portal is being restored" })).toBeVisible();
      await look(page, "a restore");
      await letGo();
    });

    test.describe("on an empty portal", () => {
      test.use({ options: ["--seed", "empty"] });

      test("on every place", async ({ page, portal }) => {
        await open(page, portal);
        await expect(page.getByRole("heading", { name: "No backup is scheduled" })).toBeVisible();
        await look(page, "no tasks");
        await page.getByRole("link", { name: "Calendar" }).click();
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await look(page, "empty calendar");
        await page.getByRole("link", { name: "Backups" }).click();
        await expect(page.getByText("Missing: every backup fails")).toBeVisible();
        await look(page, "no store");
      });
    });

    test.describe("on a portal that takes its time", () => {
      test.use({ options: ["--pace", "600"] });

      test("while a backup is made", async ({ page, portal }) => {
        await open(page, portal, "backups");
        await portal.admin("system/disasterrecovery/stores/default/backups/create", { name: "underway", passcode: "correct-horse-map" });
        await page.reload();
        await expect(page.getByRole("progressbar", { name: /Backing up: underway/ })).toBeVisible();
        await look(page, "backup underway");
      });
    });
  });
}
