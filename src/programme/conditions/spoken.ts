/** What a condition of the programme may speak about: of an order, or of a line of it; as a version or a draft has it. */
import { Type } from 'typebox'
import { lineVocabulary, type Vocabulary } from '../../base/conditions/index.ts'
import type { TimeZone } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { idSchema } from '../../platform/http/schemas.ts'
import type { Definition } from '../definition.ts'
import { draftIdOf } from '../drafts/ids.ts'
import type { DraftsService } from '../drafts/service.ts'
import { type Purchase, type PurchaseLine, purchaseVocabulary } from '../purchase.ts'
import type { ProgrammeService } from '../service.ts'

export type SpokenParts = {
  readonly clock: Clock
  readonly programme: ProgrammeService
  readonly drafts: Pick<DraftsService, 'get'>
}

/** What a condition is about, as a request says it. */
export const about = {
  for: Type.Enum(['order', 'line'], {
    description: 'order: `when` of a rule or an offer; line: `lines`, which chooses among the lines of an order',
  }),
  draftId: Type.Optional(idSchema('The ladders of this draft are known, instead of those of the version in force')),
}

export type Spoken = {
  readonly order: Vocabulary<Purchase, PurchaseLine>
  readonly line: Vocabulary<PurchaseLine>
  /** Of the version in force, in which days begin. */
  readonly timeZone: TimeZone
}

/** @throws Refused draftUnknown */
export async function spokenIn(
  draftId: string | undefined,
  { clock, programme, drafts }: SpokenParts,
): Promise<Spoken> {
  const { timeZone, definition } = programme.at(clock.now())
  const { ladders }: Definition = draftId === undefined ? definition : (await drafts.get(draftIdOf(draftId))).definition
  const order = purchaseVocabulary(ladders.map(({ code }) => code))
  return { order, line: lineVocabulary(order), timeZone }
}
