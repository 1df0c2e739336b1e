/** Spares every page what the smallest parts of Ant Design import and a page without forms and tooltips never runs. */
import type { Plugin } from 'vite'

/** Of `importer` the import of `source`, answered by the module `by`, or by nothing that is ever called. */
const spared = [
  // Needs only the context of forms, gets forms and their checks.
  { importer: '/antd/es/form/context.js', source: '@rc-component/form', by: '@rc-component/form/es/FormContext' },
  // For tooltips that share one element, which no page configures.
  { importer: '/antd/es/config-provider/index.js', source: '../tooltip/UniqueProvider', by: undefined },
] as const

const NEVER_CALLED = '\0never-called'

export function unneededSpared(): Plugin {
  const met = new Set<string>()
  return {
    name: 'unneeded-spared',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === NEVER_CALLED) return NEVER_CALLED
      const found = spared.find((each) => each.source === source && importer?.endsWith(each.importer) === true)
      if (found === undefined) return undefined
      met.add(found.importer)
      return found.by === undefined ? NEVER_CALLED : this.resolve(found.by, importer, { skipSelf: true })
    },
    load(id) {
      return id === NEVER_CALLED
        ? 'export default function neverCalled() { throw new Error("not on these pages") }'
        : undefined
    },
    buildEnd(error) {
      if (error !== undefined) return
      for (const { importer, source } of spared)
        if (!met.has(importer))
          throw new Error(`${importer} does not import ${source} any more: see building/spared.ts`)
    },
  }
}
