/** A file that the server has sent, not yet saved. */
export interface FetchedFile {
  readonly content: Blob;
  /** The name that the server gives it. */
  readonly name?: string | undefined;
  /** How many units could not be written whole (`Polynya-Warnings`). */
  readonly warnings: number;
}

/** Hands a file to the browser, which saves it. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has read the address by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The file name of a `Content-Disposition` (RFC 6266): the extended name (RFC 8187) goes first. */
export function fileNameOf(disposition: string | null): string | undefined {
  const extended = /;\s*filename\*=UTF-8''([^;\s]+)/iu.exec(disposition ?? "")?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // A broken name is no reason to lose the file: the plain name is there too.
    }
  }
  const plain = /;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/iu.exec(disposition ?? "");
  return plain?.[1]?.replace(/\\(.)/gu, "$1") ?? plain?.[2];
}
