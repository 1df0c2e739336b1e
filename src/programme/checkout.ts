/** Points as money at the checkout: what a wallet says about it, checked, compiled and in words. */
import { type Static, Type } from 'typebox'
import { compile, lineVocabulary, type Predicate, parseCondition } from '../base/conditions/index.ts'
import { ConditionRef } from '../base/conditions/schema.ts'
import { decimals, isCurrency } from '../base/money.ts'
import { LARGEST } from '../base/quantities.ts'
import { isRefusal, type Locale, say, type Words } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition, WalletDefinition } from './definition.ts'
import { scope } from './phrases.ts'
import { notLessThan } from './problems.ts'
import { type PurchaseLine, purchaseVocabulary } from './purchase.ts'

const strict = { additionalProperties: false } as const
const Points = Type.Integer({ minimum: 1, maximum: LARGEST })

export const CheckoutSchema = Type.Object(
  {
    points: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'So many points …' }),
    minor: Type.Integer({ minimum: 1, maximum: 100_000_000_000, description: '… pay so many minor units' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    least: Type.Optional(Points),
    step: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST, description: 'A multiple of it is paid' })),
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST, description: 'Points in one order' })),
    mostBasisPoints: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: 'Of the goods: 5000 is half of what they cost' }),
    ),
    lines: Type.Optional(ConditionRef),
    earns: Type.Optional(Type.Boolean({ description: 'True: what is paid in points earns like money' })),
  },
  strict,
)
export type Checkout = Static<typeof CheckoutSchema>

/** A wallet that pays, with the goods that it pays for. */
export type CompiledCheckout = {
  readonly wallet: string
  readonly checkout: Checkout
  readonly counts: Predicate<PurchaseLine>
}

/** Wallets that pay, by code; conditions were checked before. */
export function compileCheckouts(definition: Definition): ReadonlyMap<string, CompiledCheckout> {
  const vocabulary = lineVocabulary(purchaseVocabulary(definition.ladders.map(({ code }) => code)))
  return new Map(
    definition.wallets.flatMap(({ code, checkout }) => {
      if (checkout === undefined) return []
      const parsed = checkout.lines === undefined ? undefined : parseCondition(checkout.lines, vocabulary)
      const counts = parsed === undefined || isRefusal(parsed) ? () => true : compile(parsed, vocabulary)
      return [[code, { wallet: code, checkout, counts }] as const]
    }),
  )
}

/** The first mistake, with its place below the wallet. */
export function mistakeInCheckout(
  { checkout, purpose }: WalletDefinition,
  definition: Definition,
): { part: string; problem: string | Words } | undefined {
  if (checkout === undefined) return undefined
  if (purpose !== 'spend')
    return { part: 'checkout', problem: { en: 'this wallet cannot be spent', 'zh-CN': '此账户不可消费' } }
  const { least = 1, step = 1, most } = checkout
  if (most !== undefined && most < least) return { part: 'checkout.most', problem: notLessThan(least) }
  if (least % step !== 0)
    return {
      part: 'checkout.least',
      problem: { en: `it must be a multiple of ${step}`, 'zh-CN': `必须是 ${step} 的倍数` },
    }
  const vocabulary = lineVocabulary(purchaseVocabulary(definition.ladders.map(({ code }) => code)))
  const parsed = checkout.lines === undefined ? undefined : parseCondition(checkout.lines, vocabulary)
  if (!isRefusal(parsed)) return undefined
  const problem = { en: say(parsed.words, parsed.facts, 'en'), 'zh-CN': say(parsed.words, parsed.facts, 'zh-CN') }
  return { part: 'checkout.lines', problem }
}

/** How a wallet pays; empty when it does not. */
export function checkoutInWords({ checkout, unit }: WalletDefinition, definition: Definition, locale: Locale): string {
  if (checkout === undefined) return ''
  const zh = locale === 'zh-CN'
  const { points, minor, currency, least, step, most, mostBasisPoints, lines, earns } = checkout
  const worth = isCurrency(currency)
    ? new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
        minor / 10 ** decimals(currency),
      )
    : grouped(minor)
  const share = mostBasisPoints === undefined ? '' : `${mostBasisPoints / 100}%`
  const limits = [
    ...(least === undefined ? [] : [zh ? `至少 ${grouped(least)}` : `at least ${grouped(least)}`]),
    ...(step === undefined ? [] : [zh ? `须为 ${grouped(step)} 的倍数` : `in steps of ${grouped(step)}`]),
    ...(most === undefined ? [] : [zh ? `每单最多 ${grouped(most)}` : `at most ${grouped(most)} an order`]),
    ...(share === '' ? [] : [zh ? `最多抵扣商品金额的 ${share}` : `for at most ${share} of the goods`]),
    ...(earns === true ? [zh ? '抵扣部分仍可获得积分' : 'what is paid so earns too'] : []),
  ]
  const how = limits.length === 0 ? '' : zh ? `（${limits.join('，')}）` : ` (${limits.join(', ')})`
  const which = scope(lines, 'lines', definition, locale)
  const said = zh
    ? `；结账时 ${grouped(points)} ${unit[locale]}抵 ${worth}${how}`
    : `; at the checkout ${grouped(points)} ${unit[locale]} pay ${worth}${how}`
  return `${said}${which}`
}
