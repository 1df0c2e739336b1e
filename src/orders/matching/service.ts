/** How many of the last 30 days' orders of members satisfy a condition: all are looked at, or a sample when there are many. */
import { compile, type Predicate, parseCondition } from '../../base/conditions/index.ts'
import { accepted, Refused, refusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { listed, type Stores } from '../../platform/http/stores.ts'
import { type Database, givenUpAfter, isTimeout, transaction } from '../../platform/postgres/database.ts'
import { type Spoken, type SpokenParts, spokenIn } from '../../programme/conditions/spoken.ts'
import type { Purchase } from '../../programme/purchase.ts'
import { orderLines } from '../lines.ts'
import { purchaseOf } from '../priced.ts'
import { ordersPlaced, type Sampled, sampledOrders } from './store.ts'

const WINDOW_MILLISECONDS = 30 * 24 * 3_600_000
/** Of so many, a share is told within 1.4 points with 95 % certainty; reading them takes some tenths of a second. */
const LOOKED_AT_MOST = 5_000
/** Values that two bytes can have. */
const SHARES = 65_536
/** Somebody waits for the figure while writing a condition; longer is not worth the database's time. */
const PATIENCE_MILLISECONDS = 3_000

export const tooManyToCount = refusal('condition.too-many-orders', 503, {
  en: 'There are too many orders to count them right now. The condition itself is all right.',
  'zh-CN': '订单太多，暂时无法统计。条件本身没有问题。',
})

export type Matching = {
  readonly from: Instant
  readonly to: Instant
  /** Confirmed orders of members in `[from, to)`. */
  readonly orders: number
  /** Of these; worked out from the sample when there is one. */
  readonly matching: number
  /** Who made those; null when only a sample was looked at, which does not tell how many come twice. */
  readonly members: number | null
  readonly looked: number
  readonly sampled: boolean
}

export type Asked = {
  readonly of: 'order' | 'line'
  readonly condition: unknown
  readonly draftId?: string | undefined
  /** Only their orders are looked at. */
  readonly stores: Stores
}

type Parts = SpokenParts & { readonly db: Database }

/** @throws Refused draftUnknown, tooManyToCount, and what `parseCondition` refuses */
export async function matchingOrders(asked: Asked, parts: Parts): Promise<Matching> {
  const spoken = await spokenIn(asked.draftId, parts)
  const holds = predicateOf(asked, spoken)
  const to = parts.clock.now()
  const from = Math.max(0, to - WINDOW_MILLISECONDS) as Instant
  const { orders, sample } = await read(parts.db, { from, to, stores: listed(asked.stores) })
  const programme = parts.programme.at(to)
  const matched = sample.filter((order) =>
    holds(
      purchaseOf({ ...order, lines: orderLines(order.lines) }, new Map(Object.entries(order.tiers ?? {})), programme),
    ),
  )
  const looked = sample.length
  const sampled = looked < orders
  const matching = looked === 0 ? 0 : Math.round((matched.length * orders) / looked)
  const members = sampled ? null : new Set(matched.map(({ memberId }) => memberId)).size
  return { from, to, orders, looked, sampled, matching, members }
}

/** A condition about lines counts the orders that have such a line. */
function predicateOf({ of, condition }: Asked, { order, line }: Spoken): Predicate<Purchase> {
  if (of === 'order') return compile(accepted(parseCondition(condition, order)), order)
  const fits = compile(accepted(parseCondition(condition, line)), line)
  return (purchase) => purchase.lines.some(fits)
}

async function read(
  db: Database,
  window: { from: Instant; to: Instant; stores: string[] | null },
): Promise<{ orders: number; sample: readonly Sampled[] }> {
  try {
    return await transaction(db, async (tx) => {
      await givenUpAfter(tx, PATIENCE_MILLISECONDS)
      const orders = await ordersPlaced(tx, window)
      const below = orders <= LOOKED_AT_MOST ? SHARES : Math.ceil((LOOKED_AT_MOST * SHARES) / orders)
      return { orders, sample: await sampledOrders(tx, window, below) }
    })
  } catch (error) {
    if (isTimeout(error)) throw new Refused(tooManyToCount({}))
    throw error
  }
}
