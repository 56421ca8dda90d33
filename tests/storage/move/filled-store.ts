import { createToken } from "../../../src/services/access/create-token.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { addComment } from "../../../src/services/questions/add-comment.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { addMark } from "../../../src/services/marks/add-mark.ts";
import { publishStrings } from "../../../src/services/strings/publish-strings.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { createWebhook } from "../../../src/services/webhooks/create-webhook.ts";
import { importId } from "../../../src/storage/rows/imports.ts";
import { anna, boris, bytes, siteOf, testContext, type TestContext } from "../../services/helpers.ts";

/** A text that is longer than a statement of D1, with characters of two code units where it may be cut. */
const LONG = `${"лёд’ и; «снег» ?1, ".repeat(2000)}${"🧊".repeat(12_000)}`;

/**
 * Does in an empty store what people do: documents with edits and an undo, published strings, a glossary with a deleted
 * concept, a token, a webhook, a mark. Seven units.
 */
export async function filledStore(storage: TestContext["storage"]): Promise<void> {
  const context = await testContext(storage);
  await siteOf(context, {
    en: { a: "Sea ice", b: "Fast ice", c: "Floe" },
    ru: { a: "Морской лёд", b: "Припай" },
  });
  await createDocument(
    context,
    boris,
    { collection: "c", id: "talk", title: "Talk", format: "text", source: "ru" },
    bytes(`Лёд тает.\n\nЛьдина плывёт; 'быстро'.\n\nЧасть?1.\n\n${LONG}`),
  );
  const [unit] = (await listUnits(context, anna, "site", { limit: 1 })).items;
  if (unit === undefined) throw new Error("no unit");
  await editUnit(context, boris, unit.id, unit.version, { variants: { zh: { text: "海冰" } } });
  const [last] = await storage.all<{ n: number }>("SELECT max(n) AS n FROM import");
  await undoImport(context, anna, importId(last?.n ?? 0));
  await addMark(context, boris, unit.id, { language: "ru", category: "accuracy", severity: "minor" });
  await publishStrings(context, anna, "site");
  const draft = (text: string) => ({
    terms: [{ language: "en" as const, text, administrativeStatus: "preferred" as const }],
  });
  const { id } = await createConcept(context, anna, draft("sea ice"));
  await addComment(context, boris, { concept: id }, { text: "Точно так?" });
  const gone = await createConcept(context, anna, draft("floe"));
  await removeConcept(context, anna, gone.id, gone.version);
  await createToken(context, anna, { name: "website", role: "reader" });
  await createWebhook(context, anna, { url: "https://example.org/hook", kinds: [] }, []);
}
