/** Mutants of limits, returns and splitting (L7–L10). */
import type { Mutant } from './mutant.ts'

const histories = { file: 'src/verification.test.ts', test: 'hold after any history of purchases, late ones too' }
const orders = (test: string) => ({ file: 'src/orders/orders.test.ts', test })
const offers = (test: string) => ({ file: 'src/orders/offers.test.ts', test })
const offerLaws = (test: string) => ({ file: 'src/orders/offerlaws.test.ts', test })
const transfers = (test: string) => ({ file: 'src/points/transfers/transfers.test.ts', test })

export const limits: readonly Mutant[] = [
  {
    law: 'L7',
    says: 'Postgres raises the uses of an offer beyond its limit when another lane was faster',
    file: 'src/offers/store.ts',
    before: 'where offer_uses.used + excluded.used <= excluded.most',
    after: 'where true',
    caughtBy: {
      file: 'src/offers/store.test.ts',
      test: 'a limit that another lane reached meanwhile is not passed, and nothing of the batch is written',
    },
  },
  {
    law: 'L7',
    says: 'Postgres lets a coupon be used once more when another lane was faster',
    file: 'src/offers/store.ts',
    before: 'coupons.used + next.by <= coupons.most',
    after: 'true',
    caughtBy: {
      file: 'src/offers/store.test.ts',
      test: 'a coupon that another lane used up, or that went to somebody else, is not used',
    },
  },
  {
    law: 'L7',
    says: 'a limit of an offer forgets what was used of it',
    file: 'src/offers/readying.ts',
    before: 'room: Math.max(0, most - used)',
    after: 'room: most',
    caughtBy: offers('a budget of points gives what is left of it, and what is returned is free again'),
  },
  {
    law: 'L7',
    says: 'a limit by device counts by nothing',
    file: 'src/offers/readying.ts',
    before: "const hash = purchase.identifiers?.get(limit.identifier ?? '')",
    after: 'const hash = undefined',
    caughtBy: {
      file: 'src/orders/identifiers.test.ts',
      test: 'sixty orders with three devices at the same moment get exactly what there is',
    },
  },
  {
    law: 'L7',
    says: 'a return gives again what others used up meanwhile',
    file: 'src/orders/retaking.ts',
    before: 'return roomNow(deciding.programme, { rule, at: deciding.order.placedAt, holdings })',
    after: 'return Number.MAX_SAFE_INTEGER',
    caughtBy: {
      file: 'src/orders/givenagain.test.ts',
      test: 'of a bonus whose shared limit others used up meanwhile are what is left of it',
    },
  },
  {
    law: 'L7',
    says: 'a cap on earning forgets what was earned',
    file: 'src/points/earning.ts',
    before: 'room: Math.max(0, points - holdings.used(counter))',
    after: 'room: points',
    caughtBy: {
      file: 'src/points/earning.test.ts',
      test: 'no basket takes a wallet beyond its maximum or a member beyond its caps',
    },
  },
  {
    law: 'L7',
    says: 'a cap on spending forgets what was spent',
    file: 'src/points/spending.ts',
    before: 'left: Math.max(0, points - (account.counters.get(counter) ?? 0))',
    after: 'left: points',
    caughtBy: {
      file: 'src/points/spending.test.ts',
      test: 'fifty spends at the same moment take exactly what a cap allows',
    },
  },
  {
    law: 'L7',
    says: 'a limit on giving counts only the last gift',
    file: 'src/points/transfers/rules.ts',
    before: 'for (const [counter, by] of more) counters.set(counter, (counters.get(counter) ?? 0) + by)',
    after: 'for (const [counter, by] of more) counters.set(counter, by)',
    caughtBy: transfers('stays within the least, the most, the month, the tiers, and what there is'),
  },
  {
    law: 'L8',
    says: 'the use of an offer stays used when everything is returned',
    file: 'src/offers/rules.ts',
    before: 'return anyLeft || !offer.restore ? 1 : 0',
    after: 'return 1',
    caughtBy: offers('confirm and return everything: nothing happened'),
  },
  {
    law: 'L8',
    says: 'what a returned order had taken of a cap stays taken',
    file: 'src/orders/retaking.ts',
    before: 'takeBack(counted(change, counters, -amount), work,',
    after: 'takeBack(change, work,',
    caughtBy: histories,
  },
  {
    law: 'L8',
    says: 'a return is decided by the programme of its own day',
    file: 'src/orders/giveback.ts',
    before: 'programme: decidedBy,',
    after: 'programme,',
    caughtBy: {
      file: 'tests/scenarios/new-year.test.ts',
      test: 'a return in January takes back what December’s programme gave',
    },
  },
  {
    law: 'L8',
    says: 'a coupon stays used when its order is cancelled',
    file: 'src/offers/uses.ts',
    before: 'used: coupon.used + by }',
    after: 'used: coupon.used + Math.max(0, by) }',
    caughtBy: offerLaws('uses, budgets and coupons are what orders hold of them, after any history'),
  },
  {
    law: 'L8',
    says: 'a coupon stays used when its order is opened again',
    file: 'src/orders/reopening.ts',
    before: "keeps: 'nothing' })",
    after: "keeps: 'its share' })",
    caughtBy: {
      file: 'src/orders/reopening.test.ts',
      test: 'an order that is opened again gives back the coupon that a return would not',
    },
  },
  {
    law: 'L9',
    says: 'each part of a line is refunded and rounded by itself',
    file: 'src/orders/giveback.ts',
    before: 'mulDiv(line.netMinor, returnedQuantity, line.quantity',
    after: 'line.returnedMinor + mulDiv(line.netMinor, quantity, line.quantity',
    caughtBy: offerLaws('returning in parts leaves what returning at once leaves'),
  },
  {
    law: 'L9',
    says: 'a budget keeps the discount of lines that were returned',
    file: 'src/offers/rules.ts',
    before: 'sum + minor - returnedShare(minor, byLine.get(line))',
    after: 'sum + minor',
    caughtBy: {
      file: 'src/offers/rules.test.ts',
      test: 'L9: a budget holds the discount of what is left, to the cent',
    },
  },
  {
    law: 'L9',
    says: 'a return leaves the order as it was',
    file: 'src/orders/giveback.ts',
    before: '    lines: after.lines,\n    decision: back.decision,',
    after: '    decision: back.decision,',
    caughtBy: orders('returning everything leaves nothing behind'),
  },
  {
    law: 'L10',
    says: 'points by amount are rounded up whatever the rule says',
    file: 'src/points/earning.ts',
    before: 'earn.perUnits * minorPerUnit(purchase.currency), rule.rounding)',
    after: "earn.perUnits * minorPerUnit(purchase.currency), 'ceil')",
    caughtBy: {
      file: 'src/points/splitting.test.ts',
      test: 'L10: two orders never earn more than one, but for what the rounding of each rule allows',
    },
  },
  {
    law: 'L10',
    says: 'the multiplier of a tier is rounded up whatever the rule says',
    file: 'src/points/earning.ts',
    before: 'mulDiv(base, percent, 100, rule.rounding)',
    after: "mulDiv(base, percent, 100, 'ceil')",
    caughtBy: {
      file: 'src/points/splitting.test.ts',
      test: 'L10: two orders never earn more than one, but for what the rounding of each rule allows',
    },
  },
  {
    law: 'L10',
    says: 'a share of the pieces earns what all of them earn',
    file: 'src/points/earning.ts',
    before: '        earn.points,\n        earn.per,\n',
    after: '        earn.points + 1,\n        earn.per + 1,\n',
    caughtBy: {
      file: 'src/points/splitting.test.ts',
      test: 'so many points for so many pieces, however they are spread over lines',
    },
  },
]
