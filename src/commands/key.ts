import { Command } from 'commander'
import { asId, isId } from '../base/ids.ts'
import { type Instant, instantText, parseInstant } from '../base/time.ts'
import { OVERLAP_HOURS_AT_MOST } from '../staff/keys/service.ts'
import { everyRight } from '../staff/roles.ts'
import type { ApiKey } from '../staff/staff.ts'
import { dataCommand, type Flags } from './options.ts'
import { withStaff } from './withstaff.ts'

type CreateFlags = Flags & {
  readonly name: string
  readonly rights: string
  readonly stores?: string
  readonly expires?: string
}

const PAGE = 200

const create = dataCommand('create')
  .description('Makes an API key and prints it. It is kept as a digest only, so it cannot be shown again.')
  .requiredOption('--name <name>', 'what the key is for, e.g. "Till at the harbour"')
  .requiredOption('--rights <rights>', `"all", or some of these with commas between: ${everyRight.join(', ')}`)
  .option('--stores <codes>', 'for these stores only, with commas between; default: for all')
  .option('--expires <instant>', 'when it stops working, e.g. 2030-01-01T00:00:00Z; default: when it is revoked')
  .action(runCreate)

const list = dataCommand('list').description('Shows all API keys, newest first.').action(runList)

const rotate = dataCommand('rotate')
  .description(
    'Gives a key a new secret and prints it. The old one works on for a while, so that tills can change over.',
  )
  .argument('<id>', 'the id that `regulars key list` shows')
  .option('--overlap-hours <hours>', `how long the old secret works on, 0 to ${OVERLAP_HOURS_AT_MOST}`, '24')
  .action(runRotate)

const revoke = dataCommand('revoke')
  .description('Revokes an API key. Running servers honour it within seconds.')
  .argument('<id>', 'the id that `regulars key list` shows')
  .action(runRevoke)

export const command = new Command('key')
  .description('Makes, lists, rotates and revokes API keys, for tills, shops and other programs.')
  .addCommand(create)
  .addCommand(list)
  .addCommand(rotate)
  .addCommand(revoke)
  .addHelpText(
    'after',
    `
Examples:
  npx regulars key create --name "Till at the harbour" --rights members.read,orders.read,orders.write
  npx regulars key create --name "Tills at the pier" --rights orders.read,orders.write --stores pier,pier-2
  npx regulars key create --name benchmark --rights all --expires 2030-01-01T00:00:00Z
  npx regulars key list`,
  )

async function runCreate(flags: CreateFlags): Promise<void> {
  const expiresAt = instantOf(flags.expires)
  const listed = (text: string): string[] => text.split(',').map((each) => each.trim())
  const rights = flags.rights === 'all' ? everyRight : listed(flags.rights)
  const stores = flags.stores === undefined ? null : listed(flags.stores)
  await withStaff(flags, async (staff) => {
    const { key, keyId } = await staff.createKey('operator', { name: flags.name, rights, stores, expiresAt })
    process.stderr.write(`The key ${keyId} is shown once; send it as a bearer token:\n`)
    process.stdout.write(`${key}\n`)
  })
}

async function runList(flags: Flags): Promise<void> {
  await withStaff(flags, async (staff) => {
    let before: ApiKey['keyId'] | null = null
    for (;;) {
      const page: ApiKey[] = await staff.keys({ before, limit: PAGE })
      for (const key of page) process.stdout.write(`${line(key)}\n`)
      before = page.at(-1)?.keyId ?? null
      if (page.length < PAGE) return
    }
  })
}

async function runRotate(id: string, flags: Flags & { readonly overlapHours: string }): Promise<void> {
  const overlapHours = Number(flags.overlapHours)
  if (!isId(id)) throw new Error('This is no id of a key. `regulars key list` shows them.')
  if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > OVERLAP_HOURS_AT_MOST)
    throw new Error(`--overlap-hours is a whole number from 0 to ${OVERLAP_HOURS_AT_MOST}.`)
  await withStaff(flags, async (staff) => {
    const { key, previousUntil } = await staff.rotateKey('operator', asId(id), { overlapHours })
    const until =
      previousUntil === null ? 'The old secret is dead.' : `The old secret works until ${instantText(previousUntil)}.`
    process.stderr.write(`${until} The new one is shown once; send it as a bearer token:\n`)
    process.stdout.write(`${key}\n`)
  })
}

async function runRevoke(id: string, flags: Flags): Promise<void> {
  if (!isId(id)) throw new Error('This is no id of a key. `regulars key list` shows them.')
  await withStaff(flags, (staff) => staff.revokeKey('operator', asId(id)))
  process.stdout.write('The key is revoked.\n')
}

function instantOf(text: string | undefined): Instant | null {
  if (text === undefined) return null
  const at = parseInstant(text)
  if (at === undefined) throw new Error(`"${text}" is no instant; it looks like 2030-01-01T00:00:00Z.`)
  return at
}

function line(key: ApiKey): string {
  const at = (when: Instant | null, none: string): string => (when === null ? none : instantText(when))
  const state =
    key.revokedAt === null ? `expires ${at(key.expiresAt, 'never')}` : `revoked ${instantText(key.revokedAt)}`
  const used = `last used ${at(key.lastUsedAt, 'never')}`
  const where = key.stores === null ? 'all stores' : `stores ${key.stores.join(',')}`
  return [key.keyId, `${key.prefix}…`, key.name, state, used, where, key.rights.join(',')].join('  ')
}
