/** A family at the help desk: it is put together, its head changes, and somebody moves out. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('household')
const enrol = async (name: string, phone: string) =>
  textIn(await shop.send('POST', '/v1/members', { name, phone }), 'memberId')
const wang = await enrol('王芳', '+8613800138000')
await enrol('李伟', '+8613800138001')
const child = await enrol('李小雨', '+8613800138002')
const alone = await enrol('Ada Lovelace', '+8613800138003')

/** Without a mouse: the list moves while it opens. */
async function choose(page: Page, name: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox')
  await field.fill(name)
  await page.locator('.ant-select-item-option-active').filter({ hasText: name }).waitFor()
  await field.press('Enter')
  await page.getByRole('dialog').locator('.ant-select').filter({ hasText: name }).waitFor()
}

test('a household is founded and grows, its head changes, and the timeline tells of it', async () => {
  const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
  await page.goto(`/members/${wang}`)
  await page.getByText('不在任何家庭中').waitFor()
  for (const [name, role] of [
    ['李伟', '成人'],
    ['李小雨', '孩子'],
  ] as const) {
    await page.getByRole('button', { name: '添加家庭成员' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, name)
    await dialog.getByRole('radio', { name: role }).check()
    if (role === '孩子') await photograph(page, 'household-joining-zh')
    await dialog.getByRole('button', { name: '添加家庭成员' }).click()
    await page.locator('.household li').filter({ hasText: name }).waitFor()
    await dialog.waitFor({ state: 'detached' })
  }
  expect(await page.locator('.household li .quiet').allTextContents()).toEqual([
    expect.stringMatching(/^户主 · .+ · .+ 加入$/),
    expect.stringMatching(/^成人 · /),
    expect.stringMatching(/^孩子 · /),
  ])
  await page.getByRole('button', { name: '变更李伟的角色' }).click()
  await page.getByRole('menuitem', { name: '设为户主' }).click()
  await page.locator('.household li').first().filter({ hasText: '李伟' }).waitFor()
  await page.getByRole('tab', { name: '动态' }).click()
  await page.locator('.timeline').getByText('家庭角色变更：成人').waitFor()
  await page.locator('.timeline').getByText('加入家庭：户主').waitFor()
  await page.locator('.household').scrollIntoViewIfNeeded()
  await photograph(page, 'household-zh')
  await page.getByRole('link', { name: '李小雨' }).click()
  await page.waitForURL(`**/members/${child}`)
  await page.locator('.household strong').getByText('李小雨').waitFor()
  expect(troubles).toEqual([])
})

test('narrow and in English: who is alone joins theirs, heads follow each other, and children alone are no household', async () => {
  const { page, troubles } = await shop.open({ width: 768, scheme: 'dark', language: 'en' })
  await page.goto(`/members/${alone}`)
  await page.getByText('In no household').waitFor()
  expect(await photograph(page, 'household-empty-narrow-en')).toBe(0)
  await page.getByRole('button', { name: 'Add to the household' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, '王芳')
  await dialog.getByText('That member is in a household already: this member joins it.').waitFor()
  await photograph(page, 'household-theirs-narrow-en')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Add to the household' }).press('Enter')
  const lines = page.locator('.household li')
  await expect.poll(() => lines.count()).toBe(4)
  await dialog.waitFor({ state: 'detached' })
  await lines.first().scrollIntoViewIfNeeded()
  expect(await photograph(page, 'household-narrow-en')).toBe(0)
  for (const name of ['李伟', '王芳']) {
    await page.getByRole('button', { name: `Take ${name} out` }).click()
    await page.getByRole('tooltip').getByRole('button', { name: 'Take out' }).click()
    await lines.filter({ hasText: name }).waitFor({ state: 'detached' })
  }
  await lines
    .first()
    .filter({ hasText: 'Ada Lovelace' })
    .getByText(/^Head · /)
    .waitFor()
  await page.getByRole('button', { name: 'Take Ada Lovelace out' }).click()
  await page.getByText('Another adult becomes the head.').waitFor()
  await photograph(page, 'household-leaving-narrow-en')
  await page.getByRole('tooltip').getByRole('button', { name: 'Take out' }).click()
  await page.getByText('In no household').waitFor()
  expect(troubles).toEqual([])
})
