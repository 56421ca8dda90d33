import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { OWN_COLUMNS, type Role, ROLES } from "./column-roles.ts";
import { languageOfTexts, namedLanguage } from "./language-words.ts";

export interface TableColumn {
  readonly header: string;
  readonly role: Role;
  /** The language of the column, in a wide table. */
  readonly language?: Language;
  readonly tag?: string;
  /** True for a role that the caller gave. */
  readonly isChosen?: true;
}

/** Headers without a language, in lower case, without punctuation. The first match decides. */
const PLAIN: readonly (readonly [role: Role, header: RegExp])[] = [
  [
    "ignore",
    /^(?:|#|№|n|no|nr|num|number|п п|(?:№|no) ?п ?п|номер|序号|序號|location|developer comments|subdomain|создан\p{L}*|created.*|modified.*|updated.*|author|автор)$/u,
  ],
  [
    "concept",
    /^(?:concept|concept id|entry|entry id|entry number|entry no|term id|id|uid|uuid|identifier|key|идентификатор|ид|код|понятие|концепт|概念|编号|編號|标识|標識|词条编号)$/u,
  ],
  ["language", /^(?:language|lang|locale|язык|语言|語言|语种|語種)$/u],
  [
    "domain",
    /domain|subject|^field$|category|topic|тематик|област|рубрик|раздел|领域|領域|学科|學科|分类|分類|专业|專業/u,
  ],
  [
    "mandatory",
    /^(?:(?:is )?(?:mandatory|obligatory|compulsory)|обязательн\p{L}*|必须|必須|强制|強制|是否强制)$/u,
  ],
  ["nested", /^nested$|inside other terms|внутри других|вложенн|嵌套|其他术语中/u],
  [
    "conceptSource",
    /^(?:concept source|source of (?:the )?concept|источник понятия|概念(?:的)?(?:来源|來源|出处|出處))$/u,
  ],
  [
    "picture",
    /^(?:picture|image|illustration|photo|figure|картинка|изображение|иллюстрация|рисунок|фото|图片|圖片|图像|圖像|插图|插圖|图)(?: (?:link|url|address))?$/u,
  ],
  [
    "links",
    /^(?:links?|hyperlinks?|urls?|web ?(?:pages?|sites?|links?)|ссылк[аи]|链接|連結|鏈接|网址|網址)$/u,
  ],
  [
    "broader",
    /^(?:broader|superordinate|parent|вышестоящ\p{L}*|более широк\p{L}*|родов\p{L}*|上位|上级)(?: ?(?:terms?|concepts?|понят\p{L}*|термин\p{L}*|概念|术语|词))?$/u,
  ],
  [
    "narrower",
    /^(?:narrower|subordinate|child(?:ren)?|нижестоящ\p{L}*|более узк\p{L}*|видов\p{L}*|下位|下级)(?: ?(?:terms?|concepts?|понят\p{L}*|термин\p{L}*|概念|术语|词))?$/u,
  ],
  [
    "related",
    /^(?:related|связанн\p{L}*|родственн\p{L}*|相关|相關)(?: ?(?:terms?|concepts?|понят\p{L}*|термин\p{L}*|概念|术语|词))?$/u,
  ],
  [
    "see",
    /^(?:see|see also|cross ?references?|см|см также|смотри|смотри также|перекр[её]стн\p{L}* ссылк\p{L}*|参见|參見|另见|另見|参看)$/u,
  ],
  ["caseSensitive", /case ?sensitive|match case|регистр(?! речи)|大小写|大小寫/u],
  [
    "doNotTranslate",
    /^(?:(?:is )?(?:non|not|un) ?translatable|do not translate|dnt|не (?:переводить|переводится)|непереводим\p{L}*|不翻译|不翻譯|不译|不譯|不可翻译|不可翻譯)$/u,
  ],
  [
    "translatable",
    /^(?:(?:is )?translatable|переводим\p{L}*|переводить|переводится|可翻译|可翻譯|翻译与否)$/u,
  ],
  ["fuzzy", /^(?:fuzzy|needs editing)$/u],
  ["source", /^(?:source|source term|source text|original|исходн\p{L}* .*|оригинал|原文|源术语|源文)$/u],
  [
    "target",
    /^(?:target|target term|target text|translation|translated term|перевод|译文|譯文|目标术语|翻译|翻譯)$/u,
  ],
];

/** Roles by the part of a header beside its language. */
const PROPERTIES: readonly (readonly [role: Role, header: RegExp])[] = [
  [
    "definition",
    /defin|^def$|explanation|meaning|определени|толковани|дефиници|^значение$|定义|定義|释义|釋義|解释|解釋|含义/u,
  ],
  [
    "term",
    /^(?:preferred|approved|recommended|main|standard|предпочтительн\p{L}*|рекоменд\p{L}*|утвержд\p{L}*|основн\p{L}*|首选|推荐|规范|标准|审定) ?(?:term|word|translation|термин|перевод|вариант|术语|词|译名|译文|名称|名)$/u,
  ],
  [
    "approved",
    /^(?:is )?(?:approved|confirmed|verified|validated|утвержд[её]н\p{L}*|согласован\p{L}*|одобрен\p{L}*|подтвержд[её]н\p{L}*|проверен\p{L}*|[已是]?否?已?(?:批准|审定|審定|审核|審核|确认|確認|核准))$/u,
  ],
  ["forbidden", /forbid|prohibit|banned|do not use|запре[щт]|не использовать|недопустим|禁用|禁止/u],
  [
    "deprecated",
    /deprecat|not recommended|to avoid|^avoid$|не ?рекоменд|нежелат|弃用|棄用|不推荐|不推薦|不建议|避免/u,
  ],
  ["superseded", /supersed|obsolete|outdated|устар|过时|過時|旧称|舊稱/u],
  [
    "preferred",
    /^(?:is )?(?:preferred|recommended|предпочт\p{L}*|рекоменд\p{L}*|首选|首選|优先|推荐|推薦|是否首选)$/u,
  ],
  [
    "synonyms",
    /synonym|variant|admitted|alternative|синоним|вариант|допустим|同义|同義|近义|别名|别称|又称/u,
  ],
  ["abbreviation", /abbrev|acronym|short form|сокращ|аббрев|缩写|縮寫|简称|簡稱|缩略/u],
  ["partOfSpeech", /part of speech|^pos$|word class|часть речи|词性|詞性/u],
  ["gender", /^gender$|grammatical gender|^род$|род термина|语法性|語法性|^性[别別]?$/u],
  ["grammaticalNumber", /grammatical number|^число$|语法数|語法數|单复数|單複數|^数$|^數$/u],
  ["register", /^register$|language register|регистр речи|^стиль$|стилистическ|语域|語域/u],
  ["region", /region|geographical|регион|地区|地區/u],
  ["usageNote", /usage note/u],
  ["institution", /institution|organi[sz]ation|организаци|учреждени|ведомств|机构|機構/u],
  [
    "validFrom",
    /^valid (?:from|since)$|^(?:действует|действителен|действительно) с$|^有效期?[自从起]|^生效/u,
  ],
  [
    "validUntil",
    /^valid (?:until|till?|to|through)$|^(?:действует|действителен|действительно) (?:до|по)$|^有效期?[至到]|^失效/u,
  ],
  ["type", /term type|^type$|^тип$|тип термина|术语类型|術語類型|^类型$|^類型$/u],
  ["note", /example|context|пример|контекст|例句|上下文|语境/u],
  ["status", /status|статус|помет|状态|狀態/u],
  ["usage", /usage|употреблени|использовани|用法|使用/u],
  [
    "note",
    /note|comment|remark|description|примечани|прим|комментари|пояснени|описани|注释|註釋|备注|備註|说明|說明|注|描述/u,
  ],
  ["citation", /citation|reference|source|источник|来源|來源|出处|出處/u],
  [
    "term",
    /^(?:(?:на|по|in|term|terms|word|phrase|text|title|name|value|label|термин|термины|слово|название|наименование|эквивалент|соответствие|术语|術語|词条|詞條|名称|名稱|词语|equivalent|translation|перевод|译文|термин на|языке?|язык|language|[语語文]|into)(?: |$))*$/u,
  ],
];

/** A header in lower case, without punctuation. */
export const plainHeader = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .replace(/[\s_.()[\]{}:/|,*"'«»“”-]+/gu, " ")
    .trim();

/** Recognises a column by its header alone; `undefined` for an unknown header. */
export function columnOfHeader(header: string): TableColumn | undefined {
  const own = OWN_COLUMNS.find((name) => name.toLowerCase() === header.trim().toLowerCase());
  if (own !== undefined) return { header, role: own };
  const named = namedLanguage(header);
  if (named !== undefined) {
    const rest = plainHeader(named.rest);
    const role = PROPERTIES.find(([, pattern]) => pattern.test(rest))?.[0];
    const { language, tag } = named;
    return role && { header, role, language, ...(tag !== undefined && { tag }) };
  }
  const plain = plainHeader(header);
  const role =
    PLAIN.find(([, pattern]) => pattern.test(plain))?.[0] ??
    PROPERTIES.find(([, pattern]) => plain !== "" && pattern.test(plain))?.[0];
  return role && { header, role };
}

/** The name of a column's role, in the syntax of `--columns`: `ru`, `zh.definition`, `note`. */
export function roleName({ role, language }: TableColumn): string {
  if (language === undefined) return role;
  return role === "term" ? language : `${language}.${role}`;
}

function columnOfRole(header: string, name: string): TableColumn | undefined {
  const [first = "", second, ...more] = name.trim().split(".");
  const same = (text: string) => (known: string) => known.toLowerCase() === text.toLowerCase();
  const language = LANGUAGES.find(same(first));
  const role = language === undefined ? ROLES.find(same(first)) : ROLES.find(same(second ?? "term"));
  if (role === undefined || more.length > 0 || (language === undefined && second !== undefined))
    return undefined;
  return { header, role, isChosen: true, ...(language !== undefined && { language }) };
}

/** The columns and roles of a mapping, as written. */
const pairsOf = (mapping: string | undefined): { readonly pair: string; readonly at: number }[] =>
  (mapping ?? "")
    .split(/[,;](?=[^=]*=)/u)
    .filter((pair) => pair.trim() !== "")
    .map((pair) => ({ pair, at: pair.lastIndexOf("=") }));

/** True if the mapping names one of these headers, not only letters and numbers of columns. */
export const namesHeader = (mapping: string | undefined, headers: readonly string[]): boolean =>
  pairsOf(mapping).some(({ pair, at }) => at > 0 && headerAt(pair.slice(0, at), headers) >= 0);

function headerAt(name: string, headers: readonly string[]): number {
  const wanted = name.trim().toLowerCase();
  return wanted === "" ? -1 : headers.findIndex((header) => header.trim().toLowerCase() === wanted);
}

/** The index of a column by its header, its letter or its number from 1. */
function placeOf(name: string, headers: readonly string[]): number {
  const wanted = name.trim().toLowerCase();
  const byHeader = headerAt(name, headers);
  if (byHeader >= 0) return byHeader;
  if (/^[a-z]$/u.test(wanted)) return wanted.charCodeAt(0) - 97;
  return /^\d{1,3}$/u.test(wanted) ? Number(wanted) - 1 : -1;
}

/**
 * Applies the caller's column roles: `Перевод=ru,C=en,Прим.=note`.
 *
 * @throws {Problem} `csv-invalid` (`column-mapping`) for an unknown column or role
 */
export function withMapping(
  columns: readonly (TableColumn | undefined)[],
  headers: readonly string[],
  mapping: string | undefined,
): (TableColumn | undefined)[] {
  const mapped = [...columns];
  for (const { pair, at } of pairsOf(mapping)) {
    const place = at < 0 ? -1 : placeOf(pair.slice(0, at), headers);
    const column = columnOfRole(headers[place] ?? "", pair.slice(at + 1));
    if (place < 0 || place >= headers.length || column === undefined)
      throw new Problem("csv-invalid", { reason: "column-mapping", column: pair.trim().slice(0, 100) });
    mapped[place] = column;
  }
  return mapped;
}

/** True for a header line: it names a language and a term, or has a term column for a language. */
export function isHeader(columns: readonly (TableColumn | undefined)[]): boolean {
  const has = hasRole(columns);
  const wide = columns.some((column) => column?.role === "term" && column.language !== undefined);
  return wide || (has("term") && has("language")) || (has("source") && has("target"));
}

/** True for a line that is a header if the cells below it show a language: a term with its translation or definition. */
export function maybeHeader(columns: readonly (TableColumn | undefined)[]): boolean {
  const has = hasRole(columns);
  return isHeader(columns) || (has("term") && (has("target") || has("definition")));
}

const hasRole = (columns: readonly (TableColumn | undefined)[]) => (role: Role) =>
  columns.some((column) => column?.role === role && column.language === undefined);

/** Only Russian terms have these. */
const OF_RUSSIAN: ReadonlySet<Role> = new Set<Role>(["gender", "grammaticalNumber"]);

/**
 * Gives languages to columns without one in their header. A base term, or a source and target, get the caller's
 * languages or those of their scripts. Repeated notes and examples get the language of the term before them
 * (MateCat).
 */
export function withLanguages(
  columns: readonly (TableColumn | undefined)[],
  cellsOf: (place: number) => readonly string[],
  told: { readonly source?: Language; readonly target?: Language },
): (TableColumn | undefined)[] {
  const isLong = columns.some((column) => column?.role === "language");
  if (isLong) return [...columns];
  const counts = new Map<string, number>();
  for (const column of columns)
    if (column !== undefined && column.language === undefined)
      counts.set(plainHeader(column.header), (counts.get(plainHeader(column.header)) ?? 0) + 1);
  const isRussian = columns.some((column) => column?.role === "term" && column.language === "ru");
  let before: Language | undefined;
  return columns.map((column, place): TableColumn | undefined => {
    if (column === undefined) return undefined;
    const { role } = column;
    if (column.language !== undefined) {
      if (role === "term") before = column.language;
      return column;
    }
    if (role === "term" || role === "source" || role === "target") {
      const language = (role === "target" ? told.target : told.source) ?? languageOfTexts(cellsOf(place));
      return language === undefined ? column : { ...column, role: "term", language };
    }
    const repeated = (counts.get(plainHeader(column.header)) ?? 0) > 1;
    if (repeated && before !== undefined) return { ...column, language: before };
    return isRussian && OF_RUSSIAN.has(role) ? { ...column, language: "ru" } : column;
  });
}
