/** A programme manager changes a draft in the console: each test goes on where the one before ended. */
import { expect, test } from 'vitest'
import { openWindow, photograph } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('drafts')
const owner = { name: 'Lin Lan', email: 'lin@example.com', password: 'several plain words in a row' }
const { context, page, troubles } = await openWindow(server.address, { width: 1440, scheme: 'light', language: 'en' })
page.setDefaultTimeout(20_000)

type Draft = { readonly draftId: string; readonly revision: number; readonly definition: Record<string, unknown> }

async function send(method: string, path: string, body?: unknown) {
  const answer = await context.request.fetch(server.address + path, {
    method,
    headers: { origin: server.address },
    ...(body === undefined ? {} : { data: body }),
  })
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true)
  return answer
}
const draft = async (): Promise<Draft> => (await send('GET', `/v1/programme/drafts/${state.draftId}`)).json()

const state = { draftId: '' }
const button = (name: string | RegExp) => page.getByRole('button', { name })
const part = (hash: string) => page.goto(`/programme/drafts/${state.draftId}#${hash}`)
const save = () => page.locator('.editing-bar').getByRole('button', { name: 'Save', exact: true })
const saved = () => page.getByText('Everything is saved').waitFor()
const said = (text: string | RegExp) => page.locator('.editing-said').getByText(text).waitFor()

async function named(what: string, { zh, en }: { zh: string; en: string }): Promise<void> {
  await button(what).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name (简体中文)').fill(zh)
  await dialog.getByLabel('Name (English)').fill(en)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('a draft is opened; a group and an offer are made from nothing, and said in words', {
  timeout: 180_000,
}, async () => {
  await send('POST', '/v1/setup', { ...owner, code: server.setupCode })
  await send('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password })
  await page.goto('/programme')
  const opened = await send('POST', '/v1/programme/drafts', { name: 'Autumn' })
  state.draftId = (await opened.json()).draftId
  await part('offers')
  await page.getByText('Nothing here yet').waitFor()
  await part('offerGroups')
  await named('New group', { zh: '促销', en: 'Promotions' })
  await part('offers')
  await named('New offer', { zh: '应用九折', en: 'Tenth off in the app' })
  await page.waitForURL(/#offers\/tenth-off-in-the-app$/)
  await said('10 % off what earlier offers left.')
  await page.getByLabel('Off', { exact: true }).fill('20')
  await said('20 % off what earlier offers left.')
})

test('a condition is built from fields and operators, and counted', { timeout: 120_000 }, async () => {
  const orders = page.getByRole('group', { name: 'Which orders' }).last()
  await orders.getByRole('button', { name: /Condition$/ }).click()
  await orders.getByLabel('What is looked at').click()
  await page.getByTitle('channel', { exact: true }).last().click()
  await orders.getByLabel('Value', { exact: true }).fill('app')
  await page.keyboard.press('Enter')
  await said(/when channel is “app”/)
  await orders.getByText('No orders of members in the last 30 days').waitFor()
  await photograph(page, 'draft-offer')
})

test('what is not filled in is marked at its field and cannot be saved', async () => {
  await page.getByLabel('Name (English)').fill('')
  await page.getByText('This is not filled in yet.').waitFor()
  expect(await save().isDisabled()).toBe(true)
  await page.getByLabel('Name (English)').fill('A fifth off in the app')
  await page.keyboard.press('Control+s')
  await saved()
  const { definition } = await draft()
  expect(definition['offers']).toEqual([
    {
      ...{ code: 'tenth-off-in-the-app', group: 'promotions', priority: 0, needs: 'nothing' },
      name: { en: 'A fifth off in the app', 'zh-CN': '应用九折' },
      gives: [{ kind: 'percent', basisPoints: 2_000, of: 'goods', base: 'remaining' }],
      when: { field: 'order.channel', is: 'equals', value: 'app' },
    },
  ])
})

test('a basket is tried under both programmes, side by side, with why', { timeout: 120_000 }, async () => {
  const panel = page.locator('.trying')
  await panel.getByLabel('Product').fill('tea')
  await page.keyboard.press('Enter')
  const due = panel.getByRole('row', { name: /To pay/ }).getByRole('cell')
  await due.first().waitFor()
  expect(await due.allTextContents()).toEqual(['¥100.00', '¥100.00'])
  await panel.getByRole('button', { name: 'Show 1 that does not apply, and why' }).click()
  await panel.getByText(/does not meet the conditions of “A fifth off/).waitFor()
  await panel.getByLabel('Channel').fill('app')
  await page.keyboard.press('Enter')
  await panel
    .getByRole('row', { name: /A fifth off in the app/ })
    .getByText('¥20.00 off')
    .waitFor()
  expect(await due.allTextContents()).toEqual(['¥100.00', '¥80.00'])
  await photograph(page, 'draft-tried')
})

test('what somebody else saved meanwhile is overwritten only when one says so', async () => {
  const { revision, definition } = await draft()
  await page.getByLabel('Off', { exact: true }).fill('25')
  await send('PUT', `/v1/programme/drafts/${state.draftId}`, { revision, definition: { ...definition, claimDays: 7 } })
  await save().click()
  await page.getByText(/The draft was changed meanwhile/).waitFor()
  await photograph(page, 'draft-conflict')
  await button('Keep mine').click()
  await saved()
  expect(JSON.stringify((await draft()).definition)).toContain('2500')
})

test('a mistake is told in words at the field that it concerns, and leads there', { timeout: 120_000 }, async () => {
  await part('offerGroups/promotions')
  await button('Remove').click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: 'Remove' }).click()
  await page
    .locator('.editing-bar')
    .getByRole('button', { name: /1 error/ })
    .click()
  await page.locator('.editing-problems').getByText('There is no group promotions').click()
  await page.waitForURL(/#offers\/tenth-off-in-the-app$/)
  const group = page.locator('.field', { has: page.getByLabel('Stacking group') })
  await group.getByText('There is no group promotions').waitFor()
  await page.locator('.editing-bar').getByRole('button', { name: 'Discard changes' }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: 'Discard changes' }).click()
  await saved()
  expect(troubles).toEqual([])
})

test.each([
  { width: 1440, language: 'zh-CN', scheme: 'dark' },
  { width: 768, language: 'zh-CN', scheme: 'light' },
  { width: 768, language: 'en', scheme: 'dark' },
] as const)('every part fits $width pixels in $language', { timeout: 180_000 }, async (screen) => {
  await send('PATCH', '/v1/me', { locale: screen.language })
  const { context: other, page: shown, troubles: met } = await openWindow(server.address, screen)
  await other.addCookies(await context.cookies())
  const parts = ['basics', 'wallets/points', 'earningRules', 'earningRules/base-points', 'ladders/status']
  for (const hash of [...parts, 'offers', 'offers/tenth-off-in-the-app', 'couponIssues', 'costs']) {
    await shown.goto(`/programme/drafts/${state.draftId}#${hash}`)
    await shown.locator('.editing-form, .editing-list').first().waitFor()
    const name = `draft-${hash.replace('/', '-')}-${screen.language}-${screen.width}`
    expect(await photograph(shown, name), hash).toBe(0)
  }
  expect(met).toEqual([])
})
