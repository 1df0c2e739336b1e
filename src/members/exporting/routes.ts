/** The list of members as a file, narrowed like the list itself: personal fields masked, or in clear for who may and says so. */
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { seenInClear } from '../../audit/door.ts'
import { safeCell } from '../../base/cells.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { exportInClear, exportTooMany } from '../errors.ts'
import { queryOf } from '../listing.ts'
import { maskedLine } from '../masking.ts'
import type { MemberLine } from '../member.ts'
import { type MemberQuery, PAGE_AT_MOST } from '../reading.ts'
import { listQuery } from '../schemas.ts'
import type { MembersService } from '../service.ts'

/** All who are seen in clear are told in one row of the trail, before the first of them is sent. */
export const CLEAR_AT_MOST = 10_000

const { cursor: _cursor, limit: _limit, ...narrowing } = listQuery.properties
const exportQuery = Type.Object(
  {
    ...narrowing,
    clear: Type.Optional(
      Type.Boolean({
        description: `Personal fields as they are: needs members.unmask, gives ${CLEAR_AT_MOST} members at most, and is told in the trail with each of them`,
      }),
    ),
  },
  { additionalProperties: false },
)

type Members = Pick<MembersService, 'list' | 'filters'>

export function memberExportRoutes(app: App, { members }: { members: Members }): void {
  app.get(
    '/v1/members/export',
    {
      config: { right: 'members.read', audit: 'always' },
      schema: {
        operationId: 'exportMembers',
        tags: ['members'],
        summary: 'The members of a list as CSV, newest first, as a stream; personal fields are masked unless asked for',
        querystring: exportQuery,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const { clear, ...narrowed } = request.query
      const query = await queryOf(request, narrowed, members)
      const pages = pagesOf(members, query)
      // What is wrong with the question is refused before a file begins.
      const first = await pages.next()
      const lines = clear === true ? await inClear(request, first, pages) : masked(first, pages)
      reply.header('content-disposition', 'attachment; filename="members.csv"')
      return reply.type('text/csv; charset=utf-8').send(Readable.from(csv(lines)))
    },
  )
}

type Pages = AsyncGenerator<readonly MemberLine[], void>
type First = Awaited<ReturnType<Pages['next']>>

async function* pagesOf(members: Members, query: MemberQuery): Pages {
  let cursor: string | undefined
  do {
    const page = await members.list({ ...query, limit: PAGE_AT_MOST, cursor })
    yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

async function* masked(first: First, pages: Pages): Pages {
  for (let page = first; page.done !== true; page = await pages.next()) yield page.value.map(maskedLine)
}

/** @throws Refused exportInClear, exportTooMany */
async function inClear(request: FastifyRequest, first: First, pages: Pages): Promise<Iterable<readonly MemberLine[]>> {
  if (!callerOf(request).rights.has('members.unmask')) throw new Refused(exportInClear({}))
  const found: MemberLine[] = []
  for (let page = first; page.done !== true; page = await pages.next()) {
    found.push(...page.value)
    if (found.length > CLEAR_AT_MOST) throw new Refused(exportTooMany({ most: CLEAR_AT_MOST }))
  }
  seenInClear(
    request,
    found.map(({ memberId }) => memberId),
  )
  return [found]
}

const heading = 'number,name,phone,email,status,tiers,joined,channel,store,tags,member'

async function* csv(pages: AsyncIterable<readonly MemberLine[]> | Iterable<readonly MemberLine[]>) {
  // The mark tells Excel that it is UTF-8.
  yield `\ufeff${heading}\r\n`
  for await (const page of pages) yield page.map((line) => `${cellsOf(line).map(safeCell).join(',')}\r\n`).join('')
}

function cellsOf(line: MemberLine): string[] {
  const tiers = Object.entries(line.tiers).map(([ladder, tier]) => `${ladder}:${tier}`)
  return [
    ...[line.number, line.name ?? '', line.phone ?? '', line.email ?? '', line.status, tiers.join(' ')],
    ...[instantText(line.joinedAt), line.channel ?? '', line.store ?? '', line.tags.join(' '), line.memberId],
  ]
}
