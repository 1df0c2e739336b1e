/** Texts over HTTP: what is answered, what is refused, that the server goes on meanwhile; and weights that a company trains itself. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, test, vi } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { textRoutes } from './routes.ts'
import { textsService } from './service.ts'
import { ownWeights } from './shipped.ts'
import { train } from './training.ts'
import { writeWeights } from './weightsfile.ts'

// Each question starts a thread, which takes seconds where every core is wanted by others.
vi.setConfig({ testTimeout: 120_000 })

const own = ownWeights(mkdtempSync(join(tmpdir(), 'regulars-texts-')))
const app = appFor({ analyst: ['insights.read'], till: ['orders.write'] })
textRoutes(app, { texts: textsService({ own }) })
await app.ready()

async function ask(payload: object | string, as = 'analyst') {
  const headers = { authorization: as, 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'POST', url: '/v1/insights/text', headers, payload })
  return { status: answer.statusCode, body: answer.json() }
}

const complaint = '等了两个小时才送到，饭都凉了，态度很差'
const praise = '很好吃，送餐很快，下次还来'
const mixed = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    text: `${at % 3 === 0 ? praise : complaint}，第${at}单`,
    on: `2026-0${1 + (at % 2)}-10`,
    about: at % 2 === 0 ? '一店' : '二店',
  }))

describe('what is answered', () => {
  test('each text in its place, totals, months, subjects, keyphrases, topics, and what the weights were learned from', async () => {
    const { status, body } = await ask({ reviews: [...mixed(120), { text: '' }], topics: 3 })
    expect(status).toBe(200)
    expect(body.texts).toHaveLength(121)
    expect(body.texts[0]).toMatchObject({ verdict: 'good', language: 'zh' })
    expect(body.texts[1]).toMatchObject({ verdict: 'bad' })
    const { from, to } = body.texts[1].evidence[0]
    expect(complaint).toContain(`${complaint}，第1单`.slice(from, to))
    expect(body.texts[120]).toEqual({ verdict: 'unread', language: null, chance: null, evidence: [] })
    expect(body.totals).toMatchObject({ good: 40, bad: 80, unsure: 0, unread: 1 })
    expect(body.months).toMatchObject([
      { month: '2026-01', good: 20, bad: 40 },
      { month: '2026-02', good: 20, bad: 40 },
    ])
    expect(body.undated).toBe(1)
    expect(body.subjects).toMatchObject([{ about: '一店' }, { about: '二店' }])
    expect(body.keyphrases.bad.map(({ phrase }: { phrase: string }) => phrase)).toContain('饭都凉了')
    expect(body.topics.good).toEqual({ few: { needs: 60, has: 40 }, found: [] })
    expect(body.topics.bad.found.length).toBeGreaterThan(0)
    expect(body.origins).toMatchObject([
      { language: 'zh', researchOnly: true, licence: 'not stated, for research' },
      { language: 'en', researchOnly: false },
    ])
  })

  test('hostile texts are read like others, and their answer is one', async () => {
    const reviews = ['\u202e<script>alert(1)</script>', '=cmd()', '{{7*7}}', '__proto__', 'a'.repeat(2000), '\u0007']
    const { status, body } = await ask({ reviews: reviews.map((text) => ({ text, about: '__proto__' })) })
    expect(status).toBe(200)
    expect(body.texts).toHaveLength(reviews.length)
    expect(body.subjects).toMatchObject([{ about: '__proto__' }])
  })
})

describe('what is refused', () => {
  test('who may not read insights', async () => {
    expect(await ask({ reviews: mixed(1) }, 'till')).toMatchObject({ status: 403 })
    expect(await ask({ reviews: mixed(1) }, 'nobody')).toMatchObject({ status: 401 })
  })

  test('none, too many, too long, too much, a day that is none, what is not asked', async () => {
    expect(await ask({ reviews: [] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: Array.from({ length: 5_001 }, () => ({ text: '' })) })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: [{ text: '好'.repeat(2_001) }] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: [{ text: '好', on: '2026-02-30' }] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: [{ text: '好', member: 'x' }] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: [{ text: '\u0000' }] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: [{ text: '\ud800' }] })).toMatchObject({ status: 422 })
    expect(await ask({ reviews: mixed(1), topics: 13 })).toMatchObject({ status: 422 })
    expect(await ask(`{"reviews":[{"text":"${'a'.repeat(4_200_000)}"}]}`)).toMatchObject({ status: 413 })
  })

  test('a fifth set while four are read or wait; the four are answered', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({ reviews: mixed(70) })))
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 200, 200, 200, 429])
    expect(await ask({ reviews: mixed(1) })).toMatchObject({ status: 200 })
  })

  test('what takes too long is stopped, and the next is read', async () => {
    const texts = textsService({ seconds: 0.001 })
    const asked = { reviews: mixed(5_000), topics: 12 }
    await expect(texts.read(asked)).rejects.toMatchObject({ refusal: { refusal: 'insights.texts-too-hard' } })
    await expect(texts.read(asked)).rejects.toMatchObject({ refusal: { refusal: 'insights.texts-too-hard' } })
  })
})

test('while five thousand are read, the server answers others: it is never busy for long', async () => {
  const asked = JSON.stringify({ reviews: mixed(5_000) })
  await ask({ reviews: mixed(70) })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const { status } = await ask(asked)
  delay.disable()
  expect(status).toBe(200)
  // Taking in and sending out are the server's own work; the reading itself takes hundreds of milliseconds.
  expect(delay.max / 1e6).toBeLessThan(250)
})

test('weights that a company has trained are used from then on, and say whose they are', async () => {
  const examples = Array.from({ length: 240 }, (_, at) => ({
    text: at % 2 === 0 ? '凉凉的真舒服' : '热得受不了',
    good: at % 2 === 0,
  }))
  const { weights, tested } = train('zh', examples, new Map())
  const before = await ask({ reviews: [{ text: '热得受不了' }, { text: '凉凉的真舒服' }] })
  expect(before.body.origins[0]).toMatchObject({ sources: ['waimai.csv.gz', 'shopping.csv.gz'] })
  expect(existsSync(own)).toBe(false)
  const origin = { sources: ['ours.csv'], licence: 'our own', researchOnly: false, tested }
  writeWeights(own, new Map([['zh', { weights, origin }]]))
  const after = await ask({ reviews: [{ text: '热得受不了' }, { text: '凉凉的真舒服' }, { text: 'a good one' }] })
  expect(after.body.origins).toMatchObject([{ language: 'zh', researchOnly: false, sources: ['ours.csv'] }])
  expect(after.body.texts.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['bad', 'good', 'unread'])
  writeFileSync(own, 'broken')
  expect((await ask({ reviews: mixed(1) })).status).toBe(500)
})
