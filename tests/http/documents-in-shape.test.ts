import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { bearer, OWNER, type Service, service } from "./app.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const BYTES = zipSync({
  "word/document.xml": strToU8(
    `<w:document xmlns:w="${W}"><w:body>${paragraph("Ice melts. Ships wait.")}${paragraph("Ports grow.")}</w:body></w:document>`,
  ),
  "word/media/image1.png": strToU8("picture"),
});

let polynya: Service;
let token: string;
let document: string;
const ask = (path: string, init: RequestInit = {}) =>
  polynya.request(`/api/v1/documents/${document}/${path}`, {
    ...init,
    headers: { ...bearer(token), ...init.headers },
  });
const bytesOf = async (path: string): Promise<Uint8Array> => {
  const answer = await ask(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return new Uint8Array(await answer.arrayBuffer());
};
const bodyOf = (bytes: Uint8Array): string =>
  [...strFromU8(unzipSync(bytes)["word/document.xml"] as Uint8Array).matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)]
    .map(([, text]) => text)
    .join("|");
const push = async (table: string, target: string) => {
  const answer = await ask(`push?filename=a.csv&source=en&target=${target}`, {
    method: "POST",
    body: table,
    headers: { "content-type": "application/octet-stream" },
  });
  expect(await answer.json()).toMatchObject({ counts: { rejected: 0, conflict: 0 } });
};

beforeAll(async () => {
  polynya = service();
  token = await polynya.token("translator");
  await createCollection(polynya.context, OWNER, { id: "c", title: "C" });
  const answer = await polynya.request("/api/v1/collections/c/documents?filename=seminar.docx&source=en", {
    method: "POST",
    body: new Uint8Array(BYTES),
    headers: { ...bearer(token), "content-type": "application/octet-stream" },
  });
  expect(answer.status).toBe(201);
  document = ((await answer.json()) as { document: { id: string } }).document.id;
});

test("a Word document goes out as it came in, and in each language that it has", async () => {
  expect(Buffer.compare(await bytesOf("export?format=original"), BYTES)).toBe(0);
  expect(Buffer.compare(await bytesOf("export?format=docx&target=en"), BYTES)).toBe(0);
  await push("key,zh\n1.1,冰在融化。\n1.2,船在等待。\n", "zh");
  await push("key,ru\n2.1,Порты растут.\n", "ru");
  expect(bodyOf(await bytesOf("export?format=docx&target=zh"))).toBe("冰在融化。船在等待。|Ports grow.");
  expect(bodyOf(await bytesOf("export?format=original&target=ru"))).toBe(
    "Ice melts. Ships wait.|Порты растут.",
  );
  expect(bodyOf(await bytesOf("export?format=docx&target=ru&untranslated=omit"))).toBe("Порты растут.");
  expect(Buffer.compare(await bytesOf("export?format=original"), BYTES)).toBe(0);
});

test("a text changed in its own language changes in the file", async () => {
  const { items } = (await (await ask("units?limit=10")).json()) as {
    items: { id: string; key: string; version: number }[];
  };
  const unit = items.find(({ key }) => key === "2.1");
  const answer = await polynya.request(`/api/v1/units/${unit?.id}`, {
    method: "PATCH",
    body: JSON.stringify({ variants: { en: { text: "Ports have grown." } } }),
    headers: { ...bearer(token), "content-type": "application/json", "if-match": `"${unit?.version}"` },
  });
  expect(answer.status).toBe(200);
  expect(bodyOf(await bytesOf("export?format=original"))).toBe("Ice melts. Ships wait.|Ports have grown.");
});

test("versions of a document that were aligned go out each in its own file", async () => {
  const files = {
    en: page("Ice melts.", "Ships wait."),
    ru: page("Лёд тает.", "Суда ждут."),
  };
  const form = new FormData();
  const alignment = {
    id: "aligned",
    segments: { en: ["Ice melts.", "Ships wait."], ru: ["Лёд тает.", "Суда ждут."] },
    beads: [
      { en: [0], ru: [0], confidence: 1 },
      { en: [1], ru: [1], confidence: 1 },
    ],
  };
  form.set("alignment", JSON.stringify(alignment));
  for (const [language, html] of Object.entries(files))
    form.set(language, new File([html], `talk.${language}.html`));
  const send = (body: FormData) =>
    polynya.request("/api/v1/collections/c/alignments", { method: "POST", headers: bearer(token), body });
  expect((await send(form)).status).toBe(201);
  for (const language of ["en", "ru"] as const) {
    const answer = await polynya.request(
      `/api/v1/documents/aligned/export?format=original&target=${language}`,
      { headers: bearer(token) },
    );
    expect(await answer.text()).toBe(files[language]);
    expect(answer.headers.get("content-disposition")).toContain(`talk.${language}.html`);
  }
  const empty = new FormData();
  empty.set("alignment", "{}");
  const refused = await send(empty);
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: "invalid-fields" }]);
});

const page = (...paragraphs: string[]): string =>
  `<!doctype html><body>${paragraphs.map((text) => `<p>${text}</p>`).join("")}</body>`;

test.each([
  ["en", "Open it in the program that made it and save it as DOCX."],
  ["ru", "Откройте его в программе, в которой он создан, и сохраните как DOCX."],
  ["zh", "请用创建它的程序打开，并另存为 DOCX。"],
])("a document of another kind is refused with advice in the language %s", async (language, advice) => {
  const answer = await polynya.request("/api/v1/collections/c/documents?filename=talk.rtf", {
    method: "POST",
    body: String.raw`{\rtf1 The ice melts.}`,
    headers: {
      ...bearer(token),
      "content-type": "application/octet-stream",
      "accept-language": language,
    },
  });
  expect(answer.status).toBe(415);
  expect(await answer.json()).toMatchObject({ code: "document-other", advice });
});
