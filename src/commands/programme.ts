import { Command, Option } from 'commander'
import { Refused, say } from '../base/refusals.ts'
import { type Instant, isTimeZone, parseInstant } from '../base/time.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { pendingMigrations } from '../platform/postgres/migrate.ts'
import type { Definition } from '../programme/definition.ts'
import type { Wish } from '../programme/drafts/publishing.ts'
import { type DraftsService, draftsService } from '../programme/drafts/service.ts'
import { planned } from '../programme/files/plan.ts'
import type { LotsPolicy } from '../programme/lots.ts'
import { type ProgrammeService, programmeService } from '../programme/service.ts'
import { dataCommand, type Flags } from './options.ts'
import { exported, programmeIn } from './programmefolder.ts'
import { languages, type PlanFlags, printed } from './programmeplan.ts'
import { withDatabase } from './withdatabase.ts'

type ExportFlags = Flags & { readonly versionNumber?: string; readonly prune?: boolean }
type ApplyFlags = PlanFlags & {
  readonly note: string
  readonly at?: string
  readonly overtake?: boolean
  readonly lots?: string
  readonly propose?: string
  readonly withoutApproval?: boolean
}

const base = new Option(
  '--base <version>',
  'the version that the files were exported from; what was published since is joined with them',
)
const language = new Option('--language <language>', 'of the words').choices(languages).default('en')

const exporting = dataCommand('export')
  .description(
    'Writes a version of the programme as YAML: one file for each wallet, rule and ladder, programme.yaml for the rest. Files that say the ' +
      'same already stay as they are, with their comments.',
  )
  .argument('<folder>', 'made when it is not there')
  .option('--version-number <version>', 'which version; default: the newest')
  .option('--prune', 'remove the files of items that the programme does not have')
  .action(run(runExport))

const plan = dataCommand('plan')
  .description(
    'Says in words what `apply` would change, and what is wrong with it. Changes nothing; exits with 1 when it could not be applied.',
  )
  .argument('<folder>', 'as `export` writes it')
  .addOption(base)
  .addOption(language)
  .action(run(runPlan))

const apply = dataCommand('apply')
  .description('Publishes what the files say as a new version; nothing when they say what the newest version says.')
  .argument('<folder>', 'as `export` writes it')
  .requiredOption('--note <text>', 'why, for those who read the list of versions')
  .option('--at <instant>', 'when it takes effect, e.g. 2030-01-01T00:00:00Z; default: now')
  .option('--lots <policy>', 'what members have of a wallet whose expiry changes: keep (usual), move, better')
  .option('--overtake', 'also when the newest version takes effect only later: its changes then come with these')
  .option('--propose <name>', 'make a draft with this name and lay it before those who approve, instead of publishing')
  .addOption(
    new Option(
      '--without-approval',
      'publish although others should approve it first: whoever runs this answers for it alone, and the version says so',
    ).conflicts('propose'),
  )
  .addOption(base)
  .addOption(language)
  .action(run(runApply))

export const command = new Command('programme')
  .description('Keeps the programme as files that people review like code.')
  .addCommand(exporting)
  .addCommand(plan)
  .addCommand(apply)
  .addHelpText(
    'after',
    `
Examples:
  npx regulars programme export programme
  npx regulars programme plan programme --language zh-CN
  npx regulars programme apply programme --note "Double points in May" --at 2030-05-01T00:00:00+08:00
  npx regulars programme apply programme --note "Double points in May" --base 7 --propose May`,
  )

type Rooms = { readonly programme: ProgrammeService; readonly drafts: DraftsService }

/** A refusal becomes a sentence. */
function run<F extends Flags>(work: (rooms: Rooms, folder: string, flags: F) => Promise<void>) {
  return async (folder: string, flags: F): Promise<void> => {
    try {
      await withDatabase(flags, async ({ db, config: { timeZone } }) => {
        if ((await pendingMigrations(db)).length > 0)
          throw new Error('The database is not up to date. Run `regulars migrate` first.')
        if (!isTimeZone(timeZone)) throw new Error(`There is no time zone ${timeZone}.`)
        const parts = { db, clock: systemClock, ids: systemIds }
        const programme = programmeService({ ...parts, timeZone })
        await programme.refresh()
        await work({ programme, drafts: draftsService({ ...parts, programme }) }, folder, flags)
      })
    } catch (error) {
      if (error instanceof Refused) throw new Error(say(error.refusal.words, error.refusal.facts, 'en'))
      throw error
    }
  }
}

async function runExport({ programme }: Rooms, folder: string, flags: ExportFlags): Promise<void> {
  const newest = programme.versions()[0]?.version ?? 1
  const { version, definition } = programme.version(numberIn(flags.versionNumber) ?? newest)
  const prune = flags.prune === true
  const { written, strays, kept } = exported(folder, definition, prune)
  for (const path of written) process.stdout.write(`written ${path}\n`)
  for (const path of strays)
    process.stdout.write(prune ? `removed ${path}\n` : `not in version ${version}: ${path} (--prune removes it)\n`)
  process.stdout.write(`Version ${version} is in ${folder}; ${kept} files were as they are.\n`)
}

async function runPlan({ drafts }: Rooms, folder: string, flags: PlanFlags): Promise<void> {
  const found = await planned(drafts, programmeIn(folder), { base: numberIn(flags.base), at: systemClock.now() })
  process.stdout.write(printed(found, flags.language))
  if (!found.publishable) process.exitCode = 1
  else if (found.changes.length > 0)
    process.stdout.write(`\nTo publish: regulars programme apply ${folder} --base ${found.newest} --note "…"\n`)
}

async function runApply({ drafts }: Rooms, folder: string, flags: ApplyFlags): Promise<void> {
  const effectiveAt = instantIn(flags.at)
  const given = { base: numberIn(flags.base), at: effectiveAt ?? systemClock.now() }
  const read = programmeIn(folder)
  const found = await planned(drafts, read, given)
  process.stdout.write(printed(found, flags.language))
  if (!found.publishable) throw new Error('Nothing was published.')
  if (found.changes.length === 0) return
  const wish = {
    note: flags.note,
    effectiveAt,
    by: 'command line',
    overtake: flags.overtake === true,
    lots: lotsIn(flags.lots),
    base: given.base,
    waived: flags.withoutApproval === true,
  }
  if (flags.propose !== undefined) {
    await propose(drafts, { definition: read.definition, name: flags.propose }, { ...wish, base: found.base })
    return
  }
  const { version } = await drafts.apply(read.definition, wish)
  process.stdout.write(`\nPublished as version ${version}.\n`)
  if (found.base !== found.newest)
    process.stdout.write('It holds what was published since, too: export it again to have that in the files.\n')
}

async function propose(
  drafts: DraftsService,
  { definition, name }: { definition: Definition; name: string },
  wish: Wish & { readonly note: string; readonly base: number },
): Promise<void> {
  const { base, by, note } = wish
  const { draftId, revision } = await drafts.write({ name, note, base, definition, by })
  const { proposalId } = await drafts.propose(draftId, { ...wish, revision })
  process.stdout.write(`\nDraft ${draftId} waits for others to approve it, as proposal ${proposalId}.\n`)
}

function lotsIn(text = 'keep'): LotsPolicy {
  if (text !== 'keep' && text !== 'move' && text !== 'better')
    throw new Error(`"${text}" is none of keep, move, better.`)
  return text
}

function numberIn(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`"${text}" is no number of a version.`)
  return Number(text)
}

function instantIn(text: string | undefined): Instant | null {
  if (text === undefined) return null
  const at = parseInstant(text)
  if (at === undefined) throw new Error(`"${text}" is no instant; it looks like 2030-01-01T00:00:00Z.`)
  return at
}
