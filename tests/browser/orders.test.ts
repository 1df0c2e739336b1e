/** An agent's work with orders: found, understood, taken back, cancelled, given to the member who forgot the card. */
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('orders')
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = page.getByRole('dialog')
const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
const people = { fang: '', bo: '' }

const teas = [
  { sku: 'pot', name: '紫砂壶', quantity: 2, unitPriceMinor: 45_900 },
  { sku: 'tea', name: '龙井', quantity: 1, unitPriceMinor: 16_800 },
]
const order = (content: object) => ({
  ...{ status: 'confirmed', currency: 'CNY', channel: 'pos', store: 'west-lake', lines: teas },
  ...content,
})

beforeAll(async () => {
  people.fang = textIn(await shop.send('POST', '/v1/members', { name: '王芳', phone: '+8613800138000' }), 'memberId')
  people.bo = textIn(await shop.send('POST', '/v1/members', { name: '李博', phone: '+8613800138001' }), 'memberId')
  await shop.send('PUT', '/v1/orders/S-1', order({ memberId: people.fang }))
  await shop.send('PUT', '/v1/orders/S-2', order({ memberId: people.fang, channel: 'web', store: undefined }))
  await shop.send('PUT', '/v1/orders/S-3', order({ memberId: people.bo, status: 'open' }))
  await shop.send('PUT', '/v1/orders/G-1', order({ store: 'harbour' }))
})

test('g o goes to the orders, which are narrowed by number, status and buyer', async () => {
  await page.goto('/')
  await page.getByRole('link', { name: '订单', exact: true }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.waitForURL('**/orders')
  await page.getByText('共 4 笔订单').waitFor()
  await row('S-1').getByText('王芳').waitFor()
  await row('S-1').getByText('1,086 积分').waitFor()
  await row('G-1').getByText('散客').waitFor()
  await page.getByRole('heading', { name: '订单', level: 1 }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('S-')
  await page.getByText('共 3 笔订单').waitFor()
  await page.getByLabel('状态').click()
  await page.getByTitle('未完成').click()
  await page.getByText('共 1 笔订单').waitFor()
  await row('S-3').getByText('李博').waitFor()
  expect(page.url()).toMatch(/orders\?q=S-&status=open$/)
  await page.getByLabel('购买人').click()
  await page.getByTitle('散客').last().click()
  await page.getByText('没有符合的订单').waitFor()
  await button('显示全部订单').click()
  await page.getByText('共 4 笔订单').waitFor()
})

test('the orders of one member are found by the name', async () => {
  await page.getByLabel('全部会员：姓名、手机号或会员号').click()
  await page.keyboard.type('王')
  await page.getByTitle(/王芳/).click()
  await page.getByText('共 2 笔订单').waitFor()
  expect(page.url()).toContain(`member=${people.fang}`)
  await photograph(page, 'orders-of-member-zh')
})

test('an order tells what it earned and why, its lots and what happened to it', async () => {
  await page.getByRole('link', { name: 'S-1' }).click()
  await page.getByRole('heading', { name: '订单 S-1' }).waitFor()
  await page.getByText('计入 ¥1,086.00，获得 1,086 积分').first().waitFor()
  await row('订单 S-1 获得 1,086 积分').getByRole('button', { name: '为什么是这个数？' }).click()
  await page.getByText(/1,086 points for order S-1/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('消费 ¥1,086.00（订单 S-1）').waitFor()
  expect(await photograph(page, 'order-page-zh')).toBe(0)
})

test('part of an order is taken back after a preview, and its page says so', async () => {
  await button('退货…').click()
  await dialog.getByLabel('紫砂壶 的退货数量').fill('1')
  await dialog.getByText('将收回 459 积分（消费积分）。').waitFor()
  await dialog.getByLabel('原因').fill('壶嘴有裂')
  await dialog.getByRole('button', { name: '确认退货' }).click()
  await page.getByText('退款 ¥459.00（壶嘴有裂）').waitFor()
  await page.getByText('订单 S-1 退货 ¥459.00').waitFor()
  await page.getByRole('cell', { name: /^2 ?（已退 1）$/ }).waitFor()
  await button('更多').click()
  expect(await page.getByRole('menuitem', { name: '重新打开…' }).count()).toBe(0)
  await page.keyboard.press('Escape')
})

test('a confirmed order is cancelled after its effects were shown; an open one lets go', async () => {
  await page.goto('/orders/S-2')
  await button('更多').click()
  await page.getByRole('menuitem', { name: '取消订单…' }).click()
  // S-1 had made a silver member of her, who earns a quarter more.
  await dialog.getByText('将收回 1,357 积分（消费积分）。').waitFor()
  await photograph(page, 'order-cancelling-zh')
  await dialog.getByRole('button', { name: '取消该订单' }).click()
  await page.getByText('订单 S-2 已取消').first().waitFor()
  await page.locator('.page-tags').getByText('已取消').waitFor()
  expect(await button('退货…').count()).toBe(0)
  await page.goto('/orders/S-3')
  await button('更多').click()
  await page.getByRole('menuitem', { name: '取消订单…' }).click()
  await dialog.getByText('订单尚未确认').waitFor()
  await dialog.getByRole('button', { name: '取消该订单' }).click()
  await page.locator('.page-tags').getByText('已取消').waitFor()
})

test('a guest’s order is given to the member who forgot the card', async () => {
  await page.goto('/orders/G-1')
  await page.getByText('散客购买').waitFor()
  await button('补登给会员…').click()
  await dialog.getByLabel('姓名、手机号、尾号 4 位、会员号或邮箱').click()
  await page.keyboard.type('李')
  await page.getByTitle(/李博/).click()
  await dialog.getByRole('button', { name: '补登给该会员' }).click()
  await page.getByText('以散客身份购买的订单 G-1 已补登').waitFor()
  await page.getByRole('link', { name: '查看会员' }).click()
  await page.waitForURL(`**/members/${people.bo}`)
  await page.locator('[data-wallet=points] .figure').filter({ hasText: '1,086 积分' }).waitFor()
})

test('an order is opened again, and an unknown number is told in words', async () => {
  await shop.send('PUT', '/v1/orders/S-4', order({ memberId: people.fang }))
  await page.goto('/orders/S-4')
  await button('更多').click()
  await page.getByRole('menuitem', { name: '重新打开…' }).click()
  await dialog.getByText('将收回 1,086 积分（消费积分）。').waitFor()
  await dialog.getByRole('button', { name: '重新打开' }).click()
  await page.locator('.page-tags').getByText('未完成').waitFor()
  await page.getByText('订单 S-4 已重新打开').first().waitFor()
  await page.goto('/orders/none')
  await page.getByText('没有订单 none。').waitFor()
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
