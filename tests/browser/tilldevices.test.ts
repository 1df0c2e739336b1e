/** Devices on a bad day: clocks, copies, full disks, hasty scanners, two windows. */
import { expect, test, vi } from 'vitest'
import { openWindow, photograph } from '../support/browser.ts'
import { button, scan, scannerAt, screen, sellAlone, tillShop } from '../support/tillshop.ts'

const { server, send, signedIn, tillDevice, lineOf, pointsOf, member, drained } = await tillShop('till-devices')
vi.setConfig({ testTimeout: 180_000 })

test.each([
  ['an hour fast', 3_600_000],
  ['a day slow', -86_400_000],
] as const)('a device whose clock is %s dates what it sells alone by the server’s', async (name, wrong) => {
  const device = await tillDevice(name)
  const { page } = device
  // From here on the device thinks so, also after a restart of its page.
  await page.addInitScript(
    `{ const Right = Date; globalThis.Date = class extends Right {
      constructor(...given) { if (given.length === 0) super(Right.now() + ${wrong}); else super(...given) }
      static now() { return Right.now() + ${wrong} } } }`,
  )
  await page.reload()
  await page.getByText('The basket is empty').waitFor()
  await expect
    .poll(async () => Math.abs(((await lineOf(name)).report?.behindMilliseconds ?? 0) + wrong), { timeout: 30_000 })
    .toBeLessThan(60_000)
  const { memberId, phone } = await member()
  await server.stop()
  const from = Date.now()
  const number = await sellAlone(page, phone)
  const to = Date.now()
  await server.start()
  await drained(name, 1)
  expect(await pointsOf(memberId)).toBe(168)
  const placedAt = Date.parse((await send('GET', `/v1/orders/${number}`)).placedAt)
  expect(placedAt).toBeGreaterThan(from - 60_000)
  expect(placedAt).toBeLessThan(to + 60_000)
  await device.close()
})

test('a device that was restored from a copy sells on: no sale is lost, none counts twice', async () => {
  const device = await tillDevice('Copy')
  const { page } = device
  const [first, other] = [await member(), await member()]
  await server.stop()
  await sellAlone(page, first.phone)
  await server.start()
  await drained('Copy', 1)
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
  expect(printed).toMatch(/-000001$/)
  await server.start()
  await drained('Copy', 2)
  expect([await pointsOf(first.memberId), await pointsOf(other.memberId)]).toEqual([168, 168])
  await page.getByRole('link', { name: /Waiting/ }).click()
  await page.getByText(`The receipt says ${printed}`).waitFor()
  expect(await lineOf('Copy')).toMatchObject({ accepted: 2, refused: 0, missing: 0 })
  await device.close()
})

test('a device that is full says so, keeps the basket, and sells when there is room again', async () => {
  const device = await tillDevice('Full')
  const { page } = device
  const { memberId, phone } = await member()
  await server.stop()
  await page.evaluate(`{
    const add = IDBObjectStore.prototype.add
    globalThis.makeRoom = () => { IDBObjectStore.prototype.add = add }
    IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError') }
  }`)
  await scan(page, 'tea')
  await scan(page, phone)
  await button(page, 'Use this number').click()
  await button(page, /^Confirm/).click()
  await page.getByText('This device has no room left: the sale was not kept.').waitFor()
  await photograph(page, 'till-full-en')
  await page.locator('.till-lines').getByText('Longjing 50 g').waitFor()
  await page.evaluate('makeRoom()')
  await button(page, /^Confirm/).click()
  await page.getByText('kept on this device').waitFor()
  await server.start()
  await drained('Full', 1)
  expect(await pointsOf(memberId)).toBe(168)
  await device.close()
})

test('a browser that keeps nothing says so instead of selling what would be lost', async () => {
  const opened = await openWindow(server.address, screen)
  await signedIn(opened)
  await opened.page.addInitScript(`indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') }`)
  await opened.page.goto('/till')
  await opened.page.getByText('This browser keeps nothing').waitFor()
  await photograph(opened.page, 'till-denied-en')
})

test('a scanner that goes on while a price is asked loses nothing, and no code becomes a price', async () => {
  await send('PUT', '/v1/products/6901234567892', { name: 'Oolong 100 g', attributes: { price_minor: 9_900 } })
  await send('PUT', '/v1/products/pot', { name: 'Clay pot' })
  const device = await tillDevice('Scanner')
  const { page } = device
  const dialog = page.getByRole('dialog')
  const lines = page.locator('.till-lines li')
  const scanFast = await scannerAt(device)
  await scan(page, 'pot')
  await dialog.getByText('Price of Clay pot').waitFor()
  // The hand with the scanner is faster than the eye: another product, and something that looks like a price.
  await scanFast('6901234567892')
  await scanFast('45900')
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥99.00').first().waitFor()
  expect(await lines.count()).toBe(1)
  expect(await dialog.getByRole('textbox').inputValue()).toBe('')
  await photograph(page, 'till-scanner-en')
  // A person types the price, and Enter is his.
  await page.keyboard.type('459.50', { delay: 150 })
  await page.keyboard.press('Enter')
  await lines.filter({ hasText: 'Clay pot' }).getByText('¥459.50').first().waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Nobody knows “45900”').waitFor()
  // What nobody knows waits for the cashier, whatever is scanned after it.
  await scanFast('77777')
  await scanFast('6901234567892')
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥198.00').waitFor()
  await page.getByText('Nobody knows “45900”').waitFor()
  await page.locator('.ant-alert').getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Nobody knows “77777”').waitFor()
  await page.locator('.ant-alert').getByRole('button', { name: 'Cancel' }).click()
  await button(page, 'Confirm ¥657.50').waitFor()
  await device.close()
})

test('of two windows of one till only one sells; the other takes the basket over when it is told to', async () => {
  const device = await tillDevice('Twice')
  const { page } = device
  await scan(page, 'tea')
  await page.locator('.till-lines').getByText('Longjing 50 g').waitFor()
  const second = await device.context.newPage()
  second.setDefaultTimeout(20_000)
  await second.goto('/till')
  await second.getByText('The till is open in another window').waitFor()
  await photograph(second, 'till-elsewhere-en')
  await button(second, 'Sell here').click()
  await second.locator('.till-lines').getByText('Longjing 50 g').waitFor()
  await page.getByText('The till is open in another window').waitFor()
  await button(second, /^Confirm/).click()
  await second.getByText('Sold: ¥168.00').waitFor()
  await button(page, 'Sell here').click()
  await page.getByText('The basket is empty').waitFor()
  await device.close()
})
