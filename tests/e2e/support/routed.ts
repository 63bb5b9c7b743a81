import type { Page } from "@playwright/test";

const PROBE = "config.json?routed";

/** Also where the app has stopped or is being left: it asks for nothing then. */
async function isThrough(page: Page): Promise<boolean> {
  const probe = async (address: string) =>
    document.documentElement.dataset.shell === "stopped" || (await fetch(address)).status === 204;
  return page.evaluate(probe, PROBE).catch(() => true);
}

/**
 * A page that is there already hears of a route through another door than of keys and clicks: what they ask for at once could pass by it.
 * From now on whoever sets a route for `page` waits until the page asks through it. `app` is where the app is.
 */
export function routeForSure(page: Page, app: string): void {
  const route = page.route.bind(page);
  page.route = async (...all) => {
    const set = await route(...all);
    if (page.url().startsWith(app)) {
      await route(`**/${PROBE}`, (probe) => probe.fulfill({ status: 204 }));
      for (let tries = 0; tries < 50 && !(await isThrough(page)); tries += 1);
      await page.unroute(`**/${PROBE}`);
    }
    return set;
  };
}
