import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from './portal.fixture.ts'
import { wechatOf } from './wechat.ts'

/** As WeChat's open platform answers: errors with status 200. */
let answer: object = {}
const asked: URL[] = []
const double = createServer((request, response) => {
  asked.push(new URL(request.url ?? '', 'http://double'))
  response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(answer))
})
double.listen(0, '127.0.0.1')
await once(double, 'listening')
const address = double.address()
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
const portal = await openPortal(wechatOf({ appId: 'wx1', secret: 'shh', openUrl: 'https://open.example', apiUrl: url }))
const { ask } = portal
afterAll(() => double.close())

async function leave(): Promise<{ state: string; cookie: string; location: string }> {
  const left = await ask('GET', '/v1/portal/wechat', { headers: { host: 'shop.example' } })
  const location = String(left.headers['location'])
  return {
    location,
    state: new URL(location).searchParams.get('state') ?? '',
    cookie: left.cookies[0]?.split(';')[0] ?? '',
  }
}
const back = (state: string, cookie: string, code = 'abc') =>
  ask('GET', `/v1/portal/wechat/return?code=${code}&state=${state}`, { headers: { cookie } })

beforeAll(() => {
  answer = { openid: 'o-ada', unionid: 'u-ada', access_token: 'never kept' }
})

test('the member is sent to WeChat with our address and a state', async () => {
  const { location, state, cookie } = await leave()
  expect(location).toContain(
    'https://open.example/connect/oauth2/authorize?appid=wx1&redirect_uri=http%3A%2F%2Fshop.example',
  )
  expect(location).toMatch(/#wechat_redirect$/)
  expect(cookie).toBe(`regulars.wechat=${state}`)
})

test('who comes back unknown joins; the next time he is signed in, by his union id or his open id', async () => {
  const first = await leave()
  const returned = await back(first.state, first.cookie)
  expect(asked.at(-1)?.searchParams.get('secret')).toBe('shh')
  const joining = String(returned.headers['location']).split('#joining=')[1]
  expect((await ask('POST', '/v1/portal/join', { body: { joining, consents: [] } })).status).toBe(201)
  for (const said of [
    { openid: 'o-ada', unionid: 'u-ada' },
    { openid: 'o-other-app', unionid: 'u-ada' },
    { openid: 'o-ada' },
  ]) {
    answer = said
    const next = await leave()
    const known = await back(next.state, next.cookie)
    expect(known.status).toBe(302)
    expect(known.headers['location']).toBe('/my/')
    expect(known.cookies[0]).toContain('regulars.member=rm_')
  }
})

test('a state that this browser was not given is refused, and so is what WeChat does not confirm', async () => {
  const { state, cookie } = await leave()
  expect((await back(state, '')).body['code']).toBe('portal.wechat-failed')
  expect((await back('other', cookie)).status).toBe(403)
  answer = { errcode: 40_029, errmsg: 'invalid code' }
  expect((await back(state, cookie)).status).toBe(403)
})
