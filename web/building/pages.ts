/**
 * Writes each page once more for every place that people open and every language: with what is seen first drawn in it,
 * and with the scripts that the place needs named at once, instead of being found out step by step.
 */
import type { Plugin, Rolldown } from 'vite'
import { words as english } from '../words/en/index.ts'
import { words as englishPortal } from '../words/en/portal.ts'
import { words as chinese } from '../words/zh-CN/index.ts'
import { words as chinesePortal } from '../words/zh-CN/portal.ts'
import { drawnAccess, drawnFrame, drawnScreen } from './drawn.ts'
import { traditional } from './traditional.ts'

type Bundle = Rolldown.OutputBundle
/** Says a text of the simplified and of the English words in one language. */
type Say = (simplified: string, english: string) => string

type Spoken = {
  readonly say: Say
  readonly words: string
  /** What the page needs to say what the server says. */ readonly besides: readonly string[]
}

const languages: Readonly<Record<string, Spoken>> = {
  'zh-CN': { say: (simplified) => simplified, words: '/words/zh-CN/', besides: [] },
  'zh-TW': { say: (simplified) => traditional(simplified), words: '/words/zh-CN/', besides: ['/ui/traditional.ts'] },
  en: { say: (_, text) => text, words: '/words/en/', besides: [] },
}

type Place = {
  readonly name: string
  /** Ends of the paths of the modules that are shown there; none for pages that share a drawing. */
  readonly modules: readonly string[]
  /**
   * What they ask the server at once. Nothing in the portal: staff who look in a member's place ask with a token, and a browser
   * takes the answer that it fetched ahead, with the cookie, for both.
   */
  readonly asks: readonly string[]
  readonly drawn: (say: Say) => string
}

type Whole = {
  /** Of the page as Vite writes it. */ readonly file: string
  readonly root: string
  readonly words: string
  readonly places: (bundle: Bundle) => readonly Place[]
}

const STAFF = ['/v1/me']
/** The answers that fill the first screen of a place, asked for while its scripts are on their way. */
const asked: Readonly<Record<string, readonly string[]>> = {
  home: ['/v1/overview', '/v1/first-day', '/v1/programme', '/v1/members?limit=1'],
}

const consolePage: Whole = {
  ...{ file: 'index.html', root: 'console', words: 'index.ts' },
  places: (bundle) => [
    ...modulesOf(bundle).flatMap((module) => consolePlace(module) ?? []),
    {
      name: 'frame',
      modules: [],
      asks: STAFF,
      drawn: (say) => drawnFrame(say(chinese.frame.brand, english.frame.brand), undefined),
    },
  ],
}

const portalPage: Whole = {
  ...{ file: 'portal/index.html', root: 'portal', words: 'portal.ts' },
  places: () => [
    {
      ...{ name: 'join', modules: ['/portal/access/page.tsx'], asks: [] },
      drawn: (say) =>
        drawnScreen(
          say(chinesePortal.my.access.title, englishPortal.my.access.title),
          say(chinesePortal.my.access.introduction, englishPortal.my.access.introduction),
        ),
    },
    { name: 'card', modules: ['/portal/card/page.tsx'], asks: [], drawn: () => drawnScreen('', undefined) },
    { name: 'frame', modules: [], asks: [], drawn: () => drawnScreen('', undefined) },
  ],
}

function consolePlace(module: string): Place | undefined {
  if (module.endsWith('/console/access/signin.tsx'))
    return {
      ...{ name: 'sign-in', modules: [module], asks: [] },
      drawn: (say) =>
        drawnAccess({
          brand: say(chinese.frame.brand, english.frame.brand),
          title: say(chinese.access.signIn, english.access.signIn),
          help: say(chinese.access.forgotten, english.access.forgotten),
        }),
    }
  const name = /\/console\/(\w+)\/page\.tsx$/.exec(module)?.[1]
  if (name === undefined || !isRoom(name)) return undefined
  return {
    ...{ name, modules: [module], asks: [...STAFF, ...(asked[name] ?? [])] },
    drawn: (say) =>
      drawnFrame(say(chinese.frame.brand, english.frame.brand), say(chinese.rooms[name], english.rooms[name])),
  }
}

const isRoom = (name: string): name is keyof typeof english.rooms => Object.hasOwn(english.rooms, name)

function modulesOf(bundle: Bundle): string[] {
  return Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? (file.facadeModuleId ?? []) : []))
}

/** The files of a module and of what it needs. */
function filesOf(bundle: Bundle, wanted: (module: string) => boolean): { scripts: Set<string>; styles: Set<string> } {
  const [scripts, styles] = [new Set<string>(), new Set<string>()]
  const collect = (name: string) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || scripts.has(name)) return
    scripts.add(name)
    for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style)
    file.imports.forEach(collect)
  }
  for (const file of Object.values(bundle))
    if (file.type === 'chunk' && file.facadeModuleId !== null && wanted(file.facadeModuleId)) collect(file.fileName)
  return { scripts, styles }
}

function links(html: string, { scripts, styles }: ReturnType<typeof filesOf>): string {
  const link = (rel: string, name: string) =>
    html.includes(`"/${name}"`) ? '' : `    <link rel="${rel}" crossorigin href="/${name}">\n`
  return (
    [...scripts].map((name) => link('modulepreload', name)).join('') +
    [...styles].map((name) => link('stylesheet', name)).join('')
  )
}

const preload = (path: string) => `    <link rel="preload" as="fetch" crossorigin href="${path}">\n`

function written(page: Whole, html: string, bundle: Bundle): { name: string; source: string }[] {
  return page.places(bundle).flatMap(({ name, modules, asks, drawn }) =>
    Object.entries(languages).map(([language, { say, words, besides }]) => {
      const spoken = `${words}${page.words}${language === 'zh-TW' ? '?traditional' : ''}`
      const files = filesOf(bundle, (id) => [spoken, ...besides, ...modules].some((end) => id.endsWith(end)))
      const source = html
        .replace(/<html lang="[\w-]+"/, `<html lang="${language}"`)
        .replace('  </head>', `${links(html, files)}${asks.map(preload).join('')}  </head>`)
        .replace(`<div id="${page.root}"></div>`, `<div id="${page.root}">${drawn(say)}</div>`)
      return { name: `pages/${page.root}/${name}.${language}.html`, source }
    }),
  )
}

export function pagesDrawn(): Plugin {
  return {
    name: 'pages-drawn',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const page of [consolePage, portalPage]) {
        const html = bundle[page.file]
        if (html?.type !== 'asset') throw new Error(`${page.file} was not built`)
        for (const { name, source } of written(page, String(html.source), bundle))
          this.emitFile({ type: 'asset', fileName: name, source })
      }
    },
  }
}
