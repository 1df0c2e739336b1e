// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of the product, which are not filled in here
/** Mutants of the books of months (L17). */
import type { Mutant } from './mutant.ts'

const journal = (test: string) => ({ file: 'src/insights/money/journal.test.ts', test })

export const money: readonly Mutant[] = [
  {
    law: 'L17',
    says: 'what was set aside for points stays owed when all of them are gone',
    file: 'src/insights/money/deferral.ts',
    before: 'expected <= 0 ? deferredMinor :',
    after: 'expected <= 0 ? 0 :',
    caughtBy: journal('once nothing is outstanding nothing is owed'),
  },
  {
    law: 'L17',
    says: 'a month knows what came after it',
    file: 'src/insights/money/cohorts.ts',
    before: 'move.booked <= last && ',
    after: '',
    caughtBy: journal('a month is the same whatever comes after it'),
  },
  {
    law: 'L17',
    says: 'what is recorded late changes a month that is closed',
    file: 'src/accounts/reports.ts',
    before: 'sql`greatest(moved, ${recorded})`',
    after: 'sql`case when true then moved else ${recorded} end`',
    caughtBy: {
      file: 'src/accounts/reports.test.ts',
      test: 'what is recorded after its month was closed is in the books of the first month that was still open',
    },
  },
]
