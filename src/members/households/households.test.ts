/** Households over the whole API: who joins and leaves, who is head then, what is told of it, and what becomes of merged and erased ones. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { trail } from '../../audit/trail.fixture.ts'
import type { MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { transaction } from '../../platform/postgres/database.ts'
import { ownData } from '../../portal/takeout.ts'
import { MEMBERS_AT_MOST } from './rules.ts'
import { verifyHouseholds } from './verify.ts'

const house = await trail()
const { call, db, keyWith, shop } = house
const by = { kind: 'staff', id: 'anna' } as const

const url = (member: string) => `/v1/members/${member}/household`
const later = () => shop.clock.set(asInstant(shop.clock.now() + 60_000))
async function join(member: string, other: string, role = 'adult') {
  later()
  return call('PUT', url(member), { with: other, role })
}
async function rolesOf(member: string): Promise<[string, string][]> {
  const { members } = (await call('GET', url(member))).body
  return members.map((one: { memberId: string; role: string }) => [one.memberId, one.role])
}
async function people<const N extends number>(count: N): Promise<MemberId[]> {
  const made: MemberId[] = []
  for (let n = 0; n < count; n += 1) made.push(await shop.member(`Zhu ${n}`))
  return made
}
const [first, second, third, fourth] = [0, 1, 2, 3] as const
async function family(count: number): Promise<[MemberId, MemberId, MemberId, MemberId]> {
  const all = await people(4)
  const [a, b, c, d] = [all[first], all[second], all[third], all[fourth]]
  if (a === undefined || b === undefined || c === undefined || d === undefined) return expect.fail('no family')
  for (const one of [b, c, d].slice(0, count - 1)) await join(one, a)
  return [a, b, c, d]
}

async function sound(): Promise<void> {
  expect(await transaction(db, verifyHouseholds)).toMatchObject({ violations: 0 })
}

test('what is not right is found: another size, a head elsewhere, a head who is a child, and places without a household', async () => {
  const [a, b] = await family(2)
  const breaks = [
    `update households set size = 3 where head_id = '${a}'`,
    `update households set head_id = gen_random_uuid() where head_id = '${a}'`,
    `update household_members set role = 'child' where member_id = '${a}'`,
    `delete from household_members where member_id = '${b}'`,
    `delete from households where head_id = '${a}'`,
  ]
  for (const statement of breaks) {
    const undone = transaction(db, async (tx) => {
      await sql.raw(statement).execute(tx)
      expect((await verifyHouseholds(tx)).violations, statement).toBe(1)
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
  }
  await sound()
})

test('two found a household, others join, the head changes and leaves, and the last two are no household', async () => {
  const [a, b, c, d] = await family(1)
  expect((await call('GET', url(a))).body).toEqual({ householdId: null, foundedAt: null, masked: false, members: [] })
  const founded = await join(b, a)
  expect(founded.body).toMatchObject({
    masked: false,
    members: [
      { memberId: a, role: 'head', name: 'Zhu 0', status: 'active', tiers: {} },
      { memberId: b, role: 'adult', name: 'Zhu 1' },
    ],
  })
  expect((await join(b, a)).body).toEqual(founded.body)
  await join(c, b, 'child')
  await join(d, b, 'head')
  expect(await rolesOf(c)).toEqual([
    ...[[d, 'head'] as const, [a, 'adult'] as const, [b, 'adult'] as const],
    [c, 'child'],
  ])
  await sound()
  expect((await call('PATCH', url(d), { role: 'adult' })).body.code).toBe('household.head-needed')
  expect((await call('PATCH', url(b), { role: 'head' })).status).toBe(200)
  expect((await call('PATCH', url(d), { role: 'child' })).status).toBe(200)
  expect((await call('DELETE', url(b))).body).toMatchObject({ householdId: null, members: [] })
  expect(await rolesOf(a)).toEqual([
    [a, 'head'],
    [c, 'child'],
    [d, 'child'],
  ])
  expect((await call('DELETE', url(b))).status).toBe(200)
  await call('DELETE', url(a))
  for (const one of [a, b, c, d]) expect(await rolesOf(one)).toEqual([])
  await sound()
})

test('refused: oneself, nobody, another household, who is suspended, erased or merged, and a role of who is in none', async () => {
  const [a, b, c, d] = await family(2)
  const nobody = '019a0000-0000-7000-8000-000000000000'
  expect((await join(a, a)).body.code).toBe('household.with-himself')
  for (const one of [nobody, 'x']) {
    expect((await join(one, a)).body.code).toBe('member.unknown')
    expect((await join(a, one)).body.code).toBe('member.unknown')
    expect((await call('GET', url(one))).body.code).toBe('member.unknown')
    expect((await call('DELETE', url(one))).body.code).toBe('member.unknown')
  }
  await join(d, c)
  expect((await join(a, c)).body.code).toBe('household.in-another')
  expect((await call('PUT', url(a), { with: c, role: 'guest' })).status).toBe(422)
  const [lone, gone, part] = await people(3)
  if (lone === undefined || gone === undefined || part === undefined) return expect.fail('no people')
  expect((await call('PATCH', url(lone), { role: 'head' })).body.code).toBe('household.none')
  await shop.members.changeStatus(lone, { wish: 'suspend', reason: 'fraud' }, { by })
  expect((await join(lone, a)).body).toMatchObject({ code: 'household.status', facts: { status: 'suspended' } })
  await shop.members.erase(gone)
  expect((await join(gone, a)).body.code).toBe('member.erased')
  await shop.merging.merge({ from: part, into: a, reason: 'two cards', by })
  expect((await join(b, part)).body.code).toBe('member.merged')
  expect(await rolesOf(b)).toEqual([
    [a, 'head'],
    [b, 'adult'],
  ])
  // Who is suspended keeps his place and is taken out of it like anybody else.
  await shop.members.changeStatus(b, { wish: 'suspend', reason: 'fraud' }, { by })
  expect((await call('PATCH', url(b), { role: 'head' })).body.code).toBe('household.status')
  return expect((await call('DELETE', url(b))).body.members).toEqual([])
})

test('who may not see persons in clear sees them masked; who may is told of in the trail', async () => {
  const [a, b] = await family(2)
  const reader = await keyWith(['members.read'])
  const masked = (await call('GET', url(a), undefined, reader)).body
  expect(masked).toMatchObject({ masked: true, members: [{ name: 'Z*** *' }, { name: 'Z*** *' }] })
  expect((await join(b, a)).status).toBe(200)
  expect((await call('DELETE', url(a), undefined, reader)).body.facts).toEqual({ right: 'members.write' })
  const writer = await keyWith(['members.write'])
  expect((await call('PUT', url(b), { with: a, role: 'child' }, writer)).body.members).toMatchObject([
    { name: null },
    { name: null, role: 'child' },
  ])
  const told = await house.toldOf(async () => {
    await call('GET', url(a), undefined, reader)
    await call('GET', url(a), undefined, await keyWith(['members.read', 'members.unmask']))
  })
  expect(told.filter(({ operation }) => operation === 'seenInClear')).toMatchObject([
    { members: expect.arrayContaining([a, b]), details: { after: { by: 'getHousehold' } } },
  ])
})

test('each member’s timeline and the trail tell of him alone', async () => {
  const [a, b, c] = await family(1)
  const writer = await keyWith(['members.write'])
  const told = await house.toldOf(async () => {
    await call('PUT', url(b), { with: a, role: 'adult' }, writer)
    await call('PUT', url(b), { with: a, role: 'adult' }, writer)
    await call('PATCH', url(b), { role: 'head' }, writer)
    await call('DELETE', url(c), undefined, writer)
    await call('DELETE', url(b), undefined, writer)
  })
  const lines = told.map(({ operation, subjectId, details }) => [operation, subjectId, details])
  const householdId = expect.any(String)
  expect(lines).toHaveLength(6)
  expect(lines).toEqual(
    expect.arrayContaining([
      ['joinHousehold', a, { after: { householdId, role: 'head' } }],
      ['joinHousehold', b, { after: { householdId, role: 'adult' } }],
      ['changeHouseholdRole', a, { before: { role: 'head' }, after: { role: 'adult' } }],
      ['changeHouseholdRole', b, { before: { role: 'adult' }, after: { role: 'head' } }],
      ['leaveHousehold', a, { before: { householdId, role: 'adult' } }],
      ['leaveHousehold', b, { before: { householdId, role: 'head' } }],
    ]),
  )
  await expect
    .poll(async () =>
      (await call('GET', `/v1/members/${b}/timeline`)).body.items.map((one: { kind: string }) => one.kind),
    )
    .toEqual(['member.household-left', 'member.household-role', 'member.household-joined', 'member.enrolled'])
})

test('V-06: what a member takes away with him says nothing of the others of his household', async () => {
  const [a, b, c] = await family(3)
  await call('PATCH', url(b), { role: 'head' })
  await call('DELETE', url(c))
  let taken = ''
  await expect
    .poll(async () => {
      taken = ''
      for await (const piece of ownData(shop, a)) taken += piece
      return taken
    })
    .toContain('member.household-role')
  for (const other of [b, c]) {
    const { number, phone, name } = await shop.members.get(other)
    for (const secret of [other, number, phone ?? '?', name ?? '?'])
      expect({ secret, there: taken.includes(secret) }).toEqual({ secret, there: false })
  }
})

test('who is forgotten leaves his household, and another adult is its head', async () => {
  const [a, b, c] = await family(3)
  await shop.members.erase(a)
  expect(await rolesOf(b)).toEqual([
    [b, 'head'],
    [c, 'adult'],
  ])
  await shop.members.erase(b)
  expect(await rolesOf(c)).toEqual([])
  await sound()
})

test('who forgets himself is not named to those whom he leaves behind', async () => {
  const [a, b] = await family(3)
  await shop.members.erase(a, { by: { kind: 'member', id: a } })
  const told = async () => (await call('GET', `/v1/members/${b}/timeline`)).body.items
  await expect.poll(told).toContainEqual(expect.objectContaining({ kind: 'member.household-role' }))
  expect(JSON.stringify(await told())).not.toContain(a)
})

test('a record that is merged leaves its place to the lasting one, and has it again when the merging is undone', async () => {
  const [a, b, c, d] = await family(2)
  const undo = async (member: MemberId) => {
    const [found] = await shop.merging.ofMember(member)
    return found === undefined ? expect.fail('not merged') : shop.merging.undo(found, by)
  }
  await shop.merging.merge({ from: a, into: c, reason: 'two cards', by })
  expect(await rolesOf(b)).toEqual([
    [c, 'head'],
    [b, 'adult'],
  ])
  await undo(a)
  expect(await rolesOf(c)).toEqual([])
  expect(await rolesOf(a)).toEqual([
    [a, 'head'],
    [b, 'adult'],
  ])
  // What the lasting record did with the place meanwhile stays.
  await shop.merging.merge({ from: b, into: c, reason: 'two cards', by })
  await join(d, a)
  await call('DELETE', url(c))
  await undo(b)
  expect(await rolesOf(b)).toEqual([])
  expect(await rolesOf(a)).toEqual([
    [a, 'head'],
    [d, 'adult'],
  ])
  // Who has a household keeps his own: the place of the other is given up, and taken again afterwards.
  await join(b, a)
  await join(c, (await people(1))[0] ?? c)
  await shop.merging.merge({ from: b, into: c, reason: 'two cards', by })
  expect(await rolesOf(a)).toHaveLength(2)
  await undo(b)
  expect((await rolesOf(a)).map(([member]) => member)).toEqual([a, d, b])
  expect(await rolesOf(c)).toHaveLength(2)
  return sound()
})

test('fourteen who join at once: twelve are in, one is the head, whoever called himself it', async () => {
  const [host, ...others] = await people(15)
  if (host === undefined) return expect.fail('nobody')
  const answers = await Promise.all(others.map((one, n) => join(one, host, n % 3 === 0 ? 'head' : 'adult')))
  const codes = answers.map(({ status, body }) => (status === 200 ? 'in' : body.code))
  expect(codes.filter((code) => code === 'in')).toHaveLength(MEMBERS_AT_MOST - 1)
  expect(codes.filter((code) => code === 'household.full')).toHaveLength(3)
  const now = await rolesOf(host)
  expect(now).toHaveLength(MEMBERS_AT_MOST)
  expect(now.filter(([, role]) => role === 'head')).toHaveLength(1)
  return sound()
})

test('joining, leaving, changing head, merging and forgetting at once end in one order or another, never between', async () => {
  for (let round = 0; round < 4; round += 1) {
    const [a, b, c, d] = await family(3)
    const [e, f] = await people(2)
    if (e === undefined || f === undefined) return expect.fail('nobody')
    const answers = await Promise.all([
      ...[join(d, a, 'head'), join(e, b), join(a, e), join(e, d), join(d, e, 'head')],
      ...[call('PATCH', url(b), { role: 'head' }), call('PATCH', url(c), { role: 'head' })],
      ...[call('DELETE', url(a)), call('DELETE', url(c))],
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    await Promise.all([
      shop.members.erase(b),
      shop.merging.merge({ from: d, into: f, reason: 'two cards', by }).catch(() => {}),
      call('DELETE', url(a)),
      join(c, e),
    ])
    await sound()
  }
})
