/**
 * Named points that tests of reliability hook into, to end the process or Postgres exactly there (tests/torture).
 * Without a hook a point is one comparison; nothing in production sets one, and no setting of an operator can.
 */
export const failpoints = ['desk.before-load', 'desk.after-load', 'desk.before-write', 'desk.after-commit'] as const

/** Met only by what the load of the torture does not do. */
export const rareFailpoints = [
  'transfer.sent',
  'merge.carried',
  'till.claimed',
  'till.confirmed',
  'gifts.given',
] as const

export type Failpoint = (typeof failpoints)[number] | (typeof rareFailpoints)[number]

let hook: ((point: Failpoint) => void) | undefined

export function failpoint(point: Failpoint): void {
  if (hook !== undefined) hook(point)
}

/** Called at each point from now on. */
export function onFailpoint(listener: (point: Failpoint) => void): void {
  hook = listener
}
