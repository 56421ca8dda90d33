/**
 * `Content-Disposition` of a download (RFC 6266). A name with letters beyond ASCII goes in the form of RFC 8187, beside a
 * plain one for old clients. Control characters, quotes and path separators of the name become `_`.
 */
export function attachment(filename: string): string {
  const safe = filename.replaceAll(/[\p{Cc}"\\/]/gu, "_").toWellFormed();
  const plain = safe.replaceAll(/[^\x20-\x7E]/gu, "_");
  const header = `attachment; filename="${plain}"`;
  return plain === safe ? header : `${header}; filename*=UTF-8''${encoded(safe)}`;
}

/** `attr-char` of RFC 8187 is stricter than `encodeURIComponent`. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
