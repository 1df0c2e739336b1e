/** Text from outside: what is accepted, how it is compared, and what must never be kept. */

/**
 * C0 and C1 controls, and the characters that turn the direction of everything after them (U+202A–E, U+2066–9), with which a
 * name can disguise what stands beside it. Right-to-left letters themselves, joiners and emoji are welcome.
 */
const unwelcome = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const unwelcomeButBreaks = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u

/**
 * Trimmed and in NFC, or undefined when it is empty, longer than `atMost` UTF-16 units, has lone surrogates, controls
 * (U+0000 among them) or direction overrides. Line breaks are accepted only with `lines`.
 */
export function cleanText(text: string, atMost: number, lines: 'one line' | 'lines' = 'one line'): string | undefined {
  if (text.length > atMost * 2 || !text.isWellFormed()) return undefined
  const clean = text.normalize('NFC').trim()
  const refused = lines === 'lines' ? unwelcomeButBreaks : unwelcome
  return clean.length === 0 || clean.length > atMost || refused.test(clean) ? undefined : clean
}

/** Lower case without marks, widths and compatibility forms: `Ｚoë` and `zoe` are equal, `ß` is `ss`. For comparing, never for showing. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
}

const digitRun = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g

/** True when the text holds a run of 13 to 19 digits (spaces and hyphens between them allowed) that a payment card could bear. */
export function holdsPaymentCard(text: string): boolean {
  for (const [run] of text.normalize('NFKC').matchAll(digitRun)) {
    const digits = run.replace(/\D/g, '')
    if (/^[2-6]/.test(digits) && isLuhn(digits)) return true
  }
  return false
}

/** The check of ISO/IEC 7812-1 annex B. */
export function isLuhn(digits: string): boolean {
  let total = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48
    const doubled = digit * 2
    total += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return total % 10 === 0
}

const thousands = new Intl.NumberFormat('en')

/** A whole number for a person, in groups of three: `12,345`. English and Chinese write it alike. */
export function grouped(value: number): string {
  return thousands.format(value)
}
