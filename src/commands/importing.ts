/** What the import command shows: a line of progress, a preview, and what came of it. */
import type { WriteStream } from 'node:tty'
import { decimals, isCurrency } from '../base/money.ts'
import { say } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import type { Preview } from '../imports/preview.ts'
import type { Progress } from '../imports/run.ts'
import { lineClasses, type Summary } from '../imports/summary.ts'

const numbers = new Intl.NumberFormat('en')
const phases = {
  reading: 'Reading lines',
  members: 'Members',
  orders: 'Orders',
  closing: 'Closing',
  done: 'Done',
} as const
const units = { reading: 'lines', members: 'members', orders: 'orders', closing: '', done: 'lines' } as const

const BAR = 24
/** A terminal is redrawn at most this often; a log gets a line this rarely. */
const REDRAW_MILLISECONDS = { terminal: 100, log: 5_000 } as const

/** A bar that moves on a terminal, and a line now and then where the output is kept. */
export function progressLine(out: WriteStream): { progress: (now: Progress) => void; end: () => void } {
  const terminal = out.isTTY === true
  let phase: Progress['phase'] | undefined
  let since = 0
  let from = 0
  let startShare = 0
  let shown = 0
  return {
    progress(now) {
      const time = performance.now()
      if (now.phase !== phase) {
        if (terminal && phase !== undefined) out.write('\n')
        ;[phase, since, from, startShare, shown] = [now.phase, time, now.done, now.share, 0]
      }
      if (time - shown < REDRAW_MILLISECONDS[terminal ? 'terminal' : 'log'] && now.share < 1) return
      shown = time
      const seconds = (time - since) / 1000
      const text = lineOf(now, { seconds, done: now.done - from, share: now.share - startShare })
      out.write(terminal ? `\r\u001b[K${text}` : `${text}\n`)
    },
    end() {
      if (terminal && phase !== undefined) out.write('\n')
    },
  }
}

function lineOf(now: Progress, { seconds, done, share }: { seconds: number; done: number; share: number }): string {
  if (now.phase === 'closing' || now.phase === 'done') return phases[now.phase]
  const full = Math.round(now.share * BAR)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
  const rate = seconds > 0.5 ? `  ${numbers.format(Math.round(done / seconds))}/s` : ''
  const left = seconds > 1 && share > 0 ? `  ${duration((seconds * (1 - now.share)) / share)} left` : ''
  const of = now.total === null ? '' : ` of ${numbers.format(now.total)}`
  return `${phases[now.phase].padEnd(13)} ${bar} ${numbers.format(now.done)}${of} ${units[now.phase]}${rate}${left}`
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function money(minor: number, currencies: readonly string[]): string {
  const [currency] = currencies
  if (currencies.length !== 1 || !isCurrency(currency)) return numbers.format(minor)
  const places = decimals(currency)
  return new Intl.NumberFormat('en', { minimumFractionDigits: places, maximumFractionDigits: places }).format(
    minor / 10 ** places,
  )
}

const classNames = {
  members: "members' orders",
  guests: "guests' orders",
  returnsMatched: 'returns with their purchase',
  returnsUnmatched: 'returns without a purchase',
  adjustments: 'fees and adjustments',
  rejected: 'rejected',
} as const

export function summaryText(summary: Summary): string {
  const { lines, revenueByClass, currencies, points, tiers, returns } = summary
  const unit = currencies.length === 1 ? currencies[0] : 'minor units'
  const rows = lineClasses.map((name) => [
    classNames[name],
    numbers.format(lines[name]),
    money(revenueByClass[name], currencies),
  ])
  rows.push(['all lines', numbers.format(lines.total), money(summary.revenueMinor, currencies)])
  const partly = returns.linesPartlyMatched
  return [
    table([['', 'lines', unit ?? ''], ...rows]),
    `Orders: ${numbers.format(summary.memberOrders)} of ${numbers.format(summary.members)} members, ${numbers.format(summary.guestOrders)} of guests.`,
    `Returned pieces: ${numbers.format(returns.quantityMatched)} matched, ${numbers.format(returns.quantityUnmatched)} without a purchase (${numbers.format(partly)} lines found only a part).`,
    `Points now: ${numbers.format(points.earned)} earned, ${numbers.format(points.returned)} taken back with returns, ${numbers.format(points.outstanding)} outstanding.`,
    `Tiers now: ${Object.entries(tiers)
      .map(([tier, members]) => `${tier} ${numbers.format(members)}`)
      .join(', ')}.`,
    `Took ${summary.seconds} s.`,
    '',
  ].join('\n')
}

/** Columns as wide as they need to be; all but the first to the right. Control characters of a file never reach the terminal. */
function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, '�')))
  const widths = (clean[0] ?? []).map((_, place) => Math.max(...clean.map((row) => row[place]?.length ?? 0)))
  return clean
    .map((row) =>
      row
        .map((cell, place) => (place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

const CELL = 28

function short(text: string): string {
  return text.length > CELL ? `${text.slice(0, CELL - 1)}…` : text
}

export function previewText(preview: Preview): string {
  const { file, heading, understood } = preview
  const about = `${file.format.toUpperCase()}${file.gzip ? ', gzip' : ''}, ${file.encoding}, ${heading.length} columns`
  if (understood === undefined) {
    const guesses = preview.guesses.map(({ column, field }) => `  ${field}: ${column}`)
    const rows = preview.rows.slice(0, 5).map((row) => [String(row.line), ...row.cells.map(short)])
    return `${about}\n\n${table([['line', ...heading.map(short)], ...rows])}\n\nA mapping could begin with:\ncolumns:\n${guesses.join('\n')}\n`
  }
  const lines = understood.lines.map((line) => [
    String(line.line),
    line.number,
    line.reason === null ? line.kind : `${line.kind} (${line.reason})`,
    instantText(line.at),
    line.customer.map((one) => one.value).join(' ') || '–',
    short(line.sku),
    short(line.name ?? ''),
    String(line.quantity),
    money(line.amountMinor, [line.currency]),
    line.currency,
  ])
  const heads = ['line', 'number', 'kind', 'at', 'customer', 'sku', 'description', 'quantity', 'amount', '']
  const kinds = Object.entries(understood.kinds).map(([kind, count]) => [kind, numbers.format(count)])
  const problems = understood.problems.map(
    ({ reason, count, line, facts, words }) =>
      `  ${numbers.format(count)} × ${reason}, first in line ${line}: ${say(words, facts, 'en')}`,
  )
  return [
    about,
    '',
    table([heads, ...lines]),
    '',
    `${numbers.format(understood.looked)} lines looked at; nothing was written.`,
    table([['kind', 'lines'], ...kinds]),
    problems.length === 0 ? 'No problems.' : `Problems:\n${problems.join('\n')}`,
    '',
  ].join('\n')
}
