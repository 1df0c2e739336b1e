import type { Id } from '../../base/ids.ts'
import type { Instant } from '../../base/time.ts'
import type { Definition } from '../definition.ts'

export type DraftId = Id<'draft'>

export type Draft = {
  readonly draftId: DraftId
  readonly name: string
  /** The version that it was written against. */
  readonly base: number
  readonly definition: Definition
  readonly note: string
  readonly author: string
  readonly createdAt: Instant
  /** Counts changes from 1 on: who changes a draft says which revision he saw. */
  readonly revision: number
  readonly changedBy: string
  readonly changedAt: Instant
  /** What it became; null while it is being worked on. */
  readonly version: number | null
}

/** A draft in a list. */
export type DraftHead = Omit<Draft, 'definition'>

export const NAME_AT_MOST = 80
export const NOTE_AT_MOST = 300
