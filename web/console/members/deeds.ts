/** What can be done for many members, with what the form of it says. */
import type { Deed } from '../bulk/queries.ts'

export const whats = ['tag', 'untag', 'coupon', 'points', 'tier', 'suspend'] as const
export type What = (typeof whats)[number]

export type Asked = {
  readonly tag?: string
  readonly offer?: string
  readonly validDays?: number | null
  readonly wallet?: string
  readonly amount?: number
  /** LADDER/TIER */
  readonly place?: string
  readonly reason?: string
  readonly code?: string
  readonly reference?: string
}

export function deedOf(what: What, asked: Asked): Deed {
  const { tag = '', offer = '', validDays, wallet = '', amount = 0, place = '', reason = '', code, reference } = asked
  switch (what) {
    case 'tag':
    case 'untag':
      return { do: what, tag: tag.trim() }
    case 'coupon':
      return { do: what, offer, validDays: validDays ?? null }
    case 'points': {
      const evidence = reference?.trim() ?? ''
      return {
        do: what,
        wallet,
        amount,
        reason,
        reasonCode: code ?? null,
        reference: evidence === '' ? null : evidence,
      }
    }
    case 'tier': {
      const [ladder = '', tier = ''] = place.split('/')
      return { do: what, ladder, tier, reason }
    }
    case 'suspend':
      return { do: what, reason }
  }
}
