/**
 * `Content-Disposition` of a download (RFC 6266). A name that is not ASCII is sent twice: encoded by RFC 8187, and in
 * ASCII for old clients. Control characters, quotes and path separators become `_`.
 */
export function attachment(filename: string): string {
  const safe = filename.replaceAll(/[\p{Cc}"\\/]/gu, "_").toWellFormed();
  const plain = safe.replaceAll(/[^\x20-\x7E]/gu, "_");
  const header = `attachment; filename="${plain}"`;
  return plain === safe ? header : `${header}; filename*=UTF-8''${encoded(safe)}`;
}

/** Encodes more than `encodeURIComponent`, because `attr-char` of RFC 8187 allows fewer characters. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
