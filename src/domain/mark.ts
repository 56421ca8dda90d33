/**
 * Categories of errors: the dimensions of MQM 2.0, in its order
 * ({@link https://themqm.org/error-types-2/typology}).
 */
export const MARK_CATEGORIES = [
  "terminology",
  "accuracy",
  "linguistic-conventions",
  "style",
  "locale-conventions",
  "audience-appropriateness",
  "design-and-markup",
] as const;
export type MarkCategory = (typeof MARK_CATEGORIES)[number];

/** From mildest to worst. */
export const MARK_SEVERITIES = ["neutral", "minor", "major", "critical"] as const;
export type MarkSeverity = (typeof MARK_SEVERITIES)[number];

/** Penalty points of one error, the severity multipliers of MQM. */
export const PENALTIES: Readonly<Record<MarkSeverity, number>> = {
  neutral: 0,
  minor: 1,
  major: 5,
  critical: 25,
};
