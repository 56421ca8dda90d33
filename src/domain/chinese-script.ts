import { sify, tify } from "chinese-conv";
import type { ChineseScript } from "./language.ts";

/**
 * Characters that some words have in both scripts, so they do not show which script a text uses. A converter
 * changes them anyway (后 → 後, 里 → 裡; 乾 → 干, 著 → 着), so they are listed here.
 */
const BOTH = new Set(
  "后里干台云面谷只制松冲丑准范几斗卜才折曲系向占并布当注游岳御郁舍胡汇志借克万与丰仆叶吁回困坛家岩弦复征余采表出别刮合吊同咸哄喂嘱囊夸姜娘宁尸尽岭巨幸广弥彩御恶戚扎托扣扬据搜摆斤旋晒暗朱朴杆杠板极松柜栗梁棱欲沈沾洒涌淀淡游溪滩漓灶炮炼烟熏熔猫狸玩琅瑶瘪痒症癫皂盐着矩碱礼秃秋种秸筑签筋籍粽系累纤练线绣缘群耽聪肤胜胡脏腊苏药获荡蒙蔑蜡虫蝎裙覆谥赞赤踊蹰辟适邱采里钟钩铲锤镰雇霉面页须颓饥馆髭鬓鲜鳄麻麽乾著瞭藉夥於徵麽甚什么它她他吃周吓唇唤噪囱奸妆姊峰峨床强悬您愿托拓挂捆挽携擀斋旗晰杰枪栏梅棋档椅毁溯灵灾焊牵獎珐瓮画皋盖眯睾碗秘秤稿窗竈笋篓粮糊糍绳罚罐羡耕肠胆脉脚膻致臺舱芸茶荫莓菸萝蓝蔥蕊虱蚁蚊蛎裡裤视詹豔賬贮贊跡踪蹤躲輝辭辯遊邨郤鄰酥醃釐鈎鉤銹鋪鏟鐫閑間闆隸雕霧霽靈靜韻頃頹颱餅饑馀駡骯體鬆鬱鬥鬨鬮魘麪麵麼黴鼇鼈齊齣龢".replace(
    /[獎竈臺菸蔥裡豔賬贊跡蹤輝辭辯遊鄰醃釐鈎鉤銹鋪鏟鐫閑間闆隸霧霽靈靜韻頃頹颱餅饑駡骯體鬱鬥鬨鬮魘鼇鼈齊齣]/gu,
    "",
  ),
);

type Shown = ChineseScript | "both";
/** Script of each character, indexed by code from U+3400. */
const scripts: (Shown | undefined)[] = Array.from<undefined>({ length: 0xa000 - 0x3400 });

/** The script that a character shows, by its code. */
export function scriptOfCharacter(code: number): Shown {
  if (code < 0x3400 || code > 0x9fff) return "both";
  const known = scripts[code - 0x3400];
  if (known !== undefined) return known;
  const char = String.fromCharCode(code);
  const toSimplified = sify(char) !== char;
  const toTraditional = tify(char) !== char;
  const script = BOTH.has(char) || toSimplified === toTraditional ? "both" : toTraditional ? "Hans" : "Hant";
  scripts[code - 0x3400] = script;
  return script;
}

/** The script in which most characters of a text are; `undefined` when no character shows one. */
export function scriptOfText(text: string): ChineseScript | undefined {
  let balance = 0;
  let shown = false;
  for (let at = 0; at < text.length; at++) {
    const script = scriptOfCharacter(text.charCodeAt(at));
    if (script === "both") continue;
    shown = true;
    balance += script === "Hant" ? 1 : -1;
  }
  if (!shown) return undefined;
  return balance > 0 ? "Hant" : "Hans";
}

/**
 * Writes a text in another script by a table of characters. Where a character has several counterparts (发: 發, 髮) the
 * result may be wrong, so a person has to ask for it.
 */
export const toScript = (text: string, script: ChineseScript): string =>
  script === "Hant" ? tify(text) : sify(text);
