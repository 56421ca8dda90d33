import { Problem } from "../../domain/problem.ts";
import { type Archive, openArchive } from "./zip.ts";

/** First bytes of a compound file (MS-CFB): an old document, or the envelope of an encrypted one. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** Name of the stream that holds an encrypted document (MS-OFFCRYPTO §2.3.4.4), in UTF-16. */
const ENVELOPE = [..."EncryptedPackage"].flatMap((character) => [character.charCodeAt(0), 0]);
/** The directory of a compound file is searched in this many bytes at its start and its end. */
const SEARCHED = 1024 * 1024;

const MANIFEST = "META-INF/manifest.xml";

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

/** True for a file of `doc`, `xls` or `ppt`, and for an encrypted document. */
export const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, COMPOUND);

/**
 * Opens the package of a document.
 *
 * @param limit largest size of all parts that are read, in unpacked bytes
 * @param format name of the format, for messages
 * @throws {Problem} `file-empty`, `document-legacy`, `document-encrypted`, `document-invalid`, `archive-too-large`
 */
export function openPackage(bytes: Uint8Array, limit: number, format: string): Archive {
  if (bytes.length === 0) throw new Problem("file-empty");
  if (isCompound(bytes)) {
    const isEncrypted =
      includes(bytes.subarray(0, SEARCHED), ENVELOPE) || includes(bytes.subarray(-SEARCHED), ENVELOPE);
    throw new Problem(isEncrypted ? "document-encrypted" : "document-legacy", {
      format: format.toUpperCase(),
    });
  }
  const archive = openArchive(bytes, limit, () => invalidDocument(format));
  // OpenDocument encrypts part by part, and from version 1.3 on as a whole.
  if (archive.names.includes(MANIFEST)) {
    const text = new TextDecoder().decode(archive.read(MANIFEST));
    if (/<(?:\w+:)?encryption-data[\s/>]/u.test(text)) throw new Problem("document-encrypted");
  }
  return archive;
}

/** The problem for a file that is no document of a format, or a damaged one. */
export const invalidDocument = (format: string): Problem =>
  new Problem("document-invalid", { format: format.toUpperCase() });

function includes(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, place) => bytes[at + place] === byte)) return true;
  }
  return false;
}
