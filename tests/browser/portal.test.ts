/** A member's day in the portal, on the real server and database: each test goes on where the one before ended. */
import { describe, expect, test } from 'vitest'
import { words as english } from '../../web/words/en/portal.ts'
import { words as chinese } from '../../web/words/zh-CN/portal.ts'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { runServer } from '../support/server.ts'
import { openShop } from '../support/shopkeeper.ts'

const server = await runServer('portal')
const shop = await openShop(server)
await shop.ask('POST', '/v1/consent-texts/terms/versions', {
  kind: 'terms',
  required: true,
  words: {
    en: `I agree to the terms of membership\n\n${'Points are no money. '.repeat(40)}`,
    'zh-CN': `我同意会员条款\n\n${'积分不是现金,不可兑换为现金。'.repeat(40)}`,
  },
})
await shop.ask('POST', '/v1/consent-texts/news-sms/versions', {
  kind: 'marketing',
  channel: 'sms',
  required: false,
  words: { en: 'Send me offers by text message', 'zh-CN': '通过短信接收优惠信息' },
})

const walks: readonly (Screen & { phone: string; name: string })[] = [
  { language: 'zh-CN', width: 320, scheme: 'light', phone: '13812340001', name: '欧阳娜娜' },
  { language: 'en', width: 390, scheme: 'dark', phone: '13812340002', name: 'Wilhelmina Featherstonehaugh' },
]

describe.each(walks)('a member whose phone speaks $language and is $width pixels wide', async (walk) => {
  const { my } = walk.language === 'en' ? english : chinese
  const { page, troubles } = await openWindow(server.address, walk)
  page.setDefaultTimeout(10_000)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const link = (name: string) => page.getByRole('link', { name })

  /** The page fits, axe has nothing serious against it, and a picture is there to be looked at. */
  async function look(what: string): Promise<void> {
    const wider = await photograph(page, `portal-${what}-${walk.language}-${walk.width}`)
    expect(wider, `${what} is wider than the screen`).toBe(0)
    expect(await violations(page), what).toEqual([])
  }

  test('joins with a code and what is agreed to, and not without', async () => {
    await page.goto('/my/')
    await page.waitForURL('**/my/join')
    await page.getByLabel(my.access.phone).fill('12')
    await look('join')
    await button(my.code.send).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel(my.access.phone).fill(walk.phone)
    await button(my.code.send).click()
    await page.getByLabel(my.code.label).fill('000000')
    await button(my.access.continue).click()
    await page.getByRole('alert').waitFor()
    await look('code-wrong')
    await page.getByLabel(my.code.label).fill(await shop.newestCode())
    await button(my.access.continue).click()
    await page.getByLabel(my.joining.name).fill(walk.name)
    await button(my.joining.join).click()
    await page.getByText(my.consent.missing).waitFor()
    await look('consents')
    await page.locator('[data-consent=terms] .adm-checkbox').click()
    await button(my.joining.join).click()
    await page.locator('.digits[data-code]').waitFor()
    await look('card')
  })

  test('shows a code that the till reads once', async () => {
    const read = async () => {
      const code = await page.locator('.digits[data-code]').getAttribute('data-code')
      return shop.ask<{ member: { name: string } }>('POST', '/v1/presences/read', { code })
    }
    expect(JSON.stringify(await read())).toContain('presenceId')
    await expect(read()).rejects.toThrow('card.used')
  })

  test('keeps showing codes without a network, and says so', async () => {
    await page.context().setOffline(true)
    await page.getByText(my.frame.offline).waitFor()
    await page.getByText(my.card.offline).waitFor()
    await look('card-offline')
    await page.context().setOffline(false)
    await page.getByText(my.card.show).waitFor()
  })

  test('changes the language, which the next visit remembers', async () => {
    await link(my.places.me).click()
    await link(my.language.title).click()
    await look('language')
    await page.locator('label.adm-radio').filter({ hasText: '繁體中文' }).click()
    await page.getByRole('heading', { name: '語言' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '語言' }).waitFor()
    await look('language-traditional')
    await page.locator('label.adm-radio').filter({ hasText: my.languages[walk.language] }).click()
    await page.getByRole('heading', { name: my.language.title, exact: true }).waitFor()
    await page.goBack()
    await look('me')
  })

  test('signs out, and nothing is shown any more', async () => {
    await button(my.me.signOut).click()
    await page.waitForURL('**/my/join')
    await page.goto('/my/')
    await page.waitForURL('**/my/join')
    expect((await page.context().request.get('/v1/my')).status()).toBe(401)
  })

  test('no page met an error', () => {
    expect(troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})
