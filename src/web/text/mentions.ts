/** Somebody who can be asked by name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Longest name that is looked for behind an @, in UTF-16 units. */
const LONGEST = 60;

/**
 * The beginning of a name that is being written behind an @, with the place of the @; `undefined` when the caret stands
 * behind none. An @ inside a word, as in an address, begins no name.
 */
export function mentionAt(
  text: string,
  caret: number,
): { readonly start: number; readonly typed: string } | undefined {
  const start = text.lastIndexOf("@", caret - 1);
  if (start === -1 || caret - start > LONGEST || /[\p{L}\p{N}._-]$/u.test(text.slice(0, start)))
    return undefined;
  const typed = text.slice(start + 1, caret);
  return /[\n@]/u.test(typed) || /^\s/u.test(typed) ? undefined : { start, typed };
}

const folded = (name: string): string => name.normalize("NFKC").toLowerCase();

/** People whose name, or a part of whose name, begins with what was typed. */
export function peopleNamed<Person extends Named>(people: readonly Person[], typed: string): Person[] {
  const wanted = folded(typed);
  return people.filter(({ name }) => {
    const whole = folded(name);
    return whole.startsWith(wanted) || whole.split(/\s+/u).some((part) => part.startsWith(wanted));
  });
}

/**
 * Ids of the people whose names stand in a text behind an @. Of two names the longer one counts: “@Anna Li” does not
 * mention Anna. Of several people of one name, those count that were chosen from the list; if none was, all of them.
 */
export function mentionsIn(text: string, people: readonly Named[], chosen: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length);
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const rest = folded(text.slice(at + 1, at + 1 + 2 * LONGEST));
    const first = longestFirst.find(({ name }) => isNameBefore(rest, folded(name)));
    if (first === undefined) continue;
    const same = people.filter(({ name }) => folded(name) === folded(first.name));
    const wanted = same.filter(({ id }) => chosen.has(id));
    for (const { id } of wanted.length > 0 ? wanted : same) found.add(id);
  }
  return [...found];
}

/** Whether a text begins with a name as a whole. Chinese is written without spaces, so there any character may follow. */
const isNameBefore = (text: string, name: string): boolean =>
  name !== "" &&
  text.startsWith(name) &&
  (/\p{Script=Han}$/u.test(name) || !/^[\p{L}\p{N}]/u.test(text.slice(name.length)));

/** A stretch of a text: what mentions nobody, or a mention as it is written. */
export type TextPart = string | { readonly name: string };

/** A text by its mentions. Of two names that begin at one place the longer one counts. @param names without the @ */
export function textParts(text: string, names: readonly string[]): TextPart[] {
  if (names.length === 0) return [text];
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  const literal = longestFirst.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  // What is split by is every second part.
  return text
    .split(new RegExp(`(@(?:${literal.join("|")}))`, "iu"))
    .map((part, at): TextPart => (at % 2 === 1 ? { name: part } : part))
    .filter((part) => part !== "");
}
