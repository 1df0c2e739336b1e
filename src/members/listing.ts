/** What a request asks of the list of members, or of the file that it is exported to. */
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { type Instant, parseInstant } from '../base/time.ts'
import { valueInvalid } from './errors.ts'
import { conditionNotJson } from './filters/errors.ts'
import { askerOf, filterIdOf } from './filters/routes.ts'
import type { MemberQuery } from './reading.ts'
import type { listQuery } from './schemas.ts'
import type { MembersService } from './service.ts'

type Asked = Static<typeof listQuery>

/** @throws Refused valueInvalid, conditionNotJson, filterUnknown */
export async function queryOf(
  request: FastifyRequest,
  { joinedFrom, joinedTo, losingUntil, condition, filterId, ...query }: Asked,
  { filters }: Pick<MembersService, 'filters'>,
): Promise<MemberQuery> {
  const narrowing = {
    condition: condition === undefined ? undefined : parsed(condition),
    filterId: filterId === undefined ? undefined : filterIdOf(filterId),
  }
  return {
    ...query,
    joinedFrom: instantOf('joinedFrom', joinedFrom),
    joinedTo: instantOf('joinedTo', joinedTo),
    losingUntil: instantOf('losingUntil', losingUntil),
    condition: await filters.narrowing(narrowing, askerOf(request)),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(conditionNotJson({}))
  }
}

export function instantOf(field: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(valueInvalid({ field, expected: 'RFC 3339, such as 2026-03-01T08:00:00Z' }))
  return at
}
