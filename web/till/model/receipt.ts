/** What the code on a receipt holds: its number for the till; for a guest, where he makes it his own on his phone. */
import { currencyDecimals } from '../../ui/currency.ts'

type Printed = {
  readonly number: string
  readonly totalMinor: number
  readonly currency: string
  /** Where the portal is: `https://shop.example`. */ readonly origin: string
}

/** A link into the portal that fills in the receipt's number and total, without which nobody claims it. */
export function claimLink({ number, totalMinor, currency, origin }: Printed): string {
  const decimals = currencyDecimals(currency)
  const total = (totalMinor / 10 ** decimals).toFixed(decimals)
  return `${origin}/my/claim?${new URLSearchParams({ number, total }).toString()}`
}

/** The receipt's number in what was scanned or typed: the number itself, or the link that a guest got. */
export function receiptNumber(text: string): string {
  const typed = text.trim()
  if (!URL.canParse(typed)) return typed
  return new URL(typed).searchParams.get('number') ?? typed
}
