/** Goods come back while the server is away: noted on the device, sent once, decided by the server, told to the cashier. */
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { button, scan, sellAlone, tillShop } from '../support/tillshop.ts'

const { server, send, tillDevice, lineOf, pointsOf, member, drained } = await tillShop('till-returns')
vi.setConfig({ testTimeout: 180_000 })

const openReceipt = async (page: Page, number: string) => {
  await page.getByRole('link', { name: 'Receipt' }).click()
  await page.getByLabel('Number of the receipt').fill(number)
  await page.keyboard.press('Enter')
}
const note = async (page: Page) => {
  await button(page, 'Note the return').dblclick()
  await page.getByText(/^Noted: return T\d+-\d{6}/).waitFor()
}
const told = (page: Page, text: RegExp | string) => page.locator('.till-lines li').filter({ hasText: text })

test('a return of a sale that itself waits is noted, survives a restart, is sent after it, and told when it was decided', async () => {
  const device = await tillDevice('Returns')
  const { page } = device
  const { memberId, phone } = await member()
  await server.stop()
  const number = await sellAlone(page, phone)
  await openReceipt(page, number)
  await page.getByText('Will be decided when the connection is back').waitFor()
  await page.getByText('1 of 1 can be returned').waitFor()
  await button(page, 'Everything').click()
  await photograph(page, 'till-return-noting-en')
  expect(await violations(page)).toEqual([])
  await note(page)
  // No figure is invented: what it does is not known yet.
  expect(await page.locator('.till-page').textContent()).not.toMatch(/¥|\d points/i)
  await photograph(page, 'till-return-noted-en')
  await button(page, 'Next return').click()
  // The same goods once more: refused, and nothing is lost.
  await openReceipt(page, number)
  await page.getByText('Nothing of this receipt is left to come back').waitFor()
  expect(await button(page, 'Note the return').isDisabled()).toBe(true)
  await page.reload()
  await page.getByRole('link', { name: /Waiting/ }).click()
  await told(page, `of receipt ${number}`).getByText('Will be decided when the connection is back').waitFor()
  expect(await page.locator('[data-queued=waiting]').count()).toBe(2)
  await server.start()
  await drained('Returns', 2)
  const decided = told(page, `of receipt ${number}`)
  await decided.getByText('Refund ¥168.00').waitFor({ timeout: 30_000 })
  await decided.getByText('168 Points are taken back').waitFor()
  await page.getByText('1 needs you').waitFor()
  await photograph(page, 'till-return-decided-en')
  expect(await violations(page)).toEqual([])
  expect(await pointsOf(memberId)).toBe(0)
  await decided.getByRole('button', { name: 'Seen to' }).click()
  await page.locator('.ant-popover').getByRole('button', { name: 'Seen to' }).click()
  await decided.waitFor({ state: 'detached' })
  expect(await lineOf('Returns')).toMatchObject({ accepted: 2, refused: 0, missing: 0 })
  await device.close()
  expect(device.troubles.filter((each) => !/Failed to load|ERR_|NetworkError|fetch/.test(each))).toEqual([])
})

test('a receipt that the device does not know is noted by its number and by what is scanned; what cannot be is refused with what to do', async () => {
  await send('PUT', '/v1/products/pot', { name: 'Clay pot', attributes: { price_minor: 45_900 } })
  const device = await tillDevice('Unknown')
  const { page } = device
  const { memberId } = await member()
  const sold = async (number: string, quantity: number) =>
    send('PUT', `/v1/orders/${number}`, {
      ...{ memberId, status: 'confirmed', currency: 'CNY', channel: 'pos' },
      lines: [{ sku: 'tea', name: 'Longjing 50 g', quantity, unitPriceMinor: 16_800 }],
    })
  await sold('WEB-1', 3)
  await sold('WEB-2', 1)
  expect(await pointsOf(memberId)).toBe(672)
  await server.stop()
  await openReceipt(page, 'WEB-1')
  await page.getByText('This device does not know what is on the receipt').waitFor()
  await scan(page, 'tea')
  await scan(page, 'tea')
  await page.locator('.till-lines li').filter({ hasText: 'Longjing' }).getByText('2', { exact: true }).waitFor()
  await photograph(page, 'till-return-scanned-en')
  await note(page)
  await button(page, 'Next return').click()
  // More than was sold, what was not sold, and a number that nobody has.
  await openReceipt(page, 'WEB-2')
  await page.getByText('This device does not know what is on the receipt').waitFor()
  await scan(page, 'pot')
  await note(page)
  await button(page, 'Next return').click()
  await openReceipt(page, 'WEB-9')
  await button(page, 'Everything').click()
  await note(page)
  await button(page, 'Next return').click()
  await openReceipt(page, 'WEB-9')
  await page.getByText('Nothing of this receipt is left to come back').waitFor()
  await server.start()
  await drained('Unknown', 1)
  await page.getByRole('link', { name: /Waiting/ }).click()
  await told(page, 'of receipt WEB-1').getByText('Refund ¥336.00').waitFor({ timeout: 30_000 })
  await told(page, 'of receipt WEB-2').getByText('has 0 left to return; 1 were noted').waitFor()
  await told(page, 'of receipt WEB-9').getByText('Compare the number with the paper').waitFor()
  await photograph(page, 'till-return-refused-en')
  expect(await pointsOf(memberId)).toBe(336)
  expect(await lineOf('Unknown')).toMatchObject({ accepted: 1, refused: 2 })
  // What to do next is one tap away.
  await page.getByRole('link', { name: 'Open receipt WEB-2' }).click()
  expect(await page.getByLabel('Number of the receipt').inputValue()).toBe('WEB-2')
  await device.close()
})

test('a restored device sends a sale under a new number, and what came back of it follows it there', async () => {
  const device = await tillDevice('Restored')
  const { page } = device
  const [first, other] = [await member(), await member()]
  await server.stop()
  await sellAlone(page, first.phone)
  await server.start()
  await drained('Restored', 1)
  await server.stop()
  // As it was before it sold anything.
  await page.evaluate(`new Promise((done, failed) => {
    const opening = indexedDB.open('regulars-till')
    opening.onsuccess = () => {
      const tx = opening.result.transaction(['device', 'queue'], 'readwrite')
      const store = tx.objectStore('device')
      const asked = store.get('till')
      asked.onsuccess = () => store.put({ ...asked.result, lastNumber: 0, lastSequence: 0 }, 'till')
      tx.objectStore('queue').clear()
      tx.oncomplete = () => done(opening.result.close())
      tx.onerror = failed
    }
  })`)
  const printed = await sellAlone(page, other.phone)
  await openReceipt(page, printed)
  await button(page, 'Everything').click()
  await note(page)
  await server.start()
  await drained('Restored', 3)
  // The first member’s sale has the number that the second one’s receipt says: it is untouched.
  expect([await pointsOf(first.memberId), await pointsOf(other.memberId)]).toEqual([168, 0])
  expect(await lineOf('Restored')).toMatchObject({ accepted: 3, refused: 0 })
  await device.close()
})
