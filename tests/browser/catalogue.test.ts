/** The catalogue: empty at first, entered by keys, searched, changed, retired and taken back; products from a file. */
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Window } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('catalogue')
const window = await shop.open({ width: 1440, scheme: 'light', language: 'en' })
const { page, troubles } = window
vi.setConfig({ testTimeout: 180_000 })
const dialog = page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const row = (text: string) => page.locator('tr', { hasText: text })

async function looked({ page }: Window, name: string): Promise<void> {
  expect.soft(await photograph(page, name), name).toBe(0)
  expect.soft(await violations(page), name).toEqual([])
}

test('`g` and `k` go there; an empty list says what to do, and a store is entered without a mouse', async () => {
  await page.goto('/')
  await page.locator('.firstday').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.getByText('No store yet').waitFor()
  await looked(window, 'catalogue-empty-en')
  await button('Enter a store').first().focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await dialog.getByText('A code is needed.').waitFor()
  await dialog.getByLabel('Code').fill('west-lake')
  await dialog.getByLabel('Name', { exact: true }).fill('西湖店')
  await dialog.getByLabel('Name for who reads English').fill('West Lake')
  await dialog.getByLabel('City').fill('杭州')
  await looked(window, 'catalogue-entering-en')
  await page.keyboard.press('Enter')
  await row('west-lake').getByText('West Lake').waitFor()
  expect(await shop.send('GET', '/v1/stores/west-lake')).toEqual({
    ...{ code: 'west-lake', name: '西湖店', translations: { en: 'West Lake' }, active: true },
    ...{ channel: null, city: '杭州', timeZone: null },
  })
  await dialog.waitFor({ state: 'hidden' })
})

test('what is there is not entered a second time; what is wrong is said and nothing is lost', async () => {
  await button('Enter a store').click()
  await dialog.getByLabel('Code').fill('west-lake')
  await dialog.getByLabel('Name', { exact: true }).fill('Another')
  await page.keyboard.press('Enter')
  await dialog.getByText('The code west-lake is taken already.').waitFor()
  await dialog.getByLabel('Code').fill('bund')
  await dialog.getByLabel('Time zone').fill('Moon/Base')
  await page.keyboard.press('Enter')
  await dialog.getByText(/timeZone must be an IANA name/).waitFor()
  await dialog.getByLabel('Time zone').fill('')
  await page.keyboard.press('Enter')
  await row('bund').getByText('Another').waitFor()
  expect(await shop.send('GET', '/v1/stores/west-lake')).toMatchObject({ name: '西湖店' })
  await dialog.waitFor({ state: 'hidden' })
})

test('a change keeps what the dialog does not ask for; a retired store is found as such and taken back', async () => {
  const translations = { en: 'The Bund', ja: '外灘' }
  await shop.send('PUT', '/v1/stores/bund', { name: '外滩店', translations, city: '上海' })
  await page.reload()
  await button('Change The Bund').or(button('Change 外滩店')).click()
  await dialog.getByLabel('Name for who reads English').fill('Bund')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row('bund').getByText('Bund', { exact: true }).waitFor()
  expect(await shop.send('GET', '/v1/stores/bund')).toMatchObject({
    ...{ name: '外滩店', translations: { en: 'Bund', ja: '外灘' }, city: '上海', active: true },
  })
  await row('bund').getByRole('button', { name: 'Retire' }).click()
  await page.getByText('Nothing is deleted').waitFor()
  await dialog.getByRole('button', { name: 'Retire' }).click()
  await row('bund').getByText('Retired').waitFor()
  await page.getByLabel('State').click()
  await page.getByTitle('Retired').click()
  await row('west-lake').waitFor({ state: 'hidden' })
  await row('bund').getByRole('button', { name: 'Take back' }).click()
  await page.getByText('Nothing fits').waitFor()
  await button('Show all').click()
  await row('west-lake').waitFor()
  expect(await shop.send('GET', '/v1/stores/bund')).toMatchObject({ active: true, city: '上海' })
})

test('products come from a file as a Chinese spreadsheet saves it; what is refused says why', async () => {
  await page.getByRole('tab', { name: 'Categories' }).click()
  await button('Enter a category').first().click()
  await dialog.getByLabel('Code').fill('tea')
  await dialog.getByLabel('Name', { exact: true }).fill('茶叶')
  await dialog.getByRole('button', { name: 'Enter' }).click()
  await row('tea').waitFor()
  await shop.send('PUT', '/v1/products/T1', { name: '旧名', attributes: { grams: 50 } })
  await page.getByRole('tab', { name: 'Products' }).click()
  await button('Products from a file').click()
  const choose = (text: string) =>
    dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'tea.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await choose('品牌\n无')
  await dialog.getByText('No column is called sku').waitFor()
  const many = Array.from({ length: 300 }, (_, place) => `M${place}，茶 ${place},tea`)
  await choose(['货号,名称,类目,价格', 'T1,龙井,tea,68', 'T2,碧螺春,nowhere,88', ',没有编码,,', ...many].join('\r\n'))
  await dialog.getByText('303 products.').waitFor()
  await dialog.getByText('Passed over: 价格.').waitFor()
  await looked(window, 'catalogue-file-en')
  await dialog.getByRole('button', { name: 'Enter 303 products' }).click()
  await dialog.getByText('301 products entered').waitFor()
  await dialog.getByText(/names nowhere, which does not exist/).waitFor()
  await dialog.getByText('It has no code or no name.').waitFor()
  await looked(window, 'catalogue-file-done-en')
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await shop.send('GET', '/v1/products/T1')).toMatchObject({
    ...{ name: '龙井', category: 'tea', attributes: { grams: 50 } },
  })
})

test('a long list is drawn as far as it is in sight, and found by words', async () => {
  await page.getByText('100 shown; there are more').waitFor()
  await button('Load more').click()
  await page.getByText('200 shown; there are more').waitFor()
  expect(await page.locator('.ant-table-row').count()).toBeLessThan(100)
  await page.keyboard.press('/')
  await page.keyboard.type('龙井')
  await page.getByText('1 in all').waitFor()
  await row('T1').getByText('茶叶').waitFor()
})

test('who may only look sees no way to change, and the trail tells what was changed', async () => {
  const analyst = { name: 'Chen', email: 'chen@example.com', password: 'harbour oolong basket moonlit stone' }
  await shop.send('POST', '/v1/staff', { ...analyst, role: 'analyst' })
  const { email, password } = analyst
  const other = await openWindow(shop.address, { width: 1440, scheme: 'light', language: 'en' })
  other.page.setDefaultTimeout(20_000)
  const signed = await fetch(`${shop.address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: shop.address },
    body: JSON.stringify({ email, password }),
  })
  const [name = '', value = ''] = (signed.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=', 2) ?? []
  await other.context.addCookies([{ name, value: decodeURIComponent(value), url: shop.address }])
  await other.page.goto('/catalogue')
  await other.page.getByText('西湖店').or(other.page.getByText('West Lake')).waitFor()
  expect(await other.page.locator('.page button', { hasText: /Enter|录入|Change|修改|Retire|停用/ }).count()).toBe(0)
  await other.close()
  await page.goto('/audit')
  await page.getByText('Wrote a store').first().waitFor()
  await page.getByText('Wrote several products').first().waitFor()
  expect(troubles).toEqual([])
})

test.each([
  { width: 768, scheme: 'light', language: 'zh-CN' },
  { width: 1440, scheme: 'dark', language: 'zh-CN' },
] as const)('it fits a $scheme screen of $width pixels in $language', async (looks) => {
  const other = await shop.open(looks)
  for (const view of ['stores', 'products', 'categories', 'brands']) {
    await other.page.goto(`/catalogue?view=${view}`)
    await looked(other, `catalogue-${view}-zh-${looks.width}-${looks.scheme}`)
  }
  await other.page.getByRole('button', { name: '录入品牌' }).first().click()
  await other.page.getByRole('dialog').getByText('以后不能修改').waitFor()
  await looked(other, `catalogue-brand-zh-${looks.width}-${looks.scheme}`)
  expect(other.troubles).toEqual([])
  await other.close()
})
