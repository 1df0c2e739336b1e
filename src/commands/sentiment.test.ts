/** `regulars sentiment`: learns from files as people have them, says what it found wrong, and leaves the other language alone. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { runCommand } from '../../tests/support/processes.ts'
import { ownWeights } from '../insights/text/shipped.ts'

// Each run is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const data = mkdtempSync(join(tmpdir(), 'regulars-sentiment-'))

function file(name: string, content: string | Buffer): string {
  const path = join(data, name)
  writeFileSync(path, content)
  return path
}

async function run(...args: readonly string[]): Promise<{ code: number | string; output: string }> {
  const program = runCommand('sentiment', ...args, '--data', data)
  const code = await program.ended
  return { code, output: program.output() }
}

test('what a company trains is tested on texts held out, written, shown, and the other language stays', async () => {
  const lines = Array.from({ length: 260 }, (_, at) =>
    at % 2 === 0 ? `"很满意，第${at}次",好评` : `"太差了，第${at}次",0`,
  )
  const ours = file('ours.csv.gz', gzipSync(['\uFEFFreview,label', ...lines, '无标签,?'].join('\r\n')))
  const trained = await run('train', ours, '--licence', 'our own')
  expect(trained.output).toContain('ours.csv.gz: 260 texts, 1 skipped')
  expect(trained.output).toContain('Chinese: 260 texts in 5 folds: 100.0 % right')
  expect(trained.output).toContain('English: 0 texts are too few; its weights stay as they are.')
  expect(trained.code).toBe(0)
  const shown = await run('show')
  expect(shown.output).toContain(`${ownWeights(data)}\n`)
  expect(shown.output).toMatch(/Chinese: \d+ grams from ours\.csv\.gz \(licence: our own\)\./)
  expect(shown.output).toMatch(/English: \d+ grams from amazon_cells_labelled\.txt, yelp_labelled\.txt/)
})

test('a file that cannot be learned from is refused with what to change, and nothing is written', async () => {
  const out = join(data, 'none.weights')
  const few = file('few.csv', 'text,label\n很好,1\n很差,0\n')
  const headless = file('headless.csv', 'said,stars\n很好,5\n')
  const unlabelled = file('unlabelled.csv', 'text,label\n很好,5\n很差,2\n')
  const latin = file('latin.csv', Buffer.from([0x74, 0x65, 0x78, 0x74, 0xff, 0xff, 0x0a]))
  for (const [path, says] of [
    [few, 'At least 100 good and 100 bad texts of one language are needed.'],
    [headless, 'has no column for the text. Name it text or review.'],
    [unlabelled, 'A label is 1, good, positive or 好评'],
    [latin, 'is neither in UTF-8 nor in GB18030.'],
  ] as const) {
    const { code, output } = await run('train', path, '--out', out)
    expect(output).toContain(says)
    expect(code).toBe(1)
  }
  expect(existsSync(out)).toBe(false)
})
