import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Answer, ask, cookieHeader, office, origin, password, signIn, someone } from '../office.fixture.ts'
import { type Account, identityProvider, through } from './idp.fixture.ts'

const home = 'https://loyalty.example'
const idp = await identityProvider([`${home}/api/auth/sso/callback`])
const { app, facts, staff, wait } = await office({ sso: idp.config })

const path = (address: string): string => {
  const { pathname, search } = new URL(address, home)
  return `${pathname}${search}`
}
const locationOf = ({ headers }: Answer): string => String(headers.location)
const me = (cookie: string) => ask(app, 'GET', '/v1/me', { headers: { cookie } })

async function begin(given = '', cookie = ''): Promise<{ cookie: string; away: string }> {
  const begun = await ask(app, 'GET', `/api/auth/sso${given}`, { headers: { cookie } })
  expect(begun.status).toBe(302)
  return { cookie: cookieHeader(begun.cookies), away: locationOf(begun) }
}
const back = (address: string, cookie: string) => ask(app, 'GET', path(address), { headers: { cookie } })

/** The whole way of a browser. */
async function comeIn(account: Account, given = ''): Promise<Answer> {
  idp.as(account)
  const { cookie, away } = await begin(given)
  return back(await through(away), cookie)
}

async function invited(): Promise<string> {
  const email = someone()
  await staff.add('operator', { name: 'Zoë', email, role: 'cashier', password: undefined })
  return email
}

const account = (email: string, more: Partial<Account> = {}): Account => ({
  sub: randomUUID(),
  email,
  email_verified: true,
  ...more,
})

describe('single sign-on', () => {
  test('lets an invited person in by a verified address, and back to the page that was asked for', async () => {
    const email = await invited()
    const answer = await comeIn(account(email.toUpperCase()), '?to=/members%3Fq%3Dlin')
    expect(locationOf(answer)).toBe('/members?q=lin')
    const seen = await me(cookieHeader(answer.cookies))
    expect(seen.body).toMatchObject({ email, role: 'cashier', factorDue: false })
    expect(answer.cookies.find((one) => one.startsWith('regulars.session_token='))).toMatch(/HttpOnly; SameSite=Strict/)
    expect(await facts()).toContain('staff.linked')
  })

  test('ends with the browser where somebody does not want to stay signed in', async () => {
    const session = async (given: string) =>
      (await comeIn(account(await invited()), given)).cookies.find((one) => one.startsWith('regulars.session_token='))
    expect(await session('')).toMatch(/Max-Age/)
    expect(await session('?remember=false')).not.toMatch(/Max-Age/)
  })

  test('asks with PKCE, a state and a nonce of its own each time', async () => {
    const [one, two] = [new URL((await begin()).away), new URL((await begin()).away)]
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)?.length).toBeGreaterThan(40)
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name))
    }
    expect(one.searchParams.get('code_challenge_method')).toBe('S256')
    expect(one.searchParams.get('redirect_uri')).toBe(`${home}/api/auth/sso/callback`)
  })

  test('knows the person by the account afterwards, whatever its address is then', async () => {
    const email = await invited()
    const first = account(email)
    await comeIn(first)
    const later = await comeIn({ ...first, email: someone(), email_verified: false })
    expect((await me(cookieHeader(later.cookies))).body).toMatchObject({ email })
  })

  test.each<[string, Partial<Account>, string]>([
    ['an address that is not verified', { email_verified: false }, 'unverified'],
    ['no word about whether it is verified', { email_verified: 'no' }, 'unverified'],
  ])('%s lets nobody in', async (_what, more, told) => {
    const answer = await comeIn(account(await invited(), more))
    expect(locationOf(answer)).toBe(`/sign-in?sso=${told}`)
    expect(answer.cookies.join()).not.toContain('session_token=')
  })

  test('a stranger, somebody who left, and a second account with the address of a person get in by no means', async () => {
    expect(locationOf(await comeIn(account(someone())))).toBe('/sign-in?sso=unknown')
    const email = someone()
    const { member } = await staff.add('operator', { name: 'Ann', email, role: 'cashier', password })
    const hers = account(email)
    await comeIn(hers)
    expect(locationOf(await comeIn(account(email)))).toBe('/sign-in?sso=taken')
    await staff.deactivate('operator', member.staffId, { revokeKeys: false })
    expect(locationOf(await comeIn(hers))).toBe('/sign-in?sso=unknown')
  })

  test('an answer works once, in the browser that asked, for ten minutes', async () => {
    const email = await invited()
    idp.as(account(email))
    const mine = await begin()
    const answer = await through(mine.away)
    expect(locationOf(await back(answer, ''))).toBe('/sign-in?sso=expired')
    const other = await begin()
    expect(locationOf(await back(answer, other.cookie))).toBe('/sign-in?sso=failed')
    expect(locationOf(await back(answer, mine.cookie))).toBe('/')
    expect(locationOf(await back(answer, mine.cookie))).toBe('/sign-in?sso=expired')
    const late = await begin()
    const lateAnswer = await through(late.away)
    wait(601)
    expect(locationOf(await back(lateAnswer, late.cookie))).toBe('/sign-in?sso=expired')
    wait(-601)
  })

  test('a forged code, another issuer and a refusal of the provider are told in words', async () => {
    idp.as(account(await invited()))
    const one = await begin()
    const forged = new URL(await through(one.away))
    forged.searchParams.set('code', 'forged')
    expect(locationOf(await back(forged.href, one.cookie))).toBe('/sign-in?sso=failed')
    const two = await begin()
    const mixed = new URL(await through(two.away))
    mixed.searchParams.set('iss', 'https://evil.test')
    expect(locationOf(await back(mixed.href, two.cookie))).toBe('/sign-in?sso=failed')
    idp.refuse()
    const three = await begin()
    expect(locationOf(await back(await through(three.away), three.cookie))).toBe('/sign-in?sso=denied')
  })

  test.each(['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)'])(
    'leads back to no other site: %s',
    async (to) => {
      const answer = await comeIn(account(await invited()), `?to=${encodeURIComponent(to)}`)
      expect(locationOf(answer)).toBe('/')
    },
  )

  test('proves that it is still the same person, by signing in there again', async () => {
    const email = someone()
    await staff.add('operator', { name: 'Lin Wei', email, role: 'owner', password })
    const cookie = cookieHeader((await signIn(app, email)).cookies)
    wait(601)
    const make = () =>
      ask(app, 'POST', '/v1/keys', { body: { name: someone(), rights: ['members.read'] }, headers: { cookie, origin } })
    expect((await make()).body.code).toBe('auth.confirm-first')
    idp.as(account(email))
    const begun = await begin('?again=true&to=/settings', cookie)
    expect(new URL(begun.away).searchParams.get('prompt')).toBe('login')
    const answer = await back(await through(begun.away), begun.cookie)
    expect(locationOf(answer)).toBe('/settings')
    expect(answer.cookies.join()).not.toContain('session_token=')
    expect((await make()).status).toBe(201)
    wait(-601)
  })

  test('a provider that is away is said to be, and asked again when it is back', async () => {
    const other = await identityProvider([`${home}/api/auth/sso/callback`])
    const second = await office({ sso: other.config })
    await other.stop()
    const away = await ask(second.app, 'GET', '/api/auth/sso')
    expect(locationOf(away)).toBe('/sign-in?sso=unreachable')
    await other.start()
    expect(locationOf(await ask(second.app, 'GET', '/api/auth/sso'))).toContain(other.config.issuer)
  })

  test('the sign-in page learns its name; without a provider there is nothing to open', async () => {
    expect((await ask(app, 'GET', '/v1/sign-in-options')).body).toEqual({ sso: 'Harbour Tea' })
    const plain = await office()
    expect((await ask(plain.app, 'GET', '/v1/sign-in-options')).body).toEqual({ sso: null })
    expect((await ask(plain.app, 'GET', '/api/auth/sso')).status).toBe(404)
  })
})
