/** The desk of points: what is held, what waits for a second person, and what an agent does on a member's page. */
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('points')
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const people = { fang: '', bo: '' }
const balance = (text: string) => page.locator('[data-wallet=points] .figure').filter({ hasText: text }).waitFor()

async function work(name: string): Promise<void> {
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name }).click()
}

beforeAll(async () => {
  await shop.publish((definition) => ({
    ...definition,
    wallets: definition.wallets.map((wallet) => ({ ...wallet, approval: { above: 500 } })),
    transfers: [{ wallet: 'points', feePercent: 10 }],
  }))
  people.fang = textIn(await shop.send('POST', '/v1/members', { name: '王芳', phone: '+8613800138000' }), 'memberId')
  people.bo = textIn(await shop.send('POST', '/v1/members', { name: '李博', phone: '+8613800138001' }), 'memberId')
  const lines = [{ sku: 'tea', quantity: 1, unitPriceMinor: 90_000 }]
  const order = { status: 'confirmed', memberId: people.fang, currency: 'CNY', channel: 'pos', lines }
  await shop.send('PUT', '/v1/orders/S-1', order)
})

test('an amount is held on the member’s page, shown among all holds, and released there', async () => {
  await page.goto(`/members/${people.fang}`)
  await balance('900 积分')
  await work('冻结…')
  await dialog.getByLabel('数量').fill('950')
  await dialog.getByText('可用只有 900 积分。').waitFor()
  await dialog.getByLabel('数量').fill('200')
  await dialog.getByText('可用：现在 900 积分，之后 700 积分。').waitFor()
  await dialog.getByLabel('原因').fill('网店兑换')
  await dialog.getByRole('button', { name: /冻\s?结/ }).click()
  await balance('700 积分')
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL('**/points')
  const hold = page.getByRole('row', { name: /王芳 网店兑换 200 积分 冻结中/ })
  await hold.waitFor()
  await photograph(page, 'holds-zh')
  await hold.getByRole('button', { name: /解\s?冻/ }).click()
  await page.getByText('没有冻结').waitFor()
  await page.getByLabel('状态').click()
  await page.getByTitle('已解冻').click()
  await page.getByRole('row', { name: /王芳 网店兑换 200 积分 已解冻/ }).waitFor()
})

test('points are given to another member, with the fee said, and both see it', async () => {
  await page.goto(`/members/${people.fang}`)
  await work('转赠其他会员…')
  await dialog.getByLabel('姓名、手机号、尾号 4 位、会员号或邮箱').click()
  await page.keyboard.type('李')
  await page.getByTitle(/李博/).click()
  await dialog.getByLabel('数量').fill('100')
  await dialog.getByLabel('留言').fill('生日快乐')
  await dialog.getByRole('button', { name: /转\s?赠/ }).click()
  await page.getByText('对方收到 90 积分，手续费 10 积分。').waitFor()
  await balance('800 积分')
  await page.getByRole('tab', { name: '转赠' }).click()
  await page.getByRole('row', { name: /转出 · 对方会员 生日快乐 -100 积分/ }).waitFor()
  await page.getByRole('link', { name: '对方会员' }).click()
  await page.waitForURL(`**/members/${people.bo}`)
  await balance('90 积分')
})

test('a member is put on a tier by hand and gets back what was earned', async () => {
  await work('手工定级…')
  await dialog.getByText('目前为普通会员。').waitFor()
  await dialog.getByRole('combobox', { name: '等级', exact: true }).click()
  await page.getByTitle('金卡会员').click()
  await dialog.getByLabel('原因').fill('门店推荐')
  await photograph(page, 'placing-zh')
  await dialog.getByRole('button', { name: /定\s?级/ }).click()
  await page.locator('.page-tags').getByText('金卡会员').waitFor()
  await work('手工定级…')
  await dialog.getByText('手工定级：门店推荐').waitFor()
  await dialog.getByRole('combobox', { name: '等级', exact: true }).click()
  await page.getByTitle('按会员自身所得（解除手工定级）').click()
  await dialog.getByLabel('原因').fill('期满')
  await dialog.getByRole('button', { name: /定\s?级/ }).click()
  await page.locator('.page-tags').getByText('普通会员').waitFor()
})

test('what a colleague asks for above the threshold is approved here, and stays on record', async () => {
  const asked = { wallet: 'points', amount: 600, reason: '补偿误扣' }
  await shop.as('support', 'POST', `/v1/members/${people.bo}/adjustments`, asked)
  await page.goto('/points')
  await page.getByRole('tab', { name: '审批' }).click()
  const request = page.getByRole('row', { name: /support 周 查看会员 \+600 积分 补偿误扣/ })
  await request.waitFor()
  await photograph(page, 'approvals-zh')
  await request.getByRole('button', { name: /批\s?准/ }).click()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /确\s?定/ })
    .click()
  await page.getByText('没有待审批的申请').waitFor()
  await page.getByText('全部', { exact: true }).click()
  await page.getByRole('row', { name: /\+600 积分 补偿误扣 已批准 林岚/ }).waitFor()
  await page.goto(`/members/${people.bo}`)
  await balance('690 积分')
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
