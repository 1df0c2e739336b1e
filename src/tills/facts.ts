/** What this room announces. Data holds ids and figures, never the name of a person. */
import type { Instant } from '../base/time.ts'
import { type Fact, nobody } from '../platform/facts.ts'
import type { Ids } from '../platform/ids.ts'
import type { TillId } from './till.ts'

export type TillFact =
  | { kind: 'till.registered'; data: { tillId: TillId; place: number; channel: string; store: string | null } }
  | { kind: 'till.changed'; data: { tillId: TillId; store: string | null; aloneMinor: number } }
  | { kind: 'till.revoked'; data: { tillId: TillId } }
  | { kind: 'till.readmitted'; data: { tillId: TillId } }
  | {
      kind: 'till.return-refused'
      data: { tillId: TillId; sequence: number; number: string; returns: string; code: string }
    }
  | { kind: 'till.order-refused'; data: { tillId: TillId; sequence: number; number: string; code: string } }

export function tillFact(happened: TillFact, { at, ids, by }: { at: Instant; ids: Ids; by: string }): Fact {
  return {
    ...{ factId: ids.next<'fact'>(), memberId: nobody, kind: happened.kind, at, recordedAt: at },
    data: { ...happened.data, by },
  }
}
