/** Enrolling at the counter as a person does it: how many keys and taps it takes, and how long: under 20 seconds. */
import type { Locator } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { runServer } from '../support/server.ts'
import { openShop } from '../support/shopkeeper.ts'

const server = await runServer('enrolling')
vi.setConfig({ testTimeout: 120_000 })

/** Somebody who types with two fingers and looks for each button. */
const KEY_MILLISECONDS = 250
const TAP_MILLISECONDS = 1_200
const BAR_MILLISECONDS = 20_000

type Consent = { readonly code: string; readonly givenNow: boolean }
type Answer = { readonly items: readonly (Consent & { readonly memberId: string })[] }
const { ask, cookie } = await openShop(server)
const send: (...asked: Parameters<typeof ask>) => Promise<Answer> = (...asked) => ask<Answer>(...asked)

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
await send('POST', '/v1/consent-texts/terms/versions', {
  ...{ kind: 'terms', required: true, words: words('The terms of the tea house …', '茶馆会员条款……') },
})
await send('POST', '/v1/consent-texts/privacy/versions', {
  ...{ kind: 'privacy', required: true, words: words('How we keep what you tell us …', '个人信息保护说明……') },
})
await send('POST', '/v1/consent-texts/news/versions', {
  ...{
    kind: 'marketing',
    channel: 'sms',
    required: false,
    words: words('We write about new teas.', '新茶上市时通知您。'),
  },
})

const labels = {
  en: {
    name: 'Name of the till',
    make: 'Make it a till',
    basket: 'The basket is empty',
    enrol: 'Enrol',
    of: 'Name (optional)',
  },
  'zh-CN': { name: '收银机名称', make: '设为收银机', basket: '购物篮是空的', enrol: '登记会员', of: '姓名（选填）' },
} as const

test.each([
  { width: 1366, scheme: 'light', language: 'en', phone: '13800138001', name: 'Wang Fang' },
  { width: 768, scheme: 'light', language: 'zh-CN', phone: '13800138002', name: '王芳' },
] as const)('a member is enrolled in less than 20 seconds at $width pixels in $language', async (given) => {
  const { phone, name, language } = given
  const looked: Screen = given
  const { context, page } = await openWindow(server.address, looked)
  page.setDefaultTimeout(20_000)
  const said = labels[language]
  const [sessionName = '', sessionValue = ''] = cookie.split('=', 2)
  await context.addCookies([{ name: sessionName, value: decodeURIComponent(sessionValue), url: server.address }])
  await page.goto('/till')
  await page.getByLabel(said.name).fill(`Counter ${given.width}`)
  await page.getByRole('button', { name: said.make }).click()
  await page.getByText(said.basket).waitFor()

  const done = { keys: 0, taps: 0 }
  const type = async (text: string) => {
    done.keys += text.length
    await page.keyboard.type(text, { delay: KEY_MILLISECONDS })
  }
  const press = async (key: string) => {
    done.keys += 1
    await page.keyboard.press(key)
  }
  const tap = async (what: Locator) => {
    done.taps += 1
    await what.click()
  }
  const dialog = page.getByRole('dialog')
  const box = (code: 'terms' | 'privacy') =>
    dialog.getByRole('checkbox', {
      name: { terms: /Terms of membership|会员条款/, privacy: /Privacy notice|隐私/ }[code],
    })
  const begun = performance.now()
  // No button is looked for: a number that nobody has asks by itself whether he is enrolled.
  await type(phone)
  await press('Enter')
  await dialog.getByLabel(said.of).waitFor()
  expect(await dialog.locator('input[type=tel]').inputValue()).toBe(phone)
  // What he is asked to agree to is on the screen, without a tap and without a scroll.
  for (const code of ['terms', 'privacy'] as const) expect(await inView(box(code))).toBe(true)
  const submit = dialog.getByRole('button', { name: said.enrol })
  expect(await inView(submit)).toBe(true)
  await tap(dialog.getByLabel(said.of))
  await type(name)
  await tap(box('terms'))
  await tap(box('privacy'))
  await photograph(page, `till-enrolling-${given.width}-${language}`)
  await tap(submit)
  await page
    .locator('[data-buyer]')
    .getByText(`**** ${phone.slice(-4)}`)
    .waitFor()
  const waited = performance.now() - begun
  const milliseconds = done.keys * KEY_MILLISECONDS + done.taps * TAP_MILLISECONDS
  process.stdout.write(
    `enrolled with ${done.keys} keys and ${done.taps} taps: ${milliseconds / 1_000} s (${waited} ms here)\n`,
  )
  expect(done).toEqual({ keys: phone.length + 1 + name.length, taps: 4 })
  expect(milliseconds).toBeLessThan(BAR_MILLISECONDS)
  const { items } = await send('GET', `/v1/members?q=${phone}`)
  const consents = await send('GET', `/v1/members/${items[0]?.memberId}/consents`)
  expect(new Map(consents.items.map(({ code, givenNow }) => [code, givenNow]))).toEqual(
    new Map([
      ['terms', true],
      ['privacy', true],
      ['news', false],
    ]),
  )
})

async function inView(what: Locator): Promise<boolean> {
  const box = await what.boundingBox()
  const size = what.page().viewportSize()
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height
}
