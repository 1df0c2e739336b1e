/** A browser for the tests that look at pages. What goes wrong in a page is collected, and every page can be photographed. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
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
  close(): Promise<void>
}

export type Screen = {
  readonly width: number
  /** 860 when absent. */ readonly height?: number
  readonly scheme: 'light' | 'dark'
  readonly language: 'zh-CN' | 'en'
}
/** In a language that is written by the pages themselves, too. */
export type AnyScreen = Omit<Screen, 'language'> & { readonly language: Screen['language'] | 'zh-TW' }

const HEIGHT = 860

function settings(address: string, { width, height = HEIGHT, scheme, language }: AnyScreen) {
  const viewport = { width, height }
  const reducedMotion = 'reduce' as const
  return { baseURL: address, viewport, colorScheme: scheme, locale: language, reducedMotion, acceptDownloads: true }
}

function program(): string {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(CHROMIUM_ADVICE)
  return executablePath
}

/** Opens a window on the server; everything closes when the test file ends. */
export async function openWindow(address: string, screen: AnyScreen): Promise<Window> {
  const browser = await chromium.launch({ executablePath: program(), args: flags })
  afterAll(() => browser.close())
  const context = await browser.newContext(settings(address, screen))
  return watched(context, await context.newPage())
}

/** A browser that keeps what pages store in a folder, as a device does: closed and opened again it is the same one. */
export async function openDevice(address: string, screen: Screen, folder: string): Promise<Window> {
  const how = { executablePath: program(), args: flags, ...settings(address, screen) }
  const context = await chromium.launchPersistentContext(folder, how)
  afterAll(() => context.close())
  return watched(context, context.pages()[0] ?? (await context.newPage()))
}

function watched(context: BrowserContext, page: Page): Window {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    // A refused request is written there too; pages show refusals, so they are no trouble.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`)
  })
  return { context, page, troubles, close: () => context.close() }
}

/** From the menu that every page of the console and the till has. */
export async function speak(page: Page, language: '简体中文' | '繁體中文' | 'English'): Promise<void> {
  await page.getByRole('button', { name: /^(语言|語言|Language) / }).click()
  await page.getByRole('menuitem', { name: language }).click()
}

const screens = join(project, 'test-output', 'screens')

/** Photographs the page for people to look at. @returns how many pixels it is wider than the window: 0 when it fits */
export async function photograph(page: Page, name: string): Promise<number> {
  mkdirSync(screens, { recursive: true })
  await page.waitForLoadState('networkidle')
  // A slow machine may be quiet for a while before it answers.
  const loaded = async () =>
    (await page.locator('body > div').allTextContents()).join('') !== '' &&
    (await page.locator('[role=status] .drawn-line').count()) === 0
  await expect.poll(loaded, { timeout: 20_000 }).toBe(true)
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true, animations: 'disabled' })
  // As text: the tests are checked without the browser's own types.
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
}
