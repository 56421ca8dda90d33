import { expect, test } from "vitest";
import { walk } from "./undo-walk.ts";

/** `npm run drill` walks longer. */
const STEPS = 3000;
/** A longer history takes too long to read after each step, and proves nothing more. */
const STEPS_OF_A_STORE = 200;

test("an undo restores every part without later changes, and names each part that it does not restore", async () => {
  const done = { undone: 0, partly: 0, again: 0, blocked: 0 };
  for (let from = 0; from < STEPS; from += STEPS_OF_A_STORE) {
    const { undone, partly, again, blocked } = await walk(20261128 + from, STEPS_OF_A_STORE);
    done.undone += undone;
    done.partly += partly;
    done.again += again;
    done.blocked += blocked;
  }
  expect(done.undone).toBeGreaterThan(STEPS / 10);
  expect(done.partly).toBeGreaterThan(STEPS / 100);
  expect(done.again).toBeGreaterThan(STEPS / 500);
  expect(done.blocked).toBeGreaterThan(STEPS / 500);
});

test("an undo does not name a translation that only followed its source", async () => {
  expect((await walk(4777, STEPS_OF_A_STORE)).partly).toBeGreaterThan(0);
});

test("the walk notices an undo that restores too little", async () => {
  const spoil = ({ storage }: { storage: { all(sql: string): Promise<unknown> } }) =>
    storage.all('UPDATE unit SET notes = \'[{"text":"left"}]\' WHERE n = (SELECT max(n) FROM unit)');
  await expect(walk(20261128, 200, spoil)).rejects.toThrow(/undo of i/u);
});
