import { randomBytes } from 'node:crypto'

/** Bytes that nobody can foresee, from the operating system. */
export const systemRandom = (count: number): Uint8Array => randomBytes(count)
