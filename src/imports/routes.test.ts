import { afterAll, describe, expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { httpApp } from '../platform/http/app.ts'
import { isRight, type Principal, type Right } from '../platform/http/rights.ts'
import { importRoutes } from './routes.ts'

const shop = await testShop()
let rights: Right[] = ['imports.run']
const caller = (): Principal => ({
  kind: 'staff',
  id: 's1',
  name: 'Ada',
  rights: new Set(rights.filter(isRight)),
  stores: 'all',
})
const app = httpApp({ authenticate: async () => caller() })
importRoutes(app, { imports: shop.imports })
await app.ready()
afterAll(() => app.close())

const content = `Bon;Artikel;Menge;Betrag;Datum;Kunde
1;tea;2;12,50;01.06.2025;K-1
1;cup;1;3,00;01.06.2025;K-1
2;tea;x;6,25;02.06.2025;K-1
3;tea;-1;-6,25;03.06.2025;K-1
`
const mapping = {
  columns: {
    number: 'Bon',
    sku: 'Artikel',
    quantity: 'Menge',
    amount: 'Betrag',
    placedAt: 'Datum',
    customer: [{ kind: 'external', source: 'till', column: 'Kunde' }],
  },
  format: { dates: ['dd.MM.yyyy'], timeZone: 'Europe/Berlin', currency: 'EUR', decimal: ',' },
  defaults: { channel: 'store' },
}

function upload(file: string | undefined, fields: Record<string, string> = {}) {
  const boundary = 'x-regulars-test'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  if (file !== undefined)
    parts.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="../kasse.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n`,
    )
  return app.inject({
    method: 'POST',
    url: '/v1/imports',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${parts.join('')}--${boundary}--\r\n`,
  })
}
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload })
const get = (url: string) => app.inject({ method: 'GET', url })

describe('an import through the API', () => {
  test('is uploaded, looked at, started, followed, and its rejected lines are fetched', async () => {
    const taken = await upload(content)
    expect(taken.statusCode).toBe(201)
    const { importId } = taken.json<{ importId: string }>()
    expect(taken.json()).toMatchObject({ name: 'kasse.csv', state: 'waiting', mapped: false, startedBy: 'Ada' })
    const at = `/v1/imports/${importId}`

    const raw = await post(`${at}/preview`, {})
    expect(raw.json()).toMatchObject({
      format: 'csv',
      heading: ['Bon', 'Artikel', 'Menge', 'Betrag', 'Datum', 'Kunde'],
      understood: null,
    })
    const preview = await post(`${at}/preview`, { mapping })
    expect(preview.statusCode).toBe(200)
    expect(preview.json()).toMatchObject({
      understood: {
        looked: 4,
        kinds: { goods: 2, return: 1 },
        lines: [{ amountMinor: 1_250, at: '2025-05-31T22:00:00.000Z' }, {}, { quantity: -1 }],
        problems: [
          {
            reason: 'line.quantity',
            line: 4,
            title: 'The quantity "x" must be a whole number other than zero, at most 10,000,000.',
          },
        ],
      },
    })

    expect((await post(`${at}/start`, {})).json()).toMatchObject({ code: 'import.mapping-needed' })
    expect((await post(`${at}/start`, { mapping })).statusCode).toBe(202)
    await expect.poll(async () => (await get(at)).json<{ state: string }>().state, { timeout: 25_000 }).toBe('done')
    expect((await get(at)).json()).toMatchObject({
      phase: 'done',
      summary: {
        lines: { total: 4, members: 2, guests: 0, returnsMatched: 1, returnsUnmatched: 0, adjustments: 0, rejected: 1 },
        revenueMinor: 925,
        points: { earned: 15, returned: 6, outstanding: 9 },
      },
    })
    expect((await get(`${at}/rejections`)).json()).toMatchObject({
      items: [{ line: 4, reason: 'line.quantity' }],
      nextCursor: null,
    })
    const csv = await get(`${at}/rejected.csv`)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.body).toContain('2,tea,x,"6,25"')
    expect((await get('/v1/imports?limit=1')).json()).toMatchObject({ items: [{ importId }], nextCursor: null })

    const again = await upload(content, { mapping: JSON.stringify(mapping) })
    expect(again.json()).toMatchObject({ importId, state: 'done' })
  })

  test('presets can be read and used', async () => {
    expect((await get('/v1/imports/presets')).json()).toMatchObject({ items: [{ name: 'uci-online-retail' }] })
    const wrong = await upload(content, { preset: 'nothing' })
    expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([422, 'import.preset-unknown'])
    expect((await get('/v1/imports')).json<{ items: unknown[] }>().items).toHaveLength(1)
  })

  test('refuses what it cannot take: no file, an empty one, JSON, a bad mapping, an unknown import, a caller without the right', async () => {
    expect((await upload(undefined)).json()).toMatchObject({ code: 'import.file-unreadable' })
    expect((await upload('')).json()).toMatchObject({ code: 'import.file-unreadable' })
    expect((await post('/v1/imports', {})).json()).toMatchObject({ code: 'import.file-unreadable' })
    const { importId } = (await upload('a,b\n1,2\n')).json<{ importId: string }>()
    expect((await post(`/v1/imports/${importId}/preview`, { mapping })).json()).toMatchObject({
      code: 'import.column-missing',
    })
    expect(
      (await post(`/v1/imports/${importId}/start`, { mapping: { ...mapping, defaults: {} } })).json(),
    ).toMatchObject({
      code: 'import.mapping-invalid',
    })
    expect((await get(`/v1/imports/${importId}/rejected.csv`)).statusCode).toBe(404)
    expect((await get('/v1/imports/00000000-0000-7000-8000-000000000000')).statusCode).toBe(404)
    expect((await get('/v1/imports?cursor=x')).statusCode).toBe(422)
    expect((await post('/v1/imports/00000000-0000-7000-8000-000000000000/cancel', {})).statusCode).toBe(404)
    expect((await post(`/v1/imports/${importId}/cancel`, {})).json()).toMatchObject({ state: 'cancelled' })
    expect((await get(`/v1/imports/${importId}`)).statusCode).toBe(404)
    rights = ['members.read']
    expect((await get('/v1/imports')).statusCode).toBe(403)
    expect((await upload(content)).statusCode).toBe(403)
    rights = ['imports.run']
  })
})
