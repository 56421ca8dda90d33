import type { Placeholder } from "../domain/placeholder.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** Reports links and e-mail addresses that differ between languages. Parts that name the language may differ. */
export const links: UnitCheck = {
  id: "links",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    if (!unit.written.some((view) => view.placeholders().some(isLink))) return;
    const compare = (a: TextView, b: TextView) => {
      const first = only(a, b);
      const second = only(b, a);
      return first.length + second.length === 0 ? undefined : { first, second };
    };
    for (const { source, target, outvoted, difference } of disagreements(unit, compare)) {
      const { first, second } = difference;
      const [has, lacks, values] = first.length > 0 ? [source, target, first] : [target, source, second];
      const both = first.length > 0 && second.length > 0;
      yield {
        certainty: both || outvoted ? "likely" : "possible",
        languages: languagesOf(source, target),
        ranges: {
          ...(first.length > 0 && { [source.language]: first.map(rangeOf) }),
          ...(second.length > 0 && { [target.language]: second.map(rangeOf) }),
        },
        message: both ? "links.different" : "links.missing",
        params: {
          source: has.language,
          target: lacks.language,
          values: list(values),
          ...(both && { others: list(second) }),
        },
      };
    }
  },
};

const isLink = ({ kind }: Placeholder): boolean => kind === "url" || kind === "email";

function only(from: TextView, other: TextView): Placeholder[] {
  const mine = from.placeholders().filter(isLink);
  if (mine.length === 0) return mine;
  const theirs = other.placeholders().filter(isLink);
  const neutral = new Set(theirs.map(({ text }) => neutralised(text)));
  const hosts = new Set(theirs.map(({ text }) => hostOf(text)));
  return mine.filter(({ kind, text }) => {
    if (neutral.has(neutralised(text))) return false;
    // Another page of the same site is usually the same page in another language.
    return kind === "email" || !hosts.has(hostOf(text)) || !LANGUAGE_PART.test(text);
  });
}

const LANGUAGE_PART =
  /(?<=[/.=_-]|^)(?:en|ru|zh|cn|eng|rus|chs|zho|english|russian|chinese)(?:[-_](?:us|gb|ru|cn|hans|tw))?(?=[/._&?#-]|$)/iu;

const neutralised = (link: string): string =>
  link
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?|^www\./u, "")
    .replace(new RegExp(LANGUAGE_PART, "giu"), "")
    .replace(/[/.]+$/u, "");

/** The last two labels of a link's host. */
const hostOf = (link: string): string =>
  (/^(?:\w+:\/\/)?([^/?#:]+)/u.exec(link.toLowerCase())?.[1] ?? "").split(".").slice(-2).join(".");

const rangeOf = ({ start, end }: Placeholder) => ({ start, end });
const list = (found: readonly Placeholder[]): string => found.map(({ text }) => text).join(", ");
