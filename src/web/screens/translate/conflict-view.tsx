import { useLayoutEffect, useRef } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import type { UnitView } from "../../api/resources.ts";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { draftOf, dropDraft, keepDraft, save, saved } from "../../saving/saving.ts";
import type { Collision } from "../../saving/stale.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";
import { ShownText } from "../../text/shown-text.tsx";

interface ConflictViewProps {
  readonly unit: UnitView;
  readonly document: string;
  /** `undefined` where a text has no source, as a string of a website. */
  readonly source: Language | undefined;
  readonly target: Language;
  readonly collision: Collision;
  readonly mine: Content;
  readonly onResolved: (content: Content) => void;
}

/** A conflict: the text before, my change, the change of somebody else, and the choice between them. */
export function ConflictView({
  unit,
  document,
  source,
  target,
  collision,
  mine,
  onResolved,
}: ConflictViewProps) {
  const { base, theirs } = collision;
  const before = base[target]?.content ?? [];
  const other = theirs.variants[target];
  const hasSourceChanged =
    source !== undefined && (base[source]?.version ?? 0) !== (theirs.variants[source]?.version ?? 0);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);

  const takeMine = () => {
    const wanted = draftOf(unit.id, target)?.wanted ?? {
      state: "translated" as const,
      ...(source !== undefined && { source }),
    };
    void save({
      unit: unit.id,
      document,
      language: target,
      content: mine,
      version: theirs.version,
      time: new Date().toISOString(),
      wanted,
    });
  };
  const takeTheirs = () => {
    dropDraft(unit.id, target);
    saved.set(theirs);
    onResolved(other?.content ?? []);
    announce(t("conflict.tookTheirs"));
  };
  const goOn = () => {
    // My text goes back into the editor, now as a change of the newer version.
    const draft = {
      unit: unit.id,
      document,
      language: target,
      content: mine,
      version: theirs.version,
      time: new Date().toISOString(),
    };
    saved.set(theirs);
    dropDraft(unit.id, target);
    keepDraft(draft);
    onResolved(mine);
  };
  useShortcuts([
    { keys: ["1"], label: "conflict.mine", run: takeMine },
    { keys: ["2"], label: "conflict.theirs", run: takeTheirs },
    { keys: ["3"], label: "conflict.edit", run: goOn },
  ]);
  return (
    <section class="conflict notice warning" aria-labelledby="conflict">
      <h2 id="conflict" ref={heading} tabIndex={-1}>
        {t("conflict.title")}
      </h2>
      <p>{t("conflict.text", { author: other?.author ?? "", when: other ? formatAgo(other.time) : "" })}</p>
      {hasSourceChanged && (
        <div>
          <h3>{t("conflict.source", { language: languageName(source) })}</h3>
          <ShownDifference
            language={source}
            from={plainText(base[source]?.content ?? [])}
            to={theirs.variants[source]?.text ?? ""}
          />
        </div>
      )}
      <dl>
        <dt>{t("conflict.base")}</dt>
        <dd>
          {before.length === 0 ? (
            <span class="muted">{t("unit.untranslated")}</span>
          ) : (
            <ShownText language={target} content={before} />
          )}
        </dd>
        <dt>{t("conflict.mine")}</dt>
        <dd>
          <ShownDifference language={target} from={plainText(before)} to={plainText(mine)} />
        </dd>
        <dt>{t("conflict.theirs")}</dt>
        <dd>
          <ShownDifference language={target} from={plainText(before)} to={other?.text ?? ""} />
        </dd>
      </dl>
      <p class="actions">
        <button type="button" class="primary" onClick={takeMine} aria-keyshortcuts="1">
          {t("conflict.takeMine")} <kbd aria-hidden="true">1</kbd>
        </button>
        <button type="button" onClick={takeTheirs} aria-keyshortcuts="2">
          {t("conflict.takeTheirs")} <kbd aria-hidden="true">2</kbd>
        </button>
        <button type="button" onClick={goOn} aria-keyshortcuts="3">
          {t("conflict.edit")} <kbd aria-hidden="true">3</kbd>
        </button>
      </p>
    </section>
  );
}
