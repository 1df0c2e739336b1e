/** Versions that change when points expire, and what becomes of those that members have: a step of random histories. */
import fc from 'fast-check'
import type { testShop } from '../../../tests/support/shop.ts'
import type { Expiry } from '../../programme/definition.ts'
import type { LotsPolicy } from '../../programme/lots.ts'

export type TermsStep = { do: 'terms'; wallet: string; months: number; lots: LotsPolicy }

export const termsStep: fc.Arbitrary<TermsStep> = fc.record({
  do: fc.constant('terms' as const),
  wallet: fc.constantFrom('points', 'stars', 'growth'),
  months: fc.integer({ min: 0, max: 18 }),
  lots: fc.constantFrom('keep', 'move', 'better'),
})

type Shop = Pick<Awaited<ReturnType<typeof testShop>>, 'programme' | 'termChanges' | 'clock'>

/** Publishes and carries out; no months are for ever. @throws Refused where the terms are what they were */
export async function changeTerms(
  { programme, termChanges }: Shop,
  { wallet, months, lots }: TermsStep,
): Promise<void> {
  const [newest] = programme.versions()
  if (newest === undefined) throw new Error('there is no version')
  const expiry: Expiry = months === 0 ? { kind: 'never' } : { kind: 'rolling', months, roundUpTo: 'day' }
  const wallets = newest.definition.wallets.map((each) => (each.code === wallet ? { ...each, expiry } : each))
  const definition = { ...newest.definition, wallets }
  await programme.publish({ definition, effectiveAt: null, note: 'terms', by: 'test', lots })
  await termChanges.run()
}
