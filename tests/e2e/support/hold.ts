import type { Page } from "@playwright/test";

/** From now on the portal hears nothing of what is asked at some addresses. What comes back lets all of it go. */
export async function hold(page: Page, address: string | RegExp): Promise<() => Promise<void>> {
  let letGo = () => {};
  const gate = new Promise<void>((open) => (letGo = open));
  const answers: Promise<unknown>[] = [];
  let isOpen = false;
  await page.route(address, (route) => {
    // Nobody waits for what is asked once the rest is let go: the test may be over before its answer.
    if (isOpen) return route.continue().catch(() => {});
    answers.push(gate.then(() => route.continue()).then(() => route.request().response()));
  });
  return async () => {
    isOpen = true;
    letGo();
    await Promise.all(answers);
    await page.unroute(address);
  };
}

/** From now on no frame is painted for the app. What comes back paints them all. */
export async function holdFrames(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const held: FrameRequestCallback[] = [];
    const { requestAnimationFrame } = window;
    window.requestAnimationFrame = (act) => held.push(act);
    addEventListener(
      "let-go",
      () => {
        window.requestAnimationFrame = requestAnimationFrame;
        held.forEach((act) => window.requestAnimationFrame(act));
      },
      { once: true },
    );
  });
  return () =>
    page.evaluate(async () => {
      dispatchEvent(new Event("let-go"));
      // What a frame leaves for after it is done as well.
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    });
}
