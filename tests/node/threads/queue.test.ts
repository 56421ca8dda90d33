import { expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { fairQueue } from "../../../src/node/threads/queue.ts";

const queue = (limits: Partial<Parameters<typeof fairQueue>[0]> = {}) =>
  fairQueue({ running: 2, runningOfPerson: 1, ofPerson: 3, all: 6, ...limits });

/** Writes down the names of places in the order in which their turns come. */
function recorder(of: ReturnType<typeof queue>) {
  const order: string[] = [];
  const enter = (person: string, name: string) => {
    const place = of.enter(person);
    void place.turn().then((runs) => runs && order.push(name));
    return place;
  };
  return { order, enter, settled: () => new Promise((resolve) => setTimeout(resolve, 0)) };
}

test("one person's jobs do not hold another person's", async () => {
  const { order, enter, settled } = recorder(queue());
  const a1 = enter("anna", "a1");
  enter("anna", "a2");
  enter("anna", "a3");
  const b1 = enter("boris", "b1");
  await settled();
  expect(order).toEqual(["a1", "b1"]);
  b1.leave();
  await settled();
  expect(order).toEqual(["a1", "b1"]);
  a1.leave();
  await settled();
  expect(order).toEqual(["a1", "b1", "a2"]);
});

test("who has the fewest running jobs comes first, even if another person has waited longer", async () => {
  const { order, enter, settled } = recorder(queue({ runningOfPerson: 2 }));
  const a1 = enter("anna", "a1");
  enter("anna", "a2");
  enter("anna", "a3");
  enter("boris", "b1");
  await settled();
  a1.leave();
  await settled();
  expect(order).toEqual(["a1", "a2", "b1"]);
});

test("a person with too many jobs is refused, and others are not", () => {
  const { enter } = recorder(queue());
  const places = ["a1", "a2", "a3"].map((name) => enter("anna", name));
  expect(() => enter("anna", "a4")).toThrow(new Problem("queue-full", { count: 3 }));
  enter("boris", "b1");
  places[2]?.leave();
  enter("anna", "a4");
});

test("everybody is refused when there are too many jobs", () => {
  const { enter } = recorder(queue({ all: 2 }));
  enter("anna", "a1");
  const b1 = enter("boris", "b1");
  expect(() => enter("vera", "v1")).toThrow(new Problem("overloaded"));
  b1.leave();
  b1.leave();
  enter("vera", "v1");
  expect(() => enter("vera", "v2")).toThrow(new Problem("overloaded"));
});

test("a job that is given up while it waits never gets its turn", async () => {
  const of = queue({ running: 1 });
  const first = of.enter("anna");
  await first.turn();
  const second = of.enter("boris");
  const turn = second.turn();
  second.leave();
  expect(await turn).toBe(false);
  const third = of.enter("vera");
  const next = third.turn();
  first.leave();
  expect(await next).toBe(true);
  const early = of.enter("anna");
  early.leave();
  expect(await early.turn()).toBe(false);
});
