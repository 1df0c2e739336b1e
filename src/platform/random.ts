import { randomBytes } from 'node:crypto'

/** Bytes that nobody can foresee, from the operating system. */
export const systemRandom = (count: number): Uint8Array => randomBytes(count)

/** 0 ≤ x < 1, for what need not be secret. */
export const systemChance = (): number => Math.random()
