/** The programme in force: names, units and the time zone that every page speaks in. */
import { useQuery } from '@tanstack/react-query'
import { useLanguage } from './preferences.ts'
import { type Answer, ask, regulars } from './server.ts'
import { textOf } from './texts.ts'

export type Programme = Answer<'/v1/programme', 'get'>
export type Definition = Programme['definition']

const FRESH_MILLISECONDS = 60_000

export const programmeQuery = {
  queryKey: ['programme'],
  queryFn: () => ask(regulars.GET('/v1/programme')),
  staleTime: FRESH_MILLISECONDS,
} as const

export type Naming = {
  readonly timeZone: string
  readonly walletName: (code: string) => string
  readonly walletUnit: (code: string) => string
  readonly walletPurpose: (code: string) => 'spend' | 'status' | undefined
  readonly tierName: (ladder: string, code: string) => string
  /** Of a tier whose ladder is not told. */
  readonly anyTierName: (code: string) => string
  readonly ladderName: (code: string) => string
  readonly ruleName: (code: string) => string
  readonly benefitName: (code: string) => string
  readonly wallets: Definition['wallets']
  readonly ladders: Definition['ladders']
}

/** Names by code in the language of the screen; a code that the programme does not know stands for itself. */
export function useNaming(): Naming {
  const { data } = useQuery(programmeQuery)
  const language = useLanguage()
  const definition = data?.definition
  const wallet = (code: string) => definition?.wallets.find((each) => each.code === code)
  const ladder = (code: string) => definition?.ladders.find((each) => each.code === code)
  return {
    timeZone: definition?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    walletName: (code) => textOf(wallet(code)?.name, language) ?? code,
    walletUnit: (code) => textOf(wallet(code)?.unit, language) ?? code,
    walletPurpose: (code) => wallet(code)?.purpose,
    tierName: (of, code) => textOf(ladder(of)?.tiers.find((tier) => tier.code === code)?.name, language) ?? code,
    anyTierName: (code) =>
      textOf(definition?.ladders.flatMap((each) => each.tiers).find((tier) => tier.code === code)?.name, language) ??
      code,
    ladderName: (code) => textOf(ladder(code)?.name, language) ?? code,
    ruleName: (code) => {
      // What an offer gives in points is a rule under the offer's code.
      const [, offer] = /^offer:(.*)\/\d+$/.exec(code) ?? []
      const named = offer === undefined ? definition?.earningRules : definition?.offers
      return textOf(named?.find((each) => each.code === (offer ?? code))?.name, language) ?? code
    },
    benefitName: (code) => textOf(definition?.benefits?.find((each) => each.code === code)?.name, language) ?? code,
    wallets: definition?.wallets ?? [],
    ladders: definition?.ladders ?? [],
  }
}
