/** Saved filters: whose they are, who sees them, that two who change one do not overrule each other, and what they narrow. */
import { describe, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { memberExportRoutes } from '../exporting/routes.ts'
import { memberRoutes } from '../routes.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const app = appFor({
  ada: ['members.read'],
  bo: ['members.read'],
  chief: ['members.read', 'staff.manage'],
  till: ['orders.write'],
})
memberRoutes(app, shop)
memberExportRoutes(app, shop)

async function call(as: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path = '', payload?: object) {
  const url = `/v1/member-filters${path}`
  const answer = await app.inject({ method, url, headers: { authorization: as }, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
}

const tagged = (tag: string) => ({ field: 'member.tags', is: 'has-any', value: [tag] })
const create = (as: string, name: string, more: object = {}) =>
  call(as, 'POST', '', { name, condition: tagged('vip'), ...more })
const namesSeenBy = async (as: string): Promise<string[]> =>
  (await call(as, 'GET')).body.items.map(({ name }: { name: string }) => name)

describe('a saved filter', () => {
  test('is its owner’s, and everybody’s who sees members once it is shared', async () => {
    const made = await create('ada', ' VIP ', { columns: ['tier', 'tags'] })
    expect(made).toMatchObject({ status: 201, body: { name: 'VIP', revision: 1, shared: false, changeable: true } })
    const path = `/${made.body.filterId}`
    expect(await namesSeenBy('bo')).toEqual([])
    expect((await call('bo', 'GET', path)).body.code).toBe('filter.unknown')
    expect((await call('bo', 'DELETE', path)).body.code).toBe('filter.unknown')
    expect((await call('ada', 'PATCH', path, { revision: 1, shared: true })).body).toMatchObject({ revision: 2 })
    expect((await call('bo', 'GET', path)).body).toMatchObject({
      owner: 'ada',
      changeable: false,
      columns: ['tier', 'tags'],
    })
    expect((await call('bo', 'PATCH', path, { revision: 2, name: 'mine' })).body.code).toBe('filter.not-own')
    expect((await call('bo', 'DELETE', path)).body.code).toBe('filter.not-own')
    expect((await call('till', 'GET')).status).toBe(403)
    // Who keeps the office in order tidies up after those who left.
    expect((await call('chief', 'PATCH', path, { revision: 2, name: 'VIPs' })).body).toMatchObject({ changeable: true })
    expect((await call('chief', 'DELETE', path)).status).toBe(204)
    expect(await namesSeenBy('ada')).toEqual([])
  })

  test('is changed by who saw it as it is, and by nobody else', async () => {
    const { filterId } = (await create('ada', 'quiet')).body
    const change = (wish: object) => call('ada', 'PATCH', `/${filterId}`, { revision: 1, ...wish })
    const both = await Promise.all([change({ name: 'quieter' }), change({ columns: [] })])
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412])
    expect((await change({ name: 'x' })).body).toMatchObject({
      code: 'filter.changed-meanwhile',
      facts: { revision: 2 },
    })
  })

  test('has a name that its owner gave once, and a condition that can be understood', async () => {
    await create('ada', 'twice')
    expect((await create('ada', 'twice')).body).toMatchObject({ status: 409, code: 'filter.name-taken' })
    expect((await create('bo', 'twice')).status).toBe(201)
    expect((await create('ada', '   ')).body.code).toBe('member.text-not-allowed')
    expect((await create('ada', 'x'.repeat(61))).status).toBe(422)
    const unknown = { condition: { field: 'member.height', is: 'is-set' } }
    expect((await create('ada', 'tall', unknown)).body.code).toBe('condition.unknown-field')
    expect((await create('ada', 'odd', { columns: ['password'] })).status).toBe(422)
    expect((await call('ada', 'GET', '/nothing')).status).toBe(422)
    const deep = JSON.parse(`${'{"not":'.repeat(60)}{"all":[]}${'}'.repeat(60)}`)
    expect((await create('ada', 'deep', { condition: deep })).body.code).toBe('condition.too-deep')
  })

  test('narrows the list and the file for whoever sees it, alone and with a condition', async () => {
    const phone = (count: number) => `+8613900000${count}`
    const vip = await shop.members.enrol({ phone: phone(101), tags: ['vip'] })
    const both = await shop.members.enrol({ phone: phone(102), tags: ['vip', 'tea'] })
    await shop.members.enrol({ phone: phone(103), tags: ['tea'] })
    const { filterId } = (await create('ada', 'vips')).body
    const list = async (as: string, more = '') => {
      const url = `/v1/members?filterId=${filterId}${more}`
      const answer = (await app.inject({ url, headers: { authorization: as } })).json()
      return answer.items?.map(({ memberId }: { memberId: string }) => memberId) ?? answer.code
    }
    expect(await list('ada')).toEqual([both.memberId, vip.memberId])
    expect(await list('ada', `&condition=${encodeURIComponent(JSON.stringify(tagged('tea')))}`)).toEqual([
      both.memberId,
    ])
    expect(await list('bo')).toBe('filter.unknown')
    const file = await app.inject({
      url: `/v1/members/export?filterId=${filterId}`,
      headers: { authorization: 'ada' },
    })
    expect(file.body.trimEnd().split('\r\n')).toHaveLength(3)
  })

  test('is one of a hundred at most', async () => {
    const answers = []
    for (let count = 0; count < 101; count += 1) answers.push((await create('bo', `filter ${count}`)).status)
    expect(answers.filter((status) => status === 201)).toHaveLength(99)
    expect((await create('bo', 'one more')).body).toMatchObject({ code: 'filter.too-many', facts: { atMost: 100 } })
  })
})
