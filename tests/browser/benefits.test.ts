/** Benefits on every screen: written by a manager, used and taken back at the till and on the member's page, seen in the portal. */
import { expect, test, vi } from 'vitest'
import { words as english } from '../../web/words/en/portal.ts'
import { words as chinese } from '../../web/words/zh-CN/portal.ts'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('benefits')
vi.setConfig({ testTimeout: 120_000 })
const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const benefits = [
  {
    ...{ code: 'lounge', name: words('Lounge', '贵宾休息室'), gives: { kind: 'service' } },
    description: words('Rest in any of our stores.', '全部门店可用。'),
  },
  {
    ...{ code: 'delivery', name: words('Free delivery', '免费配送') },
    gives: { kind: 'quota', per: 'month' },
  },
  {
    ...{ code: 'birthday', name: words('Birthday points', '生日礼') },
    gives: { kind: 'gift', at: 'birthday', daysBefore: 7, what: { kind: 'points', wallet: 'points' } },
  },
]
const given = new Map([
  ['silver', [{ code: 'delivery', uses: 1 }]],
  ['gold', [{ code: 'lounge' }, { code: 'delivery', uses: 4 }, { code: 'birthday', points: 300 }]],
])
type Ladder = { readonly tiers: readonly { readonly code: string }[] }

await shop.publish((definition) => {
  const { ladders }: { ladders: Ladder[] } = JSON.parse(JSON.stringify(definition))
  return {
    ...{ ...definition, presence: [], benefits },
    ladders: ladders.map((ladder) => ({
      ...ladder,
      tiers: ladder.tiers.map((tier) => ({
        ...tier,
        ...(given.has(tier.code) ? { benefits: given.get(tier.code) } : {}),
      })),
    })),
  }
})

async function memberOnGold(phone: string): Promise<string> {
  const { memberId }: { memberId: string } = JSON.parse(
    JSON.stringify(await shop.send('POST', '/v1/members', { name: '李娜', phone })),
  )
  await shop.send('PUT', `/v1/members/${memberId}/tiers/status`, { tier: 'gold', reason: 'status match' })
  return memberId
}

const texts = {
  en: {
    ...{
      tab: 'Benefits',
      use: 'Use',
      undo: 'Take back',
      reason: 'Reason',
      find: 'Find member',
      whom: 'Phone, number or name',
    },
    ...{ till: 'Name of the till', make: 'Make it a till', one: 'Use one: Free delivery', back: 'Undo' },
    ...{ left: (left: number) => `${left} of 4`, name: 'Free delivery', gift: 'Birthday points' },
  },
  'zh-CN': {
    ...{
      tab: '权益',
      use: /^使\s*用$/,
      undo: /^撤\s*销$/,
      reason: '原因',
      find: '查找会员',
      whom: '手机号、会员号或姓名',
    },
    ...{ till: '收银机名称', make: '设为收银机', one: '使用一次：免费配送', back: /^撤\s*销$/ },
    ...{ left: (left: number) => `${left}/4 次`, name: '免费配送', gift: '生日礼' },
  },
} as const

const screens: readonly (Screen & { phone: string })[] = [
  { width: 768, scheme: 'light', language: 'zh-CN', phone: '+8613800138101' },
  { width: 1440, scheme: 'dark', language: 'en', phone: '+8613800138102' },
]

test.each(screens)('a benefit is written, used and taken back at $width pixels in $language', async (screen) => {
  const { page, troubles } = await shop.open(screen)
  const said = texts[screen.language]
  const member = await memberOnGold(screen.phone)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const look = async (name: string) => {
    const wider = await photograph(page, `benefits-${name}-${screen.width}-${screen.language}`)
    expect.soft(wider, name).toBe(0)
    expect.soft(await violations(page), name).toEqual([])
  }
  const left = (count: number) => page.getByText(said.left(count)).first().waitFor()

  const { draftId }: { draftId: string } = JSON.parse(
    JSON.stringify(await shop.send('POST', '/v1/programme/drafts', { name: `Draft ${screen.width}` })),
  )
  await page.goto(`/programme/drafts/${draftId}#benefits/delivery`)
  await page.getByText(said.name).first().waitFor()
  await look('editor')
  await page.goto(`/programme/drafts/${draftId}#benefits/birthday`)
  await page.getByText(said.gift).first().waitFor()
  await look('gift')
  await page.goto(`/programme/drafts/${draftId}#ladders/status`)
  await look('tiers')

  await page.goto(`/members/${member}`)
  await page.getByRole('tab', { name: said.tab }).click()
  await left(4)
  await button(said.use).click()
  await page.getByRole('dialog').getByRole('button', { name: said.use, exact: true }).click()
  await left(3)
  await button(said.undo).click()
  await page.getByRole('dialog').getByLabel(said.reason).fill('wrong member')
  await look('undo')
  await page.getByRole('dialog').getByRole('button', { name: said.undo, exact: true }).click()
  await left(4)
  await look('member')

  await page.goto('/till')
  await page.getByLabel(said.till).fill(`Counter ${screen.width}`)
  await button(said.make).click()
  await button(said.find).click()
  await page.getByRole('dialog').getByLabel(said.whom).fill(screen.phone.slice(-4))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(screen.phone.slice(-4)) })
    .click()
  await left(4)
  await button(said.one).click()
  await left(3)
  await button(said.one).click()
  await left(2)
  await page.locator('[data-benefits]').getByRole('button', { name: said.back, exact: true }).waitFor()
  await look('till')
  await page.locator('[data-benefits]').getByRole('button', { name: said.back, exact: true }).click()
  await left(3)
  expect(troubles).toEqual([])

  await portal(screen)
})

/** The member looks at what he has on his own phone, with what was used and what was taken back. */
async function portal({ language, phone, scheme }: (typeof screens)[number]): Promise<void> {
  const { my } = language === 'en' ? english : chinese
  const { page, troubles } = await openWindow(shop.address, { width: 320, scheme, language })
  page.setDefaultTimeout(20_000)
  await page.goto('/my/')
  await page.waitForURL('**/my/join')
  await page.getByLabel(my.access.phone).fill(phone.slice(3))
  const before = await newestCode()
  await page.getByRole('button', { name: my.code.send, exact: true }).click()
  await page.getByLabel(my.code.label).waitFor()
  // A busy machine shows the field before the message is in the outbox.
  await expect.poll(newestCode, { timeout: 20_000 }).not.toBe(before)
  await page.getByLabel(my.code.label).fill(await newestCode())
  await page.getByRole('button', { name: my.access.continue, exact: true }).click()
  await page.locator('.digits[data-code]').waitFor()
  await page.goto('/my/tier')
  await page.getByText(my.benefits.title).waitFor()
  await page.getByText(my.benefits.gift.unknown).waitFor()
  await page.getByText(my.benefits.used).click()
  await page.getByText(my.benefits.undone).first().waitFor()
  expect.soft(await photograph(page, `benefits-portal-320-${language}`)).toBe(0)
  expect.soft(await violations(page)).toEqual([])
  expect(troubles).toEqual([])
}

async function newestCode(): Promise<string> {
  const messages: { items: { text: string }[] } = JSON.parse(
    JSON.stringify(await shop.send('GET', '/v1/messages?limit=1')),
  )
  return /\d{6}/.exec(messages.items[0]?.text ?? '')?.[0] ?? ''
}
