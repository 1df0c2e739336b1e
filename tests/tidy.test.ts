/** The repository checks itself: who may import whom, and what a file may not hold (ARCHITECTURE.md, CONTRIBUTING.md). */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** The rooms in the order the story is told: a room imports rooms to its left. */
const arrows = [
  ['base'],
  ['platform'],
  ['audit'],
  ['programme'],
  ['members', 'catalogue', 'staff'],
  ['messages'],
  ['presence'],
  ['accounts'],
  // Earning needs tiers and tiers know only accounts; both are told in one breath.
  ['tiers', 'points'],
  ['offers'],
  ['benefits'],
  ['orders'],
  ['portal'],
  ['imports', 'demo', 'overview', 'tills', 'merging', 'bulk', 'integrations', 'background', 'insights'],
] as const

const LINES_AT_MOST = 400
const generated = new Set(['sdk/types.ts'])
/** Files that are long because a list is long, each with its reason. */
const longForAReason = new Set<string>([])

type Source = { path: string; text: string; imports: string[] }

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/') && !path.includes('/dist/'))
}

const sources: Source[] = ['src', 'tests', 'bench', 'scripts', 'sdk', 'web']
  .flatMap((folder) => {
    try {
      return filesUnder(folder)
    } catch {
      return []
    }
  })
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const imports = [...text.matchAll(/(?:^|[\s}])(?:from|import|import\()\s*'([^'\n]+)'/gm)]
    return { path, text, imports: imports.map((found) => found[1] ?? '') }
  })

const inSrc = sources.filter(({ path }) => path.startsWith('src/'))
const product = inSrc.filter(({ path }) => !/\.(test|fixture)\.ts$/.test(path))

function roomOf(path: string): string | undefined {
  return /^src\/([a-z]+)\//.exec(path)?.[1]
}
function rank(room: string): number {
  return arrows.findIndex((level) => level.some((each) => each === room))
}
function target(source: Source, specifier: string): string {
  return normalize(join(dirname(source.path), specifier))
    .split(sep)
    .join('/')
}

function offences(check: (source: Source) => string[], among = product): string[] {
  return among.flatMap((source) => check(source).map((what) => `${source.path}: ${what}`))
}

/** Lines that hold code, with their numbers; comments and what stands in strings are left alone where the check allows. */
function linesWith(pattern: RegExp): (source: Source) => string[] {
  return ({ text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, number: index + 1 }))
      .filter(({ line }) => !/^\s*(\*|\/\/|\/\*)/.test(line) && pattern.test(line))
      .map(({ line, number }) => `${number}: ${line.trim()}`)
}

describe('the house', () => {
  test('every room is in the list of arrows', () => {
    const rooms = [...new Set(inSrc.map(({ path }) => roomOf(path)).filter((room) => room !== undefined))]
    expect(rooms.filter((room) => rank(room) < 0 && room !== 'commands')).toEqual([])
  })

  test('a room imports only rooms to its left', () => {
    const found = offences((source) => {
      const room = roomOf(source.path)
      if (room === undefined || room === 'commands') return []
      return source.imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => target(source, specifier))
        .filter((path) => {
          const other = roomOf(path)
          if (!path.startsWith('src/') || other === room)
            return !path.startsWith('src/') && !path.endsWith('package.json')
          return other === undefined || rank(other) > rank(room)
        })
    })
    expect(found).toEqual([])
  })

  test('a room is used through its service, rules and facts, never through its store', () => {
    const found = offences((source) =>
      source.imports
        .filter((specifier) => specifier.startsWith('.') && /\/store\.ts$/.test(specifier))
        .map((specifier) => target(source, specifier))
        .filter((path) => roomOf(path) !== roomOf(source.path)),
    )
    expect(found).toEqual([])
  })

  test('web talks through the sdk and never imports the server', () => {
    const web = sources.filter(({ path }) => path.startsWith('web/'))
    const found = offences(
      (source) =>
        source.imports.filter(
          (specifier) => /(^|\/)src\//.test(target(source, specifier)) && target(source, specifier).startsWith('src/'),
        ),
      web,
    )
    expect(found).toEqual([])
  })

  test('each package declares what it imports', () => {
    const declared = (file: string) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, file), 'utf8'))
      return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)])
    }
    const [ofRoot, ofWeb, ofSdk] = [
      declared('package.json'),
      declared('web/package.json'),
      declared('sdk/package.json'),
    ]
    const found = offences((source) => {
      const known = source.path.startsWith('web/') ? ofWeb : source.path.startsWith('sdk/') ? ofSdk : ofRoot
      return source.imports
        .filter(
          (specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:') && !specifier.startsWith('${'),
        )
        .map((specifier) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => !known.has(name))
    }, sources)
    expect(found).toEqual([])
  })
})

describe('the code', () => {
  test('time and chance come in: none of them is taken outside platform', () => {
    const found = offences(linesWith(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|Temporal\.Now\./)).filter(
      (each) => !each.startsWith('src/platform/'),
    )
    expect(found.filter((each) => !each.startsWith('src/base/time.ts'))).toEqual([])
  })

  test('sql does not ask the database for the time', () => {
    const found = offences(linesWith(/\b(now\(\)|current_timestamp|clock_timestamp\(\))/i)).filter((each) =>
      /sql|select|insert|update/i.test(each),
    )
    expect(found.filter((each) => !each.startsWith('src/platform/') && !/clock\.now\(\)|\.now\(\)/.test(each))).toEqual(
      [],
    )
  })

  test('the environment is read in one file', () => {
    const found = offences(linesWith(/\bprocess\.env\b/)).filter((each) => !each.startsWith('src/platform/config.ts'))
    expect(found).toEqual([])
  })

  test('no enum, namespace, decorator or default export; classes are errors', () => {
    const found = [
      ...offences(linesWith(/^\s*(export\s+)?(const\s+)?enum\s|^\s*(export\s+)?namespace\s|^export default\b/)),
      ...offences(
        linesWith(/^\s*(export\s+)?(abstract\s+)?class\s+(?!\w+ extends \w*(Error|Unusable|Refused))/),
      ).filter((each) => !each.includes('extends pg.Client')),
    ]
    expect(found).toEqual([])
  })

  test('no todo and no placeholder', () => {
    const found = offences(linesWith(/\b(TODO|FIXME|XXX|[Nn]ot implemented|[Cc]oming soon)\b/), sources).filter(
      (each) => !each.startsWith('tests/tidy.test.ts'),
    )
    expect(found).toEqual([])
  })

  test('files are a sitting long', () => {
    const long = sources
      .filter(
        ({ path, text }) =>
          !generated.has(path) && !longForAReason.has(path) && text.split('\n').length > LINES_AT_MOST + 1,
      )
      .map(({ path, text }) => `${path}: ${text.split('\n').length} lines`)
    expect(long).toEqual([])
  })

  test('files and folders have no vague names', () => {
    const vague = /(^|\/)(utils?|helpers?|managers?|common|misc|data)(\/|\.|$)/
    const named = sources.map(({ path }) => path).filter((path) => !path.startsWith('web/words/'))
    expect(named.filter((path) => vague.test(path))).toEqual([])
  })

  test('no address of a registry and no path of a machine', () => {
    const text = [
      ...sources.map(({ path, text }) => ({ path, text })),
      { path: 'package-lock.json', text: readFileSync(join(root, 'package-lock.json'), 'utf8') },
    ]
    const found = text.filter(
      ({ path, text }) =>
        path !== 'tests/tidy.test.ts' && /registry\.npmjs|deb\.debian\.org|\/work\/main|\/root\/\w/.test(text),
    )
    expect(found.map(({ path }) => path)).toEqual([])
  })
})

describe('the migrations', () => {
  test('are numbered without gap and named in words', () => {
    const names = readdirSync(join(root, 'migrations')).sort()
    names.forEach((name, index) => {
      expect(name).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z0-9-]+\\.sql$`))
    })
  })
})
