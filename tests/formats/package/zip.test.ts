import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { openArchive } from "../../../src/formats/package/zip.ts";
import { problemOf } from "../problem-of.ts";

const damaged = () => new Problem("document-invalid", { format: "DOCX" });
const open = (bytes: Uint8Array, limit = 1_000_000) => openArchive(bytes, limit, damaged);

const BYTES = zipSync(
  {
    mimetype: [strToU8("application/x-test"), { level: 0 }],
    "b.xml": [strToU8("<b>".repeat(500)), { level: 9, mtime: new Date("1999-12-31T10:00:00") }],
    "a.xml": [strToU8("<a/>"), { mtime: new Date("2020-02-03T04:05:06") }],
  },
  { mtime: new Date("2026-01-02T03:04:06") },
);

test("a file is replaced, and the bytes of all others stay where they were in the order", () => {
  const archive = open(BYTES);
  expect(archive.names).toEqual(["mimetype", "b.xml", "a.xml"]);
  const out = archive.replace(new Map([["a.xml", strToU8("<a>new</a>")]]));
  const parts = unzipSync(out);
  expect(Object.keys(parts)).toEqual(["mimetype", "b.xml", "a.xml"]);
  expect(strFromU8(parts["a.xml"] as Uint8Array)).toBe("<a>new</a>");
  // What stands before the replaced file is the same byte for byte.
  const local = Buffer.from(BYTES).lastIndexOf(Buffer.from("PK\u0003\u0004"));
  expect(Buffer.compare(out.subarray(0, local), BYTES.subarray(0, local))).toBe(0);
  // The date of the replaced file stays too: bytes 10 to 13 of its header.
  expect([...out.subarray(local + 10, local + 14)]).toEqual([...BYTES.subarray(local + 10, local + 14)]);
});

test("a stored file stays stored, and a replacement by the same bytes reads the same", () => {
  const out = open(BYTES).replace(new Map([["mimetype", strToU8("application/x-other")]]));
  expect(strFromU8(out.subarray(38, 57))).toBe("application/x-other");
  expect(strFromU8(open(out).read("b.xml") as Uint8Array)).toBe("<b>".repeat(500));
});

test("without replacements the archive is the very same array", () => {
  expect(open(BYTES).replace(new Map())).toBe(BYTES);
  expect(open(BYTES).replace(new Map([["none.xml", new Uint8Array()]]))).toBe(BYTES);
});

test("every damaged byte of a compressed file is noticed", () => {
  const at = Buffer.from(BYTES).indexOf("b.xml") + 5;
  const broken = BYTES.slice();
  broken[at + 4] = (broken[at + 4] ?? 0) ^ 0xff;
  expect(problemOf(() => open(broken).read("b.xml")).code).toBe("document-invalid");
  for (let length = 0; length < BYTES.length; length += 7)
    expect(problemOf(() => open(BYTES.slice(0, length))).code).toBe("document-invalid");
});

test("sizes that lie, encrypted files and two names in one entry are refused", () => {
  const central = Buffer.from(BYTES).indexOf(Buffer.from("PK\u0001\u0002"));
  const changed = (offset: number, value: number) => {
    const copy = BYTES.slice();
    new DataView(copy.buffer).setUint32(central + offset, value, true);
    return copy;
  };
  expect(problemOf(() => open(changed(24, 999_999)).read("mimetype")).code).toBe("document-invalid");
  expect(problemOf(() => open(changed(24, 0xffffffff)).read("mimetype")).code).toBe("archive-too-large");
  expect(problemOf(() => open(changed(42, 0xfffffff0)).read("mimetype")).code).toBe("document-invalid");
  const encrypted = BYTES.slice();
  encrypted[central + 8] = 1;
  expect(problemOf(() => open(encrypted).read("mimetype")).code).toBe("document-encrypted");
  const renamed = BYTES.slice();
  renamed[30] = 0x4d;
  expect(problemOf(() => open(renamed).read("mimetype")).code).toBe("document-invalid");
});

test("all files together may not unpack to more than the limit", () => {
  expect(open(BYTES, 1600).read("b.xml")?.length).toBe(1500);
  const archive = open(BYTES, 1600);
  archive.read("b.xml");
  // The same file again is no more.
  expect(archive.read("b.xml")?.length).toBe(1500);
  const small = open(BYTES, 1510);
  small.read("b.xml");
  expect(problemOf(() => small.read("mimetype")).code).toBe("archive-too-large");
});
