/** A cashier's day at the till, on the real server and database: each test goes on where the one before ended. */
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { asInstant } from '../../src/base/time.ts'
import { cardCode } from '../../src/presence/rules.ts'
import { openDevice, photograph } from '../support/browser.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runServer } from '../support/server.ts'

const folder = temporaryFolder('till-browser')
const server = await runServer('till')
const open = async () => {
  const screen = { width: 1280, scheme: 'light', language: 'zh-CN' } as const
  const opened = await openDevice(server.address, screen, join(folder, 'browser'))
  opened.page.setDefaultTimeout(20_000)
  return opened
}
// Each test is an hour of the day: a whole walk on a machine that has other work, too.
vi.setConfig({ testTimeout: 120_000 })
let device = await open()
let { page } = device

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }
const cashier = { name: '周敏', email: 'zhou@example.com', password: '桂花糕 紫砂壶 山泉水 龙井 茶杯' }
const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = () => page.getByRole('dialog')
const scan = async (code: string) => {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
let cookie = ''
/** The phone of the member who has the portal on it. */
const phone = { memberId: '', handle: '', secret: Buffer.alloc(0) }
const codeNow = () => cardCode(phone.handle, phone.secret, asInstant(Date.now()))

/** What this day reads of answers. */
type Answer = {
  readonly items: readonly {
    readonly memberId: string
    readonly text: string
    readonly code: string
    readonly givenNow: boolean
  }[]
  readonly definition: { readonly wallets: readonly object[] }
  readonly joining: string
  readonly memberId: string
  readonly wallets: readonly { readonly wallet: string; readonly available: number }[]
  readonly token: string
  readonly handle: string
  readonly secret: string
}

/** As the owner, from another desk. */
async function api(method: string, path: string, body?: unknown, authorization?: string): Promise<Answer> {
  const answer = await fetch(server.address + path, {
    method,
    headers: {
      ...{ 'content-type': 'application/json', origin: server.address },
      ...(authorization === undefined ? { cookie } : { authorization }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true)
  const [session] = answer.headers.getSetCookie()
  if (session !== undefined && authorization === undefined) cookie = session.split(';')[0] ?? ''
  const answered: Answer = JSON.parse(text)
  return answered
}

async function signIn({ email, password }: { email: string; password: string }): Promise<void> {
  await page.waitForURL(/sign-in/)
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码').fill(password)
  await page.keyboard.press('Enter')
}

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })

/** Points pay, coupons lessen, and both only with the member there. */
async function programme(): Promise<void> {
  const { definition } = await api('GET', '/v1/programme')
  const [points, ...wallets] = definition.wallets
  const checkout = { points: 100, minor: 100, currency: 'CNY', least: 100, step: 100 }
  const welcome = {
    ...{ code: 'welcome', name: words('Welcome', '新人礼'), group: 'coupons', needs: 'coupon', priority: 0 },
    ...{ currency: 'CNY', gives: [{ kind: 'amount', minor: 3_000, of: 'goods' }] },
  }
  const after = {
    ...definition,
    wallets: [{ ...points, checkout }, ...wallets],
    offerGroups: [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all' }],
    offers: [welcome],
    presence: ['points', 'coupons'],
  }
  await api('POST', '/v1/programme/versions', { definition: after, note: '积分抵扣' })
  const terms = words('The terms of the tea house …', '茶馆会员条款……')
  await api('POST', '/v1/consent-texts/terms/versions', { kind: 'terms', required: true, words: terms })
  const news = words('We write about new teas.', '新茶上市时通知您。')
  await api('POST', '/v1/consent-texts/news/versions', {
    ...{ kind: 'marketing', channel: 'sms', required: false, words: news },
  })
}

const read = new Set<string>()

/** The code that was sent last, as staff read it in the outbox once it is there. */
async function newestCode(): Promise<string> {
  const code = await vi.waitUntil(
    async () => {
      const { items } = await api('GET', '/v1/messages')
      const found = /\d{6}/.exec(items[0]?.text ?? '')?.[0]
      return found !== undefined && !read.has(found) && found
    },
    { timeout: 10_000, interval: 100 },
  )
  read.add(code)
  return code
}

test('a manager signs in and makes the device a till', async () => {
  await api('POST', '/v1/setup', { ...owner, code: server.setupCode })
  await api('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password })
  await api('POST', '/v1/staff', { ...cashier, role: 'cashier' })
  await programme()
  await api('PUT', '/v1/products/6901234567892', { name: '西湖龙井 50 克', attributes: { price_minor: 16_800 } })
  await api('PUT', '/v1/products/pot', { name: '紫砂壶' })
  await api('PUT', '/v1/stores/harbour', { name: '码头店' })
  await page.goto('/till')
  await signIn(owner)
  await page.getByRole('heading', { name: '将此设备设为收银机' }).waitFor()
  await page.getByLabel('收银机名称').fill('码头店 2 号收银台')
  await page.getByRole('combobox', { name: '门店' }).fill('harbour')
  await page.getByLabel('离线积分抵扣额度').fill('5')
  expect(await photograph(page, 'till-setup-zh')).toBe(0)
  await button('设为收银机').click()
  await page.getByText('购物篮是空的').waitFor()
  await button(owner.name).click()
  await page.getByText('退出登录').click()
  await signIn(cashier)
  await page.getByText('购物篮是空的').waitFor()
  expect(await photograph(page, 'till-empty-zh')).toBe(0)
})

test('a member is enrolled with what he agrees to, buys what is scanned and gets points', async () => {
  await button('登记会员').click()
  await dialog().getByLabel('手机号').fill('13800138000')
  await dialog().getByLabel('姓名（选填）').fill('王芳')
  await dialog().getByRole('button', { name: '登记会员' }).click()
  await dialog().getByText('未同意不能登记。').waitFor()
  await dialog().getByRole('checkbox', { name: '会员条款（必需）' }).check()
  await dialog().getByText('查看全文').first().click()
  await dialog().getByText('茶馆会员条款……').waitFor()
  await photograph(page, 'till-enrol-zh')
  await dialog().getByRole('button', { name: '登记会员' }).click()
  await page.locator('[data-buyer]').getByText('**** 8000').waitFor()
  await scan('6901234567892')
  await scan('6901234567892')
  await page.getByText('西湖龙井 50 克').waitFor()
  await scan('pot')
  await dialog().getByLabel(/金额/).fill('459')
  await dialog().getByRole('button', { name: /加入/ }).click()
  await button('金额').click()
  for (const key of ['1', '2', '.', '5']) await dialog().getByRole('button', { name: key, exact: true }).click()
  await photograph(page, 'till-amount-zh')
  await dialog().getByRole('button', { name: /加入/ }).click()
  await button('确认收款 ¥807.50').waitFor()
  await page.locator('[data-earns=points]').filter({ hasText: '+807' }).waitFor()
  expect(await photograph(page, 'till-basket-zh')).toBe(0)
  await button('确认收款 ¥807.50').click()
  await page.getByText('已收款 ¥807.50').waitFor()
  await page.locator('[data-earned=points]').filter({ hasText: '807' }).waitFor()
  expect(await photograph(page, 'till-receipt-zh')).toBe(0)
  const { items } = await api('GET', '/v1/members?q=13800138000')
  const consents = await api('GET', `/v1/members/${items[0]?.memberId}/consents`)
  expect(consents.items.map((one) => [one.code, one.givenNow])).toEqual([
    ['terms', true],
    ['news', false],
  ])
  await button('下一位顾客').click()
})

test('a coupon and points are spent with the code that the member says, and not without', async () => {
  const { items } = await api('GET', '/v1/members?q=13800138000')
  await api('POST', `/v1/members/${items[0]?.memberId}/coupons`, { offer: 'welcome' })
  await button('查找会员').click()
  await dialog().getByLabel('手机号、会员号或姓名').fill('8000')
  await dialog().getByRole('button', { name: /8000/ }).waitFor()
  await photograph(page, 'till-find-zh')
  // The cashier's role does not see names in clear.
  expect(await dialog().textContent()).not.toContain('王芳')
  await dialog()
    .getByRole('button', { name: /\*{4} 8000/ })
    .click()
  await scan('6901234567892')
  await page.getByText('最优组合').waitFor()
  await button(/新人礼/).waitFor()
  await button('确认收款 ¥138.00').waitFor()
  await button('全部').click()
  await button('确认收款 ¥130.00').waitFor()
  await page.locator('[data-points]').filter({ hasText: '800 积分 = ¥8.00' }).waitFor()
  expect(await photograph(page, 'till-spending-zh')).toBe(0)
  await button('确认收款 ¥130.00').click()
  await button('发送验证码至 **** 8000').click()
  await dialog().getByText('验证码已发送至').waitFor()
  await photograph(page, 'till-presence-zh')
  await page.keyboard.type('000000')
  await dialog().getByText('验证码不正确').waitFor()
  await page.keyboard.type(await newestCode())
  await page.getByText('已收款 ¥130.00').waitFor()
  await page.getByText('800 积分 抵扣').waitFor()
  await button('下一位顾客').click()
})

test('the code on a member’s phone finds him and shows that he is there; a photograph of it does not', async () => {
  await api('POST', '/v1/portal/codes', { phone: '13700137000' }, 'none')
  const proof = { phone: '13700137000', code: await newestCode(), as: 'token' }
  const { joining } = await api('POST', '/v1/portal/sign-in', proof, 'none')
  const consents = [{ code: 'terms', given: true }]
  const { token, memberId } = await api(
    'POST',
    '/v1/portal/join',
    { joining, consents, as: 'token', name: '李娜' },
    'none',
  )
  const { handle, secret } = await api('GET', '/v1/my/card', undefined, `Bearer ${token}`)
  Object.assign(phone, { memberId, handle, secret: Buffer.from(secret, 'base64url') })
  await api('POST', `/v1/members/${memberId}/adjustments`, { wallet: 'points', amount: 1_000, reason: 'welcome' })
  const code = codeNow()
  await scan(code)
  await page.locator('[data-buyer]').getByText('**** 7000').waitFor()
  await page.getByText('已读取会员码').waitFor()
  await button('更换').click()
  await scan(code)
  await page.getByText('该会员码已被读取').waitFor()
})

test('goods come back after a preview', async () => {
  await page.getByRole('link', { name: '小票' }).click()
  await page.getByLabel('小票号').fill('T1-000001')
  await page.keyboard.press('Enter')
  await button('增加一件 西湖龙井 50 克').click()
  await page.getByText('退款 ¥168.00').waitFor()
  await page.getByText('将收回 168 积分。').waitFor()
  expect(await photograph(page, 'till-return-zh')).toBe(0)
  await button('确认退货').click()
  await page.getByText('已退货，退款 ¥168.00。').waitFor()
  await button('下一笔退货').click()
})

test('a guest’s receipt is given to the member who bought', async () => {
  await page.getByRole('link', { name: '收银' }).click()
  await page.locator('.till-scan input').waitFor()
  await scan('6901234567892')
  await button('确认收款 ¥168.00').click()
  await page.getByText('登记会员并出示此小票，即可补登积分。').waitFor()
  await button('下一位顾客').click()
  await page.getByRole('link', { name: '小票' }).click()
  await page.getByLabel('小票号').fill(`${server.address}/my/claim?number=T1-000003&total=168.00`)
  await page.keyboard.press('Enter')
  await page.getByText('这张小票还没有会员').waitFor()
  await button('查找会员').click()
  await dialog().getByLabel('手机号、会员号或姓名').fill('13800138000')
  await dialog().getByRole('button', { name: /8000/ }).click()
  await button('全部退货').waitFor()
  await page.getByRole('link', { name: '收银' }).click()
})

test('the till sells while the server is away, also after its browser was closed', async () => {
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
  await server.stop()
  await scan('6901234567892')
  await page.getByText('服务器离线，可继续收银').waitFor()
  await button('查找会员').click()
  await dialog().getByLabel('手机号、会员号或姓名').fill('13800138000')
  await button('使用此号码').click()
  expect(await photograph(page, 'till-away-zh')).toBe(0)
  await button('确认收款 ¥168.00').click()
  await page.getByText('已收款 ¥168.00，保存在本机').waitFor()
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
  await page.getByText('已收款 ¥168.00，保存在本机').waitFor()
  await button('下一位顾客').click()
})

test('points pay while the server is away, within the budget of the device and with the code on the phone', async () => {
  await scan('6901234567892')
  await scan('13700137000')
  await button('使用此号码').click()
  await button('全部').click()
  await page.locator('[data-points]').filter({ hasText: '500 积分 = ¥5.00' }).waitFor()
  expect(await photograph(page, 'till-away-points-zh')).toBe(0)
  await button('确认收款 ¥163.00').click()
  await dialog()
    .getByText(/恢复后核验/)
    .waitFor()
  await page.keyboard.type(codeNow())
  await page.getByText('已收款 ¥163.00，保存在本机').waitFor()
  await button('下一位顾客').click()
  await scan('6901234567892')
  await scan('13700137000')
  await button('使用此号码').click()
  await button('确认收款 ¥168.00').waitFor()
  // The budget is used up.
  await page.getByText('积分抵扣').waitFor({ state: 'detached' })
  await button('清空').click()
  await page.getByRole('link', { name: /待发送/ }).click()
  await page.locator('[data-queued=waiting]').nth(2).waitFor()
  expect(await photograph(page, 'till-waiting-zh')).toBe(0)
})

test('what was sold meanwhile is sent once when the server is back', async () => {
  await server.start()
  await page.locator('[data-queued=accepted]').nth(2).waitFor({ timeout: 60_000 })
  await page.getByText('查无此会员').waitFor()
  expect(await photograph(page, 'till-sent-zh')).toBe(0)
  const { items } = await api('GET', '/v1/tills')
  expect(items).toMatchObject([{ accepted: 3, refused: 0, missing: 0 }])
  expect(await page.getByText('积分未能扣除').count()).toBe(0)
  const { wallets } = await api('GET', `/v1/members/${phone.memberId}/statement`)
  // 1,000 − 500 + 163 for what was paid in money.
  expect(wallets.find(({ wallet }) => wallet === 'points')?.available).toBe(663)
  await page.getByRole('link', { name: '收银' }).click()
  await page.locator('.till-scan input').waitFor()
  await scan('13800138000')
  // 807 − 800 paid + 130 earned − 168 returned + 168 claimed + 168 sold alone.
  await page.getByText('可用 305 积分').waitFor()
})

test('nothing went wrong in the page', () => {
  // While the server was away, asking for it could not but fail.
  expect(device.troubles.filter((trouble) => !trouble.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
})
