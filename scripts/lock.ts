/**
 * `node scripts/lock.ts` completes package-lock.json with the optional packages of other platforms. npm leaves out those that
 * the registry it asked does not offer, and `npm ci` then refuses the whole file. tests/lock.test.ts says when to run it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { Type as type } from 'typebox'
import { Compile } from 'typebox/compile'

const entry = type.Object({
  version: type.Optional(type.String()),
  dev: type.Optional(type.Boolean()),
  optionalDependencies: type.Optional(type.Record(type.String(), type.String())),
})
const lockFile = Compile(type.Object({ packages: type.Record(type.String(), entry) }))
type Entry = ReturnType<typeof lockFile.Parse>['packages'][string]

const path = new URL('../package-lock.json', import.meta.url)
const systems = ['android', 'darwin', 'win32', 'freebsd', 'linux', 'openharmony', 'aix', 'sunos', 'netbsd', 'openbsd']
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'arm', 'loong64', 'mips64el']

/** Optional packages that the lock file asks for and does not describe, by where they would be. */
export function missingFromLock(): Map<string, object> {
  const { packages } = lockFile.Parse(JSON.parse(readFileSync(path, 'utf8')))
  const missing = new Map<string, object>()
  for (const [at, one] of Object.entries(packages))
    for (const [name, version] of Object.entries(one.optionalDependencies ?? {})) {
      const places = [`${at}/node_modules/${name}`, `node_modules/${name}`]
      if (places.every((place) => packages[place] === undefined))
        missing.set(`node_modules/${name}`, described({ name, version, by: one }))
    }
  return missing
}

/** Such packages are named after their platform; npm installs one only where all of it is so. */
function described({ name, version, by }: { name: string; version: string; by: Entry }): object {
  const words = name.replace('windows', 'win32').split(/[/-]/)
  const cpu = processors.filter((processor) => words.includes(processor))
  const os = systems.filter((system) => words.includes(system))
  const libc = words.some((word) => word.includes('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : []
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(by.dev === true ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  }
}

if (import.meta.main) {
  const lock: { packages: Record<string, object> } = JSON.parse(readFileSync(path, 'utf8'))
  const missing = missingFromLock()
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) })
  lock.packages = Object.fromEntries(packages.sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`${missing.size} packages of other platforms were added.\n`)
}
