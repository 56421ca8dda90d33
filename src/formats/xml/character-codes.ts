/* Codes of the characters that the XML reader looks for. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const SLASH = 0x2f;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** The first UTF-16 unit that needs a closer look: surrogates and the two forbidden characters come after it. */
export const SURROGATES = 0xd800;

export const isSpace = (unit: number) => unit === SPACE || unit === LF || unit === TAB || unit === CR;
