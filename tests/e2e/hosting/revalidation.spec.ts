// Of web servers only: the sandbox sends the file again.
import { bundleFiles } from "../support/bundle.ts";
import { expect, test } from "../support/fixtures.ts";
import { carries, isHashed } from "../support/headers.ts";

test("a file without a hash in its name is asked for again at the price of a line", async ({ portal }) => {
  const first = await fetch(`${portal.app}config.json`);
  const etag = first.headers.get("etag") ?? "";
  const again = await fetch(`${portal.app}config.json`, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);
});

test("of a file that was compressed beforehand, too, and the line says all that the file did", async ({ portal }) => {
  const names = await bundleFiles();
  for (const name of [names.find(isHashed) ?? "", "__wasm_split.js"]) {
    const encoding = { "accept-encoding": "br" };
    const first = await fetch(portal.app + name, { headers: encoding });
    expect(first.headers.get("content-encoding"), name).toBe("br");
    const etag = first.headers.get("etag") ?? "";
    const again = await fetch(portal.app + name, { headers: { ...encoding, "if-none-match": etag } });
    expect(again.status, name).toBe(304);
    expect(again.headers.get("etag"), name).toBe(etag);
    for (const header of ["cache-control", "vary"]) expect(again.headers.get(header), `${header} of ${name}`).toBe(first.headers.get(header));
    await carries(again, name);
    expect(await again.text(), name).toBe("");
  }
});
