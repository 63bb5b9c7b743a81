import { expect, test } from "../support/fixtures.ts";

// Of web servers only: the sandbox sends the file again.
test("a file without a hash in its name is asked for again at the price of a line", async ({ portal }) => {
  const first = await fetch(`${portal.app}config.json`);
  const etag = first.headers.get("etag") ?? "";
  const again = await fetch(`${portal.app}config.json`, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);
});
