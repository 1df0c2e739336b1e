/** What was looked at for unusual things, and how much of it was found. The findings themselves are kept for review. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { dateOf } from '../../base/time.ts'
import { systemIds } from '../../platform/ids.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { tooEarly } from './errors.ts'
import { lastMidnight, look } from './finding.ts'
import { PAST_AT_LEAST, WRONG_AT_MOST } from './judging.ts'
import { measures, subjects } from './series.ts'

const tables = { moves: sql`points_moves`, orders: sql`orders`, people: sql`people` }

export const anomaliesReport = report({
  name: 'anomalies',
  operationId: 'getAnomalies',
  summary: 'What was looked at for unusual things, and how much was found; what is found is kept for review',
  asked: Type.Object({}),
  standing: true,
  result: Type.Object({
    missing: missingSchema,
    until: Type.String({ format: 'date', description: 'The first day that is not in it' }),
    wrongAtMost: Type.Number({ description: 'The share of findings that may be wrong' }),
    looked: Type.Array(
      Type.Object({
        ...{ subject: Type.Enum([...subjects]), measure: Type.Enum([...measures]) },
        days: Type.Integer({ description: 'Length of the period that is compared with those before' }),
        tests: Type.Integer({ description: 'How many had a period that could be compared' }),
        found: Type.Integer(),
      }),
    ),
  }),
  async make(workshop) {
    const { copy, db, now, zone, rooms } = workshop
    const spendable = [...rooms.programme.at(now).wallets.values()].filter(({ purpose }) => purpose === 'spend')
    const wallets = spendable.map(({ code }) => code)
    const looked = wallets.length === 0 ? [] : await look({ copy, db, ids: systemIds, now, zone, tables, wallets })
    const none = looked.every(({ tests }) => tests === 0)
    return {
      missing: none ? missingOf(tooEarly({ weeks: PAST_AT_LEAST })) : null,
      ...{ until: dateOf(lastMidnight({ now, zone }), zone).toString(), wrongAtMost: WRONG_AT_MOST, looked },
    }
  },
})
