/** What somebody buys on one visit: channel, lines, discount. Pure: it follows from the seed, the person and the visit. */
import { sum } from '../base/quantities.ts'
import type { LineInput, OrderInput } from '../orders/draft.ts'
import type { Day } from './calendar.ts'
import { DELIVERY, type Good, goods } from './goods.ts'
import type { Shelf } from './menu.ts'
import { drinkFor, type Person, type Shop, type Taste } from './people.ts'
import { at, type Draws, draws } from './random.ts'

export type Basket = Pick<OrderInput, 'channel' | 'lines' | 'discountMinor'> & { readonly store?: string }

/** A person, or somebody who gives no name. */
export type Buyer = Pick<Person, 'index' | 'kind' | 'taste' | 'favourites' | 'branch'>

const topic = 3

export function basketOf(shop: Shop, buyer: Buyer, nth: number, day: Day): Basket {
  const chance = draws(shop.seed, topic, buyer.index, nth)
  const kind = buyer.kind === 'generous' && chance.percent(55) ? 'present' : chance.percent(6) ? 'pantry' : 'bar'
  switch (kind) {
    case 'present':
      return presents(buyer, day, chance)
    case 'pantry':
      return pantry(buyer, day, chance)
    default:
      return bar(buyer, day, chance)
  }
}

/** What counts for points: everything but fees, after discounts. */
export function spentMinor({ lines, discountMinor }: Basket): number {
  const goodsMinor = sum(lines.filter((line) => line.fee !== true).map(lineMinor))
  return Math.max(0, goodsMinor - (discountMinor ?? 0))
}

export function lineMinor({ unitPriceMinor, quantity, discountMinor }: LineInput): number {
  return (unitPriceMinor ?? 0) * quantity - (discountMinor ?? 0)
}

function line({ sku, name, priceMinor }: Good, quantity = 1): LineInput {
  return { sku, name, quantity, unitPriceMinor: priceMinor }
}

function shelf(name: Shelf): readonly Good[] {
  return goods.get(name) ?? []
}

/** A drink or two, perhaps with something to eat: at the till, picked up or brought. */
function bar({ kind, taste, favourites, branch }: Buyer, day: Day, chance: Draws): Basket {
  const channel = chance.weighted([
    ['pos', 42],
    ['mini-programme', 38],
    ['app', 20],
  ] as const)
  const lines = [
    line(
      favouriteOrSeasonal(taste, favourites, day, chance),
      kind === 'generous' ? 2 + chance.whole(6) : chance.percent(25) ? 2 : 1,
    ),
  ]
  if (chance.percent(22)) lines.push(line(drinkFor('both', chance)))
  if (chance.percent(day.weekend ? 42 : 30)) lines.push(line(chance.pick(shelf(chance.pick(foods)))))
  const delivered = channel !== 'pos' && chance.percent(18)
  if (delivered) lines.push({ ...line({ ...DELIVERY, shelf: 'other-drinks' }), fee: true })
  const off = chance.percent(9) ? 300 + chance.whole(3) * 200 : 0
  return { channel, store: branch.code, lines: once(lines), ...(off === 0 ? {} : { discountMinor: off }) }
}

const foods = ['bakery', 'bakery', 'cake', 'sandwich'] as const

function favouriteOrSeasonal(taste: Taste, favourites: readonly Good[], { month }: Day, chance: Draws): Good {
  const summer = month >= 5 && month <= 9
  if (chance.percent(18)) return chance.pick(shelf(summer ? chance.pick(summerly) : chance.pick(winterly)))
  return chance.percent(70) ? chance.pick(favourites) : drinkFor(taste, chance)
}

const summerly = ['cold', 'fruit-tea'] as const
const winterly = ['milk-tea', 'leaf-tea', 'other-drinks', 'filter'] as const

/** Beans, leaves and things for home: from the shelf of the store, mostly from the web shop. */
function pantry({ taste, branch }: Buyer, { month }: Day, chance: Draws): Basket {
  const online = chance.percent(65)
  const first =
    taste === 'coffee' ? 'beans' : taste === 'tea' ? 'loose-tea' : chance.pick(['beans', 'loose-tea'] as const)
  const lines = [line(chance.pick(shelf(first)), 1 + chance.whole(2))]
  if (chance.percent(35)) lines.push(line(chance.pick(shelf(chance.pick(homely)))))
  // 6.18 and 11.11 are when machines are bought.
  if (chance.percent(month === 6 || month === 11 ? 8 : 2)) lines.push(line(at(shelf('machines'), chance.whole(3))))
  if (month === 1 || month === 9) if (chance.percent(30)) lines.push(line(chance.pick(shelf('gifts'))))
  return placed(online, branch.code, lines, chance)
}

const homely = ['cups', 'brewers', 'beans', 'loose-tea'] as const

/** Gift boxes by the dozen, machines for an office, beans by the kilo. */
function presents({ branch }: Buyer, { month }: Day, chance: Draws): Basket {
  const season = month === 1 || month === 9 || month === 12
  const lines = chance.percent(season ? 80 : 45)
    ? [line(chance.pick(shelf('gifts')), 1 + chance.whole(season ? 8 : 3))]
    : [line(chance.pick(shelf(chance.pick(['beans', 'loose-tea'] as const))), 2 + chance.whole(9))]
  if (chance.percent(4)) lines.push(line(chance.pick(shelf('machines'))))
  if (chance.percent(25)) lines.push(line(chance.pick(shelf('cups')), 2 + chance.whole(8)))
  return placed(chance.percent(70), branch.code, lines, chance)
}

function placed(online: boolean, store: string, given: readonly LineInput[], chance: Draws): Basket {
  const lines = once(given)
  if (!online) return { channel: 'pos', store, lines }
  const worth = sum(lines.map(lineMinor))
  // Postage is free from 199 yuan; a tenth off with a code, now and then.
  const posted = worth < 19_900 ? [...lines, { ...line({ ...DELIVERY, shelf: 'other-drinks' }), fee: true }] : lines
  const off = chance.percent(12) ? Math.floor(worth / 1000) * 100 : 0
  return { channel: 'web', lines: posted, ...(off === 0 ? {} : { discountMinor: off }) }
}

/** The same product twice is one line of two pieces. */
function once(lines: readonly LineInput[]): LineInput[] {
  const merged = new Map<string, LineInput>()
  for (const each of lines) {
    const before = merged.get(each.sku)
    merged.set(each.sku, before === undefined ? each : { ...before, quantity: before.quantity + each.quantity })
  }
  return [...merged.values()]
}
