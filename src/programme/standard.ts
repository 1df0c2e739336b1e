import type { TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'

/** The programme a new company starts with: version 1. It is data; everything in it can be changed by publishing another version. */
export function standardProgramme(timeZone: TimeZone): Definition {
  return {
    name: { en: 'Membership', 'zh-CN': '会员体系' },
    timeZone,
    currencies: 'any',
    wallets: [
      {
        code: 'points',
        name: { en: 'Points', 'zh-CN': '积分' },
        unit: { en: 'points', 'zh-CN': '积分' },
        purpose: 'spend',
        pending: { kind: 'none' },
        expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
        debt: 'owe',
      },
      {
        code: 'growth',
        name: { en: 'Growth', 'zh-CN': '成长值' },
        unit: { en: 'growth', 'zh-CN': '成长值' },
        purpose: 'status',
        pending: { kind: 'none' },
        expiry: { kind: 'rolling', months: 12, roundUpTo: 'day' },
        debt: 'owe',
      },
    ],
    earningRules: [
      {
        code: 'base-points',
        name: { en: 'Points on every purchase', 'zh-CN': '消费积分' },
        wallet: 'points',
        earn: { by: 'amount', points: 1, perUnits: 1 },
        tierMultiplier: 'status',
        rounding: 'floor',
      },
      {
        code: 'base-growth',
        name: { en: 'Growth on every purchase', 'zh-CN': '消费成长值' },
        wallet: 'growth',
        earn: { by: 'amount', points: 1, perUnits: 1 },
        rounding: 'floor',
      },
    ],
    ladders: [
      {
        code: 'status',
        name: { en: 'Membership tier', 'zh-CN': '会员等级' },
        wallet: 'growth',
        tiers: [
          { code: 'regular', name: { en: 'Regular', 'zh-CN': '普通会员' }, reach: 0, keep: 0, pointsPercent: 100 },
          {
            code: 'silver',
            name: { en: 'Silver', 'zh-CN': '银卡会员' },
            reach: 1_000,
            keep: 1_000,
            pointsPercent: 125,
          },
          { code: 'gold', name: { en: 'Gold', 'zh-CN': '金卡会员' }, reach: 5_000, keep: 5_000, pointsPercent: 150 },
          {
            code: 'diamond',
            name: { en: 'Diamond', 'zh-CN': '钻石会员' },
            reach: 20_000,
            keep: 20_000,
            pointsPercent: 200,
          },
        ],
      },
    ],
    presence: ['points', 'coupons'],
    expiryGuardPercent: 20,
  }
}
