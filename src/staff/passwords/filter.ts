/**
 * A Bloom filter over common passwords, so that a list of several megabytes travels in one. It says yes for every listed text,
 * and by mistake for one other text in a hundred thousand.
 */
import { createHash } from 'node:crypto'

/** With 24 bits for each entry and 17 places, (1 − e^(−17/24))^17 ≈ 1 in 100,000. */
const BITS_EACH = 24
const PLACES = 17
/** The number of entries stands before the bits. */
const HEAD_BYTES = 4

export function filterOf(entries: ReadonlySet<string>): Buffer {
  const filter = Buffer.alloc(HEAD_BYTES + Math.ceil((entries.size * BITS_EACH) / 8))
  filter.writeUInt32LE(entries.size, 0)
  for (const entry of entries)
    for (const place of placesOf(entry, filter)) filter[HEAD_BYTES + (place >>> 3)] = byteAt(filter, place) | bit(place)
  return filter
}

export function isIn(filter: Buffer, text: string): boolean {
  return placesOf(text, filter).every((place) => (byteAt(filter, place) & bit(place)) !== 0)
}

function byteAt(filter: Buffer, place: number): number {
  return filter.readUInt8(HEAD_BYTES + (place >>> 3))
}

function bit(place: number): number {
  return 1 << (place & 7)
}

/** Kirsch & Mitzenmacher (2006): two hashes, combined, are as good as seventeen. */
function placesOf(text: string, filter: Buffer): number[] {
  const digest = createHash('sha256').update(text).digest()
  const bits = (filter.length - HEAD_BYTES) * 8
  const [first, step] = [digest.readUIntLE(0, 6), digest.readUIntLE(6, 6)]
  return Array.from({ length: PLACES }, (_, index) => (first + index * step) % bits)
}
