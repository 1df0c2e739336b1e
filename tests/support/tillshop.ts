/** A shop with tills for the tests that look at devices: each device is a browser that keeps what its pages store. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openDevice, type Window } from './browser.ts'
import { temporaryFolder } from './processes.ts'
import { runServer } from './server.ts'
import { openShop, owner as somebody } from './shopkeeper.ts'

/** Without a name: signing in asks for none. */
const owner = { email: somebody.email, password: somebody.password }

const PRICE_MINOR = 16_800
export type ListedTill = {
  readonly tillId: string
  readonly name: string
  readonly store: string | null
  readonly aloneMinor: number
  readonly accepted: number
  readonly refused: number
  readonly missing: number
  readonly report: { readonly waiting: number; readonly behindMilliseconds: number } | null
}
export type Answer = {
  readonly memberId: string
  readonly number: string
  readonly items: readonly ListedTill[]
  readonly wallets: readonly { readonly wallet: string; readonly available: number }[]
  readonly placedAt: string
  readonly store: string
}
export const screen = { width: 1366, scheme: 'light', language: 'en' } as const

export const scan = async (page: Page, code: string) => {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
/** @returns scans as fast as a scanner: a key every five milliseconds, whatever else the machine does */
export async function scannerAt({ context, page }: Window) {
  const keyboard = await context.newCDPSession(page)
  return async (code: string) => {
    const at = Date.now() / 1_000
    const keys = [...[...code].map((text) => ({ text, key: text })), { text: '\r', key: 'Enter' }]
    await Promise.all(
      keys.flatMap(({ text, key }, place) => {
        const windowsVirtualKeyCode = (key === 'Enter' ? '\r' : key).charCodeAt(0)
        const event = { key, windowsVirtualKeyCode, timestamp: at + place * 0.005 }
        return [
          keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...event }),
          keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
        ]
      }),
    )
  }
}
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** Sells one piece to whoever has the phone, while the server is away. @returns what the receipt says */
export async function sellAlone(page: Page, phone: string): Promise<string> {
  await scan(page, 'tea')
  await scan(page, phone)
  await button(page, 'Use this number').click()
  await button(page, /^Confirm/).click()
  await page.getByText('kept on this device').waitFor()
  const number = /T\d+-\d{6}/.exec((await page.locator('.receipt').textContent()) ?? '')?.[0] ?? ''
  await button(page, 'Next customer').click()
  return number
}

/** A server with an owner, a product of 168.00 and two stores. */
export async function tillShop(name: string) {
  const folder = temporaryFolder(`${name}-devices`)
  const server = await runServer(name)
  const { ask } = await openShop(server)
  const send: (...asked: Parameters<typeof ask>) => Promise<Answer> = (...asked) => ask<Answer>(...asked)
  await send('PATCH', '/v1/me', { locale: 'en' })
  await send('PUT', '/v1/products/tea', { name: 'Longjing 50 g', attributes: { price_minor: PRICE_MINOR } })
  await send('PUT', '/v1/stores/harbour', { name: 'Harbour' })
  await send('PUT', '/v1/stores/lake', { name: 'West Lake' })

  async function signedIn({ context }: Window): Promise<void> {
    const headers = { origin: server.address }
    const signed = await context.request.post('/api/auth/sign-in/email', { data: owner, headers })
    expect(signed.ok()).toBe(true)
  }
  const lineOf = async (till: string) => {
    const { items } = await send('GET', '/v1/tills')
    const found = items.find((each) => each.name === till)
    if (found === undefined) throw new Error(`there is no till ${till}`)
    return found
  }
  let phones = 13_800_000_000
  return {
    ...{ server, send, signedIn, lineOf },
    /** A device with a browser of its own that was made a till. */
    async tillDevice(till: string): Promise<Window> {
      const device = await openDevice(server.address, screen, join(folder, till))
      const { page } = device
      page.setDefaultTimeout(20_000)
      await signedIn(device)
      await page.goto('/till')
      await page.getByLabel('Name of the till').fill(till)
      await page.getByRole('button', { name: 'Make it a till' }).click()
      await page.getByText('The basket is empty').waitFor()
      // Only now it opens without the server.
      const keptHere = () => page.evaluate('navigator.serviceWorker.controller !== null')
      await expect.poll(keptHere, { timeout: 20_000 }).toBe(true)
      return device
    },
    /** The same device, whose browser was closed. */
    async reopened(till: string): Promise<Window> {
      const device = await openDevice(server.address, screen, join(folder, till))
      device.page.setDefaultTimeout(20_000)
      await device.page.goto('/till')
      return device
    },
    async pointsOf(memberId: string) {
      const { wallets } = await send('GET', `/v1/members/${memberId}/statement`)
      return wallets.find(({ wallet }) => wallet === 'points')?.available
    },
    async member() {
      phones += 1
      const { memberId } = await send('POST', '/v1/members', { phone: `+86${phones}`, name: 'Wang Fang' })
      return { memberId, phone: String(phones) }
    },
    async drained(till: string, accepted: number, timeout = 60_000) {
      await expect.poll(async () => (await lineOf(till)).accepted, { timeout, interval: 500 }).toBe(accepted)
    },
  }
}
