import type { Language } from "../domain/language.ts";

/**
 * Abbreviations in lower case and without the last full stop, by the meaning of that full stop.
 * - `always`: never ends a sentence, because a name, a number or an example follows
 * - `number`: like `always` before a figure; elsewhere the abbreviation is an ordinary word
 * - `ending`: ends a sentence before a capital
 * - `unit`: like `ending` after a figure or Roman numeral; elsewhere like `always`
 */
export interface Abbreviations {
  readonly always: ReadonlySet<string>;
  readonly number: ReadonlySet<string>;
  readonly ending: ReadonlySet<string>;
  readonly unit: ReadonlySet<string>;
  /** Words that often begin a sentence. A sentence ends before them, even after an initial or acronym. */
  readonly starters: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> =>
  new Set(list.split(/\s+/u).filter((word) => word !== ""));

const ENGLISH: Abbreviations = {
  always: words(`
    mr mrs ms mx messrs dr prof rev fr sr. hon pres gov sen rep rt amb gen col lt maj capt cpt cmdr comdr adm brig
    sgt cpl pvt supt insp det st ste mt ft e.g i.e eg ie cf viz vs v al. esp incl approx ca c. ed eds trans transl
    repr univ assn dept est fig figs eq eqs ref refs sec sect ch chap par app tab vol vols nos pp art arts cl n°
  `),
  number: words(
    "no nos nr c p pp pg vol vols ch chap fig figs sec art jan feb mar apr jun jul aug sep sept oct nov dec n° nº",
  ),
  ending: words(`
    etc inc ltd co corp llc plc bros jr sr esq phd ph.d m.d m.a b.a b.sc m.sc d.phil et.al al st ave blvd rd sq
    a.d b.c c.e b.c.e a.d. p.s mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    min max avg tel ext
  `),
  unit: words("in ft lb lbs oz km kg cm mm hr hrs min mins sec secs mi yd"),
  starters: words(`
    a an the this that these those it he she we they i you my our his her its their there here how what when where
    why who which if in on at as but and so yet or for from after before while although however also then thus
    therefore moreover meanwhile since because is are was were do does did can could will would should please let
    no not did have has had with by to
  `),
};

const RUSSIAN: Abbreviations = {
  always: words(`
    тов т.е т.к т.н т.о т.наз напр см ср гр г-н г-жа гг. ул просп пл бул наб пер пос дер респ оз о-в о-ва п-ов
    проф акад доц асп канд докт д-р к.т.н д.т.н к.ф.н д.ф.н к.и.н д.и.н канд.наук чл чл.-корр член-корр
    ген полк подп майор-ген кап лейт св преп митр архиеп еп прот иеромон
    рис табл илл прим примеч цит соч собр изд ред сост пер отв авт вып сб гл разд параграф зам зав пом нач
    англ нем фр франц лат греч кит рус итал исп яп устар букв перен род жен муж
    тел факс моб доб инв рег кн кв. корп стр. эт под оф
    адм архит ассоц библ библиогр биогр биол бюл введ вестн воен возвыш вост всерос вступ геогр геол гидр гос граж
    деп дир дис журн загл инж иссл ист капит комис конф лаб лит-ра междунар минер муниц науч нац нижн обраб общ объед окр
    опубл отеч офиц перераб переизд погр подгот полит прил прол прот псевд психол публ росс секр сев слав совр сотр соц
    техн торг учеб фак фарм филол филос худож экон энерг юж юрид ст-ца р-н бух ж.-д с.-х вопр указ.соч ун-т ин-т
    янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек акц
  `),
  number: words(
    "п пп ст ч т с стр гл рис табл вып № д кв корп оф эт разд ок прибл пт кон сер нач перв втор пол темп",
  ),
  ending: words(
    "обл т.д т.п др пр проч и.о н.э до.н.э р.х п.р.х млн млрд трлн тыс гг вв ин мн п.п т.ч кол-во",
  ),
  unit: words(`
    г в вв гг руб р коп долл дол тыс млн млрд трлн км м см мм кг т га л мл чел шт мин сек с ч час экз стр с об
    кв куб кв.м куб.м сут мес нед лет проц ед усл.ед
  `),
  starters: words(`
    он она они оно мы вы я ты это этот эта эти тот та те в во на но и а с со к ко по при за из от для до у о об
    если когда где как что чтобы хотя однако поэтому затем потом также так там тогда здесь его её их наш мой
    не нет да все всё каждый после перед между именно кроме кто почему
  `),
};

const NONE: Abbreviations = {
  always: new Set<string>(),
  number: new Set<string>(),
  ending: new Set<string>(),
  unit: new Set<string>(),
  starters: new Set<string>(),
};

/** Latin text inside Chinese follows the English list. */
export const ABBREVIATIONS: Readonly<Record<Language, Abbreviations>> = {
  en: ENGLISH,
  ru: RUSSIAN,
  zh: { ...NONE, always: ENGLISH.always, number: ENGLISH.number, ending: ENGLISH.ending },
};
