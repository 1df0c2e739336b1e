/** The list of members as a workplace: columns, filters with a name, a file. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('members')
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const names = ['王芳', '李博', '=1+1', '赵敏', '钱伟']
const people: string[] = []
const button = (name: string | RegExp) => page.getByRole('button', { name })

beforeAll(async () => {
  for (const [place, name] of names.entries()) {
    const tags = [0, 1, 3].includes(place) ? ['茶友'] : []
    const member = { name, phone: `+861380013800${place}`, email: `m${place}@example.com`, tags }
    people.push(textIn(await shop.send('POST', '/v1/members', member), 'memberId'))
  }
})

test('columns are chosen and stay chosen', async () => {
  await page.goto('/members')
  const phone = page.getByRole('columnheader', { name: '手机号' })
  await phone.waitFor()
  await button('列').click()
  await page.getByRole('checkbox', { name: '手机号' }).uncheck()
  await phone.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('共 5 位会员').waitFor()
  expect(await phone.count()).toBe(0)
  await button('列').click()
  await page.getByRole('checkbox', { name: '手机号' }).check()
  await phone.waitFor()
  await page.keyboard.press('Escape')
})

test('a filter is kept under a name and found again', async () => {
  await page.goto('/members?tag=茶友')
  await page.getByText('共 3 位会员').waitFor()
  await button('已存筛选').click()
  await page.getByRole('menuitem', { name: '将当前筛选另存为…' }).click()
  await dialog.getByLabel('名称').fill('爱茶的人')
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await button('已存筛选').click()
  await page.getByRole('menuitem', { name: '爱茶的人' }).click()
  await page.getByText('共 3 位会员').waitFor()
})

test('the list is exported as it is narrowed, hidden in part or in clear, and no cell is a formula', async () => {
  await shop.send('POST', `/v1/members/${people[3]}/suspend`, { reason: 'fraud' })
  await page.goto('/members?status=active')
  await page.getByText('共 4 位会员').waitFor()
  const file = async (which: string) => {
    await button('导出').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(which).click()])
    return readFileSync(await download.path(), 'utf8')
  }
  const masked = await file('CSV，个人信息部分隐藏')
  expect(masked.trim().split('\r\n')).toHaveLength(5)
  expect(masked).toContain('王*')
  expect(masked).not.toContain('王芳')
  const clear = await file('CSV，完整个人信息（记入审计）')
  expect(clear).toContain('王芳')
  expect(clear).toContain(",'=1+1,'+8613800138002,m2@example.com,")
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
