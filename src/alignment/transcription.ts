/**
 * Characters that Chinese uses to write foreign names (from the usual transcription tables), grouped by their
 * consonants. Consonants are spelled as in `consonantSkeleton`, with l for r. Characters for a vowel alone come
 * first.
 */
const CONSONANTS = `
:阿埃艾爱奥澳欧亚雅伊依尤约耶叶
b:巴芭包贝比彼波伯博布鲍毕碧 bn:班邦本宾彬
s:查恰奇齐切丘彻萨赛塞西锡希索苏斯丝什沙莎舍施舒绍肖休谢兹茨泽扎佐祖齐察采策措楚 sn:桑森辛孙松尚申钦琴
d:达代戴德迪蒂多杜道狄 dn:丹当登丁顿邓东
f:法费菲弗夫福富佛 fn:范凡丰芬冯
k:加盖戈古格吉卡凯科克库考柯夸奎 kn:甘根冈坎康肯孔昆
h:哈海黑赫霍胡豪侯 hn:汉亨洪
j:贾杰乔朱焦 jn:让简金京詹珍
l:拉莱勒雷利里莉丽列洛罗卢鲁劳吕略尔兰 ln:兰朗伦林琳隆龙连
m:马玛迈麦梅米密蜜莫默穆姆毛缪 mn:曼蒙门敏明孟
n:纳娜奈内尼妮诺努恩涅纽 nn:南楠宁农
p:帕佩皮珀波普浦保 pn:潘彭平庞
t:塔泰特提托图土陶忒 tn:坦唐滕廷通汤
v:瓦韦维威沃伏武魏伍 vn:万旺文翁温
`;
const SOUNDS: ReadonlyMap<string, string> = new Map(
  CONSONANTS.trim()
    .split(/\s+/u)
    .flatMap((group) => {
      const [sound = "", characters = ""] = group.split(":");
      return [...characters].map((character) => [character, sound] as const);
    }),
);
const RUN = /\p{Script=Han}{2,}/gu;
const LEAST_CHARACTERS = 2;
const LEAST_CONSONANTS = 3;
/** Few Chinese syllables end in a consonant, so a transcription often loses or adds these two. */
const WEAK = /[ln]/u;
const WEAK_COST = 0.3;
const GREATEST_COST = 0.2;

/** The runs of characters in a Chinese text that may be a foreign name. */
export function transcriptions(text: string): string[] {
  const found = new Set<string>();
  for (const [run] of text.matchAll(RUN)) {
    let name = "";
    for (const character of `${run}\n`) {
      if (SOUNDS.has(character)) name += character;
      else {
        if ([...name].length >= LEAST_CHARACTERS) found.add(name);
        name = "";
      }
    }
  }
  return [...found];
}

/** The consonants of a transcription. */
export function soundsOf(transcription: string): string {
  let sounds = "";
  for (const character of transcription) sounds += SOUNDS.get(character) ?? "";
  return sounds.replace(/(.)\1+/gu, "$1");
}

/** The consonants of a name (from `consonantSkeleton`) as a transcription spells them. */
export const transcribedSkeleton = (skeleton: string): string =>
  skeleton
    .replaceAll("r", "l")
    .replace(/g/gu, "k")
    .replace(/(.)\1+/gu, "$1");

/** True if two skeletons may belong to one name, by weighted edit distance relative to their length. */
export function soundAlike(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < LEAST_CONSONANTS) return false;
  const costOf = (sound: string) => (WEAK.test(sound) ? WEAK_COST : 1);
  let row = [0];
  for (const sound of b) row.push((row.at(-1) ?? 0) + costOf(sound));
  for (const sound of a) {
    const next = [(row[0] ?? 0) + costOf(sound)];
    for (let j = 1; j <= b.length; j += 1) {
      const other = b[j - 1] ?? "";
      next.push(
        Math.min(
          (row[j] ?? 0) + costOf(sound),
          (next[j - 1] ?? 0) + costOf(other),
          (row[j - 1] ?? 0) + (sound === other ? 0 : 1.2),
        ),
      );
    }
    row = next;
  }
  return (row[b.length] ?? 0) <= GREATEST_COST * Math.max(a.length, b.length);
}
