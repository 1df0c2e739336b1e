/** The audit trail over the whole API: what is told and what not, nothing personal in it, and how it is read. */
import { AsyncResource } from 'node:async_hooks'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { systemIds } from '../platform/ids.ts'
import { rows } from '../platform/postgres/database.ts'
import { codeAt } from '../staff/factors/totp.ts'
import { cookieHeader, origin, password, signIn, someone } from '../staff/office.fixture.ts'
import { currentDeed, doing, operatorDoes } from './deed.ts'
import { SEEN } from './door.ts'
import { trail } from './trail.fixture.ts'

const house = await trail()
const { app, byTill, call, count, db, keyWith, owner, shop, staff, writing } = house
const toldOf = (work: () => Promise<unknown>) => house.toldOf(work)

describe('what is told', () => {
  test('roles, people and keys: who did what to whom, with what was before and after', async () => {
    const role = (await call('POST', '/v1/roles', { name: '店长', rights: ['members.read'] })).body.role
    expect(await toldOf(() => call('PATCH', `/v1/roles/${role}`, { rights: ['orders.read', 'members.read'] }))).toEqual(
      [
        {
          ...{ actorKind: 'staff', actorId: owner, operation: 'changeRole', subjectKind: 'role', subjectId: role },
          ...{ members: [], address: '127.0.0.1' },
          details: { before: { rights: ['members.read'] }, after: { rights: ['members.read', 'orders.read'] } },
        },
      ],
    )
    const person = { name: 'Zoë', email: someone(), role: 'cashier' }
    const added = await toldOf(() => call('POST', '/v1/staff', person))
    expect(added).toMatchObject([{ operation: 'addStaff', details: { after: { role: 'cashier', stores: null } } }])
    const url = `/v1/staff/${added[0]?.subjectId}`
    expect(await toldOf(() => call('PATCH', url, { name: 'Zoe', role: 'analyst' }))).toMatchObject([
      {
        operation: 'changeStaff',
        details: { before: { role: 'cashier' }, after: { role: 'analyst' }, fields: ['name'] },
      },
    ])
    expect(await toldOf(() => call('POST', `${url}/deactivate`, { revokeKeys: false }))).toMatchObject([
      { details: { before: { status: 'invited' }, after: { status: 'deactivated', keysRevoked: [] } } },
    ])
    const asked = { name: someone(), rights: ['members.read'] }
    const made = await toldOf(() => call('POST', '/v1/keys', asked))
    expect(made).toMatchObject([
      { operation: 'createKey', subjectKind: 'key', details: { after: { rights: ['members.read'] } } },
    ])
    expect(await toldOf(() => call('DELETE', `/v1/keys/${made[0]?.subjectId}`))).toMatchObject([
      { operation: 'revokeKey', details: { before: { rights: ['members.read'] } } },
    ])
    expect(await toldOf(() => call('DELETE', `/v1/keys/${made[0]?.subjectId}`))).toEqual([])
  })

  test('who signs in, and what people change about themselves', async () => {
    const email = someone()
    const { member } = await staff.add('operator', { name: 'Wang Fang', email, role: 'cashier', password })
    let mine = ''
    expect(
      await toldOf(async () => {
        mine = cookieHeader((await signIn(app, email)).cookies)
      }),
    ).toMatchObject([{ operation: 'signIn', actorId: member.staffId, subjectId: member.staffId }])
    expect(
      await toldOf(() => call('PATCH', '/v1/me', { locale: 'en', name: 'x' }, { cookie: mine, origin })),
    ).toMatchObject([
      { operation: 'changeMe', actorId: member.staffId, details: { after: { locale: 'en' }, fields: ['name'] } },
    ])
    expect(await toldOf(() => call('POST', '/api/auth/sign-out', {}, { cookie: mine, origin }))).toMatchObject([
      { operation: 'signOut', actorId: member.staffId, subjectKind: 'session' },
    ])
  })

  test('with what people sign in, and no secret of it', async () => {
    const email = someone()
    const { member } = await staff.add('operator', { name: 'Wang Fang', email, role: 'cashier', password })
    const mine = { cookie: cookieHeader((await signIn(app, email)).cookies), origin }
    const { secret } = (await call('POST', '/v1/me/totp', undefined, mine)).body
    const code = codeAt(secret, shop.clock.now())
    expect(await toldOf(() => call('POST', '/v1/me/totp/confirm', { code }, mine))).toMatchObject([
      {
        operation: 'confirmTotp',
        actorId: member.staffId,
        subjectId: member.staffId,
        details: { after: { factor: 'totp' } },
      },
    ])
    let codes: string[] = []
    expect(
      await toldOf(async () => {
        codes = (await call('POST', '/v1/me/recovery-codes', undefined, mine)).body.codes
      }),
    ).toMatchObject([{ operation: 'makeRecoveryCodes', details: { after: { recoveryCodes: 10 } } }])
    expect(await toldOf(() => call('DELETE', '/v1/me/sessions', undefined, mine))).toMatchObject([
      { operation: 'endMyOtherSessions', actorId: member.staffId, details: { before: { sessions: [] } } },
    ])
    expect(await toldOf(() => call('DELETE', '/v1/me/totp', undefined, mine))).toMatchObject([
      { operation: 'removeTotp', details: { before: { factor: 'totp' } } },
    ])
    const rules = () => call('PUT', '/v1/sign-in-rules', { secondFactorRoles: ['finance'] })
    expect(await toldOf(rules)).toMatchObject([
      {
        ...{ operation: 'setSignInRules', actorId: owner },
        details: { before: { roles: [] }, after: { roles: ['finance'] } },
      },
    ])
    expect(await toldOf(rules)).toEqual([])
    const url = `/v1/staff/${member.staffId}/reset-second-factors`
    expect(await toldOf(() => call('POST', url))).toMatchObject([
      {
        operation: 'resetSecondFactors',
        actorId: owner,
        subjectId: member.staffId,
        details: { fields: ['secondFactors'] },
      },
    ])
    const whole = JSON.stringify(await rows(db, sql`select * from audit`))
    for (const text of [secret, code, ...codes])
      expect({ text, there: whole.includes(text) }).toEqual({ text, there: false })
  })

  test('members: fields by name, and values only where they speak of no person', async () => {
    const secret = { name: '欧阳娜娜', phone: '+8613800138000', email: 'nana@private.example', birthday: '1990-02-03' }
    const enrolled = await toldOf(() => call('POST', '/v1/members', secret))
    expect(enrolled).toMatchObject([
      {
        operation: 'enrolMember',
        details: { after: { outcome: 'enrolled' }, fields: ['name', 'phone', 'email', 'birthday'] },
      },
      { operation: SEEN },
    ])
    const id = enrolled[0]?.subjectId
    const changed = await toldOf(() =>
      call('PATCH', `/v1/members/${id}`, { name: '司马相如', tags: ['vip'], address: { street: '琴台路 1 号' } }),
    )
    expect(changed[0]).toMatchObject({
      ...{ operation: 'updateMember', members: [id] },
      details: { before: { tags: [] }, after: { tags: ['vip'] }, fields: ['name', 'address'] },
    })
    await call('POST', `/v1/members/${id}/identities`, { kind: 'phone', value: '+8613900139000' })
    const suspended = await toldOf(() => call('POST', `/v1/members/${id}/suspend`, { reason: 'fraud' }))
    expect(suspended[0]).toMatchObject({
      details: { before: { status: 'active' }, after: { status: 'suspended', reason: 'fraud' } },
    })
    const whole = JSON.stringify(await rows(db, sql`select * from audit`))
    for (const text of [...Object.values(secret), '司马相如', '琴台路', '13900139000', '13800138000']) {
      expect({ text, there: whole.includes(text) }).toEqual({ text, there: false })
    }
  })

  test('who is seen in clear, alone or in a list; nobody whose fields are masked', async () => {
    const [one, two] = [await shop.member('A B'), await shop.member('C D')]
    const clear = await keyWith(['members.read', 'members.unmask'])
    const masked = await keyWith(['members.read'])
    expect(await toldOf(() => call('GET', `/v1/members/${one}`, undefined, clear))).toMatchObject([
      { actorKind: 'key', operation: SEEN, subjectId: one, members: [one], details: { after: { by: 'getMember' } } },
    ])
    expect(await toldOf(() => call('GET', '/v1/members?limit=2', undefined, clear))).toMatchObject([
      { operation: SEEN, subjectId: null, members: [two, one], details: { after: { by: 'listMembers' } } },
    ])
    expect(await toldOf(() => call('GET', `/v1/members/${one}`, undefined, masked))).toEqual([])
    expect(await toldOf(() => call('GET', '/v1/members', undefined, masked))).toEqual([])
    expect(await toldOf(() => call('GET', `/v1/members/${owner}`, undefined, clear))).toEqual([])
    const found = await call('GET', `/v1/audit?memberId=${two}`)
    expect(found.body.items).toMatchObject([{ operation: SEEN, members: [two, one] }])
  })

  test('a version of the programme, by its number', async () => {
    const { definition, version } = shop.programme.versions()[0] ?? { definition: {}, version: 0 }
    const body = { definition: { ...definition, expiryGuardPercent: 41 }, note: 'x' }
    expect(await toldOf(() => call('POST', '/v1/programme/versions', body))).toMatchObject([
      {
        operation: 'publishProgramme',
        subjectKind: 'programme',
        details: { before: { version }, after: { version: version + 1 } },
      },
    ])
  })

  test('what stands in the catalogue, and what a room does not tell of itself: the thing that the address names', async () => {
    expect(await toldOf(() => byTill('PUT', '/v1/stores/harbour', { name: 'Harbour' }))).toMatchObject([
      {
        actorKind: 'key',
        operation: 'putStore',
        subjectKind: 'store',
        subjectId: 'harbour',
        details: { after: { name: 'Harbour', active: true, city: null } },
      },
    ])
    const changed = { name: 'Harbour', city: '上海', translations: { en: 'The harbour' } }
    expect(await toldOf(() => call('PUT', '/v1/stores/harbour', changed))).toMatchObject([
      {
        details: {
          before: { city: null, translations: [] },
          after: { city: '上海', translations: ['en: The harbour'] },
        },
      },
    ])
    expect(await toldOf(() => call('PUT', '/v1/stores/harbour', changed))).toEqual([])
    const products = ['tea', 'cup'].map((sku) => ({ sku, name: sku }))
    expect(await toldOf(() => call('POST', '/v1/products/bulk', { products }))).toMatchObject([
      { operation: 'putProducts', subjectKind: 'product', subjectId: null, details: { after: { put: 2 } } },
    ])
    expect(await toldOf(() => call('PUT', '/v1/products/tea', { name: 'Tea', active: false }))).toMatchObject([
      { details: { before: { name: 'tea', active: true }, after: { name: 'Tea', active: false } } },
    ])
    expect(await toldOf(() => call('PUT', '/v1/categories/green', { name: 'Green' }))).toMatchObject([
      { subjectKind: 'category', subjectId: 'green', details: { after: { name: 'Green', parent: null } } },
    ])
    const member = await shop.member()
    const body = { wallet: 'points', amount: 5, reason: 'goodwill' }
    expect(await toldOf(() => call('POST', `/v1/members/${member}/adjustments`, body))).toMatchObject([
      { operation: 'adjustPoints', actorId: owner, members: [member] },
    ])
  })
})

describe('what is not told', () => {
  test('orders of tills: they are in the books; those that a person makes are', async () => {
    const order = {
      status: 'confirmed',
      currency: 'CNY',
      channel: 'pos',
      lines: [{ sku: 'tea', quantity: 1, amountMinor: 100 }],
    }
    expect(await toldOf(() => byTill('PUT', '/v1/orders/A1', order))).toEqual([])
    expect(await toldOf(() => call('PUT', '/v1/orders/A2', order))).toMatchObject([
      { operation: 'putOrder', subjectKind: 'order', subjectId: 'A2' },
    ])
  })

  test('what was refused, tried without effect, or done before', async () => {
    expect(await toldOf(() => call('POST', '/v1/roles', { name: 'owner', rights: ['members.read'] }))).toEqual([])
    expect(await toldOf(() => call('PATCH', `/v1/staff/${owner}`, { role: 'cashier' }))).toEqual([])
    expect(await toldOf(() => call('POST', '/v1/orders/A2/returns?dry=true', { lines: 'all', reason: 'x' }))).toEqual(
      [],
    )
    const masked = { ...(await keyWith(['members.write'])), 'idempotency-key': 'e1' }
    const enrol = () => call('POST', '/v1/members', { phone: '+8613700137001' }, masked)
    expect((await toldOf(enrol)).map(({ operation }) => operation)).toEqual(['enrolMember'])
    expect(await toldOf(enrol)).toEqual([])
    const member = await shop.member()
    await call('PATCH', `/v1/members/${member}`, { tags: ['a'] })
    expect(
      (await toldOf(() => call('PATCH', `/v1/members/${member}`, { tags: ['a'] }))).map((one) => one.operation),
    ).toEqual([SEEN])
  })

  test('only what is known to change nothing, or is in the books when programs do it, is left out', () => {
    const of = (audit: string) =>
      writing
        .filter((one) => one.audit === audit)
        .map(({ name }) => name)
        .sort()
    expect(of('nothing')).toEqual([
      ...['askForPresence', 'askSignInCode', 'beginPasskey', 'beginPasskeySignIn', 'beginTotp', 'confirmMyself'],
      ...[
        'confirmPresence',
        'countMatchingMembers',
        'countMatchingOrders',
        'evaluateOrder',
        'joinMembership',
        'lintProgramme',
        'lookUpMember',
      ],
      ...[
        'previewImport',
        'priceProducts',
        'readMemberCode',
        'readTexts',
        'receiveTillOrders',
        'reportTill',
        'sayCondition',
        'sayMemberCondition',
        'sayProgramme',
      ],
      'signInMember',
    ])
    expect(of('persons')).toEqual([
      ...['captureHold', 'claimCoupon', 'claimOrder', 'exchangeLines', 'exchangePoints', 'giftCoupon', 'issueCoupon'],
      ...[
        'placeHold',
        'putOrder',
        'putOrders',
        'redeemPoints',
        'releaseHold',
        'reopenOrder',
        'returnOrder',
        'transferPoints',
        'undoBenefitUse',
        'useBenefit',
      ],
    ])
    expect(of('always').length).toBeGreaterThan(40)
  })
})

describe('reading the trail', () => {
  test('needs its right, pages without a gap, and narrows', async () => {
    expect((await call('GET', '/v1/audit', undefined, await keyWith(['members.read']))).body.facts).toEqual({
      right: 'audit.read',
    })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = (await call('GET', `/v1/audit?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)).body
      seen.push(...page.items.map((one: { auditId: string }) => one.auditId))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    const all = await rows(db, sql<{ id: string }>`select audit_id as id from audit order by audit_id desc`)
    expect(seen).toEqual(all.map(({ id }) => id))
    const of = async (query: string) => (await call('GET', `/v1/audit?${query}`)).body.items
    const roles = await of('operation=createRole')
    expect(roles.length).toBeGreaterThan(0)
    expect(roles[0]).toMatchObject({ actor: { kind: 'staff', id: owner, name: 'Lin Wei' }, subject: { kind: 'role' } })
    const ofIt: { subject: object }[] = await of(`kind=role&subject=${roles[0].subject.id}`)
    expect(new Set(ofIt.map(({ subject }) => JSON.stringify(subject))).size).toBe(1)
    expect(await of(`actor=${systemIds.next()}`)).toEqual([])
    expect(await of(`to=2026-03-01T08:00:00Z`)).toEqual([])
    expect((await of(`from=2026-03-01T08:00:00Z`)).length).toBeGreaterThan(0)
    for (const cursor of ['x', '01920000-0000-7000-8000-000000000000'])
      expect((await call('GET', `/v1/audit?cursor=${cursor}`)).body.code).toBe('audit.cursor-invalid')
    expect((await call('GET', '/v1/audit?from=yesterday')).status).toBe(422)
  })

  test('as a file: every row, no cell that a spreadsheet would run, and the export itself is told', async () => {
    await call('POST', '/v1/roles', { name: '=cmd|calc', rights: ['members.read'] })
    const formula = (await call('POST', '/v1/members/lookup', { kind: 'phone', value: '1' })).status
    expect(formula).toBe(422)
    await byTill('PUT', '/v1/stores/=1+1', { name: 'x' })
    const csv = await call('GET', '/v1/audit/export?format=csv')
    expect(csv.status).toBe(200)
    const [heading, ...lines] = csv.text.trimEnd().split('\r\n')
    expect(heading).toBe(
      '\ufeffsequence,at,actor kind,actor id,actor name,operation,kind,id,members,before,after,fields,address,request id',
    )
    expect(lines.length).toBe(await count())
    expect(csv.text).toContain(`store,'=1+1,`)
    expect(lines.flatMap((line) => line.split(',')).filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([])
    const told = await toldOf(async () => {
      const jsonl = await call('GET', '/v1/audit/export?format=jsonl&operation=createRole')
      const parsed = jsonl.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(parsed.every((one) => one.operation === 'createRole')).toBe(true)
      expect(parsed.length).toBeGreaterThan(1)
    })
    expect(told).toMatchObject([{ operation: 'exportAudit', actorId: owner }])
  })
})

test('what the command line does is the operator’s', async () => {
  const asked = { name: someone(), rights: ['members.read'], expiresAt: null }
  const told = await toldOf(() =>
    new AsyncResource('command').runInAsyncScope(async () => {
      operatorDoes('key create')
      await staff.createKey('operator', asked)
    }),
  )
  expect(told).toMatchObject([{ actorKind: 'operator', actorId: null, operation: 'key create', subjectKind: 'key' }])
  expect(await toldOf(() => staff.createKey('operator', { ...asked, name: someone() }))).toEqual([])
})

test('what a request leaves running in the background is nobody’s deed', async () => {
  const deed = {
    ...{ by: undefined, operation: 'x', address: null, requestId: null },
    ...{ told: false, over: false },
  }
  await doing(deed, async () => {
    expect(currentDeed()).toBe(deed)
    deed.over = true
    expect(currentDeed()).toBeUndefined()
  })
})
