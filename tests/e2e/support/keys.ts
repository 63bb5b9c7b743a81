import type { JSHandle, Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

const NOWHERE = "nothing has the focus";

/** What is wrong with where the focus is: nothing if it can be seen. */
async function trouble(page: Page): Promise<string> {
  return page.evaluate((nowhere) => {
    const element = document.activeElement;
    if (!element || element === document.body) return nowhere;
    const told = element.outerHTML.slice(0, 160);
    const style = getComputedStyle(element);
    // The button in a field for dates: the browser draws its outline.
    const isInside = element.matches("[type=date]:focus-within:not(:focus)");
    if (isInside) return "";
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no outline: ${told}`;
    const box = element.getBoundingClientRect();
    const isIn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (!isIn) return `out of the window: ${told}`;
    // Points of it that are in the window; one that nothing lies over is enough (WCAG 2.4.11).
    const isOpen = [0.1, 0.5, 0.9].some((down) =>
      [0.1, 0.5, 0.9].some((along) => {
        const top = document.elementFromPoint(box.left + box.width * along, box.top + box.height * down);
        return top && (element.contains(top) || top.contains(element));
      }),
    );
    return isOpen ? "" : `covered: ${told}`;
  }, NOWHERE);
}

/** What comes next in the way of a key, by the order of the document or of the dialog that is open over it. */
async function next(before: JSHandle<Element | null>, key: string): Promise<string> {
  return before.evaluate((before, key) => {
    const way = key === "Tab" ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const room = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
    const all = room.querySelectorAll<HTMLElement>("a[href], :enabled:is(button, input, select, textarea), summary, [tabindex]");
    // Of the radio buttons of a group one is a stop.
    const stops = [...all].filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !one.matches("[type=radio]:not(:checked)"));
    const found = stops.find((stop) => before && before !== document.body && before.compareDocumentPosition(stop) & way);
    return found?.outerHTML.slice(0, 160) ?? "";
  }, key);
}

/** Somebody with a keyboard and nothing else. Wherever the focus comes, it must be seen there. */
export class Keys {
  /** Nothing was pressed since the page was loaded: nothing needs to have the focus. */
  private isFresh = true;

  constructor(private readonly page: Page) {
    page.on("load", () => (this.isFresh = true));
  }

  async press(...keys: string[]): Promise<void> {
    this.isFresh = false;
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.isFresh = false;
    await this.page.keyboard.type(text);
  }

  /** Tab, or another key, until the focus is there. */
  async to(target: Locator, key = "Tab", most = 80): Promise<void> {
    await expect(target).toBeVisible();
    // What had it may be gone with an answer; where it goes then comes with a frame.
    if (!this.isFresh) await expect.poll(() => trouble(this.page)).not.toBe(NOWHERE);
    for (let step = 0; step < most; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.step(key);
    }
    throw new Error(`${most} × ${key} do not lead to ${target}`);
  }

  /** Presses a key that moves the focus. Only behind the last stop of a page, or of a dialog, may nothing have it. */
  private async step(key: string): Promise<void> {
    const before = await this.page.evaluateHandle(() => document.activeElement);
    await this.press(key);
    const wrong = await trouble(this.page);
    if (wrong === NOWHERE && /^(Shift\+)?Tab$/.test(key)) expect(await next(before, key), `${NOWHERE}, but there is more`).toBe("");
    else expect(wrong).toBe("");
  }

  /** Goes there and presses a key. */
  async use(target: Locator, key = "Enter"): Promise<void> {
    await this.to(target);
    await this.press(key);
  }

  /** Goes to a field and puts a text in the place of what it holds. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press("ControlOrMeta+a");
    await this.type(text);
  }

  /** Tab all round a page; how many places the focus came to. */
  async walk(): Promise<number> {
    await this.page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      scrollTo(0, 0);
    });
    const seen = await this.page.evaluateHandle(() => new Set<Element>());
    for (let step = 0; step < 300; step += 1) {
      await this.step("Tab");
      const back = await seen.evaluate((seen) => {
        const element = document.activeElement;
        // Nothing, between the last and the first; the parts of a date are one element.
        if (!element || element === document.body || element === [...seen].at(-1)) return undefined;
        if (!seen.has(element)) return void seen.add(element);
        return element === [...seen][0] ? "" : element.outerHTML.slice(0, 160);
      });
      if (back === undefined) continue;
      expect(back, "Tab leads back before it has led round").toBe("");
      return seen.evaluate((seen) => seen.size);
    }
    throw new Error("300 × Tab do not lead round");
  }
}
