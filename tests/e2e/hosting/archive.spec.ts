// The archive as operators get it. Of web servers only.
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Archive } from "../support/archive.ts";
import { expect, signIn, test } from "../support/fixtures.ts";
import { Front } from "../support/front.ts";
import { blocks, follow } from "../support/guide.ts";
import { Sandbox } from "../support/sandbox.ts";
import { Watch } from "../support/watch.ts";

test("what is in the archive is what its checksums say, and a web server serves the app from it", async ({ context, host }) => {
  if (host === "sandbox") throw new Error("the sandbox is no web server in front of a portal");
  const archive = await Archive.unpack();
  const portal = await Sandbox.start();
  const deploy = join(archive.inside, "deploy");
  const front = await Front.start(host, new URL(portal.url), join(archive.inside, "bundle"), { deploy });
  const watch = await Watch.over(context, new URL(front.url).origin, undefined);
  try {
    const page = await context.newPage();
    await page.goto(`${front.app}tasks/new`);
    await signIn(page);
    await expect(page.getByLabel("Title")).toBeVisible();
    await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
    await expect(page.getByRole("link", { name: "schedule2" })).toBeVisible();
    expect(watch.complaints).toEqual([]);
    await page.close();
  } finally {
    await front.stop();
    await portal.stop();
    await archive.remove();
  }
});

test("a file that was changed since it was packed is found", async () => {
  const archive = await Archive.unpack();
  const sums = (await blocks("Hosting Portal Tasks"))[0].split("\n").find((line) => line.includes("SHA256SUMS")) ?? "";
  follow(sums, archive.inside);
  expect(await readFile(join(archive.inside, "SHA256SUMS"), "utf8")).toContain("  bundle/index.html\n");
  await appendFile(join(archive.inside, "bundle/index.html"), "\n");
  expect(() => follow(sums, archive.inside)).toThrow();
  await archive.remove();
});
