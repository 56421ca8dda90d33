/** A short lecture in three languages, written for these tests; the comments count the thoughts. */
export const LECTURE = {
  en: `The Northern Sea Route

The Northern Sea Route is 5,600 km long. It runs from the Kara Gate to Provideniya Bay. In 2023 ships carried 36.3 million tons of cargo along it.

The first icebreaker, the Yermak, was built in 1898 for Admiral Makarov. It could break ice two metres thick. Nuclear icebreakers have worked in the Arctic since 1959.

What will the climate bring? Scientists from Russia and China study the sea ice together. Their expeditions use satellites and drifting stations. The results are published every year.

Indigenous peoples live along the coast. Their knowledge helps the researchers. "We read the snow like a book," said one old hunter.

The seminar ends on 24 November. Thank you for your attention!`,
  ru: `Северный морской путь

Протяжённость Северного морского пути — 5600 км. Он идёт от Карских Ворот до бухты Провидения. В 2023 г. по нему перевезли 36,3 млн т грузов.

Первый ледокол «Ермак» был построен в 1898 г. для адмирала Макарова. Он мог ломать лёд толщиной в два метра. Атомные ледоколы работают в Арктике с 1959 года.

Что принесёт климат? Учёные России и Китая вместе изучают морской лёд. В их экспедициях используются спутники и дрейфующие станции. Результаты публикуются каждый год.

Вдоль побережья живут коренные народы. Их знания помогают исследователям. «Мы читаем снег, как книгу», — сказал один старый охотник.

Семинар заканчивается 24 ноября. Спасибо за внимание!`,
  zh: `北方海航道

北方海航道长5600公里。它从喀拉海峡延伸到普罗维杰尼亚湾。2023年，沿该航道运输的货物达3630万吨。

第一艘破冰船“叶尔马克”号于1898年为马卡罗夫海军上将建造。它能破开两米厚的冰。核动力破冰船自1959年起在北极工作。

气候会带来什么？俄罗斯和中国的科学家共同研究海冰。他们的考察队使用卫星和漂流考察站，研究结果每年都会发表。

沿海居住着原住民。他们的知识帮助研究人员。“我们读雪就像读书一样。”一位老猎人说。

研讨会于11月24日结束。谢谢大家！`,
} as const;

/** A text in which nothing comes from the lecture. */
export const RECIPE = {
  en: "Peel six potatoes and wash them. Cut the onions into rings. Heat butter in a pan until it foams. Fry everything slowly under a lid. Stir from time to time so that nothing burns. Add cream at the very end. Salt and pepper to taste. Serve it with a green salad. Children like it with ketchup. Leftovers can be frozen.",
  ru: "Она долго смотрела в окно и молчала. Дождь стучал по крыше старого дома. Где-то лаяла собака. Потом скрипнула дверь, и вошёл брат. Он снял мокрый плащ и повесил его на гвоздь. Никто не спросил, где он пропадал. Лампа горела тускло. На столе остывал ужин. Мать вздохнула и отвернулась. Так кончился тот день.",
} as const;
