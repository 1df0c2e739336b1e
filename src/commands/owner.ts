import { Command } from 'commander'
import { instantText } from '../base/time.ts'
import type { Config } from '../platform/config.ts'
import type { StaffMember } from '../staff/staff.ts'
import { dataCommand, type Flags } from './options.ts'
import { withStaff } from './withstaff.ts'

type ResetFlags = Flags & { readonly email?: string }

const reset = dataCommand('reset-password')
  .description(
    'Prints a one-time link with which an owner sets a new password. Nothing changes until it is used; then all sessions of that owner end.',
  )
  .option('--email <address>', 'which owner, where there are several')
  .action(run)

const factors = dataCommand('reset-second-factors')
  .description(
    'Takes the authenticator app, the passkeys and the recovery codes of an owner who lost them, and ends all sessions of that owner.',
  )
  .option('--email <address>', 'which owner, where there are several')
  .action(forgetFactors)

export const command = new Command('owner')
  .description('Helps an owner who cannot sign in any more.')
  .addCommand(reset)
  .addCommand(factors)
  .addHelpText(
    'after',
    `
Examples:
  npx regulars owner reset-password
  npx regulars owner reset-password --email lin@example.com --data /srv/regulars
  npx regulars owner reset-second-factors`,
  )

async function run(flags: ResetFlags): Promise<void> {
  await withStaff(flags, async (staff, config) => {
    const { staffId } = chosen(await staff.owners(), flags.email)
    const { code, expiresAt } = await staff.invite('operator', staffId)
    process.stderr.write(`Open this link and choose a new password. It works once, until ${instantText(expiresAt)}:\n`)
    process.stdout.write(`${address(config)}/invitation#code=${code}\n`)
  })
}

async function forgetFactors(flags: ResetFlags): Promise<void> {
  await withStaff(flags, async (staff) => {
    const { staffId, email } = chosen(await staff.owners(), flags.email)
    await staff.resetFactors('operator', staffId)
    process.stdout.write(`${email} signs in with the password alone until a second factor is set up again.\n`)
  })
}

function chosen(owners: readonly StaffMember[], email: string | undefined): StaffMember {
  const [first, ...others] =
    email === undefined ? owners : owners.filter((one) => one.email === email.trim().toLowerCase())
  if (owners.length === 0) throw new Error('There is no owner yet. Start the server: it prints where to make one.')
  if (first === undefined)
    throw new Error(`No owner has this address. Owners: ${owners.map((one) => one.email).join(', ')}`)
  if (others.length > 0)
    throw new Error(`There are several owners. Say which with --email: ${owners.map((one) => one.email).join(', ')}`)
  return first
}

/** The server may run elsewhere or on another port; what stands after the address is what counts. */
function address(config: Config): string {
  return config.publicUrl ?? `http://localhost:${config.port}`
}
