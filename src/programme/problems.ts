/** What can be wrong with a programme, in words; `invalidProgramme` says where. */
import type { Words } from '../base/refusals.ts'

/** @returns says that there is none with this code */
const missing =
  (what: { readonly en: string; readonly 'zh-CN': string }) =>
  (code: string): Words => ({ en: `there is no ${what.en} ${code}`, 'zh-CN': `没有${what['zh-CN']} ${code}` })

export const noTimeZone = (name: string): Words => ({ en: `unknown time zone ${name}`, 'zh-CN': `没有时区 ${name}` })
export const codeTwice = (code: string): Words => ({
  en: `the code ${code} is used twice`,
  'zh-CN': `代码 ${code} 重复`,
})
export const noWallet = missing({ en: 'wallet', 'zh-CN': '账户' })
export const noLadder = missing({ en: 'ladder', 'zh-CN': '等级体系' })
export const noRuleBefore = (code: string): Words => ({
  en: `there is no rule ${code} before this one`,
  'zh-CN': `此规则之前没有规则 ${code}`,
})
export const earnsOtherwise = (code: string): Words => ({
  en: `${code} earns in another way`,
  'zh-CN': `规则 ${code} 的获得方式不同`,
})
export const notAnInstant: Words = { en: 'not an RFC 3339 instant', 'zh-CN': '不是 RFC 3339 时刻' }
export const notBesideDefinition: Words = {
  en: 'either a version or a definition is given, not both',
  'zh-CN': '版本与定义只能指定其一',
}
export const endsTooSoon: Words = { en: 'it must lie after startsAt', 'zh-CN': '必须晚于 startsAt' }
export const toItself: Words = { en: 'a wallet is not exchanged for itself', 'zh-CN': '账户不能兑换为自身' }
export const cannotBeSpent = (code: string): Words => ({
  en: `what is in the wallet ${code} cannot be spent`,
  'zh-CN': `账户 ${code} 不可消费`,
})
export const exchangedTwice = (from: string, to: string): Words => ({
  en: `${from} becomes ${to} twice`,
  'zh-CN': `${from} 兑换为 ${to} 重复`,
})
export const noSuchDay = (date: string): Words => ({ en: `there is no day ${date}`, 'zh-CN': `没有 ${date} 这一天` })
export const goneWhilePending = (days: number): Words => ({
  en: `what is pending for ${days} days could expire before it can be spent`,
  'zh-CN': `${days} 天后才可用，可能尚未可用就已过期`,
})
export const noRule = missing({ en: 'rule', 'zh-CN': '规则' })
export const noTier = missing({ en: 'tier', 'zh-CN': '等级' })
export const noGroup = missing({ en: 'group', 'zh-CN': '分组' })
export const notLessThan = (least: number): Words => ({
  en: `it must not be less than ${least}`,
  'zh-CN': `不能小于 ${least}`,
})
export const walletTwice = (code: string): Words => ({
  en: `the wallet ${code} is there twice`,
  'zh-CN': `账户 ${code} 重复`,
})
export const firstTier: Words = {
  en: 'the first tier is where everyone starts: 0',
  'zh-CN': '第一个等级是所有人的起点：0',
}
export const tiersRise: Words = {
  en: 'each tier must be higher than the one before',
  'zh-CN': '每个等级必须高于前一个',
}
export const keepsTooMuch: Words = {
  en: 'keeping cannot ask more than reaching',
  'zh-CN': '保级要求不能高于达到要求',
}
export const reviewedByYear = (window: string): Words => ({
  en: `a ladder by ${window} is reviewed when its year ends`,
  'zh-CN': '按年统计的等级体系在年末评定，不能另定',
})
export const noNextPeriod: Words = {
  en: 'there is no next period: say when it is reviewed',
  'zh-CN': '没有下一期：请写明何时评定',
}
export const stepsNeedPeriods: Words = {
  en: 'one step at a time needs periods: say when it is reviewed',
  'zh-CN': '逐级降级需要评定周期：请写明何时评定',
}
export const numberNeedsWallet: Words = {
  en: 'a number needs the ladder’s wallet',
  'zh-CN': '用数字须先为等级体系指定账户',
}
export const currencyRefused = (currency: string): Words => ({
  en: `orders in ${currency} are not accepted`,
  'zh-CN': `不接受币种 ${currency} 的订单`,
})

const asked = { wallet: '账户', currency: '币种', category: '类目' } as const

export function measureAnd(measure: string, what: keyof typeof asked, needed: boolean): Words {
  return {
    en: `${measure} ${needed ? 'needs a' : 'has no'} ${what}`,
    'zh-CN': needed ? `衡量项 ${measure} 须写明${asked[what]}` : `衡量项 ${measure} 不写${asked[what]}`,
  }
}
