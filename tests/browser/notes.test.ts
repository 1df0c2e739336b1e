/** Support's memory on the member's page: written, pinned, changed and taken back without a mouse, and read again in the timeline. */
import { expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('notes')
const member = textIn(await shop.send('POST', '/v1/members', { name: '王芳', phone: '+8613800138000' }), 'memberId')
const hostile = '<img src=x onerror=alert(1)> تحب الشاي الأخضر'

test('a note is begun with a key, saved with a key, changed and found in the timeline', async () => {
  const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
  await page.goto(`/members/${member}`)
  const field = page.getByLabel('写下关于该会员的备注')
  await field.waitFor()
  await page.getByText('还没有备注').waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('对花生过敏，请在下单时提醒。')
  await page.keyboard.press('Enter')
  await page.keyboard.type('六点以后打电话。')
  await photograph(page, 'note-writing-zh')
  await page.keyboard.press('Control+Enter')
  await page.locator('.notes .note-text').waitFor()
  await field.fill(hostile)
  await page.getByRole('checkbox', { name: '置顶' }).check()
  await page.getByRole('button', { name: '保存备注' }).click()
  await page.locator('.notes li[data-pinned=true]').getByText(hostile).waitFor()
  expect(await page.locator('.notes .note-text').allTextContents()).toEqual([
    hostile,
    '对花生过敏，请在下单时提醒。\n六点以后打电话。',
  ])
  await page.getByRole('button', { name: '修改内容' }).last().click()
  await page.getByLabel('备注内容').fill('对花生和芒果过敏。')
  await page.keyboard.press('Control+Enter')
  await page.getByText('对花生和芒果过敏。').waitFor()
  await page.getByRole('button', { name: /修改$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('第 1 版').waitFor()
  await dialog.getByText('六点以后打电话。').waitFor()
  await photograph(page, 'note-versions-zh')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: '动态' }).click()
  await page
    .locator('.timeline')
    .getByText(/^修改备注/)
    .waitFor()
  await page.locator('.timeline .note-told').filter({ hasText: '对花生和芒果过敏。' }).waitFor()
  await photograph(page, 'notes-zh')
  expect(troubles).toEqual([])
})

test('narrow and in English: another may pin it and take it back, and it is gone from the page', async () => {
  const { page, troubles } = await shop.open({ width: 768, scheme: 'dark', language: 'en' })
  await page.goto(`/members/${member}`)
  await page.getByText('对花生和芒果过敏。').first().waitFor()
  expect(await photograph(page, 'notes-narrow-en')).toBe(0)
  await page.locator('.notes li').filter({ hasText: '芒果' }).getByRole('button', { name: 'Pin' }).click()
  await expect.poll(() => page.locator('.notes li[data-pinned=true]').count()).toBe(2)
  await page.locator('.notes li').filter({ hasText: '芒果' }).getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: 'Take back' }).click()
  await page.locator('.notes').getByText('对花生和芒果过敏。').waitFor({ state: 'detached' })
  expect(await page.locator('.notes .note-text').allTextContents()).toEqual([hostile])
  expect(troubles).toEqual([])
})
