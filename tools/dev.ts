import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { createServer as createNetServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import prefresh from "@prefresh/vite";
import { createServer, type Plugin } from "vite";

/**
 * `npm run dev`: the service and the pages behind one address. The service starts again when one of its files
 * changes. In the browser a changed style or component is replaced in place; other changed scripts reload the page.
 * Settings as for `npm start`.
 *
 * Vite listens on the public port and passes on to the service whatever is not a file of the pages.
 */
const ROOT = resolve(import.meta.dirname, "..");
const WEB = join(ROOT, "src", "web");
const HOST = process.env["HOST"] || "127.0.0.1";
const PORT = Number(process.env["PORT"] || 8787);

const http = createHttpServer();
const vite = await createServer({
  configFile: join(ROOT, "vite.config.ts"),
  root: WEB,
  appType: "custom",
  server: { middlewareMode: true, hmr: { server: http } },
  // As in tsconfig.json; without it the plugin below asks for the old form of JSX.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [await prefresh(), withoutJsonAttributes(), withoutContentSecurityPolicy()],
});
http.on("request", (incoming: IncomingMessage, answer: ServerResponse) => {
  void handle(incoming, answer).catch((error: unknown) => {
    vite.config.logger.error(String(error));
    if (!answer.headersSent) answer.writeHead(502, { "content-type": "text/plain" });
    answer.end(`${String(error)}\n`);
  });
});
http.once("error", (error) => {
  console.error(`The address can't be listened on: ${error.message}`);
  process.exit(1);
});
await new Promise<void>((listening) => http.listen(PORT, HOST, listening));
const address = `http://${HOST}:${(http.address() as AddressInfo).port}`;
const servicePort = await freePort();
const service = startService();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => service.kill("SIGTERM"));
service.once("exit", (code) => process.exit(code ?? 0));

async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? "/", address);
  if (pathname === "/") return sendPage(incoming, answer);
  if (isFileOfPages(pathname)) {
    vite.middlewares(incoming, answer, () => answer.writeHead(404).end());
    return;
  }
  const answered = await askService(incoming);
  // Addresses inside the pages are known to the pages alone.
  const wantsPage = incoming.method === "GET" && incoming.headers.accept?.includes("text/html");
  if (answered.statusCode === 404 && wantsPage) {
    answered.resume();
    return sendPage(incoming, answer);
  }
  answer.writeHead(answered.statusCode ?? 502, answered.headers);
  answered.pipe(answer);
}

/**
 * Vite serves JSON files as scripts, and a browser refuses a script where the import says that it is JSON. The build
 * and Node need that attribute, so it is removed here alone.
 */
function withoutJsonAttributes(): Plugin {
  return {
    name: "polynya:without-json-attributes",
    enforce: "pre",
    transform: (code, id) =>
      id.startsWith(WEB) && code.includes('type: "json"')
        ? code.replaceAll(/,\s*\{\s*with:\s*\{\s*type:\s*"json"\s*\}\s*\}/gu, "")
        : undefined,
  };
}

/** Whether Vite has it: its own modules, and what stands in the folder of the pages. */
function isFileOfPages(pathname: string): boolean {
  if (/^\/(?:@|node_modules\/)/u.test(pathname)) return true;
  const path = decodeURIComponent(pathname);
  return existsSync(join(WEB, path)) || existsSync(join(WEB, "public", path));
}

async function sendPage(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  const page = await readFile(join(WEB, "index.html"), "utf8");
  const html = await vite.transformIndexHtml("/index.html", page, incoming.url);
  answer
    .writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" })
    .end(html);
}

/** Passes a request on, with its own Host header: the service compares it with the origin of a form. */
function askService(incoming: IncomingMessage): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    const { method, url: path, headers } = incoming;
    const asked = request(
      { host: "127.0.0.1", port: servicePort, method, path, headers, agent: false },
      answered,
    );
    asked.once("error", () => failed(new Error("The service does not answer; see what it has printed.")));
    incoming.pipe(asked);
  });
}

function startService(): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--watch", "--watch-preserve-output", join(ROOT, "src", "start.js")],
    {
      cwd: ROOT,
      env: { ...process.env, HOST: "127.0.0.1", PORT: String(servicePort), POLYNYA_PAGES: "off" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const own = `http://127.0.0.1:${servicePort}`;
  child.stdout?.setEncoding("utf8");
  child.stdout?.on("data", (text: string) => process.stdout.write(text.replaceAll(own, address)));
  return child;
}

/** Vite puts styles into the page as elements and scripts that the policy of the built pages forbids. */
function withoutContentSecurityPolicy(): Plugin {
  return {
    name: "polynya:without-content-security-policy",
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/u, ""),
  };
}

async function freePort(): Promise<number> {
  const probe = createNetServer();
  await new Promise<void>((listening) => probe.listen(0, "127.0.0.1", listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
