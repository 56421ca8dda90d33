import type { Language } from "../../src/domain/language.ts";

/** A sentence with the terms that it expresses, also where several terms share a word. */
export interface CoordinatedSample {
  readonly text: string;
  readonly terms: readonly string[];
}

/** Samples of a language in two halves. All terms of a half are searched for in all its sentences. */
export const COORDINATED: Readonly<
  Record<
    Language,
    { readonly first: readonly CoordinatedSample[]; readonly second: readonly CoordinatedSample[] }
  >
> = {
  ru: {
    first: read(`
      Экспедиции достигли Северного и Южного полюсов. = Северный полюс; Южный полюс
      Прилежащая и исключительная экономическая зоны измеряются от тех же линий. = прилежащая зона; исключительная экономическая зона
      Суда идут через Карское и Баренцево моря. = Карское море; Баренцево море
      Обсудили права прибрежных и архипелажных государств. = прибрежное государство; архипелажное государство
      Полюса Северный и Южный остаются недоступными зимой. = Северный полюс; Южный полюс
      Территориальное море, прилежащая зона и континентальный шельф описаны ниже. = территориальное море; прилежащая зона; континентальный шельф
      На карте показаны дрейфующие и припайные льды. = дрейфующий лёд; припайный лёд
      Первый и второй ледоколы вышли в рейс. = 
      Лёд паковый встречается севернее. = паковый лёд
      Страны спорят о внутренних и территориальных водах. = внутренние воды; территориальные воды
      Учения прошли в Гренландском, Норвежском и Баренцевом морях. = Гренландское море; Норвежское море; Баренцево море
      Создана зона безопасности и отчуждения вокруг объекта. = зона безопасности; зона отчуждения
      Ратифицированы договоры о дружбе и о сотрудничестве. = договор о дружбе; договор о сотрудничестве
      Начальник и заместитель начальника экспедиции подписали акт. = начальник экспедиции; заместитель начальника экспедиции
      Свобода судоходства и рыболовства закреплена в конвенции. = свобода судоходства; свобода рыболовства
      В докладе описаны морская флора и фауна. = морская флора; морская фауна
      Морские порты и пути требуют ремонта. = морской порт; морской путь
      Завершены нефте- и газопроводы. = нефтепровод; газопровод
      Полюс Южный покорён позже. = Южный полюс
      Мы изучаем как морской, так и речной транспорт. = морской транспорт; речной транспорт
      Построены атомный и дизельный ледоколы. = атомный ледокол; дизельный ледокол
      Океанический или континентальный шельф? = континентальный шельф; океанический шельф
      Они сравнили Северный полюс и Южный. = Северный полюс; Южный полюс
      Обсуждались климатические и антропогенные изменения. = климатические изменения; антропогенные изменения
      Военно-морской и торговый флоты страны растут. = военно-морской флот; торговый флот
      Зоны прилежащая и рыболовная пересекаются. = прилежащая зона; рыболовная зона
      Правила плавания и лоцманской проводки обновлены. = правила плавания; правила лоцманской проводки
      Охрана и защита морской среды обязательны. = охрана морской среды; защита морской среды
      Действуют Международный и Арбитражный суды. = Международный суд; Арбитражный суд
      Между Восточно-Сибирским и Чукотским морями лежит остров Врангеля. = Восточно-Сибирское море; Чукотское море
      Северный ветер усилился, а Южный полюс остался далеко. = Южный полюс
      Прибрежные посёлки и соседнее государство договорились. = 
      Экономическая помощь и зона бедствия обсуждались отдельно. = 
      Морской ветер и железнодорожный транспорт. = 
      Совет решил вопрос, и континентальный климат изменился. = 
      Он вышел в море. Карское побережье пустынно. = 
      Территориальный спор и море проблем. = 
      Международный конгресс и районный суд собрались. = 
    `),
    second: read(`
      Встретились министры иностранных и внутренних дел. = министр иностранных дел; министр внутренних дел
      Течения огибают Северный и Южный острова. = Северный остров; Южный остров
      Снимки Белого, Чёрного и Каспийского морей готовы. = Белое море; Чёрное море; Каспийское море
      Открыты научно-исследовательская и метеорологическая станции. = научно-исследовательская станция; метеорологическая станция
      Моря Белое и Чёрное не сообщаются. = Белое море; Чёрное море
      Свобода полётов и судоходства не ограничена. = свобода полётов; свобода судоходства
      Права человека и ребёнка защищены. = права человека; права ребёнка
      Приняты меры по охране природы и памятников. = охрана природы; охрана памятников
      Водо- и теплоснабжение восстановлено. = водоснабжение; теплоснабжение
      Ведутся подводные и надводные работы. = подводные работы; надводные работы
      Наземный, морской и воздушный транспорт подорожал. = наземный транспорт; морской транспорт; воздушный транспорт
      Договор аренды или купли-продажи подписан. = договор аренды; договор купли-продажи
      Полярная ночь и полярный день длятся месяцами. = полярная ночь; полярный день
      Полярные день и ночь длятся месяцами. = полярный день; полярная ночь
      Станция полярная закрыта. = полярная станция
      Гражданский и уголовный кодексы изменены. = гражданский кодекс; уголовный кодекс
      Верховного и Конституционного судов это не касается. = Верховный суд; Конституционный суд
      Речь о большой и малой воде. = большая вода; малая вода
      В Северном и Южном полушариях климат разный. = Северное полушарие; Южное полушарие
      Ни коренные, ни малочисленные народы не спросили. = коренной народ; малочисленный народ
      Пресная и морская вода смешиваются. = пресная вода; морская вода
      Сезонная, но не многолетняя мерзлота тает. = сезонная мерзлота; многолетняя мерзлота
      Добыча нефти и газа растёт. = добыча нефти; добыча газа
      Технический директор и финансовый ушли. = технический директор; финансовый директор
      Председатель и члены комиссии заседали. = председатель комиссии; член комиссии
      Загрязнение воды и воздуха измеряют. = загрязнение воды; загрязнение воздуха
      К постоянным и временным представителям обратились. = постоянный представитель; временный представитель
      Восточное и западное побережья обледенели. = восточное побережье; западное побережье
      Лёд молодой и многолетний отличаются. = молодой лёд; многолетний лёд
      Общие и специальные положения утверждены. = общие положения; специальные положения
      Белое пятно на карте и Чёрное море. = Чёрное море
      Полярная сова и рабочий день. = 
      Гражданский иск и налоговый кодекс. = 
      Пресная лепёшка, а морская капуста и вода. = 
      Верховный правитель и районный суд. = 
      Свобода слова. Судоходства здесь нет. = 
      Права были человека ограничены. = 
      Молодой учёный изучает лёд. = 
    `),
  },
  en: {
    first: read(`
      Coastal and flag States share the duty. = coastal State; flag State
      They reached the North and South Poles. = North Pole; South Pole
      The territorial and inland seas are covered. = territorial sea; inland sea
      The Kara, Laptev and Barents Seas freeze. = Kara Sea; Laptev Sea; Barents Sea
      Freedom of navigation and overflight is kept. = freedom of navigation; freedom of overflight
      Arctic flora and fauna suffer. = Arctic flora; Arctic fauna
      Search and rescue operations began. = search and rescue
      The contiguous and exclusive economic zones overlap. = contiguous zone; exclusive economic zone
      Both fast and drift ice were seen. = fast ice; drift ice
      The protection and preservation of the marine environment matter. = protection of the marine environment; preservation of the marine environment
      Ice- and snow-covered areas shrink. = ice-covered area; snow-covered area
      Either nuclear or diesel icebreakers may escort. = nuclear icebreaker; diesel icebreaker
      Port and coastal state control is strict. = coastal State
      The delimitation of the continental shelf is open. = continental shelf delimitation
      Oil and gas spills happen. = oil spill; gas spill
      Marine and coastal ecosystems are at risk. = marine ecosystem; coastal ecosystem
      The rights of innocent and transit passage remain. = innocent passage; transit passage
      Research and fishing vessels anchored. = research vessel; fishing vessel
      Sea level and temperature rise. = sea level; sea temperature
      Wind, wave, and tidal energy are cheap. = wind energy; wave energy; tidal energy
      The law of the sea and of the air differ. = law of the sea; law of the air
      Safety of navigation is paramount. = navigation safety
      First- and second-year ice ridges formed. = first-year ice; second-year ice
      Polar day and night alternate. = polar day; polar night
      Local and national governments met. = local government; national government
      Inland and coastal waters are calm. = coastal waters; inland waters
      The polar bear and the night were cold. = 
      They crossed the sea and the level rose. = 
      The flag was raised, and the State mourned. = 
      Research is slow and the vessel is old. = 
      Oil prices and a spill made news. = 
      Territorial disputes and the open sea. = 
    `),
    second: read(`
      The civil and criminal codes were amended. = civil code; criminal code
      The Black, White and Red Seas differ. = Black Sea; White Sea; Red Sea
      Freedom of speech and of assembly is protected. = freedom of speech; freedom of assembly
      Human and civil rights are linked. = human rights; civil rights
      Water and air pollution worsened. = water pollution; air pollution
      Land-, sea- and air-based systems were shown. = land-based system; sea-based system; air-based system
      Primary and secondary schools reopened. = primary school; secondary school
      Oral or written notice suffices. = oral notice; written notice
      The protection of children and of women comes first. = protection of children; protection of women
      Men's and women's teams won. = 
      Fresh and salt water mix here. = fresh water; salt water
      Minister of foreign and internal affairs. = minister of foreign affairs; minister of internal affairs
      Upper and lower houses voted. = upper house; lower house
      The chair and members of the committee left. = chair of the committee; member of the committee
      Winter roads and camps were built. = winter road; winter camp
      Short- and long-term loans are offered. = short-term loan; long-term loan
      Heat and power stations closed. = heat station; power station
      The edge of the ice retreated. = ice edge
      Pollution of the air is measured. = air pollution
      Deep-sea and surface currents were mapped. = deep-sea current; surface current
      Supreme and constitutional courts agreed. = supreme court; constitutional court
      Wind speed and direction were recorded. = wind speed; wind direction
      Import and export duties fell. = import duty; export duty
      Sea and river ports are full. = sea port; river port
      Neither northern nor southern routes are open. = northern route; southern route
      Whale, seal and walrus hunting is banned. = whale hunting; seal hunting; walrus hunting
      Black ink and a calm sea. = 
      The wind rose and speed limits fell. = 
      Water rose, and the air pollution was severe. = air pollution
      Primary colours and a school. = 
      Written by her, and noticed. = 
      The supreme leader and a court met. = 
    `),
  },
  zh: {
    first: read(`
      沿海国和船旗国都有义务。 = 沿海国; 船旗国
      沿海和内陆国家都可参加。 = 沿海国家; 内陆国家
      南、北极都在变暖。 = 南极; 北极
      科考队到过南北极。 = 南极; 北极
      东、西、北三条航线已开通。 = 
      喀拉海、拉普捷夫海和巴伦支海都会结冰。 = 喀拉海; 拉普捷夫海; 巴伦支海
      第一、第二岛链之间有海峡。 = 第一岛链; 第二岛链
      航行和飞越自由受到保护。 = 航行自由; 飞越自由
      海洋环境保护与保全十分重要。 = 海洋环境保护; 海洋环境保全
      领海及毗连区的宽度不同。 = 领海; 毗连区
      北极动物和植物受到影响。 = 北极动物; 北极植物
      核动力和常规动力破冰船同时出航。 = 核动力破冰船; 常规动力破冰船
      多年冰与一年冰厚度不同。 = 多年冰; 一年冰
      外交部长和国防部长会面。 = 外交部长; 国防部长
      外交和国防部长会面。 = 外交部长; 国防部长
      内水、领海和群岛水域各不相同。 = 内水; 领海; 群岛水域
      风能、波浪能和潮汐能都便宜。 = 风能; 波浪能; 潮汐能
      海水温度和盐度上升。 = 海水温度; 海水盐度
      石油和天然气管道已建成。 = 石油管道; 天然气管道
      地方及国家政府同意了。 = 地方政府; 国家政府
      港口国和沿海国监督。 = 沿海国; 港口国
      科学考察和渔业船舶停泊。 = 科学考察船舶; 渔业船舶
      海上搜寻和救助行动开始。 = 海上搜寻; 海上救助
      东、西海岸都结冰了。 = 东海岸; 西海岸
      北极熊和植物园很有名。 = 
      外交上很忙，部长没有来。 = 
      石油涨价，管道老化。 = 
      第一次到这里，岛链很长。 = 
      航行很慢和自由无关。 = 
      南方和极地不同。 = 
    `),
    second: read(`
      民事和刑事诉讼同时进行。 = 民事诉讼; 刑事诉讼
      黑海、白海和红海不同。 = 黑海; 白海; 红海
      言论与集会自由受到保护。 = 言论自由; 集会自由
      水和空气污染加剧。 = 水污染; 空气污染
      初级、中级和高级课程都有。 = 初级课程; 中级课程; 高级课程
      口头或书面通知均可。 = 口头通知; 书面通知
      儿童及妇女保护优先。 = 儿童保护; 妇女保护
      上、下议院都投了票。 = 上议院; 下议院
      委员会主席和委员离开了。 = 委员会主席; 委员会委员
      短期和长期贷款利率不同。 = 短期贷款; 长期贷款
      进口和出口关税下降。 = 进口关税; 出口关税
      进、出口关税下降。 = 进口关税; 出口关税
      海港和河港都满了。 = 海港; 河港
      风速和风向已记录。 = 风速; 风向
      捕鲸、捕海豹和捕海象都被禁止。 = 捕鲸; 捕海豹; 捕海象
      最高法院和宪法法院意见一致。 = 最高法院; 宪法法院
      最高和宪法法院意见一致。 = 最高法院; 宪法法院
      南、北半球季节相反。 = 南半球; 北半球
      南北半球季节相反。 = 南半球; 北半球
      公路、铁路和航空运输中断。 = 公路运输; 铁路运输; 航空运输
      东部和西部地区发展不平衡。 = 东部地区; 西部地区
      表层以及深层海流已测绘。 = 表层海流; 深层海流
      居民身份证和护照都可以。 = 居民身份证
      军用或民用飞机都经过这里。 = 军用飞机; 民用飞机
      民事上没有问题，诉讼已撤回。 = 
      水很清，污染不大。 = 
      言论和自由市场。 = 
      最高的山和地方法院。 = 
      东部有山，地区很大。 = 
      口头说过，通知未发。 = 
    `),
  },
};

/** Further Chinese samples in two halves, written before the code of Chinese coordination was read. */
export const CHINESE_COORDINATED: Readonly<Record<"third" | "fourth", readonly CoordinatedSample[]>> = {
  third: read(`
    双边和多边协定均已签署。 = 双边协定; 多边协定
    海上与陆上风电同步发展。 = 海上风电; 陆上风电
    商业及科研卫星已经入轨。 = 商业卫星; 科研卫星
    该法规定了专属经济区和大陆架的权利。 = 专属经济区; 大陆架
    原油或成品油油轮不得进入。 = 原油油轮; 成品油油轮
    中、短程导弹已被销毁。 = 中程导弹; 短程导弹
    大、中、小型企业均可申请。 = 大型企业; 中型企业; 小型企业
    渔业资源的养护和管理需要合作。 = 渔业资源养护; 渔业资源管理
    国内外市场都不景气。 = 国内市场; 国外市场
    气候变化的减缓与适应同等重要。 = 气候变化减缓; 气候变化适应
    观察员国和成员国代表出席。 = 观察员国; 成员国
    冰上以及水下作业都很危险。 = 冰上作业; 水下作业
    东北航道和西北航道都通了。 = 东北航道; 西北航道
    东北和西北航道都通了。 = 东北航道; 西北航道
    搜救直升机和搜救船已出发。 = 搜救直升机; 搜救船
    化学、生物和放射性废物分开处理。 = 化学废物; 生物废物; 放射性废物
    甲板和轮机人员持证上岗。 = 甲板人员; 轮机人员
    风向已经改变，风速不大。 = 风向; 风速
    春、秋季航行条件较好。 = 春季; 秋季
    进出口贸易额增长。 = 进口贸易; 出口贸易
    船舶的设计、建造和运营费用高。 = 船舶设计; 船舶建造; 船舶运营
    破冰船船长或大副在驾驶台。 = 破冰船船长; 破冰船大副
    双边会谈之后，签了协定。 = 
    海上风大，陆上有电。 = 
    大家和小型企业见面。 = 小型企业
    春天到了，秋季还远。 = 秋季
  `),
  fourth: read(`
    政治和经济制裁继续。 = 政治制裁; 经济制裁
    空中与海上交通恢复。 = 空中交通; 海上交通
    民用及军用港口对外关闭。 = 民用港口; 军用港口
    领海和专属经济区的界限已划定。 = 领海; 专属经济区
    柴油或核动力潜艇在巡逻。 = 柴油潜艇; 核动力潜艇
    远、近海渔船都回来了。 = 远海渔船; 近海渔船
    高、中、低纬度地区都变暖。 = 高纬度; 中纬度; 低纬度
    海洋环境的监测和评估已完成。 = 海洋环境监测; 海洋环境评估
    省内外游客都来了。 = 省内游客; 省外游客
    海冰的形成与消融有周期。 = 海冰形成; 海冰消融
    船长和船员代表出席。 = 船长; 船员
    岸上以及船上设备都检查过。 = 岸上设备; 船上设备
    东西伯利亚海和楚科奇海相邻。 = 东西伯利亚海; 楚科奇海
    北冰洋和太平洋航线开通。 = 北冰洋航线; 太平洋航线
    货轮和游轮已靠港。 = 货轮; 游轮
    物理、化学和生物海洋学各有专长。 = 物理海洋学; 化学海洋学; 生物海洋学
    初级和高级证书有效。 = 初级证书; 高级证书
    气温已经回升，气压下降。 = 气温; 气压
    冬、夏季气温差别大。 = 冬季; 夏季
    上下游企业都停产。 = 上游企业; 下游企业
    资源的勘探、开发和利用受限制。 = 资源勘探; 资源开发; 资源利用
    考察队队长或副队长签字。 = 考察队队长; 考察队副队长
    政治家来了，经济受到制裁。 = 
    空中有云，海上没有交通。 = 
    高山和低纬度不同。 = 低纬度
    冬天很长，夏季很短。 = 夏季
  `),
};

function read(lines: string): CoordinatedSample[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [text = "", terms = ""] = line.split(/ =(?: |$)/u);
      return {
        text,
        terms: terms
          .split(";")
          .map((term) => term.trim())
          .filter((term) => term !== ""),
      };
    });
}
