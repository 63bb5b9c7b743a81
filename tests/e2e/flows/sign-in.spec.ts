import { expect, open, signIn, test } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";

test("the right password opens the page that was asked for", async ({ page, portal }) => {
  await page.goto(`${portal.app}tasks/new`);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  await signIn(page);
  await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
});

test("a wrong password is said at the field, the user name stays, the focus goes to the password", async ({ page, portal }) => {
  await page.goto(portal.app);
  await signIn(page, "siteadmin", "wrong");
  await expect(page.getByText("The portal refused: “Invalid username or password.”")).toBeVisible();
  await expect(page.getByLabel("Username")).toHaveValue("siteadmin");
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
});

test("what is in the clipboard can be pasted as a password", async ({ page, portal }) => {
  await page.goto(portal.app);
  // What is marked in the static page is not marked any more in the app's.
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  const [name, password] = [page.getByLabel("Username"), page.getByLabel("Password")];
  await name.fill("sandbox.admin1");
  await name.press("ControlOrMeta+a");
  await name.press("ControlOrMeta+x");
  await name.fill("siteadmin");
  await password.press("ControlOrMeta+v");
  await expect(password).toHaveValue("sandbox.admin1");
  await password.press("Enter");
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
});

test("an account with too many wrong passwords is told to be locked", async ({ page, portal }) => {
  await page.goto(portal.app);
  for (let i = 0; i < 6; i++) {
    await signIn(page, "siteadmin", `wrong ${i}`);
    await expect(page.getByLabel("Password")).toHaveValue("");
  }
  await signIn(page);
  await expect(page.getByText("The account is locked for now.")).toBeVisible();
});

test("empty fields are pointed out and nothing is sent", async ({ page, portal }) => {
  let sent = 0;
  page.on("request", (request) => (sent += request.url().includes("generateToken") ? 1 : 0));
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Type your user name.")).toBeVisible();
  await expect(page.getByLabel("Username")).toBeFocused();
  expect(sent).toBe(0);
});

test("a reload keeps the session, and signing out forgets it", async ({ page, portal }) => {
  await open(page, portal);
  await page.reload();
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Password")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.reload();
  await expect(page.getByLabel("Password")).toBeVisible();
});

test("what is typed before the app is there is taken over, an early Enter too", async ({ page, portal }) => {
  const letGo = await hold(page, "**/*.wasm");
  await page.goto(portal.app, { waitUntil: "commit" });
  await page.getByLabel("Username").fill("siteadmin");
  await page.getByLabel("Password").fill("sandbox.admin1");
  await page.getByLabel("Password").press("Enter");
  await expect(page.getByRole("progressbar", { name: "Loading Portal Tasks" })).toBeVisible();
  await letGo();
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
});

test("a button that is pressed while the app takes its place has been pressed", async ({ page, portal }) => {
  const letGo = await hold(page, "**/*.wasm");
  await page.goto(portal.app, { waitUntil: "commit" });
  await page.getByLabel("Username").fill("siteadmin");
  await page.getByLabel("Password").fill("sandbox.admin1");
  await page.getByRole("button", { name: "Sign in" }).hover();
  await page.mouse.down();
  await letGo();
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await page.mouse.up();
});

test("what the browser fills in behind a session that goes on is not there after signing out", async ({ page, portal }) => {
  await open(page, portal);
  const letGo = await hold(page, "**/*.wasm");
  await page.reload({ waitUntil: "commit" });
  await page.locator("#door-form #password").evaluate((field: HTMLInputElement) => (field.value = "filled-in-by-itself"));
  await letGo();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Password")).toHaveValue("");
});

test("an account that may not see tasks is told so, and may sign in as someone else", async ({ page, portal }) => {
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  // Who is signed in may be told after the refusal.
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/portals/self?*", async (route) => {
    await held;
    await route.continue();
  });
  await signIn(page, "publisher", "sandbox.publisher1");
  await expect(page.getByRole("heading", { name: "Your account may not see tasks" })).toBeVisible();
  letGo();
  await expect(page.getByText("publisher is signed in as Publisher.")).toBeVisible();
  await page.getByRole("button", { name: "Sign in as someone else" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
});

test.describe("a portal that fails", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("that cannot be reached is said in place, and what was typed as user name stays", async ({ page, portal }) => {
    await page.goto(portal.app);
    await page.route("**/generateToken", (route) => route.abort("connectionrefused"));
    await signIn(page);
    await expect(page.getByRole("alert")).toContainText("The portal cannot be reached.");
    await expect(page.getByLabel("Username")).toHaveValue("siteadmin");
  });

  test("with a page in the place of JSON is told by that page’s title", async ({ page, portal }) => {
    await page.goto(portal.app);
    await page.route("**/generateToken", (route) =>
      route.fulfill({ contentType: "text/html", body: "<html><title>Company login</title></html>" }),
    );
    await signIn(page);
    await expect(page.getByRole("alert")).toContainText("The answer is not the portal’s (HTTP status 200): “Company login”");
  });

  test("with a bad gateway is told to be unavailable", async ({ page, portal }) => {
    await page.goto(portal.app);
    await portal.fault("bad-gateway", { path: "/generateToken" });
    await signIn(page);
    await expect(page.getByRole("alert")).toContainText("The portal is not available (HTTP status 502).");
  });
});
