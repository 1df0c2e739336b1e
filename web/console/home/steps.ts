/** What is shown of the guided first day, and where the handbook explains each step. */
import type { Answer } from '../../ui/server.ts'

export type FirstDay = Answer<'/v1/first-day', 'get'>
export type Step = FirstDay['steps'][number]

export const chapters: Readonly<Record<Step['step'], { readonly page: string; readonly heading?: string }>> = {
  programme: { page: 'programme', heading: 'changing-it-drafts-findings-differences' },
  stores: { page: 'first-day', heading: 'stores' },
  staff: { page: 'rights', heading: 'roles' },
  connection: { page: 'cashier', heading: 'setting-a-device-up-once' },
  texts: { page: 'portal', heading: 'texts-to-agree-to' },
  history: { page: 'import' },
  member: { page: 'first-day', heading: 'members-and-orders' },
  order: { page: 'cashier', heading: 'selling' },
  security: { page: 'sign-in', heading: 'second-factors' },
}

export function doneOf({ steps }: FirstDay): number {
  return steps.filter(({ done }) => done).length
}

/** Whether somebody with this role can take it. */
export function isFor({ roles }: Step, role: string | null): boolean {
  return roles.some((one) => one.role === role)
}

type Seen = { readonly role: string | null; readonly closed: boolean; readonly asked: boolean }

/** By itself as long as there is something that this person can do and has not put away; all of it when asked for. */
export function isShown({ steps }: FirstDay, { role, closed, asked }: Seen): boolean {
  return asked || (!closed && steps.some((step) => !step.done && isFor(step, role)))
}
