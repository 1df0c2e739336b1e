import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { memberExportRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const app = appFor({
  clerk: ['members.read'],
  lead: ['members.read', 'members.unmask'],
  marketer: ['coupons.read'],
})
memberExportRoutes(app, shop)

async function ask(query = '', as = 'clerk') {
  const url = `/v1/members/export?${query}`
  const answer = await app.inject({ method: 'GET', url, headers: { authorization: as } })
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body }
}

async function rows(query = '', as = 'clerk'): Promise<Record<string, string>[]> {
  const answer = await ask(query, as)
  expect(answer.status, answer.text).toBe(200)
  return parse(answer.text, { bom: true, columns: true })
}

const nasty = '=cmd|’/C calc’!A0, "x"'

describe('members as a file', () => {
  beforeAll(async () => {
    await shop.members.enrol({ name: nasty, phone: '+8613800138000', tags: ['@sum', 'vip'] })
    for (let count = 0; count < 430; count += 1) await shop.member()
  })

  test('holds each member once, more than a page of them, masked for everybody who does not ask otherwise', async () => {
    const all = await rows()
    expect(all.length).toBe(431)
    expect(new Set(all.map(({ member }) => member)).size).toBe(431)
    const masked = await rows('', 'lead')
    expect(masked).toEqual(all)
    expect(all.at(-1)?.['phone']).toBe("'+86 138****8000")
    expect(JSON.stringify(all)).not.toContain('13800138000')
  })

  test('no cell is run by a spreadsheet, in clear neither', async () => {
    const found = await rows('tag=vip&clear=true', 'lead')
    expect(found).toHaveLength(1)
    expect(found[0]?.['name']).toBe(`'${nasty}`)
    expect(found[0]?.['tags']).toBe("'@sum vip")
    for (const line of await rows('', 'lead'))
      for (const cell of Object.values(line)) expect(cell).not.toMatch(/^[=@\t\r]|^[+-](?!\d+$)/)
  })

  test('is narrowed like the list', async () => {
    expect(await rows('tag=nobody')).toEqual([])
    expect(await rows('status=suspended')).toEqual([])
    expect(await rows('joinedFrom=2026-03-07T00:00:00Z')).toEqual([])
    expect((await rows('q=13800138000')).length).toBe(1)
  })

  test('in clear is for those who may; and what cannot be asked is refused before a file begins', async () => {
    expect((await ask('clear=true')).status).toBe(403)
    expect((await ask('', 'marketer')).status).toBe(403)
    expect((await ask('', 'nobody')).status).toBe(401)
    expect((await ask('joinedFrom=yesterday')).status).toBe(422)
    expect((await ask('cursor=x')).status).toBe(422)
    expect((await ask()).type).toBe('text/csv; charset=utf-8')
  })
})
