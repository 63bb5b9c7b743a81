import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** What is wrong with where the focus is: nothing if it can be seen. */
async function trouble(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "";
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
  });
}

/** Somebody with a keyboard and nothing else. Wherever the focus comes, it must be seen there. */
export class Keys {
  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tab, or another key, until the focus is there. */
  async to(target: Locator, key = "Tab", most = 80): Promise<void> {
    await expect(target).toBeVisible();
    for (let step = 0; step < most; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
      expect(await trouble(this.page)).toBe("");
    }
    throw new Error(`${most} × ${key} do not lead to ${target}`);
  }

  /** Goes there and presses a key. */
  async use(target: Locator, key = "Enter"): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /** Goes to a field and puts a text in the place of what it holds. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** Tab through all of a page; how many places the focus came to. Stops behind the last. */
  async walk(): Promise<number> {
    await this.page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      scrollTo(0, 0);
    });
    const seen = await this.page.evaluateHandle(() => new Set<Element>());
    for (let step = 0; step < 150; step += 1) {
      await this.page.keyboard.press("Tab");
      const isNew = await seen.evaluate((seen) => {
        const element = document.activeElement;
        // The parts of a date are one element.
        if (element === [...seen].pop()) return true;
        if (!element || element === document.body || seen.has(element)) return false;
        return Boolean(seen.add(element));
      });
      if (!isNew) break;
      expect(await trouble(this.page)).toBe("");
    }
    return seen.evaluate((seen) => seen.size);
  }
}
