import { MODULES } from "../vocabulary.ts";

/** The part of the grammar of XLIFF 2 core (2.1 §4.2, §4.3 and the XSD) that fits into tables. */
interface ElementRule {
  readonly attributes: readonly string[];
  readonly required: readonly string[];
  /** Core children with their place in the order. Children of the same place may be mixed. */
  readonly children: Readonly<Record<string, number>>;
  /** Place of elements of other namespaces; absent where they must not stand. */
  readonly foreign?: number;
  /** Children that may occur once at most. */
  readonly single?: readonly string[];
  /** At least one child of each group has to be there. */
  readonly some?: readonly (readonly string[])[];
  /** Attributes of any namespace are allowed. Without it only those of XLIFF's own modules are. */
  readonly extensible?: true;
}

const INLINE = { cp: 0, ph: 0, pc: 0, sc: 0, ec: 0, mrk: 0, sm: 0, em: 0 };
const CONTAINER = ["id", "name", "canResegment", "translate", "srcDir", "trgDir", "xml:space", "type"];
const CODE = ["canCopy", "canDelete", "canReorder", "copyOf", "subType", "type"];
const SINGLE = ["disp", "equiv", "dataRef", "subFlows"];

const GRAMMAR: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  [
    "xliff",
    {
      attributes: ["version", "srcLang", "trgLang", "xml:space"],
      required: ["version", "srcLang"],
      children: { file: 2 },
      some: [["file"]],
      extensible: true,
    },
  ],
  [
    "file",
    {
      attributes: ["id", "canResegment", "original", "translate", "srcDir", "trgDir", "xml:space"],
      required: ["id"],
      children: { skeleton: 0, notes: 2, unit: 3, group: 3 },
      foreign: 1,
      single: ["skeleton", "notes"],
      some: [["unit", "group"]],
      extensible: true,
    },
  ],
  ["skeleton", { attributes: ["href"], required: [], children: {}, foreign: 0 }],
  [
    "group",
    {
      attributes: CONTAINER,
      required: ["id"],
      children: { notes: 1, unit: 2, group: 2 },
      foreign: 0,
      single: ["notes"],
      extensible: true,
    },
  ],
  [
    "unit",
    {
      attributes: CONTAINER,
      required: ["id"],
      children: { notes: 1, originalData: 2, segment: 3, ignorable: 3 },
      foreign: 0,
      single: ["notes", "originalData"],
      some: [["segment"]],
      extensible: true,
    },
  ],
  ["segment", segmentRule(["id", "canResegment", "state", "subState"])],
  ["ignorable", segmentRule(["id"])],
  ["notes", { attributes: [], required: [], children: { note: 0 }, some: [["note"]] }],
  [
    "note",
    { attributes: ["id", "appliesTo", "category", "priority"], required: [], children: {}, extensible: true },
  ],
  ["originalData", { attributes: [], required: [], children: { data: 0 }, some: [["data"]] }],
  ["data", { attributes: ["id", "dir", "xml:space"], required: ["id"], children: { cp: 0 } }],
  ["source", { attributes: ["xml:lang", "xml:space"], required: [], children: INLINE }],
  ["target", { attributes: ["xml:lang", "xml:space", "order"], required: [], children: INLINE }],
  ["cp", { attributes: ["hex"], required: ["hex"], children: {} }],
  ["ph", { attributes: ["id", ...CODE, ...SINGLE], required: ["id"], children: {} }],
  [
    "pc",
    {
      attributes: [
        ...["id", "canOverlap", "dir", ...CODE, "dispStart", "dispEnd", "equivStart", "equivEnd"],
        ...["dataRefStart", "dataRefEnd", "subFlowsStart", "subFlowsEnd"],
      ],
      required: ["id"],
      children: INLINE,
    },
  ],
  [
    "sc",
    {
      attributes: ["id", "canOverlap", "dir", "isolated", ...CODE, ...SINGLE],
      required: ["id"],
      children: {},
    },
  ],
  [
    "ec",
    {
      attributes: ["id", "startRef", "canOverlap", "dir", "isolated", ...CODE, ...SINGLE],
      required: [],
      children: {},
    },
  ],
  [
    "mrk",
    {
      attributes: ["id", "translate", "type", "ref", "value"],
      required: ["id"],
      children: INLINE,
      extensible: true,
    },
  ],
  [
    "sm",
    {
      attributes: ["id", "translate", "type", "ref", "value"],
      required: ["id"],
      children: {},
      extensible: true,
    },
  ],
  ["em", { attributes: ["startRef"], required: ["startRef"], children: {} }],
]);

/** The same with what 2.2 allows beyond 2.1. */
const GRAMMAR_22: ReadonlyMap<string, ElementRule> = new Map([
  ...GRAMMAR,
  [
    "xliff",
    {
      attributes: ["version", "srcLang", "trgLang", "xml:space"],
      required: ["version", "srcLang"],
      children: { notes: 0, file: 2 },
      foreign: 1,
      single: ["notes"],
      some: [["file"]],
      extensible: true,
    },
  ],
  [
    "note",
    {
      attributes: ["id", "appliesTo", "category", "priority", "ref"],
      required: [],
      children: {},
      extensible: true,
    },
  ],
]);

function segmentRule(attributes: readonly string[]): ElementRule {
  return {
    attributes,
    required: [],
    children: { source: 0, target: 1 },
    single: ["source", "target"],
    some: [["source"]],
  };
}

const YES_NO = /^(yes|no)$/u;
const DIRECTION = /^(ltr|rtl|auto)$/u;
/** `prefix:value`. */
export const USER_DEFINED = /^[^\s:]+:\S.*$/u;
/** Name characters. Beyond ASCII the test is lenient, because no real scheme of ids breaks the rule there. */
export const NMTOKEN = /^[\w.\-:\u00B7\u00C0-\uFFFF]+$/;
/** RFC 5646 in form: subtags of letters and digits, the first of two to eight letters (or `x`, `i`). */
const LANGUAGE = /^([A-Za-z]{2,8}|[xXiI])(-[A-Za-z0-9]{1,8})*$/u;

/** Patterns for the values of attributes, by name. */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ["id", NMTOKEN],
  ["copyOf", NMTOKEN],
  ["startRef", NMTOKEN],
  ["srcLang", LANGUAGE],
  ["trgLang", LANGUAGE],
  ["xml:lang", /^$|^([A-Za-z]{2,8}|[xXiI])(-[A-Za-z0-9]{1,8})*$/u],
  ["xml:space", /^(default|preserve)$/u],
  ["canResegment", YES_NO],
  ["translate", YES_NO],
  ["canCopy", YES_NO],
  ["canDelete", YES_NO],
  ["canOverlap", YES_NO],
  ["isolated", YES_NO],
  ["canReorder", /^(yes|firstNo|no)$/u],
  ["dir", DIRECTION],
  ["srcDir", DIRECTION],
  ["trgDir", DIRECTION],
  ["state", /^(initial|translated|reviewed|final)$/u],
  ["subState", USER_DEFINED],
  ["order", /^[1-9]\d*$/u],
  ["appliesTo", /^(source|target)$/u],
  ["priority", /^([1-9]|10)$/u],
  ["hex", /^[0-9A-Fa-f]{4,6}$/u],
]);

const CODE_TYPE = /^(fmt|ui|quote|link|image|other)$/u;
const ANNOTATION_TYPE = /^(generic|comment|term)$|^[^\s:]+:\S.*$/u;

/** Pattern for `type`, which means different things on codes, annotations and units. */
function typeRule(element: string): RegExp {
  if (element === "mrk" || element === "sm") return ANNOTATION_TYPE;
  return element === "unit" || element === "group" ? USER_DEFINED : CODE_TYPE;
}

/** Rule of an element, prepared for fast checks. */
export interface CompiledRule {
  /** Bit that stands for this element in a set of children. */
  readonly bit: number;
  /** Its attributes, each with the test of its values. */
  readonly shapes: ReadonlyMap<string, (value: string) => boolean>;
  readonly required: readonly string[];
  readonly children: ReadonlyMap<string, CompiledChild>;
  readonly foreign: number | undefined;
  /** At least one child of each set has to be there. `names` is for messages. */
  readonly some: readonly { readonly bits: number; readonly names: string }[];
  readonly isExtensible: boolean;
  /** True for elements that may hold text. False for `skeleton` too, because the validator must know whether it is empty. */
  readonly holdsText: boolean;
}

export interface CompiledChild {
  readonly rule: CompiledRule;
  readonly place: number;
  readonly isSingle: boolean;
}

const HOLDS_TEXT: ReadonlySet<string> = new Set(["source", "target", "note", "data", "pc", "mrk"]);
const anything = () => true;

/** Compiles a grammar. Returns its root element. */
function compile(grammar: ReadonlyMap<string, ElementRule>): CompiledChild {
  const bits = new Map([...grammar.keys()].map((name, at) => [name, 1 << at]));
  const bitOf = (name: string) => bits.get(name) ?? 0;
  const rules = new Map<string, CompiledRule & { readonly children: Map<string, CompiledChild> }>();
  for (const [element, rule] of grammar) {
    const shapes = rule.attributes.map((name) => {
      const shape = name === "type" ? typeRule(element) : VALUES.get(name);
      return [name, shape === undefined ? anything : (value: string) => shape.test(value)] as const;
    });
    rules.set(element, {
      bit: bitOf(element),
      shapes: new Map(shapes),
      required: rule.required,
      children: new Map(),
      foreign: rule.foreign,
      some: (rule.some ?? []).map((names) => ({
        bits: names.reduce((all, name) => all | bitOf(name), 0),
        names: names.join("|"),
      })),
      isExtensible: rule.extensible === true,
      holdsText: HOLDS_TEXT.has(element),
    });
  }
  for (const [element, { children, single }] of grammar) {
    for (const [name, place] of Object.entries(children)) {
      const rule = rules.get(name);
      if (rule === undefined) throw new Error(`no rule for ${name}`);
      rules.get(element)?.children.set(name, { rule, place, isSingle: single?.includes(name) === true });
    }
  }
  const rule = rules.get("xliff");
  if (rule === undefined) throw new Error("no rule for xliff");
  return { rule, place: 0, isSingle: true };
}

export const XLIFF_21 = compile(GRAMMAR);
export const XLIFF_22 = compile(GRAMMAR_22);

/** XLIFF's own sub-types by their type (2.1 §4.3.1.41). */
const SUB_TYPES: Readonly<Record<string, RegExp>> = {
  fmt: /^xlf:(lb|pb|b|i|u)$/u,
  ui: /^xlf:var$/u,
};

export function isSubType(type: string | undefined, subType: string): boolean {
  if (type === undefined || !USER_DEFINED.test(subType)) return false;
  return (
    !subType.startsWith("xlf:") || (Object.hasOwn(SUB_TYPES, type) && SUB_TYPES[type]?.test(subType) === true)
  );
}

/** Elements of modules that may stand in core elements, by namespace. */
export const MODULE_ELEMENTS: ReadonlyMap<string, RegExp> = new Map([
  [MODULES.metadata, /^metadata$/u],
  [MODULES.matches, /^matches$/u],
  [MODULES.glossary, /^glossary$/u],
  [MODULES.resources, /^resourceData$/u],
  [MODULES.size, /^(profiles|data)$/u],
  [MODULES.validation, /^validation$/u],
  [MODULES.changes, /^changeTrack$/u],
  [MODULES.its, /^(locQualityIssues|provenanceRecords)$/u],
]);

export const MODULE_NAMESPACES: ReadonlySet<string> = new Set(Object.values(MODULES));

/** Values of `fs:fs` (2.1 §5.3.4.1): names of HTML elements. */
export const FORMAT_STYLES: ReadonlySet<string> = new Set(
  (
    "a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 " +
    "head hr html i img label legend li ol p pre q s samp select small span strike strong sub sup table tbody td tfoot " +
    "th thead title tr tt u ul"
  ).split(" "),
);

/** Prefixes of fragment identifiers (2.1 §4.4) that core or a module defines. */
const SELECTORS: ReadonlySet<string> = new Set("n d t gls mtc res ctr mda slr val its fs pgs tbx".split(" "));

export interface Fragment {
  readonly file?: string;
  readonly group?: string;
  readonly unit?: string;
  /** `n` note, `d` data, `t` target, "" segment or code of the source; else the prefix of a module. */
  readonly selector?: string;
  readonly id?: string;
}

/** Reads a fragment identifier, given without `#`. `undefined` when it is malformed. */
export function parseFragment(fragment: string): Fragment | undefined {
  const parts = fragment.replace(/^\//u, "").split("/");
  const found: { file?: string; group?: string; unit?: string; selector?: string; id?: string } = {};
  let rank = 0;
  for (const part of parts) {
    const equals = part.indexOf("=");
    const selector = equals < 0 ? "" : part.slice(0, equals);
    const id = part.slice(equals + 1);
    if (!NMTOKEN.test(id)) return undefined;
    const at = selector === "f" ? 1 : selector === "g" || selector === "u" ? 2 : 3;
    if (at <= rank || (at === 3 && selector !== "" && !SELECTORS.has(selector))) return undefined;
    rank = at;
    if (selector === "f") found.file = id;
    else if (selector === "g") found.group = id;
    else if (selector === "u") found.unit = id;
    else Object.assign(found, { selector, id });
  }
  return found;
}
