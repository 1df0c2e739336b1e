/** Who works here: an owner makes a role, lets somebody in, finds what was done in the audit trail, and lets him go. */
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { openWindow, photograph } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('staff')
vi.setConfig({ testTimeout: 120_000 })
const screen = { width: 1280, scheme: 'light', language: 'en' } as const
const { context, page, troubles } = await openWindow(server.address, screen)
const counter = await openWindow(server.address, screen)
page.setDefaultTimeout(20_000)
counter.page.setDefaultTimeout(20_000)

const owner = { name: 'Lin Lan', email: 'lin@example.com', password: 'several plain words in a row' }
const cashier = { name: 'Zhou Min', email: 'zhou@example.com', password: 'harbour oolong basket moonlit stone' }
const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = () => page.getByRole('dialog')

/** As the page itself would ask. */
const status = (path: string, of = counter.page) =>
  of.evaluate<number>(`fetch(${JSON.stringify(path)}).then((answer) => answer.status)`)

/** A store and the owner's session, as they were there before the walk begins. */
async function begin(): Promise<void> {
  const post = (path: string, body: object, method = 'POST', cookie = '') =>
    fetch(server.address + path, {
      method,
      headers: { 'content-type': 'application/json', origin: server.address, cookie },
      body: JSON.stringify(body),
    })
  await post('/v1/setup', { ...owner, code: server.setupCode })
  const signed = await post('/api/auth/sign-in/email', { email: owner.email, password: owner.password })
  const [name = '', value = ''] = (signed.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=', 2) ?? []
  await context.addCookies([{ name, value: decodeURIComponent(value), url: server.address }])
  const stored = await post('/v1/stores/harbour', { name: 'Harbour' }, 'PUT', `${name}=${value}`)
  expect(stored.ok).toBe(true)
  await post('/v1/me', { locale: 'en' }, 'PATCH', `${name}=${value}`)
}
await begin()
let link = ''

test('an owner makes a role of the company’s own', async () => {
  await page.goto('/staff?view=roles')
  await button('Make a role').click()
  await dialog().getByLabel('Name of the role').fill('Counter help')
  // Rights in words, as the matrix shows them.
  for (const right of ['see and evaluate orders', 'confirm, cancel and return orders', 'see the programme'])
    await dialog().getByRole('checkbox', { name: right }).check()
  await photograph(page, 'staff-role-en')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await page.getByText('The role Counter help is saved.').waitFor()
  await page.getByRole('columnheader', { name: /Counter help/ }).waitFor()
})

test('the owner invites somebody with that role for one store, who sets a password by the link', async () => {
  await page.goto('/staff')
  await button('Add a person').first().click()
  await dialog().getByLabel('Name').fill(cashier.name)
  await dialog().getByLabel('E-mail address').fill(cashier.email)
  await dialog().getByLabel('Role').click()
  await page.getByTitle('Counter help').click()
  await dialog().getByText('Certain stores', { exact: true }).click()
  await dialog().getByLabel('Which stores').click()
  await page.getByTitle('Harbour').click()
  await page.keyboard.press('Escape')
  await dialog().getByRole('button', { name: 'Add and make a link' }).click()
  const shown = page.locator('.made-key')
  await shown.waitFor()
  link = /http\S+/.exec((await shown.textContent()) ?? '')?.[0] ?? ''
  expect(link).toContain('/invitation#')
  await page.getByRole('button', { name: 'I have kept it' }).click()
  const row = page.getByRole('row', { name: new RegExp(cashier.name) })
  await row.getByText('Invited').waitFor()
  expect(await row.textContent()).toMatch(/Counter help.*Harbour/)
  await photograph(page, 'staff-invited-en')
})

test('whom the owner let in does what the role says, and is refused what it does not', async () => {
  const { page: his } = counter
  await his.goto(link)
  await his.getByLabel('Password').fill(cashier.password)
  await his.getByRole('button', { name: 'Set password and sign in' }).click()
  await his.getByRole('navigation').getByText('Orders').waitFor()
  const rooms = await his.getByRole('navigation').first().textContent()
  for (const room of ['Staff', 'Audit trail', 'Members', 'Tills']) expect(rooms).not.toContain(room)
  // Not only hidden: refused.
  expect(
    await Promise.all(['/v1/me', '/v1/staff', '/v1/audit', '/v1/keys', '/v1/tills'].map((path) => status(path))),
  ).toEqual([200, 403, 403, 403, 403])
  await his.goto('/audit')
  await his.locator('.ant-alert-error').waitFor()
  await photograph(his, 'staff-refused-en')
  // The link works once.
  await his.goto(link)
  await his.getByLabel('Password').fill(cashier.password)
  await his.getByRole('button', { name: 'Set password and sign in' }).click()
  await his.locator('.ant-alert-error').waitFor()
  await his.goto('/')
})

test('the owner finds both deeds in the trail, narrows it, exports it and finds it whole', async () => {
  await page.goto('/audit')
  const row = (what: RegExp) => page.getByRole('row').filter({ hasText: what })
  await row(/Made a role/).waitFor()
  await row(/Added a person/).waitFor()
  await photograph(page, 'staff-audit-en')
  await page.goto('/audit?operation=createRole')
  await row(/Made a role/).waitFor()
  expect(await page.locator('.ant-table-tbody tr.ant-table-row').count()).toBe(1)
  await button('Export').click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'As JSON lines, for a program' }).getByRole('link').click(),
  ])
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line).operation)).toEqual(['createRole'])
  await page.goto('/audit')
  await button('Check the trail').click()
  await page.getByText(/The trail is whole/).waitFor()
  // That it was taken out is told, too.
  await page.reload()
  await row(/Exported the audit trail/).waitFor()
})

test('the owner lets him go: his session ends at once', async () => {
  expect(await status('/v1/me')).toBe(200)
  await page.goto('/staff')
  await page.getByRole('button', { name: `More about ${cashier.name}` }).click()
  await page.getByRole('menuitem', { name: 'Deactivate' }).click()
  await dialog().getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText(`${cashier.name} is deactivated`).waitFor()
  expect(await status('/v1/me')).toBe(401)
  await counter.page.goto('/orders')
  await counter.page.waitForURL(/sign-in/)
  await counter.page.getByLabel('E-mail').fill(cashier.email)
  await counter.page.getByLabel('Password').fill(cashier.password)
  await counter.page.keyboard.press('Enter')
  await counter.page.locator('.ant-alert-error').waitFor()
  expect(troubles).toEqual([])
})
