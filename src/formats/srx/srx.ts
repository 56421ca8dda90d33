import { Problem } from "../../domain/problem.ts";
import type { Limits } from "../contract.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import { decodeXml } from "../xml/decode.ts";
import { createXmlParser, type XmlElement } from "../xml/reader.ts";

/** Segmentation rules as SRX 2.0 holds them (Segmentation Rules eXchange, LISA OSCAR / GALA, 2008-04-07). */
export interface SrxFile {
  /** Every language map that fits a language counts, in order; otherwise the first one alone. */
  readonly cascade: boolean;
  readonly maps: readonly SrxMap[];
  readonly groups: ReadonlyMap<string, readonly SrxRule[]>;
}

interface SrxMap {
  /** A pattern of language tags. */
  readonly pattern: string;
  readonly group: string;
  readonly line: number;
}

export interface SrxRule {
  readonly breaks: boolean;
  readonly before: string;
  readonly after: string;
  readonly line: number;
}

const NAMESPACE = "http://www.lisa.org/srx20";
/** Most rules of a file. */
const MOST_RULES = 20_000;

/**
 * Reads SRX 2.0. As OmegaT does, a file that does not say whether its maps cascade is read as one whose maps do.
 *
 * @throws {Problem} `srx-invalid`, `too-large`, and what `decodeXml` and the XML reader throw
 */
export function readSrx(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): SrxFile {
  const file = {
    cascade: true,
    maps: [] as SrxMap[],
    groups: new Map<string, SrxRule[]>(),
  };
  const path: string[] = [];
  let group: SrxRule[] = [];
  let rule = { breaks: true, before: "", after: "", line: 0 };
  let count = 0;
  const open = (element: XmlElement) => {
    const { line, attributes } = element;
    const name = element.uri === NAMESPACE || element.uri === "" ? element.local : "";
    if (path.length === 0) assertRoot(element);
    path.push(name);
    if (name === "header") file.cascade = attributes["cascade"] !== "no";
    else if (name === "languagerule") {
      const named = required(element, "languagerulename");
      if (file.groups.has(named)) throw new Problem("srx-invalid", { rule: "twice", what: named }, { line });
      file.groups.set(named, (group = []));
    } else if (name === "rule") {
      count += 1;
      if (count > MOST_RULES) throw new Problem("too-large", { limit: MOST_RULES, size: count }, { line });
      rule = { breaks: attributes["break"] !== "no", before: "", after: "", line };
    } else if (name === "languagemap")
      file.maps.push({
        pattern: required(element, "languagepattern"),
        group: required(element, "languagerulename"),
        line,
      });
  };
  const parser = createXmlParser(
    {
      open,
      close: () => {
        if (path.pop() === "rule") group.push(rule);
      },
      text: (text) => {
        const inside = path.at(-1);
        if (inside === "beforebreak") rule.before += text;
        else if (inside === "afterbreak") rule.after += text;
      },
    },
    limits,
  );
  parser.write(decodeXml(bytes, { limits }).text);
  parser.close();
  for (const { group: named, line } of file.maps)
    if (!file.groups.has(named)) throw new Problem("srx-invalid", { rule: "unknown", what: named }, { line });
  if (count === 0) throw new Problem("srx-invalid", { rule: "empty" });
  return file;
}

function assertRoot({ local, uri, attributes, line, name }: XmlElement): void {
  if (local !== "srx" || (uri !== NAMESPACE && uri !== ""))
    throw new Problem("srx-invalid", { rule: "root", what: name }, { line });
  if (attributes["version"] !== "2.0")
    throw new Problem("srx-invalid", { rule: "version", what: attributes["version"] ?? "" }, { line });
}

function required({ attributes, line, name }: XmlElement, attribute: string): string {
  const value = attributes[attribute];
  if (value === undefined)
    throw new Problem("srx-invalid", { rule: "attribute", what: `${name} ${attribute}` }, { line });
  return value;
}

/** Rules of one language, as they are written. */
export interface WrittenRules {
  readonly name: string;
  readonly pattern: string;
  readonly rules: readonly Omit<SrxRule, "line">[];
}

/** Writes SRX 2.0. */
export function writeSrx(groups: readonly WrittenRules[]): string {
  const rules = groups.map(
    ({ name, rules: own }) =>
      `      <languagerule languagerulename="${escaped(name)}">\n${own.map(ruleLines).join("")}      </languagerule>\n`,
  );
  const maps = groups.map(
    ({ name, pattern }) =>
      `      <languagemap languagepattern="${escaped(pattern)}" languagerulename="${escaped(name)}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="${NAMESPACE}" version="2.0">
  <header segmentsubflows="yes" cascade="yes">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
${rules.join("")}    </languagerules>
    <maprules>
${maps.join("")}    </maprules>
  </body>
</srx>
`;
}

const ruleLines = ({ breaks, before, after }: Omit<SrxRule, "line">): string =>
  `        <rule break="${breaks ? "yes" : "no"}">
          <beforebreak>${escaped(before)}</beforebreak>
          <afterbreak>${escaped(after)}</afterbreak>
        </rule>
`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
