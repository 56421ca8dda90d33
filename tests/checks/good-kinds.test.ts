import { expect, test } from "vitest";
import { runChecks } from "../../src/checks/run-checks.ts";
import type { CheckId } from "../../src/domain/finding.ts";

const alarms = (check: CheckId, en: string, ru: string, zh: string): readonly string[] =>
  runChecks(
    [{ id: "u", variants: { en: { content: [en] }, ru: { content: [ru] }, zh: { content: [zh] } } }],
    {
      checks: [check],
    },
  )
    .filter(({ severity }) => severity !== "info")
    .map(({ message }) => message);

test.each<readonly [string, CheckId, string, string, string]>([
  [
    "each language wraps long lines at other words",
    "whitespace",
    "The program copies files like the usual utility, but it uses\nlocations in place of local files: you may also give the address\nof a server.",
    "Программа копирует файлы так же, как обычная утилита, но\nиспользует местоположения вместо локальных файлов:\nможно указать и адрес\nсервера.",
    "该程序与传统工具类似，但使用位置代替本地文件，也可以\n给出服务器地址。",
  ],
  [
    "a wrapped line is no sentence",
    "omission",
    "Please activate JavaScript in your browser to use the search\n    functionality.",
    "Пожалуйста, включите JavaScript в браузере, чтобы иметь\n    возможность поиска.",
    "使用搜索功能请启用 JavaScript。",
  ],
  [
    "each language has its own words for a search",
    "omission",
    "share,tests,contained,overlaps,same,dimension,space",
    "share,tests,contained,overlaps,same,dimension,space,совместно использовать,проверяет,содержащийся,перекрывает,такой же,размер,пространство",
    "share,tests,contained,overlaps,same,维度,space",
  ],
  [
    "a word has the base of numerals in it",
    "numbers",
    "Address from hex string",
    "Адрес из шестнадцатеричной строки",
    "地址（16进制字符串）",
  ],
  [
    "a word stands for 100 %",
    "numbers",
    "At the top value colours are taken completely.",
    "При наибольшем значении цвета берутся полностью.",
    "取100%时使用采样颜色。",
  ],
  [
    "a round conversion in brackets",
    "numbers",
    "Waves as high as six meters (18 feet) hit the shore.",
    "Волны высотой шесть метров достигли берега.",
    "高达6米（18英尺）的巨浪砸向岸边。",
  ],
  [
    "one and half",
    "numbers",
    "Sets the spacing to one and half lines.",
    "Устанавливает полуторный интервал.",
    "设置为 1.5 倍行距。",
  ],
  [
    "compilers write %' for an apostrophe",
    "modality",
    "The argument doesn%'t match the prototype.",
    "Аргумент не соответствует прототипу.",
    "实参与原型不符。",
  ],
  [
    "不 after 了 negates the next word",
    "modality",
    "The key contains unavailable algorithms.",
    "Ключ содержит недоступные алгоритмы.",
    "密钥包含了不可用算法。",
  ],
  [
    "a ban of a lack is a duty",
    "modality",
    "You should not leave this field empty.",
    "Вы должны заполнить это поле.",
    "此项不可以为空。",
  ],
  [
    "the letter of a menu command follows the dots",
    "end-punctuation",
    "&Rename the File...",
    "&Переименовать файл…",
    "重命名文件...(&R)",
  ],
  [
    "one translator asks where others state",
    "end-punctuation",
    "There is no reason to worry.",
    "К чему волноваться?",
    "没有理由担心。",
  ],
  [
    "a question stands inside the sentence",
    "end-punctuation",
    "“Will it hold?” she wondered.",
    "«Выдержит ли он?» — подумала она.",
    "她想：“它撑得住吗？”",
  ],
  [
    "a message shows a lone bracket",
    "brackets",
    "Missing ) before %s(",
    "Пропущена ) перед %s(",
    "%s( 之前缺少 )",
  ],
  [
    "each language orders a date",
    "placeholders",
    "%B %-d, %Y, %-I:%M %p",
    "%-d.%m.%Y, %H:%M",
    "%Y年%-m月%-d日 %H:%M",
  ],
  ["two values stand side by side", "placeholders", "Saved in %1 %2", "Сохранено в %1%2", "已保存到 %1%2"],
  [
    "two values are no percentage",
    "numbers",
    "Cannot join the group %1 %2",
    "Не удалось войти в группу %1%2",
    "无法加入 %1%2",
  ],
  [
    "Russian has a soft sign where Bulgarian has none",
    "wrong-language",
    "Cannot copy the selected file. Try to close the program and check the access rights in the settings of the folder, or use another folder.",
    "Не удается скопировать указанный документ. Попробуйте закрыть программу и проверить права доступа в параметрах каталога или укажите другой каталог. Подробности смотрите в журнале работы приложения и в справке к нему, раздел «Доступ к файлам».",
    "无法复制所选文件。请尝试关闭程序并检查文件夹设置中的访问权限，或使用其他文件夹。",
  ],
  [
    "both translations keep the words of a list",
    "untranslated",
    "Possible values are: skip, replace, append.",
    "Допустимые значения: skip, replace, append.",
    "可选值有：skip、replace、append。",
  ],
  [
    "a name begins with a capital",
    "untranslated",
    "The programme Arctic plus more was closed.",
    "Программа Arctic plus more была закрыта.",
    "计划已被关闭。",
  ],
  [
    "tenths are written with digits",
    "numbers",
    "It takes 3 tenths of a second.",
    "Это занимает 3 десятых секунды.",
    "需要 0.3 秒。",
  ],
  [
    "an error is a failure",
    "modality",
    "Failed to open the archive at the given path.",
    "Не удалось открыть архив по указанному пути.",
    "打开指定路径下的存档时出错。",
  ],
  ["a sound is doubled", "repeated-word", "(huff huff)", "(пых-пых)", "（呼呼）"],
])("%s", (_name, check, en, ru, zh) => {
  expect(alarms(check, en, ru, zh)).toEqual([]);
});

test.each<readonly [string, CheckId, string, string, string]>([
  [
    "a question that one language lost",
    "end-punctuation",
    "Is the door open?",
    "Дверь открыта.",
    "门开着吗？",
  ],
  [
    "a bracket that one language lost",
    "brackets",
    "Open (or close) it",
    "Откройте (или закройте его",
    "打开（或关闭）",
  ],
  [
    "a value that a format of a date lacks in a sentence",
    "placeholders",
    "Saved %d files",
    "Сохранено",
    "已保存",
  ],
  [
    "tenths that differ",
    "numbers",
    "It takes 3 tenths of a second.",
    "Это занимает 4 десятых секунды.",
    "需要 0.3 秒。",
  ],
])("%s is reported", (_name, check, en, ru, zh) => {
  expect(alarms(check, en, ru, zh)).not.toEqual([]);
});

test.each<readonly [string, CheckId, string, string, string]>([
  [
    "a wrong conversion in brackets",
    "numbers",
    "Waves as high as six meters (180 feet) hit the shore.",
    "Волны высотой шесть метров достигли берега.",
    "高达6米（180英尺）的巨浪砸向岸边。",
  ],
  [
    "a figure beside the word for it",
    "numbers",
    "The full value uses 100% of the colour.",
    "Полное значение берёт 50% цвета.",
    "完整值使用100%的颜色。",
  ],
  [
    "a ban of a lack became a duty of a lack",
    "modality",
    "You must not leave this field empty.",
    "Вы должны оставить это поле пустым.",
    "不得将此字段留空。",
  ],
])("a finding: %s", (_, check, en, ru, zh) => {
  expect(alarms(check, en, ru, zh)).not.toEqual([]);
});
