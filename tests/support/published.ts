/** Real data that lies beside the project and is not part of it: what others published about it is tested where it is, and always in CI. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export function publishedFile(name: string): string {
  return fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url))
}

export const publishedIsHere = existsSync(publishedFile('README.md')) || process.env['CI'] === 'true'
