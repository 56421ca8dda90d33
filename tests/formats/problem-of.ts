import { Problem } from "../../src/domain/problem.ts";

/** Returns the problem that `act` throws. The test fails if `act` throws nothing or another error. */
export function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("no problem was thrown");
}
