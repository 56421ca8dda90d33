/** A name in a document. It is made once and used for every place where the document has it. */
export interface XmlName {
  /** As written. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Place of the colon; -1 when there is none. */
  readonly colon: number;
  /** Prefix that an attribute of this name declares; "" for the default namespace, `undefined` for no declaration. */
  readonly declares: string | undefined;
  /** False for a name that breaks the rules of namespaces: the part after a colon must be a name too. */
  readonly isQualified: boolean;
  /** Namespace that was found last. It holds within `scope`. */
  uri: string;
  scope: object | undefined;
}

const START =
  ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const REST = `${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`;
/** `Name` of XML 1.0 (5th ed. §2.3). */
const NAME = new RegExp(`^[${START}][${REST}]*$`, "u");
/** `NCName` of Namespaces in XML 1.0: one without a colon. */
const isUnqualifiedName = (text: string): boolean => NAME.test(text) && !text.includes(":");

/** 1 for the ASCII characters that may stand in a name. */
const NAME_UNITS = new Uint8Array(128);
for (let unit = 0; unit < NAME_UNITS.length; unit++) {
  NAME_UNITS[unit] = /[:A-Z_a-z\-.0-9]/.test(String.fromCharCode(unit)) ? 1 : 0;
}

/** Size of the table of names. A document has some dozens. */
const SLOTS = 512;
/** Slots that one name may use. */
const TRIES = 4;

/** Table of the names of one document. Reading a known name makes no new string. */
export function createNames() {
  const slots: (XmlName | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  return {
    /** Offset just after the name that was read last. */
    end: 0,

    /** The name at a place; `undefined` when there is none. A name at the very end of the text may be incomplete. */
    read(text: string, start: number): XmlName | undefined {
      const { length } = text;
      let position = start;
      let hash = 0;
      for (; position < length; position++) {
        const unit = text.charCodeAt(position);
        if (unit < 128 && NAME_UNITS[unit] === 0) break;
        hash = (Math.imul(hash, 31) + unit) | 0;
      }
      this.end = position;
      const first = (hash ^ (hash >>> 9)) & (SLOTS - 1);
      let slot = first;
      for (let tries = 0; tries < TRIES; tries++) {
        const known = slots[slot];
        if (known === undefined) break;
        if (isAt(text, start, position, known.name)) return known;
        slot = (slot + 1) & (SLOTS - 1);
      }
      const name = text.slice(start, position);
      if (!NAME.test(name)) return undefined;
      // When all slots are taken, the first name goes: names need not stay.
      return (slots[slots[slot] === undefined ? slot : first] = createName(name));
    },

    /** True for a UTF-16 unit that may stand in a name; true for all beyond ASCII. */
    isNameUnit: (unit: number): boolean => unit >= 128 || NAME_UNITS[unit] === 1,

    isUnqualifiedName,
  };
}

function isAt(text: string, start: number, end: number, name: string): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index++)
    if (text.charCodeAt(start + index) !== name.charCodeAt(index)) return false;
  return true;
}

function createName(written: string): XmlName {
  // A copy, so that the table does not keep the whole text in memory.
  const name = ` ${written}`.slice(1);
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  const local = colon < 0 ? name : name.slice(colon + 1);
  return {
    name,
    prefix,
    local,
    colon,
    declares: name === "xmlns" ? "" : prefix === "xmlns" ? local : undefined,
    isQualified: colon < 0 || (colon > 0 && isUnqualifiedName(local)),
    uri: "",
    scope: undefined,
  };
}
