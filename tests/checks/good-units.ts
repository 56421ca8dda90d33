import type { CheckedUnit } from "../../src/checks/check.ts";
import type { Content } from "../../src/domain/segment.ts";

const code = (kind: "ph" | "open" | "close", id: string) =>
  ({ kind, id, element: kind === "ph" ? "x" : "g" }) as const;

/** Correct translations, as in seminar texts, on websites and in programs. */
const TEXTS: readonly (readonly [en: Content, ru: Content, zh: Content])[] = [
  [["The area is 1.2 million square kilometres."], ["Площадь составляет 1,2 млн км²."], ["面积为120万平方公里。"]],
  [["Cargo reached 36.3 million tonnes in 2023."], ["В 2023 году грузооборот достиг 36,3 млн тонн."], ["2023年货运量达3630万吨。"]],
  [["On 26 January 2018, China published its white paper “China’s Arctic Policy”."], ["26 января 2018 года Китай опубликовал белую книгу «Политика Китая в Арктике»."], ["2018年1月26日，中国发表了《中国的北极政策》白皮书。"]],
  [["Which routes are open in October?"], ["Какие маршруты открыты в октябре?"], ["10月有哪些航线开放？"]],
  [["The seminar will take place in Arkhangelsk on December 11–13, 2023."], ["Семинар пройдёт в Архангельске 11–13 декабря 2023 года."], ["研讨会将于2023年12月11日至13日在阿尔汉格尔斯克举行。"]],
  [["Professor Liu Hao delivered the keynote speech."], ["Основной доклад сделал профессор Лю Хао."], ["刘浩教授作主旨发言。"]],
  [["Hello, {{name}}! You have {{count}} messages."], ["Здравствуйте, {{name}}! У вас {{count}} сообщений."], ["{{name}}，您好！您有 {{count}} 条消息。"]],
  [["Copied %1$s to %2$s (%d%%)."], ["Файл %1$s скопирован в %2$s (%d %%)."], ["已将 %1$s 复制到 %2$s（%d%%）。"]],
  [["See ", code("open", "1"), "the report", code("close", "1"), "."], ["См. ", code("open", "1"), "доклад", code("close", "1"), "."], ["见", code("open", "1"), "报告", code("close", "1"), "。"]],
  [["Found ", code("ph", "1"), " files"], ["Найдено файлов: ", code("ph", "1")], ["找到 ", code("ph", "1"), " 个文件"]],
  [["Details at https://www.example.org/en/news and info@example.org."], ["Подробности: https://www.example.org/ru/news и info@example.org."], ["详情见 https://www.example.org/zh/news 和 info@example.org。"]],
  [["The NSR, SAR and AIS services are coordinated (see Annex II)."], ["Службы СМП, SAR и AIS согласованы (см. приложение II)."], ["北方海航道、SAR 和 AIS 服务相互协调（见附件二）。"]],
  [["Loading…"], ["Загрузка…"], ["正在加载……"]],
  [["E-mail:"], ["Электронная почта:"], ["电子邮箱："]],
  [["“We are neighbours,” he said."], ["«Мы соседи», — сказал он."], ["他说：“我们是邻居。”"]],
  [["Temperatures fell to −30 °C at 71°30′ N."], ["На 71°30′ с. ш. температура упала до −30 °C."], ["在北纬71°30′，气温降至零下30摄氏度。"]],
  [["Thirty-five experts from eight Arctic States took part."], ["Участвовали тридцать пять экспертов из восьми арктических государств."], ["来自八个北极国家的三十五名专家参加了会议。"]],
  [["In the 21st century the Arctic is warming."], ["В XXI веке Арктика теплеет."], ["进入21世纪，北极正在变暖。"]],
  [["GNOME Terminal"], ["GNOME Terminal"], ["GNOME Terminal"]],
  [["Ice class Arc7, draught 11.8 m"], ["Ледовый класс Arc7, осадка 11,8 м"], ["冰级 Arc7，吃水11.8米"]],
  [["First line\nSecond line"], ["Первая строка\nВторая строка"], ["第一行\n第二行"]],
  [["<b>Note:</b> save your work &amp; restart."], ["<b>Внимание:</b> сохраните работу и перезапустите."], ["<b>注意：</b>请保存工作并重新启动。"]],
  [["--name VALUE  Please set “contact” in the settings."], ["--name VALUE  Задайте «contact» в настройках."], ["--name VALUE  请在设置中指定“contact”。"]],
  [["contact;people;address book;"], ["contact;people;контакты;люди;"], ["contact;people;联系人;通讯录;"]],
  [["Type: value"], ["Тип: значение"], ["类型: 数值"]],
  [["See articles a and b"], ["См. статьи «а» и «б»"], ["见 a 条和 b 条"]],
]; // prettier-ignore

export const GOOD: readonly CheckedUnit[] = TEXTS.map(([en, ru, zh], at) => ({
  id: `good-${at}`,
  variants: { en: { content: en }, ru: { content: ru }, zh: { content: zh } },
}));
