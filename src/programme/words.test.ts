import { expect, test } from 'vitest'
import type { TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { standardProgramme } from './standard.ts'
import { inWords } from './words.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const [wallet] = standard.wallets
const [rule] = standard.earningRules
const [ladder] = standard.ladders
if (wallet === undefined || rule === undefined || ladder === undefined)
  throw new Error('the standard programme is not standard')

const definition: Definition = {
  ...standard,
  wallets: [
    {
      ...wallet,
      pending: { kind: 'until', date: '2027-01-01' },
      expiry: { kind: 'dates', dates: ['06-30', '12-31'], leastMonths: 6 },
      maximum: 5_000,
      caps: [{ points: 300, per: 'week' }],
    },
    ...standard.wallets.slice(1),
  ],
  earningRules: [{ ...rule, pending: { kind: 'days', days: 14 }, expiry: { kind: 'never' } }],
  ladders: [
    {
      ...ladder,
      tiers: ladder.tiers.map((tier) => ({ ...tier, terms: [{ wallet: 'points', expiry: { kind: 'never' } }] })),
    },
  ],
}

test('terms and limits are said in English', () => {
  const { wallets, earningRules, ladders } = inWords(definition, 'en')
  expect(wallets[0]?.sentence).toBe(
    'It is available from 2027-01-01 on and expires at the end of the next 06-30, 12-31 that is at least 6 months away; ' +
      'what a return cannot take back is owed; nothing is earned beyond a balance of 5,000; at most 300 points per week.',
  )
  expect(earningRules[0]?.sentence).toMatch(/; what it gives is available after 14 days, never expires\.$/)
  expect(ladders[0]?.tiers[1]?.sentence).toMatch(/; points × 1\.25; Points earned on it: never expires\.$/)
})

test('terms and limits are said in Chinese', () => {
  const { wallets, earningRules, ladders } = inWords(definition, 'zh-CN')
  expect(wallets[0]?.sentence).toBe(
    '2027-01-01 起可用，每年 06-30、12-31 日终过期（至少有效 6 个月）；退货时已用完的部分记为欠款；余额达到 5,000 后不再获得；每周最多 300 积分。',
  )
  expect(earningRules[0]?.sentence).toMatch(/；所得：14 天后可用，永不过期。$/)
  expect(ladders[0]?.tiers[1]?.sentence).toMatch(/；积分 × 1\.25；积分：永不过期。$/)
})
