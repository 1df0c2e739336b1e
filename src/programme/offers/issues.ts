/** Coupons that members get by themselves: upon what, of which offer; checked and in words. */
import { type Static, Type } from 'typebox'
import type { Locale, Words } from '../../base/refusals.ts'
import { grouped } from '../../base/text.ts'
import { CodeSchema, WordsSchema } from '../basics.ts'
import type { Definition } from '../definition.ts'
import { noTier } from '../problems.ts'

const strict = { additionalProperties: false } as const

export const CouponIssueSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    offer: CodeSchema,
    on: Type.Union([Type.Literal('member.enrolled'), Type.Literal('tier.changed'), Type.Literal('order.confirmed')], {
      description: 'What the member does or reaches',
    }),
    tiers: Type.Optional(
      Type.Array(CodeSchema, {
        minItems: 1,
        maxItems: 30,
        description: 'tier.changed: only upon reaching one of these',
      }),
    ),
    leastMinor: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000_000_000, description: 'order.confirmed: from this amount on' }),
    ),
    currency: Type.Optional(
      Type.String({ pattern: '^[A-Z]{3}$', description: 'order.confirmed: of this currency only' }),
    ),
    validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
    giftable: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type CouponIssue = Static<typeof CouponIssueSchema>

export function mistakeInIssue(
  issue: CouponIssue,
  definition: Definition,
): { part: string; problem: string | Words } | undefined {
  const offer = definition.offers?.find(({ code }) => code === issue.offer)
  if (offer === undefined)
    return { part: 'offer', problem: { en: `there is no offer ${issue.offer}`, 'zh-CN': `没有优惠 ${issue.offer}` } }
  if (offer.needs !== 'coupon')
    return {
      part: 'offer',
      problem: { en: `${issue.offer} needs no coupon`, 'zh-CN': `优惠 ${issue.offer} 无需优惠券` },
    }
  const known = new Set(definition.ladders.flatMap(({ tiers }) => tiers.map(({ code }) => code)))
  const unknown = issue.tiers?.find((tier) => !known.has(tier))
  if (unknown !== undefined) return { part: 'tiers', problem: noTier(unknown) }
  if (issue.leastMinor !== undefined && issue.currency === undefined)
    return { part: 'currency', problem: { en: 'an amount needs its currency', 'zh-CN': '金额需要注明币种' } }
  return undefined
}

export function issuesInWords(
  definition: Definition,
  locale: Locale,
): { code: string; name: string; sentence: string }[] {
  const zh = locale === 'zh-CN'
  return (definition.couponIssues ?? []).map((issue) => {
    const { on, tiers = [], leastMinor, currency = '', validDays } = issue
    const offer = definition.offers?.find(({ code }) => code === issue.offer)?.name[locale] ?? issue.offer
    const names = definition.ladders
      .flatMap((ladder) => ladder.tiers)
      .filter(({ code }) => tiers.includes(code))
      .map(({ name }) => name[locale])
    const upon = {
      'member.enrolled': zh ? '入会时' : 'Upon joining',
      'tier.changed': zh
        ? `升至${names.length === 0 ? '新等级' : names.join('、')}时`
        : `Upon reaching ${names.length === 0 ? 'a tier' : names.join(', ')}`,
      'order.confirmed': zh
        ? `${leastMinor === undefined ? '每次' : `单笔满 ${grouped(leastMinor)}（最小货币单位${currency}）`}消费后`
        : `After an order${leastMinor === undefined ? '' : ` of ${grouped(leastMinor)} minor units ${currency} or more`}`,
    }[on]
    const valid = validDays === undefined ? '' : zh ? `，有效期 ${validDays} 天` : `, valid for ${validDays} days`
    const gift = issue.giftable === true ? (zh ? '，可转赠' : ', which can be given away') : ''
    const sentence = zh
      ? `${upon}发放“${offer}”优惠券${valid}${gift}。`
      : `${upon} the member gets a coupon of “${offer}”${valid}${gift}.`
    return { code: issue.code, name: issue.name[locale], sentence }
  })
}
