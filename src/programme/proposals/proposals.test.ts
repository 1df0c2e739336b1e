import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import { factsOf, nobody } from '../../platform/facts.ts'
import { httpApp } from '../../platform/http/app.ts'
import type { Principal, Right } from '../../platform/http/rights.ts'
import { systemIds } from '../../platform/ids.ts'
import type { Definition } from '../definition.ts'
import { draftRoutes } from '../drafts/routes.ts'
import { programmeRoutes } from '../routes.ts'
import { standardProgramme } from '../standard.ts'
import { proposalRoutes } from './routes.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const every: Right[] = ['programme.read', 'programme.publish', 'programme.approve', 'keys.manage']
const people = new Map<string, Principal>()
function person(name: string, kind: Principal['kind'] = 'staff', rights: readonly Right[] = every): string {
  const id = systemIds.next<'staff'>()
  people.set(id, { kind, id, name, rights: new Set(rights), stores: 'all' })
  return id
}
const [ada, bob, eve] = [person('Ada'), person('Bob'), person('Eve')]
const publisher = person('Paul', 'staff', ['programme.read', 'programme.publish'])

const app = httpApp({ authenticate: async (request) => people.get(request.headers.authorization ?? '') })
programmeRoutes(app, shop)
draftRoutes(app, shop)
proposalRoutes(app, shop)
afterAll(() => app.close())

type Body = {
  readonly code?: string
  readonly proposalId: string
  readonly state: string
  readonly youMay: readonly string[]
  readonly items: readonly Body[]
}
async function call(as: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const given = { method, url: `/v1/programme${path}`, headers: { authorization: as } }
  const answer = await app.inject(payload === undefined ? given : { ...given, payload })
  return { status: answer.statusCode, ...(answer.body === '' ? {} : answer.json<Body>()) }
}
const post = (as: string, path: string, payload: object = {}) => call(as, 'POST', path, payload)
const newest = () => shop.programme.versions()[0]
let percent = 20
async function draft(by = ada, change: Partial<Definition> = {}) {
  percent += 1
  const before = newest()?.definition ?? standard
  const definition = { ...before, expiryGuardPercent: percent, ...change }
  return shop.drafts.open({ name: `draft ${percent}`, note: '', base: null, definition, by })
}
async function proposed(by = ada, wish: object = {}) {
  const { draftId } = await draft(by)
  const made = await post(by, `/drafts/${draftId}/propose`, { revision: 1, ...wish })
  expect(made.status).toBe(201)
  return { draftId, proposalId: String(Reflect.get(made, 'proposalId')) }
}
const approve = (as: string, proposalId: string) => post(as, `/proposals/${proposalId}/approve`, {})
const publish = (as: string, draftId: string, more: object = {}) =>
  post(as, `/drafts/${draftId}/publish`, { revision: 1, ...more })

beforeAll(async () => {
  const definition = { ...standard, publishing: { approvals: 1 } }
  await shop.programme.publish({ definition, effectiveAt: null, note: 'four eyes', by: 'test' })
})

describe('where a second person has to agree', () => {
  test('nothing is published without, in no way, and not the setting itself', async () => {
    const before = newest()?.version
    const { draftId } = await draft()
    const missing = { status: 409, code: 'programme.approval-needed', facts: { needed: 1, given: 0 } }
    expect(await publish(ada, draftId)).toMatchObject(missing)
    const { publishing: _, ...without } = newest()?.definition ?? standard
    expect(await post(ada, '/versions', { definition: without, note: 'alone' })).toMatchObject(missing)
    expect(await post(ada, '/versions/1/revert', {})).toMatchObject(missing)
    expect(newest()?.version).toBe(before)
    expect(await call(ada, 'GET', '/versions')).toMatchObject({ approvalsNeeded: 1 })
    expect(await call(ada, 'GET', `/drafts/${draftId}/merge`)).toMatchObject({ approvalsNeeded: 1 })
  })

  test('a draft is proposed, approved by another, and published as it was approved', async () => {
    const effectiveAt = '2026-03-02T00:00:00.000Z'
    const { draftId, proposalId } = await proposed(ada, { effectiveAt, note: 'May' })
    expect(await publish(ada, draftId)).toMatchObject({ code: 'programme.approval-needed' })
    expect(await approve(ada, proposalId)).toMatchObject({ status: 403, code: 'programme.own-proposal' })
    expect(await approve(publisher, proposalId)).toMatchObject({ status: 403 })
    const waiting = await call(bob, 'GET', '/proposals')
    expect(waiting).toMatchObject({ items: [{ proposalId, state: 'waiting', youMay: ['approve', 'decline'] }] })
    expect(await call(ada, 'GET', '/proposals')).toMatchObject({ items: [{ proposalId, youMay: ['withdraw'] }] })
    expect(await post(bob, `/proposals/${proposalId}/approve`, { note: 'looked at it' })).toMatchObject({
      ...{ status: 200, state: 'approved', approvals: 1, needed: 1, youMay: ['decline', 'publish'] },
      decisions: [{ approved: true, by: bob, note: 'looked at it' }],
    })
    expect(await publish(ada, draftId, { effectiveAt: '2026-04-01T00:00:00Z' })).toMatchObject({
      ...{ status: 409, code: 'programme.approved-otherwise', facts: { field: 'effectiveAt' } },
    })
    expect(await publish(publisher, draftId)).toMatchObject({
      ...{ status: 201, effectiveAt, note: 'May', approval: 'given' },
      definition: { expiryGuardPercent: percent },
    })
    expect(await call(bob, 'GET', `/proposals?state=all&draftId=${draftId}`)).toMatchObject({
      items: [{ state: 'published', youMay: [] }],
    })
    shop.clock.set(at('2026-03-02T00:00:01Z'))
  })

  test('who wrote the draft last does not approve it either, nor by a key of his', async () => {
    const { draftId } = await draft(bob)
    const made = await post(ada, `/drafts/${draftId}/propose`, { revision: 1 })
    expect(await approve(bob, String(Reflect.get(made, 'proposalId')))).toMatchObject({
      code: 'programme.own-proposal',
    })

    const maker = people.get(eve)
    if (maker === undefined) throw new Error('Eve is gone')
    const asked = { name: 'deploy', rights: ['programme.read', 'programme.publish'], expiresAt: null }
    const { keyId } = await shop.staff.createKey(maker, asked)
    people.set(keyId, { kind: 'key', id: keyId, name: 'deploy', rights: new Set(every), stores: 'all' })
    const byKey = await proposed(keyId)
    expect(await approve(eve, byKey.proposalId)).toMatchObject({ status: 403, code: 'programme.own-proposal' })
    expect(await approve(keyId, byKey.proposalId)).toMatchObject({ status: 403, code: 'programme.person-needed' })
    expect(await call(bob, 'GET', `/proposals?draftId=${byKey.draftId}`)).toMatchObject({
      items: [{ proposedByName: 'deploy', youMay: ['approve', 'decline'] }],
    })
    // She made the key, so she may take back what it proposed.
    expect(await post(eve, `/proposals/${byKey.proposalId}/withdraw`)).toMatchObject({ state: 'withdrawn' })
  })

  test('a draft that is changed after it was proposed must be proposed anew, also when it was approved', async () => {
    const { draftId, proposalId } = await proposed()
    await approve(bob, proposalId)
    const definition = { ...(newest()?.definition ?? standard), expiryGuardPercent: 99 }
    expect(await call(ada, 'PUT', `/drafts/${draftId}`, { revision: 1, definition })).toMatchObject({
      ...{ status: 200, revision: 2, proposal: { proposalId, revision: 1, state: 'void' } },
    })
    expect(await publish(ada, draftId, { revision: 2 })).toMatchObject({ code: 'programme.approval-needed' })
    expect(await approve(eve, proposalId)).toMatchObject({ status: 409, code: 'programme.proposal-closed' })
    const anew = await post(ada, `/drafts/${draftId}/propose`, { revision: 2 })
    await approve(bob, String(Reflect.get(anew, 'proposalId')))
    expect(await publish(ada, draftId, { revision: 2 })).toMatchObject({ status: 201, approval: 'given' })
  })

  test('declining needs a reason, takes back an approval, and leaves the draft open', async () => {
    const { draftId, proposalId } = await proposed()
    await approve(bob, proposalId)
    expect(await post(eve, `/proposals/${proposalId}/decline`, { reason: ' ' })).toMatchObject({
      ...{ status: 422, code: 'programme.decline-reason' },
    })
    const reason = 'too steep'
    expect(await post(eve, `/proposals/${proposalId}/decline`, { reason })).toMatchObject({
      ...{ status: 200, state: 'declined', youMay: [] },
      decisions: [{ approved: true }, { approved: false, note: reason }],
    })
    expect(await publish(ada, draftId)).toMatchObject({ code: 'programme.approval-needed' })
    expect(await call(ada, 'GET', `/drafts/${draftId}`)).toMatchObject({
      ...{ version: null, proposal: { state: 'declined' } },
    })
    expect(await post(ada, `/drafts/${draftId}/propose`, { revision: 1 })).toMatchObject({ status: 201 })
  })

  test('only who proposed withdraws; what cannot be published is not proposed, and nothing twice', async () => {
    const { draftId, proposalId } = await proposed()
    expect(await post(bob, `/proposals/${proposalId}/withdraw`)).toMatchObject({
      ...{ status: 403, code: 'programme.not-your-proposal' },
    })
    expect(await post(bob, `/drafts/${draftId}/propose`, { revision: 1 })).toMatchObject({
      ...{ status: 409, code: 'programme.proposed-already' },
    })
    expect(await post(ada, `/proposals/${proposalId}/withdraw`)).toMatchObject({ status: 200, state: 'withdrawn' })
    expect(await post(ada, `/proposals/${proposalId}/withdraw`)).toMatchObject({ status: 200, state: 'withdrawn' })
    const wrong = await draft(ada, { timeZone: 'Mars/Olympus' })
    const propose = (body: object) => post(ada, `/drafts/${wrong.draftId}/propose`, body)
    expect(await propose({ revision: 1 })).toMatchObject({ status: 422, code: 'programme.invalid' })
    expect(await propose({ revision: 2 })).toMatchObject({ status: 409, code: 'programme.draft-changed' })
    const same = await draft(ada, { expiryGuardPercent: newest()?.definition.expiryGuardPercent ?? 0 })
    expect(await post(ada, `/drafts/${same.draftId}/propose`, { revision: 1 })).toMatchObject({
      code: 'programme.nothing-changed',
    })
    expect(await post(ada, '/proposals/nothing/withdraw')).toMatchObject({ code: 'programme.proposal-unknown' })
  })
})

describe('two at once', () => {
  test('one click twice is one approval; of two who approve one that needs one, the second hears that it is decided', async () => {
    const one = await proposed()
    const twice = await Promise.all([approve(bob, one.proposalId), approve(bob, one.proposalId)])
    expect(twice).toMatchObject([
      { status: 200, state: 'approved', approvals: 1, decisions: [{ by: bob }] },
      { status: 200, state: 'approved', approvals: 1, decisions: [{ by: bob }] },
    ])
    const other = await proposed()
    const answers = await Promise.all([approve(bob, other.proposalId), approve(eve, other.proposalId)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  test('approving and declining at once: one of them counts, and declined is not published', async () => {
    for (const _ of [1, 2, 3]) {
      const { draftId, proposalId } = await proposed()
      const decline = post(eve, `/proposals/${proposalId}/decline`, { reason: 'no' })
      await Promise.all([approve(bob, proposalId), decline])
      expect(await publish(ada, draftId)).toMatchObject({ code: 'programme.approval-needed' })
    }
  })

  test('publishing twice at once is one version; publishing and changing at once never publishes what nobody saw', async () => {
    const { draftId, proposalId } = await proposed()
    await approve(bob, proposalId)
    const before = newest()?.version ?? 0
    const made = await Promise.all([publish(ada, draftId), publish(publisher, draftId)])
    expect(made).toMatchObject([
      { status: 201, version: before + 1 },
      { status: 201, version: before + 1 },
    ])
    const next = await proposed()
    const seen = percent
    await approve(bob, next.proposalId)
    const definition = { ...(newest()?.definition ?? standard), expiryGuardPercent: 98 }
    const [published] = await Promise.all([
      publish(ada, next.draftId),
      call(ada, 'PUT', `/drafts/${next.draftId}`, { revision: 1, definition }),
    ])
    expect(newest()?.definition.expiryGuardPercent).toBe(published?.status === 201 ? seen : percent - 1)
  })
})

test('each step is a fact that names who did it', async () => {
  const { draftId, proposalId } = await proposed()
  await approve(bob, proposalId)
  await post(eve, `/proposals/${proposalId}/decline`, { reason: 'no' })
  await expect
    .poll(async () =>
      (await factsOf(shop.db, nobody, { before: null, limit: 200 }))
        .filter(({ data }) => Reflect.get(data, 'proposalId') === proposalId)
        .map(({ kind, data }) => [kind, Reflect.get(data, 'draftId'), Reflect.get(data, 'by')])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    )
    .toEqual([
      ['programme.approved', draftId, bob],
      ['programme.declined', draftId, eve],
      ['programme.proposed', draftId, ada],
    ])
})

test('a version that will ask for fewer lets nothing go now, and two have to agree where two are asked for', async () => {
  const { draftId } = await draft(ada, { publishing: { approvals: 2 } })
  const first = await post(ada, `/drafts/${draftId}/propose`, { revision: 1 })
  await approve(bob, String(Reflect.get(first, 'proposalId')))
  expect(await publish(ada, draftId)).toMatchObject({ status: 201 })
  const { publishing: _, ...alone } = { ...(newest()?.definition ?? standard), expiryGuardPercent: 77 }
  const later = await shop.drafts.open({ name: 'alone', note: '', base: null, definition: alone, by: ada })
  const wish = { revision: 1, effectiveAt: '2027-01-01T00:00:00Z' }
  const proposal = String(Reflect.get(await post(ada, `/drafts/${later.draftId}/propose`, wish), 'proposalId'))
  expect(await approve(bob, proposal)).toMatchObject({ state: 'waiting', approvals: 1, needed: 2 })
  expect(await publish(ada, later.draftId)).toMatchObject({ facts: { needed: 2, given: 1 } })
  expect(await approve(eve, proposal)).toMatchObject({ state: 'approved', approvals: 2 })
  expect(await publish(ada, later.draftId)).toMatchObject({ status: 201, effectiveAt: '2027-01-01T00:00:00.000Z' })
  expect(await call(ada, 'GET', '/versions')).toMatchObject({ approvalsNeeded: 2 })
})
