/** A shop for a story: a programme of its own, a clock on its wall, nights, and the laws at the end. */
import { expect } from 'vitest'
import type { MemberId } from '../../src/base/ids.ts'
import { Refused } from '../../src/base/refusals.ts'
import { asInstant, type Instant, type TimeZone } from '../../src/base/time.ts'
import { factsOf } from '../../src/platform/facts.ts'
import type { Definition, EarningRule, WalletDefinition } from '../../src/programme/definition.ts'
import { standardProgramme } from '../../src/programme/standard.ts'
import { verify } from '../../src/verification.ts'
import { testShop } from './shop.ts'

export const named = (code: string) => ({ en: code, 'zh-CN': code })

/** One of the programme's wallets: spendable at once, for ever, unless it is said otherwise. */
export function wallet(code: string, more: Partial<WalletDefinition> = {}): WalletDefinition {
  return {
    ...{ code, name: named(code), unit: named(code), purpose: 'spend', debt: 'owe' },
    ...{ pending: { kind: 'none' }, expiry: { kind: 'never' } },
    ...more,
  }
}

/** A rule of the programme: one for each whole unit of the currency, unless it is said otherwise. */
export function rule(code: string, into: string, more: Partial<EarningRule> = {}): EarningRule {
  return {
    ...{ code, name: named(code), wallet: into, rounding: 'floor' },
    earn: { by: 'amount', points: 1, perUnits: 1 },
    ...more,
  }
}

/** The standard programme with parts of its own; the nightly run never stops to ask. */
export function programmeOf(timeZone: string, parts: Partial<Definition>): Definition {
  return { ...standardProgramme(timeZone as TimeZone), expiryGuardPercent: 100, ...parts }
}

/** @param start on the wall clock of the programme, from which the programme is in force; call it at the top of a test file */
export async function story(programme: Definition, start: string) {
  /** An instant by the wall clock of the programme; of an hour that comes twice, the first. */
  const local = (text: string): Instant =>
    asInstant(Temporal.PlainDateTime.from(text).toZonedDateTime(programme.timeZone).epochMilliseconds)
  const shop = await testShop(local(start))
  const publish = (definition: Definition, effectiveAt: Instant | null = null) =>
    shop.programme.publish({ definition, effectiveAt, note: 'story', by: 'test' })
  await publish(programme)

  return {
    ...shop,
    local,
    publish,
    /** Moves the clock, and lets the night before that instant be worked off. */
    async on(text: string): Promise<void> {
      shop.clock.set(local(text))
      const { state } = await shop.nightly.run()
      expect(state).toBe('done')
    },
    async balance(member: MemberId, of = 'points'): Promise<number> {
      return (await shop.wallet(member, of))?.balance ?? 0
    },
    async owed(member: MemberId, of = 'points'): Promise<number> {
      return (await shop.wallet(member, of))?.owed ?? 0
    },
    async standing(member: MemberId): Promise<{ tier: string; since: Instant } | undefined> {
      return (await shop.accounts.load(member, shop.clock.now()))?.standings.get('status')
    },
    spend: (member: MemberId, amount: number, of = 'points') =>
      shop.points.redeem({ memberId: member, wallet: of, amount, reason: 'gift', reference: null, by: 'test' }),
    /** How much of a wallet expired at which instants, oldest first. */
    async expired(member: MemberId, of = 'points'): Promise<[amount: number, at: Instant][]> {
      const facts = await factsOf(shop.db, member, { before: null, limit: 200 })
      const sums = new Map<Instant, number>()
      for (const { kind, data, at } of facts.toSorted((a, b) => a.at - b.at))
        if (kind === 'points.expired' && data.wallet === of) sums.set(at, (sums.get(at) ?? 0) + Number(data.amount))
      return [...sums].map(([at, amount]) => [amount, at])
    },
    /** Every law of `verify`. */
    async lawsHold(): Promise<void> {
      const { checks } = await verify(shop.db, shop.programme)
      expect(new Set(checks.map(({ law }) => law)).size).toBeGreaterThanOrEqual(11)
      expect(checks.filter(({ violations }) => violations > 0)).toEqual([])
      expect(shop.errors).toEqual([])
    },
  }
}

/** The code of the refusal that a wish meets; what else goes wrong is thrown. */
export async function refusalOf(wish: Promise<unknown>): Promise<string> {
  try {
    await wish
    return 'accepted'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
}
