/**
 * Words of everyday speech, written for this program: in a term they say little. A phrase that begins with a general
 * adjective is no term, and a general noun alone is none.
 */
const list = (words: string): ReadonlySet<string> =>
  new Set(words.split(/\s+/u).filter((word) => word !== ""));

export const ENGLISH_FUNCTION_WORDS = list(`
  a an the this that these those my your his her its our their whose which what who whom some any no every each either neither both all
  half several few many much more most less least fewer enough other others another such same own
  i you he she it we they me him us them myself yourself himself herself itself ourselves themselves one ones someone anyone everyone nobody
  something anything everything nothing
  of in to for on with at by from into onto upon about above below over under between among through during before after since until till against
  within without across along around behind beside besides beyond despite down up off out near per than via toward towards except like unlike
  and or but nor so yet if unless although though because while whereas whether when where why how as once
  am is are was were be been being do does did done doing have has had having can could will would shall should may might must ought cannot
  not never ever also too very just only even still already again then there here now soon later today yesterday tomorrow always often sometimes
  usually perhaps maybe quite rather almost nearly about instead else otherwise therefore thus hence however moreover furthermore meanwhile
  anyway together apart away back forward please yes e.g i.e etc vs eg ie let lets don doesn isn aren wasn weren won couldn shouldn wouldn t s re ve ll d m
  according including excluding regarding concerning following using based due
  two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion trillion dozen first second third
  fourth fifth last next previous whichever whatever whenever wherever another further
`);

export const DETERMINERS = list(
  "a an the this that these those my your his her its our their any each every all some no it them us him me you both another",
);
export const BEFORE_VERBS = list(
  "to can could will would shall should may might must cannot not you we they i who please let don doesn didn never and/or",
);
export const BE = list(
  "am is are was were be been being isn aren wasn weren has have had get gets got become becomes became not",
);

/** Verbs that are hardly ever nouns in a term, in the infinitive. */
export const ENGLISH_VERBS = `
  melt thaw float sail arrive freeze rise sink drift swim rest occur
  accept achieve add adjust affect agree allow analyse analyze appear apply appoint arrange ask assign assume attach attend avoid become
  begin belong bring build buy calculate carry choose clear come compare complete compute confirm connect consider consist contain continue
  contribute convert correspond create decide define depend describe deselect determine develop differ disable disappear discuss distribute
  divide draw enable encourage enter ensure establish evaluate examine exclude execute exist expand expect explain express extend finish
  formulate found generate get give go grow happen hide identify ignore imply improve include indicate inform involve join keep know learn
  leave let listen locate lose maintain make manage mean meet mention modify obtain occur operate organise organize overwrite participate
  perform prefer prepare prevent proceed promote propose protect prove provide publish receive recognise recognize recommend reduce remain
  remember remove rename represent require resize respond restrict see seem separate serve shorten shrink specify speak strengthen submit
  suffer suggest take tell tend think toggle treat understand undo unmark adopt escape prevail deepen underlie darken hasten settle
  complement noted deliver invite accompany freeze cooperate collaborate negotiate complicate assist rely arise emphasise emphasize seek
  vary exceed encounter await expire concern refer delete reject insert say want warn`.trim();
/** Verbs that are also nouns. The texts decide. */
export const ENGLISH_VERBS_OR_NOUNS = `
  attempt cause change click close contact contract control copy cover cut decrease design display download drag drop end export fail fill
  find follow help hold import increase influence install issue lead limit link list load look mark match measure merge move name need note
  offer open order paste place plan point press print process produce project pull purchase push put question rank rate read record
  reference release repeat replace report request reset restore result return run save scroll search select send set share show sign sort
  stand start stay stop store stress supply support switch talk test thank touch trade transform trust try turn update upload use value view
  visit wait welcome wish work write`.trim();

export const NOT_ADVERBS = list(
  "family supply reply assembly anomaly monopoly butterfly italy july ally rally lily belly bully jelly fly apply multiply comply rely poly folly tally ply",
);
/** Words in -ed and -ing that are nouns or adjectives of their own. */
export const NO_PARTICIPLES = list(
  "bed feed seed speed need deed weed reed shed sled red embed breed thread instead ahead indeed string ring spring wing king thing ceiling morning evening building setting drawing heading meaning",
);
export const PARTICIPLES = list(
  "given shown chosen hidden known written built made found held set drawn taken broken frozen driven sent lost left kept seen done gone read shared bound",
);

export const ENGLISH_ADJECTIVES = list(`
  new old good better best bad worse worst big small large long short high low great little full empty whole entire main major minor important necessary
  available possible impossible certain sure clear different similar various certain special specific particular general common usual normal simple easy hard difficult complex
  single double multiple only proper right wrong correct incorrect true false real actual current present recent early late fast slow quick strong weak wide narrow deep
  close open free able unable ready useful useless helpful interesting appropriate suitable corresponding desired additional extra following previous entire complete
  remaining existing resulting individual separate independent common joint equal unequal likely unlikely same own overall total final initial original
  internal external upper lower left right top bottom inner outer horizontal vertical central local global public private national international regional
  young older newer larger smaller higher lower greater longer shorter warmer warm cold hot dry wet dark light black white red green blue yellow grey gray
  scientific academic political economic social cultural environmental traditional sustainable natural human technical legal financial military civil foreign
  polar marine maritime coastal heavy predictable reliable remote basic advanced manual automatic default active passive visible invisible valid invalid
  random custom relative absolute binary linear digital
`);
/** Adjectives with which no term begins. */
export const ENGLISH_GENERAL_ADJECTIVES = list(`
  new old good better best bad worse worst big small large long short great little full whole entire main major minor important necessary available possible
  impossible certain sure clear different similar various special specific particular usual normal simple easy hard difficult right wrong correct incorrect
  true false real actual recent early late able unable ready useful useless helpful interesting appropriate suitable corresponding desired additional extra following previous
  remaining individual separate likely unlikely own overall final original young older newer larger smaller higher lower greater longer shorter warmer reliable
  well-known certain many few further total initial resulting given required necessary respective proper complete only single multiple given
  close-up strong weak fast slow quick
`);
/** Nouns that are no term alone. A phrase in which they are the head still may be one. */
export const ENGLISH_GENERAL_NOUNS = list(`
  time times way ways thing things part parts kind kinds sort case cases example examples fact facts point points place places person people man men woman world
  day days week weeks month months year years hour hours minute minutes second seconds moment date today end start beginning middle side sides top bottom left right
  number numbers amount lot lots bit piece pair half quarter percent per cent level step steps order state states problem problems question questions answer answers
  reason reasons result results effect effects use uses need needs help work works job task tasks idea ideas name names word words line lines list lists type types form forms
  change changes difference differences possibility possibilities ability addition attention care chance choice condition conditions course decision detail details
  direction effort experience feature features goal goals aim group groups half hand head home house interest issue issues kind knowledge life look manner matter matters mind
  nature need note notes opinion option others period position power practice principle process progress purpose quality range rate role set sets situation size
  sense series show sign something space story subject support system systems term thank thanks theme themes thought topic total trouble truth try turn understanding value values view views
  while whole will wish wording meeting expression north south east west inch km cm mm kg january february march april may june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday everyone anyone speed warning error errors info none yes ok
  something lack variety majority minority rest sum existence basis framework measure measures contact contacts
  half-year article articles languages front copy copies action actions activity activities text texts
`);
/** Heads that make no term with a noun before or after them: “number of pages”, “first part”. */
export const ENGLISH_EMPTY_HEADS = list(
  "way thing part kind sort case example fact lot bit piece pair rest number amount majority variety lack series set set one ones end start beginning middle side half use need wish possibility ability",
);

export const RUSSIAN_FUNCTION_WORDS = list(`
  а без более бы в вдруг ведь вместо во вот где да даже для до его ее еще ж же за зато и из из-за или им именно иногда их к как когда ко кроме куда ли либо лишь между менее
  можно на над надо не нельзя нет ни никогда но ну о об однако около от перед по под пока после потому почему почти при про против раньше с сверх сейчас сквозь снова со совсем
  среди так также там тогда тоже только тут у уж уже хоть хотя чтоб чтобы чуть через если то ради мимо возле вне из-под иначе итак опять поэтому потом теперь туда сюда здесь зачем
  затем впрочем далее прежде вообще иногда всегда везде нигде вдали вблизи вокруг внутри снаружи вверх вниз вправо влево слева справа сверху снизу наверх назад вперед
  я меня мне мной ты тебя тебе он него ему нему ним нем она ней нею оно мы нас нам нами вы вас вам вами они них ими себя себе собой кто кого кому кем чем что чего чему
  этот эта это эти этого этой этому эту этим этими этих этом тот та те того тому ту тем теми тех том весь вся все всего всей всему всю всем всеми всех сам сама само сами самого самой
  самих чей чья мой моя мое мои моего твой свой своя свое свои своего своей своему свою своим своими своих своем наш наша наше наши нашего ваш ваша ваше ваши вашего вашей вашему вашу
  вашим вашими ваших вашем который которая которое которые которого которой которому которую которым которыми которых котором какой какая какое какие какого каких каким какую
  такой такая такое такие такого такой такому такую таким такими таких таком каждый каждая каждое каждые каждого каждой каждому каждую каждым каждом любой любая любое любые любого
  любому любую любым любых любом иной иная иное иные иного иной иных другой другая другое другие другого другому другую другим другими других другом некоторый некоторые некоторых некоторым
  несколько нескольких нескольким многие многих многим много мало немного столько сколько больше меньше лучше хуже выше ниже раньше позже
  один одна одно одни одного одной одному одну одним одних одном два две двух двум двумя три трех трем тремя четыре четырех пять пяти шесть шести семь восемь девять десять
  десяти сто тысяча тысяч тыс млн млрд трлн первый первая первое первые первого первой первому первую первым первых первом второй вторая второе второго второму вторую вторым третий третья третье третьего четвертый четвертая
  четвертого пятый последний последняя последнее последние последнего последней последних следующий следующая следующее следующие следующего следующей следующему следующую следующим следующих следующем
  нужен нужна нужны должны рад рада рады готов готова готово готовы виден видна видно видны важен важна важно важны необходим необходима необходимы способен способна способны нов нова ново новы стар стара старо стары мал мала малы велик велика велико велики вновь заново
  быть был была было были буду будет будете будут будь есть является являются может могут можете мог могла могло могли должен должна должно должны нужно необходимо следует стоит требуется
  например возможно конечно очень весьма слишком довольно просто достаточно обычно часто редко вместе отдельно сразу скоро давно недавно сегодня вчера завтра наиболее наименее самый самая самое самые самых
  соответственно г гг д т п ст см кв м км кг мм чел пр др руб ч мин сек наб ул
  согласно благодаря вследствие посредством относительно касательно путем помощью течение связи отличие зависимости случае рамках целях виде ходе качестве основе
`);

/** Prepositions that may stand inside a term: «меморандум о сотрудничестве», «Конвенция по морскому праву». */
export const RUSSIAN_INNER_PREPOSITIONS = list("о об по для без");

/** Stems of adjectives with which no term begins. */
export const RUSSIAN_GENERAL_ADJECTIVES =
  /^(?:нов|стар|хорош|плох|больш|маленьк|небольш|мал|длинн|коротк|важн|главн|основн|возможн|необходим|нужн|доступн|различн|разн|одинаков|похож|особ|конкретн|определенн|обычн|прост|легк|трудн|сложн|прав|неправильн|правильн|верн|неверн|настоящ|недавн|ранн|поздн|полезн|подходящ|соответствующ|дополнительн|предыдущ|остальн|отдельн|вероятн|собственн|окончательн|исходн|данн|указанн|упомянут|больш|меньш|наибольш|наименьш|лучш|худш|полн|цел|цельн|единственн|известн|надежн|готов|сам|ближайш|дальнейш|прошл|будущ|текущ|требуем|молод|подобн|аналогичн|упоминавш|имеющ|нижеследующ|больш|поряд|лишн|некотор|наименьш|имен|чист)(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ой|ей|ых|их|ыми|ими)$/u;

/** Nouns that are no term alone, in the nominative. */
export const RUSSIAN_GENERAL_NOUNS = list(`
  время раз год день неделя месяц час минута секунда момент век дата часть вещь вид род тип случай пример факт точка место человек люди мир сторона верх низ начало конец середина
  число количество множество пара половина процент уровень шаг порядок состояние проблема вопрос ответ причина результат следствие польза нужда помощь работа дело задача идея имя слово
  изменение разница возможность способность внимание выбор условие решение деталь направление усилие опыт особенность цель группа рука голова дом интерес
  жизнь образ смысл природа мнение период положение сила практика принцип процесс роль ситуация размер чувство ряд показ знак история предмет поддержка система тема мысль итог истина
  понимание значение взгляд желание формулировка встреча выражение север юг восток запад январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
  понедельник вторник среда четверг пятница суббота воскресенье предупреждение ошибка недостаток большинство меньшинство остаток сумма основа мера контакт
  действие событие слово название использование применение наличие отсутствие необходимость помощь способ метод средство зависимость отличие соответствие качество целое
  статья результаты условия рамки лета путь сведения информация внимание действия
`);
/** Heads that make no term with a noun after them: «количество страниц», «часть формулы». */
export const RUSSIAN_EMPTY_HEADS = list(
  "часть вид род случай пример факт количество множество пара половина большинство ряд конец начало середина сторона использование применение наличие отсутствие необходимость помощь возможность выполнение получение",
);

export const CHINESE_FUNCTION_WORDS = list(`
  的 了 在 是 和 与 及 或 也 就 都 而 着 地 得 对 对于 从 把 被 将 向 由 于 自 自从 为 为了 以 以及 并 并且 但 但是 如 如果 若 则 因 因为 由于 所以 因此 虽然 尽管 无论 不论 只 只有 只要 仅 还 还有 更 最 很 非常 太 较 比 比较
  不 没 没有 未 无 非 勿 别 不能 不会 不要 不是 可 可以 可能 能 能够 会 要 应 应该 应当 必须 需 需要 须 请 让 使 使得 令 用 使用 利用 通过 按 按照 根据 依据 依照 关于 至 到 直到 之 其 其中 其他 其它 此 该 这 这个 这些 那 那个 那些 各 每 每个 某 某个 某些 本
  我 你 您 他 她 它 我们 你们 您们 他们 她们 它们 自己 谁 什么 哪 哪个 哪些 怎么 怎样 如何 为何 多少 几 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 一个 一些 一种 一样 一起 一次 一直 一旦 两个 三个 多个 几个 个 些 种 次 条 项 名 位 件 张 份 只 年 月 日 时 分 秒 天 岁 号
  上 下 中 内 外 里 前 后 左 右 之前 之后 以前 以后 以上 以下 之间 之内 之外 时候 时 当 当前 现在 目前 已 已经 曾 正在 正 再 又 才 便 即 即使 且 而且 甚至 同时 然后 接着 首先 其次 最后 另 另外 此外 例如 比如 等 等等 所 所有 全部 任何 有些 许多 很多 大量 大多数 少量 多 少 大 小 高 低 长 短 新 旧 好 坏
  有 具有 拥有 包括 包含 含有 进行 开展 实施 实现 做 作 作为 成为 变为 变成 称为 叫做 名为 属于 位于 处于 来自 得到 获得 取得 提供 给 给予 给出 提出 发出 发生 出现 产生 造成 导致 引起 影响 表示 表明 指出 认为 强调 说 讲 讨论 看 看到 听 想 知道 了解 希望 愿意 愿 同意 决定 选择 选定 点击 单击 双击 按下 输入 打开 关闭 保存 删除 添加 增加 减少 插入 移动 复制 粘贴 更改 改变 修改 设置 设定 定义 指定 创建 建立 显示 隐藏 执行 运行 应用 启用 禁用 允许 禁止 确定 取消 开始 停止 结束 继续 完成 返回 进入 退出 查看 查找 替换 拖动 拖 释放 按住 右击
  去 来 起 起来 下来 下去 出 出来 过 过来 过去 回 回来 上去 入 进 开 成 完 住 掉 见 给 跟 同 比 像 似乎 好像 几乎 大约 约 左右 大概 也许 或许 一定 当然 确实 实际上 通常 一般 往往 经常 常常 有时 总是 从不 永远 立即 马上 刚 刚刚 突然 逐渐 逐步 不断 直接 间接 完全 部分 特别 尤其 主要 重要 不同 相同 相应 相关 有关 各种 各个 各自 分别 共同 一致 单独 独立 自动 手动
  是否 否则 不仅 不但 而是 还是 或者 要么 虽 倘若 假如 只是 不过 然而 可是 那么 于是 既 既然 除 除了 除非 随 随着 沿 沿着 朝 往 离 距 距离 经 经过 围绕 凭 凭借 靠 借 借助 以便 以免 从而 进而 反而 相反 总之 换句话说 也就是说 第一 第二 第三 第四 本次 此次 这里 那里 哪里 这样 那样 这种 那种 如下 以下 下列 下面 上面 上述 如上
  无法 不可 不得 不可以 不再 尚未 从未 未能 未被 已被 可被 将被 并非 而非 才能 就是 就会 也会 也可 都是 均 均为 均可 皆 仍 仍然 重新 再次 缓慢 迅速 很少 等待 遇到 遇见 抵达 到达 离开 停靠 驶入 驶出 驶离 庇护 沉没 依然 依旧 则是 乃 系
`);
/** Words that are no term alone. */
export const CHINESE_GENERAL_WORDS = list(`
  多年 代表 致辞   时间 方式 方法 东西 部分 种类 情况 例子 事实 地方 人 人们 世界 方面 开头 结尾 中间 数量 半 百分之 程度 水平 步骤 顺序 状态 问题 答案 原因 结果 效果 用途 需求 帮助 工作 任务 想法 名称 名字 词 行 形式 变化 差别 可能性 能力 注意 选择 条件 决定 细节 方向 努力 经验 特点 目标 组 手 头 家 兴趣 生活 意思 性质 意见 时期 位置 力量 实践 原则 过程 作用 角色 大小 感觉 系列 标志 故事 支持 系统 主题 思想 真理 理解 值 观点 愿望 措辞 会议 表达 北 南 东 西 错误 警告 缺乏 多数 少数 其余 存在 基础 措施 联系 行动 活动 文本 内容 信息 类型 操作 功能 异常 中止 失败 成功 上午 下午 公里 平方公里 小时 分钟 星期 今天 以来 期间 年度 上半年 下半年
`);
