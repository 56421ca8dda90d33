import { expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";

test("memory of the process and of the match index are two measures, absent where nobody knows them", () => {
  const metrics = createMetrics();
  const text = metrics.render({ process: 700, index: { units: 3, bytes: 500 } });
  expect(text).toContain("# TYPE polynya_memory_bytes gauge\npolynya_memory_bytes 700\n");
  expect(text).toContain("\npolynya_index_bytes 500\n");
  expect(text).toContain("\npolynya_index_units 3\n");
  expect(metrics.render({})).not.toMatch(/_bytes|_units/u);
});
