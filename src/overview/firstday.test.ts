import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { appFor } from '../../tests/support/callers.ts'
import { testShop } from '../../tests/support/shop.ts'
import type { ListedRole } from '../staff/roles/service.ts'
import { firstDayRoutes } from './firstday.ts'
import { guidedSteps, stepNames } from './steps.ts'
import { stepsDone } from './store.ts'

const shop = await testShop()
const app = appFor({ lead: ['members.read', 'staff.manage'], analyst: ['members.read'], till: ['orders.write'] })
firstDayRoutes(app, shop)
await app.ready()

const password = 'several plain words in a row'
const code = (await shop.staff.setupCode()) ?? ''
const owner = await shop.staff.setUp({ code, name: 'Lin Lan', email: 'lin@example.com', password })

async function done(): Promise<string[]> {
  const found = await stepsDone(shop.db)
  return stepNames.filter((step) => found[step])
}

async function asked(as: string) {
  const answer = await app.inject({ url: '/v1/first-day', headers: { authorization: as } })
  return { status: answer.statusCode, steps: answer.statusCode === 200 ? answer.json().steps : [] }
}

test('on a fresh installation nothing is done', async () => {
  expect(await done()).toEqual([])
})

test('each step is done once what it leaves behind is there, and open again when that is taken back', async () => {
  const { definition } = shop.programme.at(shop.clock.now())
  await shop.programme.publish({ definition, effectiveAt: null, note: 'ours', by: 'test' })
  expect(await done()).toEqual(['programme'])
  await shop.catalogue.putStores([{ code: 'west-lake', name: '西湖店', active: true }])
  expect(await done()).toEqual(['programme', 'stores'])
  await shop.catalogue.putStores([{ code: 'west-lake', name: '西湖店', active: false }])
  expect(await done()).toEqual(['programme'])
  const key = { name: 'till', rights: ['orders.write'], expiresAt: null } as const
  const { keyId } = await shop.staff.createKey('operator', key)
  expect(await done()).toEqual(['programme', 'connection'])
  await shop.staff.revokeKey('operator', keyId)
  expect(await done()).toEqual(['programme'])
  const member = await shop.member()
  expect(await done()).toEqual(['programme', 'member'])
  await shop.buy(member, 'F-1', 10_000)
  expect(await done()).toEqual(['programme', 'member', 'order'])
  const words = { en: 'Terms', 'zh-CN': '条款' }
  await shop.members.consents.publish({ code: 'terms', kind: 'terms', channel: null, required: true, words })
  expect(await done()).toEqual(['programme', 'texts', 'member', 'order'])
  await shop.members.consents.retire('terms')
  expect(await done()).toEqual(['programme', 'member', 'order'])
})

test('staff are there with the second person, and every owner needs a second step of his own', async () => {
  const protect = (staffId: string) =>
    sql`insert into staff_totp (staff_id, confirmed, sealed, key_version, made_at)
      values (${staffId}::uuid, true, '\\x00'::bytea, 1, now())`.execute(shop.db)
  await protect(owner)
  expect(await done()).toContain('security')
  expect(await done()).not.toContain('staff')
  const asked = { name: 'Wu', email: 'wu@example.com', role: 'owner', password } as const
  const { member } = await shop.staff.add('operator', asked)
  expect(await done()).toContain('staff')
  expect(await done()).not.toContain('security')
  await protect(member.staffId)
  expect(await done()).toContain('security')
})

test('the roles that can do a step are those that somebody has; the sign-in of owners is told to who manages staff', async () => {
  const lead = await asked('lead')
  expect(lead.steps.map(({ step }: { step: string }) => step)).toEqual(stepNames)
  expect(lead.steps[0]).toMatchObject({ step: 'programme', done: true, roles: [{ role: 'owner' }] })
  const analyst = await asked('analyst')
  expect(analyst.steps.map(({ step }: { step: string }) => step)).toEqual(stepNames.slice(0, -1))
  expect((await asked('till')).status).toBe(403)
})

test('one right of several is enough, and only owners protect owners', () => {
  const role = (name: string, rights: ListedRole['rights'], staff = 1): ListedRole => ({
    ...{ role: name, words: { en: name, 'zh-CN': name }, own: true },
    ...{ rights, staff },
  })
  const roles = [
    role('owner', ['tills.manage', 'keys.manage', 'staff.manage']),
    role('engineer', ['keys.manage', 'staff.manage']),
    role('nobody', ['keys.manage'], 0),
  ]
  const nothing = { programme: false, stores: false, staff: false, connection: false, texts: false }
  const steps = guidedSteps(
    { ...nothing, history: false, member: false, order: false, security: false },
    roles,
    new Set(['staff.manage']),
  )
  const who = (asked: string) => steps.find(({ step }) => step === asked)?.roles.map((one) => one.role)
  expect(who('connection')).toEqual(['owner', 'engineer'])
  expect(who('security')).toEqual(['owner'])
  expect(who('texts')).toEqual([])
})
