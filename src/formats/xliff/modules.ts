import type { Params, ProblemCode } from "../../domain/problem.ts";
import type { XmlElement } from "../xml/reader.ts";
import { NMTOKEN, parseFragment, USER_DEFINED } from "./grammar.ts";
import { MODULES } from "./vocabulary.ts";

/** Tells what is wrong, with the code of a problem and the line. */
type Report = (code: ProblemCode, params: Params, line: number) => void;
type Resolve = (prefix: string) => string | undefined;
type Shape = (value: string) => boolean;

/** What an element of a module may have and hold (2.1 §5 and the modules' XSDs). */
interface ModuleRule {
  readonly attributes: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Children of the module itself, and those of core and metadata that it takes, with their place in the order. */
  readonly children?: Readonly<Record<string, number>>;
  readonly single?: readonly string[];
  /** Of each group, one at least. */
  readonly some?: readonly (readonly string[])[];
  /** Elements of other namespaces may stand in it, after its own. */
  readonly open?: true;
  /** Attributes of other namespaces are welcome. */
  readonly extensible?: true;
  readonly text?: true;
  /** Its `id` and those of its descendants' are unique in the nearest element of this name. */
  readonly unique?: string;
}

const any: Shape = () => true;
const nmtoken: Shape = (value) => NMTOKEN.test(value);
const oneOf =
  (...values: readonly string[]): Shape =>
  (value) =>
    values.includes(value);
const yesNo = oneOf("yes", "no");
const percent: Shape = (value) => /^\+?(\d+(\.\d*)?|\.\d+)$/.test(value) && Number(value) <= 100;
const form = oneOf("none", "nfc", "nfd");

const ID = { id: nmtoken };
const RESOURCE = { attributes: { href: any, "xml:lang": any }, open: true, extensible: true } as const;

const RULES: Readonly<Record<string, Readonly<Record<string, ModuleRule>>>> = {
  [MODULES.metadata]: {
    metadata: { attributes: ID, children: { metaGroup: 0 }, some: [["metaGroup"]], unique: "metadata" },
    metaGroup: {
      attributes: { ...ID, category: any, appliesTo: oneOf("source", "target", "ignorable") },
      children: { metaGroup: 0, meta: 0 },
      some: [["metaGroup", "meta"]],
      unique: "metadata",
    },
    meta: { attributes: { type: any }, required: ["type"], text: true },
  },
  [MODULES.matches]: {
    matches: { attributes: {}, children: { match: 0 }, some: [["match"]] },
    match: {
      attributes: {
        ...ID,
        matchQuality: percent,
        matchSuitability: percent,
        similarity: percent,
        origin: any,
        ref: any,
        reference: yesNo,
        subType: (value) => USER_DEFINED.test(value),
        type: oneOf("am", "mt", "icm", "idm", "tb", "tm", "other"),
      },
      required: ["ref"],
      children: { metadata: 0, originalData: 1, source: 2, target: 3 },
      single: ["metadata", "originalData", "source", "target"],
      some: [["source"], ["target"]],
      open: true,
      extensible: true,
      unique: "matches",
    },
  },
  [MODULES.glossary]: {
    glossary: { attributes: {}, children: { glossEntry: 0 }, some: [["glossEntry"]] },
    glossEntry: {
      attributes: { ...ID, ref: any },
      children: { term: 0, translation: 1, definition: 2 },
      single: ["term", "definition"],
      some: [["term"], ["translation", "definition"]],
      open: true,
      extensible: true,
      unique: "glossary",
    },
    term: { attributes: { source: any }, text: true, extensible: true },
    translation: {
      attributes: { ...ID, ref: any, source: any },
      text: true,
      extensible: true,
      unique: "glossary",
    },
    definition: { attributes: { source: any }, text: true, extensible: true },
  },
  [MODULES.resources]: {
    resourceData: { attributes: {}, children: { resourceItemRef: 0, resourceItem: 1 } },
    resourceItemRef: {
      attributes: { ...ID, ref: nmtoken },
      required: ["ref"],
      extensible: true,
      unique: "resourceData",
    },
    resourceItem: {
      attributes: { ...ID, mimeType: any, context: yesNo },
      // 2.2 has notes here.
      children: { notes: 0, source: 1, target: 2, reference: 3 },
      single: ["notes", "source", "target"],
      extensible: true,
      unique: "resourceData",
    },
    source: RESOURCE,
    target: RESOURCE,
    reference: { attributes: { href: any, "xml:lang": any }, required: ["href"], extensible: true },
  },
  [MODULES.size]: {
    profiles: {
      attributes: { generalProfile: any, storageProfile: any },
      children: { normalization: 0 },
      single: ["normalization"],
      open: true,
    },
    normalization: { attributes: { general: form, storage: form } },
    data: { attributes: { profile: any }, required: ["profile"], open: true, extensible: true },
  },
  [MODULES.validation]: {
    validation: { attributes: {}, children: { rule: 0 }, some: [["rule"]], extensible: true },
    rule: {
      attributes: {
        isPresent: any,
        isNotPresent: any,
        startsWith: any,
        endsWith: any,
        occurs: (value) => /^\+?0*[1-9]\d*$/.test(value),
        existsInSource: yesNo,
        caseSensitive: yesNo,
        normalization: form,
        disabled: yesNo,
      },
      extensible: true,
    },
  },
  [MODULES.changes]: {
    changeTrack: { attributes: {}, children: { revisions: 0 }, some: [["revisions"]] },
    revisions: {
      attributes: { appliesTo: nmtoken, ref: nmtoken, currentVersion: nmtoken },
      required: ["appliesTo"],
      children: { revision: 0 },
      some: [["revision"]],
      extensible: true,
    },
    revision: {
      attributes: { author: any, datetime: any, version: nmtoken },
      children: { item: 0 },
      some: [["item"]],
      extensible: true,
    },
    item: { attributes: { property: any }, required: ["property"], text: true, extensible: true },
  },
};

/** Sizes that the profiles of XLIFF itself (`xliff:codepoints`, `xliff:utf8` …) can tell: a maximum, or both ends. */
const RANGE = /^(\d+|\*)$|^\d+,(\d+|\*)$/;
const INTEGER = /^\d+$/;
const SIZES: Readonly<Record<string, RegExp>> = {
  sizeRestriction: RANGE,
  storageRestriction: RANGE,
  sizeInfo: INTEGER,
  equivStorage: INTEGER,
};
const SWITCH = /^(plural|ordinal|gender|select):\S+$/;
const TESTS = ["isPresent", "isNotPresent", "startsWith", "endsWith"];

interface ModuleFrame {
  /** Nothing for an element of another namespace. */
  readonly rule: ModuleRule | undefined;
  readonly local: string;
  readonly name: string;
  readonly uri: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ids: Set<string>;
  readonly seen: Set<string>;
  place: number;
  filled: boolean;
}

/** A reference that can be told only when all of its unit, group or file is known. */
interface Pending {
  readonly element: string;
  readonly attribute: string;
  readonly value: string;
  readonly line: number;
}

/** `revisions` of the change tracking module, with the properties that their items name. */
interface Revisions {
  readonly element: string;
  readonly appliesTo: string;
  readonly ref: string | undefined;
  readonly properties: Set<string>;
  readonly line: number;
}

/** A core element that holds modules: a `file`, a `group` or a `unit`. */
interface Holder {
  readonly spans: Pending[];
  readonly revisions: Revisions[];
  /** Its elements that revisions may apply to, by name. */
  readonly instances: { readonly local: string; readonly attributes: Readonly<Record<string, string>> }[];
  /** Names that stand for text: of segments, of `mrk` and `sm`. */
  readonly texts: Set<string>;
  /** How many cases `pgs:switch` asks for. */
  switches: number;
}

/** Listens to what of a document belongs to modules. */
export interface ModuleValidator {
  /** An element in a core element, or in another that this was told of. */
  open(element: XmlElement, resolve: Resolve): void;
  close(): void;
  text(data: string): void;
  /** An attribute of a module on a core element. */
  attribute(element: XmlElement, uri: string, own: string, name: string): void;
  /** A core element begins that may hold modules, or that they may refer to. */
  core(element: Pick<XmlElement, "local" | "attributes">): void;
  /** A `file`, `group` or `unit` ends. */
  leave(local: string): void;
}

/**
 * Checks the constraints of the modules of XLIFF 2 (2.1 §5; 2.2 part 2): metadata, candidates, glossary, validation, size
 * restriction, format style, resource data, change tracking, and plural, gender and select. Of ITS only where its
 * elements stand is checked. Made for a file as soon as it is seen to use one: others pay nothing for it.
 */
export function createModuleValidator(report: Report, sourceLanguage: string): ModuleValidator {
  const frames: ModuleFrame[] = [];
  const holders: Holder[] = [newHolder()];
  /** Ids in `slr:data` of the file, and what refers to them. */
  let sizes = new Set<string>();
  let sizeReferences: Pending[] = [];
  /** Whose profiles say what a size looks like: XLIFF's, the file's own, or (with none named) nobody's. */
  let profile: "standard" | "own" | "none" = "none";
  let revisions: Revisions | undefined;
  let properties = new Set<string>();

  return {
    open(element, resolve) {
      const parent = frames.at(-1);
      const rule = RULES[element.uri]?.[element.local];
      if (parent !== undefined) {
        parent.filled = true;
        if (parent.rule !== undefined) placeIn(parent, parent.rule, element);
        if (isSizeData()) for (const name of ["id", "xml:id"]) addSize(element.attributes[name]);
      }
      const { local, name, uri, line, attributes } = element;
      frames.push({
        rule,
        local,
        name,
        uri,
        line,
        attributes,
        ids: new Set(),
        seen: new Set(),
        place: -1,
        filled: false,
      });
      if (rule === undefined) return;
      checkAttributes(element, rule, resolve);
      identify(element, rule);
      begin(element);
    },
    close() {
      const frame = frames.pop();
      if (frame?.rule === undefined) return;
      for (const group of frame.rule.some ?? []) {
        if (!group.some((name) => frame.seen.has(name)))
          report("xliff-missing", { element: frame.name, missing: group.join("|") }, frame.line);
      }
      end(frame);
    },
    text(data) {
      const frame = frames.at(-1);
      if (frame === undefined || frame.filled || data.trim() === "") return;
      frame.filled = true;
      const isResource = frame.uri === MODULES.resources && frame.rule === RESOURCE;
      if (frame.rule !== undefined && frame.rule.text !== true && !isResource)
        report("xliff-invalid", { rule: "text", element: frame.name }, frame.line);
    },
    attribute,
    core({ local, attributes }) {
      const holder = holders.at(-1);
      if (holder !== undefined && holder.revisions.length > 0) holder.instances.push({ local, attributes });
      if (local === "file" || local === "group" || local === "unit") holders.push(newHolder());
      else if (local === "segment" || local === "mrk" || local === "sm") {
        const id = attributes["id"];
        if (id !== undefined) holder?.texts.add(id);
      }
    },
    leave(local) {
      const holder = holders.length > 1 ? holders.pop() : holders[0];
      if (holder === undefined) return;
      for (const { element, attribute: name, value, line } of holder.spans) {
        const fragment = value.startsWith("#") ? parseFragment(value.slice(1)) : undefined;
        const isText = /^t?$/.test(fragment?.selector ?? "-") && holder.texts.has(fragment?.id ?? "");
        if (!isText)
          report("xliff-reference", { element, attribute: name, value: value.slice(0, 100) }, line);
      }
      for (const one of holder.revisions) checkRevisions(one, holder);
      if (local !== "file") return;
      for (const { element, attribute: name, value, line } of sizeReferences) {
        if (!sizes.has(value))
          report("xliff-reference", { element, attribute: name, value: value.slice(0, 100) }, line);
      }
      sizes = new Set();
      sizeReferences = [];
      profile = "none";
    },
  };

  function placeIn(parent: ModuleFrame, rule: ModuleRule, { uri, local, name, line }: XmlElement) {
    const isOwn =
      uri === parent.uri ||
      uri === MODULES.metadata ||
      uri.startsWith("urn:oasis:names:tc:xliff:document:2.");
    const place = isOwn ? rule.children?.[local] : undefined;
    if (place === undefined) {
      // What is not its own may come where the rule is open, and only after what is.
      if (rule.open !== true || uri === parent.uri)
        report("xliff-element", { element: name, parent: parent.name }, line);
      parent.place = Number.POSITIVE_INFINITY;
      return;
    }
    const isSecond = parent.seen.has(local) && rule.single?.includes(local) === true;
    if (place < parent.place || isSecond)
      report("xliff-element", { element: name, parent: parent.name }, line);
    parent.seen.add(local);
    if (place > parent.place) parent.place = place;
  }

  function checkAttributes(element: XmlElement, rule: ModuleRule, resolve: Resolve) {
    const { name: local, attributes, line, uri } = element;
    for (const name of rule.required ?? []) {
      if (attributes[name] === undefined) report("xliff-missing", { element: local, missing: name }, line);
    }
    for (const name in attributes) {
      if (name === "xmlns" || name.startsWith("xmlns:")) continue;
      const shape = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
      const value = attributes[name] ?? "";
      if (shape !== undefined) {
        if (!shape(value)) badValue(local, name, value, line);
        continue;
      }
      const colon = name.indexOf(":");
      const isOther = colon > 0 && resolve(name.slice(0, colon)) !== uri;
      // The languages of a candidate are those of its document.
      if (!isOther || rule.extensible !== true || (name === "xml:lang" && uri === MODULES.matches))
        report("xliff-attribute", { element: local, attribute: name }, line);
    }
  }

  function identify({ attributes, name, line }: XmlElement, { unique }: ModuleRule) {
    const { id } = attributes;
    if (unique === undefined || id === undefined) return;
    const scope = frames.findLast((frame) => frame.local === unique)?.ids;
    if (scope?.has(id) === true) report("xliff-id-duplicate", { element: name, id }, line);
    scope?.add(id);
  }

  /** What is to be told of single elements, beyond tables. */
  function begin({ uri, local, name, attributes, line }: XmlElement) {
    const { ref } = attributes;
    // A candidate is one for a text of its unit; a term may also come from anywhere.
    if (ref !== undefined && (uri === MODULES.matches || (uri === MODULES.glossary && ref.startsWith("#"))))
      holders.at(-1)?.spans.push({ element: name, attribute: "ref", value: ref, line });
    if (uri === MODULES.matches && attributes["subType"] !== undefined && attributes["type"] === undefined)
      report("xliff-missing", { element: name, missing: "type" }, line);
    else if (uri === MODULES.validation && local === "rule") checkRule(name, attributes, line);
    else if (uri === MODULES.size && local === "profiles") {
      const isStandard = ["generalProfile", "storageProfile"].every((one) =>
        (attributes[one] ?? "xliff:").startsWith("xliff:"),
      );
      profile = isStandard ? "standard" : "own";
    } else if (uri === MODULES.resources && local === "source") {
      const language = attributes["xml:lang"];
      if (language !== undefined && language.toLowerCase() !== sourceLanguage.toLowerCase())
        badValue(name, "xml:lang", language, line);
    } else if (uri === MODULES.changes) beginChange(local, name, attributes, line);
  }

  function end(frame: ModuleFrame) {
    const { uri, local, name, attributes, line } = frame;
    if (uri === MODULES.changes && local === "revisions") revisions = undefined;
    if (frame.rule !== RESOURCE) return;
    const isElsewhere = attributes["href"] !== undefined;
    if (isElsewhere && frame.filled) report("xliff-attribute", { element: name, attribute: "href" }, line);
    else if (!isElsewhere && !frame.filled) report("xliff-missing", { element: name, missing: "href" }, line);
  }

  /** A rule has one test, of its own or of another namespace; what goes with some tests only, goes with those. */
  function checkRule(element: string, attributes: Readonly<Record<string, string>>, line: number) {
    const tests = TESTS.filter((name) => attributes[name] !== undefined);
    const custom = Object.keys(attributes).some((name) => name.includes(":") && !name.startsWith("xmlns:"));
    if (tests.length === 0 && !custom) report("xliff-missing", { element, missing: TESTS.join("|") }, line);
    for (const attribute of tests.slice(1)) report("xliff-attribute", { element, attribute }, line);
    const [test] = tests;
    if (attributes["existsInSource"] !== undefined && (test === undefined || test === "isNotPresent"))
      report("xliff-attribute", { element, attribute: "existsInSource" }, line);
    if (attributes["occurs"] !== undefined && test !== "isPresent")
      report("xliff-attribute", { element, attribute: "occurs" }, line);
  }

  function beginChange(
    local: string,
    element: string,
    { appliesTo = "", ref, property = "" }: Readonly<Record<string, string>>,
    line: number,
  ) {
    if (local === "revisions") {
      revisions = { element, appliesTo, ref, properties: new Set(), line };
      holders.at(-1)?.revisions.push(revisions);
    } else if (local === "revision") properties = new Set();
    else if (local === "item") {
      // An attribute has one value at a time, and an element one content.
      if (properties.has(property)) badValue(element, "property", property, line);
      properties.add(property);
      revisions?.properties.add(property);
    }
  }

  /** `ref` names one of several; properties are `content` and the attributes of what was revised. */
  function checkRevisions({ element, appliesTo, ref, properties: named, line }: Revisions, holder: Holder) {
    const same = holder.instances.filter(({ local }) => local === appliesTo);
    if (ref === undefined && same.length > 1 && same.some(({ attributes }) => attributes["id"] !== undefined))
      report("xliff-missing", { element, missing: "ref" }, line);
    if (ref !== undefined && !holder.instances.some(({ attributes }) => attributes["id"] === ref))
      report("xliff-reference", { element, attribute: "ref", value: ref.slice(0, 100) }, line);
    const revised = ref === undefined ? same : same.filter(({ attributes }) => attributes["id"] === ref);
    const [only] = revised;
    if (revised.length !== 1 || only === undefined) return;
    for (const property of named) {
      if (property !== "content" && only.attributes[property] === undefined)
        badValue(element, "property", property, line);
    }
  }

  function attribute({ local, attributes, line }: XmlElement, uri: string, own: string, name: string) {
    const value = attributes[name] ?? "";
    if (uri === MODULES.size) checkSize(local, own, name, value, attributes, line);
    else if (uri === MODULES.formatStyle && own === "subFs") {
      const style = `${name.slice(0, name.indexOf(":") + 1)}fs`;
      if (attributes[style] === undefined) report("xliff-missing", { element: local, missing: style }, line);
    } else if (uri === MODULES.pluralGenderSelect) checkPlural(local, own, name, value, line);
  }

  function checkSize(
    element: string,
    own: string,
    name: string,
    value: string,
    attributes: Readonly<Record<string, string>>,
    line: number,
  ) {
    const shape = Object.hasOwn(SIZES, own) ? SIZES[own] : undefined;
    if (shape === undefined && own !== "sizeInfoRef") {
      report("xliff-attribute", { element, attribute: name }, line);
      return;
    }
    // An `ec` has the sizes of its `sc`, unless it is on its own.
    if (element === "ec" && attributes["isolated"] !== "yes")
      report("xliff-attribute", { element, attribute: name }, line);
    if (own === "sizeInfoRef") {
      const direct = `${name.slice(0, name.indexOf(":") + 1)}sizeInfo`;
      if (attributes[direct] !== undefined) report("xliff-attribute", { element, attribute: direct }, line);
      sizeReferences.push({ element, attribute: name, value, line });
    } else if (shape?.test(value) === false) {
      // Without a profile a size may be any text, but what looks like a number must be a whole one.
      const isMeant = profile === "standard" || (profile === "none" && /^[\d.,*]+$/.test(value));
      if (isMeant) badValue(element, name, value, line);
    }
  }

  /** `pgs:switch` of a unit (or what it stands in) names what is chosen by; each `pgs:case` has a value for each of them. */
  function checkPlural(element: string, own: string, name: string, value: string, line: number) {
    const parts = value.trim().split(/\s+/u);
    const holder = holders.at(-1);
    if (own === "switch") {
      if (!parts.every((part) => SWITCH.test(part))) badValue(element, name, value, line);
      if (holder !== undefined) holder.switches = parts.length;
    } else if (own === "case") {
      const wanted = holders.findLast(({ switches }) => switches > 0)?.switches;
      if (wanted !== parts.length || value.trim() === "") badValue(element, name, value, line);
    } else report("xliff-attribute", { element, attribute: name }, line);
  }

  function isSizeData(): boolean {
    return frames.some(({ uri, local }) => uri === MODULES.size && local === "data");
  }

  function addSize(id: string | undefined) {
    if (id !== undefined) sizes.add(id);
  }

  function badValue(element: string, name: string, value: string, line: number) {
    report("xliff-value", { element, attribute: name, value: value.slice(0, 100) }, line);
  }
}

const newHolder = (): Holder => ({ spans: [], revisions: [], instances: [], texts: new Set(), switches: 0 });
