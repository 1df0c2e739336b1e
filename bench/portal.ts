/** How long a member with an old phone on a slow network waits for the portal, and how much script it fetches. */
import { rmSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM_ADVICE, findChromium } from '../scripts/prepare.js'
import { spawnServer } from '../tests/support/serverprocess.ts'
import { type Figure, NoFigure } from './support/figures.ts'

const MOST_SECONDS = 2.5
const MOST_KILOBYTES = 180
/** A phone that is four times slower than this machine. */
const SLOWER = 4
/** “Fast 3G” of Chrome's developer tools: 1.6 Mbit/s down, 750 kbit/s up, of which nine tenths arrive; 150 ms, 3.75 times. */
const fast3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: ((1.6 * 1024 * 1024) / 8) * 0.9,
  uploadThroughput: ((750 * 1024) / 8) * 0.9,
}
const VISITS = 5

type Visit = { readonly seconds: number; readonly kilobytes: number }

export async function portal({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new NoFigure(CHROMIUM_ADVICE)
  rmSync(folder, { recursive: true, force: true })
  const server = await spawnServer({ dataDir: folder })
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  try {
    say(`${VISITS} visits to the portal on a slow phone and network`)
    const visits: Visit[] = []
    for (let count = 0; count < VISITS; count += 1)
      visits.push(await visit(browser, `http://localhost:${server.port}/my/`))
    const times = visits.map(({ seconds }) => seconds).toSorted((a, b) => a - b)
    const [least = 0, median = 0, most = 0] = [times[0], times[Math.floor(VISITS / 2)], times.at(-1)]
    return [
      {
        ...{ name: 'portal.paint', value: median, unit: 's', bar: { most: MOST_SECONDS } },
        note: `largest contentful paint, cold, ${least.toFixed(1)} – ${most.toFixed(1)} of ${VISITS}`,
      },
      {
        ...{ name: 'portal.script', value: Math.max(...visits.map(({ kilobytes }) => kilobytes)), unit: 'KB' },
        ...{ bar: { most: MOST_KILOBYTES }, note: 'compressed, of the first page' },
      },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** With nothing kept from earlier visits. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, locale: 'zh-CN' })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', fast3G)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(address)
    await page.waitForLoadState('networkidle')
    // As text: benchmarks are checked without the browser's own types.
    return await page.evaluate<Visit>(`new Promise((resolve) => {
      new PerformanceObserver((list) => {
        const scripts = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'))
        resolve({
          seconds: list.getEntries().at(-1).startTime / 1000,
          kilobytes: scripts.reduce((sum, entry) => sum + entry.encodedBodySize, 0) / 1024,
        })
      }).observe({ type: 'largest-contentful-paint', buffered: true })
    })`)
  } finally {
    await context.close()
  }
}
