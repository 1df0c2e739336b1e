/** What stands on a page before its scripts have come, and that it makes room for the page itself. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen, speak } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('drawn')
const owner = { name: 'Lin Lan', email: 'lin@example.com', password: 'several plain words in a row' }
const headers = { 'content-type': 'application/json', origin: server.address }
const post = (path: string, body: object) =>
  fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) })
await post('/v1/setup', { ...owner, code: server.setupCode })

const chinese: Screen = { width: 1280, scheme: 'light', language: 'zh-CN' }
const english: Screen = { width: 768, scheme: 'dark', language: 'en' }

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[type=email]').fill(owner.email)
  await page.locator('input[type=password]').fill(owner.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** As on a network so slow that the scripts are still on their way. */
async function withoutScripts(page: Page, path: string): Promise<void> {
  await page.route('**/*.js', (route) => route.abort())
  await page.goto(path)
}

async function withScripts(page: Page): Promise<void> {
  await page.unroute('**/*.js')
  await page.reload()
}

test.each([
  [chinese, '/sign-in', '登录', '忘记密码'],
  [english, '/sign-in', 'Sign in', 'Forgot'],
  [chinese, '/my/', '会员', '我们会发送验证码'],
  [english, '/my/', 'Membership', 'we send a code'],
] as const)('for a visitor %j of %s it says %s', async (screen, path, title, sentence) => {
  const { page } = await openWindow(server.address, screen)
  await withoutScripts(page, path)
  expect(await page.locator('h1').textContent()).toBe(title)
  expect(await page.locator('main p').textContent()).toContain(sentence)
  expect(await violations(page)).toEqual([])
  expect(await photograph(page, `drawn${path.replaceAll('/', '-')}-${screen.language}`)).toBe(0)
  await withScripts(page)
  await page.locator('main input').first().waitFor()
  expect(await page.locator('.drawn-field').count()).toBe(0)
})

test('who is signed in sees frame and title of the page, in the language and light that were chosen', {
  timeout: 90_000,
}, async () => {
  const { page, troubles } = await openWindow(server.address, chinese)
  await signIn(page)
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await withoutScripts(page, '/members')
  expect(await page.locator('h1').textContent()).toBe('会员')
  expect(await page.locator('.frame-brand').textContent()).toContain('Regulars')
  await withScripts(page)
  await page.getByRole('heading', { level: 1, name: '会员' }).waitFor()

  await speak(page, 'English')
  await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor()
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await withoutScripts(page, '/members')
  expect(await page.locator('h1').textContent()).toBe('Members')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(15, 20, 22)')
  expect(await photograph(page, 'drawn-members')).toBe(0)
  await withScripts(page)
  await page.getByRole('navigation').waitFor()
  expect(await page.locator('.drawn-frame').count()).toBe(0)
  expect(troubles.filter((each) => !each.includes('ERR_FAILED'))).toEqual([])
})
