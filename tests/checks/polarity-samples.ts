import type { Language } from "../../src/domain/language.ts";

/**
 * Good translations with a negation, a ban, a permission or a duty, and in each language a text that turns it round.
 * The three good texts must have no finding of the check, neither together nor in pairs. A wrong text beside a good
 * one of another language is a mistake: six directions for each sample. They were written before the code was read.
 * The second half was not read while the code was changed (see `tests/bench/RESULTS-checks.md`).
 */
export interface PolaritySample {
  readonly kind: "negation" | "modality";
  readonly good: Readonly<Record<Language, string>>;
  readonly wrong: Readonly<Record<Language, string>>;
}

type Pair = readonly [good: string, wrong: string];

const sample =
  (kind: PolaritySample["kind"]) =>
  (en: Pair, ru: Pair, zh: Pair): PolaritySample => ({
    kind,
    good: { en: en[0], ru: ru[0], zh: zh[0] },
    wrong: { en: en[1], ru: ru[1], zh: zh[1] },
  });
const negation = sample("negation");
const modality = sample("modality");

export const FIRST_POLARITY: readonly PolaritySample[] = [
  negation(
    ["The parties did not sign the agreement.", "The parties signed the agreement."],
    ["Стороны не подписали соглашение.", "Стороны подписали соглашение."],
    ["双方没有签署协议。", "双方签署了协议。"],
  ),
  negation(
    ["This password is not valid.", "This password is valid."],
    ["Этот пароль недействителен.", "Этот пароль действителен."],
    ["此密码无效。", "此密码有效。"],
  ),
  negation(
    ["The file does not exist.", "The file exists."],
    ["Файл не существует.", "Файл существует."],
    ["文件不存在。", "文件存在。"],
  ),
  negation(
    ["The strait has never been free of ice in March.", "The strait has been free of ice in March."],
    ["Пролив никогда не освобождался ото льда в марте.", "Пролив освобождался ото льда в марте."],
    ["该海峡从未在3月解冻。", "该海峡曾在3月解冻。"],
  ),
  negation(
    ["The ministry has not confirmed the report.", "The ministry has confirmed the report."],
    ["Министерство не подтвердило это сообщение.", "Министерство подтвердило это сообщение."],
    ["该部尚未证实这一报道。", "该部已证实这一报道。"],
  ),
  negation(
    ["No casualties were reported.", "Casualties were reported."],
    ["О пострадавших не сообщается.", "Сообщается о пострадавших."],
    ["没有人员伤亡的报告。", "有人员伤亡的报告。"],
  ),
  negation(
    ["The rules do not apply to research vessels.", "The rules apply to research vessels."],
    [
      "Правила не распространяются на научно-исследовательские суда.",
      "Правила распространяются на научно-исследовательские суда.",
    ],
    ["本规则不适用于科考船。", "本规则适用于科考船。"],
  ),
  negation(
    ["We don't have enough fuel to return.", "We have enough fuel to return."],
    ["У нас недостаточно топлива, чтобы вернуться.", "У нас достаточно топлива, чтобы вернуться."],
    ["我们没有足够的燃料返航。", "我们有足够的燃料返航。"],
  ),
  negation(
    ["He couldn't open the hatch.", "He could open the hatch."],
    ["Он не смог открыть люк.", "Он смог открыть люк."],
    ["他打不开舱口。", "他能打开舱口。"],
  ),
  negation(
    ["The results are not available yet.", "The results are available."],
    ["Результаты пока недоступны.", "Результаты доступны."],
    ["结果尚不可用。", "结果已可用。"],
  ),
  negation(
    ["Nobody knew about the second expedition.", "Everybody knew about the second expedition."],
    ["Никто не знал о второй экспедиции.", "Все знали о второй экспедиции."],
    ["没有人知道第二次考察。", "所有人都知道第二次考察。"],
  ),
  negation(
    ["The court found that he was not guilty.", "The court found that he was guilty."],
    ["Суд признал его невиновным.", "Суд признал его виновным."],
    ["法院认定他无罪。", "法院认定他有罪。"],
  ),
  negation(
    [
      "Although the weather was good, the helicopter was unable to land near the station.",
      "Although the weather was good, the helicopter was able to land near the station.",
    ],
    [
      "Хотя погода была хорошей, вертолёт не смог сесть рядом со станцией.",
      "Хотя погода была хорошей, вертолёт смог сесть рядом со станцией.",
    ],
    ["尽管天气很好，直升机未能在站区附近降落。", "尽管天气很好，直升机在站区附近降落了。"],
  ),
  negation(
    [
      "Scientists say the data do not support this conclusion.",
      "Scientists say the data support this conclusion.",
    ],
    [
      "Учёные говорят, что данные не подтверждают этот вывод.",
      "Учёные говорят, что данные подтверждают этот вывод.",
    ],
    ["科学家表示，数据不支持这一结论。", "科学家表示，数据支持这一结论。"],
  ),
  negation(
    ["Without a permit, ships do not enter the route.", "With a permit, ships enter the route."],
    ["Без разрешения суда не входят на трассу.", "С разрешением суда входят на трассу."],
    ["未经许可，船舶不进入该航线。", "经许可，船舶进入该航线。"],
  ),
  negation(
    ["Your changes were not saved.", "Your changes were saved."],
    ["Изменения не сохранены.", "Изменения сохранены."],
    ["您的更改未保存。", "您的更改已保存。"],
  ),
  negation(
    ["I don't think the price will fall.", "I think the price will fall."],
    ["Я не думаю, что цена упадёт.", "Я думаю, что цена упадёт."],
    ["我不认为价格会下跌。", "我认为价格会下跌。"],
  ),
  negation(
    ["The ship isn't ready for the voyage.", "The ship is ready for the voyage."],
    ["Судно не готово к рейсу.", "Судно готово к рейсу."],
    ["船还没有做好出航准备。", "船已做好出航准备。"],
  ),
  negation(
    ["China has no territory in the Arctic.", "China has territory in the Arctic."],
    ["У Китая нет территории в Арктике.", "У Китая есть территория в Арктике."],
    ["中国在北极没有领土。", "中国在北极有领土。"],
  ),
  negation(
    ["The committee refused to publish the list.", "The committee agreed to publish the list."],
    ["Комитет отказался публиковать список.", "Комитет согласился опубликовать список."],
    ["委员会拒绝公布名单。", "委员会同意公布名单。"],
  ),
  modality(
    ["You must not open this valve.", "You may open this valve."],
    ["Нельзя открывать этот клапан.", "Можно открывать этот клапан."],
    ["不得打开此阀门。", "可以打开此阀门。"],
  ),
  modality(
    ["Vessels must report their position every day.", "Vessels may report their position every day."],
    [
      "Суда должны ежедневно сообщать о своём местоположении.",
      "Суда могут ежедневно сообщать о своём местоположении.",
    ],
    ["船舶必须每天报告其位置。", "船舶可以每天报告其位置。"],
  ),
  modality(
    ["A coastal State may inspect the ship.", "A coastal State must inspect the ship."],
    ["Прибрежное государство вправе досмотреть судно.", "Прибрежное государство обязано досмотреть судно."],
    ["沿海国可以检查该船。", "沿海国必须检查该船。"],
  ),
  modality(
    ["Smoking is prohibited on board.", "Smoking is permitted on board."],
    ["Курение на борту запрещено.", "Курение на борту разрешено."],
    ["船上禁止吸烟。", "船上允许吸烟。"],
  ),
  modality(
    ["The operator shall notify the administration.", "The operator may notify the administration."],
    ["Оператор обязан уведомить администрацию.", "Оператор вправе уведомить администрацию."],
    ["运营人应当通知主管机关。", "运营人可以通知主管机关。"],
  ),
  modality(
    ["Passengers are not allowed on the bridge.", "Passengers are allowed on the bridge."],
    ["Пассажирам запрещается находиться на мостике.", "Пассажирам разрешается находиться на мостике."],
    ["旅客不得进入驾驶台。", "旅客可以进入驾驶台。"],
  ),
  modality(
    ["You need to restart the program.", "You can restart the program."],
    ["Необходимо перезапустить программу.", "Можно перезапустить программу."],
    ["您需要重新启动程序。", "您可以重新启动程序。"],
  ),
  modality(
    ["You don't have to sign in.", "You have to sign in."],
    ["Входить в систему необязательно.", "Входить в систему обязательно."],
    ["您不必登录。", "您必须登录。"],
  ),
  modality(
    ["The name cannot be empty.", "The name can be empty."],
    ["Имя не может быть пустым.", "Имя может быть пустым."],
    ["名称不能为空。", "名称可以为空。"],
  ),
  modality(
    ["Waste may not be discharged into the sea.", "Waste may be discharged into the sea."],
    ["Сбрасывать отходы в море запрещено.", "Сбрасывать отходы в море разрешено."],
    ["不得向海洋排放废物。", "可以向海洋排放废物。"],
  ),
  modality(
    ["Each applicant is required to submit two copies.", "Each applicant is allowed to submit two copies."],
    [
      "Каждый заявитель обязан представить два экземпляра.",
      "Каждый заявитель может представить два экземпляра.",
    ],
    ["每位申请人须提交两份副本。", "每位申请人可提交两份副本。"],
  ),
  modality(
    ["This field is optional.", "This field is required."],
    ["Это поле необязательно.", "Это поле обязательно."],
    ["此字段可选。", "此字段必填。"],
  ),
];

export const SECOND_POLARITY: readonly PolaritySample[] = [
  negation(
    ["The government did not approve the plan.", "The government approved the plan."],
    ["Правительство не одобрило план.", "Правительство одобрило план."],
    ["政府没有批准该计划。", "政府批准了该计划。"],
  ),
  negation(
    ["The address is not correct.", "The address is correct."],
    ["Адрес неверен.", "Адрес верен."],
    ["地址不正确。", "地址正确。"],
  ),
  negation(
    ["The server does not respond.", "The server responds."],
    ["Сервер не отвечает.", "Сервер отвечает."],
    ["服务器没有响应。", "服务器有响应。"],
  ),
  negation(
    [
      "The treaty has never been ratified by the United States.",
      "The treaty has been ratified by the United States.",
    ],
    [
      "Договор так и не был ратифицирован Соединёнными Штатами.",
      "Договор был ратифицирован Соединёнными Штатами.",
    ],
    ["美国从未批准该条约。", "美国已批准该条约。"],
  ),
  negation(
    ["The captain will not change the course.", "The captain will change the course."],
    ["Капитан не будет менять курс.", "Капитан будет менять курс."],
    ["船长不会改变航向。", "船长会改变航向。"],
  ),
  negation(
    ["No signs of life were found on the island.", "Signs of life were found on the island."],
    ["Признаков жизни на острове не обнаружено.", "На острове обнаружены признаки жизни."],
    ["岛上没有发现生命迹象。", "岛上发现了生命迹象。"],
  ),
  negation(
    ["The convention does not cover fishing boats.", "The convention covers fishing boats."],
    ["Конвенция не охватывает рыболовные суда.", "Конвенция охватывает рыболовные суда."],
    ["该公约不涵盖渔船。", "该公约涵盖渔船。"],
  ),
  negation(
    ["They didn't find the missing sailors.", "They found the missing sailors."],
    ["Пропавших моряков не нашли.", "Пропавших моряков нашли."],
    ["他们没有找到失踪的船员。", "他们找到了失踪的船员。"],
  ),
  negation(
    ["I couldn't hear anything.", "I could hear everything."],
    ["Я ничего не слышал.", "Я всё слышал."],
    ["我什么也听不见。", "我什么都听得见。"],
  ),
  negation(
    ["The road is not open to cars in winter.", "The road is open to cars in winter."],
    ["Зимой дорога закрыта для автомобилей.", "Зимой дорога открыта для автомобилей."],
    ["冬季该道路不对汽车开放。", "冬季该道路对汽车开放。"],
  ),
  negation(
    ["None of the samples contained plastic.", "All of the samples contained plastic."],
    ["Ни в одной из проб не было пластика.", "Во всех пробах был пластик."],
    ["所有样品均不含塑料。", "所有样品均含有塑料。"],
  ),
  negation(
    ["It is impossible to predict the ice edge.", "It is possible to predict the ice edge."],
    ["Предсказать кромку льда невозможно.", "Предсказать кромку льда возможно."],
    ["冰缘是无法预测的。", "冰缘是可以预测的。"],
  ),
  negation(
    [
      "The minister said on Monday that Moscow would not withdraw from the council.",
      "The minister said on Monday that Moscow would withdraw from the council.",
    ],
    [
      "Министр заявил в понедельник, что Москва не выйдет из совета.",
      "Министр заявил в понедельник, что Москва выйдет из совета.",
    ],
    ["部长周一表示，莫斯科不会退出该理事会。", "部长周一表示，莫斯科将退出该理事会。"],
  ),
  negation(
    ["The population of bears is not growing any more.", "The population of bears is growing."],
    ["Численность медведей больше не растёт.", "Численность медведей растёт."],
    ["熊的数量不再增长。", "熊的数量在增长。"],
  ),
  negation(
    ["The text has not been translated.", "The text has been translated."],
    ["Текст не переведён.", "Текст переведён."],
    ["该文本尚未翻译。", "该文本已翻译。"],
  ),
  negation(
    ["The user does not have permission to edit this page.", "The user has permission to edit this page."],
    [
      "У пользователя нет прав на изменение этой страницы.",
      "У пользователя есть права на изменение этой страницы.",
    ],
    ["用户没有编辑此页面的权限。", "用户有编辑此页面的权限。"],
  ),
  negation(
    ["She doesn't believe that the ice will hold.", "She believes that the ice will hold."],
    ["Она не верит, что лёд выдержит.", "Она верит, что лёд выдержит."],
    ["她不相信冰层能承受住。", "她相信冰层能承受住。"],
  ),
  negation(
    ["The museum isn't open on Mondays.", "The museum is open on Mondays."],
    ["По понедельникам музей не работает.", "По понедельникам музей работает."],
    ["博物馆周一不开放。", "博物馆周一开放。"],
  ),
  negation(
    ["There is no direct train to Murmansk.", "There is a direct train to Murmansk."],
    ["Прямого поезда до Мурманска нет.", "До Мурманска есть прямой поезд."],
    ["没有直达摩尔曼斯克的火车。", "有直达摩尔曼斯克的火车。"],
  ),
  negation(
    ["The company failed to deliver the equipment.", "The company delivered the equipment."],
    ["Компания не поставила оборудование.", "Компания поставила оборудование."],
    ["该公司未能交付设备。", "该公司交付了设备。"],
  ),
  modality(
    ["Do not touch the samples.", "Touch the samples."],
    ["Не трогайте образцы.", "Трогайте образцы."],
    ["请勿触摸样品。", "请触摸样品。"],
  ),
  modality(
    ["Members must pay the fee by 1 March.", "Members may pay the fee by 1 March."],
    ["Члены должны уплатить взнос до 1 марта.", "Члены могут уплатить взнос до 1 марта."],
    ["会员必须在3月1日前缴纳会费。", "会员可以在3月1日前缴纳会费。"],
  ),
  modality(
    ["Observers may attend the meeting.", "Observers must attend the meeting."],
    ["Наблюдатели могут присутствовать на заседании.", "Наблюдатели обязаны присутствовать на заседании."],
    ["观察员可以出席会议。", "观察员必须出席会议。"],
  ),
  modality(
    ["Hunting is forbidden in the reserve.", "Hunting is allowed in the reserve."],
    ["Охота в заповеднике запрещена.", "Охота в заповеднике разрешена."],
    ["保护区内禁止狩猎。", "保护区内允许狩猎。"],
  ),
  modality(
    ["States shall protect the marine environment.", "States may protect the marine environment."],
    ["Государства обязаны защищать морскую среду.", "Государства вправе защищать морскую среду."],
    ["各国应保护海洋环境。", "各国可以保护海洋环境。"],
  ),
  modality(
    ["Children are not permitted to swim here.", "Children are permitted to swim here."],
    ["Детям нельзя здесь купаться.", "Детям можно здесь купаться."],
    ["儿童不准在此游泳。", "儿童可以在此游泳。"],
  ),
  modality(
    ["The engine has to be checked before each flight.", "The engine can be checked before each flight."],
    [
      "Двигатель необходимо проверять перед каждым полётом.",
      "Двигатель можно проверять перед каждым полётом.",
    ],
    ["每次飞行前必须检查发动机。", "每次飞行前可以检查发动机。"],
  ),
  modality(
    ["You do not need to print the ticket.", "You need to print the ticket."],
    ["Распечатывать билет не нужно.", "Билет нужно распечатать."],
    ["您无需打印机票。", "您需要打印机票。"],
  ),
  modality(
    ["The reports can't be published before the vote.", "The reports can be published before the vote."],
    ["Доклады нельзя публиковать до голосования.", "Доклады можно публиковать до голосования."],
    ["报告在投票前不能公布。", "报告在投票前可以公布。"],
  ),
  modality(
    ["No ship shall enter the zone.", "Any ship may enter the zone."],
    ["Ни одно судно не вправе входить в зону.", "Любое судно вправе входить в зону."],
    ["任何船舶不得进入该区域。", "任何船舶均可进入该区域。"],
  ),
  modality(
    ["It is mandatory to wear a helmet.", "It is optional to wear a helmet."],
    ["Ношение каски обязательно.", "Ношение каски необязательно."],
    ["必须佩戴头盔。", "可不佩戴头盔。"],
  ),
  modality(
    ["The password should not contain spaces.", "The password should contain spaces."],
    ["Пароль не должен содержать пробелов.", "Пароль должен содержать пробелы."],
    ["密码不应包含空格。", "密码应包含空格。"],
  ),
];

/** Duties, bans and rights alone, written before the code was read. */
export const THIRD_MODALITY: readonly PolaritySample[] = [
  modality(
    ["Visitors must wear helmets.", "Visitors may wear helmets."],
    ["Посетители обязаны носить каски.", "Посетители вправе носить каски."],
    ["参观者必须戴安全帽。", "参观者可以戴安全帽。"],
  ),
  modality(
    ["Passengers must not leave their seats.", "Passengers may leave their seats."],
    ["Пассажирам запрещено покидать свои места.", "Пассажирам разрешено покидать свои места."],
    ["乘客不得离开座位。", "乘客可以离开座位。"],
  ),
  modality(
    ["The tenant may end the lease early.", "The tenant may not end the lease early."],
    ["Арендатор вправе досрочно прекратить договор.", "Арендатор не вправе досрочно прекратить договор."],
    ["承租人有权提前终止租约。", "承租人无权提前终止租约。"],
  ),
  modality(
    ["Smoking is forbidden on board.", "Smoking is allowed on board."],
    ["Курить на борту запрещается.", "Курить на борту разрешается."],
    ["船上禁止吸烟。", "船上允许吸烟。"],
  ),
  modality(
    ["The captain shall report every incident.", "The captain may report every incident."],
    ["Капитан должен сообщать о каждом происшествии.", "Капитан может сообщать о каждом происшествии."],
    ["船长应当报告每一起事故。", "船长可以报告每一起事故。"],
  ),
  modality(
    ["You do not have to register.", "You have to register."],
    ["Регистрироваться не обязательно.", "Регистрироваться обязательно."],
    ["您不必注册。", "您必须注册。"],
  ),
  modality(
    ["No one may enter the reserve without a permit.", "Anyone may enter the reserve without a permit."],
    [
      "Никто не вправе входить в заповедник без разрешения.",
      "Каждый вправе входить в заповедник без разрешения.",
    ],
    ["任何人不得无证进入保护区。", "任何人都可以无证进入保护区。"],
  ),
  modality(
    [
      "The committee is required to publish its minutes.",
      "The committee is permitted to publish its minutes.",
    ],
    ["Комитет обязан публиковать протоколы.", "Комитет имеет право публиковать протоколы."],
    ["委员会有义务公布会议记录。", "委员会有权公布会议记录。"],
  ),
  modality(
    ["Dogs are not permitted in the museum.", "Dogs are permitted in the museum."],
    ["С собаками в музей нельзя.", "С собаками в музей можно."],
    ["博物馆内不准带狗。", "博物馆内准许带狗。"],
  ),
  modality(
    ["Workers can refuse night shifts.", "Workers cannot refuse night shifts."],
    ["Работники могут отказаться от ночных смен.", "Работники не могут отказаться от ночных смен."],
    ["员工可以拒绝上夜班。", "员工不能拒绝上夜班。"],
  ),
];

/** The half that was only counted. */
export const FOURTH_MODALITY: readonly PolaritySample[] = [
  modality(
    ["Drivers must switch off the engine.", "Drivers may leave the engine on."],
    ["Водители обязаны глушить двигатель.", "Водители могут не глушить двигатель."],
    ["司机必须关闭发动机。", "司机可以不关闭发动机。"],
  ),
  modality(
    ["Fishing is prohibited in spring.", "Fishing is permitted in spring."],
    ["Весной ловля рыбы запрещена.", "Весной ловля рыбы разрешена."],
    ["春季禁止捕鱼。", "春季允许捕鱼。"],
  ),
  modality(
    ["The buyer has the right to return the goods.", "The buyer has no right to return the goods."],
    ["Покупатель имеет право вернуть товар.", "Покупатель не имеет права вернуть товар."],
    ["买方有权退货。", "买方无权退货。"],
  ),
  modality(
    ["Members shall pay the fee by May.", "Members may pay the fee by May."],
    ["Члены должны уплатить взнос до мая.", "Члены могут уплатить взнос до мая."],
    ["会员须在五月前缴费。", "会员可在五月前缴费。"],
  ),
  modality(
    ["You should not touch the exhibits.", "You should touch the exhibits."],
    ["Не следует трогать экспонаты.", "Следует трогать экспонаты."],
    ["不应触摸展品。", "应触摸展品。"],
  ),
  modality(
    ["Vessels are not allowed to anchor here.", "Vessels are allowed to anchor here."],
    ["Судам не разрешается становиться здесь на якорь.", "Судам разрешается становиться здесь на якорь."],
    ["船舶不得在此抛锚。", "船舶可以在此抛锚。"],
  ),
  modality(
    ["It is not necessary to print the form.", "It is necessary to print the form."],
    ["Печатать бланк не нужно.", "Печатать бланк нужно."],
    ["无需打印表格。", "需要打印表格。"],
  ),
  modality(
    ["A member may vote by proxy.", "A member must vote by proxy."],
    ["Член общества может голосовать по доверенности.", "Член общества обязан голосовать по доверенности."],
    ["会员可以委托投票。", "会员必须委托投票。"],
  ),
  modality(
    ["Foreigners cannot own land there.", "Foreigners can own land there."],
    ["Иностранцы не могут владеть там землёй.", "Иностранцы могут владеть там землёй."],
    ["外国人不能在那里拥有土地。", "外国人可以在那里拥有土地。"],
  ),
  modality(
    ["The seller is obliged to warn the buyer.", "The seller is not obliged to warn the buyer."],
    ["Продавец обязан предупредить покупателя.", "Продавец не обязан предупреждать покупателя."],
    ["卖方有义务告知买方。", "卖方没有义务告知买方。"],
  ),
];
