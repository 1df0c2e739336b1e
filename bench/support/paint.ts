/** How long somebody on a slow network and a slow processor waits for a page, and how much script it fetches. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { CHROMIUM_ADVICE, findChromium } from '../../scripts/prepare.js'
import { type Figure, median, NoFigure } from './figures.ts'

/** A processor that is four times slower than this machine's. */
const SLOWER = 4
/** “Fast 3G” of Chrome's developer tools: 1.6 Mbit/s down, 750 kbit/s up, of which nine tenths arrive; 150 ms, 3.75 times. */
const fast3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: ((1.6 * 1024 * 1024) / 8) * 0.9,
  uploadThroughput: ((750 * 1024) / 8) * 0.9,
}
const VISITS = 5
/** After the page itself is there: its answers come in then. */
const SETTLED_MILLISECONDS = 3_000

export type Visited = {
  readonly name: string
  readonly address: string
  readonly device: BrowserContextOptions
  readonly most: { readonly seconds: number; readonly kilobytes: number }
  /** What is there, as a CSS selector, once the page itself stands in place of what the server drew. */
  readonly own: string
  /** What the visitor has from before, for example that he is signed in; nothing when absent. */
  readonly prepare?: (context: BrowserContext) => Promise<void>
}

type Visit = {
  readonly seconds: number
  readonly first: number
  readonly own: number
  readonly kilobytes: number
  readonly files: number
}

export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new NoFigure(CHROMIUM_ADVICE)
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  return work(browser).finally(() => browser.close())
}

/** Largest contentful paint, median of five visits with nothing kept from earlier ones, and the compressed script of one. */
export async function paintOf(browser: Browser, visited: Visited): Promise<Figure[]> {
  const { name, most } = visited
  const visits: Visit[] = []
  for (let count = 0; count < VISITS; count += 1) visits.push(await visit(browser, visited))
  const times = visits.map(({ seconds }) => seconds)
  const range = `${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)} of ${VISITS}`
  const first = median(visits.map((one) => one.first)).toFixed(1)
  const own = median(visits.map((one) => one.own)).toFixed(1)
  const files = Math.max(...visits.map((one) => one.files))
  return [
    {
      ...{ name: `${name}.paint`, value: median(times), unit: 's', bar: { most: most.seconds } },
      note: `largest contentful paint, cold, ${range}; anything at all after ${first} s, what the page itself draws after ${own} s`,
    },
    {
      ...{ name: `${name}.script`, value: Math.max(...visits.map(({ kilobytes }) => kilobytes)), unit: 'KB' },
      ...{ bar: { most: most.kilobytes }, note: `compressed, of the first page, in ${files} files` },
    },
  ]
}

async function visit(browser: Browser, { address, device, own, prepare }: Visited): Promise<Visit> {
  const context = await browser.newContext(device)
  try {
    await prepare?.(context)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', fast3G)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript(`new MutationObserver((_, looking) => {
      if (document.querySelector(${JSON.stringify(own)}) === null) return
      performance.mark('own')
      looking.disconnect()
    }).observe(document, { childList: true, subtree: true })`)
    await page.goto(address)
    // A processor that is still busy with scripts looks like a network that is done.
    await page.locator(own).first().waitFor()
    await page.waitForTimeout(SETTLED_MILLISECONDS)
    await page.waitForLoadState('networkidle')
    // As text: benchmarks are checked without the browser's own types.
    return await page.evaluate<Visit>(`new Promise((resolve) => {
      new PerformanceObserver((list) => {
        const scripts = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'))
        resolve({
          seconds: list.getEntries().at(-1).startTime / 1000,
          first: performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000,
          own: performance.getEntriesByName('own')[0].startTime / 1000,
          kilobytes: scripts.reduce((sum, entry) => sum + entry.encodedBodySize, 0) / 1024,
          files: scripts.length,
        })
      }).observe({ type: 'largest-contentful-paint', buffered: true })
    })`)
  } finally {
    await context.close()
  }
}
