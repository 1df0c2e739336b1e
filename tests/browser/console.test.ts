/** A first day in the console, on the real server and database: each test goes on where the one before ended. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openWindow, photograph, speak } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('console')
const { context, page, troubles } = await openWindow(server.address, {
  width: 1280,
  scheme: 'light',
  language: 'zh-CN',
})
page.setDefaultTimeout(10_000)

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }
const state = { member: '', key: '' }

async function api(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(server.address + path, {
    method,
    headers: { authorization: `Bearer ${state.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
}

const balance = (text: string) => page.locator('[data-wallet=points] .figure').filter({ hasText: text }).waitFor()
const button = (name: string | RegExp) => page.getByRole('button', { name })

test('the first run makes the owner, who is signed in and sees how to begin', async () => {
  await page.goto(`/setup#code=${server.setupCode}`)
  await page.getByLabel('您的姓名').fill(owner.name)
  await page.getByLabel('邮箱').fill(owner.email)
  await page.getByLabel('密码').fill('短')
  await photograph(page, 'setup-zh')
  await button('创建所有者并登录').click()
  await page.getByText('至少 15 个字符。', { exact: true }).waitFor()
  await page.getByLabel('密码').fill(owner.password)
  await button('创建所有者并登录').click()
  await page.getByText('还没有会员。可以这样开始').waitFor()
  await photograph(page, 'home-empty-zh')
})

test('a page asked for without a session is shown after signing in', async () => {
  await context.clearCookies()
  await page.goto('/programme')
  await page.waitForURL(/sign-in/)
  await page.getByLabel('邮箱').fill(owner.email)
  await page.getByLabel('密码').fill('not the password at all')
  await page.keyboard.press('Enter')
  await page.getByText('邮箱或密码不正确。').waitFor()
  await page.getByLabel('密码').fill(owner.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/programme')
  await page.getByText('每消费满 1 个货币单位（优惠后）得 1 积分').waitFor()
})

test('an API key is made with the rights of a till and shown once', async () => {
  await page.goto('/settings')
  await page.getByRole('tab', { name: 'API 密钥' }).click()
  await button('创建 API 密钥').click()
  await page.getByLabel('名称').fill('码头店收银机')
  await page.getByRole('dialog').getByRole('button', { name: '创建 API 密钥' }).click()
  state.key = ((await page.locator('.made-key').textContent()) ?? '').trim()
  expect(state.key).toMatch(/^rk_live_\w+$/)
  await button('我已保存').click()
  await page.getByRole('cell', { name: /码头店收银机/ }).waitFor()
  expect(await page.content()).not.toContain(state.key)
})

test('a member is enrolled; what is wrong is said in a sentence', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.getByText('还没有会员').waitFor()
  await page.locator('.page-actions').getByRole('button', { name: '登记会员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '登记会员' }).click()
  await dialog.getByText('请填写手机号或邮箱。').waitFor()
  await dialog.getByLabel('手机号').fill('12')
  await dialog.getByLabel('姓名').fill('王芳')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: '登记会员' }).click()
  await dialog.getByText(/手机号无效/).waitFor()
  await dialog.getByLabel('手机号').fill('138 0013 8000')
  await dialog.getByRole('button', { name: '登记会员' }).click()
  await page.waitForURL(/members\/[0-9a-f-]{36}$/)
  state.member = page.url().slice(-36)
  await page.getByRole('heading', { name: /王芳/ }).waitFor()
  await page.getByText('还没有流水').waitFor()
})

test('an order of the till is shown with its points, the tier and the reason in both languages', async () => {
  await api('PUT', '/v1/orders/S-1001', {
    status: 'confirmed',
    memberId: state.member,
    currency: 'CNY',
    channel: 'pos',
    store: 'west-lake',
    lines: [
      { sku: 'pot', name: '紫砂壶', quantity: 2, unitPriceMinor: 45_900 },
      { sku: 'tea', name: '龙井', quantity: 1, unitPriceMinor: 16_800 },
    ],
  })
  await page.reload()
  await balance('1,086 积分')
  expect(await page.locator('[data-ladder=status]').textContent()).toMatch(
    /银卡会员[\s\S]*再获得 3,914 成长值 升为金卡会员/,
  )
  const entry = page.getByRole('row', { name: /订单 S-1001 获得 1,086 积分/ })
  await entry.getByRole('button', { name: '为什么是这个数？' }).click()
  await page.getByText(/1,086 points for order S-1001/).waitFor()
  expect(await page.locator('.why').textContent()).toContain('¥1,086.00')
  await page.keyboard.press('Escape')
  await speak(page, 'English')
  await page
    .getByRole('row', { name: /1,086 points for order S-1001: “Points on every purchase” counts ¥1,086.00/ })
    .waitFor()
  await page.getByText(/3,914 growth more reach Gold/).waitFor()
  await photograph(page, 'member-en')
  await speak(page, '简体中文')
  await page.getByRole('tab', { name: '流水' }).waitFor()
})

test('a return is previewed in words before it is done', async () => {
  await page.getByRole('tab', { name: '订单' }).click()
  await button('退货…').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('紫砂壶 的退货数量').fill('1')
  await dialog.getByText('退款 ¥459.00').waitFor()
  await dialog.getByText('将收回 459 积分（消费积分）。').waitFor()
  await dialog.getByText('等级由银卡会员变为普通会员。').waitFor()
  await photograph(page, 'return-preview-zh')
  expect(await page.locator('[data-wallet=points] .figure').textContent()).toBe('1,086 积分')
  await dialog.getByLabel('原因').fill('包装破损')
  await dialog.getByRole('button', { name: '确认退货' }).click()
  await balance('627 积分')
  await page.getByRole('tab', { name: '动态' }).click()
  await page.getByText('订单 S-1001 退货 ¥459.00').waitFor()
  await page.getByText('等级由银卡会员变为普通会员').waitFor()
})

test('points are given by hand with a reason and the balance that results', async () => {
  await button('增减积分').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('spinbutton').fill('73')
  await dialog.getByText('可用：现在 627 积分，之后 700 积分。').waitFor()
  await dialog.getByLabel('原因').fill('补偿运费')
  await dialog.getByRole('button', { name: '确认' }).click()
  await balance('700 积分')
})

test('a member is found as one types, and / goes to the search field', async () => {
  await page.goto('/members')
  await page.getByRole('link', { name: '王芳' }).waitFor()
  await page.getByRole('heading', { name: '会员', level: 1 }).click()
  await page.keyboard.press('/')
  for (const typed of ['王', '8000', '+86 138 0013 8000']) {
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(typed)
    await page.getByRole('link', { name: '王芳' }).waitFor()
  }
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('无此人')
  await page.getByText('没有符合的会员').waitFor()
  await button('显示全部会员').click()
  await page.getByRole('link', { name: '王芳' }).click()
  await page.waitForURL(`**/members/${state.member}`)
})

const file = `订单号,商品编码,商品名称,数量,单价,下单时间,手机号
T-1,tea,龙井,2,88.00,2026-03-01 10:00:00,13900139001
T-1,cup,茶杯,1,129.00,2026-03-01 10:00:00,13900139001
T-2,tea,龙井,-1,88.00,2026-03-05 09:00:00,13900139001
T-3,cake,桂花糕,3,26.00,2026-03-06 15:00:00,
T-4,cake,桂花糕,abc,26.00,2026-03-07 15:00:00,13900139002
`

test('a file is understood, imported with its progress, and its rejected lines are given back', async () => {
  await page.goto('/imports')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await page.getByText('如何读取').waitFor()
  const drawn = async (column: string, field: string) => {
    const place = page.locator('.landing').filter({ has: page.getByText(field, { exact: true }) })
    await page.locator('.heading-column').filter({ hasText: column }).dragTo(place)
    await place.locator('.ant-select').filter({ hasText: column }).waitFor()
  }
  // What was put down on the wrong field is put right, and a column is only ever one thing.
  await drawn('商品名称', '商品编码')
  await drawn('商品编码', '商品编码')
  await photograph(page, 'import-columns-zh')
  await button('查看识别结果').click()
  await page.getByText('查看了 5 行：识别 4 行，未识别 1 行。').waitFor()
  await photograph(page, 'import-understood-zh')
  await button('开始导入').click()
  await page.getByText('文件的每一行都计入且只计入一次').waitFor()
  const count = (name: string) => page.getByRole('row', { name }).getByRole('cell').nth(1).textContent()
  expect(await count('会员消费')).toBe('2')
  expect(await count('散客消费')).toBe('1')
  expect(await count('已匹配的退货')).toBe('1')
  expect(await count('被拒 1')).toBe('1')
  expect(await count('合计')).toBe('5')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载 CSV').click()])
  expect(readFileSync(await download.path(), 'utf8')).toContain('T-4,cake,桂花糕,abc')
  await page.goto('/members?q=13900139001')
  await page.getByRole('cell', { name: '+8613900139001' }).waitFor()
})

test('signing out ends the session: nothing is shown any more', async () => {
  await button(owner.name).click()
  await page.getByText('退出登录').click()
  await page.waitForURL(/sign-in/)
  await page.goto('/members')
  await page.waitForURL(/sign-in/)
  expect((await context.request.get('/v1/members')).status()).toBe(401)
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
