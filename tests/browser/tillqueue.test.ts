/** A day without the server at a busy counter: 2,000 sales wait on the device and are sent, each once, whatever happens meanwhile. */
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test, vi } from 'vitest'
import { photograph, type Window } from '../support/browser.ts'
import { project, runCommand } from '../support/processes.ts'
import { tillShop } from '../support/tillshop.ts'

const { server, send, tillDevice, reopened, lineOf, pointsOf, member, drained } = await tillShop('till-queue')
vi.setConfig({ testTimeout: 400_000 })

const SALES = 2_000
const MEMBERS = 20
const PRICE_MINOR = 16_800

/** The device's own modules, as one script that leaves them under a name. */
async function modules(): Promise<string> {
  const entry = 'till-modules'
  const files = ['queue', 'device', 'clock'].map((name) => join(project, 'web/till/model', `${name}.ts`))
  const built = await build({
    ...{ configFile: false, logLevel: 'silent', root: join(project, 'web') },
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    plugins: [
      {
        name: entry,
        resolveId: (id) => (id.endsWith(entry) ? `\0${entry}` : undefined),
        load: (id) =>
          id === `\0${entry}` ? files.map((file) => `export * from ${JSON.stringify(file)}`).join('\n') : undefined,
      },
    ],
    build: { write: false, lib: { entry, formats: ['iife'], name: 'tillModules' } },
  })
  const [output] = [built].flat()
  if (output === undefined || !('output' in output)) throw new Error('the modules were not built')
  return output.output[0].code
}

/** Sells without a tap, as the till does when it is confirmed. @param to members, in turn */
async function sell({ page }: Window, to: readonly string[]): Promise<void> {
  const code = await modules()
  await page.evaluate(`(async () => {
    ${code}
    const { nextNumber, queueSale, soldAt } = tillModules
    const to = ${JSON.stringify(to)}
    for (let place = 0; place < ${SALES}; place += 1) {
      const buyer = { memberId: to[place % to.length], number: 'M', name: null, phone: null, status: 'active' }
      await queueSale({
        number: await nextNumber(), placedAt: await soldAt(), soldBy: 'counter', buyer, means: 'cash',
        lines: [{ sku: 'tea', name: 'Longjing 50 g', quantity: 1, amountMinor: ${PRICE_MINOR} }],
        totalMinor: ${PRICE_MINOR}, paid: null,
      })
    }
  })()`)
}

/** @returns the points of a member who bought as much as each of the others */
async function soldWithTheServer(): Promise<number | undefined> {
  const { memberId } = await member()
  for (let place = 0; place < SALES / MEMBERS; place += 1)
    await send('PUT', `/v1/orders/WEB-${place}`, {
      ...{ memberId, status: 'confirmed', currency: 'CNY', channel: 'pos', priced: true },
      lines: [{ sku: 'tea', name: 'Longjing 50 g', quantity: 1, amountMinor: PRICE_MINOR }],
    })
  return pointsOf(memberId)
}

const sent = async ({ page }: Window) => Number(await page.locator('[data-sent]').getAttribute('data-sent'))

test('2,000 sales that waited are all sent, each once, through an outage and a restart half way', async () => {
  let device = await tillDevice('Busy')
  const buyers = await Promise.all(Array.from({ length: MEMBERS }, member))
  const expected = await soldWithTheServer()
  await server.stop()
  await sell(
    device,
    buyers.map(({ memberId }) => memberId),
  )
  await device.page.reload()
  await device.page.getByRole('link', { name: /Waiting/ }).click()
  await device.page.getByText('2000 entries wait on this device').waitFor()
  await server.start()
  const begun = performance.now()
  // The server goes away while it is being sent ...
  await expect.poll(() => sent(device), { timeout: 60_000, interval: 50 }).toBeGreaterThan(SALES / 10)
  await photograph(device.page, 'till-queue-sending-en')
  await server.stop()
  await device.page.getByText(/\d+ entries wait on this device/).waitFor()
  await server.start()
  await device.page.locator('[data-sent]').waitFor({ timeout: 60_000 })
  // ... and the browser, later.
  await expect
    .poll(async () => (await lineOf('Busy')).accepted, { timeout: 60_000, interval: 50 })
    .toBeGreaterThan(SALES / 2)
  await device.close()
  const before = (await lineOf('Busy')).accepted
  expect(before).toBeLessThan(SALES)
  device = await reopened('Busy')
  await drained('Busy', SALES, 120_000)
  process.stdout.write(
    `2,000 sales were sent in ${Math.round((performance.now() - begun) / 1_000)} s, two stops included\n`,
  )
  expect(await lineOf('Busy')).toMatchObject({ accepted: SALES, refused: 0, missing: 0 })
  // As one to whom the same was sold with the server there, tiers that were reached on the way included.
  const points = await Promise.all(buyers.map(({ memberId }) => pointsOf(memberId)))
  expect(points).toEqual(buyers.map(() => expected))
  await device.page.getByRole('link', { name: /Waiting/ }).click()
  await device.page.getByRole('heading', { name: 'Sent', exact: true }).waitFor()
  await device.page.getByText('and 1950 more').waitFor()
  await device.close()
  const verified = runCommand('verify', '--json', '--data', server.dataDir)
  await verified.says('"ok":true')
  expect(await verified.ended).toBe(0)
})
