/** Ways into the console, with a real device of Chromium's and a real identity provider: each test goes on where the one before ended. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { asInstant } from '../../src/base/time.ts'
import { codeAt } from '../../src/staff/factors/totp.ts'
import { identityProvider } from '../../src/staff/sso/idp.fixture.ts'
import { openWindow, photograph, speak } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const callbacks: string[] = []
const idp = await identityProvider(callbacks)
const server = await runServer('signin', {
  REGULARS_SSO_ISSUER: idp.config.issuer,
  REGULARS_SSO_CLIENT_ID: idp.config.clientId,
  REGULARS_SSO_CLIENT_SECRET: idp.config.clientSecret,
  REGULARS_SSO_NAME: '海港茶账号',
})
callbacks.push(`${server.address}/api/auth/sso/callback`)
const { context, page, troubles } = await openWindow(server.address, {
  width: 1280,
  scheme: 'light',
  language: 'zh-CN',
})
page.setDefaultTimeout(15_000)

/** The device of the person who sits before it: it keeps passkeys and always finds the right finger. */
const device = await context.newCDPSession(page)
await device.send('WebAuthn.enable')
await device.send('WebAuthn.addVirtualAuthenticator', {
  options: {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  },
})

const owner = { name: '林岚', email: 'lin@example.com', password: '龙井 茶杯 桂花糕 紫砂壶 山泉水' }
const cashier = { name: '小周', email: 'zhou@example.com', password: '码头 风铃 乌龙 竹篮 月亮船 石板路' }
const state = { secret: '', codes: [] as string[] }

const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = () => page.getByRole('dialog')
/** Half a minute ahead, because a code works once. */
const code = (ahead = 0) => codeAt(state.secret, asInstant(Date.now() + ahead))

async function signOut(): Promise<void> {
  await context.clearCookies()
  await page.goto('/sign-in')
}

async function passwordStep({ email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码').fill(password)
  await page.keyboard.press('Enter')
}

/** As the console itself would ask. */
async function asked(method: string, path: string, body: unknown): Promise<number> {
  return page.evaluate<number>(
    `fetch(${JSON.stringify(path)}, { method: ${JSON.stringify(method)}, headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.status)`,
  )
}

test('a password that everybody tries first is refused in words', async () => {
  await page.goto(`/setup#code=${server.setupCode}`)
  await page.getByLabel('您的姓名').fill(owner.name)
  await page.getByLabel('邮箱').fill(owner.email)
  await page.getByLabel('密码').fill('1234567890123456')
  await button('创建所有者并登录').click()
  await page.getByText('该密码在常被攻击者尝试的密码库中').waitFor()
  await page.getByLabel('密码').fill(owner.password)
  await button('创建所有者并登录').click()
  await page.getByText('还没有会员。可以这样开始').waitFor()
})

test('an authenticator app is set up with a QR code, and recovery codes come with it', async () => {
  await page.goto('/settings')
  await page.getByRole('link', { name: '打开' }).click()
  await page.getByRole('heading', { name: '登录与安全' }).waitFor()
  await photograph(page, 'security-empty-zh')
  await button('设置身份验证器').click()
  await dialog().locator('canvas, svg').first().waitFor()
  state.secret = ((await page.locator('.secret').textContent()) ?? '').replace(/\s/g, '')
  await photograph(page, 'security-app-zh')
  await dialog().getByLabel('应用当前显示的 6 位验证码').fill('000000')
  await dialog().getByRole('button', { name: '启用' }).click()
  await dialog().getByText('验证码不符').waitFor()
  await dialog().getByLabel('应用当前显示的 6 位验证码').fill(code())
  await dialog().getByRole('button', { name: '启用' }).click()
  await page.getByText('请立即保存这些恢复码').waitFor()
  state.codes = ((await page.locator('.recovery-codes').textContent()) ?? '').split('\n')
  expect(state.codes).toHaveLength(10)
  await photograph(page, 'security-codes-zh')
  await button('我已保存').click()
  await page.getByText('剩余 10 个').waitFor()
})

test('from now on the password leads to a second step', async () => {
  await signOut()
  await photograph(page, 'sign-in-zh')
  await passwordStep(owner)
  await page.getByText('还差一步').waitFor()
  await page.getByLabel('6 位验证码').fill('000000')
  await page.getByText('验证码不正确或已使用过').waitFor()
  await photograph(page, 'second-step-zh')
  await page.getByLabel('6 位验证码').fill(code(30_000))
  await page.getByText('还没有会员。可以这样开始').waitFor()
})

test('a recovery code stands in for the phone', async () => {
  await signOut()
  await passwordStep(owner)
  await button('使用恢复码').click()
  await page.getByLabel('恢复码').fill(state.codes[0] ?? '')
  await page.keyboard.press('Enter')
  await page.getByText('还没有会员。可以这样开始').waitFor()
  await page.goto('/settings/security')
  await page.getByText('剩余 9 个').waitFor()
})

test('a passkey is added, and signs in without a word', async () => {
  await button('添加通行密钥').click()
  await dialog().getByLabel('名称').fill('前台电脑')
  await dialog().getByRole('button', { name: '继续' }).click()
  await page.getByRole('cell', { name: '前台电脑' }).waitFor()
  await photograph(page, 'security-zh')
  await signOut()
  await button('使用通行密钥登录').click()
  await page.getByText('还没有会员。可以这样开始').waitFor()
  await page.goto('/settings/security')
  await page.getByText('通行密钥登录').first().waitFor()
})

test('a device that gives nothing is told in a sentence', async () => {
  await button('添加通行密钥').click()
  await dialog().getByRole('button', { name: '继续' }).click()
  await dialog().getByText('此设备已有您的通行密钥').waitFor()
  await dialog().getByRole('button', { name: '取消' }).click()
})

test('elsewhere one is signed out with one click', async () => {
  await page.getByRole('row').filter({ hasText: '当前设备' }).waitFor()
  await button('退出其他所有设备').click()
  await page.getByText(/已退出 \d 台设备/).waitFor()
  await expect.poll(() => page.getByRole('button', { name: '退出该设备' }).count()).toBe(0)
})

test('what gives power to others asks first whether it is still the same person, and then does it', async () => {
  // The first answer is that of a session older than ten minutes.
  let refused = false
  await page.route('**/v1/keys', async (route) => {
    if (refused || route.request().method() !== 'POST') return route.continue()
    refused = true
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'x', title: '请先确认', status: 403, code: 'auth.confirm-first', facts: {} }),
    })
  })
  await page.goto('/settings')
  await page.getByRole('tab', { name: 'API 密钥' }).click()
  await button('创建 API 密钥').click()
  await page.getByRole('textbox', { name: '名称' }).fill('码头店收银机')
  await dialog().getByRole('button', { name: '创建 API 密钥' }).click()
  const asking = page.getByRole('dialog', { name: '请确认是您本人' })
  await asking.getByLabel('密码').fill('not the password at all')
  await asking.getByRole('button', { name: '确认' }).click()
  await asking.getByText('当前密码不正确').waitFor()
  await photograph(page, 'confirming-zh')
  await asking.getByRole('button', { name: '使用通行密钥' }).click()
  await page.locator('.made-key').waitFor()
  await button('我已保存').click()
})

test('a role must have a second factor: its people set one up before anything else', async () => {
  await page.getByRole('tab', { name: '登录规则' }).click()
  await page.getByLabel('收银员').check()
  await button('保存').click()
  await page.getByText('已保存').waitFor()
  await photograph(page, 'sign-in-rules-zh')
  expect(await asked('POST', '/v1/staff', { ...cashier, role: 'cashier' })).toBe(201)
  const invited = { name: '阿敏', email: 'min@example.com', role: 'support' }
  expect(await asked('POST', '/v1/staff', invited)).toBe(201)
  await signOut()
  await page.setViewportSize({ width: 768, height: 1024 })
  await passwordStep(cashier)
  await page.getByText('您的角色必须设置第二验证方式').waitFor()
  expect(await photograph(page, 'security-due-zh-768')).toBe(0)
  await page.goto('/members')
  await page.getByText('您的角色必须设置第二验证方式').waitFor()
})

test('single sign-on lets in whom somebody invited, and tells others why not', async () => {
  await signOut()
  idp.as({ sub: randomUUID(), email: 'stranger@example.com', email_verified: true })
  await page.getByRole('link', { name: '使用海港茶账号登录' }).click()
  await page.getByText('此处没有使用您邮箱的员工').waitFor()
  expect(await photograph(page, 'sign-in-trouble-zh-768')).toBe(0)
  await context.clearCookies()
  await page.goto('/sign-in?to=/settings')
  idp.as({ sub: randomUUID(), email: 'min@example.com', email_verified: true })
  await page.getByRole('link', { name: '使用海港茶账号登录' }).click()
  await page.waitForURL('**/settings')
  await page.goto('/settings/security')
  await page.getByText('您通过公司账号登录').waitFor()
  await page.getByText('公司账号登录').last().waitFor()
})

test('in English and on a narrow screen everything is there too', async () => {
  await speak(page, 'English')
  await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor()
  expect(await photograph(page, 'security-en-768')).toBe(0)
  await signOut()
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.keyboard.press('Enter')
  await page.getByText('One more step').waitFor()
  expect(await photograph(page, 'second-step-en-768')).toBe(0)
  await button('Use a recovery code').click()
  await page.getByLabel('Recovery code').fill(state.codes[0] ?? '')
  await page.keyboard.press('Enter')
  await page.getByText('This recovery code is wrong or was used already').waitFor()
})

test('nothing broke on the way', () => {
  expect(troubles).toEqual([])
})
