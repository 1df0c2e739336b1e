/** The handbook: opened from the page that it explains, read in both languages, searched, left by its links. */
import { expect, test, vi } from 'vitest'
import { photograph, speak } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

/** Two windows, several pages each. */
vi.setConfig({ testTimeout: 120_000 })

const shop = await ownedConsole('handbook')

test('a page leads to what explains it, a link within leads on, and the other language has the same place', async () => {
  const { page, troubles, close } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
  await page.goto('/audit')
  await page.getByRole('link', { name: '这里怎么用？' }).click()
  await page.waitForURL('**/handbook/rights#the-audit-trail')
  const heading = page.getByRole('heading', { name: '审计记录' })
  await heading.waitFor()
  await expect.poll(async () => (await heading.boundingBox())?.y ?? 2_000, { timeout: 15_000 }).toBeLessThan(300)
  await speak(page, 'English')
  await page.getByRole('heading', { name: 'The audit trail' }).waitFor()
  expect(page.url()).toContain('/handbook/rights#the-audit-trail')
  await page.getByRole('link', { name: 'For finance and privacy' }).click()
  await page.getByRole('link', { name: 'laws.md' }).click()
  await page.getByRole('heading', { name: 'The laws', exact: true }).waitFor()
  await page.goto('/handbook/nowhere')
  await page.getByText('There is no such guide').waitFor()
  expect(troubles).toEqual([])
  await close()
})

test('what is searched for is found in both languages, by keys alone, and its address can be shared', async () => {
  const { page, troubles, close } = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })
  await page.goto('/handbook')
  await page.getByRole('heading', { name: '会员运营经理的一天' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('离线积分抵扣')
  await page.getByRole('link', { name: '收银台 › 服务器离线时' }).waitFor()
  await page.waitForURL(/q=/)
  await photograph(page, 'handbook-search-zh')
  await page.reload()
  await page.getByRole('link', { name: '收银台 › 服务器离线时' }).click()
  await page.getByRole('heading', { name: '服务器离线时' }).waitFor()
  await page.goto('/handbook?q=zzzzzz')
  await page.getByText('没有找到').waitFor()
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await speak(page, 'English')
  await kept
  await page.goto('/handbook?q=reciept')
  await page.getByRole('link', { name: 'At the till › Selling' }).first().waitFor()
  expect(troubles).toEqual([])
  await close()
})

test('the list of keys opens by a key, says every room that one may see, and its keys go there', async () => {
  const { page, troubles, close } = await shop.open({ width: 1280, scheme: 'light', language: 'en' })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', exact: true }).waitFor()
  // The page stands there before it listens to keys.
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard' })
  await list.getByText('Save the draft').waitFor()
  await photograph(page, 'keys-en')
  expect(await list.locator('dt').allTextContents()).toContain('ge')
  expect(await list.locator('dd').allTextContents()).toContain('Audit trail')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })
  for (const [letter, place] of [
    ['e', '/staff'],
    ['u', '/audit'],
    ['b', '/handbook'],
  ] as const) {
    await page.locator('body').click({ position: { x: 5, y: 830 } })
    await page.keyboard.press('g')
    await page.keyboard.press(letter)
    await page.waitForURL(`**${place}`)
  }
  expect(troubles).toEqual([])
  await close()
})
