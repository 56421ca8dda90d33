/**
 * Two spellings of one Chinese word or character, after folding (domain/normal-form). Conversion from Traditional goes
 * character by character, so it leaves the words of Taiwan and Hong Kong in their own spelling: 計畫 becomes 计画.
 */
const PAIRS: readonly (readonly [string, string])[] = (
  "计画 计划,规画 规划,策画 策划,企画 企划,筹画 筹划,谋画 谋划,部份 部分,成份 成分,身份 身分,缘份 缘分,份量 分量," +
  "甚么 什么,藉由 借由,凭藉 凭借,藉此 借此,藉助 借助,藉着 借着,藉口 借口,瞭解 了解,明瞭 明了,瞭然 了然,回覆 回复,答覆 答复," +
  "家俱 家具,彷佛 仿佛,纪录 记录,帐号 账号,帐户 账户,帐单 账单,坐标 座标,坐落 座落,想象 想像,图象 图像," +
  "录象 录像,做为 作为,黏土 粘土,黏度 粘度,惟一 唯一,惟有 唯有," +
  "祕 秘,羣 群,衞 卫,峯 峰,牀 床,塩 盐,鈎 钩,汚 污,糉 粽,徧 遍,勳 勋,喆 哲,綑 捆,硷 碱,着作 著作,着名 著名,显着 显著"
)
  .split(",")
  .map((pair) => {
    const [one = "", other = ""] = pair.split(" ");
    return [one, other] as const;
  });

/** Most spellings of one text. */
const MOST = 16;

/** The text, then its other spellings: at most 16 texts. Each place of a pair is written in one way throughout. */
export function chineseSpellings(text: string): readonly string[] {
  const all = new Set([text]);
  for (const [one, other] of PAIRS)
    for (const spelling of [...all]) {
      if (all.size >= MOST) return [...all];
      if (spelling.includes(one)) all.add(spelling.replaceAll(one, other));
      else if (spelling.includes(other)) all.add(spelling.replaceAll(other, one));
    }
  return [...all];
}
