/** What can be wrong with a programme, in words; `invalidProgramme` says where. */
import type { Words } from '../base/refusals.ts'

export const noTimeZone = (name: string): Words => ({ en: `unknown time zone ${name}`, 'zh-CN': `没有时区 ${name}` })
export const codeTwice = (code: string): Words => ({
  en: `the code ${code} is used twice`,
  'zh-CN': `代码 ${code} 重复`,
})
export const noWallet = (code: string): Words => ({ en: `there is no wallet ${code}`, 'zh-CN': `没有账户 ${code}` })
export const noLadder = (code: string): Words => ({
  en: `there is no ladder ${code}`,
  'zh-CN': `没有等级体系 ${code}`,
})
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
  'zh-CN': `${days} 天后才可用,可能尚未可用就已过期`,
})
