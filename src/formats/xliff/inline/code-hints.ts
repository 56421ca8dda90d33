import type { Code } from "../../../domain/segment.ts";
import { illegalCharacter } from "../../xml/xml-characters.ts";
import { isSubType } from "../validation/grammar.ts";

type Attributes = Record<string, string>;

/** Kinds of codes of 2.x (XLIFF 2.1 §4.3.1.36) with those of 1.2 (§2.3, `ctype`) that say the same. */
const SAME: readonly { readonly type: string; readonly subType?: string; readonly ctype: string }[] = [
  { type: "fmt", subType: "xlf:b", ctype: "bold" },
  { type: "fmt", subType: "xlf:i", ctype: "italic" },
  { type: "fmt", subType: "xlf:u", ctype: "underlined" },
  { type: "fmt", subType: "xlf:lb", ctype: "lb" },
  { type: "fmt", subType: "xlf:pb", ctype: "pb" },
  { type: "link", ctype: "link" },
  { type: "image", ctype: "image" },
];
const TYPES: ReadonlySet<string> = new Set(["fmt", "ui", "quote", "link", "image", "other"]);

/** What a code is in words, for translators; `undefined` when it does not say it. */
function wordsOf({ attributes }: Code): string | undefined {
  const words = attributes?.["disp"] ?? attributes?.["dispStart"] ?? attributes?.["equiv-text"];
  // An attribute has no place for characters that XML forbids.
  return words === undefined || words.trim() === "" || illegalCharacter(words) !== undefined
    ? undefined
    : words;
}

/** Attributes of 1.2 that say what a code of another format is: `ctype` and `equiv-text`. */
export function hintsIn1(code: Code): Attributes {
  const type = code.attributes?.["type"];
  const subType = code.attributes?.["subType"];
  const words = wordsOf(code);
  const own = /[a-z]+(?: [a-z]+)*/u.exec(words ?? "")?.[0].replaceAll(" ", "-");
  const ctype =
    SAME.find((one) => one.type === type && one.subType === subType)?.ctype ??
    (own === undefined ? undefined : `x-${own}`);
  return {
    ...(ctype === undefined ? {} : { ctype }),
    ...(words === undefined ? {} : { "equiv-text": words }),
  };
}

/**
 * Attributes of 2.x that say what a code of another format is: `type`, `subType`, and `disp`, or `dispStart` and
 * `dispEnd` for a span.
 */
export function hintsIn2(code: Code): Attributes {
  const { attributes } = code;
  const known = SAME.find(({ ctype }) => ctype === attributes?.["ctype"]);
  const type = known?.type ?? attributes?.["type"];
  const subType = known === undefined ? attributes?.["subType"] : known.subType;
  const words = wordsOf(code);
  const shown: Attributes =
    words === undefined ? {} : code.kind === "ph" ? { disp: words } : { dispStart: words, dispEnd: words };
  if (type === undefined || !TYPES.has(type)) return shown;
  return { type, ...(subType !== undefined && isSubType(type, subType) ? { subType } : {}), ...shown };
}
