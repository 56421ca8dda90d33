import { describe, expect, it } from "vitest";
import type { State } from "../../../src/domain/unit.ts";
import type { ExchangeUnit, WriteOptions } from "../../../src/formats/contract.ts";
import { spliceUnits } from "../../../src/formats/xliff/exchange.ts";

const encode = (text: string) => new TextEncoder().encode(text);

const PREFIXES =
  'xmlns:s="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff" xmlns:m="http://www.memsource.com/mxlf/2.0"';
const file12 = (units: string, target = "ru") =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" ${PREFIXES}><file original="f" source-language="en" target-language="${target}" datatype="plaintext"><body>${units}</body></file></xliff>`;
const file2 = (units: string, target = "ru") =>
  `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="${target}"><file id="f">${units}</file></xliff>`;

interface Texts {
  readonly en?: string;
  readonly ru?: string;
  readonly zh?: string;
  readonly state?: State;
}

/** The file with the texts of one unit, in a direction. */
function exported(file: string, target: "ru" | "zh", texts: Texts, options: WriteOptions = {}): string {
  const { state = "translated" } = texts;
  const unit: ExchangeUnit = {
    key: "1",
    line: 0,
    notes: [],
    variants: {
      en: { content: [texts.en ?? "Ice"], state: "final" },
      ...(texts.ru === undefined ? {} : { ru: { content: [texts.ru], state } }),
      ...(texts.zh === undefined ? {} : { zh: { content: [texts.zh], state } }),
    },
  };
  const whole = { format: "xliff", tags: { zh: "zh-CN" }, units: [unit] } as const;
  const spliced = spliceUnits(encode(file), whole, {
    source: "en",
    target,
    asItWas: target === "ru",
    ...options,
  });
  return new TextDecoder().decode(spliced?.bytes);
}

const LOCKED = {
  plain: file12(
    '<trans-unit id="1" approved="yes" resname="k" maxwidth="9"><source>Ice</source><target state="final" state-qualifier="leveraged-tm" equiv-trans="no" xml:lang="ru">Лёд</target><note annotates="source">cold</note><alt-trans match-quality="98%" origin="TM"><source>Ice</source><target>Льды</target></alt-trans></trans-unit>',
  ),
  trados: file12(
    '<trans-unit id="1"><source>Ice</source><seg-source><mrk mtype="seg" mid="1">Ice</mrk></seg-source><target><mrk mtype="seg" mid="1">Лёд</mrk></target><s:seg-defs><s:seg id="1" conf="ApprovedSignOff" locked="true" origin="tm" origin-system="Main" percent="100" text-match="SourceAndTarget"><s:prev-origin origin="mt"/><s:value key="modified_by">Anna</s:value></s:seg></s:seg-defs></trans-unit>',
  ),
  memoq: file12(
    '<trans-unit id="1" mq:status="Locked" mq:locked="locked" mq:percent="101" mq:segmentguid="g1" mq:translatorcommitusername="anna" mq:lastchangedtimestamp="2026"><source xml:space="preserve">Ice</source><target xml:space="preserve">Лёд</target><mq:insertedmatch matchrate="101" source="TM"><source>Ice</source><target>Лёд</target></mq:insertedmatch><mq:minorversions><mq:historical-unit/></mq:minorversions></trans-unit>',
  ),
  phrase: file12(
    '<trans-unit id="1" m:para-id="4" m:confirmed="1" m:locked="true" m:score="1.0" m:trans-origin="tm" m:modified-by="7"><source>Ice</source><target>Лёд</target></trans-unit>',
  ),
  second: file2(
    '<unit id="1" name="k"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="#s" matchQuality="90"><source>Ice</source><target>Льды</target></mtc:match></mtc:matches><ctr:changeTrack xmlns:ctr="urn:oasis:names:tc:xliff:changetracking:2.0"><ctr:revisions appliesTo="target"><ctr:revision><ctr:item property="content">Лед</ctr:item></ctr:revision></ctr:revisions></ctr:changeTrack><segment id="s" state="final" subState="x:signed"><source>Ice</source><target xml:lang="ru">Лёд</target></segment></unit>',
  ),
};

/** What is left of a translation into Russian, and of how it was made. */
const LEFT =
  /[а-яё]|approved=|lock|percent|origin=|match|commit|lastchanged|"anna"|Anna|score|modified|ApprovedSignOff|final|signed|leveraged|equiv-trans|revision/iu;

describe("a file in another direction than its own", () => {
  it.each(Object.entries(LOCKED))("says nothing of its own translation: %s", (_, file) => {
    for (const texts of [{}, { zh: "冰" }]) expect(exported(file, "zh", texts)).not.toMatch(LEFT);
  });

  it.each(Object.entries(LOCKED))("keeps all that it says in its own direction: %s", (_, file) => {
    expect(exported(file, "ru", { ru: "Лёд", state: "final" }, { templateTarget: "ru" })).toBe(file);
    expect(exported(file, "ru", { ru: "Лёд", state: "final" })).toBe(file);
  });

  it("keeps what it says of the source, and gives the new translation its own state", () => {
    expect(exported(LOCKED.plain, "zh", { zh: "冰", state: "reviewed" })).toBe(
      file12(
        '<trans-unit id="1" resname="k" maxwidth="9" approved="yes"><source>Ice</source><target xml:lang="zh-CN" state="signed-off">冰</target><note annotates="source">cold</note></trans-unit>',
        "zh-CN",
      ),
    );
    expect(exported(LOCKED.trados, "zh", { zh: "冰" })).toBe(
      file12(
        '<trans-unit id="1"><source>Ice</source><seg-source><mrk mtype="seg" mid="1">Ice</mrk></seg-source><target><mrk mtype="seg" mid="1">冰</mrk></target><s:seg-defs><s:seg id="1" conf="Translated"></s:seg></s:seg-defs></trans-unit>',
        "zh-CN",
      ),
    );
    expect(exported(LOCKED.memoq, "zh", { zh: "冰" })).toBe(
      file12(
        '<trans-unit id="1" mq:status="ManuallyConfirmed" mq:segmentguid="g1"><source xml:space="preserve">Ice</source><target xml:space="preserve">冰</target></trans-unit>',
        "zh-CN",
      ),
    );
    expect(exported(LOCKED.phrase, "zh", {})).toBe(
      file12(
        '<trans-unit id="1" m:para-id="4" m:confirmed="0"><source>Ice</source><target></target></trans-unit>',
        "zh-CN",
      ),
    );
    expect(exported(LOCKED.second, "zh", { zh: "冰" })).toBe(
      file2(
        '<unit id="1" name="k"><segment id="s" state="translated"><source>Ice</source><target xml:lang="zh-CN">冰</target></segment></unit>',
        "zh-CN",
      ),
    );
  });

  it("keeps offers in other languages than its own target", () => {
    const offer = (lang: string, text: string) =>
      `<alt-trans><source>Ice</source><target xml:lang="${lang}">${text}</target></alt-trans>`;
    const file = (offers: string, target?: string) =>
      file12(`<trans-unit id="1"><source>Ice</source><target></target>${offers}</trans-unit>`, target);
    const [zh, ja] = [offer("zh-CN", "冰"), offer("ja", "氷")];
    expect(exported(file(offer("ru-RU", "Лёд") + zh + ja), "zh", {})).toBe(file(zh + ja, "zh-CN"));
  });

  it("holds for a file that declares no target, if its import had one", () => {
    const file = LOCKED.plain.replace(' target-language="ru"', "");
    expect(exported(file, "zh", { zh: "冰" }, { templateTarget: "ru" })).not.toMatch(LEFT);
    expect(exported(file, "ru", { ru: "Лёд", state: "final" }, { templateTarget: "ru" })).toBe(file);
  });

  it("leaves no foreign text where nothing is to be translated, but what is the same in all languages", () => {
    const units = (second: string) =>
      `<trans-unit id="1"><source>Ice</source><target></target></trans-unit><trans-unit id="2" translate="no"><source>NSR</source><target>NSR</target></trans-unit><trans-unit id="3" translate="no"><source>Sea</source><target>${second}</target></trans-unit>`;
    expect(exported(file12(units("Море")), "zh", {})).toBe(file12(units(""), "zh-CN"));
  });

  it("gives an ignorable its source again", () => {
    const unit = (state: string, first: string, between: string, second: string) =>
      `<unit id="1"><segment${state}><source>Ice.</source><target>${first}</target></segment><ignorable><source> </source>${between}</ignorable><segment${state}><source>Sea.</source><target>${second}</target></segment></unit>`;
    const file = file2(unit(' state="final"', "Лёд.", "<target>  </target>", "Море."));
    expect(exported(file, "zh", { en: "Ice. Sea." })).toBe(file2(unit("", "", "", ""), "zh-CN"));
  });
});

describe("a unit that the file of a program lacks", () => {
  it.each(Object.entries(LOCKED))(
    "is added, and named where the program may not take it: %s",
    (name, file) => {
      const unit = (key: string, text: string): ExchangeUnit => ({
        key,
        line: 0,
        notes: [],
        variants: { en: { content: [text], state: "final" } },
      });
      const units = [unit("1", "Ice"), unit("new", "Snow")];
      const spliced = spliceUnits(
        encode(file),
        { format: "xliff", tags: {}, units },
        { source: "en", target: "zh", templateTarget: "ru" },
      );
      expect(spliced?.added).toBe(1);
      expect(new TextDecoder().decode(spliced?.bytes)).toContain("<source>Snow</source>");
      const dialect = { trados: "SDLXLIFF", memoq: "MQXLIFF", phrase: "MXLIFF" }[name];
      expect(spliced?.warnings).toEqual(
        dialect === undefined
          ? []
          : [
              {
                code: "dialect-lost",
                params: { reason: "unit", dialect, written: "XLIFF 1.2" },
                place: { unit: "new" },
              },
            ],
      );
    },
  );
});
