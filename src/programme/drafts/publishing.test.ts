import { afterAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal } from '../../platform/http/rights.ts'
import type { Definition } from '../definition.ts'
import { draftRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const rights = new Set(['programme.read', 'programme.publish'] as const)
let caller: Principal = { kind: 'staff', id: 'ada', name: 'Ada', rights, stores: 'all' }
const app = httpApp({ authenticate: async () => caller })
draftRoutes(app, shop)
await app.ready()
afterAll(() => app.close())

type Shown = { version: number; effectiveAt: string; note: string; definition: Definition; code: string; facts: object }

const post = async (url: string, payload: object) => {
  const answer = await app.inject({ method: 'POST', url: `/v1/programme${url}`, payload })
  return { status: answer.statusCode, ...answer.json<Shown>() }
}
const newest = () => {
  const [version] = shop.programme.versions()
  if (version === undefined) throw new Error('there is no version')
  return version
}
let serial = 0
const draft = async (change: Partial<Definition>) => {
  serial += 1
  const { definition } = newest()
  return shop.drafts.open({
    name: `draft ${serial}`,
    note: '',
    base: null,
    definition: { ...definition, ...change },
    by: 'ada',
  })
}
const publish = (draftId: string, more: object = {}) => post(`/drafts/${draftId}/publish`, { revision: 1, ...more })

describe('a draft becomes a version', () => {
  test('from its instant on, once, and is closed', async () => {
    const { draftId } = await draft({ expiryGuardPercent: 25 })
    const effectiveAt = '2026-03-02T00:00:00.000Z'
    const made = await publish(draftId, { effectiveAt, note: 'careful nights' })
    expect(made).toMatchObject({ status: 201, version: 2, effectiveAt, note: 'careful nights' })
    expect(shop.programme.at(at('2026-03-01T23:59:59Z')).version).toBe(1)
    expect(shop.programme.at(at(effectiveAt)).version).toBe(2)
    expect(await publish(draftId, { effectiveAt })).toMatchObject({ status: 201, version: 2 })
    const gone = await app.inject({ method: 'GET', url: `/v1/programme/drafts/${draftId}/merge` })
    expect(gone.json()).toMatchObject({ code: 'programme.draft-closed' })
    expect(shop.programme.versions().length).toBe(2)
    await expect(shop.drafts.discard(draftId, { revision: 1, by: 'ada' })).rejects.toMatchObject({
      refusal: { refusal: 'programme.draft-closed', facts: { version: 2 } },
    })
  })

  test('what takes effect only later is not brought forward unless that is said', async () => {
    const { draftId } = await draft({ timeZone: 'UTC' })
    expect(await publish(draftId)).toMatchObject({ status: 409, code: 'programme.overtakes', facts: { version: 2 } })
    expect(await publish(draftId, { overtake: true })).toMatchObject({ status: 201, version: 3, note: 'draft 2' })
    expect(shop.programme.at(shop.clock.now()).definition).toMatchObject({ timeZone: 'UTC', expiryGuardPercent: 25 })
  })

  test('not when it says what is said already, when it is wrong, or for the past', async () => {
    const same = await draft({})
    expect(await publish(same.draftId)).toMatchObject({ status: 409, code: 'programme.nothing-changed' })
    const wrong = await draft({ timeZone: 'Mars/Olympus' })
    expect(await publish(wrong.draftId)).toMatchObject({ status: 422, code: 'programme.invalid' })
    const late = await draft({ timeZone: 'Asia/Tokyo' })
    expect(await publish(late.draftId, { effectiveAt: '2026-02-01T00:00:00Z', overtake: true })).toMatchObject({
      ...{ status: 422, code: 'programme.effective-in-past' },
    })
    expect(await publish(late.draftId, { revision: 2 })).toMatchObject({ code: 'programme.draft-changed' })
    expect(await shop.drafts.get(late.draftId)).toMatchObject({ version: null, revision: 1 })
  })
})

describe('what was published meanwhile', () => {
  test('is joined with the draft, however many publish at once', async () => {
    const [one, other] = [
      await draft({ expiryGuardPercent: 40 }),
      await draft({ name: { en: 'Club', 'zh-CN': '俱乐部' } }),
    ]
    const before = newest().version
    const preview = await app.inject({ method: 'GET', url: `/v1/programme/drafts/${one.draftId}/merge` })
    expect(preview.json()).toMatchObject({ base: before, newest: before, conflicts: [], findings: [] })
    const made = await Promise.all([publish(one.draftId), publish(other.draftId)])
    expect(made.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([before + 1, before + 2])
    expect(newest().definition).toMatchObject({ name: { en: 'Club' }, expiryGuardPercent: 40 })
  })

  test('contradicts it: refused with every side, and published once a person has decided', async () => {
    const [one, other] = [await draft({ expiryGuardPercent: 50 }), await draft({ expiryGuardPercent: 60 })]
    await publish(one.draftId)
    const refused = await publish(other.draftId)
    expect(refused).toMatchObject({
      ...{ status: 409, code: 'programme.conflict' },
      facts: {
        newest: newest().version,
        places: ['expiryGuardPercent'],
        baseValues: ['40'],
        ours: ['60'],
        theirs: ['50'],
      },
    })
    const preview = await app.inject({ method: 'GET', url: `/v1/programme/drafts/${other.draftId}/merge` })
    expect(preview.json()).toMatchObject({
      conflicts: [
        {
          ...{ place: 'expiryGuardPercent', base: 40, ours: 60, theirs: 50 },
          words: { 'zh-CN': '夜间任务停下确认的过期比例（%）' },
        },
      ],
      changes: [{ place: 'expiryGuardPercent', before: 50, after: 60 }],
    })
    const decided = await app.inject({
      ...{ method: 'PUT', url: `/v1/programme/drafts/${other.draftId}` },
      payload: { revision: 1, base: newest().version, definition: { ...newest().definition, expiryGuardPercent: 55 } },
    })
    expect(decided.json()).toMatchObject({ revision: 2, base: newest().version })
    expect(await publish(other.draftId, { revision: 2 })).toMatchObject({
      status: 201,
      definition: { expiryGuardPercent: 55 },
    })
  })

  test('is taken over with a choice for each conflict, of the version that was looked at', async () => {
    const club = { name: { en: 'Club 2', 'zh-CN': '俱乐部二' } }
    const [one, other] = [
      await draft({ expiryGuardPercent: 61, timeZone: 'Asia/Tokyo' }),
      await draft({ expiryGuardPercent: 62, timeZone: 'Asia/Seoul', ...club }),
    ]
    await publish(one.draftId)
    const join = (body: object) => post(`/drafts/${other.draftId}/join`, { revision: 1, ...body })
    const { version } = newest()
    const mine = { place: 'expiryGuardPercent', side: 'ours' }
    expect(await join({ newest: version, choices: [mine] })).toMatchObject({
      ...{ status: 409, code: 'programme.conflict', facts: { places: ['timeZone'] } },
    })
    const choices = [mine, { place: 'timeZone', side: 'theirs' }]
    expect(await join({ newest: version - 1, choices })).toMatchObject({ status: 409, code: 'programme.moved-on' })
    expect(await join({ newest: version, choices })).toMatchObject({
      ...{ status: 200, revision: 2, base: version },
      definition: { expiryGuardPercent: 62, timeZone: 'Asia/Tokyo', ...club },
    })
    expect(await publish(other.draftId, { revision: 2 })).toMatchObject({ status: 201 })
  })

  test('joins to something that cannot be published: refused, and nothing is kept', async () => {
    const { definition } = newest()
    const [points, growth] = definition.wallets
    const [rule] = definition.earningRules
    if (points === undefined || growth === undefined || rule === undefined) throw new Error('there is too little')
    const fewer = await draft({ wallets: [points, growth], earningRules: [rule], ladders: [] })
    const more = await draft({ earningRules: [...definition.earningRules, { ...rule, code: 'gift' }] })
    // Both rules follow the ladder that the other draft takes away.
    const { tierMultiplier: _, ...plain } = rule
    await shop.drafts.change(fewer.draftId, {
      ...{ revision: 1, name: null, note: null, base: null, by: 'ada' },
      definition: { ...fewer.definition, earningRules: [plain, ...definition.earningRules.slice(1)] },
    })
    expect(await publish(fewer.draftId, { revision: 2 })).toMatchObject({ status: 201 })
    const before = newest().version
    expect(await publish(more.draftId)).toMatchObject({
      code: 'programme.invalid',
      facts: { where: 'earningRules[2].tierMultiplier' },
    })
    expect(newest().version).toBe(before)
  })
})

describe('an earlier version', () => {
  test('comes back as a new one, with a note, once', async () => {
    const made = await post('/versions/1/revert', { note: 'too strict' })
    expect(made).toMatchObject({ status: 201, note: 'too strict', definition: { expiryGuardPercent: 20 } })
    expect(shop.programme.at(shop.clock.now()).version).toBe(made.version)
    expect(await post('/versions/1/revert', {})).toMatchObject({ status: 409, code: 'programme.nothing-changed' })
    expect(await post('/versions/99/revert', {})).toMatchObject({ status: 404, code: 'programme.version-unknown' })
  })

  test('is where a draft may begin, to be looked at before it comes back', async () => {
    const opened = await post('/drafts', { name: 'back', from: 1 })
    expect(opened).toMatchObject({ base: newest().version, definition: { expiryGuardPercent: 20 } })
    expect(await post('/drafts', { name: 'both', from: 1, definition: newest().definition })).toMatchObject({
      ...{ status: 422, code: 'programme.invalid', facts: { where: 'from' } },
    })
  })

  test('takes back a version that is not in force yet', async () => {
    const { draftId } = await draft({ expiryGuardPercent: 99 })
    await publish(draftId, { effectiveAt: '2026-06-01T00:00:00Z' })
    const made = await post('/versions/1/revert', {})
    expect(made).toMatchObject({ status: 201, note: 'back to version 1' })
    expect(shop.programme.at(at('2026-06-01T00:00:00Z')).definition.expiryGuardPercent).toBe(20)
  })
})

test('who may only read the programme writes and publishes nothing', async () => {
  const { draftId } = await draft({ expiryGuardPercent: 33 })
  const before = newest().version
  caller = { ...caller, rights: new Set(['programme.read']) }
  const { definition } = newest()
  const tried = [
    await app.inject({ method: 'POST', url: '/v1/programme/drafts', payload: { name: 'mine' } }),
    await app.inject({ method: 'PUT', url: `/v1/programme/drafts/${draftId}`, payload: { revision: 1, definition } }),
    await app.inject({ method: 'DELETE', url: `/v1/programme/drafts/${draftId}?revision=1` }),
    await app.inject({ method: 'POST', url: `/v1/programme/drafts/${draftId}/publish`, payload: { revision: 1 } }),
    await app.inject({ method: 'POST', url: '/v1/programme/versions/1/revert', payload: {} }),
  ]
  expect(tried.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403])
  expect((await app.inject({ method: 'GET', url: `/v1/programme/drafts/${draftId}` })).statusCode).toBe(200)
  expect(newest().version).toBe(before)
})
