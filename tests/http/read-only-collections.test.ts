import { beforeAll, describe, expect, test } from "vitest";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { createAssignment } from "../../src/services/assignments/create-assignment.ts";
import { insertPerson } from "../../src/storage/rows/people.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { editCollection } from "../../src/services/documents/edit-collection.ts";
import { addMark } from "../../src/services/marks/add-mark.ts";
import { removeMarks } from "../../src/services/marks/remove-marks.ts";
import { listFindings } from "../../src/services/quality/list-findings.ts";
import { listUnits } from "../../src/services/units/list-units.ts";
import { bearer, OWNER, type Service, service } from "./app.ts";

/**
 * Every operation that is no reading is named here: either it would write into the documents of a collection, or about
 * their units, and is refused while the collection is read-only; or it cannot.
 */

/** Body by operation. `{unit}` and the like stand for ids in the read-only collection. */
const REFUSED: Readonly<Record<string, unknown>> = {
  createDocument: "key,en,ru\nc,Sea,Море\n",
  createAlignedDocument: {
    segments: { en: ["Sea"], ru: ["Море"] },
    beads: [{ en: [0], ru: [0], confidence: 1 }],
  },
  reviewAlignment: { kind: "accept", confidence: 0 },
  updateDocument: { title: "Ours" },
  deleteDocument: undefined,
  pushDocument: "key,en,ru\na,Sea ice,Лёд моря\n",
  pretranslateDocument: { source: "en", target: "ru" },
  updateUnit: { variants: { ru: { text: "Море" } } },
  updateUnits: { state: "reviewed" },
  deleteUnits: undefined,
  returnUnits: { scope: { units: ["{unit}"], languages: ["ru"] }, reason: "again" },
  confirmAssignment: { state: "reviewed" },
  returnAssignment: { reason: "again" },
  spreadTranslation: { source: "en", target: "ru", overwrite: "all" },
  replaceTexts: { find: { text: "лёд", mode: "text" }, replace: "льды", scope: { documents: ["kept"] } },
  addMark: { language: "ru", category: "style", severity: "minor" },
  removeMarks: { marks: ["{mark}"] },
  restoreMarks: { marks: ["{gone}"] },
  markDuplicates: {
    kind: "targets",
    source: "en",
    target: "ru",
    units: ["{unit}", "{twin}"],
    reason: "meant",
  },
  ignoreFinding: { reason: "meant" },
  ignoreFindings: { findings: ["{finding}"], reason: "meant" },
  unignoreFinding: undefined,
  unignoreFindings: { findings: ["{finding}"] },
  undoImport: undefined,
  addMissingStrings: { fresh: "Море" },
  createProposal: {
    translations: [{ unit: "{third}", language: "ru", text: "Берег" }],
  },
};

/** Operations that do not write into documents, with what they write instead. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  nothing:
    "alignTexts analyseTexts briefSegments findCandidates checkTexts lookupSegments findSimilarConcepts getChangeImpact recogniseTerms suggestTranslation testWebhook cutText callMcp".split(
      " ",
    ),
  "settings and title of the collection itself":
    "updateCollection deleteCollection learnWord setSegmentation removeSegmentation".split(" "),
  "another collection": ["createCollection"],
  "who translates what until when, which is no memory":
    "createAssignment updateAssignment deleteAssignment".split(" "),
  "questions and answers about units, which are no memory": [
    "createUnitComment",
    "answerQuestion",
    "updateComment",
    "resolveQuestion",
    "reopenQuestion",
  ],
  "the public copy of the strings": ["publishStrings"],
  "what is remembered about candidates": ["refuseCandidate"],
  "the glossary, which is no collection's":
    "createConcept updateConcept deleteConcept restoreConcept updateConcepts deleteConcepts createConceptComment mergeConcepts importGlossary setPublic".split(
      " ",
    ),
  "people and their rights":
    "updateMe endMySession createMyRecoveryCodes beginMyPasskey addMyPasskey renameMyPasskey removeMyPasskey beginPasskeySignIn signInWithPasskey linkMyIdentity unlinkMyIdentity createToken revokeToken createSignInLink signIn joinService signOut updatePerson createInvitation withdrawInvitation".split(
      " ",
    ),
  "programs beside the service":
    "createWebhook updateWebhook deleteWebhook setSuggester removeSuggester".split(" "),
  // Its imports are undone one by one, as by `undoImport`.
  "what a proposal wrote": ["undoProposal"],
};

let polynya: Service;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  polynya = service();
  const { context } = polynya;
  await createCollection(context, OWNER, { id: "house", title: "House" });
  const csv = new TextEncoder().encode(
    "key,en,ru\na,Sea ice,Морской лёд 7\nb,Sea ice,Лёд на море\nc,The shore,\nd,The shore,Берег\n",
  );
  const made = await createDocument(
    context,
    OWNER,
    { collection: "house", id: "kept", namespace: "kept", filename: "t.csv" },
    csv,
  );
  const [a, b, third] = (await listUnits(context, OWNER, "kept", { limit: 10 })).items;
  const style = { language: "ru", category: "style", severity: "minor" } as const;
  const mark = await addMark(context, OWNER, a?.id ?? "", style);
  const gone = await addMark(context, OWNER, a?.id ?? "", style);
  await removeMarks(context, OWNER, [gone.id], true);
  await context.storage.batch(
    insertPerson({
      ...{ id: "rita", name: "Rita", kind: "person", languages: [], role: "reviewer", roles: {}, given: [] },
      ...{ version: 1, disabled: null, created: "2026-11-01T00:00:00.000Z", createdBy: "owner" },
    }),
  );
  const work = { person: "rita", step: "review", source: "en", target: "ru" } as const;
  const assignment = await createAssignment(context, OWNER, "kept", work);
  const [finding] = (await listFindings(context, OWNER, { document: "kept", limit: 1 })).items;
  await editCollection(context, OWNER, "house", { settings: { memory: { readOnly: true } } });
  ids = {
    collection: "house",
    document: "kept",
    namespace: "kept",
    language: "en",
    import: made.report.import ?? "",
    unit: a?.id ?? "",
    twin: b?.id ?? "",
    third: third?.id ?? "",
    mark: mark.id,
    gone: gone.id,
    finding: finding?.id ?? "",
    assignment: assignment.id,
  };
});

const filled = (text: string): string =>
  text.replaceAll(/\{(\w+)(?:\{.+?\})?\}/gu, (whole, name: string) => ids[name] ?? whole);

/** All rows of the tables that hold documents, units and decisions about them. */
async function rows(): Promise<string> {
  const tables =
    "document unit change import mark ignored_finding suggestion decision_change file_part".split(" ");
  const found = [];
  for (const table of tables) found.push(await polynya.context.storage.all(`SELECT * FROM ${table}`));
  return JSON.stringify(found);
}

describe("a read-only collection", () => {
  test("every operation that is no reading is known to write into documents or elsewhere", () => {
    const named = new Set([...Object.keys(REFUSED), ...Object.values(ELSEWHERE).flat()]);
    const writing = operationsOf(describeApi(polynya.app)).filter(({ method }) => method !== "GET");
    const unknown = writing
      .map(({ operation }) => operation.operationId)
      .filter((id) => !named.has(id ?? ""));
    expect(unknown).toEqual([]);
    expect(writing.length).toBeGreaterThan(50);
  });

  test.each(Object.keys(REFUSED))("refuses %s and keeps what it has", async (operationId) => {
    const declared = operationsOf(describeApi(polynya.app)).find(
      ({ operation }) => operation.operationId === operationId,
    );
    const { method = "", path = "" } = declared ?? {};
    const before = await rows();
    const body = REFUSED[operationId];
    const query = {
      createDocument: "?filename=t.csv&id=fresh",
      pushDocument: "?filename=t.csv&source=en&target=ru",
      updateUnits: "?document=kept",
      deleteUnits: "?document=kept",
    }[operationId];
    const { version = 0 } = (await listUnits(polynya.context, OWNER, "kept", { limit: 1 })).items[0] ?? {};
    const answer = await polynya.request(filled(path) + (query ?? ""), {
      method,
      headers: {
        ...bearer(await polynya.token(operationId === "createProposal" ? "agent" : "admin")),
        "content-type": typeof body === "string" ? "text/csv" : "application/json",
        ...(operationId === "updateUnit" ? { "if-match": `"${version}"` } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : filled(JSON.stringify(body)) }),
    });
    // Where each document answers for itself, the refusal stands in the report.
    const told = await answer.text();
    expect(told).toContain("collection-read-only");
    expect([200, 409]).toContain(answer.status);
    expect(await rows()).toBe(before);
  });
});
