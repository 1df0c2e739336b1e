/** Benefits that come by themselves at an occasion: points in a wallet, or a coupon. Checked and in words. */
import { type Static, Type } from 'typebox'
import type { Locale, Words } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { CodeSchema } from './basics.ts'
import type { Definition } from './definition.ts'
import { noWallet } from './problems.ts'

const strict = { additionalProperties: false } as const

/** A month: what comes earlier is no gift for the day any more. */
const DAYS_BEFORE_AT_MOST = 30

export const occasions = ['birthday', 'joined', 'tier-reached'] as const
export type Occasion = (typeof occasions)[number]

export function isOccasion(value: unknown): value is Occasion {
  return occasions.some((each) => each === value)
}

export const GiftSchema = Type.Object(
  {
    kind: Type.Literal('gift'),
    at: Type.Enum([...occasions], {
      description:
        'The birthday, the day of joining in each later year, or when a tier that gives it is reached from below',
    }),
    daysBefore: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: DAYS_BEFORE_AT_MOST,
        description: 'birthday, joined: so many days before the day; on the day when absent',
      }),
    ),
    what: Type.Union([
      Type.Object(
        { kind: Type.Literal('points'), wallet: CodeSchema },
        { ...strict, description: 'Each tier says how many; they have the terms of the wallet' },
      ),
      Type.Object(
        {
          kind: Type.Literal('coupon'),
          offer: CodeSchema,
          validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
          giftable: Type.Optional(Type.Boolean()),
        },
        { ...strict, description: 'Of an offer that needs one' },
      ),
    ]),
  },
  { ...strict, description: 'Given by itself, once for each occasion and never twice within 365 days' },
)
export type Gift = Static<typeof GiftSchema>

/** The first mistake in a gift, with its place below the benefit. */
export function mistakeInGift(
  { at, daysBefore, what }: Gift,
  { wallets, offers = [] }: Pick<Definition, 'wallets' | 'offers'>,
): { part: string; problem: Words } | undefined {
  if (at === 'tier-reached' && daysBefore !== undefined)
    return {
      part: 'gives.daysBefore',
      problem: {
        en: 'nobody knows before when a tier will be reached',
        'zh-CN': '何时升级无法预知，不能提前发放',
      },
    }
  if (what.kind === 'points')
    return wallets.some(({ code }) => code === what.wallet)
      ? undefined
      : { part: 'gives.what.wallet', problem: noWallet(what.wallet) }
  const offer = offers.find(({ code }) => code === what.offer)
  if (offer === undefined)
    return {
      part: 'gives.what.offer',
      problem: { en: `there is no offer ${what.offer}`, 'zh-CN': `没有优惠 ${what.offer}` },
    }
  return offer.needs === 'coupon'
    ? undefined
    : {
        part: 'gives.what.offer',
        problem: { en: `${what.offer} needs no coupon`, 'zh-CN': `优惠 ${what.offer} 无需优惠券` },
      }
}

const occasionWords: Readonly<Record<Occasion, Words>> = {
  birthday: { en: 'the birthday', 'zh-CN': '生日' },
  joined: { en: 'the anniversary of joining', 'zh-CN': '入会周年日' },
  'tier-reached': { en: 'reaching the tier', 'zh-CN': '升至该等级' },
}

/** `The birthday`, with what comes then. */
export function giftInWords(gift: Gift, definition: Pick<Definition, 'wallets' | 'offers'>, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const { at, daysBefore } = gift
  const occasion = occasionWords[at][locale]
  const day = zh
    ? `${occasion}${at === 'tier-reached' ? '时' : '当天'}`
    : `${at === 'tier-reached' ? 'Upon' : 'On'} ${occasion}`
  const early = daysBefore === 1 ? 'A day before' : `${daysBefore} days before`
  const when = daysBefore === undefined ? day : zh ? `${occasion}前 ${daysBefore} 天` : `${early} ${occasion}`
  const once = zh ? '自动发放，每次一份，365 天内不重复' : 'by itself, once and never twice within 365 days'
  return zh
    ? `${when}${once}：${whatInWords(gift, definition, locale)}。`
    : `${when}, ${once}: ${whatInWords(gift, definition, locale)}.`
}

function whatInWords(
  { what }: Gift,
  { wallets, offers = [] }: Pick<Definition, 'wallets' | 'offers'>,
  locale: Locale,
): string {
  const zh = locale === 'zh-CN'
  if (what.kind === 'points') {
    const wallet = wallets.find(({ code }) => code === what.wallet)?.name[locale] ?? what.wallet
    return zh ? `“${wallet}”，数量由等级决定` : `as much in “${wallet}” as each tier says`
  }
  const offer = offers.find(({ code }) => code === what.offer)?.name[locale] ?? what.offer
  const { validDays } = what
  const valid = validDays === undefined ? '' : zh ? `，有效期 ${validDays} 天` : `, valid for ${validDays} days`
  const away = what.giftable === true ? (zh ? '，可转赠' : ', which can be given away') : ''
  return zh ? `一张“${offer}”优惠券${valid}${away}` : `a coupon of “${offer}”${valid}${away}`
}

/** A gift as a tier gives it: `points` is null when it is a coupon. */
export type GiftGiven = { readonly gift: Gift; readonly points: number | null }

/** As clients see it. */
export const giftView = Type.Object({
  at: Type.Enum([...occasions], { description: 'The birthday, the anniversary of joining, or reaching the tier' }),
  daysBefore: Type.Integer({ description: 'How many days before the day it comes' }),
  points: Type.Union([Type.Integer(), Type.Null()], { description: 'Null when it is a coupon' }),
  wallet: Type.Union([Type.String(), Type.Null()]),
  offer: Type.Union([Type.String(), Type.Null()], { description: 'Of the coupon' }),
})

export function giftShown({ gift: { at, daysBefore = 0, what }, points }: GiftGiven): Static<typeof giftView> {
  const wallet = what.kind === 'points' ? what.wallet : null
  return { at, daysBefore, points, wallet, offer: what.kind === 'coupon' ? what.offer : null }
}

/** `500 points`, as a tier gives it. */
export function giftOfTier(
  { what }: Gift,
  points: number | undefined,
  { wallets }: Pick<Definition, 'wallets'>,
  locale: Locale,
): string {
  if (what.kind === 'coupon' || points === undefined) return ''
  const unit = wallets.find(({ code }) => code === what.wallet)?.unit[locale] ?? what.wallet
  return `${grouped(points)} ${unit}`
}
