/** A browser for the tests that look at pages. What goes wrong in a page is collected, and every page can be photographed. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { CHROMIUM_ADVICE, findChromium } from '../../scripts/prepare.js'
import { project } from './processes.ts'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Window = {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors that the pages met so far: exceptions, violations of the content policy, answers of 500 and above. */
  readonly troubles: readonly string[]
}

export type Screen = { readonly width: number; readonly scheme: 'light' | 'dark'; readonly language: 'zh-CN' | 'en' }

const HEIGHT = 860

/** Opens a window on the server; everything closes when the test file ends. */
export async function openWindow(address: string, { width, scheme, language }: Screen): Promise<Window> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(CHROMIUM_ADVICE)
  const browser = await chromium.launch({ executablePath, args: flags })
  afterAll(() => browser.close())
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: HEIGHT },
    colorScheme: scheme,
    locale: language,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    // A refused request is written there too; pages show refusals, so they are no trouble.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`)
  })
  return { context, page, troubles }
}

const screens = join(project, 'test-output', 'screens')

/** Photographs the page for people to look at. @returns how many pixels it is wider than the window: 0 when it fits */
export async function photograph(page: Page, name: string): Promise<number> {
  mkdirSync(screens, { recursive: true })
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true, animations: 'disabled' })
  // As text: the tests are checked without the browser's own types.
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
}
