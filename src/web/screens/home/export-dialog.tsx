import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { traitsOf, WRITABLE_FORMATS } from "../../../formats/traits.ts";
import { type DocumentView, exportAddress } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { t } from "../../i18n.ts";
import { type LeastScore, LeastScoreField } from "./least-score.tsx";

const XLIFF_VERSIONS = ["2.1", "2.2", "2.0", "1.2"] as const;
const OFFERED = [...WRITABLE_FORMATS, "original"] as const;

/** Exports a document as a file, in one direction or with all its languages. */
export function ExportDialog({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const [format, setFormat] = useState<(typeof OFFERED)[number]>("xliff");
  const [version, setVersion] = useState<string>(XLIFF_VERSIONS[0]);
  const [source, setSource] = useState<Language>(document.languages[0] ?? "en");
  const [target, setTarget] = useState<Language>(
    document.languages[1] ?? (document.languages[0] === "ru" ? "zh" : "ru"),
  );
  const [least, setLeast] = useState<LeastScore>();
  const [offers, setOffers] = useState({ matches: false, terms: false });
  const id = useId();
  const languages = format === "original" ? undefined : traitsOf(format).languages;
  const isDirected = languages === "pair";
  const isSingle = languages === "one";
  const href = exportAddress(document.id, {
    format,
    ...(format === "xliff" ? { version } : {}),
    ...(isDirected ? { source } : {}),
    ...(isDirected || isSingle ? { target } : {}),
    ...(isDirected && least !== undefined ? { pretranslate: String(least) } : {}),
    ...(format === "xliff" && offers.matches ? { matches: "true" } : {}),
    ...(format === "xliff" && offers.terms ? { terms: "true" } : {}),
  });
  return (
    <Dialog title={t("document.exportTitle", { title: document.title })} onClose={onClose}>
      <div class="form">
        <p>
          <label for={`${id}-format`}>{t("export.format")}</label>
          <select
            id={`${id}-format`}
            value={format}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setFormat(OFFERED.find((known) => known === value) ?? "xliff");
            }}
          >
            {OFFERED.map((one) => (
              <option value={one}>{t(`format.${one}`)}</option>
            ))}
          </select>
        </p>
        {format === "xliff" && (
          <p>
            <label for={`${id}-version`}>{t("export.version")}</label>
            <select
              id={`${id}-version`}
              value={version}
              onChange={(event) => setVersion(event.currentTarget.value)}
            >
              {XLIFF_VERSIONS.map((one) => (
                <option value={one}>{one}</option>
              ))}
            </select>
          </p>
        )}
        {isDirected && (
          <LanguageField
            label={t("direction.source")}
            value={source}
            except={target}
            onChange={(language) => language && setSource(language)}
          />
        )}
        {(isDirected || isSingle) && (
          <LanguageField
            label={t(isSingle ? "export.language" : "direction.target")}
            value={target}
            {...(isDirected && { except: source })}
            onChange={(language) => language && setTarget(language)}
          />
        )}
        {isDirected && (
          <LeastScoreField
            label={t("export.fill")}
            value={least}
            none={t("export.fillNone")}
            onChange={setLeast}
          />
        )}
        {format === "xliff" &&
          (["matches", "terms"] as const).map((name) => (
            <p>
              <label>
                <input
                  type="checkbox"
                  checked={offers[name]}
                  onChange={(event) => setOffers({ ...offers, [name]: event.currentTarget.checked })}
                />{" "}
                {t(`export.${name}`)}
              </label>
            </p>
          ))}
      </div>
      <p class="muted">{t(`export.hint.${languages ?? "original"}`)}</p>
      <p class="actions">
        <a class="button primary" href={href} download onClick={onClose}>
          <Icon name="download" />
          {t("export.download")}
        </a>
      </p>
    </Dialog>
  );
}
