import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, type ClientHttp2Session } from "node:http2";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { missing, runProgram, workFolder } from "./programs.ts";
import { freePort } from "../free-port.ts";

const DEPLOY = resolve(import.meta.dirname, "../../deploy");
const ENTRY = resolve(import.meta.dirname, "../../src/node.ts");

const noSystemd = missing("systemd-analyze");
describe(`systemd units${noSystemd}`, () => {
  test.skipIf(noSystemd !== "")("are valid, and the service is well confined", () => {
    const folder = workFolder();
    const units = ["polynya.service", "polynya-backup.service", "polynya-backup.timer"];
    for (const name of units) {
      const text = readFileSync(join(DEPLOY, name), "utf8");
      // The program may be elsewhere on this machine.
      const here = text.replaceAll("/usr/bin/npm", "/bin/true").replaceAll("/opt/polynya/deploy", DEPLOY);
      writeFileSync(join(folder, name), here);
    }
    const paths = units.map((name) => join(folder, name));
    const { status, output } = runProgram("systemd-analyze", ["verify", "--man=no", ...paths]);
    const ours = output.split("\n").filter((line) => line.includes("polynya"));
    expect([status, ours]).toEqual([0, []]);
    const secure = ["security", "--offline=true", "--threshold=30", join(folder, "polynya.service")];
    expect(runProgram("systemd-analyze", secure)).toMatchObject({ status: 0 });
  });
});

const noNginx = missing("nginx") || missing("openssl");
describe(`nginx${noNginx}`, () => {
  test.skipIf(noNginx !== "")(
    "serves over TLS and HTTP/2, compressed, and says who the client is",
    async () => {
      const folder = workFolder();
      const service = await startService(folder);
      const [plain, secure] = [await freePort(), await freePort()];
      startNginx(folder, { service, plain, secure });
      await serves(plain, secure);
    },
  );
});

const noCaddy = missing("caddy");
describe(`Caddy${noCaddy}`, () => {
  test.skipIf(noCaddy !== "")(
    "serves over TLS and HTTP/2, compressed, and says who the client is",
    async () => {
      const folder = workFolder();
      const service = await startService(folder);
      const [plain, secure] = [await freePort(), await freePort()];
      startCaddy(folder, { service, plain, secure });
      await serves(plain, secure);
    },
  );
});

/** What a proxy in front of the service has to do. */
async function serves(plain: number, secure: number): Promise<void> {
  const session = await connected(`https://localhost:${secure}`);
  const health = await get(session, "/healthz");
  expect(health.headers[":status"]).toBe(200);
  expect(health.headers["strict-transport-security"]).toBeTruthy();
  const description = await get(session, "/openapi.json", { "accept-encoding": "br" });
  expect(description.headers["content-encoding"]).toBe("br");
  const redirect = await fetch(`http://localhost:${plain}/docs`, { redirect: "manual" });
  expect([301, 308]).toContain(redirect.status);

  // A client that names another address each time is still one client.
  const statuses = new Set<number>();
  for (let at = 0; at < 30; at += 1) {
    const wrong = {
      authorization: `Bearer pln_${String(at).padStart(43, "x")}`,
      "x-forwarded-for": `8.8.8.${at}`,
      "x-real-ip": `8.8.8.${at}`,
    };
    statuses.add(Number((await get(session, "/api/v1/me", wrong)).headers[":status"]));
  }
  expect([...statuses]).toEqual([401, 429]);
  session.close();
}

async function startService(folder: string): Promise<number> {
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      POLYNYA_DB: join(folder, "polynya.db"),
      POLYNYA_SEED: "off",
      POLYNYA_PAGES: "off",
      POLYNYA_PROXIES: "127.0.0.1",
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/is at http:\/\/127\.0\.0\.1:\d+/u);
  return Number(/127\.0\.0\.1:(\d+)/u.exec(said)?.[1]);
}

interface Ports {
  readonly service: number;
  readonly plain: number;
  readonly secure: number;
}

/** Runs nginx with our sample; only ports, paths and the certificate are those of the test. */
function startNginx(folder: string, { service, plain, secure }: Ports): void {
  mkdirSync(join(folder, "temp"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const wanted = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const made = runProgram("openssl", ["req", ...wanted, "-keyout", key, "-out", certificate]);
  expect(made.status).toBe(0);
  const site = readFileSync(join(DEPLOY, "nginx.conf"), "utf8")
    .replaceAll(/listen (\[::\]:)?80;/gu, `listen $1${plain};`)
    .replaceAll(/listen (\[::\]:)?443 /gu, `listen $1${secure} `)
    .replaceAll("/etc/ssl/polynya/fullchain.pem", certificate)
    .replaceAll("/etc/ssl/polynya/privkey.pem", key)
    .replaceAll("127.0.0.1:8787", `127.0.0.1:${service}`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, "temp", name)};`)
    .join(" ");
  const configuration = join(folder, "nginx.conf");
  writeFileSync(
    configuration,
    `pid ${join(folder, "nginx.pid")}; events {} http { access_log off; ${temporary} ${site} }`,
  );
  const log = join(folder, "error.log");
  const child = spawn("nginx", ["-p", folder, "-e", log, "-c", configuration, "-g", "daemon off;"]);
  onTestFinished(() => void child.kill("SIGTERM"));
}

/** Runs Caddy with our sample; only the ports, the name and the certificate are those of the test. */
function startCaddy(folder: string, { service, plain, secure }: Ports): void {
  const site = readFileSync(join(DEPLOY, "Caddyfile"), "utf8")
    .replace("polynya.example.org {", `localhost:${secure} {\n\ttls internal`)
    .replaceAll("127.0.0.1:8787", `127.0.0.1:${service}`);
  const configuration = join(folder, "Caddyfile");
  const ours = `admin off\n\thttp_port ${plain}\n\thttps_port ${secure}\n\tskip_install_trust`;
  writeFileSync(configuration, `{\n\t${ours}\n}\n${site}`);
  const child = spawn("caddy", ["run", "--config", configuration, "--adapter", "caddyfile"], {
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  onTestFinished(() => void child.kill("SIGTERM"));
}

/** Connects when the proxy has begun to listen. */
async function connected(origin: string): Promise<ClientHttp2Session> {
  for (let tries = 0; ; tries += 1) {
    const session = connect(origin, { rejectUnauthorized: false });
    const isOpen = await new Promise<boolean>((done) => {
      session.once("connect", () => done(true));
      session.once("error", () => done(false));
    });
    if (isOpen) return session;
    if (tries > 100) throw new Error(`nobody listens at ${origin}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function get(session: ClientHttp2Session, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ readonly headers: Readonly<Record<string, unknown>> }>((done, failed) => {
    const request = session.request({ ":path": path, ...headers });
    let answer: Readonly<Record<string, unknown>> = {};
    request.on("response", (received) => (answer = received));
    request.on("end", () => done({ headers: answer }));
    request.on("error", failed);
    request.resume();
  });
}
