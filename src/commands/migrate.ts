import { migrate, pendingMigrations } from '../platform/postgres/migrate.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

type MigrateFlags = Flags & { readonly dryRun?: boolean }

export const command = dataCommand('migrate')
  .description('Brings the database up to date. `start` does it too; this is for doing it beforehand.')
  .option('--dry-run', 'only say what would be done')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars migrate
  npx regulars migrate --dry-run --data /srv/regulars`,
  )
  .action(run)

async function run(flags: MigrateFlags): Promise<void> {
  await withDatabase(flags, async ({ db }) => {
    const dry = flags.dryRun === true
    const found = dry ? await pendingMigrations(db) : await migrate(db)
    for (const { number, name } of found) process.stdout.write(`${dry ? 'would apply' : 'applied'} ${number} ${name}\n`)
    if (found.length === 0) process.stdout.write('The database is up to date.\n')
  })
}
