/** Support merges two records of one person and makes two of them again, with both sides in view beforehand. */
import { expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('merging')
const enrolled = async (body: object) => textIn(await shop.send('POST', '/v1/members', body), 'memberId')
const lasting = await enrolled({ name: '王芳', phone: '+8613800138000', birthday: '1990-05-01' })
const second = await enrolled({ name: '芳', phone: '+8613900139000', email: 'fang@example.com' })
let serial = 0
async function bought(memberId: string, yuan: number): Promise<void> {
  serial += 1
  await shop.send('PUT', `/v1/orders/B-${serial}`, {
    ...{ status: 'confirmed', memberId, currency: 'CNY', channel: 'pos' },
    lines: [{ sku: 'tea', quantity: 1, amountMinor: yuan * 100 }],
  })
}
await bought(lasting, 300)
await bought(second, 900)

test('both sides and what will be are seen, then two records are one', async () => {
  const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
  await page.goto(`/members/${lasting}`)
  await page.getByRole('button', { name: /更多/ }).click()
  await page.getByRole('menuitem', { name: '合并另一会员…' }).click()
  const dialog = page.getByRole('dialog')
  await photograph(page, 'merging-empty-zh')
  await dialog.getByRole('combobox').fill('fang@example.com')
  await page.locator('.ant-select-item-option').filter({ hasText: '芳' }).first().click()
  await dialog.getByText('1,200 积分').waitFor()
  await photograph(page, 'merging-zh')
  await dialog.getByRole('button', { name: /合\s*并/ }).click()
  await page.getByText('有一个会员合并至此').waitFor()
  await page.getByText('1,200').first().waitFor()
  await photograph(page, 'merged-zh')
  await page.getByRole('link', { name: '查看原会员' }).click()
  await page.getByText('该会员已合并至另一会员').waitFor()
  expect(troubles).toEqual([])
})

test('narrow and in English: it is undone, and each has his own again', async () => {
  const { page, troubles } = await shop.open({ width: 768, scheme: 'dark', language: 'en' })
  await page.goto(`/members/${second}`)
  await page.getByText('This record was merged into another one').waitFor()
  expect(await photograph(page, 'merged-narrow-en')).toBe(0)
  await page.getByRole('button', { name: 'Undo…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^Goes back: .*900 points/).waitFor()
  expect(await photograph(page, 'merging-undo-narrow-en')).toBe(0)
  await dialog.getByRole('button', { name: 'Undo the merging' }).click()
  await page.getByText('This record was merged into another one').waitFor({ state: 'detached' })
  await page.getByText('900').first().waitFor()
  expect(troubles).toEqual([])
})
