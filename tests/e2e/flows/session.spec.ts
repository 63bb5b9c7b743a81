import { endSessionsAt, expect, fillSchedule, open, row, SCHEDULE2, signIn, test, typePasscode } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";
import type { Page } from "@playwright/test";
import type { Sandbox } from "../support/sandbox.ts";

const ended = (page: Page) => page.getByRole("dialog", { name: "Your session has ended" });

// Not a click: that would be taken for somebody who is there, and something else may have shown the dialog over it.
const refresh = (page: Page) => page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");

async function signInAgain(page: Page, password = "sandbox.admin1"): Promise<void> {
  await ended(page).getByLabel("Password for siteadmin").fill(password);
  await ended(page).getByRole("button", { name: "Sign in" }).click();
}

test("requests that are refused together ask for one sign-in, and are all sent once more", async ({ page, portal }) => {
  await open(page, portal);
  await row(page, "schedule1").getByRole("checkbox").check();
  await row(page, "schedule2").getByRole("checkbox").check();
  const sent = { generateToken: 0, enable: 0 };
  page.on("request", (request) => {
    for (const name of ["generateToken", "enable"] as const) sent[name] += request.url().endsWith(`/${name}`) ? 1 : 0;
  });
  await endSessionsAt(page, portal, "**/enable");
  await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Enable" }).click();
  await expect(ended(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await signInAgain(page);
  await expect(page.getByText("2 tasks were enabled.")).toBeVisible();
  expect((await portal.tasks()).filter((task) => task.taskTitle.startsWith("schedule") && task.active)).toHaveLength(2);
  expect(sent).toEqual({ generateToken: 1, enable: 4 });
});

test("a schedule whose creation was refused for its token is made exactly once", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Once");
  let sent = 0;
  page.on("request", (request) => (sent += request.url().endsWith("/createTask") ? 1 : 0));
  await endSessionsAt(page, portal, "**/createTask");
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(ended(page)).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Once");
  await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
  await signInAgain(page, "wrong");
  await expect(ended(page).getByText("The portal refused: “Invalid username or password.”")).toBeVisible();
  await signInAgain(page);
  await expect(page.getByRole("heading", { name: "Once" })).toBeVisible();
  const made = (await portal.tasks()).filter((task) => task.taskTitle === "Once");
  expect(made).toHaveLength(1);
  expect(sent).toBe(2);
});

test("signing out in the place of signing in again sends nothing more", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Never");
  await endSessionsAt(page, portal, "**/createTask");
  await page.getByRole("button", { name: "Create schedule" }).click();
  await ended(page).getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect((await portal.tasks()).filter((task) => task.taskTitle === "Never")).toHaveLength(0);
});

test("a dialog that must be answered stays under Escape, with the focus and what was typed in it", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await portal.endSessions();
  await refresh(page);
  const field = ended(page).getByLabel("Password for siteadmin");
  await field.fill("sandbox.");
  // Browsers let a page refuse the first of them only.
  for (let time = 0; time < 3; time += 1) {
    await page.keyboard.press("Escape");
    await expect(ended(page)).toBeVisible();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("sandbox.");
  }
  await signInAgain(page);
  await expect(ended(page)).toBeHidden();
});

test("a session that ends while backups are looked at can be left and opened anew", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
  await portal.endSessions();
  await refresh(page);
  await ended(page).getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Username").fill("siteadmin");
  await page.getByLabel("Password").fill("sandbox.admin1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(row(page, "schedule2")).toBeVisible();
});

test("a refusal in the shape of an operation ends the session as well", async ({ page, portal }) => {
  await open(page, portal);
  const json = { status: "error", code: 498, messages: ["Invalid token."] };
  await page.route("**/enable", (route) => route.fulfill({ json }), { times: 1 });
  await row(page, "schedule2").getByRole("switch").click();
  await signInAgain(page);
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  expect((await portal.task(SCHEDULE2)).active).toBe(true);
});

test("what is refused once more after a new sign-in is not done, and that is said", async ({ page, portal }) => {
  await open(page, portal);
  const json = { error: { code: 498, message: "Invalid token.", details: [] } };
  let sent = 0;
  let refuseAgain = () => {};
  const isRefusedAgain = new Promise<void>((refuse) => (refuseAgain = refuse));
  await page.route("**/enable", async (route) => {
    sent += 1;
    if (sent > 1) await isRefusedAgain;
    await route.fulfill({ json });
  });
  await row(page, "schedule2").getByRole("switch").click();
  await signInAgain(page);
  await expect(ended(page)).toBeHidden();
  refuseAgain();
  await expect(ended(page)).toBeVisible();
  await signInAgain(page);
  await expect(page.getByRole("alert")).toContainText("“schedule2” was not enabled.");
  await expect(page.getByRole("alert")).toContainText("The portal does not take the token of the new session either.");
  expect(sent).toBe(2);
});

test("an edit that waited for a sign-in is compared once more with what the portal has by then", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("mine");
  await typePasscode(page);
  await endSessionsAt(page, portal, "**/update");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(ended(page)).toBeVisible();
  const parameters = { ...(await portal.task(SCHEDULE2)).parameters, passcode: "theirs-passcode" };
  await portal.operate(`system/tasks/${SCHEDULE2}/update`, { title: "theirs", parameters: JSON.stringify(parameters) });
  await signInAgain(page);
  const conflict = page.getByRole("dialog", { name: "The task was changed meanwhile" });
  await expect(conflict).toContainText("theirs");
  expect((await portal.task(SCHEDULE2)).taskTitle).toBe("theirs");
  await conflict.getByRole("button", { name: "Save my version" }).click();
  await expect(page.getByRole("heading", { name: "mine" })).toBeVisible();
});

test("what was asked for before signing out is not shown to whoever signs in next", async ({ page, portal }) => {
  await open(page, portal);
  await row(page, "schedule2").getByRole("switch").click();
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  await expect(row(page, "schedule2").getByRole("switch")).toBeChecked();
  const letGo = await hold(page, /\/(enable|disable)$|disasterrecovery/);
  for (const title of ["schedule1", "schedule2"]) await row(page, title).getByRole("checkbox").check();
  await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Disable" }).click();
  await page.getByRole("link", { name: "Backups" }).click();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, "publisher", "sandbox.publisher1");
  await expect(page.getByRole("heading", { name: "Your account may not see tasks" })).toBeVisible();
  await letGo();
  await page.getByRole("link", { name: "Backups" }).click();
  await expect(page.getByRole("heading", { name: "Your account may not see backups" })).toBeVisible();
  await expect(page.getByText(/schedule[12]|\d tasks? w(as|ere)|backupstore1/)).toHaveCount(0);
});

test.describe("an answer that is lost", () => {
  test.use({ mayLog: /Failed to load resource/ });

  /** Only a list that was read before can tell what was made since. */
  async function openNew(page: Page, portal: Sandbox): Promise<void> {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.getByRole("link", { name: "New schedule" }).click();
  }

  test("after the schedule was made leads to the schedule, and no second one is made", async ({ page, portal }) => {
    await openNew(page, portal);
    await fillSchedule(page, "Made");
    await page.route("**/createTask", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("heading", { name: "Made" })).toBeVisible();
    expect((await portal.tasks()).filter((task) => task.taskTitle === "Made")).toHaveLength(1);
  });

  test("before anything was made says that the list shows nothing", async ({ page, portal }) => {
    await openNew(page, portal);
    await fillSchedule(page, "Unmade");
    await page.route("**/createTask", (route) => route.abort("connectionreset"));
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("alert")).toContainText("The list was read after it and does not show the schedule");
    await expect(page.getByLabel("Title")).toHaveValue("Unmade");
  });

  test("with the list out of reach too is called unknown", async ({ page, portal }) => {
    await openNew(page, portal);
    await fillSchedule(page, "Unknown");
    await page.route("**/createTask", (route) => route.abort("connectionreset"));
    await page.route("**/system/tasks?*", (route) => route.abort("connectionreset"));
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByText("It is not known whether the schedule was created")).toBeVisible();
  });

  test("of a switch is read from the list", async ({ page, portal }) => {
    await open(page, portal);
    const toggle = row(page, "schedule2").getByRole("switch");
    const isOn = await toggle.isChecked();
    await page.route(/(enable|disable)$/, async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await toggle.click();
    await expect(page.getByText(`“schedule2” was ${isOn ? "disabled" : "enabled"}.`)).toBeVisible();
    await page.unroute(/(enable|disable)$/);
    await page.route(/(enable|disable)$/, (route) => route.abort("connectionreset"));
    await toggle.click();
    await expect(page.getByRole("alert")).toContainText("The list was read after it and shows it unchanged.");
  });

  test("of an edit is read from the task", async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}/edit`);
    await page.getByLabel("Title").fill("Saved all the same");
    await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("correct-horse-map");
    await page.getByLabel("Confirm passcode").fill("correct-horse-map");
    await page.route("**/update", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Saved all the same" })).toBeVisible();
  });
});

test.describe("time", () => {
  const warning = (page: Page) => page.getByRole("alert").filter({ hasText: "Your session ends within a minute." });

  test("without a key or a click a session ends after a quarter of an hour, announced a minute before", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await portal.pass(14 * 60 + 5);
    await refresh(page);
    await expect(warning(page)).toContainText("Nothing was done here for a while.");
    await warning(page).getByRole("button", { name: "Stay signed in" }).click();
    await expect(warning(page)).toBeHidden();
    await portal.pass(15 * 60 + 5);
    await refresh(page);
    await expect(ended(page)).toContainText("Nothing was done here for 15 min.");
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await signInAgain(page);
    await expect(row(page, "schedule2")).toBeVisible();
  });

  test("the idle limit is that of config.json, and a password before the end goes on with the session", async ({ page, portal }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idleMinutes: 120 } }));
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await portal.pass(59 * 60 + 10);
    await refresh(page);
    await expect(warning(page)).toBeVisible();
    await warning(page).getByRole("button", { name: "Stay signed in" }).click();
    const staying = page.getByRole("dialog", { name: "Stay signed in" });
    await page.keyboard.press("Escape");
    await expect(staying).toBeHidden();
    await warning(page).getByRole("button", { name: "Stay signed in" }).click();
    await staying.getByLabel("Password for siteadmin").fill("sandbox.admin1");
    await staying.getByRole("button", { name: "Sign in" }).click();
    await expect(staying).toBeHidden();
    await expect(warning(page)).toBeHidden();
    await page.getByRole("button", { name: "Account" }).click();
    await expect(page.getByText(/session ends in (1 h|59 min)/)).toBeVisible();
  });

  test("a password that was typed to stay is gone when nobody sends it, or when the session ends meanwhile", async ({ page, portal }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idleMinutes: 120 } }));
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await portal.pass(59 * 60 + 10);
    await refresh(page);
    const staying = page.getByRole("dialog", { name: "Stay signed in" });
    const field = page.getByLabel("Password for siteadmin");
    for (const leave of [() => page.keyboard.press("Escape"), () => staying.getByRole("button", { name: "Not now" }).click()]) {
      await warning(page).getByRole("button", { name: "Stay signed in" }).click();
      await expect(field).toHaveValue("");
      await field.fill("sandbox.admin1");
      await leave();
      await expect(staying).toBeHidden();
    }
    await warning(page).getByRole("button", { name: "Stay signed in" }).click();
    await staying.getByRole("button", { name: "Sign in" }).click();
    await expect(staying.getByText("Type your password.")).toBeVisible();
    await field.fill("sandbox.admin1");
    await portal.endSessions();
    await refresh(page);
    await expect(ended(page)).toBeVisible();
    await expect(field).toHaveValue("");
    await expect(page.getByText("Type your password.")).toBeHidden();
  });

  test("a session whose token is over has ended before the portal says so", async ({ page, portal }) => {
    await page.route("**/config.json", (route) => route.fulfill({ json: { idleMinutes: 120 } }));
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await portal.pass(61 * 60);
    await refresh(page);
    await expect(ended(page)).toContainText("Sign in to go on.");
  });

  test("a laptop that slept wakes to the end of its session", async ({ page, portal }) => {
    await page.clock.install();
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.clock.fastForward("20:00");
    await expect(ended(page)).toContainText("Nothing was done here for 15 min.");
  });

  test("what is idle stays idle over a reload", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.evaluate(() => {
      const name = "portal-tasks.session";
      const kept = JSON.parse(sessionStorage.getItem(name)!);
      sessionStorage.setItem(name, JSON.stringify({ ...kept, active: kept.active - 1000 }));
    });
    await page.reload();
    await expect(page.getByLabel("Username")).toBeVisible();
  });

  test("work in one tab keeps the others signed in", async ({ page, portal, context }) => {
    const other = await context.newPage();
    const both = [page, other];
    // One clock for all pages of a context.
    await page.clock.install();
    for (const tab of both) {
      await open(tab, portal);
      await expect(row(tab, "schedule2")).toBeVisible();
    }
    // On this machine first: an answer between the two makes the time shorter and not longer.
    const pass = async (seconds: number) => {
      await page.clock.fastForward(seconds * 1000);
      await portal.pass(seconds);
      for (const tab of both) await refresh(tab);
    };
    await pass(14 * 60 + 5);
    for (const tab of both) await expect(warning(tab)).toBeVisible();
    await page.keyboard.press("Shift");
    for (const tab of both) await expect(warning(tab)).toBeHidden();
    await pass(13 * 60);
    // Said for five seconds.
    for (const tab of both) {
      await expect(async () => {
        await refresh(tab);
        await expect(tab.getByText("Updated just now")).toBeVisible({ timeout: 1000 });
      }).toPass();
    }
    for (const tab of both) {
      await expect(ended(tab).or(warning(tab))).toBeHidden();
      await expect(row(tab, "schedule2")).toBeVisible();
    }
    // What it was told of the other it still knows after a reload.
    await other.reload();
    await expect(row(other, "schedule2")).toBeVisible();
    await pass(2 * 60);
    for (const tab of both) await expect(ended(tab)).toContainText("Nothing was done here for 15 min.");
  });

  test("signing out reaches every tab", async ({ page, portal, context }) => {
    await open(page, portal);
    const other = await context.newPage();
    await open(other, portal, "tasks/new");
    await expect(other.getByLabel("Title")).toBeVisible();
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(other.getByLabel("Username")).toBeVisible();
    expect(await other.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("signing out reaches a tab that shows another page at that time", async ({ page, portal, context }) => {
    await open(page, portal);
    const other = await context.newPage();
    await open(other, portal);
    await other.goto(`${portal.url}sharing/rest/info`);
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Username")).toBeVisible();
    await other.goBack();
    await expect(other.getByLabel("Username")).toBeVisible();
    await signIn(page);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.reload();
    await expect(row(page, "schedule2")).toBeVisible();
  });

  test("signing out reaches a tab that hears nothing of the others", async ({ page, portal, context }) => {
    await open(page, portal);
    const deaf = await context.newPage();
    await deaf.addInitScript(() => Reflect.deleteProperty(window, "BroadcastChannel"));
    await open(deaf, portal);
    await expect(row(deaf, "schedule2")).toBeVisible();
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(deaf.getByLabel("Username")).toBeVisible();
    expect(await deaf.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("a tab that slept while somebody signed out wakes signed out, and may sign in by a clock that was set back", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.evaluate(() => {
      const { portal } = JSON.parse(sessionStorage.getItem("portal-tasks.session")!);
      localStorage.setItem(`portal-tasks.out.${portal}`, String(Date.now() + 600_000));
      window.dispatchEvent(new Event("focus"));
    });
    await expect(page.getByLabel("Username")).toBeVisible();
    await signIn(page);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.reload();
    await expect(row(page, "schedule2")).toBeVisible();
  });

  test("a clock that is off is told, and times follow the portal", async ({ page, portal }) => {
    await open(page, portal);
    const note = "portal’s. Times on this page follow the portal.";
    await expect(page.getByRole("img", { name: note })).toBeVisible();
    await page.getByRole("button", { name: "Account" }).click();
    await expect(page.getByText(note)).toBeVisible();
    await expect(page.getByLabel("Portal time")).toContainText("14:0");
  });

  test("a clock that is right is not spoken of", async ({ page, portal }) => {
    await page.clock.install({ time: new Date((await (await fetch(`${portal.url}sharing/rest/info`)).headers.get("date"))!) });
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await expect(page.getByRole("img", { name: "follow the portal" })).toBeHidden();
  });
});
