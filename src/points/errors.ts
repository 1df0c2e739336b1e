import { refusal } from '../base/refusals.ts'

export const insufficientPoints = refusal<{ wallet: string; available: number; asked: number }>(
  'points.insufficient',
  409,
  {
    en: 'Only {available} are available; {asked} were asked.',
    'zh-CN': '可用 {available}，不足 {asked}。',
  },
)
export const walletUnknown = refusal<{ wallet: string }>('points.wallet-unknown', 422, {
  en: 'The programme has no wallet {wallet}.',
  'zh-CN': '会员体系没有账户 {wallet}。',
})
const spendCap = (en: string, chinese: string) =>
  refusal<{ wallet: string; per: string; most: number; left: number; asked: number }>('points.spend-cap', 409, {
    en: `At most {most} of the wallet {wallet} can be spent ${en}; {left} are left and {asked} were asked.`,
    'zh-CN': `账户 {wallet} ${chinese}最多消费 {most}，剩余 {left}，请求 {asked}。`,
  })
/** By the period of the cap. */
export const spendCapReached = {
  order: spendCap('in one order', '每单'),
  day: spendCap('a day', '每天'),
  week: spendCap('a week', '每周'),
  month: spendCap('a month', '每月'),
  year: spendCap('a year', '每年'),
  lifetime: spendCap('in a lifetime', '终身'),
} as const
export const notSpendable = refusal<{ wallet: string }>('points.not-spendable', 422, {
  en: 'What is in the wallet {wallet} counts for tiers and cannot be spent.',
  'zh-CN': '账户 {wallet} 仅用于等级，不能消费。',
})
export const balanceFull = refusal<{ wallet: string; maximum: number; balance: number }>('points.balance-full', 409, {
  en: 'The balance of the wallet {wallet} is {balance} and may be {maximum} at most.',
  'zh-CN': '账户 {wallet} 余额为 {balance}，最多 {maximum}。',
})
export const noExchange = refusal<{ from: string; to: string }>('points.no-exchange', 422, {
  en: 'The programme does not let {from} become {to}.',
  'zh-CN': '会员体系不支持将 {from} 兑换为 {to}。',
})
export const exchangeStep = refusal<{ give: number; asked: number }>('points.exchange-step', 422, {
  en: 'It is exchanged in multiples of {give}; {asked} were asked.',
  'zh-CN': '须按 {give} 的整数倍兑换，请求为 {asked}。',
})
export const amountInvalid = refusal<{ amount: number }>('points.amount-invalid', 422, {
  en: 'The amount must be a positive whole number.',
  'zh-CN': '数量必须是正整数。',
})
export const memberNotActive = refusal<{ status: string }>('points.member-not-active', 409, {
  en: 'The member is {status}: nothing can be spent or given.',
  'zh-CN': '会员状态为 {status}，不能使用或发放。',
})
export const holdUnknown = refusal('hold.unknown', 404, { en: 'There is no such hold.', 'zh-CN': '没有该冻结。' })
export const holdClosed = refusal<{ status: string }>('hold.closed', 409, {
  en: 'The hold is closed already ({status}).',
  'zh-CN': '该冻结已结束（{status}）。',
})
export const captureTooMuch = refusal<{ held: number; asked: number }>('hold.capture-too-much', 422, {
  en: 'The hold has {held}; {asked} were asked.',
  'zh-CN': '冻结数量为 {held}，请求 {asked}。',
})
export const holdTooLong = refusal<{ minutes: number }>('hold.too-long', 422, {
  en: 'A hold stands for 1 minute to 30 days.',
  'zh-CN': '冻结时间为 1 分钟至 30 天。',
})
export const entryUnknown = refusal('entry.unknown', 404, { en: 'There is no such entry.', 'zh-CN': '没有这条流水。' })
export const overflow = refusal<{ wallet: string }>('points.overflow', 422, {
  en: 'The balance would become larger than can be counted exactly.',
  'zh-CN': '余额将超出可精确计数的范围。',
})
export const runUnknown = refusal('run.unknown', 404, {
  en: 'There is no such nightly run.',
  'zh-CN': '没有该夜间任务。',
})
export const runNotWaiting = refusal<{ state: string }>('run.not-waiting', 409, {
  en: 'This nightly run does not wait for anyone ({state}).',
  'zh-CN': '该夜间任务无需放行（{state}）。',
})
export const cursorInvalid = refusal('points.cursor-invalid', 422, {
  en: 'The cursor does not come from an earlier answer.',
  'zh-CN': '分页游标无效。',
})
