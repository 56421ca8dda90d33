import { scriptOfText, toScript } from "../../../domain/chinese-script.ts";
import { type ChineseScript, chineseScriptOf } from "../../../domain/language.ts";
import type { ServedStrings } from "../serve-strings.ts";

type Body = Uint8Array<ArrayBuffer>;

/** What is known of a body, as long as it is remembered. */
interface Known {
  readonly script: ChineseScript | undefined;
  readonly converted: Map<ChineseScript, Body>;
}
const known = new WeakMap<Body, Known>();

/** Names of values and nested keys, which a website looks up as they are. */
const NAMES = /(\{\{.*?\}\}|\$t\(.*?\))/u;

/**
 * Says in which script published Chinese is. Where the website asks for the conversion, the texts are converted to the
 * script of the tag; keys and names of values stay.
 */
export function inScript(published: ServedStrings, tag: string, convert: boolean): ServedStrings {
  const wanted = chineseScriptOf(tag);
  if (wanted === undefined) return published;
  const about = knowledgeOf(published.body);
  if (convert) {
    const body = about.converted.get(wanted) ?? convertBody(published.body, wanted);
    about.converted.set(wanted, body);
    if (body !== published.body)
      return { tag: `zh-${wanted}`, version: `${published.version}-${wanted}`, body, converted: true };
  }
  return about.script === undefined ? published : { ...published, tag: `zh-${about.script}` };
}

function knowledgeOf(body: Body): Known {
  const before = known.get(body);
  if (before !== undefined) return before;
  const about = { script: scriptOfText(new TextDecoder().decode(body)), converted: new Map() };
  known.set(body, about);
  return about;
}

/** The body with its texts in a script; the same bytes when nothing changes. */
function convertBody(body: Body, script: ChineseScript): Body {
  const text = new TextDecoder().decode(body);
  const strings: unknown = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? convertText(value, script) : value,
  );
  const converted = JSON.stringify(strings);
  return converted === JSON.stringify(JSON.parse(text)) ? body : new TextEncoder().encode(converted);
}

const convertText = (text: string, script: ChineseScript): string =>
  text
    .split(NAMES)
    .map((part, at) => (at % 2 === 0 ? toScript(part, script) : part))
    .join("");
