/**
 * The programme's files as one: each begins with a line `--- # wallets/points.yaml`, so that it is YAML of several documents
 * and people can tell them apart.
 */
export type TextFile = { readonly path: string; readonly text: string }

const beginning = /^--- # (\S+\.ya?ml)[ \t]*$/

export function bundled(files: readonly TextFile[]): string {
  return files.map(({ path, text }) => `--- # ${path}\n${text.endsWith('\n') ? text : `${text}\n`}`).join('')
}

/** Line breaks of either kind. Empty when no line begins a file. */
export function unbundled(text: string): TextFile[] {
  const files: { path: string; lines: string[] }[] = []
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const path = beginning.exec(line)?.[1]
    if (path === undefined) files.at(-1)?.lines.push(line)
    else files.push({ path, lines: [] })
  }
  return files.map(({ path, lines }) => ({ path, text: lines.join('\n') }))
}

/** A folder as a browser gives it: paths begin with the name of the folder itself. Hidden files are nobody's business. */
export async function filesIn(chosen: readonly File[]): Promise<TextFile[]> {
  const [only, ...others] = chosen
  if (only !== undefined && others.length === 0 && only.webkitRelativePath === '') return unbundled(await only.text())
  const yaml = chosen.filter(({ name }) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
  return Promise.all(
    yaml.map(async (file) => ({
      path: file.webkitRelativePath.split('/').slice(1).join('/'),
      text: await file.text(),
    })),
  )
}
