import { z } from "zod";
import { STEPS } from "../domain/assignment.ts";
import type { Invocation } from "./command.ts";
import { table } from "./talk/terminal.ts";

const endSchema = z.looseObject({ unit: z.string(), number: z.int() });

/** An assignment as the API tells it. */
export const assignmentSchema = z.looseObject({
  id: z.string(),
  document: z.string(),
  source: z.string(),
  target: z.string(),
  step: z.enum(STEPS),
  person: z.looseObject({ id: z.string(), name: z.string() }),
  due: z.string().nullable(),
  overdue: z.boolean(),
  note: z.string(),
  part: z.looseObject({ first: endSchema, last: endSchema }).nullable(),
  progress: z.looseObject({
    units: z.int(),
    done: z.int(),
    returned: z.int().default(0),
    words: z.int(),
    next: z.string().nullable(),
  }),
});
export type AssignmentAnswer = z.infer<typeof assignmentSchema>;

/** Assignments as a table. */
export function assignmentTable(items: readonly AssignmentAnswer[], { t, paint }: Invocation): string {
  if (items.length === 0) return "";
  const columns = [
    "id",
    "document",
    "units",
    "direction",
    "step",
    "name",
    "due",
    "done",
    "returned",
    "words-left",
    "next",
  ];
  const rows = items.map(({ id, document, part, source, target, step, person, due, overdue, progress }) => [
    id,
    document,
    part === null ? t("talk.whole") : `${part.first.number}–${part.last.number}`,
    `${source} → ${target}`,
    t(`steps.${step}`),
    person.name,
    overdue ? paint("red", `${due} (${t("talk.overdue")})`) : (due ?? "—"),
    `${progress.done}/${progress.units}`,
    progress.returned === 0 ? "—" : paint("red", String(progress.returned)),
    String(progress.words),
    progress.next ?? "—",
  ]);
  return table([columns.map((column) => t(`columns.${column}`)), ...rows]);
}
