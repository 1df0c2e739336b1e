/** What of a person's habits speaks for or against another purchase. */
import type { Trait } from './encoding.ts'
import type { Habits } from './habits.ts'

/** Two gaps at least: of one gap nobody knows how regular it is. */
const GAPS_FOR_SPREAD = 2

/** Root mean square around the mean gap, in mean gaps: 0 is clockwork, 1 is chance. */
function regularity({ days, gapSpread, tenureDays, recencyDays }: Habits): number | null {
  if (gapSpread === null || days <= GAPS_FOR_SPREAD) return null
  return gapSpread / ((tenureDays - recencyDays) / (days - 1))
}

/** @returns how often the own gap has passed since the last purchase: 1 is on time, 3 is late; null without a gap */
export function lateness({ gap, recencyDays }: Habits): number | null {
  return gap === null ? null : recencyDays / gap
}

/** Habits, with how likely no order is by how people buy alone; null where that is not known. */
export type Seen = Habits & { readonly quiet: number | null }

/** Nearer to nought or one than this nobody is sure. */
const SUREST = 1e-4

function oddsOf(chance: number): number {
  const kept = Math.min(1 - SUREST, Math.max(SUREST, chance))
  return Math.log(kept / (1 - kept))
}

/** Each name and each theme has its words in the console and in the guide. */
export const TRAITS: readonly Trait<Seen>[] = [
  { theme: 'silence', name: 'quiet', kind: 'number', of: ({ quiet }) => (quiet === null ? null : oddsOf(quiet)) },
  { theme: 'silence', name: 'recency', kind: 'amount', of: ({ recencyDays }) => recencyDays },
  { theme: 'silence', name: 'lateness', kind: 'amount', of: lateness },
  { theme: 'silence', name: 'rhythm', kind: 'amount', of: ({ gap }) => gap, unknownTells: true },
  { theme: 'silence', name: 'recent', kind: 'amount', of: ({ recentOrders }) => recentOrders },
  { theme: 'silence', name: 'earlier', kind: 'amount', of: ({ earlierOrders }) => earlierOrders },
  { theme: 'silence', name: 'purchases', kind: 'amount', of: ({ days }) => days },
  { theme: 'silence', name: 'tenure', kind: 'amount', of: ({ tenureDays }) => tenureDays },
  { name: 'regularity', kind: 'number', of: regularity },
  { theme: 'money', name: 'spent', kind: 'amount', of: ({ yearMinor }) => yearMinor },
  { theme: 'money', name: 'order-value', kind: 'amount', of: ({ netMinor, orders }) => netMinor / orders },
  { theme: 'goods', name: 'variety', kind: 'amount', of: ({ products, orders }) => products / orders },
  { theme: 'goods', name: 'categories', kind: 'amount', of: ({ categories }) => categories },
  { name: 'discount', kind: 'number', of: ({ discount }) => discount },
  { name: 'returned', kind: 'number', of: ({ returned, orders }) => returned / orders },
  { theme: 'places', name: 'stores', kind: 'amount', of: ({ stores }) => stores },
  { theme: 'places', name: 'channels', kind: 'amount', of: ({ channels }) => channels },
  { theme: 'places', name: 'channel', kind: 'choice', of: ({ channel }) => channel },
]
