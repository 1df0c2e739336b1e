/** Offers in words: one sentence for each, and one for each group. */

import { decimals, isCurrency } from '../../base/money.ts'
import type { Locale } from '../../base/refusals.ts'
import { grouped } from '../../base/text.ts'
import type { Definition } from '../definition.ts'
import { earnInWords, period, scope, unitOf } from '../phrases.ts'
import type { Give, GiveOf, Offer, OfferGroup, OfferLimit } from './definition.ts'

type Sentence = { readonly code: string; readonly name: string; readonly sentence: string }
type Tongue = { readonly definition: Definition; readonly locale: Locale; readonly offer: Offer }

/** Groups in the order in which their offers are applied. */
export function offerGroupsInWords(definition: Definition, locale: Locale): Sentence[] {
  return (definition.offerGroups ?? []).map((group) => ({
    code: group.code,
    name: group.name[locale],
    sentence: groupInWords(group, locale),
  }))
}

/** Offers by priority, each with its group. */
export function offersInWords(definition: Definition, locale: Locale): (Sentence & { readonly group: string })[] {
  return (definition.offers ?? [])
    .toSorted((a, b) => b.priority - a.priority)
    .map((offer) => ({
      code: offer.code,
      name: offer.name[locale],
      group: offer.group,
      sentence: offerInWords({ definition, locale, offer }),
    }))
}

/** One offer: what it is called and what it gives. */
export function offerNamed(offer: Offer, definition: Definition, locale: Locale): { name: string; sentence: string } {
  return { name: offer.name[locale], sentence: offerInWords({ definition, locale, offer }) }
}

function groupInWords({ mode, alone, oncePerLine }: OfferGroup, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const how = {
    all: ['All that hold apply, one after another', '符合条件的全部依次生效'],
    first: ['The first that holds applies', '按优先级仅第一个生效'],
    best: ['The one best for the member applies', '仅对会员最优惠的一个生效'],
  }[mode][zh ? 1 : 0]
  const more = [
    alone === true ? (zh ? '不与其他组的优惠同享' : 'not beside offers of other groups') : '',
    oncePerLine === true ? (zh ? '每个商品行只优惠一次' : 'each line is reduced once') : '',
  ].filter((each) => each !== '')
  return `${[how, ...more].join(zh ? '；' : '; ')}${zh ? '。' : '.'}`
}

function offerInWords(tongue: Tongue): string {
  const { offer, definition, locale } = tongue
  const zh = locale === 'zh-CN'
  const gives = offer.gives.map((give) => giveInWords(give, tongue)).join(zh ? '；' : '; ')
  const needs = [
    offer.needs === 'coupon' ? (zh ? '凭优惠券' : 'With a coupon: ') : '',
    offer.members === true ? (zh ? '仅限会员' : 'For members: ') : '',
  ].filter((each) => each !== '')
  const start = zh ? (needs.length === 0 ? '' : `${needs.join('、')}：`) : needs.join('')
  const parts = [
    scope(offer.when, 'order', definition, locale),
    period(offer, definition, zh),
    ...(offer.limits ?? []).map((limit) => limitInWords(limit, tongue)),
    offer.onReturn === 'keep' ? (zh ? '；退货后不退还次数' : '; a use is not given back by a return') : '',
  ]
  const said = `${start}${gives}${parts.join('')}${zh ? '。' : '.'}`
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Amounts in the offer's currency. */
function money(minor: number, { offer, locale }: Tongue): string {
  const { currency } = offer
  if (!isCurrency(currency)) return grouped(minor)
  const places = decimals(currency)
  return new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
    minimumFractionDigits: minor % 10 ** places === 0 ? 0 : places,
  }).format(minor / 10 ** places)
}

function percent(basisPoints: number, zh: boolean): string {
  if (basisPoints === 10_000) return zh ? '免费' : 'free'
  return zh ? `减 ${basisPoints / 100}%` : `${basisPoints / 100} % off`
}

function giveInWords(give: Give, tongue: Tongue): string {
  const { definition, locale } = tongue
  const zh = locale === 'zh-CN'
  const lines = (of: unknown) => scope(of, 'lines', definition, locale)
  switch (give.kind) {
    case 'percent': {
      const what = give.of === 'fees' ? (zh ? '运费及附加费' : 'postage and fees: ') : ''
      const most =
        give.mostMinor === undefined
          ? ''
          : zh
            ? `，最多减 ${money(give.mostMinor, tongue)}`
            : `, at most ${money(give.mostMinor, tongue)}`
      return `${what}${percent(give.basisPoints, zh)}${base(give.base, zh)}${most}${lines(give.lines)}`
    }
    case 'amount': {
      const what = give.of === 'fees' ? (zh ? '运费及附加费' : 'postage and fees: ') : ''
      return `${what}${zh ? `减 ${money(give.minor, tongue)}` : `${money(give.minor, tongue)} off`}${lines(give.lines)}`
    }
    case 'steps':
      return `${stepsInWords(give, tongue)}${base(give.base, zh)}${lines(give.lines)}`
    case 'every':
      return (
        (zh
          ? `每满 ${money(give.perMinor, tongue)} 减 ${money(give.offMinor, tongue)}`
          : `${money(give.offMinor, tongue)} off for every ${money(give.perMinor, tongue)}`) +
        times(give.times, zh) +
        lines(give.lines)
      )
    case 'buy-get':
      return buyGetInWords(give, tongue)
    case 'bundle':
      return bundleInWords(give, tongue)
    case 'prices':
      return pricesInWords(give, tongue)
    case 'gift': {
      const name = give.name?.[locale] ?? give.sku
      return zh ? `赠 ${name} × ${give.quantity}` : `${give.quantity} × ${name} as a gift`
    }
    case 'points':
      return `${earnInWords(give, definition, unitOf(give.wallet, definition, locale), locale)}${lines(give.lines)}`
  }
}

function base(of: 'initial' | 'remaining', zh: boolean): string {
  if (of === 'initial') return zh ? '（按原价）' : ' the first price'
  return zh ? '（按其他优惠后的价格）' : ' what earlier offers left'
}

function times(most: number | undefined, zh: boolean): string {
  if (most === undefined) return ''
  return zh ? `（每单最多 ${most} 次）` : ` (at most ${most} times an order)`
}

function stepsInWords({ by, steps }: GiveOf<'steps'>, tongue: Tongue): string {
  const zh = tongue.locale === 'zh-CN'
  return steps
    .map(({ from, off }) => {
      const reach = by === 'amount' ? money(from, tongue) : zh ? `${from} 件` : `${from} pieces`
      const what =
        'minor' in off
          ? zh
            ? `减 ${money(off.minor, tongue)}`
            : `${money(off.minor, tongue)} off`
          : percent(off.basisPoints, zh)
      return zh ? `满 ${reach} ${what}` : `from ${reach} on ${what}`
    })
    .join(zh ? '，' : ', ')
}

function buyGetInWords(give: GiveOf<'buy-get'>, { definition, locale }: Tongue): string {
  const zh = locale === 'zh-CN'
  const { buy, get, getLines } = give
  const what = percent(give.basisPoints, zh)
  const said = zh
    ? `买 ${buy} 件，${getLines === undefined ? '最便宜的' : '另'} ${get} 件${what}`
    : `buy ${buy} and ${getLines === undefined ? 'the cheapest' : 'another'} ${get} ${get === 1 ? 'is' : 'are'} ${what}`
  const second = getLines === undefined ? '' : scope(getLines, 'lines', definition, locale)
  return `${said}${times(give.times, zh)}${scope(give.lines, 'lines', definition, locale)}${second}`
}

function bundleInWords(give: GiveOf<'bundle'>, tongue: Tongue): string {
  const { definition, locale } = tongue
  const zh = locale === 'zh-CN'
  const parts = give.parts.map(({ quantity, lines }) => {
    const which = scope(lines, 'lines', definition, locale).replace(/^; ?/, '')
    return zh
      ? `${quantity} 件${which === '' ? '' : `（${which}）`}`
      : `${quantity} pieces${which === '' ? '' : ` (${which})`}`
  })
  const price = money(give.priceMinor, tongue)
  return `${parts.join(zh ? ' + ' : ' and ')}${zh ? `共 ${price}` : ` for ${price}`}${times(give.times, zh)}`
}

/** Prices beyond these are only counted. */
const PRICES_SHOWN = 5

function pricesInWords({ prices }: GiveOf<'prices'>, tongue: Tongue): string {
  const zh = tongue.locale === 'zh-CN'
  const shown = prices.slice(0, PRICES_SHOWN).map(({ sku, from = 1, minor }) => {
    const many = from === 1 ? '' : zh ? `（${from} 件起）` : ` from ${from} pieces on`
    return `${sku} ${money(minor, tongue)}${many}`
  })
  const more = prices.length - shown.length
  const rest = more === 0 ? '' : zh ? ` 等 ${prices.length} 个价格` : ` and ${more} more`
  return `${zh ? '专享价 ' : 'prices: '}${shown.join(zh ? '、' : ', ')}${rest}`
}

const pers = {
  order: ['an order', '每单'],
  day: ['a day', '每天'],
  week: ['a week', '每周'],
  month: ['a month', '每月'],
  year: ['a year', '每年'],
  lifetime: ['in all', '总共'],
} as const
const bys = { all: ['', ''], member: [' and member', '每位会员'], store: [' and store', '每家门店'] } as const
/** Names that most programmes use; others are said as they are. */
const identifiers: ReadonlyMap<string, string> = new Map([
  ['device', '设备'],
  ['address', '地址'],
  ['card', '银行卡'],
  ['phone', '手机号'],
  ['email', '邮箱'],
])

function countedBy({ by, identifier = '' }: OfferLimit): readonly [english: string, chinese: string] {
  return by === 'identifier' ? [` and ${identifier}`, `每个${identifiers.get(identifier) ?? identifier}`] : bys[by]
}

function limitInWords(limit: OfferLimit, tongue: Tongue): string {
  const { of, most, per } = limit
  const zh = tongue.locale === 'zh-CN'
  const [byEnglish, byChinese] = countedBy(limit)
  const much = {
    uses: zh ? ` ${grouped(most)} 单` : counted(most, 'order'),
    discount: zh ? `优惠 ${money(most, tongue)}` : `${money(most, tongue)} off`,
    pieces: zh ? ` ${grouped(most)} 件` : counted(most, 'piece'),
    points: zh ? ` ${grouped(most)} 积分` : counted(most, 'point'),
  }[of]
  const [english, chinese] = pers[per]
  return zh ? `；${byChinese}${chinese}最多${much}` : `; at most ${much} ${english}${byEnglish}`
}

function counted(most: number, one: string): string {
  return `${grouped(most)} ${one}${most === 1 ? '' : 's'}`
}
