import { atFirstUse } from "../domain/at-first-use.ts";
import { plain } from "./written-words.ts";

/** A Russian noun after numbers: «21 день», «2 дня», «5 дней». */
export interface CountedNoun {
  readonly one: string;
  /** Genitive singular, also after a fraction: «1,5 дня». */
  readonly few: string;
  readonly many: string;
  readonly gender: "m" | "f" | "n";
  /** A living being: its accusative is the genitive. */
  readonly animate: boolean;
}

/** Form of a noun, by the plural category of the number before it. */
export type CountForm = "one" | "few" | "many";

/** Nouns that are often counted. An asterisk marks living beings. */
const TABLE =
  "m год года лет;день дня дней;час часа часов;месяц месяца месяцев;век века веков;раз раза раз;метр метра метров;" +
  "километр километра километров;сантиметр сантиметра сантиметров;миллиметр миллиметра миллиметров;" +
  "килограмм килограмма килограммов;литр литра литров;градус градуса градусов;рубль рубля рублей;доллар доллара долларов;" +
  "юань юаня юаней;процент процента процентов;балл балла баллов;гектар гектара гектаров;баррель барреля баррелей;" +
  "узел узла узлов;корабль корабля кораблей;ледокол ледокола ледоколов;танкер танкера танкеров;катер катера катеров;" +
  "самолёт самолёта самолётов;вертолёт вертолёта вертолётов;контейнер контейнера контейнеров;порт порта портов;" +
  "причал причала причалов;остров острова островов;город города городов;район района районов;посёлок посёлка посёлков;" +
  "регион региона регионов;вопрос вопроса вопросов;документ документа документов;договор договора договоров;" +
  "пункт пункта пунктов;раздел раздела разделов;файл файла файлов;элемент элемента элементов;символ символа символов;" +
  "объект объекта объектов;проект проекта проектов;доклад доклада докладов;рейс рейса рейсов;этап этапа этапов;" +
  "маршрут маршрута маршрутов;ответ ответа ответов;байт байта байт;пиксель пикселя пикселей;участок участка участков;" +
  "дом дома домов;том тома томов;член члена членов;вид вида видов;тип типа типов;шаг шага шагов;экземпляр экземпляра экземпляров;" +
  "пакет пакета пакетов;адрес адреса адресов;язык языка языков;столбец столбца столбцов;кадр кадра кадров;" +
  "*человек человека человек;*матрос матроса матросов;*учёный учёного учёных;*участник участника участников;" +
  "*студент студента студентов;*пользователь пользователя пользователей;*пассажир пассажира пассажиров;*житель жителя жителей;" +
  "*тюлень тюленя тюленей;*медведь медведя медведей;*олень оленя оленей;*кит кита китов|" +
  "f минута минуты минут;секунда секунды секунд;неделя недели недель;миля мили миль;тонна тонны тонн;страна страны стран;" +
  "лодка лодки лодок;река реки рек;глава главы глав;страница страницы страниц;строка строки строк;статья статьи статей;" +
  "запись записи записей;ошибка ошибки ошибок;группа группы групп;школа школы школ;копия копии копий;ночь ночи ночей;" +
  "карта карты карт;точка точки точек;папка папки папок;ссылка ссылки ссылок;попытка попытки попыток;команда команды команд;" +
  "область области областей;деревня деревни деревень;скважина скважины скважин;шахта шахты шахт;льдина льдины льдин;" +
  "буква буквы букв;цифра цифры цифр;задача задачи задач;семья семьи семей;встреча встречи встреч;часть части частей;" +
  "*дочь дочери дочерей;*собака собаки собак;*птица птицы птиц;*рыба рыбы рыб|" +
  "n судно судна судов;место места мест;слово слова слов;море моря морей;озеро озера озёр;окно окна окон;правило правила правил;" +
  "число числа чисел;письмо письма писем;поле поля полей;имя имени имён;село села сёл;дерево дерева деревьев;яйцо яйца яиц;" +
  "блюдо блюда блюд;лицо лица лиц;тело тела тел;устройство устройства устройств";

const nouns = atFirstUse(readTable);

function readTable(): ReadonlyMap<string, readonly (readonly [CountForm, CountedNoun])[]> {
  const byForm = new Map<string, (readonly [CountForm, CountedNoun])[]>();
  const add = (form: CountForm, noun: CountedNoun) => {
    const key = plain(noun[form]);
    byForm.set(key, [...(byForm.get(key) ?? []), [form, noun]]);
  };
  for (const block of TABLE.split("|")) {
    const gender = block.startsWith("m") ? "m" : block.startsWith("f") ? "f" : "n";
    for (const row of block.slice(2).split(";")) {
      const animate = row.startsWith("*");
      const [one = "", few = "", many = ""] = row.replace("*", "").split(" ");
      for (const form of ["one", "few", "many"] as const) add(form, { one, few, many, gender, animate });
    }
  }
  return byForm;
}

/** Nouns whose three forms follow from their ending: «станций», «заседаний», «государств». */
const REGULAR: readonly (readonly [
  gender: CountedNoun["gender"],
  forms: Readonly<Record<CountForm, string>>,
  stem: RegExp,
])[] = [
  ["f", { one: "ия", few: "ии", many: "ий" }, /[цс]$/u],
  ["n", { one: "ие", few: "ия", many: "ий" }, /(?:[ае]н|ств|ят|быт)$/u],
  ["n", { one: "ство", few: "ства", many: "ств" }, /\p{L}{3}$/u],
];

/** The nouns that a word may be, each with the form in which it stands. */
export function countedNouns(word: string): readonly (readonly [CountForm, CountedNoun])[] {
  const key = plain(word);
  const known = nouns().get(key);
  if (known !== undefined || word !== word.toLowerCase()) return known ?? [];
  const masculine = /^(\p{L}{2,}[бвгдзлмнпрстфк])ов$/u.exec(key)?.[1];
  if (masculine !== undefined) {
    // These may be living beings. A vowel may be lost before «ков»: «участков», «участок».
    const one = masculine.endsWith("к") ? "" : masculine;
    return [["many", { one, few: `${masculine}а`, many: key, gender: "m", animate: true }]];
  }
  return REGULAR.flatMap(([gender, endings, ends]) =>
    (["one", "few", "many"] as const).flatMap((form) => {
      const stem = key.slice(0, key.length - endings[form].length);
      if (!key.endsWith(endings[form]) || !ends.test(stem) || stem.length < 3) return [];
      const { one, few, many } = endings;
      return [
        [form, { one: stem + one, few: stem + few, many: stem + many, gender, animate: false }] as const,
      ];
    }),
  );
}

const AFTER_FIGURE =
  /\u0001([\s\u00A0]+)(?:(\p{L}+(?:[ыи]х|[ыи]е|ая|ое))([\s\u00A0]+))?(\p{L}+)(?![\p{L}-])/gu;

/**
 * A Russian text whose figures are masked with U+0001, with each noun after a figure in its citation form, so that texts
 * are equal that differ in their numbers alone: «5 новых станций», «2 новые станции».
 */
export const withCitedNouns = (masked: string): string =>
  masked.replace(AFTER_FIGURE, (all: string, gap: string, adjective = "", space = "", word: string) => {
    const noun = countedNouns(word)[0]?.[1];
    if (noun === undefined || noun.one === "") return all;
    return `\u0001${gap}${adjective.replace(/[ыи]х$|[ыи]е$|ая$|ое$/u, "ый")}${space}${noun.one}`;
  });
