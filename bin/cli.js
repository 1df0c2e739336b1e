/**
 * The way in on the pinned Node. Compiled code is kept between starts, TypeScript's stripped form too: turned on here, before the
 * first line of TypeScript is read, the part of Node that strips types is never even loaded.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
await import('../src/cli.ts')
