// What a web server tells the portal behind it, and whom it takes for the portal. Of web servers only.
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "../support/fixtures.ts";
import { Front, type Host } from "../support/front.ts";
import { need } from "../support/need.ts";
import { Sandbox } from "../support/sandbox.ts";

/** Starts the web server in front of a portal, asks something of the portal, and takes it away. */
async function through(
  host: Host,
  portal: URL,
  env: Record<string, string> = {},
  headers: Record<string, string> = {},
  body?: Buffer,
): Promise<Response> {
  if (host === "sandbox") throw new Error("the sandbox is no web server in front of a portal");
  const front = await Front.start(host, portal, need("PORTAL_APP"), { env });
  try {
    const answer = await fetch(`${front.url}sharing/rest/info?f=json`, { method: body ? "POST" : "GET", headers, body });
    return new Response(await answer.arrayBuffer(), answer);
  } finally {
    await front.stop();
  }
}

/** A server in the place of the portal. */
async function portalOf(server: Server): Promise<{ url: URL; stop: () => Promise<unknown> }> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gis/`), stop };
}

test("a portal behind https is the portal where its certificate is known, and is asked nothing where it is not", async ({ host }) => {
  const portal = await Sandbox.start(["--tls"]);
  try {
    const address = new URL(portal.url);
    // nginx compares names, not addresses.
    address.hostname = "localhost";
    const known = { PORTAL_TASKS_CA: portal.certificate, SSL_CERT_FILE: portal.certificate };
    expect((await through(host, address, known)).status).toBe(200);
    expect((await through(host, address)).status).toBe(502);
  } finally {
    await portal.stop();
  }
});

test("who asks, and how, is told to the portal by the web server and not by whoever asks", async ({ host }) => {
  const { url: portal, stop } = await portalOf(createServer((asked, answer) => answer.end(JSON.stringify(asked.headers))));
  const lies = {
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-proto": "gopher",
    "x-forwarded-host": "elsewhere.example.com",
    "x-real-ip": "203.0.113.9",
    forwarded: "for=203.0.113.9",
  };
  try {
    const told = await (await through(host, portal, {}, lies)).json();
    // nginx stands behind TLS unless it is told otherwise, Caddy speaks it itself.
    const scheme = host === "nginx" ? "https" : "http";
    expect(told).toMatchObject({ "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": scheme, "x-forwarded-host": told.host });
    expect(told).not.toHaveProperty("x-real-ip");
    expect(told).not.toHaveProperty("forwarded");
    if (host === "nginx") {
      const front = { PORTAL_TASKS_FRONT: "127.0.0.1" };
      const believed = await (await through(host, portal, front, lies)).json();
      expect(believed["x-forwarded-for"]).toBe("203.0.113.9");
    }
  } finally {
    await stop();
  }
});

test("an upload reaches the portal whatever its size", async ({ host }) => {
  const size = 3_000_000;
  const { url, stop } = await portalOf(createServer((asked, answer) => {
    let received = 0;
    asked.on("data", (part) => (received += part.length)).on("end", () => answer.end(String(received)));
  }));
  try {
    const answer = await through(host, url, {}, {}, Buffer.alloc(size));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(String(size));
  } finally {
    await stop();
  }
});

test("a WebSocket of the portal is let through, and no other change of protocol", async ({ host }) => {
  if (host === "sandbox") throw new Error("the sandbox is no web server in front of a portal");
  const server = createServer((_, answer) => answer.end("no change"));
  server.on("upgrade", ({ headers }, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${headers.upgrade}\r\n\r\n`);
    socket.pipe(socket);
  });
  const { url, stop } = await portalOf(server);
  const front = await Front.start(host, url, need("PORTAL_APP"));
  const change = (upgrade: string) =>
    new Promise<string>((done, fail) => {
      const asked = request(front.url, { headers: { connection: "Upgrade", upgrade } });
      asked.on("upgrade", (_, socket) => {
        socket.once("data", (echo) => (socket.destroy(), done(String(echo)))).write("hello");
      });
      asked.on("response", (answer) => (answer.destroy(), done("refused"))).on("error", fail).end();
    });
  try {
    expect(await change("websocket")).toBe("hello");
    expect(await change("WebSocket")).toBe("hello");
    // What Caddy does with others is its own affair.
    if (host === "nginx") expect(await change("h2c")).toBe("refused");
  } finally {
    await front.stop();
    await stop();
  }
});

test("nobody is told what was asked, as TRACE would", async ({ portal }) => {
  const answer = await new Promise<{ status: number; text: string }>((done, fail) => {
    const asked = request(portal.app, { method: "TRACE", headers: { "x-esri-authorization": "Bearer planted" } }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk)).on("end", () => done({ status: answer.statusCode ?? 0, text }));
    });
    asked.on("error", fail).end();
  });
  expect(answer.status).toBe(405);
  expect(answer.text).not.toContain("planted");
});
