/** Tills as a manager sees them: none yet, set up, renamed, moved, revoked, believed again, and what came late. */
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { openWindow, photograph } from '../support/browser.ts'
import { button, screen, sellAlone, tillShop } from '../support/tillshop.ts'

const { server, send, signedIn, tillDevice, lineOf, pointsOf, member, drained } = await tillShop('tills')
vi.setConfig({ testTimeout: 180_000 })

test('a manager sees no till, sets one up, renames, moves and revokes it, and believes it again', async () => {
  const console = await openWindow(server.address, screen)
  const { page } = console
  page.setDefaultTimeout(20_000)
  await signedIn(console)
  await page.goto('/tills')
  await page.getByText('No till yet').waitFor()
  await photograph(page, 'tills-none-en')
  await button(page, 'How to set up the first till').click()
  await page.getByRole('dialog').getByText(`${server.address}/till`).waitFor()
  await photograph(page, 'tills-setting-up-en')
  await button(page, 'Understood').click()
  const device = await tillDevice('Counter 1')
  const { memberId, phone } = await member()
  await page.reload()
  await page.getByText('There now').waitFor()
  await button(page, 'Change').click()
  await page.getByRole('dialog').getByLabel('Name').fill('Harbour 1')
  await page.getByRole('dialog').getByLabel('Store', { exact: true }).click()
  await page.getByTitle('Harbour', { exact: true }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/Points while the server is away/)
    .fill('50')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('Harbour 1 is changed.').waitFor()
  await page.getByText('¥50.00 in 24 hours').waitFor()
  expect(await lineOf('Harbour 1')).toMatchObject({ store: 'harbour', aloneMinor: 5_000 })
  // The device hears of it by itself.
  await device.page.reload()
  await device.page.locator('.till-brand').getByText('Harbour 1').waitFor()
  await server.stop()
  const number = await sellAlone(device.page, phone)
  await server.start()
  await drained('Harbour 1', 1)
  expect((await send('GET', `/v1/orders/${number}`)).store).toBe('harbour')
  await page.reload()
  await page.getByRole('button', { name: 'More about Harbour 1' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await photograph(page, 'tills-revoking-en')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('Harbour 1 is revoked.').waitFor()
  await device.page.reload()
  await device.page.getByText('This till was revoked.').waitFor()
  await server.stop()
  await sellAlone(device.page, phone)
  await server.start()
  await device.page.getByRole('link', { name: /Waiting/ }).click()
  await device.page.getByText(/nothing that it sends is taken/).waitFor({ timeout: 60_000 })
  await photograph(device.page, 'till-revoked-en')
  expect((await lineOf('Harbour 1')).accepted).toBe(1)
  await page.reload()
  await button(page, 'Take back').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await page.getByText('Harbour 1 is believed again.').waitFor()
  await device.page.reload()
  await drained('Harbour 1', 2)
  expect(await pointsOf(memberId)).toBe(336)
  await device.close()
})

test.each([
  { width: 768, scheme: 'light', language: 'zh-CN' },
  { width: 768, scheme: 'dark', language: 'en' },
  { width: 1440, scheme: 'light', language: 'en' },
  { width: 1440, scheme: 'dark', language: 'zh-CN' },
] as const)('the page of tills fits a $scheme screen of $width pixels in $language', async (looked) => {
  await send('PATCH', '/v1/me', { locale: looked.language })
  const opened = await openWindow(server.address, looked)
  const { page } = opened
  page.setDefaultTimeout(20_000)
  await signedIn(opened)
  const look = async (name: string) => {
    const file = `${name}-${looked.language}-${looked.width}-${looked.scheme}`
    expect.soft(await photograph(page, file), name).toBe(0)
    expect.soft(await violations(page), name).toEqual([])
  }
  await page.goto('/tills')
  await page.getByText('Harbour 1').waitFor()
  await look('tills')
  await page
    .getByRole('button', { name: /^\d+ (entry|entries|笔)$/ })
    .first()
    .click()
  await page.locator('.ant-drawer .ant-table').waitFor()
  await look('tills-late')
  expect(opened.troubles).toEqual([])
})
