import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { compileProgramme } from './rules.ts'
import { standardProgramme } from './standard.ts'
import { inWords } from './words.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)

function mistake(more: Partial<Definition>): unknown {
  const compiled = compileProgramme(1, 0 as Instant, { ...standard, ...more })
  return isRefusal(compiled) ? compiled.facts.where : 'none'
}

describe('a programme whose members give each other points', () => {
  test('names wallets that can be spent, once, with tiers that there are', () => {
    const tiers = (ladder: string, code: string) => ({ tiers: { ladder, codes: [code] } })
    expect(mistake({ transfers: [{ wallet: 'points', least: 5, most: 5, ...tiers('status', 'gold') }] })).toBe('none')
    expect(mistake({ transfers: [{ wallet: 'gold' }] })).toBe('transfers[0].wallet')
    expect(mistake({ transfers: [{ wallet: 'growth' }] })).toBe('transfers[0].wallet')
    expect(mistake({ transfers: [{ wallet: 'points' }, { wallet: 'points' }] })).toBe('transfers[1].wallet')
    expect(mistake({ transfers: [{ wallet: 'points', least: 6, most: 5 }] })).toBe('transfers[0].most')
    expect(mistake({ transfers: [{ wallet: 'points', ...tiers('rank', 'gold') }] })).toBe('transfers[0].tiers.ladder')
    expect(mistake({ transfers: [{ wallet: 'points', ...tiers('status', 'tin') }] })).toBe('transfers[0].tiers.codes')
  })

  test('does not let points be cancelled after they would have expired, nor two reasons have one code', () => {
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('not the standard programme')
    const late = { kind: 'event' as const, event: 'delivered', cancelAfterDays: 60 }
    const soon = { kind: 'inactivity' as const, months: 1, roundUpTo: 'day' as const, resetBy: ['order' as const] }
    expect(mistake({ wallets: [{ ...points, pending: late, expiry: soon }, growth] })).toBe('wallets[0].pending')
    const reason = { code: 'a', name: { en: 'A', 'zh-CN': '甲' }, direction: 'both' as const }
    expect(mistake({ adjustmentReasons: [reason, reason] })).toBe('adjustmentReasons[1]')
  })

  test('says all of it in both languages', () => {
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('not the standard programme')
    const definition: Definition = {
      ...standard,
      wallets: [
        {
          ...points,
          pending: { kind: 'event', event: 'delivered', cancelAfterDays: 30 },
          expiry: { kind: 'inactivity', months: 12, roundUpTo: 'month', resetBy: ['order', 'redeem'] },
          approval: { above: 5_000 },
        },
        growth,
      ],
      transfers: [
        {
          ...{ wallet: 'points', least: 100, most: 5_000, feePercent: 5, caps: [{ points: 10_000, per: 'month' }] },
          tiers: { ladder: 'status', codes: ['gold', 'diamond'] },
        },
      ],
      adjustmentReasons: [{ code: 'goodwill', name: { en: 'Goodwill', 'zh-CN': '善意补偿' }, direction: 'give' }],
    }
    expect(inWords(definition, 'en').wallets[0]?.sentence).toBe(
      'It is available once “delivered” has come, cancelled if it does not within 30 days and expires 12 months after the last ' +
        'activity (an order, spending), at the end of that month; what a return cannot take back is owed; points can be given to another member (at least 100 at once, at most 5,000 at once, at most ' +
        '10,000 a month, for a fee of 5 %, by Gold, Diamond only); more than 5,000 points by hand need a second person.',
    )
    expect(inWords(definition, 'zh-CN').wallets[0]?.sentence).toContain(
      '积分可转赠（每次至少 100，每次最多 5,000，每月最多 10,000，手续费 5%，仅限金卡会员、钻石会员）；手工调整超过 5,000 积分须第二人复核',
    )
    expect(inWords(definition, 'zh-CN').wallets[0]?.sentence).toContain(
      '待“delivered”发生后可用（30 天内未发生则取消），最近一次活动（消费、使用）后第 12 个月的当月末过期',
    )
    expect(inWords(definition, 'en').basics).toContain('By hand for: Goodwill.')
    expect(inWords(definition, 'zh-CN').basics).toContain('手工调整的原因：善意补偿。')
  })
})
