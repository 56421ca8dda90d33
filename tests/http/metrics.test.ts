import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createHistogram } from "../../src/http/histogram.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { bearer, ENVIRONMENT_TOKEN, service } from "./app.ts";

test("the state of the service is one measure each, absent where nobody knows it", () => {
  const metrics = createMetrics();
  const text = metrics.render({
    process: 700,
    processor: 1.5,
    store: 4096,
    index: { units: 3, bytes: 500 },
    heavy: { waiting: 2, running: 1, threads: 3 },
  });
  expect(text).toContain("# TYPE polynya_memory_bytes gauge\npolynya_memory_bytes 700\n");
  expect(text).toContain("# TYPE polynya_cpu_seconds_total counter\npolynya_cpu_seconds_total 1.5\n");
  for (const line of ["store_bytes 4096", "index_bytes 500", "index_units 3", "heavy_waiting 2", "threads 3"])
    expect(text).toContain(`\npolynya_${line}\n`);
  expect(metrics.render({})).not.toMatch(/_bytes|_units|heavy|threads|cpu/u);
});

test("times are histograms by method and route; unknown methods are one", async () => {
  const metrics = createMetrics();
  for (const seconds of [0.002, 0.3, 700])
    metrics.answered({ method: "GET", route: "/healthz", status: 200, seconds });
  metrics.answered({ method: "BREW", route: "other", status: 405, seconds: 0.1 });
  metrics.waited(0.02);
  metrics.worked(3);
  const text = metrics.render();
  expect(text).toContain("# TYPE polynya_request_seconds histogram\n");
  const times = 'polynya_request_seconds_bucket{method="GET",route="/healthz",le=';
  for (const band of ['"0.001"} 0', '"0.0025"} 1', '"0.25"} 1', '"0.5"} 2', '"600"} 2', '"+Inf"} 3'])
    expect(text).toContain(`${times}${band}\n`);
  expect(text).toContain('polynya_request_seconds_count{method="other",route="other"} 1\n');
  expect(text).toContain("polynya_heavy_wait_seconds_count 1\n");
  expect(text).toContain("polynya_heavy_work_seconds_sum 3\n");
});

test("a histogram only grows from band to band, and its last band has all", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1 }), (values) => {
      const histogram = createHistogram("t", "Time.");
      for (const value of values) histogram.observe("", value);
      const counts = histogram
        .render()
        .filter((line) => line.startsWith("t_bucket"))
        .map((line) => Number(line.split(" ")[1]));
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts.at(-1)).toBe(values.length);
    }),
  );
});

test("the size of the store is told over HTTP", async () => {
  const { request } = service();
  const text = await (await request("/metrics", { headers: bearer(ENVIRONMENT_TOKEN) })).text();
  expect(text).toMatch(/^polynya_store_bytes \d+$/mu);
  // Every line is a comment or a sample.
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="[^"]*",?)+\})? [\d.e+-]+)$/u);
});

test("the board for Grafana asks only for metrics that exist", () => {
  const metrics = createMetrics();
  metrics.answered({ method: "GET", route: "/healthz", status: 200, seconds: 1 });
  metrics.waited(1);
  metrics.worked(1);
  const heavy = { waiting: 0, running: 0, threads: 0 };
  const text = metrics.render({ process: 1, processor: 1, store: 1, index: { units: 1, bytes: 1 }, heavy });
  const known = new Set(text.match(/^polynya_\w+/gmu));
  const board = readFileSync(join(import.meta.dirname, "../../deploy/grafana.json"), "utf8");
  const asked = new Set(board.match(/polynya_\w+/gu));
  expect(asked.size).toBeGreaterThan(10);
  for (const name of asked) expect(known).toContain(name);
  const { panels } = JSON.parse(board) as { panels: { targets: unknown[] }[] };
  for (const { targets } of panels) expect(targets.length).toBeGreaterThan(0);
});
