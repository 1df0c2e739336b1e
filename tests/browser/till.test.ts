/** A cashier's day at the till, on the real server and database: each test goes on where the one before ended. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDevice, photograph } from '../support/browser.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runServer } from '../support/server.ts'

const folder = temporaryFolder('till-browser')
const server = await runServer('till')
const open = async () => {
  const screen = { width: 1280, scheme: 'light', language: 'zh-CN' } as const
  const opened = await openDevice(server.address, screen, join(folder, 'browser'))
  opened.page.setDefaultTimeout(10_000)
  return opened
}
let device = await open()
let { page } = device

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }
const button = (name: string | RegExp) => page.getByRole('button', { name })
const scan = async (code: string) => {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}

async function api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await device.context.request.fetch(path, {
    method,
    headers: { origin: server.address },
    ...(body === undefined ? {} : { data: body }),
  })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

test('a manager signs in and makes the device a till', async () => {
  await api('POST', '/v1/setup', { ...owner, code: server.setupCode })
  await page.goto('/till')
  await page.waitForURL(/sign-in/)
  await page.getByLabel('邮箱').fill(owner.email)
  await page.getByLabel('密码').fill(owner.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '将此设备设为收银机' }).waitFor()
  await api('PUT', '/v1/products/6901234567892', { name: '西湖龙井 50 克', attributes: { price_minor: 16_800 } })
  await api('PUT', '/v1/products/pot', { name: '紫砂壶' })
  await page.getByLabel('收银机名称').fill('码头店 2 号收银台')
  await page.getByRole('combobox', { name: '门店' }).fill('harbour')
  expect(await photograph(page, 'till-setup-zh')).toBe(0)
  await button('设为收银机').click()
  await page.getByText('购物篮是空的').waitFor()
  expect(await photograph(page, 'till-empty-zh')).toBe(0)
})

test('a member is enrolled, buys what is scanned and gets points', async () => {
  await button('登记会员').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('手机号').fill('13800138000')
  await dialog.getByLabel('姓名(选填)').fill('王芳')
  await dialog.getByRole('checkbox').check()
  await photograph(page, 'till-enrol-zh')
  await dialog.getByRole('button', { name: '登记会员' }).click()
  await page.locator('[data-buyer]').getByText('**** 8000').waitFor()
  await scan('6901234567892')
  await scan('6901234567892')
  await page.getByText('西湖龙井 50 克').waitFor()
  await scan('pot')
  await page.getByRole('dialog').getByLabel(/金额/).fill('459')
  await page.getByRole('dialog').getByRole('button', { name: /加入/ }).click()
  await button('金额').click()
  await page.getByRole('dialog').getByLabel(/金额/).fill('12.5')
  await photograph(page, 'till-amount-zh')
  await page.getByRole('dialog').getByRole('button', { name: /加入/ }).click()
  await button('确认收款 ¥807.50').waitFor()
  await page.locator('[data-earns=points]').filter({ hasText: '+807' }).waitFor()
  expect(await photograph(page, 'till-basket-zh')).toBe(0)
  await button('确认收款 ¥807.50').click()
  await page.getByText('已收款 ¥807.50').waitFor()
  await page.locator('[data-earned=points]').filter({ hasText: '807' }).waitFor()
  expect(await photograph(page, 'till-receipt-zh')).toBe(0)
  await button('下一位顾客').click()
})

test('a member is found by the end of his phone; goods come back after a preview', async () => {
  await button('查找会员').click()
  await page.getByRole('dialog').getByLabel('手机号、会员号或姓名').fill('8000')
  await photograph(page, 'till-find-zh')
  await page.getByRole('dialog').getByRole('button', { name: /王芳/ }).click()
  await page.getByText('可用 807 积分').waitFor()
  await button('更换').click()
  await page.getByRole('link', { name: '小票' }).click()
  await page.getByLabel('小票号').fill('T1-000001')
  await page.keyboard.press('Enter')
  await button('增加一件 西湖龙井 50 克').click()
  await page.getByText('退款 ¥168.00').waitFor()
  await page.getByText('将收回 168 积分。').waitFor()
  expect(await photograph(page, 'till-return-zh')).toBe(0)
  await button('确认退货').click()
  await page.getByText('已退货,退款 ¥168.00。').waitFor()
  await button('下一笔退货').click()
})

test('a guest’s receipt is given to the member who bought', async () => {
  await page.getByRole('link', { name: '收银' }).click()
  await scan('6901234567892')
  await button('确认收款 ¥168.00').click()
  await page.getByText('登记会员并出示此小票,即可补登积分。').waitFor()
  await button('下一位顾客').click()
  await page.getByRole('link', { name: '小票' }).click()
  await page.getByLabel('小票号').fill('T1-000002')
  await page.keyboard.press('Enter')
  await page.getByText('这张小票还没有会员').waitFor()
  await button('查找会员').click()
  await page.getByRole('dialog').getByLabel('手机号、会员号或姓名').fill('13800138000')
  await page.getByRole('dialog').getByRole('button', { name: /王芳/ }).click()
  await button('全部退货').waitFor()
  await page.getByRole('link', { name: '收银' }).click()
})

test('the till sells while the server is away, also after its browser was closed', async () => {
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
  await server.stop()
  await scan('6901234567892')
  await page.getByText('服务器离线,可继续收银').waitFor()
  await button('查找会员').click()
  await page.getByRole('dialog').getByLabel('手机号、会员号或姓名').fill('13800138000')
  await button('使用此号码').click()
  expect(await photograph(page, 'till-away-zh')).toBe(0)
  await button('确认收款 ¥168.00').click()
  await page.getByText('已收款 ¥168.00,保存在本机').waitFor()
  await photograph(page, 'till-away-receipt-zh')
  await device.close()

  device = await open()
  page = device.page
  await page.goto('/till')
  await page.getByText('购物篮是空的').waitFor()
  await scan('6901234567892')
  await scan('13900000000')
  await button('使用此号码').click()
  await button('确认收款 ¥168.00').click()
  await page.getByText('已收款 ¥168.00,保存在本机').waitFor()
  await button('下一位顾客').click()
  await page.getByRole('link', { name: /待发送/ }).click()
  await page.locator('[data-queued=waiting]').nth(1).waitFor()
  expect(await photograph(page, 'till-waiting-zh')).toBe(0)
})

test('what was sold meanwhile is sent once when the server is back', async () => {
  await server.start()
  await page.locator('[data-queued=accepted]').nth(1).waitFor({ timeout: 30_000 })
  await page.getByText('查无此会员').waitFor()
  expect(await photograph(page, 'till-sent-zh')).toBe(0)
  const { items } = await api('GET', '/v1/tills')
  expect(items).toMatchObject([{ accepted: 2, refused: 0, missing: 0 }])
  await page.getByRole('link', { name: '收银' }).click()
  await scan('13800138000')
  // 807 for the first sale less 168 returned, 168 claimed, 168 sold alone.
  await page.getByText('可用 975 积分').waitFor()
})

test('nothing went wrong in the page', () => {
  // While the server was away, asking for it could not but fail.
  expect(device.troubles.filter((trouble) => !trouble.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
})
