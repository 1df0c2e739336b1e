/**
 * Weights as one compressed file: the length of a head, the head as JSON (what was learned from, how well it did), then for each
 * language its grams one per line, their pulls and their worths a byte each (steps as in training.ts).
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { Type as type } from 'typebox'
import { Compile } from 'typebox/compile'
import { STEPS, type Tested, type Weights } from './training.ts'
import type { Language } from './units.ts'

/** What weights were learned from: who shows what they say has to show this, too. */
export type Origin = {
  readonly sources: string[]
  /** As its owner states it. */
  readonly licence: string
  /** The licence of what was read allows research or says nothing: check before relying on it in trade. */
  readonly researchOnly: boolean
  readonly tested: Tested
}

export type Taught = { readonly weights: Weights; readonly origin: Origin }
export type WeightsByLanguage = ReadonlyMap<Language, Taught>

const FORM = 1
/** Far above what training keeps; a file that unpacks to more is not one of ours. */
const BYTES_AT_MOST = 32 * 1024 ** 2
const LENGTH_BYTES = 4

const head = Compile(
  type.Object({
    form: type.Literal(FORM),
    languages: type.Array(
      type.Object({
        language: type.Union([type.Literal('zh'), type.Literal('en')]),
        sources: type.Array(type.String()),
        licence: type.String(),
        researchOnly: type.Boolean(),
        tested: type.Object({
          texts: type.Integer(),
          folds: type.Integer(),
          accuracy: type.Number(),
          macroF1: type.Number(),
          sure: type.Object({ share: type.Number(), accuracy: type.Number() }),
        }),
        bias: type.Number(),
        calibration: type.Object({ slope: type.Number(), shift: type.Number() }),
        largest: type.Number({ exclusiveMinimum: 0 }),
        count: type.Integer({ minimum: 0, maximum: 1_000_000 }),
        bytes: type.Integer({ minimum: 0 }),
      }),
    ),
  }),
)

/** The grams are sorted, so that neighbours share their beginning and the file stays small. */
export function packed(taught: WeightsByLanguage): Buffer {
  const parts = [...taught].map(([language, { weights, origin }]) => {
    const grams = [...weights.grams].sort(([one], [other]) => (one < other ? -1 : 1))
    const names = Buffer.from(grams.map(([gram]) => gram).join('\n'), 'utf8')
    const largest = Math.max(...weights.pulls.map(Math.abs), Number.MIN_VALUE)
    const pulls = Int8Array.from(grams, ([, place]) => Math.round(((weights.pulls[place] ?? 0) / largest) * STEPS.pull))
    const worths = Uint8Array.from(grams, ([, place]) => Math.round((weights.worths[place] ?? 0) * STEPS.worth))
    const { bias, calibration } = weights
    const about = { language, ...origin, bias, calibration, largest, count: grams.length, bytes: names.length }
    return { about, bytes: Buffer.concat([names, Buffer.from(pulls.buffer), worths]) }
  })
  const first = Buffer.from(JSON.stringify({ form: FORM, languages: parts.map(({ about }) => about) }), 'utf8')
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(first.length)
  return brotliCompressSync(Buffer.concat([length, first, ...parts.map(({ bytes }) => bytes)]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  })
}

/** @throws Error where the file is not what `packed` made */
export function unpacked(file: Buffer): Map<Language, Taught> {
  const bytes = brotliDecompressSync(file, { maxOutputLength: BYTES_AT_MOST })
  let at = LENGTH_BYTES + bytes.readUInt32BE(0)
  const { languages } = head.Parse(JSON.parse(bytes.toString('utf8', LENGTH_BYTES, at)))
  const taught = new Map<Language, Taught>()
  for (const { language, bias, calibration, largest, count, bytes: nameBytes, ...origin } of languages) {
    const names = bytes.toString('utf8', at, at + nameBytes).split('\n')
    at += nameBytes
    const pulls = Float64Array.from(
      { length: count },
      (_, place) => (bytes.readInt8(at + place) / STEPS.pull) * largest,
    )
    const worths = Float64Array.from({ length: count }, (_, place) => bytes.readUInt8(at + count + place) / STEPS.worth)
    at += 2 * count
    const grams = new Map(names.slice(0, count).map((name, place) => [name, place]))
    taught.set(language, { weights: { language, bias, calibration, grams, pulls, worths }, origin })
  }
  return taught
}

export function readWeights(path: string): Map<Language, Taught> {
  try {
    return unpacked(readFileSync(path))
  } catch (error) {
    throw new Error(`The weights in ${path} cannot be read. Train them again: npx regulars sentiment train --help`, {
      cause: error,
    })
  }
}

/** In one step, so that a server that reads meanwhile finds the old file or the new one. */
export function writeWeights(path: string, taught: WeightsByLanguage): number {
  const bytes = packed(taught)
  const making = `${path}.making`
  writeFileSync(making, bytes)
  renameSync(making, path)
  return bytes.length
}
