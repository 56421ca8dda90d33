import type { Check } from "./check.ts";

/** The checks that need nothing but the texts, in the order of `CHECK_IDS`. */
export const CHECKS: readonly Check[] = [];
