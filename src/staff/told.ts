/** Telling the audit trail what somebody did about their own way in. The door does not know yet who that is. */
import { record } from '../audit/record.ts'
import type { Details } from '../audit/row.ts'
import type { Instant } from '../base/time.ts'
import type { Ids } from '../platform/ids.ts'
import type { Tx } from '../platform/postgres/database.ts'
import type { StaffId } from './staff.ts'

export async function toldOf(
  tx: Tx,
  staffId: StaffId,
  { at, ids, ...details }: Details & { readonly at: Instant; readonly ids: Ids },
): Promise<void> {
  const itself = { kind: 'staff', id: staffId } as const
  await record(tx, { on: itself, by: itself, ...details }, { at, ids })
}
