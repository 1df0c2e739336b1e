/** The card of this device: asked for while there is a network, kept for when there is none. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { type KeptCard, keepCard } from '../kept.ts'
import { cardCode, importKey, stepAt } from '../rotating.ts'

export const cardKey = ['card'] as const

const AGAIN_MILLISECONDS = 5 * 60_000
const AGAIN_UNREACHED_MILLISECONDS = 15_000
/** The digits change once in thirty seconds; the seconds that are left are shown. */
const TICK_MILLISECONDS = 500

async function fetchCard(): Promise<KeptCard> {
  const before = Date.now()
  const { number, handle, secret, stepSeconds, serverTime } = await ask(regulars.GET('/v1/my/card'))
  const middle = (before + Date.now()) / 2
  // Browsers hide their cryptography from pages that were not opened safely.
  const key = window.isSecureContext ? await importKey(secret) : undefined
  const card = { number, handle, key, stepSeconds, ahead: serverTime - middle }
  await keepCard(card)
  return card
}

export function useCard() {
  return useQuery({
    queryKey: cardKey,
    queryFn: fetchCard,
    refetchInterval: ({ state }) => (state.error === null ? AGAIN_MILLISECONDS : AGAIN_UNREACHED_MILLISECONDS),
    // Keys are no plain values that could be compared.
    structuralSharing: false,
  })
}

export type Rotating = {
  /** Undefined for the moment in which it is worked out. */
  readonly code: string | undefined
  readonly secondsLeft: number
}

export function useRotating({ handle, key, stepSeconds, ahead }: KeptCard & { readonly key: CryptoKey }): Rotating {
  const [now, setNow] = useState(() => Date.now())
  const [made, setMade] = useState<{ readonly step: number; readonly code: string }>()
  const at = now + ahead
  const step = stepAt(at, stepSeconds)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    let wanted = true
    void cardCode({ handle, key }, step).then((code) => {
      if (wanted) setMade({ step, code })
    })
    return () => {
      wanted = false
    }
  }, [handle, key, step])
  return {
    code: made?.step === step ? made.code : undefined,
    secondsLeft: stepSeconds - (Math.floor(at / 1000) % stepSeconds),
  }
}
