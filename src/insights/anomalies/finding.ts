/** Looks through all kinds for what is unusual, and keeps what is new for review. */

import { asInstant, dateOf, type Instant, instantText, midnight } from '../../base/time.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import type { Workshop } from '../workshop.ts'
import { dropped, type Finding, type Kind, unusual } from './judging.ts'
import {
  candidates,
  daysOf,
  kindOf,
  largest,
  type Measure,
  measures,
  type Question,
  type SubjectKind,
  subjects,
  type Tables,
} from './series.ts'
import { type Evidence, keepNew, type NewAnomaly } from './store.ts'

export type Looked = {
  readonly subject: SubjectKind
  readonly measure: Measure
  readonly days: number
  /** How many were looked at, and how many of them were found. */
  readonly tests: number
  readonly found: number
}

const DAY = 86_400_000
/** Of what a finding is made of. */
const SHOWN = 5
/** More than somebody could look at in a week say that something else is wrong. */
export const FOUND_AT_MOST = 50

type Asked = Pick<Question, 'subject' | 'measure'>

const questions: readonly Asked[] = [
  ...subjects.flatMap((subject) =>
    measures.filter((measure) => measure !== 'visits').map((measure) => ({ subject, measure })),
  ),
  { subject: 'member', measure: 'visits' },
]

type Parts = Pick<Workshop, 'copy' | 'now' | 'zone'> & {
  readonly db: Database
  readonly ids: Ids
  readonly tables: Tables
  /** The wallets whose points can be spent. */ readonly wallets: readonly string[]
}

/** The last midnight: what is complete. */
export function lastMidnight({ now, zone }: Pick<Parts, 'now' | 'zone'>): Instant {
  return midnight(dateOf(now, zone), zone)
}

/** @returns what was looked at; what is new of what was found is kept */
export async function look(parts: Parts): Promise<Looked[]> {
  const { copy, tables, wallets, db } = parts
  const asOf = lastMidnight(parts)
  const looked: Looked[] = []
  for (const asked of questions) {
    const question: Question = { ...asked, tables, asOf, wallets }
    const kind = await kindOf(copy, question)
    const judge = asked.measure === 'visits' ? dropped : unusual
    const found = kind.tests === 0 ? [] : judge(await candidates(copy, question, kind), kind)
    looked.push({ ...asked, days: daysOf(question), tests: kind.tests, found: found.length })
    const kept: NewAnomaly[] = []
    for (const finding of found.slice(0, FOUND_AT_MOST)) kept.push(await anomalyOf(parts, question, { finding, kind }))
    if (kept.length > 0) await transaction(db, (tx) => keepNew(tx, kept))
  }
  return looked
}

async function anomalyOf(
  { copy, ids, now }: Parts,
  question: Question,
  { finding, kind }: { finding: Finding; kind: Kind },
): Promise<NewAnomaly> {
  const { subject, because, series } = finding
  const days = daysOf(question)
  const made = await largest(copy, question, subject, SHOWN)
  const of = new Map(series.periods.map((each) => [each.period, each]))
  const evidence: Evidence = {
    ...{ count: finding.count, total: finding.total, usualCount: finding.usualCount, usualTotal: finding.usualTotal },
    ...{ chance: finding.chance, corrected: finding.corrected, tests: kind.tests, days },
    periods: Array.from({ length: series.age + 1 }, (_, period) => {
      return { count: of.get(period)?.count ?? 0, total: of.get(period)?.total ?? 0 }
    }),
    largest: made.map(({ memberId, atMs, amount }) => ({ memberId, at: instantText(asInstant(atMs)), amount })),
  }
  return {
    ...{ anomalyId: ids.next<'anomaly'>(), subjectKind: question.subject, subjectId: subject },
    ...{ measure: question.measure, because, evidence, foundAt: now },
    ...{ startsAt: asInstant(question.asOf - days * DAY), endsAt: question.asOf },
  }
}
