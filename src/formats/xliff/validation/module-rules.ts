import { MODULES } from "../vocabulary.ts";
import { NMTOKEN, USER_DEFINED } from "./grammar.ts";

type Shape = (value: string) => boolean;

/** Attributes and children that an element of a module may have (2.1 §5 and the XSDs of the modules). */
export interface ModuleRule {
  readonly attributes: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Allowed children (of the module, of core, of metadata) with their place in the order. */
  readonly children?: Readonly<Record<string, number>>;
  readonly single?: readonly string[];
  /** At least one child of each group has to be there. */
  readonly some?: readonly (readonly string[])[];
  /** Elements of other namespaces may follow its own children. */
  readonly open?: true;
  /** Attributes of other namespaces are allowed. */
  readonly extensible?: true;
  readonly text?: true;
  /** Its `id` is unique within the nearest element of this name. */
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

export const RESOURCE = { attributes: { href: any, "xml:lang": any }, open: true, extensible: true } as const;

export const RULES: Readonly<Record<string, Readonly<Record<string, ModuleRule>>>> = {
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
