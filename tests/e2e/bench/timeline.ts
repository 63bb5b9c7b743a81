import type { Page } from "@playwright/test";

/** A figure in milliseconds beside what it may be. */
export type Figure = { name: string; ms: number; limit: number };

/** Watches, from the start of the page on, when the first row of a table is painted. */
export async function watchFirstRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector("tbody [aria-rowindex]")) return;
      seen.disconnect();
      // A task that is queued in a frame runs when the frame has been painted.
      requestAnimationFrame(() => setTimeout(() => performance.mark("first rows")));
    });
    seen.observe(document, { subtree: true, childList: true });
  });
}

/** From the end of the reply whose address ends so until the first rows were painted. */
export async function firstRows(page: Page, path: string): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName("first rows").length > 0);
  return page.evaluate((path) => {
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const replies = resources.filter((reply) => new URL(reply.name).pathname.endsWith(path));
    return performance.getEntriesByName("first rows")[0].startTime - replies[0].responseEnd;
  }, path);
}

/** From each key that is pressed until what it changed was painted. */
export async function keystrokes(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate(() => {
    addEventListener(
      "input",
      (event) => {
        requestAnimationFrame(() =>
          setTimeout(() => performance.measure("keystroke", { start: event.timeStamp, end: performance.now() })),
        );
      },
      { capture: true },
    );
  });
  for (const [i, key] of keys.entries()) {
    await page.keyboard.press(key);
    await page.waitForFunction((n) => performance.getEntriesByName("keystroke").length === n, i + 1);
  }
  return measured(page, "keystroke");
}

/** From each text that is written into the expression until the panel that tells of it was painted. */
export async function consequences(page: Page, expressions: string[]): Promise<number[]> {
  return page.evaluate(async (expressions) => {
    const field = document.querySelector<HTMLInputElement>("#cron")!;
    const taken: number[] = [];
    for (const expression of expressions) {
      const start = performance.now();
      field.value = expression;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // A task that is queued in a frame runs when the frame has been painted.
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      taken.push(performance.now() - start);
    }
    return taken;
  }, expressions);
}

/** A display of 60 Hz shows a frame so often, milliseconds. */
const REFRESH = 1000 / 60;

/**
 * The distances between the frames of a page that is scrolled without a pause, by the wheel's step. They are whole numbers of the
 * display's own: the clock that tells them goes in steps of a tenth of a millisecond.
 */
export async function scrollFrames(page: Page, frames: number, step: number): Promise<number[]> {
  const told = await page.evaluate(
    ([frames, step]) =>
      new Promise<number[]>((resolve) => {
        const at: number[] = [];
        const frame = (now: number) => {
          at.push(now);
          if (at.length > frames) return resolve(at.slice(1).map((time, i) => time - at[i]));
          scrollBy(0, step);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    [frames, step],
  );
  return told.map((ms) => Math.max(1, Math.round(ms / REFRESH)) * REFRESH);
}

/** What the page has measured under a name, in milliseconds. */
export async function measured(page: Page, name: string): Promise<number[]> {
  return page.evaluate((name) => performance.getEntriesByName(name, "measure").map((entry) => entry.duration), name);
}

/** The value that 95 of 100 do not pass. */
export function p95(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

/** One line a figure, in milliseconds and as a part of its limit. */
export function tell(figures: Figure[]): void {
  for (const { name, ms, limit } of figures) {
    const share = (ms / limit).toFixed(2);
    console.log(`${name.padEnd(44)} ${ms.toFixed(1).padStart(8)} ms of ${String(limit).padStart(5)}  ${share.padStart(6)}`);
  }
}
