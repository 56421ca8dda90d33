import type { Language } from "../../src/domain/language.ts";

/** A stored source with its target, another source, and the target that is to be offered for it. */
export interface NumberOffer {
  readonly from: Language;
  readonly to: Language;
  readonly source: string;
  readonly target: string;
  readonly query: string;
  /** A hyphen if the numbers are to be left alone. */
  readonly offer: string;
}

const FIRST = `
en ru;Five icebreakers sailed.;Вышли пять ледоколов.;Two icebreakers sailed.;Вышли два ледокола.
en ru;The fleet has 5 icebreakers.;Во флоте 5 ледоколов.;The fleet has 2 icebreakers.;Во флоте 2 ледокола.
en ru;The fleet has 5 icebreakers.;Во флоте 5 ледоколов.;The fleet has 21 icebreakers.;Во флоте 21 ледокол.
en ru;The trip took 3 days.;Рейс длился 3 дня.;The trip took 7 days.;Рейс длился 7 дней.
en ru;The trip took 7 days.;Рейс длился 7 дней.;The trip took 31 days.;Рейс длился 31 день.
en ru;He is 22 years old.;Ему 22 года.;He is 25 years old.;Ему 25 лет.
en ru;It costs 100 roubles.;Это стоит 100 рублей.;It costs 101 roubles.;Это стоит 101 рубль.
en ru;About 40 tonnes of fish were caught.;Поймано около 40 тонн рыбы.;About 41 tonnes of fish were caught.;Поймано около 41 тонны рыбы.
en ru;The temperature fell to −30 °C.;Температура упала до −30 °C.;The temperature fell to −42 °C.;Температура упала до −42 °C.
en ru;Article 5 applies.;Применяется статья 5.;Article 12 applies.;Применяется статья 12.
en ru;It grew by 3.5 percent.;Рост составил 3,5 процента.;It grew by 5 percent.;Рост составил 5 процентов.
en ru;It grew by 3.5%.;Рост составил 3,5 %.;It grew by 12.1%.;Рост составил 12,1 %.
en ru;The meeting is at 5 p.m.;Встреча в 17:00.;The meeting is at 7 p.m.;Встреча в 19:00.
en ru;It was signed on 5 May 2020.;Подписано 5 мая 2020 года.;It was signed on 7 June 2021.;Подписано 7 июня 2021 года.
en ru;12 ships arrived.;Прибыло 12 судов.;3 ships arrived.;Прибыло 3 судна.
en ru;The road is 1,200 km long.;Длина дороги — 1200 км.;The road is 3,450 km long.;Длина дороги — 3450 км.
en ru;2 million people live here.;Здесь живёт 2 млн человек.;3.5 million people live here.;Здесь живёт 3,5 млн человек.
en ru;There are 5 new stations.;Есть 5 новых станций.;There are 2 new stations.;Есть 2 новые станции.
en ru;There are 5 new stations.;Есть 5 новых станций.;There are 41 new stations.;Есть 41 новая станция.
en zh;The fleet has 5 icebreakers.;船队有5艘破冰船。;The fleet has 12 icebreakers.;船队有12艘破冰船。
en zh;It costs 1.2 million yuan.;价格为120万元。;It costs 3.4 million yuan.;价格为340万元。
ru en;Во флоте 5 ледоколов.;The fleet has 5 icebreakers.;Во флоте 2 ледокола.;The fleet has 2 icebreakers.
ru en;Прибыло 5 судов.;5 ships arrived.;Прибыло 1 судно.;-
ru zh;Рейс длился 3 дня.;航行持续了3天。;Рейс длился 10 дней.;航行持续了10天。
zh ru;船队有5艘破冰船。;Во флоте 5 ледоколов.;船队有3艘破冰船。;Во флоте 3 ледокола.
zh en;航行持续了3天。;The trip took 3 days.;航行持续了10天。;The trip took 10 days.
en ru;Three ships and 5 boats left.;Ушли три судна и 5 лодок.;Four ships and 2 boats left.;Ушли четыре судна и 2 лодки.
en ru;He waited 15 minutes.;Он ждал 15 минут.;He waited 21 minutes.;Он ждал 21 минуту.
en ru;With 5 ships;С 5 судами;With 2 ships;С 2 судами
en ru;The depth is 5 metres.;Глубина — 5 метров.;The depth is 3 metres.;Глубина — 3 метра.
`;
const SECOND = `
en ru;Six tankers waited.;Ждали шесть танкеров.;Three tankers waited.;Ждали три танкера.
en ru;The port has 11 berths.;В порту 11 причалов.;The port has 4 berths.;В порту 4 причала.
en ru;The port has 4 berths.;В порту 4 причала.;The port has 11 berths.;В порту 11 причалов.
en ru;The port has 4 berths.;В порту 4 причала.;The port has 51 berths.;В порту 51 причал.
en ru;It took 2 hours.;Это заняло 2 часа.;It took 5 hours.;Это заняло 5 часов.
en ru;It took 5 weeks.;Это заняло 5 недель.;It took 1 week.;-
en ru;More than 60 people came.;Пришло более 60 человек.;More than 62 people came.;Пришло более 62 человек.
en ru;The crew has 24 sailors.;В экипаже 24 матроса.;The crew has 30 sailors.;В экипаже 30 матросов.
en ru;Ice is 3 metres thick.;Толщина льда 3 метра.;Ice is 1.5 metres thick.;Толщина льда 1,5 метра.
en ru;It fell by 20 percent.;Снижение на 20 процентов.;It fell by 2 percent.;Снижение на 2 процента.
en ru;It fell by 20 percent.;Снижение на 20 процентов.;It fell by 1 percent.;Снижение на 1 процент.
en ru;5 large ships came.;Пришло 5 больших судов.;3 large ships came.;Пришло 3 больших судна.
en ru;The second session opened.;Открылась вторая сессия.;The third session opened.;Открылась третья сессия.
en ru;The 21st session opened.;Открылась 21-я сессия.;The 22nd session opened.;Открылась 22-я сессия.
en ru;On 1 March it began.;1 марта началось.;On 15 March it began.;15 марта началось.
en ru;From 5 to 10 ships;От 5 до 10 судов;From 7 to 21 ships;От 7 до 21 судна
en ru;Chapter 3 of 12;Глава 3 из 12;Chapter 4 of 15;Глава 4 из 15
en ru;He has 3 daughters.;У него 3 дочери.;He has 5 daughters.;У него 5 дочерей.
en ru;8 countries signed.;Подписали 8 стран.;22 countries signed.;Подписали 22 страны.
en ru;The price is $5.50.;Цена 5,50 долл.;The price is $7.25.;Цена 7,25 долл.
en ru;10,000 seals live here.;Здесь живёт 10 000 тюленей.;12,500 seals live here.;Здесь живёт 12 500 тюленей.
en ru;10,000 seals live here.;Здесь живёт 10 000 тюленей.;3 seals live here.;Здесь живёт 3 тюленя.
en zh;8 countries signed.;8个国家签署了。;22 countries signed.;22个国家签署了。
en zh;Three ships left.;三艘船离开了。;Five ships left.;五艘船离开了。
zh ru;8个国家签署了。;Подписали 8 стран.;2个国家签署了。;Подписали 2 страны.
zh en;价格为120万元。;The price is 1.2 million yuan.;价格为350万元。;The price is 3.5 million yuan.
ru zh;Открылась 21-я сессия.;第21届会议开幕。;Открылась 30-я сессия.;第30届会议开幕。
ru en;Ему 22 года.;He is 22 years old.;Ему 25 лет.;He is 25 years old.
ru en;Здесь живёт 3,5 млн человек.;3.5 million people live here.;Здесь живёт 2 млн человек.;2 million people live here.
ru zh;Температура −5 °C.;温度为−5°C。;Температура −12 °C.;温度为−12°C。
`;
const THIRD = `
en ru;They built 7 bridges.;Построили 7 мостов.;They built 3 bridges.;Построили 3 моста.
en ru;There are 14 lighthouses.;Имеется 14 маяков.;There are 2 lighthouses.;Имеется 2 маяка.
en ru;We saw 8 walruses.;Мы видели 8 моржей.;We saw 2 walruses.;-
en ru;He has 6 brothers.;У него 6 братьев.;He has 3 brothers.;У него 3 брата.
en ru;It has 9 rooms.;Там 9 комнат.;It has 4 rooms.;Там 4 комнаты.
en ru;It has 12 reactors.;Есть 12 реакторов.;It has 2 reactors.;Есть 2 реактора.
en ru;The list has 40 commissions.;В списке 40 комиссий.;The list has 33 commissions.;В списке 33 комиссии.
en ru;They held 10 meetings.;Провели 10 заседаний.;They held 2 meetings.;Провели 2 заседания.
en ru;30 enterprises closed.;Закрылось 30 предприятий.;3 enterprises closed.;Закрылось 3 предприятия.
en ru;15 universities take part.;Участвует 15 университетов.;21 universities take part.;Участвует 21 университет.
en ru;It lost 5 ships.;Флот лишился 5 кораблей.;It lost 2 ships.;Флот лишился 2 кораблей.
en ru;Out of 5 months;Из 5 месяцев;Out of 21 months;Из 21 месяца
en ru;in 5 weeks;через 5 недель;in 21 weeks;через 21 неделю
en ru;for 5 days;на 5 дней;for 2 days;на 2 дня
en ru;After 3 hours;После 3 часов;After 5 hours;После 5 часов
en ru;They met 5 students.;Они встретили 5 студентов.;They met 2 students.;-
en ru;Twelve states voted.;Голосовало двенадцать государств.;Four states voted.;Голосовало четыре государства.
en ru;Five weeks passed.;Прошло пять недель.;Two weeks passed.;Прошло две недели.
en ru;It took three years.;Ушло три года.;It took six years.;Ушло шесть лет.
en ru;5 deep wells;5 глубоких скважин;2 deep wells;2 глубокие скважины
en ru;5 sea ports;5 морских портов;3 sea ports;3 морских порта
en ru;to 5 countries;к 5 странам;to 7 countries;к 7 странам
en ru;It weighs 5 tonnes.;Весит 5 тонн.;It weighs 2.5 tonnes.;Весит 2,5 тонны.
en ru;about 10 per cent of ice;около 10 процентов льда;about 21 per cent of ice;около 21 процента льда
en ru;by 2021, 5 ships;к 2021 году 5 судов;by 2024, 3 ships;к 2024 году 3 судна
ru en;Ждали 5 дней.;They waited 5 days.;Ждали 3 дня.;They waited 3 days.
ru zh;В порту 4 причала.;港口有4个泊位。;В порту 7 причалов.;港口有7个泊位。
zh ru;有3个国家参加。;Участвуют 3 страны.;有12个国家参加。;Участвуют 12 стран.
en ru;The 5 best ships;5 лучших судов;The 3 best ships;3 лучших судна
en ru;11 grey whales;11 серых китов;22 grey whales;22 серых кита
`;

const read = (lines: string): NumberOffer[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => {
      const [languages = "", source = "", target = "", query = "", offer = ""] = line.split(";");
      const [from, to] = languages.split(" ") as [Language, Language];
      return { from, to, source, target, query, offer };
    });

/** Written before the code was read; the second half was only counted. */
const FOURTH = `
en ru;The museum has 7 rooms.;В музее 7 залов.;The museum has 3 rooms.;В музее 3 зала.
en ru;The report has 12 chapters.;В докладе 12 глав.;The report has 4 chapters.;В докладе 4 главы.
en ru;The report has 4 chapters.;В докладе 4 главы.;The report has 15 chapters.;В докладе 15 глав.
en ru;We met 6 reindeer herders.;Нам встретились 6 оленеводов.;We met 2 reindeer herders.;Нам встретились 2 оленевода.
en ru;The list names 9 villages.;В списке 9 деревень.;The list names 2 villages.;В списке 2 деревни.
en ru;8 helicopters took off.;Взлетели 8 вертолётов.;4 helicopters took off.;Взлетели 4 вертолёта.
en ru;The expedition visited 14 islands.;Экспедиция посетила 14 островов.;The expedition visited 3 islands.;Экспедиция посетила 3 острова.
en ru;The ship carries 40 containers.;Судно везёт 40 контейнеров.;The ship carries 32 containers.;Судно везёт 32 контейнера.
en ru;There were 6 earthquakes.;Было 6 землетрясений.;There were 3 earthquakes.;Было 3 землетрясения.
en ru;There were 3 earthquakes.;Было 3 землетрясения.;There were 10 earthquakes.;Было 10 землетрясений.
en ru;The treaty has 10 parties.;У договора 10 участников.;The treaty has 22 parties.;У договора 22 участника.
en ru;Seven new species were found.;Найдено семь новых видов.;Three new species were found.;Найдено три новых вида.
en ru;The voyage takes 10 nights.;Рейс длится 10 ночей.;The voyage takes 4 nights.;Рейс длится 4 ночи.
en ru;It was built in 2 months.;Его построили за 2 месяца.;It was built in 6 months.;Его построили за 6 месяцев.
en ru;The wind reached 25 knots.;Ветер достигал 25 узлов.;The wind reached 33 knots.;Ветер достигал 33 узлов.
en ru;The base has 5 snowmobiles.;На базе 5 снегоходов.;The base has 1 snowmobile.;На базе 1 снегоход.
en ru;The lake is 64 square kilometres.;Площадь озера — 64 квадратных километра.;The lake is 70 square kilometres.;Площадь озера — 70 квадратных километров.
en ru;All 8 rivers freeze.;Замерзают все 8 рек.;All 3 rivers freeze.;Замерзают все 3 реки.
en ru;Two drilling rigs work here.;Здесь работают две буровые установки.;Five drilling rigs work here.;Здесь работают пять буровых установок.
en ru;The team has 5 glaciologists.;В группе 5 гляциологов.;The team has 3 glaciologists.;В группе 3 гляциолога.
en ru;It lasted 45 seconds.;Это длилось 45 секунд.;It lasted 52 seconds.;Это длилось 52 секунды.
zh ru;会议通过了6项决议。;Совещание приняло 6 решений.;会议通过了2项决议。;Совещание приняло 2 решения.
zh ru;该站有12名工作人员。;На станции 12 сотрудников.;该站有23名工作人员。;На станции 23 сотрудника.
ru en;На станции 12 сотрудников.;The station has 12 staff members.;На станции 23 сотрудника.;The station has 23 staff members.
ru en;Принято 6 решений.;6 decisions were adopted.;Принято 1 решение.;-
ru zh;В списке 9 деревень.;名单上有9个村庄。;В списке 2 деревни.;名单上有2个村庄。
en ru;The number of 5 stars is rare.;Число в 5 звёзд редко.;The number of 3 stars is rare.;Число в 3 звезды редко.
en ru;Up to 20 tents stood there.;Там стояло до 20 палаток.;Up to 22 tents stood there.;Там стояло до 22 палаток.
en ru;It weighs 300 kilograms.;Весит 300 килограммов.;It weighs 302 kilograms.;Весит 302 килограмма.
en ru;Between the 2 capes lies ice.;Между 2 мысами лежит лёд.;Between the 5 capes lies ice.;Между 5 мысами лежит лёд.
`;
const FIFTH = `
en ru;The library has 6 halls.;В библиотеке 6 комнат.;The library has 2 halls.;В библиотеке 2 комнаты.
en ru;The plan has 8 stages.;В плане 8 этапов.;The plan has 3 stages.;В плане 3 этапа.
en ru;The plan has 3 stages.;В плане 3 этапа.;The plan has 12 stages.;В плане 12 этапов.
en ru;Five biologists came aboard.;На борт поднялись пять биологов.;Two biologists came aboard.;На борт поднялись два биолога.
en ru;The map shows 11 settlements.;На карте 11 посёлков.;The map shows 4 settlements.;На карте 4 посёлка.
en ru;6 planes landed.;Сели 6 самолётов.;2 planes landed.;Сели 2 самолёта.
en ru;They crossed 9 glaciers.;Они пересекли 9 ледников.;They crossed 2 glaciers.;Они пересекли 2 ледника.
en ru;The train has 16 wagons.;В поезде 16 вагонов.;The train has 24 wagons.;В поезде 24 вагона.
en ru;There were 7 explosions.;Было 7 взрывов.;There were 2 explosions.;Было 2 взрыва.
en ru;They heard 2 reports.;Они заслушали 2 сообщения.;They heard 8 reports.;Они заслушали 8 сообщений.
en ru;The council has 8 members.;В совете 8 членов.;The council has 21 members.;В совете 21 член.
en ru;Six old maps were found.;Найдено шесть старых карт.;Two old maps were found.;Найдено две старые карты.
en ru;The course takes 5 evenings.;Курс занимает 5 вечеров.;The course takes 3 evenings.;Курс занимает 3 вечера.
en ru;It was done in 5 years.;Это сделали за 5 лет.;It was done in 3 years.;Это сделали за 3 года.
en ru;The current reaches 4 knots.;Течение достигает 4 узлов.;The current reaches 6 knots.;Течение достигает 6 узлов.
en ru;The farm keeps 5 tractors.;На ферме 5 тракторов.;The farm keeps 31 tractors.;На ферме 31 трактор.
en ru;The hall is 50 square metres.;Площадь зала — 50 квадратных метров.;The hall is 52 square metres.;Площадь зала — 52 квадратных метра.
en ru;All 6 bridges are closed.;Закрыты все 6 мостов.;All 4 bridges are closed.;Закрыты все 4 моста.
en ru;Two weather stations work here.;Здесь работают две метеорологические станции.;Six weather stations work here.;Здесь работают шесть метеорологических станций.
en ru;The group has 7 engineers.;В группе 7 инженеров.;The group has 4 engineers.;В группе 4 инженера.
en ru;The race took 62 minutes.;Гонка заняла 62 минуты.;The race took 55 minutes.;Гонка заняла 55 минут.
zh ru;报告提出了5项建议。;В докладе 5 предложений.;报告提出了3项建议。;В докладе 3 предложения.
zh ru;学校有30名教师。;В школе 30 преподавателей.;学校有42名教师。;В школе 42 преподавателя.
ru en;В школе 30 преподавателей.;The school has 30 teachers.;В школе 42 преподавателя.;The school has 42 teachers.
ru en;Построено 5 мостов.;5 bridges were built.;Построен 1 мост.;-
ru zh;На карте 11 посёлков.;地图上有11个居民点。;На карте 4 посёлка.;地图上有4个居民点。
en ru;The hotel has 100 beds.;В гостинице 100 коек.;The hotel has 102 beds.;В гостинице 102 койки.
en ru;Nearly 30 boxes were lost.;Потеряно почти 30 ящиков.;Nearly 34 boxes were lost.;Потеряно почти 34 ящика.
en ru;It holds 500 litres.;Вмещает 500 литров.;It holds 503 litres.;Вмещает 503 литра.
en ru;Without 2 signatures;Без 2 подписей;Without 5 signatures;Без 5 подписей
`;

/** Five sets; the first two were written before the code was changed, the third after that. */
export const NUMBER_OFFERS: readonly (readonly NumberOffer[])[] = [FIRST, SECOND, THIRD, FOURTH, FIFTH].map(
  read,
);
