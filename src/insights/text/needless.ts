/**
 * Words that say nothing by themselves, so that no phrase begins or ends with them. Short on purpose: what is said alike by all is told by
 * counting. Some make a phrase of the word after them (不好吃, too salty), one of the word before it (凉了).
 */

const CHINESE = `
的 是 我 也 就 都 在 和 有 你 他 她 它 们 我们 你们 他们 自己 这 那 这个 那个 这样 那样 这么 那么 这里 那里 这些 那些 这次 每次 一次 一个
个 份 一份 家 这家 他家 您 吧 吗 呢 啊 呀 哦 嗯 哈 哈哈 呵呵 啦 嘛 么 着 过 得 地 给 到 让 把 被 对 跟 与 及 或 而 而且 但 但是 可是 不过 然后
所以 因为 如果 虽然 还 还是 还有 又 再 才 只 只是 只有 要 会 能 可以 可 想 说 看 去 来 用 上 下 里 中 后 前 时 时候 以后 之后 一 两 二 三 几 半
什么 怎么 为什么 哪 谁 真 真的 真是 一点 一点点 点 些 一些 一下 一直 已经 现在 今天 昨天 个半 两个 几个 天 次 分钟 钟
觉得 感觉 知道 东西 其他 其它 别的 以前 之前 从 为 为了 以 等 啥 咋 之 其 应该 可能 就是 都是 也是 起来 出来 下来 买 收到 人 别 会 评价 而已
`
const CHINESE_OPENING =
  '不 没 没有 无 未 不是 不会 不能 不够 不太 很 太 非常 特别 超 超级 挺 比较 有点 有些 最 更 少 多 大 小 难 好'
const CHINESE_CLOSING = '了'
const ENGLISH = `
a an the and or but if so as at by for from in into of on onto to with about over under after before than then that this these those there here
it its it's i i'm i've i'd i'll me my mine we we're our us you your you're he she his her they them their is am are was were be been being do does
did done have has had having will would can could should may might must what which who whom whose when where why how all any both each few more most
other some such own same just also even ever still again out up down off because while until through during between s t d ll m o re ve y get got go
one two much
`
const ENGLISH_OPENING =
  "not no never too very so really don't doesn't didn't isn't wasn't aren't won't can't couldn't wouldn't poor"

/** Praise and blame that do not say of what. Within a phrase they stay (味道一般, bad service). */
const CHINESE_BARE = `
不错 很不错 真不错 还不错 好 很好 真好 挺好 非常好 太好 还好 还可以 可以 一般 一般般 很一般 满意 很满意 不满意 喜欢 很喜欢 不喜欢 好评 差评 五星
太差 很差 真差 最差 差劲 垃圾 恶心 无语 失望 太失望 很失望 推荐 值得 赞 点赞 很赞 棒 很棒 棒棒 给力 很给力 完美 继续 加油 感谢 谢谢 支持 不好 坑人
坑爹 呵呵 算了 千万 果断 根本 结果 居然 竟然 简直 实在 真心 确实 希望 建议 尤其 主要 总体 总之 反正 关键 第一次 第二次 下次 再也不 也不 不到
不知道 不知 都没有 全是 没什么 吃了 点了 送了 买了 做的 的是 还有 有点
`
const ENGLISH_BARE = `
good great nice bad best better worse worst love loved like liked recommend excellent awesome amazing terrible horrible awful perfect happy ok okay
pretty fine wonderful fantastic disappointed disappointing poor pleased highly definitely absolutely totally ever first time thing things way lot
`

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(/\s+/)).filter((word) => word !== ''))
}

export const opening = setOf(CHINESE_OPENING, ENGLISH_OPENING)
export const closing = setOf(CHINESE_CLOSING)
export const bare = setOf(CHINESE_BARE, ENGLISH_BARE)
/** Never alone, neither as the first nor as the last word. */
export const needless = setOf(CHINESE, ENGLISH)
