// How the screens read in Chromium's accessibility tree: landmarks, headings, names, in their order.
import { expect, open, row, SCHEDULE2, test } from "../support/fixtures.ts";

const FRAME = `
- link "Skip to content"
- banner:
  - link "Portal Tasks Sandbox Portal"
  - navigation "Places":
    - link "Tasks"
    - link "Backups"
  - time: /\\d\\d:\\d\\d UTC · \\d\\d:\\d\\d CEST/
  - button "Account"
- main`;

test("signing in reads as one form below the portal's name", async ({ page, portal }) => {
  await page.goto(portal.app);
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - main:
      - heading "Sandbox Portal" [level=1]
      - textbox "Username"
      - textbox "Password"
      - button "Sign in"
      - paragraph: The password goes to the portal and is not kept here.
  `);
});

test("the list reads as its answer, its four facts, its filters and its table", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - 'heading "No backup will run: both schedules are paused or over" [level=1]'
      - link "New schedule"
      - term: Schedules
      - definition: 2 active · 2 paused 2 back up, 2 do not
      - term: Next backup
      - definition: None No active schedule makes one
      - term: Last backup started
      - definition
      - term: Oldest restore point
      - definition: None No ready store holds a backup to restore
      - region "Schedules":
        - heading "Schedules" [level=2]
        - search:
          - searchbox "Filter tasks"
          - combobox "Type"
          - combobox "State"
          - combobox "How often"
          - paragraph:
            - button "Refresh"
        - button "Export and import"
        - table "Tasks":
          - rowgroup:
            - row:
              - columnheader "Select all shown":
                - checkbox "Select all shown"
              - columnheader "Enabled"
              - columnheader "Title":
                - button "Title"
              - columnheader "Schedule":
                - button "Schedule"
              - columnheader "Next run":
                - button "Next run"
              - columnheader "Last run":
                - button "Last run"
              - columnheader "Keeps":
                - button "Keeps"
              - columnheader "Store":
                - button "Store"
              - columnheader "More"
  `);
  await expect(row(page, "schedule2")).toMatchAriaSnapshot(`
    - row:
      - cell:
        - checkbox "Select schedule2"
      - cell:
        - switch "Enable schedule2"
      - rowheader "schedule2 Backup":
        - link "schedule2"
      - cell "Every Saturday at 04:00 UTC 0 0 4 ? * 7"
      - cell "Paused would run Sat 24 Oct, 04:00 UTC"
      - cell /Started \\d+ y ago Sat 23 Oct 2021, 04:00 UTC · 06:00 CEST/
      - cell "14 days"
      - cell "default"
      - cell:
        - button "More for schedule2"
  `);
});

test("a task reads as what it does, its runs, those to come and its facts", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - paragraph:
        - link "Tasks"
      - heading "schedule2" [level=1]
      - text: Paused
      - link "Edit"
      - button "Enable"
      - button "Delete"
      - paragraph: Every Saturday at 04:00 UTC. Each backup is kept for 14 days.
      - region "Runs":
        - heading "Runs" [level=2]
        - link "All runs"
        - figure:
          - 'img "The last run: 1 succeeded."'
        - table "Runs":
          - rowgroup:
            - row "Started State Took Message More"
          - rowgroup:
            - row:
              - rowheader:
                - link "Sat 23 Oct 2021, 04:00 UTC"
              - cell "Succeeded"
              - cell "2 min 10 s"
              - cell "Backup completed."
              - cell:
                - button "More for the run of Sat 23 Oct 2021, 04:00 UTC"
      - region "Backups that exist of this schedule alone":
        - heading "Backups that exist of this schedule alone" [level=3]
        - group "Restore points by age At the end of Mon 23 Oct 2028 UTC"
      - complementary "Facts":
        - status:
          - paragraph:
            - strong: It is paused.
          - paragraph: What follows is what it would do.
        - region "Figures":
          - term: Runs
          - term: Longest gap
          - term: Lost at worst
          - term: Allowed gap
          - term: Overlap
        - heading "Next ten runs UTC and Europe/Copenhagen" [level=3]
        - table "Next ten runs"
        - list "When the local clock changes"
        - button "Export as iCalendar"
        - region "What it keeps":
          - heading "What it keeps" [level=2]
          - link "All backups"
        - heading "Facts" [level=2]
        - term: Type
        - definition: Backup
        - group: Raw JSON secrets left out
  `);
});

test("a new schedule reads as four groups, what will happen, and two ways out", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expect(page.getByLabel("Title")).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "New schedule" [level=1]
      - group "What":
        - textbox "Title"
        - textbox "Backup name"
        - combobox "Backup store"
        - textbox "Description (optional)"
      - group "When":
        - tablist "How often":
          - tab "Every few minutes/hours"
          - tab "Daily" [selected]
          - tab "Weekly"
          - tab "Monthly"
          - tab "Yearly"
          - tab "Custom"
        - tabpanel "Daily":
          - textbox "Time": 01:00
          - combobox "Time zone of this time"
        - textbox "Cron expression": 0 0 1 * * ?
        - textbox "Start (optional, UTC)"
        - textbox "End (optional, UTC)"
        - textbox "Maximum runs"
      - group "Keep":
        - textbox "Keep for": "14"
        - combobox "Unit"
      - group "Protect":
        - textbox "Passcode"
        - button "Show passcode"
        - button "Generate a passcode"
        - textbox "Confirm passcode"
      - complementary "What will happen":
        - heading "What will happen" [level=2]
        - status: Every day at 01:00 UTC. Each backup is kept for 14 days.
        - table "Next ten runs"
      - link "Cancel"
      - button "Create schedule"
  `);
});

test.describe("a portal without a wait", () => {
  test.use({ options: ["--pace", "0"] });

  test("backups read as the newest, the restore points, the stores and the settings, and a restore as a warning and two fields", async ({ page, portal }) => {
    await portal.backUp("nightly");
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("nightly");
    await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
    await expect(page.getByRole("main")).toMatchAriaSnapshot(`
      - main:
        - heading /The newest restore point is .+ old/ [level=1]
        - button "Back up now"
        - term: Restore points
        - definition: 1 All of them can be restored
        - term: Newest
        - term: Oldest
        - term: Stores
        - definition: 2 of 2 ready backupstore1 is the default store
        - region "Restore points":
          - heading "Restore points" [level=2]
          - search:
            - searchbox "Filter backups"
            - combobox "Store"
            - paragraph:
              - button "Refresh"
          - table "Backups":
            - rowgroup:
              - row "Backup Age Expires Made by Store More"
            - rowgroup:
              - row:
                - rowheader "nightly"
                - cell
                - cell "Never"
                - cell "By hand"
                - cell "default"
                - cell:
                  - button "More for nightly"
        - region "Backup stores":
          - heading "Backup stores" [level=2]
          - button "Check again"
          - button "Register a store"
          - table "Backup stores"
        - region "Recovery settings":
          - heading "Recovery settings" [level=2]
          - button "Edit settings"
    `);
    await page.getByRole("button", { name: "More for nightly" }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(page.getByRole("dialog")).toMatchAriaSnapshot(`
      - dialog "Restore nightly?":
        - heading "Restore nightly?" [level=2]
        - textbox "Type the backup’s name to confirm"
        - textbox "Passcode of this backup"
        - button "Cancel"
        - button "Restore the portal"
    `);
  });
});
