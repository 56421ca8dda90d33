import type { Language } from "../../../domain/language.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import { getUnit, type Suggestion, type UnitView } from "../../api/resources.ts";
import { formatAgo, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";

interface SuggestionsProps {
  readonly unit: UnitView;
  readonly target: Language;
  readonly stored: Content;
  readonly onUse: (content: Content) => void;
}

/** Texts that other people pushed while this text had already changed. */
export function Suggestions({ unit, target, stored, onUse }: SuggestionsProps) {
  const [loaded] = useLoaded(`${unit.id} ${unit.version}`, () => getUnit(unit.id));
  const own = (loaded.value?.suggestions ?? []).filter(({ language }: Suggestion) => language === target);
  if (own.length === 0) return null;
  return (
    <section class="suggestions">
      <h3>{t("unit.suggestions")}</h3>
      <ul>
        {own.map(({ draft, author, time }) => (
          <li>
            <ShownDifference language={target} from={plainText(stored)} to={plainText(draft.content)} />
            <p class="muted">
              {author} · {formatAgo(time)}{" "}
              <button type="button" onClick={() => onUse(draft.content)}>
                {t("unit.use")}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
