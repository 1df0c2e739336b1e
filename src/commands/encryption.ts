import { Command } from 'commander'
import { currentDeed } from '../audit/deed.ts'
import type { MembersService } from '../members/service.ts'
import { closingStack } from '../platform/closing.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import { KEYS_SETTLE_MILLISECONDS, type Keyring } from '../platform/keyring.ts'
import { openPremises } from '../premises.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

const rotate = dataCommand('rotate')
  .description(
    'Makes a new encryption key, brings everything that is sealed under it, and forgets the old one. ' +
      'Works beside running servers; stop it and run it again at will. ' +
      'Backups made before need the old key file: keep a copy with them. Staff sign in anew after the next restart.',
  )
  .action(run)

export const command = new Command('encryption')
  .description('Changes the key that seals what is personal.')
  .addCommand(rotate)
  .addHelpText(
    'after',
    `
Examples:
  cp data/keys.json keys-before.json && npx regulars encryption rotate
  npx regulars encryption rotate --data /srv/regulars`,
  )

async function run(flags: Flags): Promise<void> {
  await withDatabase(flags, async ({ url, config, log }) => {
    const closing = closingStack(log)
    try {
      const dataDir = openDataFolder(config.dataDir)
      const { rooms, keyring } = await openPremises({ url, config, dataDir, log, closing })
      const pause = () => new Promise<void>((resolve) => setTimeout(resolve, KEYS_SETTLE_MILLISECONDS))
      await rotateEncryption({ members: rooms.members, keyring, pause }, (line) => process.stdout.write(`${line}\n`))
      const deed = currentDeed()
      const version = String(keyring.live()[0].version)
      if (deed !== undefined)
        await rooms.audit.tell([{ deed, change: { on: { kind: 'encryption-key', id: version } } }])
      await rooms.audit.seal()
    } finally {
      await closing.closeAll()
    }
  })
}

type Parts = {
  readonly members: Pick<MembersService, 'rotateKeys' | 'retireKeys'>
  readonly keyring: Keyring
  /** Waits until every process writes under the new key, and what it wrote under the old one is committed. */
  readonly pause: () => Promise<void>
}

/** A rotation that was stopped goes on with the key that it made. @throws KeysUnusable */
export async function rotateEncryption({ members, keyring, pause }: Parts, say: (line: string) => void): Promise<void> {
  // With keys from the environment the operator has put the new version first; it cannot be made or forgotten here.
  const made = keyring.from === 'file' && keyring.live().length === 1 ? keyring.add() : keyring.live()[0].version
  say(`Everything is written under key version ${made} from now on.`)
  await pause()
  const sums = { rewrapped: 0, identities: 0, members: 0 }
  for (let done = false; !done; ) {
    const more = await members.rotateKeys()
    sums.rewrapped += more.rewrapped
    sums.identities += more.identities
    sums.members += more.members
    done = more.done
  }
  say(`Brought over: ${sums.rewrapped} keys of members, ${sums.identities} identities, ${sums.members} search indexes.`)
  if (keyring.from === 'environment' && keyring.live().length > 1) {
    say('Now take the old version out of REGULARS_KEYS, restart every process, and run this once more.')
    return
  }
  const { claims } = await members.retireKeys()
  say(`The old key is forgotten, with ${claims} claims made under it.`)
}
