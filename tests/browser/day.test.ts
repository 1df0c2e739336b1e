/**
 * One day of four people in both languages, on the real server: a member joins at the till and buys, sees it in the portal, brings
 * something back; a manager changes the programme, somebody else agrees, and the next purchase earns by it.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { words as counterEnglish } from '../../web/words/en/counter.ts'
import { words as english } from '../../web/words/en/index.ts'
import { words as portalEnglish } from '../../web/words/en/portal.ts'
import { words as counterChinese } from '../../web/words/zh-CN/counter.ts'
import { words as chinese } from '../../web/words/zh-CN/index.ts'
import { words as portalChinese } from '../../web/words/zh-CN/portal.ts'
import { openWindow, photograph } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const password = 'several plain words in a row'
const owner = { name: 'Lin Lan', email: 'lin@example.com', password }
const finance = { name: 'Wang Min', email: 'wang@example.com', password, role: 'finance' }
const patience = { timeout: 120_000 }

const languages = [
  { language: 'zh-CN', phone: '13812340011', till: counterChinese.till, my: portalChinese.my, words: chinese },
  { language: 'en', phone: '13812340012', till: counterEnglish.till, my: portalEnglish.my, words: english },
] as const

describe.each(languages)('a day in $language', async ({ language, phone, till, my, words }) => {
  const server = await runServer(`day-${language}`)

  async function send<Answer>(method: string, path: string, body?: object, cookie = ''): Promise<[Answer, string]> {
    const response = await fetch(server.address + path, {
      method,
      headers: { 'content-type': 'application/json', origin: server.address, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true)
    return [JSON.parse(text), response.headers.getSetCookie()[0]?.split(';')[0] ?? '']
  }
  const signedIn = async ({ email }: { email: string }) =>
    (await send('POST', '/api/auth/sign-in/email', { email, password }))[1]

  await send('POST', '/v1/setup', { ...owner, code: server.setupCode })
  const lin = await signedIn(owner)
  const asLin = async <Answer>(method: string, path: string, body?: object) =>
    (await send<Answer>(method, path, body, lin))[0]
  await asLin('POST', '/v1/staff', finance)
  const wang = await signedIn(finance)
  for (const cookie of [lin, wang]) await send('PATCH', '/v1/me', { locale: language }, cookie)
  const { definition } = await asLin<{ definition: { earningRules: readonly { earn: object }[] } }>(
    'GET',
    '/v1/programme',
  )
  const ruled = { ...definition, currencies: ['CNY'], publishing: { approvals: 1 } }
  await asLin('POST', '/v1/programme/versions', { definition: ruled, note: 'two people' })
  const terms = { en: 'The terms of membership', 'zh-CN': '会员条款' }
  await asLin('POST', '/v1/consent-texts/terms/versions', { kind: 'terms', required: true, words: terms })
  await asLin('PUT', '/v1/products/tea', { name: '西湖龙井', attributes: { price_minor: 16_800 } })

  async function windowOf(cookie: string, width: number): Promise<{ page: Page; context: BrowserContext }> {
    const opened = await openWindow(server.address, { width, scheme: 'light', language })
    const [name = '', value = ''] = cookie.split('=')
    if (name !== '') await opened.context.addCookies([{ name, value: decodeURIComponent(value), url: server.address }])
    opened.page.setDefaultTimeout(30_000)
    return opened
  }
  const counter = (await windowOf(lin, 1_280)).page
  const pocket = (await windowOf('', 390)).page
  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' })
  const shown = (points: string) =>
    pocket.locator('[data-wallet=points]').filter({ hasText: new RegExp(`(^|\\D)${points}(\\D|$)`) })
  const receipt = { number: '' }

  async function sold(points: string): Promise<void> {
    await counter.keyboard.type('tea')
    await counter.keyboard.press('Enter')
    await counter
      .locator('[data-earns=points]')
      .filter({ hasText: `+${points}` })
      .waitFor()
    await button(counter, /^(Confirm|确认收款)/).click()
    await counter.locator('[data-earned=points]').filter({ hasText: points }).waitFor()
    receipt.number = /T\d+-\d{6}/.exec((await counter.locator('.receipt').textContent()) ?? '')?.[0] ?? ''
  }

  test('a member joins at the till, agrees, and buys', patience, async () => {
    await counter.goto('/till')
    await counter.getByLabel(till.setup.name).fill('1')
    await button(counter, till.setup.done).click()
    await counter.getByText(till.basket.empty).waitFor()
    await button(counter, till.buyer.enrol).click()
    const dialog = counter.getByRole('dialog')
    await dialog.getByLabel(till.enrol.phone).fill(phone)
    await dialog.getByRole('checkbox').first().check()
    await dialog.getByRole('button', { name: till.buyer.enrol }).click()
    await counter.locator('[data-buyer]').getByText(phone.slice(-4)).waitFor()
    await sold('168')
  })

  test('he sees it in the portal, and why', patience, async () => {
    await pocket.goto('/my/join')
    await pocket.getByLabel(my.access.phone).fill(phone)
    await button(pocket, my.code.send).click()
    const code = async () => {
      const { items } = await asLin<{ items: { text: string | null }[] }>('GET', '/v1/messages?limit=1')
      return /\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? ''
    }
    await expect.poll(code).toMatch(/\d{6}/)
    await pocket.getByLabel(my.code.label).fill(await code())
    await button(pocket, my.access.continue).click()
    await pocket.locator('.digits[data-code]').waitFor()
    await pocket.locator('.places').getByRole('link', { name: my.places.points }).click()
    await shown('168').waitFor()
    await photograph(pocket, `day-portal-${language}`)
  })

  test('he brings it back, and the points go with it', patience, async () => {
    await button(counter, till.done.next).click()
    await counter.getByRole('link', { name: till.places.returns }).click()
    await counter.getByLabel(till.returns.label).fill(receipt.number)
    await counter.keyboard.press('Enter')
    await button(counter, till.returns.everything).click()
    await counter.locator('[data-preview]').filter({ hasText: '168' }).waitFor()
    await button(counter, till.returns.confirm).click()
    await button(counter, till.returns.next).waitFor()
    await pocket.reload()
    await shown('0').waitFor()
  })

  test('the programme is changed by two people, and the next purchase earns by it', patience, async () => {
    const [base, ...others] = ruled.earningRules
    const double = { ...ruled, earningRules: [{ ...base, earn: { by: 'amount', points: 2, perUnits: 1 } }, ...others] }
    const { draftId } = await asLin<{ draftId: string }>('POST', '/v1/programme/drafts', {
      name: 'Double points',
      definition: double,
    })
    const publish = `/programme/drafts/${draftId}?tab=publish`
    const desk = (await windowOf(lin, 1_280)).page
    const books = (await windowOf(wang, 1_280)).page
    const sure = (page: Page) => page.locator('.ant-popconfirm').locator('.ant-btn-primary').click()
    const pressed = (page: Page, name: string) =>
      page.getByRole('button', { name: new RegExp(`^${[...name].join('\\s*')}$`) }).first()
    await desk.goto(publish)
    await pressed(desk, words.drafts.propose).click()
    await desk.getByText(words.drafts.proposed).waitFor()
    await books.goto('/')
    await books
      .getByText(/Double points/)
      .first()
      .waitFor()
    await books.goto(publish)
    await pressed(books, words.drafts.approve).click()
    await sure(books)
    await books.getByText(words.drafts.did.approve).waitFor()
    await desk.reload()
    await pressed(desk, words.drafts.publishApproved).click()
    await sure(desk)
    await desk.locator('.ant-alert').getByText(/3/).first().waitFor()
    await photograph(desk, `day-published-${language}`)

    await counter.getByRole('link', { name: till.places.sale }).click()
    await button(counter, till.buyer.find).click()
    await counter.getByRole('dialog').getByLabel(till.find.label).fill(phone.slice(-4))
    await counter
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(phone.slice(-4)) })
      .click()
    await sold('336')
    await photograph(counter, `day-till-${language}`)
    await pocket.reload()
    await shown('336').waitFor()
  })
})
