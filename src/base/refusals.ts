/**
 * A refusal is an answer that the caller can act on: a stable code, an HTTP status, the facts, and a sentence for a person.
 * Rules return refusals; services throw them as `Refused`. Anything else that is thrown is a bug.
 */
export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

/** What screens can be shown in. Sentences in traditional Chinese are made of the simplified ones, by the screens themselves. */
export const languages = [...locales, 'zh-TW'] as const
export type Language = (typeof languages)[number]

/** One sentence in every language that Regulars speaks. `{name}` stands for a fact of that name. */
export type Words = Readonly<Record<Locale, string>>

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

export type Refusal = {
  readonly refusal: string
  readonly status: number
  readonly facts: Facts
  readonly words: Words
}

/** Declares one kind of refusal; the result makes refusals of that kind from their facts. */
export function refusal<F extends Facts = Record<never, never>>(
  code: string,
  status: number,
  words: Words,
): (facts: F) => Refusal {
  return (facts) => ({ refusal: code, status, facts, words })
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refusal' in value
}

export class Refused extends Error {
  readonly refusal: Refusal
  constructor(why: Refusal) {
    super(why.refusal)
    this.name = 'Refused'
    this.refusal = why
  }
}

/** The value, or throws `Refused`. */
export function accepted<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Refused(outcome)
  return outcome as T
}

/** Fills `{name}` with the facts; a name without a fact stays as it is. */
export function say(words: Words, facts: Facts, locale: Locale): string {
  return words[locale].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined) return whole
    return Array.isArray(fact) ? fact.join(locale === 'en' ? ', ' : '、') : String(fact)
  })
}

/** The end of a `switch` over a union: reaching it is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
