import { Type } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { instantText, parseInstant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import { ApprovalSchema } from './agreement.ts'
import { DEFINITION_BYTES, type Definition, DefinitionRef } from './definition.ts'
import { invalidProgramme } from './errors.ts'
import { LotsPolicySchema } from './lots.ts'
import { namesOf, type People } from './people.ts'
import type { ProgrammeService } from './service.ts'
import { shareDefinition } from './sharing.ts'
import type { StoredVersion } from './store.ts'
import { inWords } from './words.ts'

type Parts = { readonly programme: ProgrammeService; readonly clock: Clock; readonly staff: People }

const strict = { additionalProperties: false } as const
const sentence = { code: Type.String(), name: Type.String(), sentence: Type.String() }
const Sentence = Type.Object(sentence)
const Sentences = Type.Object({
  name: Type.String(),
  basics: Type.String(),
  wallets: Type.Array(Sentence),
  earningRules: Type.Array(Sentence),
  ladders: Type.Array(Type.Object({ ...sentence, tiers: Type.Array(Sentence) })),
  offerGroups: Type.Array(Sentence),
  offers: Type.Array(Type.Object({ ...Sentence.properties, group: Type.String() })),
  couponIssues: Type.Array(Sentence),
  benefits: Type.Array(Sentence),
})
const version = {
  version: Type.Integer(),
  effectiveAt: Type.String({ format: 'date-time' }),
  publishedAt: Type.String({ format: 'date-time' }),
  publishedBy: Type.String(),
  note: Type.String(),
  lots: LotsPolicySchema,
  approval: ApprovalSchema,
}
export const programmeView = Type.Object({
  ...version,
  definition: DefinitionRef,
  words: Type.Object({ en: Sentences, 'zh-CN': Sentences }),
})
const versionList = Type.Object({
  items: Type.Array(Type.Object({ ...version, publishedByName: Type.String(), current: Type.Boolean() })),
  approvalsNeeded: Type.Integer({ description: 'So many others have to approve what is published now' }),
})
const draftBody = Type.Object(
  {
    definition: DefinitionRef,
    effectiveAt: Type.Optional(Type.String({ format: 'date-time', description: 'Now when absent' })),
    note: Type.String({ minLength: 1, maxLength: 300 }),
    lots: Type.Optional(LotsPolicySchema),
  },
  strict,
)

function headOf({ version, effectiveAt, publishedAt, publishedBy, note, lots, approval }: StoredVersion) {
  const [effective, published] = [instantText(effectiveAt), instantText(publishedAt)]
  return { version, effectiveAt: effective, publishedAt: published, publishedBy, note, lots, approval }
}

export function shown(stored: StoredVersion) {
  const { definition } = stored
  return {
    ...headOf(stored),
    definition,
    words: inBothLanguages(definition),
  }
}

export function inBothLanguages(definition: Definition) {
  return { en: mutable(inWords(definition, 'en')), 'zh-CN': mutable(inWords(definition, 'zh-CN')) }
}

function mutable(words: ReturnType<typeof inWords>) {
  const { wallets, earningRules, ladders, offerGroups, offers, couponIssues, benefits } = words
  return {
    ...words,
    wallets: [...wallets],
    earningRules: [...earningRules],
    ladders: ladders.map((ladder) => ({ ...ladder, tiers: [...ladder.tiers] })),
    offerGroups: [...offerGroups],
    offers: [...offers],
    couponIssues: [...couponIssues],
    benefits: [...benefits],
  }
}

export function programmeRoutes(app: App, { programme, clock, staff }: Parts): void {
  shareDefinition(app)
  const find = (number: number) => {
    const { version } = programme.version(number)
    const stored = programme.versions().find((each) => each.version === version)
    if (stored === undefined) throw new Error(`version ${number} is compiled but not stored`)
    return stored
  }
  app.get(
    '/v1/programme',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'getProgramme',
        tags: ['programme'],
        summary: 'The version in force now, as data and in words',
        response: { 200: programmeView, ...refusals(401, 403) },
      },
    },
    async () => shown(find(programme.at(clock.now()).version)),
  )
  app.get(
    '/v1/programme/versions',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'listProgrammeVersions',
        tags: ['programme'],
        summary: 'All versions, newest first',
        response: { 200: versionList, ...refusals(401, 403) },
      },
    },
    async () => {
      const current = programme.at(clock.now()).version
      const versions = programme.versions()
      const name = await namesOf(
        staff,
        versions.map(({ publishedBy }) => publishedBy),
      )
      return {
        items: versions.map((stored) => ({
          ...headOf(stored),
          ...{ publishedByName: name(stored.publishedBy), current: stored.version === current },
        })),
        approvalsNeeded: programme.approvalsNeeded(clock.now()),
      }
    },
  )
  app.get(
    '/v1/programme/versions/:version',
    {
      config: { right: 'programme.read' },
      schema: {
        operationId: 'getProgrammeVersion',
        tags: ['programme'],
        summary: 'One version, as data and in words',
        params: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
        response: { 200: programmeView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => shown(find(request.params.version)),
  )
  app.post(
    '/v1/programme/versions',
    {
      bodyLimit: DEFINITION_BYTES,
      config: { right: 'programme.publish' },
      schema: {
        operationId: 'publishProgramme',
        tags: ['programme'],
        summary: 'Publish a version; it decides orders from its instant on',
        body: draftBody,
        response: { 201: programmeView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { definition, note, effectiveAt, lots = 'keep' } = request.body
      const from = effectiveAt === undefined ? null : parseInstant(effectiveAt)
      if (from === undefined)
        throw new Refused(invalidProgramme({ where: 'effectiveAt', problem: 'not an RFC 3339 instant' }))
      return reply
        .status(201)
        .send(shown(await programme.publish({ definition, effectiveAt: from, note, lots, by: callerOf(request).id })))
    },
  )
}
