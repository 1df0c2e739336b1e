/** The folder that holds what Regulars keeps outside Postgres, and the bundled Postgres itself. */
import { mkdirSync, realpathSync } from 'node:fs'

/**
 * Makes the folder when missing and returns its real path. It is closed to others; as root they may pass through it, though
 * not list it, because Postgres' own user has to.
 * @throws with what to do when it cannot be made
 */
export function openDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    return realpathSync(dataDir)
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be made or entered. Choose another with --data.`, {
      cause: error,
    })
  }
}
