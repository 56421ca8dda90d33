import { useId } from "preact/hooks";
import { htmlLanguage } from "../../../domain/language.ts";
import type { ReplacedPlace } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { t } from "../../i18n.ts";
import { documentAddress } from "../../router.ts";

interface PlacesProps {
  readonly places: readonly ReplacedPlace[];
  /** Ids of the places that are left out. */
  readonly excluded: ReadonlySet<string>;
  readonly onExclude: (ids: Iterable<string>) => void;
}

/** The places of a replacement, before and after; each has a checkbox. */
export function Places({ places, excluded, onExclude }: PlacesProps) {
  const ids = places.map(({ id }) => id);
  const doubtful = places.filter(({ doubt }) => doubt !== undefined).map(({ id }) => id);
  return (
    <>
      <p class="actions">
        <button type="button" class="quiet" onClick={() => onExclude([])}>
          {t("upkeep.all")}
        </button>
        {doubtful.length > 0 && (
          <button type="button" class="quiet" onClick={() => onExclude(doubtful)}>
            {t("upkeep.sure")}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => onExclude(ids)}>
          {t("upkeep.none")}
        </button>
      </p>
      <ul class="places">
        {places.map((place) => (
          <PlaceRow
            key={place.id}
            place={place}
            isChosen={!excluded.has(place.id)}
            onChoose={(chosen) =>
              onExclude(chosen ? [...excluded].filter((id) => id !== place.id) : [...excluded, place.id])
            }
          />
        ))}
      </ul>
    </>
  );
}

interface PlaceRowProps {
  readonly place: ReplacedPlace;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

function PlaceRow({ place, isChosen, onChoose }: PlaceRowProps) {
  const id = useId();
  const { left, found, replacement, right, language, document, unit, key, doubt } = place;
  return (
    <li>
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <div>
        <label for={id} class="text difference" lang={htmlLanguage(language)}>
          {left}
          {found !== "" && <del>{found}</del>}
          {replacement !== "" && <ins>{replacement}</ins>}
          {right}
        </label>
        <p class="muted where">
          {doubt !== undefined && <span class="badge warning">{t(`upkeep.doubts.${doubt}`)}</span>}{" "}
          <a href={documentAddress(document, { unit })}>
            <DocumentTitle id={document} />
          </a>{" "}
          <code>{key}</code> · {t(`state.${place.state}`)}
        </p>
      </div>
    </li>
  );
}
