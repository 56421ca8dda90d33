import type { CheckId } from "../../src/domain/finding.ts";

/**
 * Short texts for the checks of marks, scripts and words. A `good` text must have no warning of the check; a `bad`
 * text must have one. They were written before the code was read. The second half was not read while the code was
 * changed.
 */
export interface Sample {
  readonly check: CheckId;
  readonly good: boolean;
  readonly texts: { readonly en?: string; readonly ru?: string; readonly zh?: string };
}

const good = (check: CheckId, en: string, ru: string, zh?: string): Sample => ({
  check,
  good: true,
  texts: { en, ru, ...(zh === undefined ? {} : { zh }) },
});
const bad = (check: CheckId, en: string, ru: string, zh?: string): Sample => ({
  ...good(check, en, ru, zh),
  good: false,
});

export const FIRST_SAMPLES: readonly Sample[] = [
  good("brackets", "Thanks a lot :)", "Большое спасибо)", "非常感谢 :)"),
  good("brackets", "See you tomorrow!", "До завтра!))", "明天见！"),
  good(
    "brackets",
    "Three tasks: a) plan, b) build, c) test",
    "Три задачи: а) план, б) сборка, в) проверка",
    "三项任务：1）计划，2）建造，3）测试",
  ),
  good("brackets", "Step 2) Open the valve", "Шаг 2) Откройте клапан", "步骤2）打开阀门"),
  good("brackets", "I had no idea :-(", "Понятия не имел :(", "我不知道:-("),
  bad(
    "brackets",
    "The Council (founded in 1996) meets here.",
    "Совет (основан в 1996 году заседает здесь.",
    "理事会（成立于1996年）在此开会。",
  ),
  bad(
    "brackets",
    "The Council (founded in 1996) meets here.",
    "Совет основан в 1996 году) и заседает здесь.",
    "理事会（成立于1996年）在此开会。",
  ),
  good("quotes", "“We begin today, he said.", "«Начинаем сегодня, — сказал он.", "“我们今天开始。他说。"),
  good("quotes", "and it goes on tomorrow.”", "и продолжим завтра».", "明天继续。”"),
  bad("quotes", 'He said “yes" to it.', "Он сказал «да».", "他说“是”。"),
  bad("quotes", "He said “yes”.", 'Он сказал «да" и ушёл.', "他说“是”。"),
  bad("quotes", "He said “yes”.", "Он сказал «да».", '他说“是"。'),
  good("quotes", 'The 5" gun', 'Орудие калибра 5"', '5"炮'),
  bad(
    "links",
    "More at https://arctic.example.org/data",
    "Подробнее на сайте",
    "详情见 https://arctic.example.org/data",
  ),
  bad("links", "Write to office@example.org", "Пишите нам", "请写信至 office@example.org"),
  good(
    "links",
    "More at https://example.org/en/data",
    "Подробнее: https://example.org/ru/data",
    "详情：https://example.org/zh/data",
  ),
  bad("end-punctuation", "The ice is melting.", "Лёд тает", "冰在融化。"),
  bad("end-punctuation", "Is the ice melting?", "Лёд тает?", "冰在融化吗"),
  good("end-punctuation", "Annual report", "Годовой отчёт", "年度报告"),
  good("end-punctuation", "They met in 2023.", "Встреча прошла в 2023 г.", "他们于2023年会面。"),
  bad("repeated-word", "We know the route.", "Мы знаем маршрут.", "我们我们知道航线。"),
  bad("repeated-word", "Scientists studied the ice.", "Учёные изучали лёд.", "科学家研究研究了冰层。"),
  good("repeated-word", "My elder brother often comes.", "Старший брат часто приходит.", "我哥哥常常来。"),
  good("repeated-word", "Everything is neat and tidy.", "Всё аккуратно.", "一切整整齐齐、干干净净。"),
  good("repeated-word", "Let us discuss it.", "Давайте обсудим.", "我们讨论讨论吧。"),
  bad(
    "repeated-word",
    "It is known that the ice is thin.",
    "Известно, что что лёд тонкий.",
    "众所周知，冰很薄。",
  ),
  bad("repeated-word", "He worked as a cook.", "Он работал как как повар.", "他当厨师。"),
  good("repeated-word", "It is not so simple.", "Не так так этак.", "没那么简单。"),
  good("repeated-word", "Well, well, look who came.", "Так, так, кто пришёл.", "好好，看谁来了。"),
  bad("mixed-script", "This is а test.", "Это проверка.", "这是测试。"),
  bad("mixed-script", "Go to school.", "Иди в школу c другом.", "去学校。"),
  good("mixed-script", "Vitamin C and group A", "Витамин C и группа A", "维生素C和A组"),
  good("wrong-language", "Harbin (哈尔滨) is cold.", "В Харбине (哈尔滨) холодно.", "哈尔滨很冷。"),
  good(
    "wrong-language",
    "Language: Русский / English / 中文",
    "Язык: Русский / English / 中文",
    "语言：Русский / English / 中文",
  ),
  good("wrong-language", "Choose 中文 in the menu.", "Выберите «中文» в меню.", "在菜单中选择中文。"),
  good("wrong-language", "The word for ice is 冰 bīng.", "«Лёд» по-китайски — 冰 (bīng).", "冰读作bīng。"),
  bad("wrong-language", "The port opened.", "Порт открылся 去年夏天 снова.", "港口去年夏天开放。"),
  bad("placeholders", "10&nbsp;km from the shore", "10 км от берега", "离岸10&nbsp;公里"),
  good("placeholders", "Rules &amp; terms", "Правила и условия", "规则 &amp; 条款"),
];

export const SECOND_SAMPLES: readonly Sample[] = [
  good("brackets", "Happy New Year ;)", "С Новым годом))", "新年快乐 ;)"),
  good("brackets", "Options: 1) yes; 2) no", "Варианты: 1) да; 2) нет", "选项：1)是；2)否"),
  good("brackets", "What a day :D", "Ну и денёк)", "真是的一天 :D"),
  bad("brackets", "The strait [see map] is narrow.", "Пролив [см. карту узкий.", "海峡[见地图]很窄。"),
  bad("brackets", "Ships (both new) sailed.", "Суда (оба новые) вышли.", "船舶（都是新的启航。"),
  good("quotes", "“The first point is this.", "«Первый вопрос таков.", "“第一点如下。"),
  bad("quotes", 'The “Yamal" left the port.', "«Ямал» вышел из порта.", "“亚马尔”号离港。"),
  bad("quotes", "The “Yamal” left the port.", '«Ямал" вышел из порта.', "“亚马尔”号离港。"),
  good("quotes", "“Yamal”", "«Ямал»", "《亚马尔》"),
  bad(
    "links",
    "Register at www.forum.example.com today.",
    "Зарегистрируйтесь сегодня.",
    "请今天在 www.forum.example.com 注册。",
  ),
  bad("links", "Contact: press@forum.example.com", "Контакты: press@forum.example.com", "联系方式"),
  good("links", "See https://example.com.", "См. https://example.com.", "见 https://example.com。"),
  bad("end-punctuation", "We thank all partners.", "Благодарим всех партнёров.", "感谢所有合作伙伴"),
  bad("end-punctuation", "Who is the owner?", "Кто владелец", "谁是船东？"),
  good("end-punctuation", "Table of contents", "Содержание", "目录"),
  good("end-punctuation", "Ships, ports, etc.", "Суда, порты и т. д.", "船舶、港口等"),
  bad("repeated-word", "The port is open.", "Порт открыт.", "港口港口已开放。"),
  bad("repeated-word", "They are building ships.", "Они строят суда.", "他们正在正在造船。"),
  good(
    "repeated-word",
    "Mother and father work every day.",
    "Мама и папа работают каждый день.",
    "妈妈爸爸天天上班。",
  ),
  good("repeated-word", "He slowly walked away.", "Он медленно ушёл.", "他慢慢地走开了，高高兴兴的。"),
  good("repeated-word", "Study hard.", "Учитесь.", "好好学习学习。"),
  bad("repeated-word", "He said where he was going.", "Он сказал, где где он будет.", "他说了要去哪里。"),
  good("repeated-word", "It was just as it was.", "Всё осталось так, как было.", "一切如故。"),
  bad("repeated-word", "This is like home.", "Это как как дома.", "这就像家一样。"),
  bad("mixed-script", "It was а cold day.", "Был холодный день.", "那天很冷。"),
  bad("mixed-script", "I saw it.", "Я видел это и o нём знаю.", "我看到了。"),
  good("mixed-script", "Route A to B", "Маршрут A — B", "A到B的路线"),
  good(
    "wrong-language",
    "Dalian (大连) and Harbin (哈尔滨)",
    "Далянь (大连) и Харбин (哈尔滨)",
    "大连和哈尔滨",
  ),
  good("wrong-language", "English | Русский | 中文", "English | Русский | 中文", "English | Русский | 中文"),
  good(
    "wrong-language",
    "The ship “Снежный дракон” (雪龙)",
    "Судно «Сюэлун» (雪龙)",
    "“雪龙”号（Снежный дракон）",
  ),
  bad("wrong-language", "The forum ended.", "Форум завершился 圆满结束.", "论坛圆满结束。"),
  bad("placeholders", "5&nbsp;tonnes of cargo", "5&nbsp;тонн груза", "5 吨货物"),
  bad("placeholders", "“Ice&mdash;class” vessels", "Суда ледового класса", "“冰&mdash;级”船舶"),
];
