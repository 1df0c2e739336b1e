/** How long a member with an old phone on a slow network waits for the portal, and how much script it fetches. */
import { rmSync } from 'node:fs'
import { spawnServer } from '../tests/support/serverprocess.ts'
import type { Figure } from './support/figures.ts'
import { paintOf, withBrowser } from './support/paint.ts'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, locale: 'zh-CN' }
const most = { seconds: 2.5, kilobytes: 180 }

export async function portal({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  rmSync(folder, { recursive: true, force: true })
  const server = await spawnServer({ dataDir: folder })
  try {
    say('visits to the portal on a slow phone and network')
    const address = `http://localhost:${server.port}/my/`
    return await withBrowser((browser) =>
      paintOf(browser, { name: 'portal', address, device: phone, most, own: 'main input' }),
    )
  } finally {
    await server.stop()
  }
}
