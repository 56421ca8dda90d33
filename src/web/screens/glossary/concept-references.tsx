import { useId } from "preact/hooks";
import type { Relation } from "../../../domain/concept.ts";
import { type ConceptWithComments, getConcept } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { address } from "../../router.ts";
import { citedText } from "../../text/cited.ts";
import type { ConceptEdit, EditedConcept, EditedLink } from "./concept-draft.ts";

interface ConceptReferencesProps {
  readonly concept: ConceptWithComments | undefined;
  readonly edited: EditedConcept;
  readonly mayEdit: boolean;
  readonly onEdit: (change: ConceptEdit) => void;
  /** Opens the dialog that finds another concept. */
  readonly onRelate: () => void;
}

/** Where a concept points to: related concepts, pages elsewhere, a picture. */
export function ConceptReferences({ concept, edited, mayEdit, onEdit, onRelate }: ConceptReferencesProps) {
  const id = useId();
  const amend = (part: Partial<EditedConcept>) => onEdit({ edit: "concept", part });
  const related = concept?.related ?? [];
  const nameOf = (other: string) => related.find((one) => one.concept === other)?.name;
  const theirs = related.filter(({ isTheirs }) => isTheirs);
  const { relations, links, picture } = edited;
  return (
    <fieldset class="card concept-references" disabled={!mayEdit}>
      <legend>{t("concept.references")}</legend>
      {relations.length + theirs.length === 0 && <p class="muted">{t("concept.noRelations")}</p>}
      <ul class="entries">
        {relations.map((one) => (
          <RelationEntry
            key={`${one.type} ${one.concept}`}
            relation={one}
            name={nameOf(one.concept)}
            {...(mayEdit && {
              onRemove: () => amend({ relations: relations.filter((other) => other !== one) }),
            })}
          />
        ))}
        {theirs.map((one) => (
          <RelationEntry
            key={`${one.type} ${one.concept}`}
            relation={one}
            name={one.name}
            hint={t("concept.theirRelation")}
          />
        ))}
      </ul>
      {mayEdit && (
        <p>
          <button type="button" class="quiet" onClick={onRelate}>
            <Icon name="plus" />
            {t("concept.relate")}
          </button>
        </p>
      )}
      <Links links={links} mayEdit={mayEdit} onChange={(next) => amend({ links: next })} />
      <p class="field">
        <label for={`${id}-picture`}>{t("concept.picture")}</label>
        <input
          id={`${id}-picture`}
          inputMode="url"
          value={picture}
          maxLength={2000}
          onInput={(event) => amend({ picture: event.currentTarget.value })}
        />
      </p>
      {concept?.picture !== undefined && (
        <p>
          <a href={concept.picture} target="_blank" rel="noopener noreferrer">
            {t("concept.pictureOpen")}
          </a>
        </p>
      )}
    </fieldset>
  );
}

interface RelationEntryProps {
  readonly relation: Relation;
  /** `undefined` for a concept that was chosen just now: its name is loaded. */
  readonly name: string | undefined;
  readonly hint?: string;
  readonly onRemove?: () => void;
}

function RelationEntry({ relation: { type, concept }, name, hint, onRemove }: RelationEntryProps) {
  const [other] = useLoaded(name === undefined ? concept : undefined, (signal) =>
    getConcept(concept, signal),
  );
  const shown = name ?? other.value?.terms.map(citedText).join(" · ") ?? concept;
  return (
    <li title={hint}>
      <span class="muted">{t(`concept.relations.${type}`)}:</span>{" "}
      <a href={address("/glossary", { concept })}>{shown}</a>
      {onRemove && (
        <button
          type="button"
          class="quiet icon-only"
          onClick={onRemove}
          aria-label={t("concept.unrelate", { name: shown })}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

interface LinksProps {
  readonly links: readonly EditedLink[];
  readonly mayEdit: boolean;
  readonly onChange: (links: readonly EditedLink[]) => void;
}

/** Links to pages elsewhere: fields for those who may edit, else the links. */
function Links({ links, mayEdit, onChange }: LinksProps) {
  if (!mayEdit)
    return (
      <ul class="entries">
        {links.map(({ url, text }) => (
          <li>
            <a href={url} target="_blank" rel="noopener noreferrer">
              {text || url}
            </a>
          </li>
        ))}
      </ul>
    );
  const amend = (at: number, part: Partial<EditedLink>) =>
    onChange(links.map((link, n) => (n === at ? { ...link, ...part } : link)));
  return (
    <>
      {links.map(({ url, text }, at) => {
        const number = at + 1;
        return (
          <div class="link-edit">
            <input
              aria-label={t("concept.linkAddress", { number })}
              placeholder="https://"
              inputMode="url"
              value={url}
              maxLength={2000}
              onInput={(event) => amend(at, { url: event.currentTarget.value })}
            />
            <input
              aria-label={t("concept.linkText", { number })}
              placeholder={t("concept.linkText", { number })}
              value={text}
              maxLength={500}
              onInput={(event) => amend(at, { text: event.currentTarget.value })}
            />
            <button
              type="button"
              class="quiet icon-only"
              onClick={() => onChange(links.toSpliced(at, 1))}
              aria-label={t("concept.linkRemove", { number })}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
      <p>
        <button type="button" class="quiet" onClick={() => onChange([...links, { url: "", text: "" }])}>
          <Icon name="plus" />
          {t("concept.linkAdd")}
        </button>
      </p>
    </>
  );
}
