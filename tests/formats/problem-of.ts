import { Problem } from "../../src/domain/problem.ts";

/** The problem that `act` throws; a failure of the test when it throws none or another error. */
export function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("no problem was thrown");
}
