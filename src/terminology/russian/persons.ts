import { atFirstUse } from "../../domain/at-first-use.ts";
import type { Form } from "../../domain/concept.ts";
import { foldCase } from "../character-classes.ts";
import { isAsianName } from "./asian-names.ts";
import { CASES } from "./declension.ts";

type Gender = "m" | "f";
/** Nominative, genitive, dative, accusative, instrumental, prepositional; the order of `CASES`. */
type Cases = readonly [string, string, string, string, string, string];

/** Given names. A term of two or three capitalised words is a person's name if it begins with one of them. */
const GIVEN: () => Readonly<Record<Gender, ReadonlySet<string>>> = atFirstUse(() => ({
  m: new Set(
    (
      "александр алексей анатолий андрей антон аркадий артем артемий артур афанасий богдан борис вадим валентин валерий " +
      "василий вениамин виктор виталий витус владимир владислав всеволод вячеслав геннадий георгий герман глеб " +
      "григорий давид даниил денис дмитрий евгений егор ерофей ефим иван игнатий игорь илья иннокентий иосиф карл " +
      "кирилл константин лев леонид макар максим марк матвей мирон митрофан михаил никита николай олег отто павел петр " +
      "платон прокопий родион роман руал руаль ростислав савва савелий святослав семен сергей станислав степан тарас тимофей " +
      "тимур трофим федор федот филипп фридрих фритьоф харитон эдуард эмиль эрик юрий яков ярослав уильям джон джеймс " +
      "роберт адольф эрнест артур фердинанд жан рауль ян ганс генрих вильгельм людвиг альфред томас ричард генри дональд " +
      "улаф олаф кнуд кнут ларс нильс свен хельмер яльмар карстен финн эйвинн магнус хокон сверре тур лейф ларс оле " +
      "виллем баренц мартин клаус юхан йохан густав оскар вернер вальтер уолтер фредерик чарльз эдвард билл дэвид стивен " +
      "эммануэль франсуа пьер луи мартти саули урхо нурсултан хельге сигурд бьёрн бьерн арне нильс аслак юхани " +
      "рональд вилли хальвдан харальд йенс йоахим йозеф йоханнес йорген кристиан хенрик хокан ивар кьель мортен мадс олав петтер " +
      "рагнар руне стейнар сёрен серен торвальд торстейн ульф фруде хьяльмар эгиль эйнар эрленд вейкко матти микко олли пекка " +
      "пентти сакари тимо эйно эркки юсси ээро рейнхольд рихард рудольф вальдемар герхард гельмут дитер дирк клаус курт лотар " +
      "макс манфред петер райнер стефан ульрих фриц хайнц хельмут хорст эрих юрген якоб янош альберт алан аллан бенджамин бернард " +
      "брайан винсент гарольд гордон грегори дуглас джек джозеф джордж джонатан зигмунд кеннет кевин лоуренс майкл мэтью найджел " +
      "оливер патрик питер роджер саймон стэнли теодор уинстон фрэнк фрэнсис фредрик эндрю энтони анри андре антуан жак жорж жозеф " +
      "клод марсель мишель морис поль рене шарль умберто витторио джузеппе ян станислас казимир януш юзеф"
    ).split(" "),
  ),
  f: new Set(
    (
      "александра алла алина анастасия арина дарина милана ангелина анна антонина валентина валерия варвара вера вероника виктория галина " +
      "дарья диана ева евгения екатерина елена елизавета зинаида зоя инна ирина кира клара ксения лариса лидия лилия " +
      "любовь людмила маргарита марина мария марта надежда наталья наталия нина оксана ольга полина раиса римма роза " +
      "светлана софия софья таисия тамара татьяна ульяна фаина элла эмма юлия яна ангела астрид бенте бригитта эрна гру гудрун " +
      "ингрид карин кирстен лив маргрете марианна мэри санна сигрид сольвейг тарья хелен хильда хиллари шарлотта элизабет эльза " +
      "эмилия джейн джоан урсула"
    ).split(" "),
  ),
}));

type Oblique = readonly [string, string, string, string, string];

/** Given names with an irregular stem. */
const IRREGULAR: ReadonlyMap<string, Oblique> = new Map([
  ["Павел", ["Павла", "Павлу", "Павла", "Павлом", "Павле"]],
  ["Лев", ["Льва", "Льву", "Льва", "Львом", "Льве"]],
  ["Пётр", ["Петра", "Петру", "Петра", "Петром", "Петре"]],
  ["Петр", ["Петра", "Петру", "Петра", "Петром", "Петре"]],
  ["Любовь", ["Любови", "Любови", "Любовь", "Любовью", "Любови"]],
]);

/**
 * The forms of a person's name. In a full name every part declines: «Витус Беринг», «Михаил Васильевич Ломоносов»,
 * «Пётр Великий». A surname alone is declined if it ends in -ов, -ев or -ёв: «Ломоносов», «Ломоносовым». `undefined` if
 * the words are not a person's name.
 *
 * @param parts the words of the term, each with what stands before it
 */
export function declinePerson(parts: readonly string[]): Form[] | undefined {
  const initials = withInitials(parts);
  if (initials !== undefined) return initials;
  const names = parts.join("").trim().split(/\s+/u);
  if (!names.every((name) => /^[А-ЯЁ][а-яё]*(?:-[А-ЯЁ][а-яё]+)*$/u.test(name))) return undefined;
  const [first = ""] = names;
  if (names.length === 1) return loneSurname(first);
  if (names.length > 3) return undefined;
  if (isAsianName(names)) {
    const last = names.length - 1;
    return rowsOf(
      names.map((name, at) => (at === last && !VOWEL.test(name) ? regular(name, "m") : fixed(name))),
    );
  }
  const gender = genderOf(first) ?? genderOfPatronymic(names[1] ?? "");
  if (gender === undefined) return undefined;
  return rowsOf(names.map((name, at) => (at === 0 ? given(name, gender) : byname(name, gender))));
}

const VOWEL = /[аеёиоуыэюя]$/iu;
const fixed = (name: string): Cases => [name, name, name, name, name, name];

const genderOfPatronymic = (name: string): Gender | undefined =>
  /(?:[оеё]вич|ьич)$/u.test(name) ? "m" : /(?:[оеё]вна|ична)$/u.test(name) ? "f" : undefined;

/** «А. Н. Чилингаров», «Дж. Росс»: the surname declines, and the gender shows in its ending. */
function withInitials(parts: readonly string[]): Form[] | undefined {
  const written = /^((?:[А-ЯЁ][а-яё]?\.[-\s]?){1,3}\s?)([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*)$/u.exec(
    parts.join(""),
  );
  if (written === null) return undefined;
  const [, initials = "", name = ""] = written;
  const gender: Gender = /(?:[оеё]ва|[иы]на|[цс]кая)$/u.test(name) ? "f" : "m";
  return rowsOf([joined(fixed(initials), byname(name, gender), "")]);
}

/** The forms of two words as one word. */
const joined = (a: Cases, b: Cases, between: string): Cases => [
  a[0] + between + b[0],
  a[1] + between + b[1],
  a[2] + between + b[2],
  a[3] + between + b[3],
  a[4] + between + b[4],
  a[5] + between + b[5],
];

function rowsOf(declined: readonly Cases[]): Form[] {
  const forms = new Map<string, string[]>();
  for (const [at, tag] of CASES.entries()) {
    const text = declined.map((cases) => cases[at]).join(" ");
    forms.set(text, [...(forms.get(text) ?? []), `sg.${tag}`]);
  }
  return Array.from(forms, ([text, tags]) => ({ text, tags: tags.join(" ") }));
}

function genderOf(name: string): Gender | undefined {
  const folded = foldCase(name.replace(/-.*$/u, ""));
  const { m, f } = GIVEN();
  return m.has(folded) ? "m" : f.has(folded) ? "f" : undefined;
}

/** Names of persons and places end alike, so both instrumentals are given: «Ломоносовым», «Псковом». */
function loneSurname(name: string): Form[] | undefined {
  if (!/[оеё]в$/u.test(name) || name.length < 5) return undefined;
  return [
    { text: name, tags: "sg.nom" },
    { text: `${name}а`, tags: "sg.gen sg.acc" },
    { text: `${name}у`, tags: "sg.dat" },
    { text: `${name}ым`, tags: "sg.ins" },
    { text: `${name}ом`, tags: "sg.ins" },
    { text: `${name}е`, tags: "sg.loc" },
  ];
}

const ADJECTIVE: Readonly<Record<Gender, RegExp>> = {
  m: /(?:[цс]кий|ый|ой|ликий|ний)$/u,
  f: /(?:[цс]кая|ая)$/u,
};
const SURNAME: Readonly<Record<Gender, RegExp>> = { m: /(?:[оеё]в|[иы]н)$/u, f: /(?:[оеё]в|[иы]н)а$/u };

function surname(name: string, gender: Gender): Cases {
  if (gender === "m") return [name, `${name}а`, `${name}у`, `${name}а`, `${name}ым`, `${name}е`];
  const stem = name.slice(0, -1);
  return [name, `${stem}ой`, `${stem}ой`, `${stem}у`, `${stem}ой`, `${stem}ой`];
}

function given(name: string, gender: Gender): Cases {
  const [first = "", second] = name.split("-");
  // «Жан-Пьер»
  if (second !== undefined && genderOf(second) === gender && genderOf(first) === gender)
    return joined(given(first, gender), given(second, gender), "-");
  const irregular = IRREGULAR.get(name);
  return irregular === undefined ? regular(name, gender) : [name, ...irregular];
}

/** A patronymic, surname or epithet: «Васильевич», «Ломоносов», «Невский», «Беринг», «Кюри». */
function byname(name: string, gender: Gender): Cases {
  if (SURNAME[gender].test(name)) return surname(name, gender);
  if (ADJECTIVE[gender].test(name)) {
    const stem = name.slice(0, -2);
    const soft = name.endsWith("ний");
    if (gender === "f") return [name, `${stem}ой`, `${stem}ой`, `${stem}ую`, `${stem}ой`, `${stem}ой`];
    const instrumental = /[гкхжшчщ]$/u.test(stem) || soft ? "им" : "ым";
    const [genitive, dative, prepositional] = soft ? ["его", "ему", "ем"] : ["ого", "ому", "ом"];
    return [name, stem + genitive, stem + dative, stem + genitive, stem + instrumental, stem + prepositional];
  }
  if (gender === "f" && !/[ая]$/u.test(name)) return fixed(name);
  return regular(name, gender);
}

/** Declines a name by its ending alone: «Беринг», «Сергей», «Юрий», «Игорь», «Ольга», «Мария», «Илья». */
function regular(name: string, gender: Gender): Cases {
  const stem = name.slice(0, -1);
  if (/(?:ий|ия)$/u.test(name)) {
    return name.endsWith("й")
      ? [name, `${stem}я`, `${stem}ю`, `${stem}я`, `${stem}ем`, `${stem}и`]
      : [name, `${stem}и`, `${stem}и`, `${stem}ю`, `${stem}ей`, `${stem}и`];
  }
  if (/[йь]$/u.test(name)) {
    return gender === "f"
      ? [name, `${stem}и`, `${stem}и`, name, `${name}ю`, `${stem}и`]
      : [name, `${stem}я`, `${stem}ю`, `${stem}я`, `${stem}ем`, `${stem}е`];
  }
  if (name.endsWith("я") && !name.endsWith("яя"))
    return [name, `${stem}и`, `${stem}е`, `${stem}ю`, `${stem}ей`, `${stem}е`];
  if (name.endsWith("а")) {
    const genitive = /[гкхжшчщ]а$/u.test(name) ? "и" : "ы";
    const instrumental = /[жшчщц]а$/u.test(name) ? "ей" : "ой";
    return [name, stem + genitive, `${stem}е`, `${stem}у`, stem + instrumental, `${stem}е`];
  }
  if (/[оеёиуыэю]$|яя$/u.test(name)) return fixed(name);
  const instrumental = /[жшчщц]$/u.test(name) ? "ем" : "ом";
  return [name, `${name}а`, `${name}у`, `${name}а`, name + instrumental, `${name}е`];
}
