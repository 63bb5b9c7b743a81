import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { bundleFile, bundleFiles, typeOf } from "./bundle.ts";
import type { Sandbox } from "./sandbox.ts";

const PLACE = "/gis/somewhere/else/";

/**
 * The least that can serve the app: the bundle as it is, no header but the type, no rule for deep links.
 * Everything outside of its folder is the portal's.
 */
export class PlainHost {
  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    /** Where the app is. */
    readonly app: string,
  ) {}

  /** With the first two rules of docs/hosting.md, "Any other host", or without any. */
  static async start(portal: Sandbox, rules: "no rules" | "two rules" = "no rules"): Promise<PlainHost> {
    const hasRules = rules === "two rules";
    const html = (await bundleFile("index.html")).toString();
    const page = hasRules ? html.replace('<base href="./" />', `<base href="${PLACE}" />`) : html;
    const names = await bundleFiles();
    const server = createServer(async (asked, answer) => {
      const path = new URL(asked.url ?? "/", portal.url).pathname;
      if (!path.startsWith(PLACE)) return pass(asked, answer, new URL(portal.url));
      const name = path.slice(PLACE.length);
      if (names.includes(name)) {
        answer.setHeader("content-type", typeOf(name)).end(await bundleFile(name));
      } else if (name === "" || hasRules) {
        answer.setHeader("content-type", "text/html; charset=utf-8").end(page);
      } else {
        answer.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new PlainHost(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}${PLACE}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

function pass(asked: IncomingMessage, answer: ServerResponse, portal: URL): void {
  const { method, headers, url } = asked;
  const onward = request({ host: portal.hostname, port: portal.port, path: url, method, headers }, (said) => {
    answer.writeHead(said.statusCode ?? 502, said.headers);
    said.pipe(answer);
  });
  onward.on("error", () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  asked.pipe(onward);
}
