/* How characters sound. A browser can sort them by sound; the first character of each syllable in that order tells
 * which syllable another one has. A number: sounds like that syllable to people here (sh and s, eng and en).
 */
"use strict"

const FIRST_OF_SYLLABLE = "吖哎安肮凹丷挀扳邦勹卑奔伻11屄边灬憋汃冫17癶卜嚓偲参仓撡冊嵾曽27叉21差22辿23伥24抄25车26抻27阷27吃充抽出揣踹刅吹旾逴呲37匆38凑39粗40汆42崔44邨45搓46咑呆蹛当刀嘚灯氐敁刁爹丁丟东吺竇耑垖憞多妸奀儿发帆匚飞分丰82紑夫旮侅甘冈皋戈给根亘93工勾估瓜乖关光归丨呙哈咍佄夯茠诃黒拫亨112叿齁乎花劃欢巟灰昏吙丌加戋江艽阶巾坕130冂丩凥姢噘军咔开刊忼尻匼肎劥144空抠扝夸蒯宽匡亏坤扩垃来兰啷捞仂勒崚哩俩奁良撩毟拎伶170溜龙瞜噜驴娈掠啰妈埋嫚牤猫嚒嚜椚擝187咪宀喵乜民名193谬摸哞毪拏腉囡囔孬疒娞恁能206嗯拈娘鸟捏囜宁213妞农羺奴女奻疟喔讴妑拍眅乓抛呸喷匉230丕囨剽氕姘聘236钋剖箁七掐千呛悄苆亲靑247卭丘区奍炔夋呥穣娆惹人扔259日戎厹肉堧婑瞤捼仨毢三桒掻閪森僧275杀269筛270山271伤272弰273奢274谁275升275尸収书刷衰闩双脽吮说厶285忪凁286苏287狻290夊292孙293唆294他囼坍汤夲忑熥剔天旫帖厅囲偷凸湍推褪乇屲歪弯尢危昷翁327挝乌夕呷仙乡灱些心星337凶休吁吅削坃丫恹央幺倻一囙应351哟佣优込囦曰晕帀災兂匨傮则贼怎増367扎360夈361枬362张363佋364蜇365贞367凧367之中州朱抓跩专妆隹宒準乲377宗378邹379租380钻383厜385尊386嘬387"
const bySound = new Intl.Collator("zh-u-co-pinyin")
const knowsSounds = bySound.compare("八", "七") < 0 && bySound.compare("七", "一") < 0 // by strokes, 一 comes first
let syllables = null // [[first character, number of its sound]]

/** The sound of a simplified character, as a number. */
function soundOf(char) {
  syllables ||= Array.from(FIRST_OF_SYLLABLE.matchAll(/(\D)(\d*)/g), ([, first, like], n) => [first, Number(like || n)])
  let low = 0, high = syllables.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (bySound.compare(syllables[middle][0], char) > 0) high = middle
    else low = middle
  }
  return syllables[low][1]
}

const soundAlike = (one, other) => knowsSounds && soundOf(one) === soundOf(other)
