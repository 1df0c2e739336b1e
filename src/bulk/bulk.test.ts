/** Bulk runs: looked at before anything is done, each member once whatever happens, stopped, approved, taken back. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import { asId, type MemberId } from '../base/ids.ts'
import { asInstant, instantText } from '../base/time.ts'
import { group, offer } from '../offers/offers.fixture.ts'
import { httpApp } from '../platform/http/app.ts'
import type { Principal, Right } from '../platform/http/rights.ts'
import { systemIds } from '../platform/ids.ts'
import { rows } from '../platform/postgres/database.ts'
import type { Definition } from '../programme/definition.ts'
import { bulkRoutes } from './routes.ts'
import { type BulkParts, bulkService } from './service.ts'

const shop = await testShop(at('2026-03-06T04:00:00Z'))
const everything: Right[] = [
  ...(['members.read', 'members.write', 'points.adjust', 'points.approve', 'coupons.give', 'coupons.write'] as const),
  'tiers.place',
]
const person = (id: string, rights: readonly Right[], stores: Principal['stores'] = 'all'): Principal => ({
  ...{ kind: 'staff', id, name: id, stores },
  rights: new Set(rights),
})
const callers: Record<string, Principal> = {
  ada: person('ada', everything),
  bo: person('bo', everything),
  reader: person('reader', ['members.read']),
  pier: person('pier', everything, new Set(['pier'])),
}
const app = httpApp({ authenticate: async (request) => callers[request.headers.authorization ?? ''] })
bulkRoutes(app, shop)
await app.ready()

type Body = { runId: string; state: string; code: string } & Record<string, unknown>

async function call(as: string, method: 'GET' | 'POST', path: string, payload?: object, key?: string) {
  const headers = { authorization: as, ...(key === undefined ? {} : { 'idempotency-key': key }) }
  const answer = await app.inject({ method, url: `/v1/bulk-runs${path}`, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, text: answer.body, body: (): Body => answer.json() }
}

const create = async (deed: object, reach: object, as = 'ada') =>
  (await call(as, 'POST', '', { deed, ...reach })).body()
const step = async (runId: string, what: string, as = 'ada') => (await call(as, 'POST', `/${runId}/${what}`)).body()

async function until(runId: string, ...wanted: string[]): Promise<Body> {
  for (let tries = 0; tries < 400; tries += 1) {
    const run = (await call('ada', 'GET', `/${runId}`)).body()
    if (wanted.includes(run.state)) return run
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return expect.fail(`the run is not ${wanted.join(' or ')}`)
}

async function done(deed: object, reach: object, as = 'ada'): Promise<Body> {
  const { runId } = await create(deed, reach, as)
  await until(runId, 'ready')
  await step(runId, 'confirm', as)
  return until(runId, 'done')
}

const publish = (definition: Definition) =>
  shop.programme.publish({ definition, effectiveAt: null, note: 'x', by: 'ada' })
const points = (amount: number) => ({ do: 'points', wallet: 'points', amount, reason: 'anniversary' })
const balance = async (memberId: MemberId) => (await shop.wallet(memberId))?.balance ?? 0
const some = async (count: number) => {
  const made: MemberId[] = []
  for (let each = 0; each < count; each += 1) made.push(await shop.member())
  return made
}
const codesOf = async (memberId: MemberId) => (await shop.offers.ofMember(memberId)).map(({ status }) => status)

describe('a bulk run', () => {
  test('reaches a whole filter, also what no page has loaded, and does nothing before it is confirmed', async () => {
    const people: MemberId[] = []
    for (let each = 0; each < 230; each += 1)
      people.push((await shop.members.enrol({ phone: `+86135${10_000_000 + each}`, tags: ['tea'] })).memberId)
    await shop.member()
    const condition = { field: 'member.tags', is: 'has-any', value: ['tea'] }
    const { runId } = await create(points(20), { filter: { condition } })
    expect(await until(runId, 'ready')).toMatchObject({
      members: 230,
      pointsMoved: 4_600,
      changed: 0,
      needsApproval: false,
    })
    expect(await balance(people[0] ?? expect.fail())).toBe(0)
    await step(runId, 'confirm')
    expect(await until(runId, 'done')).toMatchObject({ members: 230, changed: 230, refused: 0, undoable: true })
    for (const memberId of people) expect(await balance(memberId)).toBe(20)
  })

  test('is begun once by two clicks, and made once by a request that is sent twice', async () => {
    const [memberId = expect.fail()] = await some(1)
    const asked = { deed: points(7), memberIds: [memberId] }
    const [one, two] = [await call('ada', 'POST', '', asked, 'k1'), await call('ada', 'POST', '', asked, 'k1')]
    expect(two.body().runId).toBe(one.body().runId)
    const both = await Promise.all([step(one.body().runId, 'confirm'), step(one.body().runId, 'confirm')])
    expect(both.filter(({ code }) => code !== undefined)).toEqual([])
    expect(await until(one.body().runId, 'done')).toMatchObject({ changed: 1 })
    expect((await step(one.body().runId, 'confirm')).state).toBe('done')
    expect(await balance(memberId)).toBe(7)
  })

  test('serves each member exactly once when its worker dies in the middle, whatever is done', async () => {
    const people = await some(12)
    await shop.members.update(people[0] ?? expect.fail(), { addTags: ['vip'] })
    for (const deed of [points(5), { do: 'tag', tag: 'vip' }, { do: 'suspend', reason: 'fraud' }]) {
      let calls = 0
      // The work is done, and then the process is gone before anything could be written down.
      const dying = <Given extends unknown[], Answer>(real: (...given: Given) => Promise<Answer>) => {
        return async (...given: Given): Promise<Answer> => {
          const answer = await real(...given)
          calls += 1
          if (calls > 5) throw new Error('killed')
          return answer
        }
      }
      const parts: BulkParts = { ...shop, ids: systemIds, onError: () => {} }
      const broken = bulkService({
        ...parts,
        approvals: { adjust: dying(shop.approvals.adjust) },
        members: {
          ...shop.members,
          update: dying(shop.members.update),
          changeStatus: dying(shop.members.changeStatus),
        },
      })
      const runId = asId<'bulk-run'>((await create(deed, { memberIds: people })).runId)
      await broken.confirm(runId)
      await expect.poll(() => calls).toBeGreaterThan(5)
      const goOn = async () => {
        await shop.bulk.sweep()
        return (await shop.bulk.get(runId)).state
      }
      await expect.poll(goOn).toBe('done')
      const had = deed.do === 'tag' ? 1 : 0
      expect(await shop.bulk.get(runId)).toMatchObject({ members: 12, changed: 12 - had, unchanged: had, refused: 0 })
    }
    for (const memberId of people) {
      expect(await balance(memberId)).toBe(5)
      expect((await shop.members.get(memberId)).tags).toEqual(['vip'])
    }
    const entries = await rows(
      shop.db,
      sql<{ entries: number }>`select count(*) as entries from entries where member_id = any(${people}::uuid[])`,
    )
    expect(entries).toEqual([{ entries: 12 }])
  })

  test('refuses who was suspended meanwhile, names him in a file, and serves the others', async () => {
    const people = await some(3)
    const [barred = expect.fail()] = people
    const { runId } = await create(points(9), { memberIds: people })
    await shop.members.changeStatus(barred, { wish: 'suspend', reason: 'fraud' })
    await step(runId, 'confirm')
    expect(await until(runId, 'done')).toMatchObject({ changed: 2, refused: 1 })
    expect(await balance(barred)).toBe(0)
    const { text } = await call('reader', 'GET', `/${runId}/refused`)
    const { number } = await shop.members.get(barred)
    expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${number},${barred},[a-z.-]+,\\S`))
  })

  test('is taken back by a run of its own, once: points by counter-entries, coupons unless used, tags, status', async () => {
    const people = await some(4)
    const [first = expect.fail(), second = expect.fail()] = people
    const given = await done(points(50), { memberIds: people })
    const spend = { wallet: 'points', reason: 'x', reference: null, by: 'till' }
    await shop.points.redeem({ ...spend, memberId: first, amount: 30 })
    const undone = await step(given.runId, 'undo')
    expect(undone).toMatchObject({ undoes: given.runId, members: 4 })
    expect(await until(undone.runId, 'done')).toMatchObject({ changed: 3, refused: 1, undoable: false })
    expect(await Promise.all(people.map(balance))).toEqual([20, 0, 0, 0])
    expect(await until(given.runId, 'done')).toMatchObject({ undoable: false, undoneBy: undone.runId })
    expect((await step(given.runId, 'undo')).code).toBe('bulk.undone')
    expect((await step(undone.runId, 'undo')).code).toBe('bulk.nothing-to-undo')

    await shop.members.update(second, { addTags: ['tea'] })
    const tagged = await done({ do: 'tag', tag: 'tea' }, { memberIds: people })
    expect(tagged).toMatchObject({ changed: 3, unchanged: 1 })
    await until((await step(tagged.runId, 'undo')).runId, 'done')
    expect((await shop.members.get(second)).tags).toEqual(['tea'])
    expect((await shop.members.get(first)).tags).toEqual([])

    const barred = await done({ do: 'suspend', reason: 'fraud' }, { memberIds: people })
    await until((await step(barred.runId, 'undo')).runId, 'done')
    expect((await shop.members.get(first)).status).toBe('active')
  })

  test('gives back what was placed before, with its end, unless something else is in force since', async () => {
    const people = await some(5)
    const [
      bare = expect.fail(),
      held = expect.fail(),
      anew = expect.fail(),
      over = expect.fail(),
      ended = expect.fail(),
    ] = people
    const day = 86_400_000
    const later = (days: number) => asInstant(shop.clock.now() + days * day)
    const by = { ladder: 'status', locked: true, reason: '合作伙伴', by: 'bo' } as const
    await shop.tiers.place({ ...by, memberId: held, tier: 'gold', until: later(90) })
    await shop.tiers.place({ ...by, memberId: over, tier: 'gold', until: later(1) })
    const run = await done({ do: 'tier', ladder: 'status', tier: 'silver', reason: '周年' }, { memberIds: people })
    expect(run).toMatchObject({ changed: 5, undoable: true })
    const stands = async (memberId: MemberId) => {
      const { tier, placement } = (await shop.tiers.standings(memberId)).ladders[0] ?? expect.fail()
      return { tier, until: placement?.until ?? null, locked: placement?.locked ?? null }
    }
    expect(await stands(held)).toEqual({ tier: 'silver', until: null, locked: false })
    await shop.tiers.place({ ...by, memberId: anew, tier: 'gold', until: null })
    await shop.tiers.place({ ...by, memberId: ended, tier: null, until: null, locked: false })
    shop.clock.set(later(2))
    const undone = await step(run.runId, 'undo')
    expect(undone['deed']).toEqual({ do: 'restore', ladder: 'status', tier: 'silver' })
    expect(await until(undone.runId, 'done')).toMatchObject({ changed: 3, refused: 2, undoable: false })
    const lowest = await stands(bare)
    expect(lowest).toEqual({ tier: 'regular', until: null, locked: null })
    expect(await stands(over)).toEqual(lowest)
    expect(await stands(held)).toEqual({ tier: 'gold', until: instantText(later(88)), locked: true })
    expect(await stands(anew)).toEqual({ tier: 'gold', until: null, locked: true })
    const { text } = await call('reader', 'GET', `/${undone.runId}/refused`)
    expect(text.match(/tiers\.placed-since/g)).toHaveLength(2)
    // Ending what was placed is taken back as well.
    const ending = await done({ do: 'tier', ladder: 'status', tier: null, reason: '到期' }, { memberIds: [held, anew] })
    expect(ending).toMatchObject({ changed: 2 })
    expect(await stands(anew)).toEqual(lowest)
    await until((await step(ending.runId, 'undo')).runId, 'done')
    expect(await stands(anew)).toEqual({ tier: 'gold', until: null, locked: true })
    expect(await stands(held)).toEqual({ tier: 'gold', until: instantText(later(88)), locked: true })
  })

  test('that gave placements back and died in the middle goes on where it was', async () => {
    const people = await some(6)
    const run = await done({ do: 'tier', ladder: 'status', tier: 'gold', reason: 'x' }, { memberIds: people })
    let calls = 0
    const parts: BulkParts = { ...shop, ids: systemIds, onError: () => {} }
    const broken = bulkService({
      ...parts,
      tiers: {
        ...shop.tiers,
        async takeBack(wish) {
          const answer = await shop.tiers.takeBack(wish)
          calls += 1
          if (calls > 2) throw new Error('killed')
          return answer
        },
      },
    })
    const { runId } = await broken.undo(asId(run.runId), { id: 'ada', kind: 'staff', behind: null, stores: 'all' })
    await expect.poll(() => calls).toBeGreaterThan(2)
    const goOn = async () => {
      await shop.bulk.sweep()
      return (await shop.bulk.get(runId)).state
    }
    await expect.poll(goOn).toBe('done')
    expect(await shop.bulk.get(runId)).toMatchObject({ members: 6, changed: 6, refused: 0 })
  })

  test('issues coupons to active members, and takes back those that were not used', async () => {
    const { definition } = shop.programme.at(shop.clock.now())
    const offers = [offer('ten', { kind: 'amount', minor: 1_000, of: 'goods' }, { needs: 'coupon' })]
    await publish({ ...definition, offerGroups: [group('main')], offers })
    const people = await some(3)
    const [used = expect.fail(), barred = expect.fail(), other = expect.fail()] = people
    await shop.members.changeStatus(barred, { wish: 'suspend', reason: 'fraud' })
    const run = await done({ do: 'coupon', offer: 'ten' }, { memberIds: people })
    expect(run).toMatchObject({ changed: 2, refused: 1 })
    await sql`update coupons set used = 1 where member_id = ${used}::uuid`.execute(shop.db)
    expect(await until((await step(run.runId, 'undo')).runId, 'done')).toMatchObject({ changed: 1, refused: 1 })
    expect(await codesOf(used)).toEqual(['active'])
    expect(await codesOf(other)).toEqual(['void'])
  })

  test('of more points than one person may move waits for another one, who is not who asked', async () => {
    const { definition } = shop.programme.at(shop.clock.now())
    const wallets = definition.wallets.map((one) =>
      one.code === 'points' ? { ...one, approval: { above: 100 } } : one,
    )
    await publish({ ...definition, wallets })
    const people = await some(3)
    expect(await create(points(33), { memberIds: people })).toMatchObject({ pointsMoved: 99, needsApproval: false })
    const { runId, needsApproval } = await create(points(34), { memberIds: people })
    expect(needsApproval).toBe(true)
    expect((await step(runId, 'confirm')).state).toBe('approval')
    expect((await step(runId, 'approve')).code).toBe('approval.own-request')
    expect((await step(runId, 'approve', 'reader')).code).toBe('auth.forbidden')
    expect(await balance(people[0] ?? expect.fail())).toBe(0)
    await step(runId, 'approve', 'bo')
    expect(await until(runId, 'done')).toMatchObject({ changed: 3, decidedBy: 'bo' })
    expect(await balance(people[0] ?? expect.fail())).toBe(34)
    const much = await create(points(150), { memberIds: people })
    await step(much.runId, 'confirm')
    expect(await step(much.runId, 'decline', 'bo')).toMatchObject({ state: 'declined' })
    const each = await create(points(150), { memberIds: people })
    await step(each.runId, 'confirm')
    await step(each.runId, 'approve', 'bo')
    expect(await until(each.runId, 'done')).toMatchObject({ changed: 3, refused: 0 })
  })

  test('is stopped: nobody is served afterwards', async () => {
    const people = await some(3)
    const { runId } = await create({ do: 'tag', tag: 'late' }, { memberIds: people })
    expect((await step(runId, 'stop')).state).toBe('stopped')
    expect((await step(runId, 'confirm')).code).toBe('bulk.not-ready')
    await shop.bulk.sweep()
    expect((await shop.members.get(people[0] ?? expect.fail())).tags).toEqual([])
  })

  test('asks for the right that one member would, for members that there are, within one’s stores', async () => {
    const [memberId = expect.fail()] = await some(1)
    const { memberId: home } = await shop.members.enrol({ phone: '+8613900001111', store: 'pier' })
    const refused = await call('reader', 'POST', '', { deed: points(1), memberIds: [memberId] })
    expect(refused.body()).toMatchObject({ code: 'auth.forbidden', facts: { right: 'points.adjust' } })
    const nobody = systemIds.next()
    expect(await create(points(1), { memberIds: [memberId, nobody] })).toMatchObject({
      ...{ code: 'bulk.members-unknown', facts: { unknown: 1 } },
    })
    expect((await create(points(1), { memberIds: [memberId] }, 'pier')).code).toBe('auth.other-store')
    const own = await create({ do: 'tag', tag: 'own' }, { filter: {} }, 'pier')
    expect(await until(own.runId, 'ready')).toMatchObject({ members: 1 })
    await step(own.runId, 'confirm', 'pier')
    await until(own.runId, 'done')
    expect((await shop.members.get(home)).tags).toEqual(['own'])
    const wrong = await create(points(1), { filter: { condition: { field: 'member.height', is: 'is-set' } } })
    expect(wrong.code).toBe('condition.unknown-field')
    expect((await call('ada', 'POST', '', { deed: points(1) })).status).toBe(422)
    expect((await call('ada', 'POST', '', { deed: points(1), memberIds: [memberId], filter: {} })).status).toBe(422)
  })
})
