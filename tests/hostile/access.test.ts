/** Reliability B6, group A: who may, role by role with people's real data behind, and credentials that are none. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Role, rightsOf, roleNames } from '../../src/staff/roles.ts'
import { addressOf, operations } from './document.ts'
import { type Belongings, furnish, programmeWith } from './shop.ts'
import { hostileWorld, together } from './world.ts'

const world = await hostileWorld()
let shop: Belongings

beforeAll(async () => {
  shop = await furnish(world)
})

const reading = operations.filter(({ method, right }) => method === 'GET' && right !== undefined)

describe('A-06 role by role', () => {
  test.each(roleNames)(
    '%s reads what his rights say, and of people only what he may see in clear',
    async (role: Role) => {
      const as = await world.keyOf(role)
      const rights = rightsOf(role)
      const { ada } = shop
      const clear = [ada.phone, ada.phone.slice(3), ada.email, ada.name, 'Adalovelace']
      let read = 0
      await together(reading, async ({ name, path, right }) => {
        const code = path.includes('/coupons/') ? { code: shop.coupon } : {}
        const answer = await world.ask('GET', addressOf(path, { ...shop.ids, ...code }), { as })
        const may = [...rights].some((one) => one === right)
        expect(answer.status === 403, `${role} ${name} ${answer.status}`).toBe(!may)
        if (answer.status < 300) read += 1
        if (!rights.has('members.unmask'))
          for (const secret of clear) expect(answer.text, `${role} ${name}`).not.toContain(secret)
      })
      expect(read).toBeGreaterThan(5)
    },
  )

  test('a search by what is masked finds whom it may, and shows no more', async () => {
    const cashier = await world.keyOf('cashier')
    const { ada } = shop
    for (const q of [ada.phone.slice(-4), 'Adalovelace', ada.email, '%', '_', "'"]) {
      const { text } = await world.ask('GET', `/v1/members?q=${encodeURIComponent(q)}`, { as: cashier })
      for (const secret of [ada.phone.slice(3), ada.email, ada.name]) expect(text).not.toContain(secret)
    }
    const clear = await world.ask('GET', '/v1/members/export?clear=true', { as: cashier })
    expect(clear.status).toBe(403)
  })
})

describe('A-07 what needs a second person', () => {
  const asking = ['points.adjust', 'points.approve', 'members.read'] as const
  test('moves nothing before, and is approved by no program', async () => {
    const { definition } = await world.done('GET', '/v1/programme')
    const wallets: unknown = new Map(Object.entries(definition ?? {})).get('wallets')
    if (!Array.isArray(wallets)) throw new Error('a programme has wallets')
    const guarded = wallets.map((wallet: object) =>
      'code' in wallet && wallet.code === 'points' ? { ...wallet, approval: { above: 100, withinDays: 1 } } : wallet,
    )
    await programmeWith(world, { wallets: guarded })
    const [maker, other] = [await world.keyFor(asking), await world.keyFor(asking)]
    const path = `/v1/members/${shop.bo.memberId}/adjustments`
    const give = (amount: number) =>
      world.ask('POST', path, { as: maker, body: { wallet: 'points', amount, reason: 'x' } })
    const balance = async () => (await world.done('GET', `/v1/members/${shop.bo.memberId}/statement`))['wallets']
    const before = await balance()
    const asked = await give(5_000)
    expect([asked.status, await balance()], asked.text).toEqual([202, before])
    const approve = `/v1/points/approvals/${String(asked.json['approvalId'])}/approve`
    for (const as of [maker, other])
      expect((await world.ask('POST', approve, { as, body: {} })).json['code']).toBe('approval.person-needed')
    expect(await balance()).toEqual(before)
  })
})

describe('A-10, A-12 and A-18 credentials that are none', () => {
  const none = Buffer.from('{"alg":"none","kid":"../../dev/null"}').toString('base64url')
  test('open nothing, to staff nor to members, and are answered alike', async () => {
    const { ada, bo } = shop
    const tampered = [
      ...[
        `${none}.${Buffer.from('{"sub":"owner","role":"owner"}').toString('base64url')}.`,
        'null',
        'undefined',
        '[object Object]',
      ],
      ...[
        `${world.key.slice(0, -1)}x`,
        world.key.toUpperCase(),
        world.key.slice(0, 20),
        `${world.key}a`,
        "' or 1=1 --",
      ],
      ...[`${bo.token.slice(0, -1)}!`, `rm_${ada.memberId.replaceAll('-', '')}${bo.token.slice(35)}`, 'rm_'],
    ]
    const said = new Set<string>()
    for (const as of tampered)
      for (const path of ['/v1/members', '/v1/my', '/v1/members/me/statement', '/v1/audit']) {
        const answer = await world.ask('GET', path, { as })
        expect(answer.status, `${as} ${path}`).toBe(401)
        said.add(answer.text)
      }
    expect(said.size).toBe(1)
    for (const cookie of ['regulars.session_token=x.y', `regulars.session_token=${world.key}`, 'regulars.member=rm_x'])
      expect((await world.ask('GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
  })

  test('a key or a token in the address is none, and stands in no log', async () => {
    for (const name of ['key', 'token', 'api_key', 'access_token', 'authorization'])
      expect((await world.ask('GET', `/v1/members?${name}=${world.key}`)).status).toBe(401)
    expect(world.lines.join('')).not.toContain(world.key)
  })

  test('who signed out, or was signed out, is out at once', async () => {
    const cy = await world.joined('Cyruswings')
    expect((await world.ask('GET', '/v1/my', { as: cy.token })).status).toBe(200)
    await world.ask('DELETE', '/v1/my/sessions', { as: cy.token })
    expect((await world.ask('GET', '/v1/my', { as: cy.token })).status).toBe(401)
    const { key, keyId } = await world.done('POST', '/v1/keys', { name: 'short', rights: ['members.read'] })
    expect((await world.ask('GET', '/v1/members', { as: String(key) })).status).toBe(200)
    await world.ask('DELETE', `/v1/keys/${String(keyId)}`, { as: world.key })
    expect((await world.ask('GET', '/v1/members', { as: String(key) })).status).toBe(401)
  })
})

describe('A-17 and A-20 who one says one is', () => {
  test('a forged host stands in no answer', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
    await together(
      operations.filter(({ method, params }) => method === 'GET' && params.length === 0),
      async ({ path, name }) => {
        const answer = await world.ask('GET', path, { as: world.key, headers })
        expect(answer.text, name).not.toContain('evil.example')
        expect(answer.headers.get('location') ?? '', name).not.toContain('evil.example')
      },
    )
  })

  test('a name with a member number, a card or a birthday signs nobody in', async () => {
    const { ada } = shop
    const claims = [
      { number: shop.adasNumber, name: ada.name },
      { card: '1', name: ada.name },
      { phone: ada.phone, birthday: '1990-02-03' },
    ]
    for (const claim of [...claims, { phone: ada.phone, code: '' }, { phone: ada.phone, code: ada.name }])
      expect([403, 422]).toContain((await world.ask('POST', '/v1/portal/sign-in', { body: claim })).status)
  })
})

describe('A-19 other sites', () => {
  test('write nothing with a cookie that a browser sends along, in no form', async () => {
    const cookie = `regulars.member=${shop.bo.token}`
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json',
    ]
    const origins = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, {}]
    for (const type of types)
      for (const from of origins) {
        const headers = { ...from, cookie, 'content-type': type }
        const answer = await world.ask('PATCH', '/v1/my', { headers, raw: '{"name":"Mallory"}' })
        expect([403, 415], `${type} ${JSON.stringify(from)} ${answer.status}`).toContain(answer.status)
      }
    expect((await world.ask('GET', '/v1/my', { as: shop.bo.token })).json['name']).toBe(shop.bo.name)
  })
})
