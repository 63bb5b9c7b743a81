import type { Page } from "@playwright/test";
import { expect, open, SCHEDULE2, signIn, test } from "../support/fixtures.ts";
import type { Sandbox } from "../support/sandbox.ts";

// Whoever may name a store, a task or a backup, or write the message of a run, writes on this page. Each text
// is planted in every place at once, and every page is looked at on a phone.
const TEXTS: Record<string, string> = {
  markup: `<img src=x onerror="window.owned=1"><script>window.owned=1</script>&lt;b&gt;`,
  "turned round": "invoice\u202egnp.exe \u2066and\u2067 \u200fon",
  "one long word": "W".repeat(10_000),
  "what is not seen": "ad\u200bmin\u0000\u0007\u001b[31m\ufeff",
  emoji: "👩‍👩‍👧🏳️‍🌈".repeat(400),
  lines: "first\nsecond\r\nthird\tfourth\u2028fifth",
  "from right to left": "גיבוי לילי של הרשת ".repeat(20),
};

/** What no page may hold: characters that are not seen or that turn others round. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066\u2067\ufeff]/;

/** A line of others, its mark for more and what keeps it apart; and the same of a passage: as long as src/foreign.rs lets them be. */
const LONGEST = { line: 250 + 1 + 2, passage: 5000 + 1 + 2 };
/** The most that is said of others in one text: two lines, and words of the app's. */
const LONGEST_TEXT = 2 * LONGEST.line + 100;

/** What is read from right to left, kept to itself. */
const APART = /\u2068[^\u2068\u2069]*\u2069/g;

/** Writes the text into everything that others may name, in every answer. */
async function plant(page: Page, text: string): Promise<void> {
  const write = (value: any): any => {
    if (Array.isArray(value)) return value.map(write);
    if (value === null || typeof value !== "object") return value;
    const written: any = {};
    for (const [key, inner] of Object.entries(value)) written[key] = write(inner);
    for (const key of ["taskTitle", "description", "result", "storeName", "message", "size", "release", "namespace"])
      if (typeof written[key] === "string") written[key] = text;
    if (written.taskType === "CleanGPJobs") Object.assign(written, { taskType: text, type: text, cronExpression: text });
    if (written.parameters?.name) written.parameters.name = text;
    return written;
  };
  await page.route("**/admin/system/tasks**", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    await route.fulfill({ json: write(await (await route.fetch()).json()) });
  });
  await page.route("**/disasterrecovery/stores?*", async (route) => {
    const list = write(await (await route.fetch()).json());
    for (const store of list.backupStores) Object.assign(store, { name: text, type: text });
    await route.fulfill({ json: { backupStores: list.backupStores.slice(0, 1) } });
  });
  await page.route("**/disasterrecovery/stores/*/validate", (route) =>
    route.fulfill({ json: { isReady: false, status: "success", messages: [text] } }),
  );
  const backup = {
    backupName: text,
    backupStore: text,
    description: text,
    release: text,
    scheduleType: "MANUAL",
    retentionDate: -1,
    startTime: 1_792_700_000_000,
    completeTime: 1_792_700_100_000,
  };
  await page.route("**/disasterrecovery/stores/*/backups?*", (route) =>
    route.fulfill({
      json: {
        backups: [
          { ...backup, status: "completed" },
          { ...backup, backupName: `2${text}`, status: text, scheduleType: text },
        ],
      },
    }),
  );
  await page.route("**/disasterrecovery/status?*", (route) =>
    route.fulfill({
      json: {
        status: {
          state: "in progress",
          operation: "Backup",
          backupName: text,
          backupStore: text,
          message: text,
          startTime: 1_792_764_000_000,
          stages: [{ name: text, state: "in progress" }],
        },
      },
    }),
  );
  await page.route("**/portals/self?*", async (route) => {
    const about = await (await route.fetch()).json();
    await route.fulfill({ json: { ...about, name: text, portalName: text } });
  });
}

async function isHarmless(page: Page, where: string): Promise<void> {
  const rules = { unseen: UNSEEN.source, apart: APART.source, passage: LONGEST.passage, text: LONGEST_TEXT };
  const found = await page.evaluate((rules) => {
    const place = (element: Element | null) => `${element?.parentElement?.className} > ${element?.outerHTML.slice(0, 120)}`;
    const texts: [string, Element | null][] = [[document.title, document.querySelector("title")]];
    for (const element of document.querySelectorAll("[aria-label], [title]"))
      for (const name of ["aria-label", "title"]) texts.push([element.getAttribute(name) ?? "", element]);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push([walk.currentNode.nodeValue ?? "", walk.currentNode.parentElement]);
    const shown = texts.filter(([, element]) => !element?.closest("script, style, template"));
    const isWide = (element: Element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest("[popover], .sr");
    const isLong = (text: string, element: Element | null) => [...text].length > (element?.closest(".message") ? rules.passage : rules.text);
    const isLoose = (text: string) => /[\u0590-\u08ff]/.test(text.replace(new RegExp(rules.apart, "g"), ""));
    // JSON is shown as it is, in a place of its own.
    const told = shown.filter(([, element]) => !element?.closest("pre"));
    const overflow = document.documentElement.scrollWidth - innerWidth;
    return {
      overflow: overflow > 0 ? [...document.querySelectorAll("main *, dialog[open] *")].filter(isWide).slice(0, 3).map(place) : [],
      owned: "owned" in window || document.querySelectorAll("main img, main script").length > 0,
      unseen: shown.filter(([text]) => new RegExp(rules.unseen).test(text)).map(([, element]) => place(element)),
      long: told.filter(([text, element]) => isLong(text, element)).map(([, element]) => place(element)),
      loose: told.filter(([text]) => isLoose(text)).map(([, element]) => place(element)),
    };
  }, rules);
  expect.soft(found, where).toEqual({ overflow: [], owned: false, unseen: [], long: [], loose: [] });
}

async function everyPage(page: Page, portal: Sandbox): Promise<void> {
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await isHarmless(page, "tasks");
  await page.getByRole("button", { name: /^More for/ }).first().click();
  await isHarmless(page, "row menu");
  await page.getByRole("button", { name: "Show raw JSON" }).first().click();
  await expect(page.getByLabel("Raw JSON")).toBeVisible();
  await isHarmless(page, "raw JSON");
  await page.keyboard.press("Escape");

  await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "All runs" })).toBeVisible();
  await isHarmless(page, "task");
  await page.getByRole("button", { name: "Delete" }).click();
  await isHarmless(page, "question");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "All runs" }).click();
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  await isHarmless(page, "runs");
  await page.getByRole("table", { name: "Runs", exact: true }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await isHarmless(page, "run");

  await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("mended");
  await expect(page.getByText("now: mended")).toBeVisible();
  await isHarmless(page, "edit");
  await page.goto(`${portal.app}calendar?paused=1`);
  await expect(page.getByText(/Looked for until/)).toBeVisible();
  await page.getByRole("button", { name: "Spread out" }).click();
  await expect(page.getByRole("region", { name: "Spread out" })).toBeVisible();
  await isHarmless(page, "calendar");
  await page.goto(`${portal.app}findings`);
  await expect(page.getByRole("list", { name: "Findings" })).toBeVisible();
  await isHarmless(page, "findings");
  await page.goto(`${portal.app}backups`);
  await expect(page.getByRole("table", { name: "Backups" })).toBeVisible();
  await isHarmless(page, "backups");
  // The newest is not complete.
  await page.getByRole("table", { name: "Backups" }).getByRole("button", { name: /^More for/ }).last().click();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await isHarmless(page, "restore");
  await page.keyboard.press("Escape");
}

for (const [name, text] of Object.entries(TEXTS)) {
  test(`what others wrote is shown and does nothing: ${name}`, async ({ page, portal }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await plant(page, text);
    await page.goto(portal.app);
    await expect(page.getByRole("progressbar", { name: "Loading Portal Tasks" })).toBeHidden();
    await isHarmless(page, "sign in");
    await signIn(page);
    await everyPage(page, portal);

    const refusal = { error: { code: 500, message: text, details: [text] } };
    await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
    await page.route("**/enable", (route) => route.fulfill({ json: refusal }));
    await page.route("**/disable", (route) => route.fulfill({ json: refusal }));
    await page.getByRole("button", { name: /^(Disable|Enable)$/ }).click();
    await expect(page.getByRole("alert")).toContainText("was not");
    await isHarmless(page, "error");
  });
}

test("what is shown cut goes back to the portal whole", async ({ page, portal }) => {
  const title = `turned\u202eround ${"long ".repeat(100)}end`;
  const id = await portal.create(title);
  await open(page, portal, `tasks/${id}/edit`);
  await page.getByLabel("Keep for").fill("3");
  await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("correct-horse-map");
  await page.getByLabel("Confirm passcode").fill("correct-horse-map");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The changes were saved.")).toBeVisible();
  expect(await portal.task(id)).toMatchObject({ taskTitle: title, parameters: { retentionOffset: 259_200_000 } });
});
