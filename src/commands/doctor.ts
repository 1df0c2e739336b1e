import { readConfig } from '../platform/config.ts'
import { type Finding, findings } from '../platform/doctor.ts'
import { type Flags, servingCommand } from './options.ts'

type DoctorFlags = Flags & { readonly json?: boolean }

export const command = servingCommand('doctor')
  .description(
    'Looks for what is wrong with this installation and says what to do. Changes nothing. Fails when something must be done.',
  )
  .option('--json', 'print the findings as one JSON object')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars doctor
  npx regulars doctor --data /srv/regulars --json`,
  )
  .action(run)

const MARKS = { good: 'ok  ', advice: 'note', bad: 'BAD ' } as const

async function run(flags: DoctorFlags): Promise<void> {
  const found = await findings(readConfig(flags))
  const ok = found.every((finding) => finding.verdict !== 'bad')
  process.stdout.write(flags.json === true ? `${JSON.stringify({ ok, findings: found })}\n` : found.map(line).join(''))
  if (!ok) process.exitCode = 1
}

function line({ verdict, about, says, todo }: Finding): string {
  return `${MARKS[verdict]} ${about}: ${says}\n${todo === undefined ? '' : `       → ${todo}\n`}`
}
