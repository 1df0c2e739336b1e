/** Webhooks against a receiver that is really there: what arrives, what is tried again, and when it ends. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../tests/support/members.ts'
import { project } from '../../tests/support/processes.ts'
import { asInstant } from '../base/time.ts'
import { rows } from '../platform/postgres/database.ts'
import { kinds } from './kinds.ts'
import { office, receiver, signatureBy } from './receiver.fixture.ts'
import type { Delivery, EndpointId } from './service.ts'

const { shop, db, clock, integrations, another, app, errors } = await office()
const { received, answers, url, at: arrivedAt, mostAtOnce } = await receiver()
const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000]
let places = 0

/** A webhook at a path of its own. */
async function webhook(wanted: readonly string[] | null = ['member.enrolled']) {
  places += 1
  const path = `/place-${places}`
  const made = await integrations.create({ url: url(path), description: `Place ${places}`, kinds: wanted })
  return { ...made, path }
}

async function log(endpointId: EndpointId): Promise<Delivery[]> {
  return integrations.deliveries(endpointId, { state: null, kind: null, before: null, limit: 1_000 })
}

/** Lets a process serve until what is said is true: facts are seen when every transaction before them is over. */
async function served(until: () => boolean | Promise<boolean>, by = integrations): Promise<void> {
  const look = async () => {
    await by.wake()
    await by.settled()
    return until()
  }
  await expect.poll(look, { timeout: 20_000, interval: 20 }).toBe(true)
}

const pass = (milliseconds: number) => clock.set(asInstant(clock.now() + milliseconds))

describe('what arrives', () => {
  test('is each fact of the chosen kinds once, signed, with ids and without the words of people', async () => {
    const { endpointId, secret, path } = await webhook(['member.enrolled', 'member.suspended'])
    const memberId = await shop.member('Ouyang Nana')
    await shop.members.update(memberId, { tags: ['vip'] })
    await shop.members.changeStatus(memberId, { wish: 'suspend', reason: 'fraud' })
    await served(() => arrivedAt(path).length === 2)
    await served(async () => (await log(endpointId)).every(({ state }) => state === 'sent'))
    const bodies = arrivedAt(path).map(({ body }) => JSON.parse(body))
    expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(['member.enrolled', 'member.suspended']))
    for (const { data, timestamp } of bodies) expect({ data, timestamp }).toMatchObject({ data: { memberId } })
    expect(JSON.stringify(bodies)).not.toMatch(/Ouyang|fraud|\+86138/)
    for (const each of arrivedAt(path)) {
      expect(each.headers['webhook-signature']).toBe(signatureBy(secret, each))
      expect(each.headers['webhook-id']).toBe(JSON.parse(each.body).data.factId)
      expect(Number(each.headers['webhook-timestamp'])).toBe(Math.floor(clock.now() / SECOND))
      expect(each.headers['content-type']).toBe('application/json')
    }
    await integrations.turnOff(endpointId)
  })

  test('begins with the day it was made, and with all kinds it is all facts', async () => {
    await shop.member('Before')
    const before = await rows(db, sql<{ kind: string }>`select kind from facts`)
    // A fact of the past is one that any reader could have seen.
    await expect.poll(async () => (await integrations.endpoints()).length).toBeGreaterThan(0)
    const { endpointId, path } = await webhook(null)
    const memberId = await shop.member('After')
    await shop.buy(memberId, 'W-1', 10_000)
    const news = await rows(
      db,
      sql<{ factId: string; kind: string }>`
        select fact_id as "factId", kind from facts order by position offset ${before.length}::int`,
    )
    expect(news.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['member.enrolled', 'order.confirmed']))
    const ids = () => new Set(arrivedAt(path).map(({ headers }) => headers['webhook-id']))
    await served(() => news.every(({ factId }) => ids().has(factId)))
    expect(arrivedAt(path).length).toBe(ids().size)
    const order = arrivedAt(path).find(({ body }) => body.includes('order.confirmed'))
    expect(JSON.parse(order?.body ?? '{}').data.details).toMatchObject({ number: 'W-1', currency: 'CNY' })
    await integrations.turnOff(endpointId)
  })

  test('every kind that the source announces is described', () => {
    const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name) && !name.includes('kinds.ts'))
      .map((name) => readFileSync(join(project, 'src', name), 'utf8'))
    const announced = sources.flatMap((text) => [
      ...[...text.matchAll(/(?:\bkind|\bfact): ('[a-z]+\.[a-z-]+'(?: \| '[a-z]+\.[a-z-]+')*)/g)].flatMap(
        ([, found = '']) => [...found.matchAll(/'([^']+)'/g)].map((each) => each[1]),
      ),
      ...[...text.matchAll(/announcing\(\s*[^']*?'([a-z]+\.[a-z-]+)'/g)].map((found) => found[1]),
      ...[...text.matchAll(/what: '(proposed|approved|declined|proposal-[a-z]+)'/g)].map(
        (each) => `programme.${each[1]}`,
      ),
    ])
    expect(new Set(announced).size).toBeGreaterThan(60)
    expect([...new Set(announced)].filter((kind) => !Object.hasOwn(kinds, kind ?? ''))).toEqual([])
  })
})

describe('a receiver that does not take it', () => {
  test('is asked again after 5 s, 1, 5, 30 min, 2, 5, 10, 14, 20 and 24 h, and the message is given up after three days', async () => {
    const { endpointId, path } = await webhook()
    answers.set(path, { status: 500, text: 'out\u0000 of order' })
    await shop.member()
    await served(() => arrivedAt(path).length === 1)
    for (const seconds of [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]) {
      const before = arrivedAt(path).length
      pass(seconds * SECOND - 1)
      await integrations.wake()
      await integrations.settled()
      expect({ seconds, arrived: arrivedAt(path).length }).toEqual({ seconds, arrived: before })
      pass(1)
      await served(() => arrivedAt(path).length === before + 1)
    }
    const [delivery] = await log(endpointId)
    expect(delivery).toMatchObject({ state: 'failed', attempts: 11, status: 500, problem: 'status' })
    const ids = arrivedAt(path).map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
    const stamps = arrivedAt(path).map(({ headers }) => headers['webhook-timestamp'])
    expect(new Set(stamps).size).toBe(11)
    const shown = await integrations.delivery({ endpointId, messageId: delivery?.messageId ?? (ids[0] as never) })
    expect(shown.tried).toHaveLength(11)
    expect(shown.tried[0]).toMatchObject({ number: 11, status: 500, answer: 'out of order' })
    answers.delete(path)
    expect(await integrations.sendFailed(endpointId)).toBe(1)
    await served(async () => (await log(endpointId))[0]?.state === 'sent')
    expect((await integrations.endpoint(endpointId)).failingSince).toBeNull()
    await integrations.turnOff(endpointId)
  })

  test('is left alone for as long as it asks', async () => {
    const { endpointId, path } = await webhook()
    answers.set(path, { status: 429, headers: { 'retry-after': '120' } })
    await shop.member()
    await served(async () => (await log(endpointId))[0]?.attempts === 1)
    expect((await log(endpointId))[0]?.dueAt).toBe(clock.now() + 120 * SECOND)
    await integrations.turnOff(endpointId)
  })

  test('is switched off when it says that it is gone, and a fact says so', async () => {
    const { endpointId, path } = await webhook()
    answers.set(path, { status: 410 })
    await shop.member()
    await served(async () => (await integrations.endpoint(endpointId)).enabled === false)
    expect(await integrations.endpoint(endpointId)).toMatchObject({ offWhy: 'gone', offSince: clock.now() })
    expect(await log(endpointId)).toMatchObject([{ state: 'failed', problem: 'gone' }])
    const told = await rows(db, sql<{ data: object }>`select data from facts where kind = 'webhook.turned-off'`)
    expect(told.map(({ data }) => data)).toContainEqual({ endpointId, why: 'gone' })
    await shop.member()
    pass(DAY)
    await integrations.wake()
    await integrations.settled()
    expect(arrivedAt(path)).toHaveLength(1)
  })

  test('is switched off after five days without a success, and goes on where it stopped when it is back', async () => {
    const { endpointId, path } = await webhook()
    answers.set(path, { status: 503 })
    await shop.member()
    await served(() => arrivedAt(path).length === 1)
    pass(5 * DAY - HOUR)
    await served(() => arrivedAt(path).length === 2)
    expect((await integrations.endpoint(endpointId)).enabled).toBe(true)
    pass(HOUR)
    await shop.member()
    await served(async () => !(await integrations.endpoint(endpointId)).enabled)
    expect((await integrations.endpoint(endpointId)).offWhy).toBe('failing')
    await shop.member()
    answers.delete(path)
    await integrations.turnOn(endpointId, 'where-it-stopped')
    const taken = () => new Set(arrivedAt(path).map(({ headers }) => headers['webhook-id'])).size
    await served(() => taken() === 3)
    await served(async () => (await log(endpointId)).every(({ state }) => state === 'sent'))
    await integrations.turnOff(endpointId)
    await shop.member()
    await expect.poll(async () => (await integrations.turnOn(endpointId, 'now')).position).toBeGreaterThan(0)
    await integrations.turnOff(endpointId)
  })

  test('is not followed elsewhere, and not waited for longer than it takes', async () => {
    const { endpointId, path } = await webhook()
    answers.set(path, { status: 302, headers: { location: url('/elsewhere') } })
    const shown = await integrations.test(endpointId)
    expect(shown).toMatchObject({ state: 'failed', status: 302, problem: 'redirect' })
    expect(arrivedAt('/elsewhere')).toEqual([])
    answers.set(path, { status: 200, text: 'x'.repeat(2_000_000) })
    expect((await integrations.test(endpointId)).tried[0]).toMatchObject({ status: 200, answer: 'x'.repeat(500) })
    await integrations.turnOff(endpointId)
  })

  test('keeps nobody else waiting, and has no more than four connections', async () => {
    const [slow, quick] = [await webhook(), await webhook()]
    answers.set(slow.path, { status: 200, afterMilliseconds: 1_500 })
    for (let count = 0; count < 9; count += 1) await shop.member()
    const look = async () => {
      await integrations.wake()
      return arrivedAt(quick.path).length
    }
    await expect.poll(look, { timeout: 20_000 }).toBe(9)
    expect(arrivedAt(slow.path).length).toBeLessThan(9)
    await served(() => arrivedAt(slow.path).length === 9)
    expect(mostAtOnce()).toBeLessThanOrEqual(8)
    for (const { endpointId } of [slow, quick]) await integrations.turnOff(endpointId)
  })
})

describe('a process that dies in the middle', () => {
  test('loses nothing: what it had taken goes out by another, what it had not read is read', async () => {
    const { endpointId, path } = await webhook()
    const dead = another({ refuses: async () => false, post: () => new Promise(() => {}) })
    const first = await shop.member()
    const takenByDead = async () => {
      await dead.wake()
      return (await log(endpointId))[0]?.attempts
    }
    await expect.poll(takenByDead, { timeout: 20_000 }).toBe(1)
    const second = await shop.member()
    await served(() => arrivedAt(path).length === 1)
    expect(arrivedAt(path)[0]?.body).toContain(second)
    pass(61 * SECOND)
    await served(() => arrivedAt(path).length === 2)
    expect(arrivedAt(path)[1]?.body).toContain(first)
    await integrations.turnOff(endpointId)
  })

  test('two processes at once send each fact once', async () => {
    const { endpointId, path } = await webhook()
    const other = another()
    const members = new Set<string>()
    for (let count = 0; count < 30; count += 1) members.add(await shop.member())
    const look = async () => {
      await Promise.all([integrations.wake(), other.wake()])
      await Promise.all([integrations.settled(), other.settled()])
      return arrivedAt(path).length
    }
    await expect.poll(look, { timeout: 20_000 }).toBe(30)
    expect(new Set(arrivedAt(path).map(({ body }) => JSON.parse(body).data.memberId))).toEqual(members)
    await integrations.turnOff(endpointId)
  })
})

describe('a secret', () => {
  test('that is renewed signs beside the one before for a day, and nothing of it lies open in the database', async () => {
    const { endpointId, path, secret: old } = await webhook()
    const { secret: fresh, previousUntil } = await integrations.rotate(endpointId)
    expect(previousUntil).toBe(clock.now() + DAY)
    expect(fresh).not.toBe(old)
    await integrations.test(endpointId)
    const [both] = arrivedAt(path)
    if (both === undefined) throw new Error('nothing came')
    expect(both.headers['webhook-signature']).toBe(`${signatureBy(fresh, both)} ${signatureBy(old, both)}`)
    pass(DAY)
    await integrations.test(endpointId)
    const later = arrivedAt(path)[1]
    if (later === undefined) throw new Error('nothing came')
    expect(later.headers['webhook-signature']).toBe(signatureBy(fresh, later))
    const key = Buffer.from(fresh.replace('whsec_', ''), 'base64').toString('hex')
    const kept = await rows(db, sql<{ sealed: Buffer }>`select sealed from secrets`)
    for (const { sealed } of kept) expect(sealed.toString('hex')).not.toContain(key)
    await integrations.remove(endpointId)
    expect(await refusalOf(integrations.endpoint(endpointId))).toBe('webhook.unknown')
    expect(await rows(db, sql`select 1 from webhook_deliveries where endpoint_id = ${endpointId}::uuid`)).toEqual([])
    expect((await rows(db, sql`select 1 from secrets`)).length).toBe(kept.length - 2)
  })
})

describe('over HTTP', () => {
  const as = (authorization: string) => ({ headers: { authorization } })

  test('whoever lacks the right sees and changes nothing', async () => {
    const answer = await app.inject({ method: 'GET', url: '/v1/webhooks', ...as('clerk') })
    expect(answer.statusCode).toBe(403)
  })

  test('it is made, looked at, tested, sent again, found by state, and removed', async () => {
    places += 1
    const payload = { url: url(`/place-${places}`), description: 'CRM', kinds: ['member.enrolled'] }
    const made = await app.inject({ method: 'POST', url: '/v1/webhooks', payload, ...as('owner') })
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ ...payload, enabled: true, secret: expect.stringMatching(/^whsec_.{44}$/) })
    const place = `/v1/webhooks/${made.json().endpointId}`
    const list = await app.inject({ method: 'GET', url: '/v1/webhooks', ...as('owner') })
    expect(list.body).not.toContain('whsec_')
    const tested = await app.inject({ method: 'POST', url: `${place}/test`, ...as('owner') })
    expect(tested.json()).toMatchObject({ kind: 'webhook.test', state: 'sent', status: 200, dueAt: null })
    const again = await app.inject({
      method: 'POST',
      url: `${place}/deliveries/${tested.json().messageId}/send`,
      ...as('owner'),
    })
    expect(again.json()).toMatchObject({ attempts: 2, tried: [{ number: 2, answer: 'thanks' }, { number: 1 }] })
    const failed = await app.inject({ method: 'GET', url: `${place}/deliveries?state=failed`, ...as('owner') })
    expect(failed.json()).toEqual({ items: [], nextCursor: null })
    const removed = await app.inject({ method: 'DELETE', url: place, ...as('owner') })
    expect(removed.statusCode).toBe(204)
    expect((await app.inject({ method: 'GET', url: place, ...as('owner') })).statusCode).toBe(404)
  })

  test.each([
    [{ kinds: ['member.enroled'] }, 'webhook.kinds-unknown'],
    [{ kinds: [] }, 'webhook.kinds-unknown'],
    [{ description: '   ' }, 'webhook.description-invalid'],
    [{ url: 'ftp://example.com/' }, 'webhook.url-invalid'],
    [{ url: 'https://lin:secret@example.com/' }, 'webhook.url-invalid'],
    [{ url: 'nonsense' }, 'webhook.url-invalid'],
    [{ url: 'http://10.0.0.1/' }, 'webhook.address-refused'],
    [{ url: 'https://[fd00::1]/' }, 'webhook.address-refused'],
  ])('%o is refused as %s', async (wrong, code) => {
    const payload = { url: url('/'), description: 'CRM', kinds: null, ...wrong }
    const answer = await app.inject({ method: 'POST', url: '/v1/webhooks', payload, ...as('owner') })
    expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status: 422, code })
  })

  test('there are no more than twenty', async () => {
    while ((await integrations.endpoints()).length < 20) await webhook()
    expect(await refusalOf(webhook())).toBe('webhook.at-most')
  })
})

test('what is older than 30 days is forgotten, what waits is kept', async () => {
  const [count] = await rows(
    db,
    sql<{ waiting: number }>`select count(*) as waiting from webhook_deliveries where state = 'waiting'`,
  )
  pass(31 * DAY)
  await integrations.forgetOld()
  const left = await rows(db, sql<{ state: string }>`select state from webhook_deliveries`)
  expect(left.length).toBe(count?.waiting)
  expect(received.length).toBeGreaterThan(50)
  expect(errors).toEqual([])
})
