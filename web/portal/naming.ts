/** What the programme calls its wallets and tiers, and figures as people of the screen's language write them. */
import { type Format, formatOf } from '../ui/formats.ts'
import type { Answer } from '../ui/server.ts'
import type { Texts } from '../ui/texts.ts'
import { useTongue } from './language.ts'
import { useAbout } from './session.ts'
import { useSaid } from './speaking.ts'

type About = Answer<'/v1/portal', 'get'>
export type Ladder = About['ladders'][number]

export type Naming = {
  readonly walletName: (code: string) => string
  readonly walletUnit: (code: string) => string
  readonly ladderName: (code: string) => string
  readonly tierName: (ladder: string, code: string) => string
  /** Wallets in the programme's order: those one spends from first. */
  readonly wallets: About['wallets']
  readonly ladders: readonly Ladder[]
  readonly transfers: About['transfers']
  /** Null when the programme knows several. */
  readonly currency: string | null
  readonly timeZone: string
}

/** A code that the programme does not know, or not yet, stands for itself. */
export function useNaming(): Naming {
  const { data } = useAbout()
  const { named } = useSaid()
  const wallet = (code: string) => data?.wallets.find((each) => each.code === code)
  const ladder = (code: string) => data?.ladders.find((each) => each.code === code)
  const name = (found: { name: Texts<string> } | undefined, code: string) =>
    found === undefined ? code : named(found.name)
  return {
    walletName: (code) => name(wallet(code), code),
    walletUnit: (code) => {
      const found = wallet(code)
      return found === undefined ? '' : named(found.unit)
    },
    ladderName: (code) => name(ladder(code), code),
    tierName: (of, code) =>
      name(
        ladder(of)?.tiers.find((tier) => tier.code === code),
        code,
      ),
    wallets: (data?.wallets ?? []).toSorted((a, b) => Number(a.purpose === 'status') - Number(b.purpose === 'status')),
    ladders: data?.ladders ?? [],
    transfers: data?.transfers ?? [],
    currency: data?.currency ?? null,
    timeZone: data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

export function useFormat(): Format {
  return formatOf({ language: useTongue(), ...useNaming() })
}
