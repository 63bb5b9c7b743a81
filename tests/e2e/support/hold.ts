import type { Page } from "@playwright/test";

/** From now on the portal hears nothing of what is asked at some addresses. What comes back lets all of it go. */
export async function hold(page: Page, address: string | RegExp): Promise<() => Promise<void>> {
  let letGo = () => {};
  const gate = new Promise<void>((open) => (letGo = open));
  const answers: Promise<unknown>[] = [];
  await page.route(address, (route) => {
    answers.push(gate.then(() => route.continue()).then(() => route.request().response()));
  });
  return async () => {
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
