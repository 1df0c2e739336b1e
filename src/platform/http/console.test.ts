import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { httpApp } from './app.ts'
import { consoleRoutes } from './console.ts'

const folder = mkdtempSync(join(tmpdir(), 'regulars-console-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>')
mkdirSync(join(folder, 'portal'))
writeFileSync(join(folder, 'portal', 'index.html'), '<!doctype html><title>portal</title>')
writeFileSync(join(folder, 'icon.svg'), '<svg/>')
writeFileSync(join(folder, 'secret.txt'), 'secret')
writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {}')
writeFileSync(join(folder, 'assets', 'main-1a2b.js.br'), 'compressed')
for (const [page, names] of [
  ['console', ['home.zh-CN', 'home.en', 'members.en', 'frame.en', 'sign-in.en', 'sign-in.zh-TW']],
  ['portal', ['card.zh-CN', 'join.zh-CN', 'join.zh-TW', 'frame.zh-CN']],
] as const) {
  mkdirSync(join(folder, 'pages', page), { recursive: true })
  for (const name of names)
    writeFileSync(
      join(folder, 'pages', page, `${name}.html`),
      `<!doctype html><html lang="x"><title>${page === 'console' ? 'page' : page}</title>${name}`,
    )
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const app = httpApp({ authenticate: async () => undefined })
const sessions = { staff: 'staff', member: 'member' }
await consoleRoutes(app, { folder, sessions })

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })

test.each([
  '/',
  '/members',
  '/members/0190',
  '/setup',
  '/sign-in',
  '/orders/S-1.2',
  '/imports/0190',
  '/tills',
  '/catalogue',
  '/programme',
  '/settings',
  '/handbook/cashier',
])('%s is answered with the page, which nobody keeps', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-cache')
  expect(answer.body).toContain('<title>page</title>')
})

test.each(['/my/', '/my/join', '/my/orders/0190'])('%s is answered with the portal', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
  expect(answer.body).toContain('<title>portal</title>')
})

test('/my leads to the portal', async () => {
  expect((await get('/my')).headers['location']).toBe('/my/')
})

test('the page runs no script but our own and is shown in no frame', async () => {
  const { headers } = await get('/')
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['x-frame-options']).toBe('DENY')
})

test.each([
  '/v1/nothing',
  '/api/nothing',
  '/nothing',
  '/memberss',
  '/myself',
  '/assets/none.js',
  '/secret.txt',
  '/index.html',
  '/portal/index.html',
])('%s stays a refusal that programs understand', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'request.no-such-address' })
})

test('assets are kept for good and sent compressed when they can be', async () => {
  const plain = await get('/assets/main-1a2b.js')
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(plain.headers['content-type']).toContain('javascript')
  expect(plain.body).toBe('export {}')
  const small = await get('/assets/main-1a2b.js', { 'accept-encoding': 'br' })
  expect(small.headers['content-encoding']).toBe('br')
  expect(small.headers['content-type']).toContain('javascript')
})

test.each(['/assets/../secret.txt', '/assets/%2e%2e/secret.txt', '/assets/..%2fsecret.txt', '/assets/%00', '/assets/'])(
  'nothing outside of the assets is reached by %s',
  async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.body).not.toBe('secret')
  },
)

test('a console that is not built says how to build it', async () => {
  const empty = httpApp({ authenticate: async () => undefined })
  await consoleRoutes(empty, { folder: join(folder, 'none'), sessions })
  const answer = await empty.inject({ method: 'GET', url: '/' })
  expect(answer.statusCode).toBe(503)
  expect(answer.json().title).toContain('npm run build -w web')
})

const chinese = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }
const taiwan = { 'accept-language': 'zh-TW,zh;q=0.9' }

test.each([
  ['/', { cookie: 'staff=token' }, 'home.en'],
  ['/', { cookie: 'staff=token', ...chinese }, 'home.zh-CN'],
  ['/', { cookie: 'staff=token; regulars.language=en', ...chinese }, 'home.en'],
  ['/members?q=lin', { cookie: 'staff=token' }, 'members.en'],
  ['/members/0190', { cookie: 'staff=token' }, 'frame.en'],
  ['/orders', { cookie: 'staff=token' }, 'frame.en'],
  ['/orders', {}, 'sign-in.en'],
  ['/', { cookie: 'staff=' }, 'sign-in.en'],
  ['/sign-in', { cookie: 'staff=token', ...taiwan }, 'sign-in.zh-TW'],
  ['/my/', { cookie: 'member=token', ...chinese }, 'card.zh-CN'],
  ['/my/points', { cookie: 'member=token', ...chinese }, 'frame.zh-CN'],
  ['/my/points', chinese, 'join.zh-CN'],
  ['/my/join', { ...taiwan, cookie: 'regulars.language=en' }, 'join.zh-TW'],
])('%s for %j is the page with %s drawn in it', async (url, headers, drawn) => {
  const answer = await get(url, headers)
  expect(answer.body.endsWith(`</title>${drawn}`)).toBe(true)
  expect(answer.headers['vary']).toBe('cookie, accept-language')
})

test.each([
  ['/setup', {}],
  ['/invitation', {}],
  ['/till', { cookie: 'staff=token' }],
  // There is no drawing in this language.
  ['/', { cookie: 'staff=token', ...taiwan }],
  ['/', { cookie: 'staff=token; regulars.language=../../secret', ...taiwan }],
  // A worker keeps the page for whoever comes later.
  ['/my/', { 'sec-fetch-dest': 'empty', cookie: 'member=token', ...chinese }],
])('%s for %j is the page as it is', async (url, headers) => {
  const { statusCode, body } = await get(url, headers)
  expect([200, 503]).toContain(statusCode)
  expect(body.endsWith('</title>') || statusCode === 503).toBe(true)
})

test('what is drawn is light or dark as the visitor chose, and nothing else gets into the page', async () => {
  const body = async (cookie: string) => (await get('/my/', { ...chinese, cookie })).body
  expect(await body('regulars.appearance=dark')).toContain('<html data-prefers-color-scheme="dark" lang="x">')
  for (const other of ['system', '"><script>', '%22%3E%3Cscript%3E'])
    expect(await body(`regulars.appearance=${other}`)).toContain('<html lang="x">')
})
