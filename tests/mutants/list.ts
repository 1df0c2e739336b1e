// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of the product, which are not filled in here
/** Lines of the product that are broken on purpose, one at a time, to see that the named test notices (docs/guides/laws.md). */

export type Mutant = {
  readonly law: string
  /** What is broken, in words. */
  readonly says: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly before: string
  readonly after: string
  readonly caughtBy: { readonly file: string; readonly test: string }
}

const histories = { file: 'src/verification.test.ts', test: 'hold after any history of purchases, late ones too' }
const breaks = { file: 'src/verification.test.ts', test: 'every law that the database holds can be seen broken' }
const orders = (test: string) => ({ file: 'src/orders/orders.test.ts', test })
const offers = (test: string) => ({ file: 'src/orders/offers.test.ts', test })
const offerLaws = (test: string) => ({ file: 'src/orders/offerlaws.test.ts', test })
const transfers = (test: string) => ({ file: 'src/points/transfers/transfers.test.ts', test })
const exactlyOnce = (test: string) => ({ file: 'tests/scenarios/exactly-once.test.ts', test })

export const mutants: readonly Mutant[] = [
  {
    law: 'L1',
    says: 'an entry names more than its lots hold',
    file: 'src/accounts/movements.ts',
    before: '    lots: movement.parts,\n',
    after: '    lots: [...movement.parts, ...movement.parts],\n',
    caughtBy: histories,
  },
  {
    law: 'L1',
    says: 'the fee of a gift is charged and arrives as well',
    file: 'src/points/transfers/rules.ts',
    before: 'amount: part - kept, fee: kept',
    after: 'amount: part, fee: kept',
    caughtBy: transfers('make nothing and lose nothing'),
  },
  {
    law: 'L2',
    says: 'a balance grows by one more than its entry',
    file: 'src/accounts/movements.ts',
    before: '? before.balance + amount :',
    after: '? before.balance + amount + 1 :',
    caughtBy: histories,
  },
  {
    law: 'L2',
    says: 'a new balance of a known wallet is not written',
    file: 'src/accounts/store.ts',
    before: 'update wallets set balance = next.balance, held',
    after: 'update wallets set held',
    caughtBy: orders('points spent before a return are owed and repaid by the next purchase'),
  },
  {
    law: 'L3',
    says: 'what is spent stays in its lot',
    file: 'src/accounts/movements.ts',
    before: 'what.parts, (lot, part) => ({ ...lot, remaining: lot.remaining - part }))',
    after: 'what.parts, (lot) => ({ ...lot }))',
    caughtBy: histories,
  },
  {
    law: 'L3',
    says: 'an account does not know when a pending lot falls due',
    file: 'src/accounts/settle.ts',
    before: 'if (!lot.released) soonest(lot.availableAt)',
    after: '',
    caughtBy: histories,
  },
  {
    law: 'L4',
    says: 'a redemption takes what is there when it asks for more',
    file: 'src/accounts/movements.ts',
    before: 'return left === 0 ? parts : undefined',
    after: 'return parts.length > 0 ? parts : undefined',
    caughtBy: orders('two hundred parallel redemptions of one balance take exactly what it allows'),
  },
  {
    law: 'L4',
    says: 'what was spent before a return is lent and not written down as owed',
    file: 'src/accounts/movements.ts',
    before: 'lent ? { owed: wallet.owed + what.amount } : {}',
    after: '{}',
    caughtBy: orders('points spent before a return are owed and repaid by the next purchase'),
  },
  {
    law: 'L5',
    says: 'the desk answers another body under the same key with the first answer',
    file: 'src/accounts/desk.ts',
    before: '!known.fingerprint.equals(command.key.fingerprint)',
    after: 'known.fingerprint.length === 0',
    caughtBy: exactlyOnce('T-02 another body under the same key is refused and changes nothing'),
  },
  {
    law: 'L5',
    says: 'a return that is sent again is done again',
    file: 'src/orders/giveback.ts',
    before: 'doc.returnKeys.get(given.key)',
    after: 'new Map(doc.returnKeys).get(`${given.key}#`)',
    caughtBy: {
      file: 'tests/scenarios/impatient-till.test.ts',
      test: 'a till that retries for three days sells and takes back each thing once',
    },
  },
  {
    law: 'L5',
    says: 'a confirmed order is confirmed again with other lines',
    file: 'src/orders/rules.ts',
    before: 'doc.fingerprint.equals(draft.fingerprint) ? doc : alreadyConfirmed({ number: draft.number })',
    after: 'doc.fingerprint.equals(draft.fingerprint) ? doc : undefined',
    caughtBy: orders('the same order again gives the same answer and no second effect'),
  },
  {
    law: 'L5',
    says: 'an order that another member of the batch has is taken for one’s own',
    file: 'src/orders/docs.ts',
    before: "'elsewhere' in doc || doc.memberId === memberId ? doc",
    after: "'elsewhere' in doc || doc.memberId !== '' ? doc",
    caughtBy: {
      file: 'src/orders/samenumber.test.ts',
      test: 'an open order of one member is not confirmed by another',
    },
  },
  {
    law: 'L6',
    says: 'an answer is given although nothing was committed',
    file: 'src/platform/postgres/database.ts',
    before: 'await Promise.all([written, sql`commit`.execute(frame)])',
    after: 'await Promise.all([written, sql`rollback`.execute(frame)])',
    caughtBy: orders('the same order again gives the same answer and no second effect'),
  },
  {
    law: 'L6',
    says: 'Postgres acknowledges before it has written',
    file: 'src/platform/postgres/settings.ts',
    before: "synchronous_commit: 'on'",
    after: "synchronous_commit: 'off'",
    caughtBy: {
      file: 'src/platform/postgres/embedded.test.ts',
      test: 'an acknowledged change survives a power cut: fsync, full pages and checksums are on',
    },
  },
  {
    law: 'L6',
    says: 'effects are written and not announced',
    file: 'src/accounts/desk.ts',
    before: 'announce(tx, facts),',
    after: 'announce(tx, []),',
    caughtBy: histories,
  },
  {
    law: 'L6',
    says: 'what waits behind a statement that failed is committed by itself',
    file: 'src/platform/postgres/database.ts',
    before: "if (!open) throw new Error('asked of a transaction that is over')",
    after: '',
    caughtBy: {
      file: 'src/platform/postgres/database.test.ts',
      test: 'leaves nothing of what was asked at once with the statement that failed',
    },
  },
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
    file: 'src/orders/rules.ts',
    before: 'change = counted(change, rule.counters, -points)',
    after: '',
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
    before: 'never: true',
    after: 'never: false',
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
  {
    law: 'L11',
    says: 'a late order does not move the tiers that came after it',
    file: 'src/orders/rules.ts',
    before: 'return reviewedFromHistory(programme, due)',
    after: 'return due',
    caughtBy: {
      file: 'tests/scenarios/impatient-till.test.ts',
      test: 'a till that retries for three days sells and takes back each thing once',
    },
  },
  {
    law: 'L11',
    says: 'a late order earns by the tier of today',
    file: 'src/tiers/rules.ts',
    before: 'at < account.frontier ? standingFromHistory(ladder, account.past, at) :',
    after: '',
    caughtBy: orders('a late order is decided at its own time and moves what follows'),
  },
  {
    law: 'L11',
    says: 'who once rose never falls',
    file: 'src/tiers/rules.ts',
    before: 'standing.reach > reached.reach && amount >= standing.keep',
    after: 'standing.reach > reached.reach',
    caughtBy: {
      file: 'tests/scenarios/coffee-shop-year.test.ts',
      test: 'a year of a coffee shop',
    },
  },
  {
    law: 'L12',
    says: 'the amount of an entry is not under its seal',
    file: 'src/accounts/seal.ts',
    before: '    entry.amount,\n',
    after: '',
    caughtBy: { file: 'src/accounts/seal.test.ts', test: 'every part of an entry is under its seal' },
  },
  {
    law: 'L12',
    says: 'a seal does not hold on to the one before it',
    file: 'src/accounts/seal.ts',
    before: "`${previous.toString('base64')}${content}`",
    after: '`${content}`',
    caughtBy: {
      file: 'src/accounts/seal.test.ts',
      test: 'an entry that was changed and sealed anew breaks the seal of the next one',
    },
  },
  {
    law: 'L12',
    says: 'entries of one batch are sealed onto the same one before them',
    file: 'src/accounts/write.ts',
    before: 'hashes.set(entry.wallet, hash)',
    after: '',
    caughtBy: histories,
  },
  {
    law: 'L13',
    says: 'the fact of an enrolment tells what the member is called',
    file: 'src/members/facts.ts',
    before: 'data: { ...happened.data, ...by },',
    after: "data: { ...happened.data, ...by, name: 'Needle Haystack' },",
    caughtBy: {
      file: 'src/members/sealing.test.ts',
      test: 'is nowhere in clear: not in any table, not in facts, not in the record of idempotency',
    },
  },
  {
    law: 'L13',
    says: 'what a gift says is kept in clear',
    file: 'src/points/transfers/service.ts',
    before: 'await notes.seal({ memberId, about: transferId, text })',
    after: 'Buffer.from(text)',
    caughtBy: transfers('takes the soonest to expire, keeps its age, and costs its fee; both sides say so'),
  },
  {
    law: 'L13',
    says: 'nobody looks for addresses in facts',
    file: 'src/accounts/verify.ts',
    before: 'from facts where data::text ~* ${personal}',
    after: 'from facts where false',
    caughtBy: breaks,
  },
]
