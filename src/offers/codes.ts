/**
 * Codes that nobody can guess and few mistype: random characters of an alphabet without look-alikes, and a check character
 * that tells a slip of the finger from a code that does not exist.
 */

/** Thirty-one characters without 0, O, 1, I and L: a prime number, so that the check finds every wrong or swapped one. */
export const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const BASE = ALPHABET.length

/** 31^13 is 2^64.4: guessing one of a million single-use codes takes some 10^13 tries. */
export const CHARACTERS = { least: 13, usual: 13, most: 40 } as const
export const PREFIX_AT_MOST = 12

/** Bytes as if from a coin: `count` of them. */
export type Random = (count: number) => Uint8Array

const values = new Map([...ALPHABET].map((character, value) => [character, value]))
/** 248 is the largest multiple of 31 that fits a byte: higher ones are drawn again, or some characters would come oftener. */
const FAIR = Math.floor(256 / BASE) * BASE

/** By place, never a multiple of the base, and different for neighbours. */
const weight = (place: number): number => (place % (BASE - 1)) + 1

/** Weighted by place, so that swapping two characters shows; those outside the alphabet count nothing. */
function weighed(text: string): number {
  let sum = 0
  for (let place = 0; place < text.length; place += 1) sum += weight(place) * (values.get(text.charAt(place)) ?? 0)
  return sum
}

const checkOf = (sum: number): string => ALPHABET.charAt((BASE - (sum % BASE)) % BASE)
const ours = new RegExp(`[${ALPHABET}]{${CHARACTERS.least + 1},}$`)

/** True when a code looks like one of ours and its check character does not fit. */
export function mistyped(code: string): boolean {
  return ours.test(code) && checkOf(weighed(code.slice(0, -1))) !== code.slice(-1)
}

/** Makes codes: the prefix, `characters` random ones and the check character. They do not repeat but by an accident in 2^64. */
export function codeMaker(
  random: Random,
  { prefix, characters }: { prefix: string; characters: number },
): () => string {
  let bytes: Uint8Array = new Uint8Array(0)
  let next = 0
  const draw = (): number => {
    for (;;) {
      if (next === bytes.length) {
        bytes = random(8_192)
        next = 0
      }
      const byte = bytes[next] ?? 255
      next += 1
      if (byte < FAIR) return byte % BASE
    }
  }
  const prefixSum = weighed(prefix)
  return () => {
    let text = prefix
    let sum = prefixSum
    for (let place = prefix.length; place < prefix.length + characters; place += 1) {
      const value = draw()
      text += ALPHABET.charAt(value)
      sum += weight(place) * value
    }
    return text + checkOf(sum)
  }
}
