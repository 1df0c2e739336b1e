/** Role by role over every route of the API document: what each may call, what not, and which right the refusal names. */
import { afterAll, describe, expect, test } from 'vitest'
import { httpApp } from '../src/platform/http/app.ts'
import { apiDocument } from '../src/platform/http/openapi.ts'
import type { Principal, Right } from '../src/platform/http/rights.ts'
import { type Role, rightsOf, roleNames } from '../src/staff/roles.ts'
import { unboundApi } from './support/api.ts'

/** Said once more by hand: a change of a role is meant, or this fails. An owner has every right. */
const expected: Record<Exclude<Role, 'owner'>, readonly Right[]> = {
  manager: [
    'benefits.use',
    'catalogue.read',
    'catalogue.write',
    'consents.write',
    'coupons.give',
    'coupons.read',
    'coupons.write',
    'imports.run',
    'insights.manage',
    'insights.read',
    'jobs.run',
    'members.merge',
    'members.read',
    'members.unmask',
    'members.write',
    'messages.read',
    'notes.read',
    'notes.write',
    'orders.read',
    'orders.write',
    'points.adjust',
    'points.approve',
    'points.redeem',
    'programme.approve',
    'programme.publish',
    'programme.read',
    'tiers.place',
    'tills.manage',
  ],
  marketer: [
    'catalogue.read',
    'coupons.give',
    'coupons.read',
    'coupons.write',
    'insights.read',
    'members.read',
    'orders.read',
    'programme.read',
  ],
  cashier: [
    'benefits.use',
    'catalogue.read',
    'coupons.give',
    'coupons.read',
    'members.read',
    'members.write',
    'orders.read',
    'orders.write',
    'points.redeem',
    'programme.read',
  ],
  support: [
    'benefits.use',
    'catalogue.read',
    'coupons.give',
    'coupons.read',
    'members.merge',
    'members.read',
    'members.unmask',
    'members.write',
    'notes.read',
    'notes.write',
    'orders.read',
    'orders.write',
    'points.adjust',
    'points.redeem',
    'portal.view',
    'programme.read',
  ],
  analyst: [
    ...(['catalogue.read', 'coupons.read', 'insights.manage', 'insights.read'] as const),
    ...(['members.read', 'orders.read', 'programme.read'] as const),
  ],
  finance: [
    'audit.read',
    'catalogue.read',
    'coupons.read',
    'insights.manage',
    'insights.read',
    'jobs.run',
    'members.read',
    'orders.read',
    'points.approve',
    'programme.approve',
    'programme.read',
  ],
  'privacy-officer': [
    ...(['audit.read', 'consents.write', 'members.read', 'members.unmask', 'members.write', 'messages.read'] as const),
    ...(['notes.read', 'notes.write'] as const),
    ...(['orders.read', 'programme.read'] as const),
  ],
}

/** What needs no right, because nobody is signed in yet or because it is about oneself. */
const open = [
  ...['acceptInvitation', 'addPasskey', 'askSignInCode', 'beginPasskey', 'beginPasskeySignIn', 'beginTotp'],
  ...['changeMe', 'changePassword', 'confirmMyself', 'confirmTotp', 'endMyOtherSessions', 'endMySession'],
  ...['getMe', 'getMySecurity', 'getPortal', 'getSetup', 'getSignInOptions', 'health', 'joinMembership'],
  ...['listConsentTexts', 'listMySessions', 'makeRecoveryCodes', 'readiness', 'removePasskey', 'removeTotp'],
  ...['returnFromWechat', 'setUp', 'signIn', 'signInMember', 'signInSecondStep', 'signInWithPasskey'],
  ...['signInWithWechat', 'signOut'],
]

let caller: Principal | undefined
const app = await unboundApi(async () => caller)
afterAll(() => app.close())

type Operation = {
  operationId: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  right?: string
  /** Open to members who signed in, and to nobody else. */
  own?: true
}

const paths: Record<string, Record<string, { operationId: string; description: string }>> = JSON.parse(
  JSON.stringify(apiDocument(app)),
).paths
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, description }]): Operation => {
    const right = /Needs the right `([^`]+)`/.exec(description)?.[1]
    const url = path.replaceAll(/\{[^}]+\}/g, '019a0000-0000-7000-8000-000000000000')
    return {
      operationId,
      method: method.toUpperCase() as Operation['method'],
      url,
      ...(right === undefined ? {} : { right }),
      ...(description.includes('but a signed-in member.') ? { own: true } : {}),
    }
  }),
)
const guarded = operations.flatMap((one) => (one.right === undefined ? [] : [{ ...one, right: one.right }]))

async function call({
  method,
  url,
}: Operation): Promise<{ status: number; code?: string; facts?: { right?: string } }> {
  const payload = method === 'GET' || method === 'DELETE' ? {} : { payload: {} }
  const answer = await app.inject({ method, url, ...payload })
  const body =
    answer.statusCode === 401 || answer.statusCode === 403 ? answer.json<{ code: string; facts: object }>() : {}
  return { status: answer.statusCode, ...body }
}

function principal(rights: ReadonlySet<Right>, stores: Principal['stores'] = 'all'): Principal {
  return { kind: 'staff', id: '019a0000-0000-7000-8000-000000000001', name: 'Lin', rights, stores }
}

describe('the door', () => {
  test('a route that states no right cannot be registered', () => {
    const another = httpApp({ authenticate: async () => undefined })
    expect(() => another.get('/v1/forgotten', async () => ({}))).toThrow('GET /v1/forgotten states no right')
  })

  test('what is open to everybody is a list that is known', () => {
    const without = operations
      .filter(({ right, own }) => right === undefined && own === undefined)
      .map(({ operationId }) => operationId)
    expect(without.sort()).toEqual(open)
  })

  test('what is a member’s is no staff’s, whatever his rights', async () => {
    const own = operations.filter((one) => one.own)
    expect(own.length).toBeGreaterThan(10)
    for (const someone of [undefined, principal(rightsOf('owner'))]) {
      caller = someone
      for (const one of own) expect({ one: one.operationId, ...(await call(one)) }).toMatchObject({ status: 401 })
    }
  })

  test('nobody calls anything else without signing in', async () => {
    caller = undefined
    for (const one of guarded) {
      const { status, code } = await call(one)
      expect({ one: one.operationId, status, code }).toEqual({
        one: one.operationId,
        status: 401,
        code: 'auth.missing',
      })
    }
  })
})

describe('each role', () => {
  test.each(roleNames)(
    '%s calls what its rights say; all else is refused and the missing right is named',
    async (role) => {
      const rights = rightsOf(role)
      if (role !== 'owner') expect([...rights].sort()).toEqual(expected[role])
      caller = principal(rights)
      for (const one of guarded) {
        const { status, code, facts } = await call(one)
        const may = role === 'owner' || expected[role].some((right) => right === one.right)
        if (may)
          expect({ one: one.operationId, refused: status === 401 || status === 403 }).toMatchObject({ refused: false })
        else
          expect({ one: one.operationId, status, code, facts }).toEqual({
            ...{ one: one.operationId, status: 403, code: 'auth.forbidden' },
            facts: { right: one.right },
          })
      }
    },
  )

  test('a route is closed to every right but its own', async () => {
    for (const one of guarded) {
      caller = principal(new Set([...rightsOf('owner')].filter((right) => right !== one.right)))
      expect({ one: one.operationId, ...(await call(one)) }).toMatchObject({ status: 403, facts: { right: one.right } })
    }
  })
})

describe('somebody who acts for certain stores', () => {
  test('calls nothing that concerns all stores, and of orders only what looks at the store', async () => {
    caller = principal(rightsOf('owner'), new Set(['harbour']))
    for (const one of guarded) {
      const { status, code } = await call(one)
      const closed = status === 403 && code === 'auth.every-store-needed'
      const expected = company.includes(one.operationId)
        ? true
        : /^(orders|notes)\./.test(one.right)
          ? !looking.includes(one.operationId)
          : !everywhere.some((right) => right === one.right)
      expect({ one: one.operationId, closed }).toEqual({ one: one.operationId, closed: expected })
    }
  })
})

/** Routes of orders and notes that look at the store; `src/orders/scope.test.ts` and the notes' tests show that they do. */
const looking = [
  ...[
    'claimOrder',
    'countMatchingOrders',
    'evaluateOrder',
    'exchangeLines',
    'getOrder',
    'getOrderPoints',
    'listMemberOrders',
    'listOrders',
  ],
  ...['orderTimeline', 'priceProducts', 'putOrder', 'putOrders', 'reopenOrder', 'returnOrder'],
  ...['getTill', 'listTillOrders', 'receiveTillOrders', 'reportTill'],
  ...['changeNote', 'listNoteVersions', 'takeNoteBack', 'writeNote'],
]
/** Members, coupons, the catalogue and the programme are the same in every store; staff and keys are those of the own stores. */
const everywhere: readonly Right[] = [
  ...(['catalogue.read', 'coupons.give', 'coupons.read', 'members.read', 'members.unmask', 'members.write'] as const),
  ...(['benefits.use', 'points.adjust', 'points.redeem', 'programme.read', 'keys.manage', 'staff.manage'] as const),
]
/** Figures and definitions of the whole company under a right that is of use in every store. */
const company = [
  'getFirstDay',
  'getOverview',
  'putMemberAttribute',
  'createRole',
  'changeRole',
  'removeRole',
  'setSignInRules',
]
