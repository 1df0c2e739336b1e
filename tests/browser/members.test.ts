/** The list of members as a workplace: columns, filters with a name, many served at once and taken back, a file. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('members')
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const names = ['王芳', '李博', '=1+1', '赵敏', '钱伟']
const people: string[] = []
const button = (name: string | RegExp) => page.getByRole('button', { name })

beforeAll(async () => {
  for (const [place, name] of names.entries()) {
    const member = { name, phone: `+861380013800${place}`, email: `m${place}@example.com` }
    people.push(textIn(await shop.send('POST', '/v1/members', member), 'memberId'))
  }
})

async function choose(...wanted: readonly string[]): Promise<void> {
  for (const name of wanted) await page.getByRole('checkbox', { name: `选择${name}` }).check()
}

async function begin(what: string): Promise<void> {
  await button('批量操作').click()
  await page.getByRole('menuitem', { name: what }).click()
}

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

test('a tag is given to those who are chosen, shows who was served, and is taken back', async () => {
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await choose('王芳', '李博', '赵敏')
  await page.getByText('已选 3 位会员').waitFor()
  await begin('添加标签')
  await dialog.getByLabel('标签').fill('茶友')
  await photograph(page, 'bulk-asked-zh')
  await dialog.getByRole('button', { name: '对 3 位会员开始' }).click()
  await page.getByText('已完成 3 / 3,变更 3 位').waitFor()
  await photograph(page, 'bulk-done-zh')
  await page.getByRole('button', { name: '标签“茶友”' }).first().click()
  await page.getByText('共 3 位会员').waitFor()
  expect(page.url()).toMatch(/tag=/)
  await choose('王芳')
  await begin('移除标签')
  await dialog.getByLabel('标签').fill('茶友')
  await dialog.getByRole('button', { name: '对 1 位会员开始' }).click()
  await page.getByText('共 2 位会员').waitFor()
  await button(/撤\s?销/).click()
  await page.getByText('共 3 位会员').waitFor()
  await page.getByText('撤销:移除标签:1 位会员').waitFor()
})

test('a filter is kept under a name and found again', async () => {
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

test('who cannot be served is named with the reason; the others are served', async () => {
  await page.goto(`/members/${people[3]}`)
  await button('更多').click()
  await page.getByRole('menuitem', { name: '暂停' }).click()
  await dialog.getByLabel('原因').click()
  await page.getByTitle('身份待核实').click()
  await dialog.getByRole('button', { name: /暂\s?停/ }).click()
  await page.getByText('原因:身份待核实').waitFor()
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await choose('李博', '赵敏')
  await begin('增减积分')
  await dialog.getByLabel('数量').fill('50')
  await dialog.getByLabel('原因').fill('周年庆')
  await dialog.getByRole('button', { name: '对 2 位会员开始' }).click()
  await page.getByText('已完成 2 / 2,变更 1 位').waitFor()
  await page.getByText('1 位未能处理').click()
  await page.getByText(/赵敏: /).waitFor()
  await photograph(page, 'bulk-failed-zh')
  await page.goto(`/members/${people[1]}`)
  await page.locator('[data-wallet=points] .figure').filter({ hasText: '50 积分' }).waitFor()
})

test('the list is exported as it is narrowed, hidden in part or in clear, and no cell is a formula', async () => {
  await page.goto('/members?status=active')
  await page.getByText('共 4 位会员').waitFor()
  const file = async (which: string) => {
    await button('导出').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(which).click()])
    return readFileSync(await download.path(), 'utf8')
  }
  const masked = await file('CSV,个人信息部分隐藏')
  expect(masked.trim().split('\r\n')).toHaveLength(5)
  expect(masked).toContain('王*')
  expect(masked).not.toContain('王芳')
  const clear = await file('CSV,完整个人信息(记入审计)')
  expect(clear).toContain('王芳')
  expect(clear).toContain(",'=1+1,+8613800138002,m2@example.com,")
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
