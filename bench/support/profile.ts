/** Where a Node process spent its time: the functions with the most of it to themselves, from its own CPU profile. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FUNCTIONS_SHOWN = 40

const folderIn = (dataDir: string): string => join(dataDir, 'profiles')

export function profiling(dataDir: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folderIn(dataDir)}`]
}

type Profile = {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Of the newest profile of the folder. */
export function hotspots(dataDir: string): string {
  const folder = folderIn(dataDir)
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .at(-1)
  if (newest === undefined) return 'the server left no profile'
  const profile: Profile = JSON.parse(readFileSync(join(folder, newest), 'utf8'))
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? ''
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0))
  })
  times.delete('(idle)')
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  const top = [...times].sort(([, a], [, b]) => b - a).slice(0, FUNCTIONS_SHOWN)
  const shown = top.map(([name, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`)
  return [`time of functions to themselves (${join(folder, newest)}):`, ...shown].join('\n')
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\/.*\/src\//, 'src/')
  return `${functionName || '(anonymous)'}  ${file}:${lineNumber + 1}`
}
