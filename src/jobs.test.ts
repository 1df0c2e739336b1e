import { expect, test } from 'vitest'
import { at, testShop } from '../tests/support/shop.ts'
import { minutely } from './jobs.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))

test('what is done every minute is done by every room, also when one of them fails', async () => {
  const done: string[] = []
  const broken = { ...shop.offers, issueDue: () => Promise.reject(new Error('out of order')) }
  const transfers = {
    ...shop.transfers,
    sweep: async () => {
      done.push('transfers')
      return shop.transfers.sweep()
    },
  }
  const wish = minutely({ ...shop, offers: broken, transfers })
  await expect(wish).rejects.toThrow('some of what is done every minute failed')
  expect(done).toEqual(['transfers'])
  await minutely(shop)
})
