import { describe, expect, test } from "vitest";
import { formsOfWord } from "../../src/terminology/word-forms.ts";

/** Each line: forms of one word, then a dash, then words that look similar but are not forms of it. */
const RUSSIAN = [
  "судно судна судну судном судне суда судов судам судами судах — судный судить",
  "лед льда льду льдом льде льды льдов льдам льдами льдах — ледовый следует",
  "полынья полыньи полынье полынью полыньей полыньям полыньями полыньях — полынь",
  "время времени временем времена времен временам — временный",
  "конец конца концу концом конце концы концов — концевой",
  "звезда звезды звезде звезду звездой звезд звездам — звездный",
  "северный северная северное северные северного северной северному северную северными — север",
  "доступный доступная доступного доступен доступна доступно доступны — доступ",
  "третий третья третье третьего третьей третьи третьих — треть",
  "идти иду идет идут шел шла шло шли — идея",
  "искать ищу ищешь ищет ищут искал искала ищите — искусство",
  "сохранить сохраню сохранит сохранил сохранила сохраните сохранен сохранена — охрана сохранять",
  "начаться начнется начнутся началась начались — начало",
  "замерзнуть замерзнет замерзла замерзли — мороз",
  "править правит правил правили — право правый",
  "мыть моет мыл мыли — моя мой",
  "мой моя мое моего моей моим — мыть",
  "мир мира миру миром мире миры миров — мировой",
  "рост роста росту ростом — ростовой",
  "право права праву правом — правый правого править",
  "стать стал стала стали станет станут — статья статьи статью",
  "статья статьи статье статью статьей статей — стать стал",
  "он его ему нему ним нем — она ее",
  "тысяча тысячи тысячу тысяч тысячами — тысячный",
  "ледокол ледокола ледоколу ледоколом ледоколы ледоколов ледоколами — ледоход",
] as const;

const ENGLISH = [
  "child children — childhood",
  "analysis analyses — analyst",
  "freeze freezes froze frozen freezing — free",
  "go goes went gone going — goal",
  "rewrite rewrites rewrote rewritten rewriting — writ",
  "stop stops stopped stopping — stoop",
  "hope hopes hoped hoping — hop hopping",
  "refer refers referred referring — reef",
  "copy copies copied copying — cop",
  "die dies died dying — dye",
  "knife knives — knave",
  "index indexes indices indexed — indicate",
  "big bigger biggest — bigot",
  "see sees saw seen seeing — seed",
  "even — evening event",
  "new newer newest — news",
  "colour color colours colors coloured colored — collar",
  "organize organise organized organised organising — organ",
  "govern governs governed governing — government",
  "use uses used using — us",
  "be is are was were been being — bee",
  "business businesses — busy bus",
] as const;

describe.each([
  ["ru", RUSSIAN],
  ["en", ENGLISH],
] as const)("%s", (language, lines) => {
  test.each(lines)("%s", (line) => {
    const [own = [], others = []] = line.split(" — ").map((words) => words.split(" "));
    for (const word of own) {
      const forms = formsOfWord(word, language);
      expect([word, own.filter((form) => !forms.has(form))]).toEqual([word, []]);
    }
    const forms = formsOfWord(own[0] ?? "", language);
    expect(others.filter((form) => forms.has(form))).toEqual([]);
  });
});

test("a word in -ов is a surname only with a capital", () => {
  expect(formsOfWord("иванов", "ru", true).has("ивановой")).toBe(true);
  expect(formsOfWord("файлов", "ru").has("файлу")).toBe(true);
  expect(formsOfWord("файлов", "ru").has("файловой")).toBe(false);
});

test("a frequent word has only the forms of its real lemmas", () => {
  expect(formsOfWord("поле", "ru").has("пола")).toBe(false);
  expect(formsOfWord("день", "ru").has("дела")).toBe(false);
  expect(formsOfWord("имена", "ru").has("имеет")).toBe(false);
});

test("the last part of a Russian compound inflects", () => {
  const forms = formsOfWord("научно-исследовательский", "ru");
  expect(forms.has("научно-исследовательского")).toBe(true);
});

test("a Chinese word has no other form", () => {
  expect([...formsOfWord("海冰", "zh")]).toEqual(["海冰"]);
});
