import { closingStack } from '../platform/closing.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import type { Check } from '../platform/postgres/checks.ts'
import { openPremises } from '../premises.ts'
import { repairStandings, verify } from '../verification.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

export const command = dataCommand('verify')
  .option('--repair-tiers', 'first count orders anew for tiers and put right each standing that history does not make')
  .option('--json', 'print one object: {ok, checks: [{law, rows, violations}]}')
  .description(
    'Checks the whole database against the laws of the books: balances, lots, debts, orders, caps, standings and hash chains. ' +
      'Reads one snapshot, also beside a running server, and changes nothing but what --repair-tiers asks for. ' +
      'Exits with 1 when a law is broken.',
  )
  .addHelpText(
    'after',
    `
Examples:
  npx regulars verify
  npx regulars verify --repair-tiers
  npx regulars verify --json --data /srv/regulars`,
  )
  .action(run)

async function run(flags: Flags & { json?: boolean; repairTiers?: boolean }): Promise<void> {
  const json = flags.json === true
  const { ok, checks } = await withDatabase(flags, async ({ url, config, log }) => {
    const closing = closingStack(log)
    try {
      const dataDir = openDataFolder(config.dataDir)
      const { db, rooms } = await openPremises({ url, config, dataDir, log, closing })
      if (flags.repairTiers === true) {
        const { looked, repaired } = await repairStandings(db, rooms)
        if (!json) process.stdout.write(`Tiers: ${looked} members looked at, ${repaired} put right.\n`)
      }
      return await verify(db, rooms.programme, json ? undefined : say)
    } finally {
      await closing.closeAll()
    }
  })
  if (json) process.stdout.write(`${JSON.stringify({ ok, checks })}\n`)
  else process.stdout.write(ok ? 'Every law holds.\n' : 'The books are not right: see above.\n')
  if (!ok) process.exitCode = 1
}

function say({ law, says, rows, violations, examples }: Check): void {
  const verdict = violations === 0 ? 'holds' : `BROKEN in ${violations} places`
  process.stdout.write(`${law.padEnd(4)} ${verdict} (${rows} looked at): ${says}\n`)
  for (const example of examples) process.stdout.write(`       ${example}\n`)
}
