/** Whether others have to agree before a version is published. The setting is part of the programme, so what it guards is itself, too. */
import { type Static, Type } from 'typebox'
import type { Locale } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Definition } from './definition.ts'

/** More people than this decide in a meeting. */
const APPROVALS_AT_MOST = 3

export const PublishingSchema = Type.Object(
  {
    approvals: Type.Integer({
      minimum: 1,
      maximum: APPROVALS_AT_MOST,
      description: 'So many others approve a draft before it is published; never who proposed or last changed it',
    }),
  },
  { additionalProperties: false, description: 'Without it, whoever may publish does so alone' },
)

/** How a version came about: no approval was needed, others gave it, or an operator passed without. */
export const ApprovalSchema = Type.Enum(['none', 'given', 'waived'], {
  description: 'none: no approval was needed; given: others approved it; waived: an operator passed without',
})

export type Approval = Static<typeof ApprovalSchema>

/** What a publication brings with it: how many others approved it, or that an operator answers for it alone. */
export type Agreement = number | 'waived'

type Version = { readonly effectiveAt: Instant; readonly definition: Pick<Definition, 'publishing'> }

/**
 * The most that the version in force asks for, or any that was published after it: a version that takes effect only later neither
 * lets go now of what it will let go, nor is undone before it begins without what it asks for.
 * @param versions oldest first
 */
export function approvalsNeeded(versions: readonly Version[], at: Instant): number {
  const inForce = versions.findLastIndex(({ effectiveAt }) => effectiveAt <= at)
  const asked = versions.slice(Math.max(0, inForce)).map(({ definition }) => definition.publishing?.approvals ?? 0)
  return Math.max(0, ...asked)
}

/** Empty when nobody has to agree. */
export function publishingInWords({ publishing }: Definition, locale: Locale): string {
  if (publishing === undefined) return ''
  const { approvals } = publishing
  if (locale === 'zh-CN') return `发布前须另有 ${approvals} 人批准。`
  return approvals === 1
    ? ' Another person approves before anything is published.'
    : ` ${approvals} other people approve before anything is published.`
}
