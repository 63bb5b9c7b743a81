// What a screen shows when it was refused, could not be read, or has nothing to show.
import type { Page } from "@playwright/test";
import { expect, fillSchedule, GP_CLEANER, open, openRuns, row, SCHEDULE2, SERVER_ERROR, signIn, test, typePasscode } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";
import { look } from "../support/looks.ts";

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });

/** A list of tasks without any. */
const NOTHING = { total: 0, start: 0, num: 0, nextStart: -1, result: [] };

for (const width of [1440, 320]) {
  test.describe(`axe finds nothing ${width} px wide, and nothing is wider than the page,`, () => {
    test.use({ viewport: { width, height: 800 } });

    test.describe("at the door,", () => {
      test.use({ mayLog: /Failed to load resource/ });

      test("where a sign-in was refused, and where the portal cannot be reached", async ({ page, portal }) => {
        await page.goto(portal.app);
        await expect(heading(page, "Sandbox Portal")).toBeVisible();
        await signIn(page, "siteadmin", "wrong");
        await expect(page.getByText("The portal refused: “Invalid username or password.”")).toBeVisible();
        await look(page, "a refused sign-in");
        await page.route("**/generateToken", (route) => route.abort("connectionrefused"));
        await signIn(page);
        await expect(page.getByRole("alert")).toContainText("The portal cannot be reached.");
        await look(page, "a portal out of reach");
      });
    });

    test("where a task is not there, and neither it nor the list can be read", async ({ page, portal }) => {
      await open(page, portal, "tasks/0123");
      await expect(heading(page, "There is no such task")).toBeVisible();
      await look(page, "no such task");
      await page.goto(`${portal.app}tasks/0123/edit`);
      await expect(heading(page, "The task could not be read")).toBeVisible();
      await look(page, "an edit that could not be read");
      await portal.fault("server-error", { path: "/system/tasks" });
      for (const path of [`tasks/${SCHEDULE2}`, "calendar", "findings"]) {
        await page.goto(portal.app + path);
        await expect(heading(page, "The tasks could not be read")).toBeVisible();
        await look(page, `${path}, not read`);
      }
    });

    test("where a task cannot be edited, and where a form or a change was refused", async ({ page, portal }) => {
      await open(page, portal);
      await expect(row(page, "schedule2")).toBeVisible();
      await page.route(`**/tasks/${SCHEDULE2}?*`, async (route) => {
        const task = await (await route.fetch()).json();
        await route.fulfill({ json: { ...task, taskType: "Unheard" } });
      });
      await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
      await expect(heading(page, "This task cannot be edited")).toBeVisible();
      await look(page, "an edit that there cannot be");

      await portal.fault("server-error", { path: "/createTask" });
      await page.goto(`${portal.app}tasks/new`);
      await expect(page.getByRole("combobox", { name: "Backup store" })).toBeVisible();
      await fillSchedule(page, "Refused");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await expect(page.getByRole("alert")).toContainText(SERVER_ERROR);
      await look(page, "a schedule that was refused");
      await page.getByRole("button", { name: "Print or save" }).click();
      await expect(page.getByRole("dialog", { name: "Passcode of a backup" })).toBeVisible();
      await look(page, "a passcode for a safe");
    });

    test("where runs fit no filter, there are none, and they or one of them cannot be read", async ({ page, portal }) => {
      await openRuns(page, portal);
      await page.getByLabel("Filter runs").fill("nothing says this");
      await expect(heading(page, "No run fits the filter")).toBeVisible();
      await look(page, "no run fits");
      const failed = (await portal.runs(GP_CLEANER)).find((run) => run.status === "failed")!;
      await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs/${failed.runId}`);
      await expect(page.getByRole("main").getByText("Failed", { exact: true })).toBeVisible();
      await look(page, "a run that failed");
      await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs/0123`);
      await expect(heading(page, "The run could not be read")).toBeVisible();
      await look(page, "a run that could not be read");
      const id = await portal.create("Never run");
      await page.goto(`${portal.app}tasks/${id}/runs`);
      await expect(heading(page, "No run yet")).toBeVisible();
      await look(page, "no run");
      await portal.fault("server-error", { path: "/runs" });
      // With the list of tasks the page would ask for the runs once more by itself.
      const letGo = await hold(page, "**/system/tasks?*");
      await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs`);
      await expect(page.getByText(SERVER_ERROR)).toBeVisible();
      await look(page, "runs that could not be read");
      await letGo();
    });

    test("on a calendar with an opened day, with runs that could not be read, and without a schedule", async ({ page, portal }) => {
      await portal.create("Nightly full");
      await portal.fault("server-error", { path: "/runs" });
      await open(page, portal, "calendar");
      await expect(page.getByText(/^The runs of (one task|\d tasks) could not be read\.$/)).toBeVisible();
      await page.getByRole("button", { name: /^Sat 24 Oct 2026/ }).click();
      await expect(page.getByRole("table", { name: "Runs of Saturday 24 October 2026" })).toBeVisible();
      await look(page, "a day, without runs of before");
      await page.route("**/admin/system/tasks?*", (route) => route.fulfill({ json: NOTHING }));
      await page.goto(`${portal.app}calendar`);
      await expect(heading(page, "No schedule yet")).toBeVisible();
      await look(page, "no schedule");
      await page.goto(`${portal.app}findings`);
      await expect(heading(page, "Everything fits together")).toBeVisible();
      await look(page, "no findings");
      await portal.fault("forbidden", { path: "/disasterrecovery" });
      await page.reload();
      await expect(heading(page, "What could be read fits together")).toBeVisible();
      await look(page, "findings in part");
    });

    test("on backups that fit no filter, of which one failed, and before one is deleted", async ({ page, portal }) => {
      await portal.backUp("nightly");
      await page.route("**/stores/default/backups?*", async (route) => {
        const list = await (await route.fetch()).json();
        const failed = { ...list.backups[0], backupName: "broken", status: "failed", completeTime: -1 };
        await route.fulfill({ json: { backups: [...list.backups, failed] } });
      });
      await open(page, portal, "backups");
      await expect(page.getByRole("table", { name: "Backups" })).toContainText("Not restorable: failed");
      await expect(heading(page, "What each schedule guarantees")).toBeVisible();
      await look(page, "a backup that failed");
      await page.getByRole("button", { name: "More for nightly" }).click();
      await page.getByRole("button", { name: "Delete", exact: true }).filter({ visible: true }).click();
      await expect(page.getByRole("dialog", { name: "Delete nightly?" })).toBeVisible();
      await look(page, "before a backup is deleted");
      await page.keyboard.press("Escape");
      await page.getByLabel("Filter backups").fill("nothing like it");
      await expect(heading(page, "No backup fits the filter")).toBeVisible();
      await look(page, "no backup fits");
    });

    test("where the stores are refused or cannot be read", async ({ page, portal }) => {
      await portal.fault("forbidden", { path: "/disasterrecovery" });
      await open(page, portal, "backups");
      await expect(heading(page, "Your account may not see backups")).toBeVisible();
      await look(page, "no backups for this account");
      await portal.mend();
      await portal.fault("server-error", { path: "/disasterrecovery/stores" });
      await page.reload();
      await expect(heading(page, "The backups could not be read")).toBeVisible();
      await look(page, "no stores");
    });

    test.describe("while the portal may be away,", () => {
      test.use({ mayLog: /502/ });

      test("when a restore was refused, and when one is over", async ({ page, portal }) => {
        await portal.backUp("nightly");
        await open(page, portal, "backups");
        await expect(heading(page, "What each schedule guarantees")).toBeVisible();
        await page.getByRole("button", { name: "More for nightly" }).click();
        await page.getByRole("button", { name: "Restore", exact: true }).filter({ visible: true }).click();
        const dialog = page.getByRole("dialog", { name: "Restore nightly?" });
        await dialog.getByLabel("Type the backup’s name to confirm").fill("nightly");
        await dialog.getByLabel("Passcode of this backup").fill("not-the-passcode");
        await dialog.getByRole("button", { name: "Restore the portal" }).click();
        await expect(dialog).toContainText("The passcode is not the one that the backup was made with.");
        await look(page, "a restore that was refused");
        await dialog.getByLabel("Passcode of this backup").fill("correct-horse-map");
        await dialog.getByRole("button", { name: "Restore the portal" }).click();
        await expect(page.getByText("The portal was restored from “nightly”.")).toBeVisible({ timeout: 30_000 });
        await look(page, "a restore that is over");
      });
    });

    test("when an import is over, and where the clock is off", async ({ page, portal }) => {
      const [schedule] = (await portal.tasks()).filter((task) => task.taskTitle === "schedule2");
      await open(page, portal);
      await expect(row(page, "schedule2")).toBeVisible();
      await page.getByRole("button", { name: "Account" }).click();
      await expect(page.getByText("Times on this page follow the portal.")).toBeVisible();
      await look(page, "a clock that is off");
      await page.keyboard.press("Escape");
      await portal.fault("server-error", { path: "/disable" });
      await page.getByRole("button", { name: "Export and import" }).click();
      const tasks = [{ ...schedule, taskTitle: "Brought" }];
      const buffer = Buffer.from(JSON.stringify({ tasks }));
      await page.getByLabel("Import from a file").setInputFiles({ name: "tasks.json", mimeType: "application/json", buffer });
      await expect(page.getByRole("checkbox", { name: "Brought" })).toBeChecked();
      await typePasscode(page);
      await page.getByRole("button", { name: "Create 1 schedule" }).click();
      await expect(page.getByText("1 schedule was created. Not paused as in the file: 1, see above.")).toBeVisible();
      await look(page, "an import that is over");
    });
  });
}
