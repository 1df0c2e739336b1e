/** The `regulars` command. A command's file is loaded only when it is asked for, so that help comes at once. */
import { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { operatorDoes } from './audit/deed.ts'

type Entry = { readonly name: string; readonly summary: string; readonly load: () => Promise<{ command: Command }> }

const entries: readonly Entry[] = [
  { name: 'start', summary: 'run the server', load: () => import('./commands/start.ts') },
  { name: 'worker', summary: 'run background jobs only, beside a server', load: () => import('./commands/worker.ts') },
  { name: 'migrate', summary: 'bring the database up to date', load: () => import('./commands/migrate.ts') },
  {
    name: 'import',
    summary: 'bring in the orders that a shop already has',
    load: () => import('./commands/import.ts'),
  },
  { name: 'demo', summary: 'load a generated sample shop', load: () => import('./commands/demo.ts') },
  {
    name: 'programme',
    summary: 'keep the programme as files: export, plan, apply',
    load: () => import('./commands/programme.ts'),
  },
  {
    name: 'insights',
    summary: 'make insights anew, or keep them beside a server',
    load: () => import('./commands/insights.ts'),
  },
  {
    name: 'sentiment',
    summary: 'teach the reading of reviews with reviews of your own',
    load: () => import('./commands/sentiment.ts'),
  },
  { name: 'verify', summary: 'check the whole database against the laws', load: () => import('./commands/verify.ts') },
  { name: 'key', summary: 'make, list and revoke API keys', load: () => import('./commands/key.ts') },
  {
    name: 'encryption',
    summary: 'change the key that seals what is personal',
    load: () => import('./commands/encryption.ts'),
  },
  { name: 'owner', summary: 'help an owner who cannot sign in', load: () => import('./commands/owner.ts') },
  { name: 'backup', summary: 'write the whole database to one file', load: () => import('./commands/backup.ts') },
  { name: 'restore', summary: 'read a backup into an empty database', load: () => import('./commands/restore.ts') },
  { name: 'doctor', summary: 'look for what is wrong and say what to do', load: () => import('./commands/doctor.ts') },
]

const program = new Command('regulars')
  .description('Membership platform that a company runs itself.')
  .version(manifest.version)
  .showHelpAfterError('(regulars help shows all commands)')
  .addHelpText(
    'after',
    '\nExamples:\n  npx regulars start --port 9000\n  npx regulars help backup\n  npx regulars doctor',
  )

/** Commands that change who may do what or the programme, so that the audit trail tells of them. */
const told = new Set(['key', 'owner', 'programme', 'encryption'])
program.hook('preAction', (_, action) => {
  const names = [action.parent?.name() ?? '', action.name()]
  if (names.some((name) => told.has(name))) operatorDoes(names.join(' '))
})

const [first, second] = process.argv.slice(2)
const asked = first === 'help' ? second : first
for (const entry of entries) {
  if (entry.name === asked) program.addCommand((await entry.load()).command.summary(entry.summary))
  else program.command(entry.name).summary(entry.summary).description(entry.summary)
}

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${sentences(error)}\n`)
  process.exitCode = 1
}

/** What an operator can act on: the message, and those of its causes. The stack is for a bug, and for `LOG_LEVEL=debug`. */
function sentences(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error instanceof TypeError || error instanceof RangeError || process.argv.includes('--debug')
  const cause = error.cause === undefined ? '' : `\n  because: ${sentences(error.cause)}`
  return `${stack ? error.stack : error.message}${cause}`
}
