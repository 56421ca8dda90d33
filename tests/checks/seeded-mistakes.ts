import type { CheckedUnit } from "../../src/checks/check.ts";
import type { Content } from "../../src/domain/segment.ts";

type Texts = {
  readonly en?: Content | string;
  readonly ru?: Content | string;
  readonly zh?: Content | string;
};

const content = (text: Content | string): Content => (typeof text === "string" ? [text] : text);

const unit = (texts: Texts, id = "seeded"): CheckedUnit => ({
  id,
  variants: {
    ...(texts.en !== undefined && { en: { content: content(texts.en) } }),
    ...(texts.ru !== undefined && { ru: { content: content(texts.ru) } }),
    ...(texts.zh !== undefined && { zh: { content: content(texts.zh) } }),
  },
});

const cue = (times: string, texts: Texts): CheckedUnit => ({ ...unit(texts), context: `cue ${times}` });

const open = { kind: "open", id: "1", element: "g" } as const;
const close = { kind: "close", id: "1", element: "g" } as const;
const first = { kind: "break", id: "1", element: "segment" } as const;
const second = { kind: "break", id: "2", element: "segment" } as const;
const other = { kind: "ph", id: "2", element: "x" } as const;

/** A mistake in each row: the expected message and the units that contain the mistake. */
export const MISTAKES: readonly (readonly [message: string, units: readonly CheckedUnit[]])[] = [
  ["numbers.different", [unit({ en: "Cargo reached 36.3 million tonnes in 2023.", ru: "Грузооборот достиг 36,3 млн тонн в 2022 году.", zh: "2023年货运量达3630万吨。" })]],
  ["numbers.different", [unit({ en: "The area is 1.2 million km².", ru: "Площадь — 1,2 млн км².", zh: "面积为12万平方公里。" })]],
  ["numbers.missing", [unit({ en: "Some 250 experts took part.", ru: "Участвовали эксперты.", zh: "250名专家参加。" })]],
  ["numbers.unit", [unit({ en: "It is 5,600 km long.", ru: "Его длина 5600 миль.", zh: "全长5600公里。" })]],
  ["numbers.sign", [unit({ en: "The mean is −30 °C.", ru: "Среднее — 30 °C.", zh: "平均为零下30摄氏度。" })]],
  ["numbers.claim", [unit({ en: "The ship sails on Monday.", ru: "Судно отходит во вторник.", zh: "船周一启航。" })]],
  ["quotes.mixed", [unit({ en: "He said “yes” to it.", ru: "Он сказал «да\" и ушёл.", zh: "他说“是”。" })]],
  ["omission.missing", [unit({ en: "The port was rebuilt after the fire. New cranes were brought from Murmansk, and a school for sailors was opened.", ru: "Порт восстановили после пожара.", zh: "火灾后港口得到重建。新的起重机从摩尔曼斯克运来，还开办了一所海员学校。" })]],
  ["omission.added", [unit({ en: "The port was rebuilt.", ru: "Порт был восстановлен. Через год в городе открыли большую школу, новую больницу и университет для студентов из Китая.", zh: "港口已经重建。" })]],
  ["omission.short", [unit({ en: "The zigzag gizmos wobble across frosty ledges, squeaking beneath drizzly twilight.", ru: "Гизмо скрипят.", zh: "那些歪歪扭扭的小玩意儿晃晃悠悠地爬过结霜的窗沿，在蒙蒙暮色里吱呀作响。" })]],
  ["modality.different", [unit({ en: "The master must report the accident.", ru: "Капитан обязан сообщить об аварии.", zh: "船长可以报告事故。" })]],
  ["modality.negation", [unit({ en: "The vessel is not seaworthy.", ru: "Судно не годится для плавания.", zh: "该船适航。" })]],
  ["numbers.unread", [unit({ en: "12 ".repeat(7000), ru: "12 ".repeat(7000), zh: "12" })]],
  ["reading-speed.fast", [cue("00:00:01,000 --> 00:00:02,000", { en: "Short.", ru: "Очень длинная реплика, которую нельзя успеть прочитать.", zh: "短。" })]],
  ["reading-speed.unseen", [cue("00:00:01,000 --> 00:00:01,000", { ru: "Да." })]],
  ["subtitle-lines.long", [cue("00:00:01,000 --> 00:00:09,000", { en: "Short.", ru: "Коротко.", zh: "这一行字幕太长了，屏幕上根本放不下这么多字。" })]],
  ["subtitle-lines.many", [cue("00:00:01,000 --> 00:00:09,000", { en: "One\ntwo\nthree", ru: "Раз\nдва", zh: "一\n二" })]],
  ["empty.text", [unit({ en: "Save", ru: "", zh: "保存" })]],
  ["untranslated.text", [unit({ en: "The file could not be opened for you.", ru: "The file could not be opened for you.", zh: "无法打开文件。" })]],
  ["untranslated.text", [unit({ en: "Save all files", ru: "Сохранить все файлы", zh: "Save all files" })]],
  ["untranslated.fragment", [unit({ en: "Click the button to save your work in the folder.", ru: "Нажмите кнопку to save your work in the folder.", zh: "点击按钮，将工作保存到文件夹。" })]],
  ["untranslated.fragment", [unit({ en: "Contact: Northern (Arctic) Federal University", ru: "Контакты: Северный (Арктический) федеральный университет", zh: "Contact: 北方（北极）联邦大学" })]],
  ["untranslated.fragment", [unit({ en: "The invitation is sent to all participants.", ru: "Приглашение рассылается всем participants.", zh: "邀请函将发给所有与会者。" })]],
  ["wrong-language.text", [unit({ en: "Save the file", ru: "请保存这个文件", zh: "请保存这个文件" })]],
  ["wrong-language.text", [unit({ en: "Сохраните этот файл", ru: "Сохраните этот файл", zh: "请保存这个文件" })]],
  ["wrong-language.other", [unit({ en: "Please save this file", ru: "Сохраните этот файл", zh: "このファイルを保存してください" })]],
  ["wrong-language.letters", [unit({ en: "The council of states", ru: "Рада держав та її члени в совете", zh: "国家理事会" })]],
  ["wrong-language.fragment", [unit({ en: "The Arctic Council met.", ru: "Состоялось заседание 北极理事会.", zh: "北极理事会召开了会议。" })]],
  ["length.short", [unit({ en: "The participants identified platforms and activities that can continue to play a role, and outlined the neutral role that universities can play in years to come.", ru: "Участники определили площадки.", zh: "与会者确定了可继续发挥作用的平台和活动，并概述了大学在未来几年可以发挥的科学和中立作用。" })]],
  ["length.long", [unit({ en: "Participants identified platforms.", ru: "Участники определили площадки и мероприятия, которые и дальше смогут играть роль, и очертили научную и нейтральную роль, которую смогут играть университеты в ближайшие годы.", zh: "与会者确定了平台。" })]],
  ["inconsistent-target.differs", [
    unit({ en: "The observers submit their reports.", ru: "Наблюдатели представляют доклады." }, "a"),
    unit({ en: "The observers submit their reports.", ru: "Наблюдатели представляют доклады." }, "b"),
    unit({ en: "The observers submit their reports.", ru: "Наблюдателями подаются отчёты." }, "c"),
  ]],
  ["inconsistent-source.differs", [
    unit({ en: "The observers submit their reports.", ru: "Наблюдатели представляют свои доклады." }, "a"),
    unit({ en: "The observers present papers to all.", ru: "Наблюдатели представляют свои доклады." }, "b"),
  ]],
  ["names.palladius", [unit({ en: "Professor Liu Hao spoke.", ru: "Выступил профессор Лиу Гао.", zh: "刘浩教授发言。" })]],
  ["names.place", [unit({ en: "The forum was held in Harbin.", ru: "Форум прошёл в Гарбине.", zh: "论坛在哈尔滨举行。" })]],
  ["names.romanization", [unit({ en: "The port of Arhangelsk is open.", ru: "Порт Архангельск открыт." })]],
  ["acronyms.slip", [unit({ en: "The AMAP report is out.", ru: "Вышел доклад AMPA.", zh: "AMAP 报告已发布。" })]],
  ["codes.missing", [unit({ en: ["See ", open, "this", close, "."], ru: ["См. это."], zh: ["见", open, "此", close, "。"] })]],
  ["codes.added", [unit({ en: ["See this."], ru: ["См. это", other, "."], zh: ["见此。"] })]],
  ["codes.reordered", [unit({ en: ["See ", open, "this", close, other, "."], ru: ["См. ", other, open, "это", close, "."] })]],
  ["codes.closed-first", [unit({ en: ["See ", open, "this", close, "."], ru: ["См. ", close, "это", open, "."] })]],
  ["segments.empty", [unit({ en: [first, "One.", second, "Two."], ru: [first, "Раз, два.", second], zh: [first, "一。", second, "二。"] })]],
  ["segments.number", [unit({ en: [first, "One.", second, "Two."], ru: [first, "Раз, два."], zh: [first, "一。", second, "二。"] })]],
  ["placeholders.different", [unit({ en: "Hello, {name}!", ru: "Здравствуйте, {имя}{nome}!", zh: "{name}，您好！" })]],
  ["placeholders.missing", [unit({ en: "Copied %s to %s", ru: "Скопировано: %s", zh: "已将 %s 复制到 %s" })]],
  ["placeholders.missing", [unit({ en: "<a>Open</a> the file", ru: "Откройте файл", zh: "<a>打开</a>文件" })]],
  ["placeholders.broken", [unit({ en: "Copied %s", ru: "Скопировано: %s", zh: "已复制 ％s" })]],
  ["links.different", [unit({ en: "See https://www.example.org/a", ru: "См. https://www.example.org/b", zh: "见 https://www.example.org/a" })]],
  ["links.missing", [unit({ en: "Write to info@example.org.", ru: "Напишите нам.", zh: "请致函 info@example.org。" })]],
  ["whitespace.leading", [unit({ en: "Save", ru: " Сохранить", zh: "保存" })]],
  ["whitespace.trailing", [unit({ en: "Save", ru: "Сохранить", zh: "保存 " })]],
  ["whitespace.leading-missing", [unit({ en: " and more", ru: "и другие", zh: " 等" })]],
  ["whitespace.trailing-missing", [unit({ en: "Save ", ru: "Сохранить", zh: "保存 " })]],
  ["whitespace.double", [unit({ en: "Save the file", ru: "Сохранить  файл", zh: "保存文件" })]],
  ["whitespace.before-punctuation", [unit({ en: "Yes, of course", ru: "Да , конечно", zh: "是的，当然" })]],
  ["whitespace.lines", [unit({ en: "One line\nAnother line", ru: "Одна строка другая строка", zh: "第一行\n第二行" })]],
  ["end-punctuation.missing", [unit({ en: "Save the file?", ru: "Сохранить файл", zh: "保存文件？" })]],
  ["end-punctuation.added", [unit({ en: "Save the file", ru: "Сохранить файл:", zh: "保存文件" })]],
  ["end-punctuation.different", [unit({ en: "Is it saved?", ru: "Он сохранён.", zh: "已保存吗？" })]],
  ["quotes.unbalanced", [unit({ en: "The “Arctic” forum", ru: "Форум «Арктика", zh: "“北极”论坛" })]],
  ["quotes.foreign", [unit({ en: "The “Arctic” forum", ru: "Форум «Арктика»", zh: "«北极»论坛" })]],
  ["brackets.unbalanced", [unit({ en: "The council (2018) met", ru: "Совет (2018 собрался", zh: "理事会（2018）召开会议" })]],
  ["repeated-word.twice", [unit({ en: "Save the the file", ru: "Сохранить файл", zh: "保存文件" })]],
  ["repeated-word.twice", [unit({ en: "The Arctic Council met", ru: "Собрался Арктический совет", zh: "北极理事会北极理事会召开会议" })]],
  ["repeated-word.twice", [unit({ en: "Student exchange and summer schools", ru: "Студенческий обмен и и летние школы", zh: "学生交流与暑期学校" })]],
  ["mixed-script.word", [unit({ en: "The Arctic is warming", ru: "Арктикa теплеет", zh: "北极正在变暖" })]],
  ["mixed-script.word", [unit({ en: "The Аrctic is warming", ru: "Арктика теплеет", zh: "北极正在变暖" })]],
  ["mixed-script.letter", [unit({ en: "with the help of satellites", ru: "наблюдение c помощью спутников", zh: "借助卫星" })]],
  ["chinese-script.simplified", [unit({ en: "The Arctic Council invites observers", ru: "Арктический совет приглашает наблюдателей", zh: "北极理事會邀请观察员" })]],
  ["chinese-script.traditional", [unit({ en: "The Arctic Council invites observers", ru: "Арктический совет приглашает наблюдателей", zh: "北極理事會邀請观察員" })]],
  ["full-width.characters", [unit({ en: "The Arctic Council，2018", ru: "Арктический совет, 2018", zh: "北极理事会，2018" })]],
  ["full-width.narrow", [unit({ en: "Today, it met", ru: "Сегодня он собрался", zh: "今天,会议召开" })]],
  ["full-width.narrow", [unit({ en: "It was agreed as follows.", ru: "Договорились о нижеследующем.", zh: "商定如下." })]],
  ["full-width.narrow", [unit({ en: "The council met and decided: work goes on", ru: "Совет собрался и решил: работа продолжается", zh: "理事会召开会议，决定:继续工作" })]],
  ["invisible.bidi", [unit({ en: "Save the \u202Efile", ru: "Сохранить файл", zh: "保存文件" })]],
  ["invisible.replacement", [unit({ en: "Save", ru: "Сохран\uFFFDть", zh: "保存" })]],
  ["invisible.control", [unit({ en: "Save\u0007", ru: "Сохранить", zh: "保存" })]],
  ["invisible.zero-width", [unit({ en: "Save", ru: "Сохра\u200Bнить", zh: "保存" })]],
  ["invisible.soft-hyphen", [unit({ en: "Save", ru: "Сохра\u00ADнить", zh: "保存" })]],
  ["invisible.mojibake", [unit({ en: "Save", ru: "РЎРѕС…СЂР°РЅРёС‚СЊ", zh: "保存" })]],
]; // prettier-ignore
