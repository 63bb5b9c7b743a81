// What is asked of a screen, whatever it shows.
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./fixtures.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What axe finds, with the size of targets (WCAG 2.5.8), which it leaves out unless asked. */
export async function problems(page: Page, only?: string): Promise<string[]> {
  // The app is there, and so is the page: what is said over every page comes before it.
  await expect(page.locator("#shell")).toHaveCount(0);
  await expect(page.locator("h1").first()).toBeAttached();
  // Each document needs it once. There are no frames, so it need not be put together from their findings.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    // What is scrolled under a bar or out of a dialog is not small: bars let go of the edges, dialogs grow.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".bar, .dock, .virtual > thead, nav { position: static !important; } dialog[open] { position: absolute !important; bottom: auto !important; max-height: none !important; }");
    document.adoptedStyleSheets = [sheet];
    const { violations } = await window.axe.run({
      resultTypes: ["violations"],
      ...(only ? { runOnly: [only] } : { rules: { "target-size": { enabled: true } } }),
    });
    document.adoptedStyleSheets = [];
    return violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(" | ")}`);
  }, only);
}

/** axe finds nothing in either theme. What a theme changes is colours. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect(await problems(page), `${where}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await problems(page, "color-contrast"), `${where}, dark`).toEqual([]);
}

/** Nothing is wider than the page (WCAG 1.4.10), neither in it nor in an open dialog. */
export async function fits(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll("dialog[open], :popover-open")];
    return boxes.filter((box) => box.scrollWidth > box.clientWidth || box.getBoundingClientRect().right > innerWidth).map((box) => box.tagName);
  });
  expect(wide, `wider than the page: ${where}`).toEqual([]);
}

/** No text is cut off at its foot, where nothing would lead to it. */
async function isWhole(page: Page, where: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const isCut = (element: Element) => {
      const hides = /hidden|clip/.test(getComputedStyle(element).overflowY);
      // What only screen readers tell is one pixel wide.
      return hides && element.clientWidth > 1 && element.scrollHeight > element.clientHeight + 1;
    };
    return [...document.body.querySelectorAll("*")].filter(isCut).map((element) => element.outerHTML.slice(0, 200));
  });
  expect(cut, `cut off: ${where}`).toEqual([]);
}

/** With lines, letters and words set as far apart as WCAG 1.4.12 says, no text is cut off and nothing overflows. */
export async function hasRoomForText(page: Page, where: string): Promise<void> {
  await isWhole(page, where);
  const scrolled = await page.evaluate(() => {
    const rows = [...document.querySelectorAll(".virtual > tbody > tr")];
    return rows.filter((row) => row.scrollHeight > row.clientHeight + 1).map((row) => `${row.scrollHeight} px: ${row.textContent}`);
  });
  expect(scrolled, `rows that must be scrolled: ${where}`).toEqual([]);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  });
  await isWhole(page, `${where}, text set wide`);
  await fits(page, `${where}, text set wide`);
  await page.evaluate(() => void (document.adoptedStyleSheets = []));
}

/** Nothing moves. */
export async function isStill(page: Page, where: string): Promise<void> {
  const moving = await page.evaluate(() => document.getAnimations().map((animation) => animation.constructor.name));
  expect(moving, `moving: ${where}`).toEqual([]);
}

/** axe finds nothing, and nothing is wider than the page. */
export async function look(page: Page, where: string): Promise<void> {
  await isAccessible(page, where);
  await fits(page, where);
}
