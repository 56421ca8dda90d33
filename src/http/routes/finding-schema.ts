import { z } from "@hono/zod-openapi";
import { messageOf } from "../../checks/message.ts";
import { CERTAINTIES, CHECK_IDS, type Finding, SEVERITIES } from "../../domain/finding.ts";
import type { Messages } from "../../messages/messages.ts";
import { byLanguage, LanguageSchema } from "./schemas.ts";

/** Schema of findings with messages in the reader's language. */

const RangeSchema = z.object({ start: z.int(), end: z.int() });

export const findingShape = {
  check: z.enum(CHECK_IDS),
  severity: z.enum(SEVERITIES),
  certainty: z.enum(CERTAINTIES),
  unit: z.string(),
  languages: z.array(LanguageSchema).readonly(),
  ranges: byLanguage(z.array(RangeSchema).readonly()).openapi({
    description: "UTF-16 offsets into the text; the end is exclusive",
  }),
  message: z.string().openapi({ description: "In the reader's language" }),
  key: z.string().openapi({ description: "The message's key, the same in every language" }),
  params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  suggestion: z
    .object({ language: LanguageSchema, range: RangeSchema.exactOptional(), text: z.string() })
    .exactOptional(),
};

/** Adds the message in the reader's language to a finding. The message's key stays. */
export const wordedFinding = <F extends Omit<Finding, "unit">>(finding: F, { t }: Messages) => ({
  ...finding,
  key: finding.message,
  message: messageOf(finding, (key, values) => t(`checks:${key}`, values)),
});
