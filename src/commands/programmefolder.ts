/** The folder that `regulars programme` writes and reads. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canonical } from '../base/canonical.ts'
import type { Definition } from '../programme/definition.ts'
import { pageOf } from '../programme/files/page.ts'
import { type Read, readProgramme } from '../programme/files/read.ts'
import { sections } from '../programme/files/sections.ts'
import { filesOf } from '../programme/files/write.ts'

const yaml = /\.ya?ml$/

/** @throws with every problem and its file and line */
export function programmeIn(folder: string): Extract<Read, { problems?: undefined }> {
  const files = yamlIn(folder)
  if (files.size === 0) throw new Error(`There is no programme in ${folder}. \`regulars programme export\` writes one.`)
  const read = readProgramme(files)
  if (read.problems !== undefined) {
    const problems = read.problems.map(({ file, line, problem }) => `${join(folder, file)}:${line} ${problem}`)
    throw new Error(problems.join('\n'))
  }
  return read
}

/** Writes what says something else than the file that is there. @param prune removes items that the programme does not have */
export function exported(folder: string, definition: Definition, prune: boolean) {
  const files = filesOf(definition)
  const before = yamlIn(folder)
  const written = [...files].filter(([path, text]) => !saysTheSame(path, before.get(path), text))
  const strays = [...before.keys()].filter((path) => sections.has(path.split('/')[0] ?? '') && !files.has(path))
  for (const [path, text] of written) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  if (prune) for (const path of strays) rmSync(join(folder, path))
  return { written: written.map(([path]) => path), strays, kept: files.size - written.length }
}

function saysTheSame(path: string, before: string | undefined, text: string): boolean {
  if (before === undefined) return false
  const [was, is] = [pageOf(path, before), pageOf(path, text)]
  return was.problems.length === 0 && canonical(was.data) === canonical(is.data)
}

/** YAML files of the folder and of the folders in it, by path with / between folders; hidden ones are nobody's business. */
function yamlIn(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) {
      for (const each of entriesOf(join(folder, entry.name)))
        if (each.isFile() && yaml.test(each.name) && !each.name.startsWith('.')) add(`${entry.name}/${each.name}`)
    } else if (entry.isFile() && yaml.test(entry.name)) add(entry.name)
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))

  function add(path: string): void {
    found.set(path, readFileSync(join(folder, path), 'utf8'))
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return []
    throw error
  }
}
