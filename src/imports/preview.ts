/** A file as it would be understood, without writing anything: first lines, counts by kind, problems, and guesses of columns. */
import { accepted, type Facts, type Words } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { type ColumnGuess, guessColumns } from './guessing.ts'
import type { Mapping } from './mapping.ts'
import type { Survey } from './reading.ts'
import { openRows } from './rows.ts'
import { isUnderstood, type NotUnderstood, type Row, type UnderstoodLine, understanding } from './understanding.ts'

export type PreviewProblem = {
  readonly reason: string
  readonly count: number
  /** The first line that has it, with its facts. */
  readonly line: number
  readonly facts: Facts
  readonly words: Words
}

export type Preview = {
  readonly file: Pick<Survey, 'format' | 'encoding' | 'gzip' | 'bytes'>
  readonly heading: readonly string[]
  /** The first rows as they are in the file. */
  readonly rows: readonly Row[]
  /** What each column could be, by its heading and its cells. */
  readonly guesses: readonly ColumnGuess[]
  /** Absent without a mapping. */
  readonly understood?: {
    readonly lines: readonly UnderstoodLine[]
    readonly looked: number
    /** True when the file has more lines than were looked at. */
    readonly more: boolean
    readonly kinds: Readonly<Record<string, number>>
    readonly amountMinor: number
    readonly problems: readonly PreviewProblem[]
  }
}

const SHOWN = 20
const AHEAD_AT_MOST = 5 * 60_000

export type Look = {
  readonly file: Survey
  readonly mapping: Mapping | undefined
  /** How many to look at; all when absent. */ readonly lines: number | undefined
  readonly clock: Clock
}

/** @throws Refused fileUnreadable, columnMissing */
export async function previewOf({ file, mapping, lines = Number.POSITIVE_INFINITY, clock }: Look): Promise<Preview> {
  const { heading, batches } = await openRows(file, mapping?.file)
  const { format, encoding, gzip, bytes } = file
  const about = { file: { format, encoding, gzip, bytes }, heading }
  const first: Row[] = []
  const understand =
    mapping === undefined
      ? undefined
      : accepted(understanding(mapping, heading, asInstant(clock.now() + AHEAD_AT_MOST)))
  const tally = tallying()
  let more = false
  for await (const rows of batches) {
    for (const row of rows) {
      if (first.length < SHOWN) first.push(row)
      if (tally.looked() >= lines) more = true
      else if (understand !== undefined) tally.add(understand(row))
    }
    if (more || (understand === undefined && first.length >= SHOWN)) break
  }
  const shown = { ...about, rows: first, guesses: guessColumns(heading, first) }
  return understand === undefined ? shown : { ...shown, understood: { ...tally.result(), more } }
}

function tallying() {
  const kinds: Record<string, number> = {}
  const problems = new Map<string, PreviewProblem>()
  const lines: UnderstoodLine[] = []
  let looked = 0
  let amountMinor = 0
  return {
    looked: () => looked,
    add(line: UnderstoodLine | NotUnderstood): void {
      looked += 1
      amountMinor += line.amountMinor
      if (isUnderstood(line)) {
        if (lines.length < SHOWN) lines.push(line)
        const kind = line.reason === null ? line.kind : `${line.kind}: ${line.reason}`
        kinds[kind] = (kinds[kind] ?? 0) + 1
        return
      }
      const { refusal, facts, words } = line.refusal
      const before = problems.get(refusal)
      problems.set(
        refusal,
        before === undefined
          ? { reason: refusal, count: 1, line: line.line, facts, words }
          : { ...before, count: before.count + 1 },
      )
    },
    result: () => ({ lines, looked, kinds, amountMinor, problems: [...problems.values()] }),
  }
}
