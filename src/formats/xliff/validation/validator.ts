import type { ProblemData } from "../../../domain/problem.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { closeCore, isBlank, openCore, openForeign } from "./elements.ts";
import { XLIFF_22 } from "./grammar.ts";
import { createValidatorState, report, type ValidatorContext, type ValidatorState } from "./state.ts";

export type { ValidatorContext } from "./state.ts";

/** Hears the events of a parser and collects what is wrong. */
export interface Validator {
  open(element: XmlElement, context: ValidatorContext): void;
  close(element: XmlElement): void;
  text(data: string): void;
  findings(): readonly ProblemData[];
}

/**
 * Checks the rules of XLIFF 2.0–2.2 core that concern a reader: structure, values, identity, references, spans and
 * editing hints (2.1 §4.2–§4.7), and the rules of the modules (`modules.ts`). OASIS's Schematron rules check less. Files of 1.x pass without a check.
 */
export function createValidator(): Validator {
  const validator = createValidatorState();
  return {
    open(element, context) {
      if (validator.coreUri === undefined) begin(validator, element, context);
      if (validator.coreUri === "") return;
      if (validator.foreign > 0 || element.uri !== validator.coreUri)
        openForeign(validator, element, context.resolve);
      else openCore(validator, element, context.resolve);
    },
    close() {
      if (validator.foreign > 0) {
        validator.foreign -= 1;
        validator.modules?.close();
      } else if (validator.depth > 0) closeCore(validator);
    },
    text: (data) => checkText(validator, data),
    findings: () => validator.findings,
  };
}

/** Learns from the root element which rules the document follows. */
function begin(validator: ValidatorState, { uri, attributes }: XmlElement, context: ValidatorContext) {
  validator.coreUri = uri.startsWith("urn:oasis:names:tc:xliff:document:2.") ? uri : "";
  if (attributes["version"] === "2.2" || validator.coreUri.endsWith(":2.2")) validator.root = XLIFF_22;
  validator.reader = context;
  validator.languages = { source: attributes["srcLang"] ?? "", target: attributes["trgLang"] };
}

function checkText(validator: ValidatorState, data: string) {
  const { foreign, depth } = validator;
  if (foreign > 0) validator.modules?.text(data);
  const frame = validator.frames[depth - 1];
  if (depth === 0 || frame === undefined || frame.hasText || frame.rule.holdsText || isBlank(data)) return;
  frame.hasText = true;
  if (foreign === 0 && frame.local !== "skeleton")
    report(validator, "xliff-invalid", { rule: "text", element: frame.local }, frame.line);
}
