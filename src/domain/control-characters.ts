/** A line break, NUL or another character that no line of text has. A tab is only white space. */
const CONTROL = /(?!\t)[\p{Cc}\u2028\u2029]/u;

/** True for a text that is more than one line, or has characters that nobody can see. */
export const hasControl = (text: string): boolean => CONTROL.test(text);
