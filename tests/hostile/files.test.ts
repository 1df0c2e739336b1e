/** Reliability B6, J-06 and J-07: files that leave for a spreadsheet, and files that come from one. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { plainCell } from '../../src/base/cells.ts'
import { addressOf, operations } from './document.ts'
import { type Belongings, furnish } from './shop.ts'
import { type Answer, hostileWorld } from './world.ts'

const world = await hostileWorld()
let shop: Belongings
const formulas = ['=HYPERLINK("http://evil.example")', '+1+1', '-1+1', '@SUM(A1)', '＝1+1', '=1"; "=2', "'=1+1"]

beforeAll(async () => {
  shop = await furnish(world)
})

function upload(content: string | Buffer, name = 'sales.csv'): Promise<Answer> {
  const boundary = 'hostile-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const raw = new Uint8Array(
    Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  )
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  return world.ask('POST', '/v1/imports', { as: world.key, raw, headers })
}

const mapping = {
  columns: {
    ...{ number: 'Number', sku: 'Sku', quantity: 'Quantity', amount: 'Amount', placedAt: 'At' },
    customer: [{ kind: 'external', source: 'till', column: 'Customer' }],
  },
  format: { dates: ['yyyy-MM-dd'], timeZone: 'Asia/Shanghai', currency: 'CNY' },
  defaults: { channel: 'pos' },
}
const heading = 'Number,Sku,Quantity,Amount,At,Customer'

/** Lines that are rejected, each with a formula where an amount belongs. */
async function rejected(): Promise<string> {
  const quoted = formulas.map((cell) => `"${cell.replaceAll('"', '""')}"`)
  const lines = quoted.map((cell, index) => `${cell}${index},tea,x,${cell},2026-03-01,${cell}`)
  const { json, text } = await upload(`${heading}\n${lines.join('\n')}\n`)
  const importId = json['importId']
  if (typeof importId !== 'string') return expect.fail(text)
  await world.done('POST', `/v1/imports/${importId}/start`, { mapping })
  const state = async () => (await world.done('GET', `/v1/imports/${importId}`))['state']
  await expect.poll(state, { timeout: 20_000 }).toBe('done')
  return importId
}

describe('J-06 exports', () => {
  test('hold no cell that a spreadsheet runs, and each cell says what was given once the apostrophe is off', async () => {
    for (const [index, name] of formulas.entries())
      await world.done('POST', '/v1/members', {
        name,
        phone: `+8613722220${100 + index}`,
        tags: ['@vip'],
        channel: '=1',
      })
    const codes = formulas.map((code) => code.replaceAll(/\s/g, ''))
    const batch = await world.done('POST', '/v1/coupons/batches', {
      ...{ offer: 'ten', name: '=1+1' },
      codes: { kind: 'imported', codes },
    })
    await world.done('POST', '/v1/roles', { name: '=cmd|calc', rights: ['members.read'] })
    const importId = await rejected()
    const files = operations.filter(({ method, path }) => method === 'GET' && /(export|codes|\.csv)$/.test(path))
    expect(files.map(({ name }) => name).sort()).toEqual(
      ['downloadRejectedLines', 'exportAudit', 'exportCouponCodes', 'exportMembers'].sort(),
    )
    const seen = new Set<string>()
    for (const { path, name } of files) {
      const question = name === 'exportMembers' ? '?clear=true' : name === 'exportAudit' ? '?format=csv' : ''
      const address = addressOf(path, { batchId: String(batch['batchId']), importId })
      const { text, headers } = await world.ask('GET', `${address}${question}`, { as: world.key })
      expect(headers.get('content-type'), name).toMatch(/^text\/csv/)
      const rows: string[][] = parse(text, { bom: true, relax_column_count: true })
      expect(rows.length, name).toBeGreaterThan(formulas.length)
      for (const cell of rows.flat()) {
        expect(/^[=+\-@\t\r\n＝＋－＠]/u.test(cell) && !/^-?\d[\d.,]*$/.test(cell), `${name} ${cell}`).toBe(false)
        seen.add(plainCell(cell))
      }
    }
    for (const formula of [...formulas, ...codes.map((code) => code.toUpperCase())]) {
      const kept = formula.normalize('NFKC')
      expect(
        [formula, kept].some((one) => seen.has(one)),
        formula,
      ).toBe(true)
    }
  }, 60_000)

  test('a file is named by us, whatever somebody is called', async () => {
    const { headers } = await world.ask('GET', '/v1/members/export?q=%0d%0ahostile:1', { as: world.key })
    expect(headers.get('content-disposition')).toBe('attachment; filename="members.csv"')
  })
})

describe('J-07 files that are brought', () => {
  const utf16 = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(`${heading}\n1,茶,1,1,2026-03-01,x\n`, 'utf16le'),
  ])
  const files: Readonly<Record<string, string | Buffer>> = {
    'a formula in every cell': `${formulas.join(',')}\n${formulas.join(',')}\n`,
    'a million columns': `${'a,'.repeat(1_000_000)}\n`,
    'a quote that nobody closes': `${heading}\n"${'x'.repeat(400_000)}`,
    'half a character': Buffer.from([...Buffer.from(`${heading}\n`), 0xe8, 0x8c]),
    'nothing but zeros': Buffer.alloc(10_000),
    'a packed gigabyte of blanks': gzipSync(Buffer.alloc(64 * 1024 * 1024, 32), { level: 9 }),
    'a workbook that is none': Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(5_000, 7)]),
    'UTF-16': utf16,
    'a mark and nothing else': Buffer.from([0xef, 0xbb, 0xbf]),
    'prototypes as columns': '__proto__,constructor,toString\n1,2,3\n',
    'scripts and directions': `<script>,\u202eabc,{{x}}\n<img src=x onerror=alert(1)>,\u202e,\u0007\n`,
  }
  test.each(Object.keys(files))(
    '%s is taken or refused with a sentence, looked at and started',
    async (what) => {
      const taken = await upload(files[what] ?? '', '../../etc/cron.d/evil".csv')
      expect([201, 413, 422]).toContain(taken.status)
      expect(JSON.stringify(taken.json)).not.toContain('../')
      const importId = taken.json['importId']
      if (typeof importId !== 'string') return
      for (const [way, body] of [
        ['preview', {}],
        ['preview', { mapping }],
        ['start', { mapping }],
      ] as const)
        await world.ask('POST', `/v1/imports/${importId}/${way}`, { as: world.key, body })
    },
    60_000,
  )

  test('leave nothing outside their folder, and the laws as they were', async () => {
    expect(() => readFileSync('/etc/cron.d/evil.csv')).toThrow()
    expect(shop.order).toBe('HARBOUR-1')
    await world.lawsHold()
  })
})
