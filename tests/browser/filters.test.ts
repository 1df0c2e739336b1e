/** Saved filters in the console: written in the editor of conditions, kept on the server, shared, linked to, taken over from a device. */
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('filters')
const { page, troubles, context } = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const conditions = page.getByRole('group', { name: '条件' })

beforeAll(async () => {
  for (const [place, name] of ['王芳', '李博', '赵敏', '钱伟', '孙丽'].entries()) {
    const tags = place % 2 === 0 ? ['茶友'] : []
    const memberId = textIn(
      await shop.send('POST', '/v1/members', { name, phone: `+861380013900${place}`, tags }),
      'memberId',
    )
    if (place < 2)
      await shop.send('POST', `/v1/members/${memberId}/adjustments`, {
        ...{ wallet: 'points', amount: 500 + place, reason: '测试' },
      })
  }
})

async function balanceAtLeast(points: string): Promise<void> {
  await conditions.getByRole('button', { name: 'plus 条件', exact: true }).click()
  await conditions.getByLabel('判断什么').click()
  await page.getByTitle('积分余额', { exact: true }).click()
  await conditions.getByRole('spinbutton', { name: '值' }).fill(points)
}

test('a condition is written with its sentence and how many satisfy it, and narrows the list', async () => {
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await button('filter 条件').click()
  await page.getByText('没有条件：显示全部会员。').waitFor()
  await photograph(page, 'filters-empty-zh')
  await balanceAtLeast('500')
  await page.getByText('5 位会员中现有 2 位满足（40%）').waitFor()
  await page.getByText(/积分余额不少于 500/).waitFor()
  await button('查看符合的会员').click()
  await page.getByText('共 2 位会员').waitFor()
  expect(page.url()).toMatch(/condition=/)
  await photograph(page, 'filters-condition-zh')
})

test('it is saved with a name, shared, changed, and found by its address', async () => {
  await button('已存筛选').click()
  await page.getByRole('menuitem', { name: '将当前筛选另存为…' }).click()
  await dialog.getByLabel('名称').fill('积分多的人')
  await dialog.getByLabel('共享给所有能查看会员的同事').check()
  await photograph(page, 'filters-saving-zh')
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByText('共 2 位会员').waitFor()
  await page.waitForURL(/filter=/)
  const address = page.url()
  await conditions.getByRole('spinbutton', { name: '值' }).fill('501')
  await page.getByText('5 位会员中现有 1 位满足（20%）').waitFor()
  await button('保存修改').click()
  await page.getByText('共 1 位会员').waitFor()
  expect(page.url()).toBe(address)
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await page.goto(address)
  await page.getByText('共 1 位会员').waitFor()
  await button('filter 积分多的人').click()
  await page.getByText('已共享').waitFor()
  await photograph(page, 'filters-saved-zh')
  await button('重命名').click()
  await dialog.getByLabel('名称').fill('积分很多的人')
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await button('filter 积分很多的人').waitFor()
})

test('in English on a small screen', async () => {
  const other = await shop.open({ width: 768, scheme: 'light', language: 'en' })
  await other.page.goto(page.url())
  await other.page.getByText('1 member', { exact: true }).waitFor()
  await other.page.getByRole('button', { name: 'filter 积分很多的人' }).click()
  await other.page.getByText(/of 5 members satisfy it now/).waitFor()
  await photograph(other.page, 'filters-saved-en-768')
  expect(other.troubles).toEqual([])
  await other.context.close()
  await shop.send('PATCH', '/v1/me', { locale: 'zh-CN' })
})

test('what an older console kept on the device is taken over, once; a search is not', async () => {
  await page.evaluate(() => {
    const views = [
      { name: '茶友', filters: { tag: '茶友', q: '王' } },
      { name: '搜索', filters: { q: '王芳' } },
    ]
    localStorage.setItem('members.views', JSON.stringify(views))
  })
  await page.goto('/members')
  await page.getByText('共 5 位会员').waitFor()
  await button('已存筛选').click()
  await page.getByRole('menuitem', { name: '茶友' }).click()
  await page.getByText('共 3 位会员').waitFor()
  expect(await page.evaluate(() => localStorage.getItem('members.views'))).toBeNull()
  await page.reload()
  await button('已存筛选').click()
  await page.getByRole('menuitem', { name: '积分很多的人' }).waitFor()
  expect(await page.getByRole('menuitem', { name: '茶友' }).count()).toBe(1)
  expect(await page.getByRole('menuitem', { name: '搜索' }).count()).toBe(0)
  await page.keyboard.press('Escape')
})

test('a deleted one is gone, and an address that names it can be left', async () => {
  const address = page.url()
  await button('filter 茶友').click()
  await button('删除').click()
  await dialog.getByRole('button', { name: /删\s?除/ }).click()
  await page.getByText('共 5 位会员').waitFor()
  await page.goto(address)
  await page.getByText('没有这个已存筛选').waitFor()
  await button('清除条件').click()
  await page.getByText('共 5 位会员').waitFor()
})

test('no page met an error', async () => {
  expect(troubles.filter((trouble) => !/404/.test(trouble))).toEqual([])
  await context.close()
})
