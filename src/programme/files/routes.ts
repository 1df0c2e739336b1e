import { type Static, Type } from 'typebox'
import type { Clock } from '../../platform/clock.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals, textOrNull } from '../../platform/http/schemas.ts'
import { DefinitionRef } from '../definition.ts'
import type { DraftsService } from '../drafts/service.ts'
import { changeSchema, changesOut, conflictSchema, conflictsOut, findingSchema } from '../review/schemas.ts'
import { sideOf } from '../review/sides.ts'
import type { ProgrammeService } from '../service.ts'
import { shareDefinition } from '../sharing.ts'

type Parts = { readonly drafts: DraftsService; readonly programme: ProgrammeService; readonly clock: Clock }

const strict = { additionalProperties: false } as const
const tags = ['programme']
const read = { right: 'programme.read' } as const

/** YAML takes far longer to read than JSON, and the server does nothing else meanwhile; larger folders are for the command line. */
const FILES_BYTES = 4 * 1024 * 1024

/** As many items as a definition has, each in a file of its own. */
const FILES_AT_MOST = 20_000
const PATH_AT_MOST = 200

const fileSchema = Type.Object(
  {
    path: Type.String({ minLength: 1, maxLength: PATH_AT_MOST, examples: ['wallets/points.yaml'] }),
    text: Type.String({ description: 'YAML' }),
  },
  strict,
)
const ofQuery = Type.Object(
  {
    of: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'The number of a version, or the id of a draft; the newest version when absent',
      }),
    ),
  },
  strict,
)
const filesSchema = Type.Object({
  version: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  draftId: textOrNull(),
  base: Type.Integer({ description: 'The version that the files are to be planned against' }),
  files: Type.Array(fileSchema),
})
const planBody = Type.Object(
  {
    files: Type.Array(fileSchema, { minItems: 1, maxItems: FILES_AT_MOST }),
    base: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'The version that the files were exported from; the newest when absent',
      }),
    ),
  },
  strict,
)
const placed = { at: Type.String({ description: 'File and line: wallets/points.yaml:4' }) }
const planSchema = Type.Object({
  problems: Type.Array(
    Type.Object({ file: Type.String(), line: Type.Integer({ minimum: 1 }), problem: Type.String() }),
    { description: 'Why the files cannot be read; nothing else is said then' },
  ),
  plan: Type.Optional(
    Type.Object({
      newest: Type.Integer(),
      base: Type.Integer(),
      publishable: Type.Boolean(),
      changes: Type.Array(changeSchema, { description: 'Of the newest version' }),
      findings: Type.Array(Type.Object({ ...findingSchema.properties, ...placed })),
      conflicts: Type.Array(Type.Object({ ...conflictSchema.properties, ...placed })),
      definition: DefinitionRef,
    }),
  ),
})

/** The programme as the files that `regulars programme export` writes. */
export function fileRoutes(app: App, parts: Parts): void {
  shareDefinition(app)
  exporting(app, parts)
  planning(app, parts)
}

function exporting(app: App, parts: Parts): void {
  app.get(
    '/v1/programme/files',
    {
      config: read,
      schema: {
        operationId: 'exportProgramme',
        tags,
        summary:
          'A version or a draft as YAML files: one for each wallet, rule, offer and ladder, and one for the rest',
        querystring: ofQuery,
        response: { 200: filesSchema, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const newest = parts.programme.versions()[0]?.version ?? 1
      const { version, draftId, definition, before } = await sideOf(request.query.of ?? String(newest), parts)
      const { filesOf } = await import('./write.ts')
      const files = [...filesOf(definition)].map(([path, text]) => ({ path, text }))
      return { version, draftId, base: version ?? before, files }
    },
  )
}

function planning(app: App, { drafts, clock }: Parts): void {
  app.post(
    '/v1/programme/files/plan',
    {
      bodyLimit: FILES_BYTES,
      config: read,
      schema: {
        operationId: 'planProgrammeFiles',
        tags,
        summary: 'What files would change if they were published, and what is wrong with them; nothing is kept',
        body: planBody,
        response: { 200: planSchema, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request): Promise<Static<typeof planSchema>> => {
      const { files, base = null } = request.body
      const texts = new Map(files.map(({ path, text }) => [path, text]))
      if (texts.size < files.length) return { problems: twiceIn(files.map(({ path }) => path)) }
      const [{ readProgramme }, { planned }] = await reading()
      const read = readProgramme(texts)
      if (read.problems !== undefined) return { problems: [...read.problems] }
      const plan = await planned(drafts, read, { base, at: clock.now() })
      return {
        problems: [],
        plan: {
          ...plan,
          changes: changesOut(plan.changes),
          findings: plan.findings.map((finding) => ({ ...finding, sentence: { ...finding.sentence } })),
          conflicts: conflictsOut(plan.conflicts, read.definition),
          definition: read.definition,
        },
      }
    },
  )
}

/** YAML is read by few; it waits for them. */
function reading() {
  return Promise.all([import('./read.ts'), import('./plan.ts')])
}

function twiceIn(paths: readonly string[]) {
  const once = new Set<string>()
  const twice = new Set(paths.filter((path) => once.size === once.add(path).size))
  return [...twice].map((file) => ({ file, line: 1, problem: 'it is there twice' }))
}
