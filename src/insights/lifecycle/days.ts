const FIRST = Temporal.PlainDate.from('1970-01-01')

const written = new Map<number, string>()

/** A day by its number from 1970-01-01 on as `2026-03-01`. Each is written once: a million people share a few thousand days. */
export function dateText(day: number): string {
  const known = written.get(day)
  if (known !== undefined) return known
  const text = FIRST.add({ days: day }).toString()
  written.set(day, text)
  return text
}
