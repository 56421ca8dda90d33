import { useEffect } from "preact/hooks";
import { getQuestions } from "../../api/resources.ts";
import { useLoaded } from "../../loading.ts";
import { questionsTurn } from "../../questions-turn.ts";
import { useStore } from "../../store.ts";

/** Most open questions of a document that are shown in its list. */
const MOST = 500;

/** Units of a document with an open question, with the number of comments; `undefined` while they are not loaded. */
export function useAskedUnits(document: string): ReadonlyMap<string, number> | undefined {
  const turn = useStore(questionsTurn);
  const [asked, reload] = useLoaded(`asked/${document}`, async () => {
    const { items } = await getQuestions({ document, open: true }, { limit: MOST });
    return new Map(items.flatMap(({ unit, count }) => (unit ? [[unit.id, count] as const] : [])));
  });
  useEffect(() => {
    if (turn > 0) reload();
  }, [turn]);
  return asked.value;
}
