import type { HardText } from "./hard-sentences.ts";

/**
 * Further hard texts, in two halves, written before the rules were changed for them. The rules had been read. The second
 * half was only counted. Sixteen bars of both halves were corrected afterwards by rules that hold elsewhere: a label keeps its
 * title, list items and speeches of two speakers are parted, words of the author end a sentence. A bar stands where a sentence ends.
 */
const RUSSIAN_FIRST = `
Родился в 1905 г. в с. Покровском. | Учился в г. Омске.
Заседание прошло 5 мая 2021 г. | Решение принято единогласно.
В 2010-е гг. Китай построил два ледокола.
Документ принят в 1996 г. | Арктический совет создан тогда же.
Население города — 12 тыс. чел. | Площадь — 45 кв. км.
Стоимость составила 3 млн руб. | Деньги выделил бюджет.
Он живёт в д. Ивановке Архангельской обл. | Работает в порту.
В ст. 5 п. 2 Закона указано иное.
Письмо № 14 от 3.05.2020 г. | Ответ не получен.
Академик А. П. Лисицын читал лекцию. | Зал был полон.
Лекцию читал акад. А.П.Лисицын. | Зал был полон.
Мы видели А. С. Пушкина. | И. И. Иванов тоже был там.
Канд. геогр. наук С. В. Попов доложил о дрейфе.
Д-р Нансен вышел в море. | За ним шла «Фрам».
Г-н Ли выступил первым. | Г-жа Ван — второй.
Он работает в ООО «Север» и др. организациях.
Купили муку, соль, сахар и т. д. | Потом ушли.
Купили муку, соль и пр. | Потом ушли.
Температура упала до −40 °С. | Ветер стих.
См. рис. 3 и табл. 4. | Данные предварительные.
Смотрите с. 15–20. | Там всё сказано.
Это произошло в 5 в. до н. э. | Город был разрушен.
В нач. XX в. | Экспедиции стали частыми.
— Вы готовы? — спросил капитан. | — Да! — ответили все.
— Пошли, — сказал он. | — Пора. | Все встали.
«Лёд тронулся!» — закричал матрос. | Все выбежали на палубу.
Он сказал: «Мы уходим. Ждать нельзя». | Все согласились.
(Подробнее см. гл. 2.) | Теперь о главном.
Он ушёл (это было в мае. Точнее не помню). | Больше его не видели.
Что это?! | Никто не знал.
Ну… может быть. | Посмотрим.
Он думал… | И вдруг понял.
1. Общие положения | 2. Права сторон
Версия 2.0.1 вышла вчера. | Обновитесь.
Сайт www.arctic.ru открыт. | Зайдите.
Файл отчёт.pdf готов. | Скачайте его.
В 18.30 начнётся заседание. | Не опаздывайте.
Ул. Ленина, д. 5, корп. 2. | Вход со двора.
О. Диксон открыт в XIX в. | Позже там построили порт.
На о. Б. Ляховский высадились трое.
Река р. Лена впадает в море Лаптевых.
Оз. Байкал замёрзло. | Рыбаки вышли на лёд.
Им. Ленина назван первый атомный ледокол.
Я дал им. | Они взяли.
НИИ им. Н. Н. Зубова работает с 1943 г. | Он известен.
Прибыло 5 чел. | Ждали семерых.
Длина 3 км. | Ширина 2 км.
Ледокол США и Канады и т. п. суда вышли.
В т. ч. дети пришли.
Он пришёл в 5 ч. 30 мин. | Все спали.
`;
const RUSSIAN_SECOND = `
В 1937 г. И. Д. Папанин высадился на льдину. | Его ждали.
Он умер в 1938 г. | В Москве его помнят.
Проект стоит 2,5 млрд долл. | Его оплатит банк.
В XVIII—XIX вв. Россия осваивала север.
Это случилось в XVII в. | Поморы уже ходили на Шпицберген.
Он был из дер. Усть-Цильма. | Семья осталась там.
Профессор, д. г. н., С. А. Огородов возглавил отряд.
Ж.-Б. Шарко погиб в 1936 г. | Судно разбилось.
Ю. М. Шокальский и В. А. Русанов дружили.
Тов. Шмидт О. Ю. отсутствовал.
Указ № 645. | Пункт 3 изменён.
Приложение № 2 к приказу № 15 утверждено.
Скорость 14 уз. | Осадка 9 м.
Груз весит 20 т. | Трюм полон.
Срок — 3 мес. | Потом продлят.
Возраст до 18 лет и ст. не указан.
В ред. от 12.04.2021 г. закон действует.
Приглашены: мэр, директор порта и др. | Список закрыт.
Т. е. лёд тает. | И быстро.
Т. к. лёд тает, судно прошло.
«Где карта?» — «В рубке». | Он вышел.
«Всё!» | Он сел.
Он крикнул «Стой!» и побежал. | Никто не остановился.
Фильм «Кто виноват?» вышел в 2020 г. | Его хвалят.
Журнал «Эхо. Север» закрыт. | Жаль.
Он (т. е. капитан) молчал. | Мы тоже.
(Смеётся.) | Продолжайте.
Как?.. | Уже?
Стой!.. | Кто идёт?
Куда он делся? — спросила она тихо.
— Нет. | — Почему?
а) лёд; б) вода. | Далее см. схему.
Глава 3. Льды Арктики
Рис. 5. Карта дрейфа
Табл. 2. Температура воды
п. 4.2. Договора не применяется.
Версия Windows 10. | Она старая.
Адрес: г. Мурманск, пр. Ленина, 1. | Телефон прежний.
Тел. 8 (800) 555-35-35. | Звонок бесплатный.
Проверьте почту info@arctic.ru. | Там ответ.
В 9 ч. утра стартовали. | К вечеру пришли.
Высота 5 м над ур. м. | Скалы голые.
При t = −30 °C. | Металл хрупок.
Он живёт в С.-Петербурге. | Там порт.
Станция «СП-1». | Это начало.
Лауреат пр. им. А. Н. Крылова приехал.
Мне жаль их. | Им. | Всем.
Это США. | А это Канада.
Он учил кит. яз. и англ. яз. в школе.
К сев. от о-ва Врангеля лежит лёд. | Южнее — вода.
`;
const ENGLISH_FIRST = `
Dr. J. Smith left at 5 p.m. | He did not return.
The U.S. Coast Guard has two icebreakers. | One is old.
She lives in the U.S. | Her brother lives in Canada.
See Fig. 3 and Tab. 4. | The data are old.
Mr. and Mrs. Lee came. | They stayed.
The ship (built in 1959. It was the first) was scrapped. | It is gone.
“Are you ready?” he asked. | “Yes,” she said.
“We leave now. Do not wait,” he said. | Nobody moved.
He said, “Stop!” | Then he ran.
What?! | Nobody knew.
Well... maybe. | We shall see.
He thought... | Then he knew.
Version 2.0.1 is out. | Update now.
Visit www.arctic.org. | It is free.
It costs $3.5 million. | The bank pays.
Smith et al. found it in 2010. | Others agreed.
Smith et al. (2010) found it.
Bring ice, salt, etc. | Then leave.
Bring ice, salt, etc., and leave.
St. John's is a port. | It is old.
He lives on Main St. | The house is red.
Article 5. Rights of States
No. 5 is missing. | Look again.
I said no. | He left.
Gen. Lee and Col. Ray met at Ft. Hood.
At 5 a.m. Tuesday the ice broke.
The Ph.D. thesis was good. | He passed.
John Jr. sailed. | So did Tom Sr. | They won.
Inc. magazine wrote about Apple Inc. | It was long.
I.e. it melts. | E.g. in May.
J. R. R. Tolkien wrote it. | We read it.
Vitamin C. | It helps.
Plan B. | It failed.
The answer is 5. | Not 6.
It rose 3.5 percent. | Then it fell.
1. Ice | 2. Water
(See below.) | Now go on.
He left (in May). | She stayed.
“Why?” | “Because.”
The movie “Who? Me?” won. | It was fun.
He works for Yahoo! and likes it. | She does not.
Approx. 5 km. | That is far.
`;
const ENGLISH_SECOND = `
Prof. A. Jones spoke. | Dr. B. Wu listened.
The U.N. voted. | The U.S. abstained.
The U.K. Parliament met. | It was brief.
It opens at 9 a.m. on Monday. | Come early.
We met at 6 p.m. | It was dark.
Washington, D.C. is far. | We flew.
He moved to Washington, D.C. | It was hot.
See p. 5 and pp. 7–9. | They matter.
See Sec. 2.1 of Vol. 3. | It is short.
Acme Co. Ltd. was sold. | Nobody cared.
Capt. Cook died in 1779. | His crew went home.
The temp. fell to −40 °C. | The wind died.
He asked, “Who is it?” and left. | She slept.
“No!” she cried. | The ice broke.
‘It is late,’ he said. | ‘Go home.’ | We went.
She said (quietly): “Yes.” | He smiled.
Is it? | Really?
Wait… | What?
Oh! | The ice!
Read file.txt first. | Then run it.
Mail me at a@b.org. | I reply.
Node.js is fast. | So is Go.
It weighs 5 lbs. | That is light.
It is 5 ft. long. | It fits.
On Jan. 5 we left. | On Feb. 7 we were back.
We left in Jan. | It was cold.
Born c. 1850. | Died 1900.
The case Smith v. Jones ended. | He won.
Chapter 3. Arctic Ice
Section II. Definitions
1) Ice | 2) Water
a. Ice | b. Water
It is so, viz. cold. | We left.
He has a B.A. and an M.A. | She has none.
The E.U. and China met. | They agreed.
He got an A. | She got a B.
Type I errors occur. | Type II do too.
World War II. | It ended in 1945.
So am I. | You too.
It was I. | He knew.
(He laughs.) | Go on.
The sign said “Closed.” | We left.
`;
const CHINESE_FIRST = `
他说：“我们走。” | 大家站了起来。
“你好！”他说。 | 我没有回答。
“你好，”他说，“我们走吧。” | 大家都笑了。
这是什么？！ | 没有人知道。
他想了想……然后走了。
也许……会来。 | 等等吧。
《北极！北极！》这本书很有名。 | 我读过。
面积3.5平方公里。 | 人口不多。
访问www.arctic.org。 | 免费。
（见第三章。） | 下面谈冰。
他走了（那是五月。记不清了）。 | 再没回来。
A. M. 戈尔巴乔夫来了。 | 大家欢迎。
由A. M. 戈尔巴乔夫主持。 | 会议很长。
第一条。 | 本法适用于北极。
一、总则 二、权利
苹果公司(Apple Inc.)成立了。 | 很成功。
他喊道：“停！” | 没人停下。
“走吗？” | “走！” | 他们出发了。
电影《你是谁？》上映了。 | 票房很高。
什么？ | 真的吗？
好。 | 我去。
冰化了；水涨了。 | 船走了。
他问：“谁？”然后离开了。 | 她睡了。
版本2.0.1发布了。 | 请更新。
「開始吧。」他說。 | 大家同意了。
『為什麼？』 | 沒有人回答。
他用Node.js写的。 | 很快。
U.S.海岸警卫队有两艘破冰船。 | 一艘很旧。
Dr. Smith来了。 | 他很高兴。
温度降到−40°C。 | 风停了。
“第一句。第二句。”他说完就走。 | 没人拦他。
今天是5月3日。 | 明天是4日。
`;
const CHINESE_SECOND = `
她说：“不行。” | 他点头。
“为什么？”她问。 | “因为冷。”
“快跑！快跑！”他大喊。 | 我们跑了。
真的！ | 我看见了！
他……他走了。 | 是的。
“……”他沉默了。 | 谁也没说话。
《冰。雪》是诗集。 | 很薄。
（完。）
他（船长）没说话。 | 我们也没有。
价格为3.99元。 | 不贵。
邮箱是a@b.cn。 | 请来信。
第3.2节说明了这一点。 | 请看。
1.冰 2.水
（1）冰；（2）水。 | 见下图。
J. K. 罗琳写了它。 | 我们读了。
他说“好。”就走了。 | 她留下。
“好的。” | “谢谢。”
哦？ | 是吗？！
请看图1.1。 | 很清楚。
中国（China）很大。 | 俄罗斯更大。
会议于9:30开始。 | 请准时。
「你去嗎？」 | 「去。」 | 他們走了。
啊！ | 冰裂了！
他叫王小明。 | 今年十岁。
什么是“公海”？ | 下面解释。
他写道：“北极很美。我爱它。” | 信很短。
用U盘拷贝。 | 很快。
“停！” | 船停了。
第二章 权利
谢谢！ | 再见。
`;

const read = (language: HardText[0], lines: string): HardText[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => [language, ...line.split(" | ")]);

export const FIRST_CUTS: readonly HardText[] = [
  ...read("ru", RUSSIAN_FIRST),
  ...read("en", ENGLISH_FIRST),
  ...read("zh", CHINESE_FIRST),
];
export const SECOND_CUTS: readonly HardText[] = [
  ...read("ru", RUSSIAN_SECOND),
  ...read("en", ENGLISH_SECOND),
  ...read("zh", CHINESE_SECOND),
];
