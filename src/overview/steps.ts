/** The steps of a company's first day, in the order in which they are best taken. Pure. */
import type { Right } from '../platform/http/rights.ts'
import type { ListedRole } from '../staff/roles/service.ts'

/** Each step with the rights of which one is enough to take it; a second sign-in step is an owner's own affair. */
const steps = [
  { step: 'programme', rights: ['programme.publish'] },
  { step: 'stores', rights: ['catalogue.write'] },
  { step: 'staff', rights: ['staff.manage'] },
  { step: 'connection', rights: ['tills.manage', 'keys.manage'] },
  { step: 'texts', rights: ['consents.write'] },
  { step: 'history', rights: ['imports.run'] },
  { step: 'member', rights: ['members.write'] },
  { step: 'order', rights: ['orders.write'] },
  { step: 'security', rights: 'owner' },
] as const satisfies readonly { readonly step: string; readonly rights: readonly Right[] | 'owner' }[]

export type Step = (typeof steps)[number]['step']
export const stepNames: readonly Step[] = steps.map(({ step }) => step)

/** What of each step is there. */
export type Done = Readonly<Record<Step, boolean>>

type Who = Pick<ListedRole, 'role' | 'words'>
export type GuidedStep = { readonly step: Step; readonly done: boolean; readonly roles: readonly Who[] }

/**
 * Each step, whether it is done, and the roles that can do it and that somebody has. Whether an owner signs in with a password
 * alone is said only to who may look after staff.
 */
export function guidedSteps(done: Done, roles: readonly ListedRole[], caller: ReadonlySet<Right>): GuidedStep[] {
  const held = roles.filter(({ staff }) => staff > 0)
  return steps
    .filter(({ step }) => step !== 'security' || caller.has('staff.manage'))
    .map(({ step, rights }) => ({
      step,
      done: done[step],
      roles: held
        .filter((one) =>
          rights === 'owner' ? one.role === 'owner' : rights.some((right) => one.rights.includes(right)),
        )
        .map(({ role, words }) => ({ role, words })),
    }))
}
