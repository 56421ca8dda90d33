import type { Language } from "../../src/domain/language.ts";
import type { HardText } from "./hard-sentences.ts";

/**
 * Hard texts of three languages in two halves, written before the rules were read. A bar stands where a sentence ends. The
 * second half was only counted. Texts of both halves that went against rules that hold elsewhere were corrected: speeches of
 * two speakers and two questions are two sentences; headings without a space between them are left out.
 */
const RUSSIAN_FIRST = `
Договор подписан 12 янв. 2019 г. в г. Мурманске. | Стороны довольны.
Порт основан в 1916 г. | Сейчас здесь живёт ок. 270 тыс. чел.
С 1991 г. по 1996 г. экспедиций не было. | Потом их возобновили.
К кон. XVIII в. промысел угас. | Виной тому была чума.
Храм построен в XVII–XVIII вв. и не перестраивался.
По данным на 1 июля с. г. запасы выросли. | Это хорошо.
Ст. науч. сотр. И. П. Белов изучал лёд. | Его коллега — снег.
Проф. Е.С. Коротков и доц. М.И. Лапина уехали. | Кафедра пуста.
Чл.-корр. РАН В. В. Филиппов возглавил отряд.
К. т. н. Семёнов защитился в прошлом году. | Ему 30 лет.
Зам. дир. по науч. работе Н. Н. Орлова подписала приказ.
Гл. бухгалтер ушла в отпуск. | Вернётся в мае.
И. о. начальника порта назначен Петров. | Прежний уволен.
Врио губернатора А. В. Цыбульский прибыл в Архангельск.
Им. п. ед. ч. слова «лёд» знают все.
Судно «Ак. Фёдоров» вышло в рейс. | На борту 100 чел. экипажа.
Пос. Баренцбург и пос. Пирамида принадлежат тресту. | Там добывали уголь.
Он жил на ул. Поморской, д. 7, кв. 12. | Потом переехал на просп. Ломоносова.
Наб. Северной Двины красива. | Особенно вечером.
Пл. Ленина и пр. Троицкий соединены. | Гуляйте!
На п-ове Ямал строят завод. | На о-ве Белом — станцию.
Г. Белуха выше всех. | Это видно с р. Катунь.
Высота 4506 м над ур. моря. | Выше только облака.
Скорость до 15 уз. | Дальность 500 мор. миль.
Вес 5 кг. | Длина 20 см.
Мощность 30 тыс. л. с. | Топливо — мазут.
Цена — 250 руб. 50 коп. за штуку. | Скидок нет.
Бюджет составил 1,5 млрд долл. США. | Этого мало.
Ср. глубина 200 м, макс. — 600 м. | Дно илистое.
Темп. воды −1,8 °C. | Солёность 34,5 ‰.
В п. 3 ч. 2 ст. 15 Конвенции сказано следующее. | Прочтите.
Согласно подп. «а» п. 4 Положения срок истёк.
См. прил. 2 к прот. № 7. | Оно секретно.
Указ Президента РФ от 26.10.2020 № 645 вступил в силу. | Его цели ясны.
Постановление № 12-п. принято вчера.
ФЗ от 30 апр. 1999 г. № 82-ФЗ «О гарантиях прав коренных малочисленных народов РФ» действует.
Там же. С. 45. | Иванов И. И. Указ. соч. С. 12.
Рис. 2. Карта дрейфа льдов. | Табл. 3. Состав экипажа.
Т. 1, вып. 4, с. 18–25. | Изд. 2-е, испр. и доп.
Цит. по: Вопр. истории. 1998. № 5. С. 33.
Тел.: +7 8182 12-34-56, доб. 7. | Факс не работает.
Пишите на info@arctic.ru. | Мы ответим.
Откройте https://narfu.ru/science/. | Там есть всё.
Запустите setup.exe. | Перезагрузите компьютер.
Файлы *.doc и *.docx не читаются. | Сохраните их в .txt.
Версия 3.14. | Что нового?
«Ура!» — крикнул он. | «Тише», — ответили ему.
«Куда ты? — спросила она. — Уже поздно». | Он молчал.
— Ты пойдёшь? | — Нет. | — Почему?
— Не знаю… — прошептал Ваня. | — Мне страшно.
— Стой! | Кто идёт?
Он спросил: «Где лёд?» | Ему не ответили.
Он воскликнул: «Земля!» — и упал.
Надпись «Не входить!» висела на двери. | Мы вошли.
Статья «Что такое Арктика?» вышла в журнале «Север».
Роман «Что делать?» мы проходили в школе. | Скучно.
Яндекс.Карты показали дорогу. | Поехали.
Группа «Мумий Тролль» и певец Noize MC выступили в г. Владивостоке.
Ну и ну!.. | Вот так дела.
Как?! | Опять?!
Хм… | Надо подумать.
И тут… тишина. | Никого.
Первый этап (2019–2021 гг.) завершён. | Второй начат.
(См. выше.) | Итак, начнём.
Он сказал (и все это слышали!), что уходит. | Никто не удивился.
Ледокол (пр. 22220) построен в СПб. | Он атомный.
1) Подготовить судно. | 2) Набрать экипаж.
а) белый медведь; б) морж; в) нерпа.
I. Введение | II. Методы
Глава 1. Начало пути | Глава 2. Во льдах
§ 5. Ответственность сторон наступает с момента подписания.
P. S. Не забудь про тёплые вещи. | Целую.
Уважаемый г-н Ким! | Благодарим Вас за письмо.
Дорогая Анна Ивановна, спасибо за всё. | Ваш И. Г.
В 7 ч. утра мы вышли. | В 12 ч. дня пришли.
`;
const RUSSIAN_SECOND = `
Учреждён 14 февр. 2008 г. | Устав утверждён позже.
В 30-х гг. XX в. сюда пришли геологи. | Они нашли олово.
До н. э. здесь жили охотники. | В I тыс. н. э. пришли оленеводы.
По сост. на 01.01.2024 г. работало 12 станций. | Теперь их 15.
Летом т. г. откроют причал. | Ждём.
Акад. РАН Н. П. Лавёров, д. г.-м. н., открыл форум.
Канд. ист. наук А. Ю. Жуков и асп. К. Ли приехали вместе. | Их встретили.
Ген. дир. ООО «Арктик СПГ» Л. В. Михельсон дал интервью. | Оно вышло вчера.
Нач. экспедиции В. И. Воронин и кап. М. П. Белоусов погибли.
Ред. В. Соколов. | Корр. О. Зуева.
Сев. Ледовитый океан — самый маленький. | Его глубина невелика.
В Арханг. обл. 203 муниц. образования.
Дер. Малые Карелы, Приморский р-н. | Музей открыт ежедневно.
Ст. метро «Чернышевская». | Выход 2.
Ост. «Морской вокзал». | Следующая — «Рынок».
Бух. Тикси замёрзла. | Суда стоят.
Прол. Карские Ворота свободен ото льда. | Проходите.
О-ва Де-Лонга открыл Дж. Де-Лонг. | Он погиб в дельте р. Лены.
Расстояние до полюса 900 км. | До материка 1000.
Площадь 14,75 млн кв. км. | Объём 18 млн куб. км.
Осталось 3 мин. | Бежим!
Шторм продлился 2 сут. 6 ч. | Все устали.
В 1 тыс. т руды 4 кг. металла. | Мало.
Зарплата 85 тыс. руб. в мес. | Плюс надбавки.
Курс 7,2 юаня за долл. | Рубль укрепился.
Грант в 20 млн евро получил ин-т им. А. Вегенера. | Деньги пришли.
В абз. 2 п. 1 ст. 234 Конвенции ООН по морскому праву речь идёт о льдах. | Это важно.
Гл. 3, разд. 1 Кодекса применяется. | Исключений нет.
Пр. № 45-р от 3 марта. | Подпись: И. Сечин.
Решение Совета ЕЭК от 16.07.2012 № 54 отменено.
См. также: Петров П. П. Льды Арктики. М.: Наука, 1985. 240 с.
Ср. англ. ice и нем. Eis. | Корень один.
От лат. arcticus, греч. ἀρκτικός. | Буквально «медвежий».
Напр., морж, тюлень и др. ластоногие. | Все они редки.
Рыба, мясо, ягоды и т. п. | Чего ещё желать?
Ветер, снег и проч. неприятности нас не пугали.
Т. е. мы опоздали. | Т. к. лёд не пустил.
Т. н. «Ворота Арктики» открыты круглый год.
Т. о. задача решена. | Переходим к следующей.
Сайт arctic-council.org обновлён. | Зайдите на arctic.gov.ru.
Установите Node.js. | Потом запустите npm install.
Пакет v2.0.0-beta.1 вышел. | Обновите config.json.
IP-адрес 192.168.0.1. | Маска 255.255.255.0.
Счёт 3:2. | Матч окончен.
Стих: Мф. 5:3. | Читайте дальше.
«Это невозможно», — сказал капитан. | Помолчал. | «Но попробуем».
«Мы победим! Мы дойдём!» — повторял он. | Ему верили.
— А вы кто? — удивился я. | — Мы полярники, — ответил бородач. | — Заходите.
— Сколько их? | — Семь. | — Мало.
— Он ушёл, — сказал боцман, — и не вернётся.
Он подумал: «Пора домой…» | И остался.
Выставка «Арктика. Территория открытий» работает до мая. | Вход свободный.
Книга «Два капитана. Роман» стоит на полке.
Указатель «Стоп! Опасная зона» занесло снегом. | Его не видно.
На вопрос «Есть ли жизнь подо льдом?» учёные отвечают: да. | Её много.
Вот это да!!! | Смотри!
Эх… жаль. | Очень жаль.
Кто там? — Почтальон.
Не может быть?! | Может…
Совещание (г. Нарьян-Мар, 5–7 июня) прошло успешно. | Приняли план.
(Продолжение следует.) | (Начало в № 3.)
Лёд растаял (увы! это так). | Что делать?
Станция «СП-41» (нач. К. Фильчук) дрейфует. | Связь есть.
1. Предмет договора. 1.1. Исполнитель обязуется выполнить работы.
2.3.1. Оплата производится в течение 10 дней. | 2.3.2. Аванс не предусмотрен.
А. Общая часть | Б. Особая часть
Часть I. Люди и льды | Часть II. Возвращение
Приложение № 1. Смета расходов.
Вопрос 1. Где проходит Северный полярный круг? | Вопрос 2. Кто его открыл?
Примечание. Цены указаны без НДС. | Доставка платная.
Здравствуйте, тов. полковник! | Разрешите доложить.
С уважением, Ж. Б. Сандагсурэн. | Улан-Батор.
Дж. Р. Р. Толкин не был в Арктике. | Ф. Нансен был.
Композитор И. С. Бах жил в XVIII в. | Поэт А. Блок — в XX.
Он родился в с. Ломоносово Холмогорского р-на. | Учился в М.
`;
const ENGLISH_FIRST = `
The treaty was signed on Feb. 9, 1920. | It came into force in 1925.
Capt. J. C. Ross reached the pole in 1831. | He was 31.
Dr. Li and Prof. Wang left for St. Petersburg. | The train was late.
Lt. Gen. Harris met Adm. Kuznetsov aboard the U.S.S. Nautilus.
The U.S. Coast Guard has two icebreakers. | Russia has over forty.
He moved to the U.S. | His brother stayed.
It was founded in Washington, D.C. in 1994. | It has eight members.
Smith et al. (2019) found thinner ice. | Others disagree.
Fig. 3 shows the drift. | Tab. 2 lists the stations.
See Sec. 4.2, pp. 15–20, for details. | The rest is in Vol. II.
Art. 234 of UNCLOS applies. | Arts. 235 and 236 do not.
Cf. Jones, op. cit., p. 12. | The argument is old.
No. 5 was lost. | No. 6 survived.
No. | I will not go.
The ship left at 5 p.m. | It arrived at 9 a.m. on Tuesday.
At 3 a.m. Greenwich time the storm began.
The company, Arctic Shipping Inc., was sold. | Its rival Polar Ltd. bought it.
Apple Inc. reported record sales. | Samsung Co. did not.
He works for Baker & Sons Co. | She works for the state.
Sen. Lisa Murkowski spoke first. | Gov. Dunleavy followed.
Gen. Sec. Xi Jinping visited Murmansk.
Mr. and Mrs. Amundsen Jr. came. | Their son, Roald III, did not.
John Smith, Ph.D., M.D., wrote the report. | It is long.
She has a Ph.D. | He has a B.A. in history.
The ice was approx. 2 m thick. | It held.
The range is ca. 500 km. | The speed is max. 20 kn.
It weighs 5 lb. 3 oz. and costs $4.50. | Shipping is free.
The temperature fell to -40.5 °C. | Nobody complained.
Use e.g. salt, sand, etc. | Then wait.
They brought food, fuel, etc. and left.
i.e. the ice melts. | So what?
Jan. and Feb. are the coldest months. | March is warmer.
The meeting is on Tues. at noon. | Don't be late.
Visit www.arctic-council.org. | You will find the minutes there.
Email john.doe@example.com. | He will answer.
Open readme.txt. | Then run install.sh.
Node.js v18.2.1 is required. | Check with node -v.
The value is 3.14. | That is pi.
“Stop!” he cried. | Nobody stopped.
“Where are we?” asked the captain. | “In the ice,” said the mate.
“We go now,” she said. | “Wait for us.”
He said, “We leave at dawn. Be ready.” | They nodded.
"Is it safe?" | "Yes." | They went in.
'Look out!' shouted Tom. | The bear turned.
She asked, “Who's there?” and opened the door.
The sign “Danger! Thin Ice” was ignored. | He fell in.
Who wrote “Who Goes There?” in 1938? | John W. Campbell Jr. did.
Yahoo! was founded in 1994. | It is still there.
The band Panic! at the Disco played in Oslo.
What?! | Again?!
Well... maybe. | Let's see.
He waited... | Nothing happened.
I thought . . . no matter. | Go on.
The report (see p. 5.) is short. | Read it.
(He never returned.) | The others did.
He left (it was May. Or June?) without a word. | We waited.
The station [est. 1957] is closed. | It may reopen.
1. Introduction | 2. Methods
1. Open the valve. | 2. Wait ten seconds.
a) seals; b) walruses; c) bears.
(i) the coastal State; (ii) the flag State.
Chapter 1. The Ice | Chapter 2. The Crew
Article 5. Each Party shall appoint a contact point.
Q: Is it open? | A: Yes.
P.S. Bring warm clothes. | You will need them.
Dear Dr. Young, thank you for your letter. | We look forward to meeting you.
The J. Robert Oppenheimer story is known. | J. R. R. Tolkien's is too.
William H. Seward bought Alaska. | Vitamin C. helps.
Plan B. failed, so we tried plan C. | It worked.
World War I. was over. | World War II. began.
King Harald V. is the patron. | He is old.
Mt. Denali is 6,190 m high. | Ft. Yukon is low.
The vs. sign is used in Roe v. Wade. | It is Latin.
`;
const ENGLISH_SECOND = `
The agreement of Sept. 19, 1996 created the Council. | Its first chair was Canada.
Sgt. Pepper and Cpl. Jones stood guard. | All was quiet.
Rev. Martin L. King Jr. preached. | The crowd listened.
Hon. Jane Doe, Q.C., presided. | Court rose at noon.
The E.U. has observer status pending. | China got it in 2013.
The bill passed in the U.K. | Scotland objected.
The U.N. Secretary-General spoke. | He was brief.
Brown et al. | Nature, 2020.
Eq. 7 holds if x > 0. | Otherwise use Eq. 8.
Ch. 3, para. 2 of the Polar Code is clear. | Annex I is not.
Reg. No. 1253/2014 was repealed. | Reg. (EU) 2019/1 replaced it.
Ed. by A. Smith, 2nd ed., 2011. | Rev. ed. in print.
Ibid., pp. 3 ff. | Ibid., p. 9.
Is this the No. 1 ship? | It is.
Call at 8 a.m. or 8 p.m. | The line is open.
The shop opens at 10 a.m. | Monday is a holiday.
The firm Hyundai Heavy Industries Co., Ltd. built it. | It floats.
She joined Exxon Corp. | Later she left.
Novatek PJSC and Total S.A. signed. | CNPC joined in 2014.
Pres. Niinistö met Rep. Young. | They skied.
Messrs. Hall and Peary quarrelled. | Ms. Henson laughed.
He is an M.A. student. | His B.Sc. is from Tromsø.
Depth: min. 20 m, max. 300 m. | Bottom: mud.
Area: 14 million sq. km. | Volume: 18 million cu. km.
It is 5 ft. 10 in. tall and weighs 12 st. | It bites.
Add 2 tbsp. of sugar and 1 tsp. salt. | Stir well.
Prices rose by 3.5 per cent. | Wages did not.
The price is $5 million. | Cash only.
Fish, crabs, etc. | Everything was fresh.
Some species (e.g. the narwhal) are rare. | Others are common.
The so-called N.E. Passage, viz. the Northern Sea Route, is open.
From Mon. to Fri. we work. | On Sat. we rest.
Oct. 5 was cold. | Nov. 6 was colder.
Go to https://www.polarcode.int/rules.html. | Download the file.
Save the file as data.v2.csv. | Close Excel.
Set timeout = 0.5. | Restart the server.
Use .NET 6.0 or later. | ASP.NET is optional.
It costs .50 a piece. | Buy ten.
The IP address is 10.0.0.1. | The port is 80.
“I am cold.” | “So am I.”
“Are you mad?!” she screamed. | He smiled.
“No,” he said. “I am not. Are you?” | She was silent.
‘We shall see,’ said Mr. Frost, ‘what the ice brings.’ | They saw.
The captain shouted: “All hands on deck! Now!” | The crew ran.
He read “Ice. A History” twice. | It is good.
“Really?” | “Really.”
Did he say “I quit”? | He did.
Why “Jeopardy!” is popular nobody knows. | It just is.
E! News reported it. | Nobody watched.
Oh! what a night. | We slept well.
Hmm… let me think. | No.
And then … silence. | The radio was dead.
Never!!! | Never ever.
The data (N = 5; p < .05) are clear. | We conclude.
(See Fig. 2.) | The trend is down.
They sang (badly!) all night. | The bear left.
Some [sic!] errors remain. | Fix them.
1) Check fuel. | 2) Start engine.
2.1 Scope | 2.2 Definitions
3.2.1. The Master shall keep a log. | 3.2.2. The log shall be signed.
A. Definitions | B. Obligations
Part II. Return | Part III. Home
Rule 14. No person shall enter. | Rule 15. Exceptions apply.
Note. Prices exclude VAT. | Tax is extra.
Step 1. Press the button. | Step 2. Wait.
Attn. Mr. Olsen: please sign. | Return by Fri. noon.
Tel. 555-0199, ext. 12. | Ask for Bob.
Sincerely, B. Obama. | Washington
George W. Bush met V. Putin. | They talked.
Louis XIV. reigned long. | Charles III. will not.
Type A. is rare. | Type O. is common.
We met at St. John's, Nfld. | It rained.
Lake St. Clair froze. | So did Pt. Barrow.
Smith v. Jones was decided. | The appeal failed.
It was he vs. the bear. | The bear won.
`;
const CHINESE_FIRST = `
北极理事会成立于1996年。 | 总部设在特罗姆瑟。
他问：“冰在哪里？”没有人回答。
“我们走吧！”船长说。 | 大家都站了起来。
“你是谁？”她问，“你从哪里来？”
她说：“明天出发。别迟到。” | 大家点头。
“快看！”他喊道，“那里有熊！” | 所有人都跑了出去。
真的吗？ | 真的！
什么？！ | 又来了？！
他等啊等…… | 什么也没发生。
这……这不可能。 | 你错了。
“嗯……”他想了想，“也许吧。”
船停了。 | （天气太冷。） | 人们下了船。
他走了（那是五月。也许六月）。 | 再没有回来。
参见图3。 | 数据见表2。
第一条 为了保护环境，制定本法。 | 第二条 本法适用于领海。
1.打开阀门。 | 2.等待十秒。
（一）沿海国；（二）船旗国。
版本2.0.1已经发布。 | 请更新。
温度降到-40.5℃。 | 风停了。
圆周率是3.14。 | 大家都知道。
请访问www.arctic.cn。 | 那里有资料。
发邮件至info@polar.org.cn。 | 我们会回复。
他在华盛顿D.C.工作。 | 她在纽约。
J. K. 罗琳没有去过北极。 | F. 南森去过。
会议由A.В.彼得罗夫主持。 | 气氛热烈。
《北极政策白皮书》发布了。 | 内容很多。
你读过《怎么办？》吗？ | 读过。
《加油！冰上人》是一部电影。 | 很好看。
他说“不行！”就走了。 | 我们很惊讶。
“不行。”他说。 | “为什么？”她问。
“行。” | “那就走吧。”
甲：你去吗？ | 乙：不去。
问：什么是海冰？ | 答：海冰是海水冻结而成的。
注意！ | 前方有冰！
哎呀！ | 好冷啊！ | 快进来。
中国、俄罗斯、挪威等国参加了会议。 | 美国缺席。
他买了面包、牛奶、鸡蛋…… | 然后回家。
气温（平均）为-10℃。 | 雪很大。
“雪龙2”号于10月出发。 | 船上有100人。
本次考察历时三个月；共完成50个站位。 | 成果丰硕。
速度为15 kn。 | 航程5000 n mile。
文件名是report.v2.docx。 | 请下载。
会议于8:30开始。 | 请准时。
比分3:2。 | 比赛结束。
他是Dr. Li的学生。 | 他们合作多年。
据Smith et al.报道，冰变薄了。 | 有人反对。
公司名为Polar Ltd.。 | 它很小。
该项目由U.S. Coast Guard负责。 | 预算不足。
你好，Mr. Wang！ | 欢迎。
“一带一路”倡议提出十年了。 | 成果显著。
他叫道：“救命啊！救命！” | 没人听见。
“‘冰上丝绸之路’是什么？”记者问。 | 专家作了解答。
「你去哪裡？」他問。 | 「去北極。」她說。
『冰』是什麼？ | 是水。
這是第一屆會議。 | 下屆在2025年。
他说：“老师告诉我：‘不要放弃！’” | 我记住了。
冰川融化，海平面上升，沿海城市面临威胁。
他出生于1905年5月21日。 | 卒于1978年。
他怎么了？ | 病了？ | 没有。
没关系的～ | 下次再来。
好吧。。。 | 走吧。
请注意! | 前面有冰. | 慢行.
什么? | 你不知道? | 我也不知道.
价格为12.50元。 | 不打折。
共计1,234.56万吨。 | 同比增长5.2%。
（注：数据截至2023年底。） | 资料来源：国家统计局。
图1. 海冰分布 | 图2. 航线
附件：1.名单；2.日程。
北纬66°34′以北为北极圈。 | 南极圈在南纬66°34′。
“走！” | “不走！” | 两人争吵起来。
听到“到了！”的喊声，大家欢呼起来。 | 船靠岸了。
他写道：“今天很冷。我们没有食物。明天会好吗？” | 日记到此为止。
——你是谁？ | ——我是船长。
`;
const CHINESE_SECOND = `
白令海峡宽约85公里。 | 水深约50米。
“冰化了！”孩子们叫道。 | 春天来了。
“您好，”他说，“我姓王。” | 大家握手。
老人叹道：“唉！都变了。” | 他转身走了。
“为什么不呢？” | 她笑了。
难道不是吗？！ | 当然是。
他沉默了…… | 很久，他才说话。
“你……你怎么来了？” | “来看你。”
我想……算了。 | 走吧。
会议结束。 | （全文完）
这艘船（建于2019年！）很先进。 | 它是中国造的。
见第12页。 | 另见附录一。
第十条 缔约国应当合作。 | 第十一条 争端应和平解决。
（三）其他事项。 | （四）附则。
①准备船只。 | ②招募船员。
2.1 适用范围 | 2.2 术语
需要Python 3.10。 | 运行pip install。
风速为12.5 m/s。 | 浪高2.5 m。
网址是https://www.polar.gov.cn/index.html。 | 请收藏。
联系人：J. Smith。 | 电话：010-12345678。
R. 阿蒙森和R. F. 斯科特是对手。 | 前者先到。
В. И. 维泽是苏联学者。 | 他写了很多书。
《冰与火》和《极地！极地！》都很有名。 | 作者是同一人。
《谁动了我的奶酪？》卖得很好。 | 我没看过。
标语“禁止入内！”挂在门上。 | 我们进去了。
“好。”他点点头。 | “那就这样。”
“好！” | “好！” | “太好了！” | 掌声雷动。
主持人：请发言。 | 代表：谢谢。
问题1：北极在哪里？ | 问题2：谁拥有它？
当心！ | 冰裂了！ | 快跑！
啊，北极！ | 我来了。
企鹅、海豹、鲸鱼……应有尽有。 | 孩子们很高兴。
项目总投资270亿美元；中方占29.9%。 | 工期四年。
“向阳红01”船抵达。 | 船长致辞。
数据存为data.csv。 | 程序为main.py。
航班CA1234于14:05起飞。 | 16:30到达。
她是Prof. Chen的助手。 | 两人发表了论文。
见Zhang et al. (2020)。 | 结果相似。
由Total S.A.和CNPC共同投资。 | 俄方控股。
U.N.是联合国的缩写。 | E.U.是欧盟。
Hello！ | 你好！
“‘雪龙’号到哪儿了？” | “到了楚科奇海。”
他引用了“知己知彼，百战不殆。”这句话。 | 听众鼓掌。
「好冷！」 | 「是啊。」 | 兩人笑了。
「我說過：『別去！』」他生氣了。 | 她哭了。
極地研究很重要。 | 我們應該支持。
他只说了一句：“我错了。”
一阵沉默。“好吧，”他说，“我去。”
第一届北极研讨会于2019年5月6日至7日在哈尔滨举行。 | 共有80人参加。
夏季白昼长达24小时。 | 冬季则相反。
你来吗？ | 不来？ | 那我走了。
哈哈哈～真有趣！ | 再讲一个。
等等。。。 | 不对。 | 重来。
你好! | 欢迎来到北极. | 祝您愉快.
真的? | 真的.
单价3.80元。 | 总价38元。
面积约1,400万平方公里。 | 占全球2.8%。
（图片来源：新华社） | 责任编辑：李明
表3. 站位信息 | 表4. 样品清单
附注：1.含税；2.包邮。
经度为东经40°32′。 | 纬度为北纬64°33′。
“谁？” | “我。” | 门开了。
他喊了一声“走！”，大家就出发了。 | 天还没亮。
她写道：“亲爱的妈妈：我很好。勿念。” | 信很短。
——还有多远？ | ——三海里。
冰期？ | 没有冰期。 | 有的只是冬天。
结果如下： | 温度升高1.5℃。
他说完就走了。” | “我没听见。
“我们必须团结。 | 我们必须行动。”
如图所示. | 结果很好.
王先生(1900~1985)是气象学家。 | 他去过北极。
5月1日。 | 晴。 | 风力3级。
海冰面积减少了约12.5%/10a。 | 趋势明显。
`;

const textsOf = (language: Language, written: string): HardText[] =>
  written
    .trim()
    .split("\n")
    .map((line) => [language, ...line.split(" | ")]);

export const FIRST_PROSE: readonly HardText[] = [
  ...textsOf("ru", RUSSIAN_FIRST),
  ...textsOf("en", ENGLISH_FIRST),
  ...textsOf("zh", CHINESE_FIRST),
];
export const SECOND_PROSE: readonly HardText[] = [
  ...textsOf("ru", RUSSIAN_SECOND),
  ...textsOf("en", ENGLISH_SECOND),
  ...textsOf("zh", CHINESE_SECOND),
];
