/** Webhooks: made, changed, renewed, switched off and on; what was delivered, and sending it again. */
import { record } from '../audit/record.ts'
import { difference } from '../audit/row.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { asInstant, instantText } from '../base/time.ts'
import { announce, newestPosition } from '../platform/facts.ts'
import { type Tx, transaction } from '../platform/postgres/database.ts'
import { type Delivering, type DeliveringParts, delivering, secretName } from './delivering.ts'
import * as deliveries from './deliverystore.ts'
import { deliveryUnknown, webhookAddressRefused, webhooksAtMost, webhookUnknown } from './errors.ts'
import { type WebhookFact, webhookFact } from './facts.ts'
import {
  checkedDescription,
  checkedKinds,
  checkedUrl,
  ENDPOINTS_AT_MOST,
  KEPT_MILLISECONDS,
  OVERLAP_MILLISECONDS,
  secretText,
  TEST_KIND,
  testMessage,
} from './rules.ts'
import * as store from './store.ts'

export type { Attempt, Delivery, MessageId } from './deliverystore.ts'
export type { EndpointId } from './store.ts'

export type Endpoint = store.Endpoint & { readonly waiting: number; readonly failed: number }
export type Wish = { readonly url: string; readonly description: string; readonly kinds: readonly string[] | null }
export type DeliveryShown = deliveries.DeliveryWithBody & { readonly tried: readonly deliveries.Attempt[] }

export type IntegrationsService = Pick<Delivering, 'wake' | 'settled' | 'start'> & {
  /** All of them, in the order in which they were made. */
  endpoints(): Promise<Endpoint[]>
  /** @throws Refused webhookUnknown */
  endpoint(endpointId: store.EndpointId): Promise<Endpoint>
  /**
   * Told of facts from now on. The secret is in the answer and nowhere else.
   * @throws Refused webhookUrlInvalid, webhookAddressRefused, webhookDescriptionInvalid, webhookKindsUnknown, webhooksAtMost
   */
  create(wish: Wish): Promise<Endpoint & { readonly secret: string }>
  change(endpointId: store.EndpointId, wish: Partial<Wish>): Promise<Endpoint>
  /** A new secret, in the answer and nowhere else; for a day both sign. */
  rotate(endpointId: store.EndpointId): Promise<Endpoint & { readonly secret: string }>
  turnOff(endpointId: store.EndpointId): Promise<Endpoint>
  /** `now` leaves out what happened meanwhile and gives up what waits. */
  turnOn(endpointId: store.EndpointId, from: 'now' | 'where-it-stopped'): Promise<Endpoint>
  remove(endpointId: store.EndpointId): Promise<void>
  /** Sends a message that says nothing, once, also when it is off. @returns what came of it */
  test(endpointId: store.EndpointId): Promise<DeliveryShown>
  /** Newest first. @throws Refused webhookUnknown */
  deliveries(endpointId: store.EndpointId, filter: deliveries.DeliveryFilter): Promise<deliveries.Delivery[]>
  /** @throws Refused deliveryUnknown */
  delivery(place: Pick<deliveries.Delivery, 'endpointId' | 'messageId'>): Promise<DeliveryShown>
  /** Now, whatever became of it before. @returns what came of it @throws Refused deliveryUnknown */
  sendAgain(place: Pick<deliveries.Delivery, 'endpointId' | 'messageId'>): Promise<DeliveryShown>
  /** Everything that was given up waits again. @returns how many */
  sendFailed(endpointId: store.EndpointId): Promise<number>
  /** Removes what was delivered or given up more than 30 days ago. */
  forgetOld(): Promise<void>
}

const FORGOTTEN_AT_ONCE = 5_000

export function integrationsService(parts: DeliveringParts): IntegrationsService {
  const { db, clock, ids, secrets, outgoing } = parts
  const out = delivering(parts)

  async function endpoints(): Promise<Endpoint[]> {
    const [all, counted] = await Promise.all([store.endpoints(db), store.counts(db)])
    const of = new Map(counted.map((each) => [each.endpointId, each]))
    return all.map((one) => {
      const { waiting = 0, failed = 0 } = of.get(one.endpointId) ?? {}
      return { ...one, waiting, failed }
    })
  }

  async function endpoint(endpointId: store.EndpointId): Promise<Endpoint> {
    const found = (await endpoints()).find((each) => each.endpointId === endpointId)
    if (found === undefined) throw new Refused(webhookUnknown({}))
    return found
  }

  async function reachable(url: string): Promise<string> {
    const checked = accepted(checkedUrl(url))
    if (await outgoing.refuses(checked)) throw new Refused(webhookAddressRefused({ host: new URL(checked).host }))
    return checked
  }

  /** One transaction with the endpoint locked; what `work` says happened is announced, and told with what differs. */
  async function changing(
    endpointId: store.EndpointId,
    work: (tx: Tx, found: store.Endpoint) => Promise<WebhookFact | undefined>,
  ): Promise<Endpoint> {
    await transaction(db, async (tx) => {
      const at = clock.now()
      const found = await store.lockEndpoint(tx, endpointId)
      if (found === undefined) throw new Refused(webhookUnknown({}))
      const happened = await work(tx, found)
      if (happened === undefined) return record(tx, undefined, { at, ids })
      await announce(tx, [webhookFact(happened, { at, ids })])
      const after = await store.endpointById(tx, endpointId)
      const differs = after === undefined ? { before: told(found) } : difference(told(found), told(after))
      await record(tx, { on: { kind: 'webhook', id: endpointId }, ...differs }, { at, ids })
    })
    return endpoint(endpointId)
  }

  async function delivery(place: Pick<deliveries.Delivery, 'endpointId' | 'messageId'>): Promise<DeliveryShown> {
    const [found, tried] = await Promise.all([deliveries.deliveryById(db, place), deliveries.attemptsOf(db, place)])
    if (found === undefined) throw new Refused(deliveryUnknown({}))
    return { ...found, tried }
  }

  async function newSecret(): Promise<{ secretId: store.SecretId; secret: string }> {
    const secretId = ids.next<'secret'>()
    return { secretId, secret: secretText(await secrets.of(secretName(secretId))) }
  }

  return {
    ...{ wake: out.wake, settled: out.settled, start: out.start, endpoints, endpoint, delivery },
    async create(wish) {
      const url = await reachable(wish.url)
      const description = accepted(checkedDescription(wish.description))
      const kinds = accepted(checkedKinds(wish.kinds))
      const { secretId, secret } = await newSecret()
      const at = clock.now()
      const made: store.Endpoint = {
        ...{ endpointId: ids.next<'endpoint'>(), url, description, kinds, secretId, madeAt: at, enabled: true },
        ...{ offWhy: null, offSince: null, previousSecretId: null, previousUntil: null },
        ...{ lastSuccessAt: null, failingSince: null, position: await newestPosition(db) },
      }
      const { endpointId } = made
      await transaction(db, async (tx) => {
        if ((await store.countEndpoints(tx)) >= ENDPOINTS_AT_MOST)
          throw new Refused(webhooksAtMost({ most: ENDPOINTS_AT_MOST }))
        await store.addEndpoint(tx, made)
        await announce(tx, [webhookFact({ kind: 'webhook.created', data: { endpointId } }, { at, ids })])
        await record(tx, { on: { kind: 'webhook', id: endpointId }, after: told(made) }, { at, ids })
      })
      return { ...made, waiting: 0, failed: 0, secret }
    },
    async change(endpointId, wish) {
      const url = wish.url === undefined ? undefined : await reachable(wish.url)
      const description = wish.description === undefined ? undefined : accepted(checkedDescription(wish.description))
      const kinds = wish.kinds === undefined ? undefined : accepted(checkedKinds(wish.kinds))
      return changing(endpointId, async (tx, found) => {
        const next = {
          endpointId,
          url: url ?? found.url,
          description: description ?? found.description,
          kinds: kinds === undefined ? found.kinds : kinds,
        }
        const same = next.url === found.url && next.description === found.description
        if (same && JSON.stringify(next.kinds) === JSON.stringify(found.kinds)) return undefined
        await store.changeEndpoint(tx, next)
        return { kind: 'webhook.changed', data: { endpointId } }
      })
    },
    async rotate(endpointId) {
      await endpoint(endpointId)
      const { secretId, secret } = await newSecret()
      const renewed = await changing(endpointId, async (tx, { previousSecretId }) => {
        const previousUntil = asInstant(clock.now() + OVERLAP_MILLISECONDS)
        await store.renewSecret(tx, endpointId, { secretId, previousUntil })
        // Of three secrets the oldest signs no more.
        if (previousSecretId !== null) await secrets.forget(tx, secretName(previousSecretId))
        return { kind: 'webhook.rotated', data: { endpointId, previousUntil: instantText(previousUntil) } }
      })
      return { ...renewed, secret }
    },
    turnOff: (endpointId) =>
      changing(endpointId, async (tx) => {
        const off = await store.turnOff(tx, endpointId, { why: 'by-hand', at: clock.now() })
        return off ? { kind: 'webhook.turned-off', data: { endpointId, why: 'by-hand' } } : undefined
      }),
    async turnOn(endpointId, from) {
      const newest = await newestPosition(db)
      const on = await changing(endpointId, async (tx, { enabled, position }) => {
        if (enabled) return undefined
        if (from === 'now') await deliveries.giveUpWaiting(tx, endpointId, 'left-out')
        else await deliveries.wakeWaiting(tx, endpointId, clock.now())
        await store.turnOn(tx, endpointId, from === 'now' ? Math.max(newest, position) : null)
        return { kind: 'webhook.turned-on', data: { endpointId, from } }
      })
      return on
    },
    async remove(endpointId) {
      await transaction(db, async (tx) => {
        const at = clock.now()
        const found = await store.lockEndpoint(tx, endpointId)
        if (found === undefined) throw new Refused(webhookUnknown({}))
        await store.removeEndpoint(tx, endpointId)
        for (const each of [found.secretId, found.previousSecretId])
          if (each !== null) await secrets.forget(tx, secretName(each))
        await announce(tx, [webhookFact({ kind: 'webhook.removed', data: { endpointId } }, { at, ids })])
        await record(tx, { on: { kind: 'webhook', id: endpointId }, before: told(found) }, { at, ids })
      })
    },
    async test(endpointId) {
      await endpoint(endpointId)
      const at = clock.now()
      const messageId = ids.next<'message'>()
      const body = testMessage(endpointId, at)
      await deliveries.addDeliveries(db, endpointId, {
        at,
        each: [{ messageId, kind: TEST_KIND, memberId: null, body }],
      })
      await out.sendAgain({ endpointId, messageId })
      return delivery({ endpointId, messageId })
    },
    async deliveries(endpointId, filter) {
      await endpoint(endpointId)
      return deliveries.deliveriesOf(db, endpointId, filter)
    },
    async sendAgain(place) {
      if ((await out.sendAgain(place)) === undefined) throw new Refused(deliveryUnknown({}))
      return delivery(place)
    },
    async sendFailed(endpointId) {
      await endpoint(endpointId)
      return deliveries.retryFailed(db, endpointId, { at: clock.now(), except: TEST_KIND })
    },
    async forgetOld() {
      const before = asInstant(clock.now() - KEPT_MILLISECONDS)
      while ((await deliveries.forgetOlder(db, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
    },
  }
}

/** What the trail may know: an address can hold a password of the receiver, so only where it leads. */
function told({ url, description, kinds, enabled, previousUntil }: store.Endpoint) {
  const until = previousUntil === null ? null : instantText(previousUntil)
  return { host: new URL(url).host, description, kinds: kinds ?? 'all', enabled, previousUntil: until }
}
