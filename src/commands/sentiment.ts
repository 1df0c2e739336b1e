import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Command } from 'commander'
import { examplesIn } from '../insights/text/examples.ts'
import { lexiconOf } from '../insights/text/lexicon.ts'
import { ownWeights, weightsInUse } from '../insights/text/shipped.ts'
import { type Example, type Tested, train } from '../insights/text/training.ts'
import { type Language, languageOf, languages } from '../insights/text/units.ts'
import { readWeights, writeWeights } from '../insights/text/weightsfile.ts'
import { readConfig } from '../platform/config.ts'
import { openDataFolder } from '../platform/datafolder.ts'

type Flags = { readonly data?: string }
type TrainFlags = Flags & { readonly licence?: string; readonly researchOnly?: boolean; readonly out?: string }

/** With fewer of a side the weights would be those of a handful of people. */
const EXAMPLES_AT_LEAST = 100

const FOLDER = ['--data <folder>', 'data folder (REGULARS_DATA; default: data in the project)'] as const

const trainCommand = new Command('train')
  .description(
    'Learns from labelled reviews which words are content and which complain, tests that on reviews held out, and writes the weights ' +
      'into the data folder, where the server finds them at the next question. A language without examples keeps the weights it has.',
  )
  .argument(
    '<files...>',
    'CSV (also .gz) with the columns text and label (1 or good, 0 or bad); or .txt: text, tab, label',
  )
  .option(...FOLDER)
  .option('--licence <words>', 'the licence of the texts, shown with every answer', 'of the company’s own')
  .option('--research-only', 'the texts may be used for research only, or nobody said: every answer is marked so')
  .option('--out <file>', 'write the weights here instead')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars sentiment train reviews.csv
  npx regulars sentiment train waimai.csv.gz shopping.csv.gz --licence "not stated, for research" --research-only`,
  )
  .action(runTrain)

const show = new Command('show')
  .description('Shows which weights are in use, what they were learned from and how well they did on texts held out.')
  .option(...FOLDER)
  .action(runShow)

export const command = new Command('sentiment')
  .description('Teaches Regulars to tell content from complaint in reviews, with reviews of the shop itself.')
  .addCommand(trainCommand)
  .addCommand(show)
  .addHelpText('after', '\nExamples:\n  npx regulars sentiment train reviews.csv\n  npx regulars sentiment show')

function runTrain(files: readonly string[], flags: TrainFlags): void {
  const own = flags.out === undefined ? ownWeights(openDataFolder(readConfig(flags).dataDir)) : resolve(flags.out)
  const taught = existsSync(weightsInUse(own)) ? readWeights(weightsInUse(own)) : new Map()
  const read = files.map((file) => ({ file, ...examplesIn(file) }))
  for (const { file, examples, skipped } of read)
    process.stdout.write(`${basename(file)}: ${examples.length} texts${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  const all = read.flatMap(({ examples }) => examples)
  const byLanguage = languages.map((language) => ({
    language,
    examples: all.filter(({ text }) => languageOf(text) === language),
  }))
  const enough = byLanguage.filter(({ examples }) => smallerSide(examples) >= EXAMPLES_AT_LEAST)
  if (enough.length === 0)
    throw new Error(`At least ${EXAMPLES_AT_LEAST} good and ${EXAMPLES_AT_LEAST} bad texts of one language are needed.`)
  for (const { language, examples } of byLanguage) {
    if (enough.every((one) => one.language !== language)) {
      process.stdout.write(`${names[language]}: ${examples.length} texts are too few; its weights stay as they are.\n`)
      continue
    }
    const { weights, tested } = train(language, examples, lexiconOf(language))
    const researchOnly = flags.researchOnly === true
    const origin = { sources: files.map((file) => basename(file)), licence: flags.licence ?? '', researchOnly, tested }
    taught.set(language, { weights, origin })
    process.stdout.write(`${names[language]}: ${testedText(tested)}\n`)
  }
  const bytes = writeWeights(own, taught)
  process.stdout.write(`The weights are in ${own} (${Math.ceil(bytes / 1024)} KB).\n`)
}

const names: Readonly<Record<Language, string>> = { zh: 'Chinese', en: 'English' }

function smallerSide(examples: readonly Example[]): number {
  const good = examples.filter((one) => one.good).length
  return Math.min(good, examples.length - good)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function testedText({ texts, folds, accuracy, macroF1, sure }: Tested): string {
  return (
    `${texts} texts in ${folds} folds: ${percent(accuracy)} right, macro-F1 ${macroF1.toFixed(4)}; ` +
    `sure of ${percent(sure.share)}, and of these ${percent(sure.accuracy)} right`
  )
}

function runShow(flags: Flags): void {
  const file = weightsInUse(ownWeights(readConfig(flags).dataDir))
  process.stdout.write(`${file}\n`)
  for (const [language, { weights, origin }] of readWeights(file))
    process.stdout.write(
      `${names[language]}: ${weights.grams.size} grams from ${origin.sources.join(', ')} (licence: ${origin.licence}` +
        `${origin.researchOnly ? '; for research' : ''}). ${testedText(origin.tested)}\n`,
    )
}
