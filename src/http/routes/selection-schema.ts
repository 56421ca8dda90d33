import { z } from "@hono/zod-openapi";
import { CHECK_IDS } from "../../domain/finding.ts";
import { compareStates, type State, TEXT_CONDITIONS } from "../../domain/unit.ts";
import { Problem } from "../../domain/problem.ts";
import { LONGEST_REASON } from "../../services/units/return-units.ts";
import { AnyId, LanguageTag, Name } from "./schemas.ts";

/** Conditions that select units and their texts, for operations that change many units. */
export const SelectionSchema = z
  .strictObject({
    collections: z.array(AnyId).max(100).exactOptional(),
    documents: z.array(AnyId).max(1000).exactOptional(),
    units: z.array(AnyId).max(20_000).exactOptional(),
    languages: z.array(LanguageTag).min(1).max(3).exactOptional(),
    state: z.enum(TEXT_CONDITIONS).exactOptional(),
    author: Name.exactOptional(),
    from: z.string().max(40).exactOptional().openapi({
      description: "Texts written on or after this day or time (ISO 8601, UTC)",
    }),
    to: z.string().max(40).exactOptional(),
    check: z.enum(CHECK_IDS).exactOptional().openapi({ description: "Units with a finding of this check" }),
    where: z
      .strictObject({ language: LanguageTag, text: z.string().min(1).max(500) })
      .exactOptional()
      .openapi({ description: "Units whose text in this language contains this text" }),
  })
  .openapi("Selection");

/** Why translations are given back. */
export const ReasonSchema = z.string().trim().min(1).max(LONGEST_REASON);

/** The most mature state that somebody may give to a text who may review, or who may not. */
export const ceilingOf = (mayReview: boolean): State => (mayReview ? "final" : "translated");

/** @throws {Problem} `forbidden` for a state that they may not set */
export function assertMaySet(mayReview: boolean, state: State | undefined): void {
  if (state !== undefined && compareStates(state, ceilingOf(mayReview)) > 0) throw new Problem("forbidden");
}
