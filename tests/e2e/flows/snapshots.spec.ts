// How the screens read in Chromium's accessibility tree: landmarks, headings, names, in their order.
import { expect, open, row, SCHEDULE2, signIn, test } from "../support/fixtures.ts";

const FRAME = `
- link "Skip to content"
- banner:
  - link "Portal Tasks Sandbox Portal"
  - navigation "Places":
    - /children: equal
    - link "Tasks"
    - link "Calendar"
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

test("an edit reads as a new schedule does, with what changes before it is saved", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await expect(page.getByRole("combobox", { name: "Backup store" })).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - paragraph:
        - link "Tasks"
        - link "schedule2"
      - heading "Edit schedule2" [level=1]
      - group "What":
        - textbox "Title": schedule2
        - textbox "Backup name": schedule2
        - combobox "Backup store":
          - option "default" [selected]
          - option "backupstore1 · the default store"
        - textbox "Description (optional)"
      - group "When":
        - tablist "How often":
          - tab "Weekly" [selected]
        - tabpanel "Weekly":
          - group "Days of the week":
            - checkbox "Friday"
            - checkbox "Saturday" [checked]
          - textbox "Time": 04:00
        - textbox "Cron expression": 0 0 4 ? * 7
        - button "Copy link"
      - group "Keep":
        - textbox "Keep for": "14"
        - combobox "Unit"
      - group "Protect":
        - textbox "Passcode"
        - button "Show passcode"
        - button "Generate a passcode"
        - textbox "Confirm passcode"
      - region "What changes from the next run on":
        - heading "What changes from the next run on" [level=2]
        - paragraph: Nothing yet.
      - complementary "What will happen":
        - heading "What will happen" [level=2]
        - status: Every Saturday at 04:00 UTC. Each backup is kept for 14 days.
        - table "Next ten runs"
      - link "Cancel"
      - button "Save changes"
  `);
});

test("runs read as their bars, their filter and their table, and a run as what it said and its facts", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/runs`);
  const runs = page.getByRole("table", { name: "Runs", exact: true });
  await expect(runs).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - paragraph:
        - link "Tasks"
        - link "schedule2"
      - heading "Runs of schedule2" [level=1]
      - figure:
        - 'img "The last run: 1 succeeded."'
        - group: The bars as a table
      - region "Every run":
        - heading "Every run" [level=2]
        - search:
          - searchbox "Filter runs"
          - combobox "State"
          - paragraph:
            - button "Refresh"
        - table "Runs":
          - rowgroup:
            - row:
              - columnheader "Started":
                - button "Started"
              - columnheader "State":
                - button "State"
              - columnheader "Took":
                - button "Took"
              - columnheader "Message":
                - button "Message"
              - columnheader "More"
          - rowgroup:
            - row:
              - rowheader:
                - link "Sat 23 Oct 2021, 04:00 UTC"
              - cell "Succeeded"
              - cell "2 min 10 s"
              - cell "Backup completed."
              - cell:
                - button "More for the run of Sat 23 Oct 2021, 04:00 UTC"
        - status: 1 of 1 run
  `);

  await runs.getByRole("link").click();
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - paragraph:
        - link "Tasks"
        - link "schedule2"
        - link "Runs"
      - heading "Run of Sat 23 Oct 2021, 04:00 UTC" [level=1]
      - paragraph: Succeeded
      - button "Edit"
      - button "Delete"
      - region "Message":
        - heading "Message" [level=2]
        - paragraph: Backup completed.
      - complementary "Facts":
        - heading "Facts" [level=2]
        - term: Started
        - definition:
          - time: Sat 23 Oct 2021, 04:00 UTC · 06:00 CEST
        - term: Took
        - definition: 2 min 10 s
        - term: Id
        - definition
        - group: Raw JSON secrets left out
  `);
});

test("the calendar reads as its hours, its days, the runs of one, and what meets; findings as a list", async ({ page, portal }) => {
  for (const title of ["Nightly full", "Parcels"]) await portal.create(title);
  await open(page, portal, "calendar?backups=1");
  await expect(page.getByText(/^Looked for until/)).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Nightly full and Parcels run into each other" [level=1]
      - group "Zone of the grid":
        - radio "UTC" [checked]
        - radio "Copenhagen"
      - button "Export as iCalendar"
      - link "Findings"
      - group "What is shown":
        - checkbox "Only backups" [checked]
        - checkbox "Paused ones too"
        - status
      - region "A week":
        - heading "A week" [level=2]
        - grid "Minutes of work in each hour of a week, UTC":
          - rowgroup:
            - row:
              - columnheader "00:00"
              - columnheader "01:00"
              - columnheader "23:00"
          - rowgroup:
            - row:
              - rowheader "Mon"
              - 'gridcell "Mon 03:00: nothing runs"'
              - 'gridcell "Mon 04:00: Nightly full 1 h, Parcels 1 h; 2 at once"'
      - region "October 2026":
        - heading "October 2026" [level=2]
        - button "September 2026"
        - button "November 2026"
        - table "Runs of October 2026":
          - rowgroup:
            - row:
              - cell:
                - 'button "Fri 23 Oct 2026: 2 runs, 2 at once" [pressed]'
              - cell:
                - 'button "Sat 24 Oct 2026: 2 runs, 2 at once"'
        - region "Runs of the day":
          - table "Runs of Friday 23 October 2026":
            - rowgroup:
              - row "Begins Schedule Takes Meets"
            - rowgroup:
              - row "04:00 UTC Nightly full 2 h Parcels":
                - cell:
                  - link "Nightly full"
      - complementary "Overlaps and lengths":
        - region "Overlaps":
          - heading "Overlaps" [level=2]
          - list:
            - listitem:
              - paragraph:
                - strong: Nightly full
                - text: and
                - strong: Parcels
          - paragraph:
            - button "Spread out"
        - region "Counted":
          - heading "Counted" [level=2]
          - term:
            - link "Nightly full"
  `);

  await page.getByRole("main").getByRole("link", { name: "Findings" }).click();
  await expect(page.getByRole("list", { name: "Findings" })).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "1 warning" [level=1]
      - button "Check again"
      - list "Findings":
        - listitem:
          - text: Warning
          - heading "Nightly full" [level=2]:
            - link "Nightly full"
          - paragraph: "It has the same passcode as “Parcels”: whoever learns one can read the backups of all."
          - link "Choose a new passcode"
  `);
});

test("what could not be read reads as what failed and a way on, and what is forbidden as who is signed in and where to go", async ({ page, portal }) => {
  await portal.fault("server-error", { path: "/system/tasks" });
  await open(page, portal);
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - /children: equal
      - heading "The tasks could not be read" [level=1]
      - alert:
        - /children: equal
        - heading /^The portal answered 500/ [level=2]
        - paragraph: Try again; if it stays, look into the portal’s logs.
        - button "Try again"
  `);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await portal.mend();
  await signIn(page, "operator", "sandbox.operator1");
  await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
  await expect(page.locator("body")).toMatchAriaSnapshot(FRAME);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - /children: equal
      - heading "Your account may not see tasks" [level=1]
      - heading "Signed in, but not allowed" [level=2]
      - paragraph: /^operator is signed in as Custom role\\. Tasks need the default administrator role\\./
      - link "Go to the backups"
      - button "Sign in as someone else"
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
