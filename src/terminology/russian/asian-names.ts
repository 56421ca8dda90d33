/** Chinese surnames in Palladius' spelling, the commonest ones and those of people who are often written about. */
const CHINESE = new Set(
  (
    "ван ли чжан лю чэнь ян хуан чжао у чжоу сюй сунь ма чжу ху го хэ линь гао ло чжэн лян се тан цао дэн сяо хань фэн " +
    "цзэн чэн пэн цай пань юань дун юй су е люй вэй цзян тянь ду дин шэнь жэнь яо лу фу чжун цуй тань ляо фань ши цзинь " +
    "цзя ся вэнь фан цзоу сюн бай мэн цинь цю хоу инь янь сюэ лэй лун дуань тао хао гу мао гун шао вань цянь дай кун кан " +
    "си мо сун жун чу гэн цзи сыма оуян чжугэ"
  ).split(" "),
);
const KOREAN = new Set(
  "ким пак ли чхве цой чхой чон чан кан чо юн лим им син хан о со квон хван ан сон мун ро но хо нам пан пэк".split(
    " ",
  ),
);
/** One or two syllables of a Chinese given name: Цзэдун, Эньлай, Сяопин, Бо. */
const SYLLABLE = "(?:цз|чж|[бпмфдтнлгкхцчшжс])?(?:[иу]?[аеоэуюяиы]|у?[аэ]й|[аоя]о|[ао]у|ю[аэ])(?:нь|н|й)?";
const CHINESE_GIVEN = new RegExp(`^(?:${SYLLABLE}){1,2}$|^(?:эр|ятсен|кайши)$`, "u");
const KOREAN_GIVEN = /^[бвгджзкмнпстхчр]{0,2}(?:[ьй])?[аеёиоуыэюя]{1,2}(?:[гкйлмнпрт]ь?)?$/u;

/** Whether the words are a Chinese or Korean name: only its last word declines, if it ends in a consonant. */
export function isAsianName(names: readonly string[]): boolean {
  const [surname = "", ...given] = names.map((name) => name.toLowerCase());
  if (given.length === 1) return CHINESE.has(surname) && CHINESE_GIVEN.test(given[0] ?? "");
  return given.length === 2 && KOREAN.has(surname) && given.every((name) => KOREAN_GIVEN.test(name));
}
