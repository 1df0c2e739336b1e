/** Figures: what was measured, in which unit, and the bar that it must reach. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** At least or at most this; null for a figure that only explains another. */
  readonly bar: { readonly least: number } | { readonly most: number } | null
  /** What a person should know beside it, e.g. the range of the repetitions. */
  readonly note?: string
}

/** The benchmark cannot be run, or what it measured does not count; the sentence says why and what to do. */
export class NoFigure extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'NoFigure'
  }
}

export function holds({ value, bar }: Figure): boolean | null {
  if (bar === null) return null
  return 'least' in bar ? value >= bar.least : value <= bar.most
}

function barText({ bar }: Figure): string {
  if (bar === null) return ''
  return 'least' in bar ? `≥ ${bar.least}` : `≤ ${bar.most}`
}

/** One object for each figure and line. */
export function asJson(figure: Figure): string {
  const { name, unit, value } = figure
  return JSON.stringify({ name, value: rounded(value), unit, bar: barText(figure) || null, holds: holds(figure) })
}

export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const held = holds(figure)
    const verdict = held === null ? '' : held ? 'holds' : 'FALLS SHORT'
    return [figure.name, String(rounded(figure.value)), figure.unit, barText(figure), verdict, figure.note ?? '']
  })
  const all = [['figure', 'value', 'unit', 'bar', '', ''], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)))
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Three figures are more than two cores can vouch for. */
function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 4 : 3))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
