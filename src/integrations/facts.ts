/** What this room announces. Data holds ids only, never an address or any part of a secret. */
import type { Id } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Fact, nobody } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'

export type WebhookFact =
  | { kind: 'webhook.created'; data: { endpointId: Id<'endpoint'> } }
  | { kind: 'webhook.changed'; data: { endpointId: Id<'endpoint'> } }
  | { kind: 'webhook.rotated'; data: { endpointId: Id<'endpoint'>; previousUntil: string } }
  | { kind: 'webhook.turned-on'; data: { endpointId: Id<'endpoint'>; from: 'now' | 'where-it-stopped' } }
  | { kind: 'webhook.turned-off'; data: { endpointId: Id<'endpoint'>; why: 'by-hand' | 'gone' | 'failing' } }
  | { kind: 'webhook.removed'; data: { endpointId: Id<'endpoint'> } }

export function webhookFact(happened: WebhookFact, { at, ids }: { at: Instant; ids: Ids }): Fact {
  return {
    ...{ factId: ids.next<'fact'>(), memberId: nobody, kind: happened.kind, at, recordedAt: at },
    data: happened.data,
  }
}
