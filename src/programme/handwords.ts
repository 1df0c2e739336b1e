/** What a version says about giving and taking by hand, in words. */
import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition, WalletDefinition } from './definition.ts'

/** From which amount on a second person has to agree; empty when never. */
export function approvalInWords({ approval, unit }: WalletDefinition, locale: Locale): string {
  if (approval === undefined) return ''
  return locale === 'zh-CN'
    ? `；手工调整超过 ${grouped(approval.above)} ${unit[locale]}须第二人复核`
    : `; more than ${grouped(approval.above)} ${unit[locale]} by hand need a second person`
}

/** The reasons that an adjustment names; empty when there are none. */
export function reasonsInWords({ adjustmentReasons = [] }: Definition, locale: Locale): string {
  if (adjustmentReasons.length === 0) return ''
  const names = adjustmentReasons.map(({ name }) => name[locale])
  return locale === 'zh-CN' ? `手工调整的原因：${names.join('、')}。` : ` By hand for: ${names.join(', ')}.`
}

/** What cashiers spend only with the member there; empty when nothing. */
export function presenceInWords({ presence = [] }: Definition, locale: Locale): string {
  if (presence.length === 0) return ''
  const said = {
    points: ['points', '积分'],
    coupons: ['a member’s own coupons', '会员名下优惠券'],
    benefits: ['counted benefits', '按次权益'],
  } as const
  const what = presence.map((each) => said[each][locale === 'zh-CN' ? 1 : 0])
  return locale === 'zh-CN'
    ? `收银员使用${what.join('、')}须会员出示动态会员码或验证码。`
    : ` Cashiers use ${what.join(' and ')} only with the member’s code.`
}
