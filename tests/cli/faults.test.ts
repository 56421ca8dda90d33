import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createClient, waitFor } from "../../src/cli/client.ts";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { faultServer, json, problem, shell } from "./environment.ts";

const KEY = "secret-key-of-the-tests";

const CONFIG = {
  documents: [{ document: "d", files: "l10n/{target}.xlf", format: "xliff", source: "en", targets: ["ru"] }],
};

/** The environment of a client that needs no terminal and no files. */
const NOBODY = {
  env: {},
  folder: "",
  out: () => undefined,
  outAll: async () => undefined,
  err: () => undefined,
  outIsTerminal: false,
  errIsTerminal: false,
  inputIsTerminal: false,
  readInput: async () => new Uint8Array(),
  wait: async () => undefined,
};

/** Every command that asks a server, in a folder that it can work in. */
const COMMANDS: readonly (readonly string[])[] = [
  ["pull"],
  ["push", "l10n/ru.xlf"],
  ["status"],
  ["log"],
  ["undo", "imp-1"],
  ["import", "l10n/ru.xlf", "--collection", "c"],
  ["export", "d"],
  ["lookup", "ice"],
  ["grep", "ice"],
  ["terms", "find", "ice"],
  ["terms", "export"],
  ["terms", "import", "l10n/ru.xlf"],
  ["check", "d"],
  ["analyse", "in.csv", "--source", "en"],
  ["align", "--en", "in.csv", "--ru", "in.csv", "--save", "c"],
  ["token", "list"],
  ["people", "list"],
  ["people", "invite", "x", "--role", "reader"],
  ["people", "disable", "p"],
  ["people", "link", "p"],
  ["token", "create", "x", "--role", "reader"],
  ["token", "revoke", "t"],
  ["init", "d", "--force"],
];

function workFolder(server: string) {
  const work = shell();
  work.write("polynya.json", JSON.stringify({ server, ...CONFIG }));
  work.write("l10n/ru.xlf", "<xliff/>");
  work.write("in.csv", "key,en\na,Ice\n");
  return work;
}

describe("a server that fails", () => {
  test.each([
    [401, EXIT.unauthorised],
    [403, EXIT.unauthorised],
    [404, EXIT.notFound],
    [408, EXIT.unreachable],
    [409, EXIT.conflicts],
    [413, EXIT.badData],
    [422, EXIT.badData],
    [429, EXIT.unreachable],
    [500, EXIT.failed],
    [503, EXIT.unreachable],
    [504, EXIT.unreachable],
    [507, EXIT.failed],
  ])("status %i ends every command with %i, and says why on stderr", async (status, code) => {
    const server = await faultServer((response) => problem(response, status));
    for (const command of COMMANDS) {
      const work = workFolder(server.url);
      const result = await work.polynya(...command, "--retries", "0");
      expect([command[0], result.code]).toEqual([command[0], code]);
      expect(result.err).toContain("A title");
      expect(result.err).not.toContain("    at ");
    }
  });

  test("with --json the error is JSON on stderr, and stdout holds no half answer", async () => {
    const server = await faultServer((response) => problem(response, 404));
    const result = await workFolder(server.url).polynya("log", "--json");
    expect(result.out).toBe("");
    expect(JSON.parse(result.err)).toMatchObject({ error: { exit: 6, code: "some-code", title: "A title" } });
  });

  test("every command ends with 7 when the server cannot be reached", async () => {
    for (const command of COMMANDS) {
      const result = await workFolder("http://127.0.0.1:9").polynya(...command, "--retries", "0");
      expect([command[0], result.code]).toEqual([command[0], EXIT.unreachable]);
    }
  });

  test("an answer that is cut off ends with 7 and leaves the old file as it was", async () => {
    const server = await faultServer((response) => {
      response.writeHead(200, { "content-length": "1000", etag: '"1"' });
      response.write("<xliff>half");
      setTimeout(() => response.destroy(), 5);
    });
    const work = workFolder(server.url);
    const result = await work.polynya("pull", "--force", "--retries", "1");
    expect(result.code).toBe(EXIT.unreachable);
    expect(work.read("l10n/ru.xlf")).toBe("<xliff/>");
    expect(readdirSync(join(work.folder, "l10n"))).toEqual(["ru.xlf"]);
  });

  test("an answer without end is refused, and its connection closed", async () => {
    const closed = Promise.withResolvers<void>();
    const { url } = await faultServer((response) => {
      const part = Buffer.alloc(65_536, 0x20);
      const more = () => void (response.destroyed || response.write(part, more));
      response.once("close", () => closed.resolve()).writeHead(200, { "content-type": "application/json" });
      more();
    });
    const { signal } = new AbortController();
    const client = createClient(
      { ...NOBODY, fetch, signal },
      {
        server: new URL(url),
        key: undefined,
        withheld: false,
        language: "en",
        retries: 0,
        timeout: 60_000,
        largestAnswer: 1_000_000,
        say: () => undefined,
      },
    );
    await expect(client.send("GET", "/api/v1/me")).rejects.toMatchObject({ key: "answer-too-large" });
    await closed.promise;
  });

  test("lines of progress are told, and their last line is the answer or the refusal", async () => {
    const lines = (...all: readonly object[]) => all.map((line) => `${JSON.stringify(line)}\n`).join("");
    const asked = async (text: string) => {
      const server = await faultServer((response) => {
        response.setHeader("content-type", "application/x-ndjson");
        response.end(text);
      });
      const told: string[] = [];
      const client = createClient(
        { ...NOBODY, fetch, signal: new AbortController().signal },
        {
          server: new URL(server.url),
          key: undefined,
          withheld: false,
          language: "en",
          retries: 0,
          timeout: 60_000,
          say: () => undefined,
        },
      );
      const progress = (done: number, of: number) => void told.push(`${done}/${of}`);
      const answer = client.send("POST", "/api/v1/imports/i1/undo", { progress });
      return {
        told,
        answer: await answer
          .then(({ bytes }) => new TextDecoder().decode(bytes))
          .catch((error: unknown) => error),
      };
    };
    const done = [
      { done: 1, of: 2 },
      { done: 2, of: 2 },
    ];
    expect(await asked(lines(...done, { result: { a: "лёд" } }))).toEqual({
      told: ["1/2", "2/2"],
      answer: '{"a":"лёд"}',
    });
    const refusal = {
      problem: { code: "already-undone", status: 409, title: "Undone", detail: "", advice: "" },
    };
    expect((await asked(lines(...done, refusal))).answer).toMatchObject({
      exit: EXIT.conflicts,
      problem: { code: "already-undone" },
    });
    expect((await asked(lines(...done))).answer).toMatchObject({ exit: EXIT.unreachable });
  });

  test("an answer of another program is a failure, not an empty result", async () => {
    const server = await faultServer((response) => response.end("<html>Welcome to the hotel network</html>"));
    for (const command of [["log"], ["status"], ["lookup", "ice"], ["token", "list"], ["undo", "i"]]) {
      expect((await workFolder(server.url).polynya(...command)).code).toBe(EXIT.failed);
    }
  });

  test("a busy server is asked again after the time that it names, a minute at most", async () => {
    const server = await faultServer((response, _request, count) => {
      if (count === 1) problem(response, 429, { "retry-after": "7" });
      else if (count === 2) problem(response, 503, { "retry-after": "99999999999" });
      // Node itself answers so when the headers of a request came too late.
      else if (count === 3) response.writeHead(408).end();
      else json(response, 200, { items: [], next: null });
    });
    const work = workFolder(server.url);
    const result = await work.polynya("log");
    expect(result.code).toBe(EXIT.done);
    expect(work.waits).toEqual([7, 60, expect.any(Number)]);
  });

  test("a token that was refused too often is told at once, and not tried again", async () => {
    const server = await faultServer((response) =>
      problem(response, 429, { "retry-after": "7" }, "too-many-requests"),
    );
    const work = workFolder(server.url);
    const result = await work.polynya("log");
    expect(result.code).toBe(EXIT.unreachable);
    expect(result.err).toContain("A title");
    expect(work.waits).toEqual([]);
  });

  test.each([
    ["5", 5],
    ["0", 0],
    ["-9223372036", 1],
    ["Mon, 23 Nov 2026 00:00:30 GMT", 30],
    ["Mon, 23 Nov 2020 00:00:00 GMT", 0],
    ["Mon, 23 Nov 2099 00:00:00 GMT", 60],
    ["soon", 1],
    [null, 1],
  ])("Retry-After %j is a wait of %i s", (header, seconds) => {
    expect(waitFor(header, 1, Date.parse("2026-11-23T00:00:00Z"), 1)).toBe(seconds);
  });

  test("a push is sent again with the same key; a request that cannot be repeated is not sent again", async () => {
    const report = { import: "i", counts: { changed: 1 }, units: [] };
    const server = await faultServer((response, request, count) => {
      if (request.method === "POST" && count === 1) problem(response, 503);
      else if (request.method === "POST") json(response, 200, report);
      else response.writeHead(200, { etag: '"2"' }).end("<xliff/>");
    });
    expect((await workFolder(server.url).polynya("push", "l10n/ru.xlf")).code).toBe(EXIT.done);
    const pushes = server.requests.filter(({ method }) => method === "POST");
    expect(pushes).toHaveLength(2);
    expect(pushes[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/u);
    expect(pushes[1]?.headers["idempotency-key"]).toBe(pushes[0]?.headers["idempotency-key"]);

    const other = await faultServer((response) => problem(response, 503));
    expect((await workFolder(other.url).polynya("token", "create", "x", "--role", "reader")).code).toBe(7);
    expect(other.requests).toHaveLength(1);
  });

  test("conflicts end with 4 and rejections with 65; each is listed, and local edits stay", async () => {
    for (const [result, code] of [
      ["conflict", EXIT.conflicts],
      ["rejected", EXIT.badData],
    ] as const) {
      const report = {
        import: "i",
        counts: { changed: 0, [result]: 1 },
        units: [{ key: "greeting", result, line: 7, problem: { title: "Changed on both sides" } }],
      };
      const server = await faultServer((response) => json(response, 200, report));
      const work = workFolder(server.url);
      const pushed = await work.polynya("push");
      expect(pushed.code).toBe(code);
      expect(pushed.out).toMatch(/greeting, line 7 — Changed on both sides/u);
      expect(server.requests.map(({ method }) => method)).toEqual(["POST"]);
      expect(work.read("l10n/ru.xlf")).toBe("<xliff/>");
    }
  });
});

describe("a wrong command line", () => {
  test.each([
    [["frobnicate"]],
    [["pull", "--frobnicate"]],
    [["pull", "--target"]],
    [["pull", "--target", "fr"]],
    [["push", "--on-conflict", "maybe"]],
    [["push", "*.nothing"]],
    [["push", "l10n/ru.xlf", "--dry-run=yes"]],
    [["pull", "*.nothing"]],
    [["undo"]],
    [["undo", "i", "--last"]],
    [["lookup"]],
    [["lookup", "  "]],
    [["import", "l10n/ru.xlf"]],
    [["token", "create", "x"]],
    [["token", "frobnicate"]],
    [["log", "--limit", "many"]],
    [["log", "--server", "ftp://example.org"]],
    [["log", "--server", "http://user:pass@example.org"]],
    [["completion", "powershell"]],
    [["terms", "frobnicate"]],
    [["terms", "find", " "]],
    [["check", "--check", "frobnicate"]],
    [["check", "--fail-on", "sometimes"]],
    [["analyse", "in.csv", "--format", "pdf"]],
    [["align", "--en", "in.csv"]],
    [[]],
  ])("%j is 2", async (argv) => {
    const result = await workFolder("http://127.0.0.1:9").polynya(
      ...argv,
      ...(argv.length > 0 ? ["--retries", "0"] : []),
    );
    expect(result.code).toBe(EXIT.usage);
    expect(result.out).toBe("");
    expect(result.err).not.toBe("");
  });

  test("a missing file ends with 6", async () => {
    const work = workFolder("http://127.0.0.1:9");
    expect((await work.polynya("push", "l10n/no.xlf")).code).toBe(EXIT.notFound);
    expect((await work.polynya("import", "no.csv", "--collection", "c")).code).toBe(EXIT.notFound);
    expect((await work.polynya("verify", "no.db")).code).toBe(EXIT.notFound);
  });

  test.each([
    ["{", /line 1, column 2/u],
    ['{"documents":[{"document":"d","files":"a","format":"xliff"}]}', /d needs/u],
    [
      '{"documents":[{"document":"d","files":"a","format":"csv"},{"document":"e","files":"a","format":"csv"}]}',
      /share/u,
    ],
    ['{"documents":[{"document":"d","files":"{lang}","format":"csv"}]}', /\{lang\}/u],
    ['{"token":"secret"}', /polynya\.json, at \//u],
    ['{"documents":[{"document":"d","files":"a","format":"doc"}]}', /at \/documents\/0\/format/u],
  ])("the configuration %s is refused with its place", async (text, message) => {
    const work = shell();
    work.write("polynya.json", text);
    const result = await work.polynya("pull");
    expect(result.code).toBe(EXIT.usage);
    expect(result.err).toMatch(message);
  });
});

describe("keys", () => {
  const signIn = async (work: ReturnType<typeof shell>, url: string) =>
    work.polynya("login", "--server", url);
  const me = { name: "anna", role: "translator" };

  test("are kept for one host, readable by their owner alone, and go to no other", async () => {
    const home = await faultServer((response) => json(response, 200, me));
    const other = await faultServer((response) => json(response, 200, { items: [], next: null }));
    const work = shell({ readInput: async () => new TextEncoder().encode(`${KEY}\n`) });
    const result = await signIn(work, home.url);
    expect([result.code, result.err]).toEqual([EXIT.done, expect.stringContaining("anna")]);
    expect(home.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    const file = join(work.folder, "../home/.config/polynya/keys.json");
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    expect(result.out + result.err).not.toContain(KEY);

    await work.polynya("log", "--server", other.url);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();

    expect((await work.polynya("login", "--forget", "--server", home.url)).code).toBe(EXIT.done);
    expect(readFileSync(file, "utf8")).not.toContain(KEY);
  });

  test("signing in makes a server that of later commands, until the person signs out or a folder names another", async () => {
    const items = { items: [], next: null };
    const home = await faultServer((response, request) =>
      json(response, 200, request.url?.endsWith("/me") ? me : items),
    );
    const folders = await faultServer((response, request) =>
      json(response, 200, request.url?.endsWith("/me") ? me : items),
    );
    const work = shell({ readInput: async () => new TextEncoder().encode(`${KEY}\n`) });
    await signIn(work, home.url);
    expect((await work.polynya("log")).code).toBe(EXIT.done);
    expect(home.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    work.write("polynya.json", JSON.stringify({ server: folders.url }));
    const before = home.requests.length;
    await work.polynya("log");
    // Signing in to the folder's server does not change that of other folders; signing in elsewhere says what stays.
    expect((await work.polynya("login")).err).not.toContain("polynya.json");
    expect((await signIn(work, home.url)).err).toContain("polynya.json");
    expect(home.requests.length).toBe(before + 1);
    work.write("polynya.json", "{}");
    await work.polynya("log");
    expect(home.requests.length).toBe(before + 2);
    expect((await work.polynya("logout", "--dry-run")).code).toBe(EXIT.done);
    expect((await work.polynya("logout")).err).toContain(home.url);
    expect((await work.polynya("logout", "--server", home.url)).code).toBe(EXIT.notFound);
    await work.polynya("log");
    expect(home.requests.length).toBe(before + 2);
  });

  test("that a server refuses are not kept", async () => {
    const server = await faultServer((response) => problem(response, 401));
    const work = shell({ readInput: async () => new TextEncoder().encode(KEY) });
    expect((await signIn(work, server.url)).code).toBe(EXIT.unauthorised);
    expect(existsSync(join(work.folder, "../home/.config/polynya/keys.json"))).toBe(false);
  });

  test("of the environment never go to a server that a cloned folder names", async () => {
    const evil = await faultServer((response) => json(response, 200, { items: [], next: null }));
    const work = shell({ env: { POLYNYA_TOKEN: KEY } });
    work.write("polynya.json", JSON.stringify({ server: evil.url }));
    await work.polynya("log");
    expect(evil.requests[0]?.headers.authorization).toBeUndefined();
    await work.polynya("log", "--server", evil.url);
    expect(evil.requests[1]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test("that are missing or held back are asked for in words that help", async () => {
    const server = await faultServer((response) => problem(response, 401));
    const work = shell();
    expect((await work.polynya("log", "--server", server.url)).err).toContain(
      `polynya login --server ${server.url}`,
    );
    const careful = shell({ env: { POLYNYA_TOKEN: KEY } });
    careful.write("polynya.json", JSON.stringify({ server: server.url }));
    const told = await careful.polynya("log");
    expect([told.code, told.err]).toEqual([EXIT.unauthorised, expect.stringContaining("was not sent")]);
    // A key that was sent and refused is another matter: what the server says of it counts.
    expect((await careful.polynya("log", "--server", server.url)).err).not.toContain("polynya login");
  });

  test("do not travel unencrypted to another machine", async () => {
    let asked = 0;
    const work = shell({
      env: { POLYNYA_TOKEN: KEY },
      fetch: async () => {
        asked += 1;
        return Response.json({ items: [], next: null });
      },
    });
    expect((await work.polynya("log", "--server", "http://tm.example.org")).code).toBe(EXIT.unauthorised);
    expect((await work.polynya("log", "--server", "http://127.0.0.1.example.org")).code).toBe(
      EXIT.unauthorised,
    );
    expect(asked).toBe(0);
    expect((await work.polynya("log", "--server", "https://tm.example.org")).code).toBe(EXIT.done);
  });

  test("follow no redirect", async () => {
    const thief = await faultServer((response) => json(response, 200, { items: [], next: null }));
    const server = await faultServer((response) =>
      response.writeHead(302, { location: `${thief.url}/api/v1/imports` }).end(),
    );
    const work = shell({ env: { POLYNYA_TOKEN: KEY } });
    const result = await work.polynya("log", "--server", server.url);
    expect(result.code).toBe(EXIT.failed);
    expect(thief.requests).toHaveLength(0);
  });
});

describe("files", () => {
  const exporting = async () =>
    faultServer((response) => response.writeHead(200, { etag: '"1"' }).end("pulled"));
  const mapping = (files: string, document = "d") => ({
    documents: [{ document, files, format: "csv" }],
  });

  test.each([
    ["../out.csv", "d"],
    ["a/../../out.csv", "d"],
    ["/tmp/out.csv", "d"],
    ["..\\out.csv", "d"],
    ["C:\\out.csv", "d"],
    ["C:out.csv", "d"],
    ["a//b.csv", "d"],
    ["con.csv", "d"],
    ["a/NUL", "d"],
    ["a.csv.", "d"],
    ["a\u0000.csv", "d"],
    ["{document}.csv", "../../evil"],
    ["{document}/a.csv", ".."],
  ])("%j (document %j) is never written", async (files, document) => {
    const server = await exporting();
    const work = shell();
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping(files, document) }));
    const before = readdirSync(join(work.folder, "..")).toSorted();
    expect((await work.polynya("pull", "--force")).code).toBe(EXIT.badData);
    expect(readdirSync(join(work.folder, "..")).toSorted()).toEqual(before);
    expect(readdirSync(work.folder)).toEqual(["polynya.json"]);
  });

  test.each(["link/out.csv", "file.csv"])("a pull follows no symbolic link to %s", async (path) => {
    const server = await exporting();
    const work = shell();
    mkdirSync(join(work.folder, "../outside"));
    symlinkSync(join(work.folder, "../outside"), join(work.folder, "link"));
    symlinkSync(join(work.folder, "../outside/target"), join(work.folder, "file.csv"));
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping(path) }));
    expect((await work.polynya("pull", "--force")).code).toBe(EXIT.badData);
    expect(readdirSync(join(work.folder, "../outside"))).toEqual([]);
  });

  test("what a person names by --output may lie anywhere, also behind a link", async () => {
    const server = await exporting();
    const work = shell();
    mkdirSync(join(work.folder, "../outside"));
    symlinkSync(join(work.folder, "../outside"), join(work.folder, "link"));
    const outputs = ["../outside/above.csv", join(work.folder, "../outside/absolute.csv"), "link/linked.csv"];
    for (const output of [...outputs, "/dev/null"]) {
      const run = await work.polynya("export", "d", "--server", server.url, "-o", output);
      expect(run.code).toBe(EXIT.done);
    }
    expect(readdirSync(join(work.folder, "../outside")).toSorted()).toEqual([
      "above.csv",
      "absolute.csv",
      "linked.csv",
    ]);
    // In a folder the file has the name that the server gives it.
    const named = await work.polynya("export", "d", "--server", server.url, "-o", "../outside");
    expect(named.code).toBe(EXIT.done);
    expect(readdirSync(join(work.folder, "../outside"))).toHaveLength(4);
    expect(readdirSync(join(work.folder, ".."))).not.toContainEqual(expect.stringContaining(".tmp"));
  });

  test("an id can lead to no other address of the API", async () => {
    const server = await exporting();
    const work = shell();
    for (const id of ["../../me", "a?b=c", "a#b", "a/b"]) {
      await work.polynya("export", id, "--server", server.url);
    }
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/api/v1/documents/..%2F..%2Fme/export?format=original",
      "/api/v1/documents/a%3Fb%3Dc/export?format=original",
      "/api/v1/documents/a%23b/export?format=original",
      "/api/v1/documents/a%2Fb/export?format=original",
    ]);
    for (const id of ["", ".", ".."]) {
      expect((await work.polynya("export", id, "--server", server.url)).code).toBe(EXIT.usage);
    }
    expect(server.requests).toHaveLength(4);
  });

  test("a file that was changed here is not overwritten", async () => {
    const server = await exporting();
    const work = shell();
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping("d.csv") }));
    work.write("d.csv", "my work");
    const kept = await work.polynya("pull");
    expect([kept.code, work.read("d.csv")]).toEqual([EXIT.conflicts, "my work"]);
    expect((await work.polynya("pull", "--force", "--dry-run")).code).toBe(EXIT.done);
    expect(work.read("d.csv")).toBe("my work");
    expect((await work.polynya("pull", "--force")).code).toBe(EXIT.done);
    expect(work.read("d.csv")).toBe("pulled");
    expect(work.read(".polynya/.gitignore")).toBe("*\n");
  });

  test("the file is asked for only when it may have changed", async () => {
    const server = await faultServer((response, request) => {
      if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end("pulled");
    });
    const work = shell();
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping("d.csv") }));
    expect((await work.polynya("pull")).out).toContain("written");
    expect((await work.polynya("pull")).out).toContain("same");
  });

  test("a folder that cannot be written ends with 74 and leaves nothing behind", async () => {
    const server = await exporting();
    const work = shell();
    work.write("d.csv/in-the-way", "a folder where a file should be");
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping("d.csv") }));
    expect((await work.polynya("pull", "--force")).code).toBe(EXIT.inputOutput);
    expect(readdirSync(work.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("nothing is written by --dry-run", async () => {
    const server = await exporting();
    const work = shell();
    work.write("polynya.json", JSON.stringify({ server: server.url, ...mapping("d.csv") }));
    expect((await work.polynya("pull", "--dry-run")).code).toBe(EXIT.done);
    expect(readdirSync(work.folder)).toEqual(["polynya.json"]);
  });
});

describe("texts that a terminal could take for commands", () => {
  const HOSTILE = "\u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007 \u009B31m \u202Egnp.exe";

  test("are shown, not run", async () => {
    const match = {
      score: 100,
      kind: "exact",
      unit: "u",
      document: HOSTILE,
      source: { text: HOSTILE },
      targets: { ru: { text: HOSTILE, state: HOSTILE } },
    };
    const server = await faultServer((response) => json(response, 200, { results: [{ matches: [match] }] }));
    const work = shell({ outIsTerminal: true });
    for (const argv of [
      ["lookup", HOSTILE],
      ["lookup", HOSTILE, "--json"],
    ]) {
      const { code, out } = await work.polynya(...argv, "--server", server.url, "--no-color");
      expect(code).toBe(EXIT.done);
      expect(out).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
    }
    const { out } = await work.polynya("lookup", "x", "--json", "--server", server.url);
    expect(JSON.parse(out)).toMatchObject({ results: [{ matches: [{ document: HOSTILE }] }] });
  });

  test("of a server's problem are printable too", async () => {
    const server = await faultServer((response) => json(response, 404, { title: HOSTILE, detail: HOSTILE }));
    const { err } = await shell().polynya("log", "--server", server.url);
    expect(err).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
  });

  test("reach a pipe byte by byte, and a terminal made printable", async () => {
    const server = await faultServer((response) => response.end(HOSTILE));
    expect((await shell().polynya("export", "d", "--server", server.url)).out).toBe(HOSTILE);
    const terminal = await shell({ outIsTerminal: true }).polynya("export", "d", "--server", server.url);
    expect(terminal.out).not.toContain("\u001B");
    const binary = await faultServer((response) => response.end(Uint8Array.from([0xff, 0xfe, 0x00])));
    expect((await shell({ outIsTerminal: true }).polynya("export", "d", "--server", binary.url)).code).toBe(
      2,
    );
  });
});

describe("Ctrl+C", () => {
  test("ends a command that waits with 130", async () => {
    const interrupt = new AbortController();
    const server = await faultServer(() => interrupt.abort());
    const { code } = await shell({ signal: interrupt.signal }).polynya("log", "--server", server.url);
    expect(code).toBe(EXIT.interrupted);
  });
});
