/** What is sent, and when again. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { project, temporaryFolder } from '../../tests/support/processes.ts'
import { asId, type FactId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { systemClock } from '../platform/clock.ts'
import { nobody } from '../platform/facts.ts'
import { checkedUrl, messageOf, secretText, signedHeaders, verdict } from './rules.ts'

const at = asInstant(1_674_087_231_000)
const factId = asId<'fact'>('019a0000-0000-7000-8000-000000000001') satisfies FactId
const fact = { factId, memberId: nobody, kind: 'points.adjusted', at, recordedAt: at }
const given = { tries: 1, once: false, at, chance: 0.5 }
const answered = (status: number, retryAfter: string | null = null) => ({
  status,
  answer: '',
  retryAfter,
  milliseconds: 1,
})

describe('a message', () => {
  test('leaves out what people wrote, and says nobody as null', () => {
    const data = {
      amount: 5,
      reason: '她邻居说的',
      note: 'call +8613800138000',
      reference: 'mail of Zoe',
      wallet: 'points',
    }
    expect(JSON.parse(messageOf({ ...fact, data }))).toEqual({
      type: 'points.adjusted',
      timestamp: '2023-01-19T00:13:51.000Z',
      data: {
        ...{ factId, memberId: null, recordedAt: '2023-01-19T00:13:51.000Z' },
        details: { amount: 5, wallet: 'points' },
      },
    })
  })

  test('is never larger than 16,000 bytes: what is too much is left out and said to be', () => {
    const body = messageOf({ ...fact, data: { lots: Array.from({ length: 6_000 }, () => '积分') } })
    expect(Buffer.byteLength(body)).toBeLessThan(400)
    expect(JSON.parse(body).data).toMatchObject({ details: {}, shortened: true, factId })
  })
})

test('a signature is that of Standard Webhooks', () => {
  // The example of the reference libraries (github.com/standard-webhooks/standard-webhooks, libraries/*/tests).
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const message = {
    messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    at: asInstant(1_614_265_330_000),
  }
  expect(signedHeaders(message, [secret])).toMatchObject({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  expect(secretText(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
})

describe('an attempt', () => {
  test('is taken by 2xx alone', () => {
    for (const status of [200, 201, 204, 299]) expect(verdict(answered(status), given)).toEqual({ state: 'sent' })
    expect(verdict(answered(301), given)).toMatchObject({ state: 'waiting', problem: 'redirect' })
    expect(verdict(answered(404), given)).toMatchObject({ state: 'waiting', problem: 'status' })
    expect(verdict({ unsent: 'timeout', milliseconds: 1 }, given)).toMatchObject({
      state: 'waiting',
      problem: 'timeout',
    })
    expect(verdict(answered(410), given)).toEqual({ state: 'failed', problem: 'gone' })
    expect(verdict(answered(500), { ...given, once: true })).toEqual({ state: 'failed', problem: 'status' })
    expect(verdict(answered(500), { ...given, tries: 11 })).toEqual({ state: 'failed', problem: 'status' })
  })

  test('is repeated later, never more than a fifth off its pause, and never sooner than asked', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(chance, fc.integer({ min: 0, max: 86_400 }), (drawn, asked) => {
        const plain = verdict(answered(500), { ...given, tries: 3, chance: drawn })
        const patient = verdict(answered(503, String(asked)), { ...given, tries: 3, chance: drawn })
        if (plain.state !== 'waiting' || patient.state !== 'waiting') throw new Error('given up')
        expect(plain.dueAt - at).toBeGreaterThanOrEqual(240_000)
        expect(plain.dueAt - at).toBeLessThanOrEqual(360_000)
        expect(patient.dueAt - at).toBe(Math.max(plain.dueAt - at, asked * 1_000))
      }),
    )
  })

  test('waits for a date, for a day at most, and for no nonsense', () => {
    const pause = (text: string) => {
      const decided = verdict(answered(429, text), given)
      return decided.state === 'waiting' ? decided.dueAt - at : undefined
    }
    expect(pause('Thu, 19 Jan 2023 00:14:51 GMT')).toBe(60_000)
    expect(pause('999999999')).toBe(86_400_000)
    expect(pause('soon')).toBe(5_000)
    expect(pause('Thu, 19 Jan 2012 00:14:51 GMT')).toBe(5_000)
  })
})

test('an address is written as it is called', () => {
  expect(checkedUrl('HTTPS://Example.com:443/a/../b?c=1')).toBe('https://example.com/b?c=1')
  expect(checkedUrl('https://例子.测试/')).toBe('https://xn--fsqu00a.xn--0zwm56d/')
  for (const wrong of [
    'https://a b.c/',
    'file:///etc/passwd',
    'gopher://a/',
    'https://a#b',
    `https://a/${'x'.repeat(2_000)}`,
  ])
    expect(checkedUrl(wrong)).toMatchObject({ refusal: 'webhook.url-invalid' })
})

test('the code of the developers’ guide takes what is signed, and nothing else', async () => {
  const guide = readFileSync(join(project, 'docs/guides/developer.md'), 'utf8')
  const code = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const file = join(temporaryFolder('guide'), 'receiving.ts')
  writeFileSync(file, code)
  const { received } = await import(file)
  const [fresh, old] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)]
  const now = systemClock.now()
  const body = messageOf({ ...fact, data: { amount: 5 } })
  const headers = signedHeaders({ messageId: factId, body, at: now }, [fresh, old])
  expect(received(secretText(fresh), headers, body)).toEqual(JSON.parse(body))
  expect(received(secretText(old), headers, body)).toEqual(JSON.parse(body))
  expect(received(secretText(Buffer.alloc(32, 8)), headers, body)).toBeUndefined()
  expect(received(secretText(fresh), headers, body.replace('5', '6'))).toBeUndefined()
  const late = signedHeaders({ messageId: factId, body, at: asInstant(now - 301_000) }, [fresh])
  expect(received(secretText(fresh), late, body)).toBeUndefined()
})
