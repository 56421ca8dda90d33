/** A name of a document, made once for all its uses. */
export interface XmlName {
  /** As written. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Place of the colon; -1 for none. */
  readonly colon: number;
  /** The prefix that an attribute of this name declares ("" for the default namespace). */
  readonly declares: string | undefined;
  /** Whether it may be used with namespaces: what follows a colon has to be a name as well. */
  readonly isQualified: boolean;
  /** The namespace that it was last found to be in; for whom, is `scope`. */
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

/** For ASCII: whether a character may stand in a name. */
const NAME_UNITS = new Uint8Array(128);
for (let unit = 0; unit < NAME_UNITS.length; unit++) {
  NAME_UNITS[unit] = /[:A-Z_a-z\-.0-9]/.test(String.fromCharCode(unit)) ? 1 : 0;
}

/** Places for names: a document has some dozens. */
const SLOTS = 512;
/** Places that one name may stand in. */
const TRIES = 4;

/** Names of one document. Reading one makes no string where it was read before. */
export function createNames() {
  const slots: (XmlName | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  return {
    /** Offset just after the name that was read last. */
    end: 0,

    /** The name at a place of a text; nothing where there is none. One at the very end may be only its beginning. */
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
      // Where all are taken, the first has to go: nobody needs a name to stay.
      return (slots[slots[slot] === undefined ? slot : first] = createName(name));
    },

    /** Whether a character, given by its UTF-16 unit, may stand in a name; leniently beyond ASCII. */
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
  // A copy: the slot must not keep the text that the name was cut from.
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
