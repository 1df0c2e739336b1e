/**
 * Who is doing what just now. It travels beside the calls (AsyncLocalStorage), because every room changes things and none of
 * them should have to hand on the caller's address (docs/decisions/0024-audit-trail.md). Work in the background is nobody's deed.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export type DoneBy = { readonly kind: 'staff' | 'key' | 'member' | 'operator'; readonly id: string | null }

export type Deed = {
  /** Undefined where the caller is known only later, as with an invitation. */
  readonly by: DoneBy | undefined
  /** The route's operation, or the command of the command line. */
  readonly operation: string
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly address: string | null
  readonly requestId: string | null
  /** Whether the trail tells of it already, or nothing was changed because it was done before. */
  told: boolean
  /** Answered: what still runs from here on is work in the background. */
  over: boolean
}

const deeds = new AsyncLocalStorage<Deed>()

export function doing<T>(deed: Deed, work: () => T): T {
  return deeds.run(deed, work)
}

/** Whatever this process does from here on is the deed of whoever may run commands on the machine. @param command as it is typed */
export function operatorDoes(command: string): void {
  const by = { kind: 'operator', id: null } as const
  deeds.enterWith({ by, operation: command, address: null, requestId: null, told: false, over: false })
}

export function currentDeed(): Deed | undefined {
  const deed = deeds.getStore()
  return deed?.over === true ? undefined : deed
}
