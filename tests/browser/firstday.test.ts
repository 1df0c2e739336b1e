/** The guided first day on a fresh shop: what is done is marked, what is open leads to its page, and it can be put away. */
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph, type Screen, type Window } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

/** Several pages in each window. */
vi.setConfig({ testTimeout: 120_000 })

const shop = await ownedConsole('firstday')

async function marked({ page }: Window): Promise<(string | null)[]> {
  await page.locator('.firstday').waitFor()
  const steps = await page.locator('.firstday [data-done=true]').all()
  return Promise.all(steps.map((step) => step.getAttribute('data-step')))
}

async function looked(window: Window, name: string): Promise<void> {
  await window.page.goto('/')
  await window.page.locator('.firstday').waitFor()
  expect(await photograph(window.page, name), name).toBe(0)
  expect(await violations(window.page), name).toEqual([])
}

test('a fresh shop has nothing done; a store entered in the console, by keys alone, is marked', async () => {
  const window = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
  const { page } = window
  await looked(window, 'firstday-fresh-zh-1440-light')
  expect(await marked(window)).toEqual([])
  await page.getByText('已完成 0 / 9').waitFor()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '录入门店' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByLabel('代码').waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByText('请填写代码。').waitFor()
  await dialog.getByLabel('代码').fill('west-lake')
  await dialog.getByLabel('名称', { exact: true }).fill('西湖店')
  await photograph(page, 'firstday-store-zh')
  await page.keyboard.press('Enter')
  await page.getByText('已完成 1 / 9').waitFor()
  expect(await marked(window)).toEqual(['stores'])
  expect(await shop.send('GET', '/v1/stores/west-lake')).toMatchObject({ name: '西湖店', city: null, active: true })
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '录入门店' }).click()
  await dialog.getByLabel('代码').fill('west-lake')
  await dialog.getByLabel('名称', { exact: true }).fill('另一家')
  await page.keyboard.press('Enter')
  await dialog.getByText('代码 west-lake 已被使用。').waitFor()
  expect(await shop.send('GET', '/v1/stores/west-lake')).toMatchObject({ name: '西湖店' })
  expect(window.troubles).toEqual([])
  await window.close()
})

test('a step leads to its page and its chapter, and what the API did is marked too', async () => {
  const window = await shop.open({ width: 1440, scheme: 'dark', language: 'en' })
  const { page } = window
  await page.goto('/')
  await page.locator('[data-step=texts]').getByRole('link', { name: 'Go to the texts' }).click()
  await page.waitForURL('**/settings?tab=consents')
  await page.goto('/')
  await page
    .locator('[data-step=security]')
    .getByRole('link', { name: /How does this work/ })
    .click()
  await page.waitForURL('**/handbook/sign-in#second-factors')
  await shop.send('POST', '/v1/consent-texts/terms/versions', {
    ...{ kind: 'terms', required: true },
    words: { en: 'The terms of membership', 'zh-CN': '会员条款' },
  })
  await shop.send('POST', '/v1/members', { name: '王芳', phone: '+8613800138000', channel: 'pos' })
  await looked(window, 'firstday-begun-en-1440-dark')
  expect(await marked(window)).toEqual(['stores', 'texts', 'member'])
  await page.getByText('3 of 9').waitFor()
  expect(window.troubles).toEqual([])
  await window.close()
})

test('put away it stays away, until it is asked for under one’s name or in the handbook', async () => {
  const window = await shop.open({ width: 768, scheme: 'light', language: 'en' })
  const { page } = window
  await looked(window, 'firstday-begun-en-768-light')
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.locator('.firstday').waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByText('Active members').waitFor()
  expect(await page.locator('.firstday').count()).toBe(0)
  await page.locator('.frame-person').click()
  await page.getByRole('menuitem', { name: 'First day' }).click()
  await page.locator('.firstday').waitFor()
  await page.goto('/')
  await page.locator('.firstday').waitFor()
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.goto('/handbook')
  await page.getByRole('link', { name: 'Guided first day' }).click()
  await page.locator('.firstday').waitFor()
  expect(window.troubles).toEqual([])
  await window.close()
})

const narrow: Screen = { width: 768, scheme: 'dark', language: 'zh-CN' }

test('who may do only some of it is told who does the rest', async () => {
  const staff = { name: '周敏', email: 'zhou@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }
  await shop.send('POST', '/v1/staff', { ...staff, role: 'cashier' })
  const window = await shop.open(narrow)
  const { page, context } = window
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('邮箱').fill(staff.email)
  await page.getByLabel('密码').fill(staff.password)
  await page.keyboard.press('Enter')
  await page.locator('.firstday').waitFor()
  expect(await marked(window)).toEqual(['stores', 'staff', 'texts', 'member'])
  await page.getByText('已完成 4 / 8').waitFor()
  const programme = page.locator('[data-step=programme]')
  await programme.getByText('由所有者完成。').waitFor()
  expect(await programme.locator('.firstday-way').count()).toBe(0)
  await page.locator('[data-step=order] .firstday-way').waitFor()
  await looked(window, 'firstday-cashier-zh-768-dark')
  await page.getByText('已完成 4 / 8').waitFor()
  expect(window.troubles).toEqual([])
  await window.close()
})
