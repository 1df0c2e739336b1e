/** At the counter: what is scanned while somebody is enrolled, and what the printer gets. */
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { button, scan, scannerAt, tillShop } from '../support/tillshop.ts'

const { send, tillDevice, member } = await tillShop('till-counter')
vi.setConfig({ testTimeout: 180_000 })

const words = { en: 'The terms of the tea house …', 'zh-CN': '茶馆会员条款……' }
await send('POST', '/v1/consent-texts/terms/versions', { kind: 'terms', required: true, words })
await send('PUT', '/v1/products/6901234567892', { name: 'Oolong 100 g', attributes: { price_minor: 9_900 } })
await send('PUT', '/v1/products/6900000000001', { name: 'Clay pot' })

test('what is scanned while somebody is enrolled goes to the basket, and what was typed for him stays', async () => {
  const device = await tillDevice('Enrolling')
  const { page } = device
  const scanFast = await scannerAt(device)
  const dialog = page.getByRole('dialog')
  const phone = dialog.locator('input[type=tel]')
  const lines = page.locator('.till-lines li')
  await scan(page, 'tea')
  await lines.filter({ hasText: 'Longjing 50 g' }).waitFor()
  await button(page, 'Enrol').click()
  await dialog.getByText('Terms of membership').waitFor()
  await page.keyboard.type('138001', { delay: 120 })
  await scanFast('6901234567892')
  await dialog.getByText('Oolong 100 g was scanned: it is in the basket').waitFor()
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥99.00').first().waitFor()
  expect(await phone.inputValue()).toBe('138001')
  await photograph(page, 'till-enrol-scanned-en')
  expect(await violations(page)).toEqual([])
  // The name is no place for it either, and nobody was enrolled by the scanner's Enter.
  await dialog.getByLabel('Name (optional)').click()
  await page.keyboard.type('Wang', { delay: 120 })
  await scanFast('6901234567892')
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥198.00').waitFor()
  expect(await dialog.getByLabel('Name (optional)').inputValue()).toBe('Wang')
  expect(await dialog.getByText('A phone number is needed.').count()).toBe(0)
  // With a tick in the focus, too.
  await dialog.getByRole('checkbox').first().check()
  await scanFast('77777')
  await dialog.getByText('“77777” was scanned, and nobody knows it').waitFor()
  expect(await dialog.getByRole('checkbox').first().isChecked()).toBe(true)
  // A product without a price asks for it, and the next code does not become one.
  await scanFast('6900000000001')
  await page.getByText('Price of Clay pot').waitFor()
  await scanFast('6901234567892')
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥297.00').waitFor()
  await page.keyboard.type('459', { delay: 120 })
  await page.keyboard.press('Enter')
  await lines.filter({ hasText: 'Clay pot' }).getByText('¥459.00').first().waitFor()
  // What was begun is finished.
  await phone.fill('13800138001')
  await dialog.getByRole('button', { name: 'Enrol' }).click()
  await page.locator('[data-buyer]').getByText('Wang').waitFor()
  expect(await lines.count()).toBe(3)
  // Who shows his number while he is enrolled is a member already.
  await button(page, 'Not this one').click()
  const { phone: known, memberId } = await member()
  const { number } = await send('GET', `/v1/members/${memberId}`)
  await button(page, 'Enrol').click()
  await phone.waitFor()
  await scanFast(number)
  await page.getByText('Wang Fang is a member already; the sale is his.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('[data-buyer]').getByText(known.slice(-4)).waitFor()
  // And where a member is looked for.
  await button(page, 'Not this one').click()
  await button(page, 'Find member').click()
  await page.keyboard.type('80', { delay: 120 })
  await scanFast('6901234567892')
  await lines.filter({ hasText: 'Oolong 100 g' }).getByText('¥396.00').waitFor()
  expect(await dialog.getByLabel('Phone, number or name').inputValue()).toBe('80')
  expect(device.troubles).toEqual([])
  await device.close()
})

/** What of the page is to be seen and is no part of the receipt. As text: the tests are checked without the browser's own types. */
const BESIDES = `[...document.querySelectorAll('body *')]
  .filter((each) => !each.closest('.receipt') && !each.querySelector('.receipt') && each.getClientRects().length > 0)
  .filter((each) => { const { width, height } = each.getBoundingClientRect(); return width > 0 && height > 0 })
  .map((each) => each.outerHTML.slice(0, 120))`
/** Of the receipt and everything in it: the right edge that is furthest. */
const EDGE =
  "Math.max(...[...document.querySelectorAll('.receipt, .receipt *')].map((each) => each.getBoundingClientRect().right))"
const MILLIMETRE = 96 / 25.4

test('of a receipt only the receipt is printed, on paper of 80 mm, with its code', async () => {
  const name = 'Yixing-original-purple-clay-teapot-made-wholly-by-hand-200-ml'
  await send('PUT', '/v1/products/long', { name, attributes: { price_minor: 1_234_567_800 } })
  const device = await tillDevice('Printing')
  const { page } = device
  await scan(page, 'long')
  await scan(page, 'tea')
  await page.locator('.till-lines').getByText('Longjing 50 g').waitFor()
  await button(page, /^Confirm/).click()
  await page.getByText('Sold:').waitFor()
  expect((await page.evaluate<string[]>(BESIDES)).length).toBeGreaterThan(0)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const millimetres of [80, 210]) {
    // The printer leaves 4 mm on each side.
    await page.setViewportSize({ width: Math.floor((millimetres - 8) * MILLIMETRE), height: 900 })
    expect(await page.evaluate<string[]>(BESIDES), `${millimetres} mm`).toEqual([])
    expect(await page.evaluate<number>(EDGE)).toBeLessThanOrEqual(72 * MILLIMETRE)
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0)
  }
  await page.setViewportSize({ width: Math.floor(72 * MILLIMETRE), height: 900 })
  const receipt = page.locator('.receipt')
  for (const text of [name, '¥12,345,678.00', '¥168.00', /T\d+-000001/]) await receipt.getByText(text).first().waitFor()
  const code = await receipt.getByRole('img', { name: /Code of receipt/ }).boundingBox()
  // A phone reads it from 25 mm on.
  expect(code?.width ?? 0).toBeGreaterThanOrEqual(25 * MILLIMETRE)
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
  await photograph(page, 'till-receipt-printed-en')
  const pdf = await page.pdf({ width: '80mm', height: '250mm', printBackground: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  await device.close()
})
