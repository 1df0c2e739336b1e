import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { handbookGuides } from './building/handbook.ts'
import { pagesDrawn } from './building/pages.ts'
import { unneededSpared } from './building/spared.ts'
import { traditionalWords } from './building/traditional.ts'

/** Smaller files travel as fast as they are. */
const WORTH_COMPRESSING_BYTES = 1_024
/** The best level takes four times as long for 3 % less. */
const BROTLI_QUALITY = 9

const folder = fileURLToPath(new URL('./dist/assets/', import.meta.url))

/** Writes `.br` and `.gz` beside every asset, so that the server never compresses while somebody waits. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      await mkdir(folder, { recursive: true })
      for (const name of await readdir(folder)) {
        const content = await readFile(folder + name)
        if (!/\.(js|css|svg)$/.test(name) || content.length < WORTH_COMPRESSING_BYTES) continue
        const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
        await writeFile(`${folder + name}.br`, await promisify(brotliCompress)(content, { params }))
        await writeFile(`${folder + name}.gz`, await promisify(gzip)(content))
      }
    },
  }
}

const root = fileURLToPath(new URL('.', import.meta.url))
/** Workers keep their addresses, because a browser knows them by those; everything else is named by its content. */
const workers = {
  till: { address: 'till/worker.js', written: 'TILL_SHELL', besides: ['icon.svg', 'till.webmanifest'] },
  portal: { address: 'my/worker.js', written: 'PORTAL_SHELL', besides: ['icon.svg', 'my.webmanifest'] },
} as const

/** Tells a page's worker what to keep on the device: every script and style that the page may ever load. */
function shell(page: keyof typeof workers): Plugin {
  const { address, written, besides } = workers[page]
  return {
    name: `shell of the ${page}`,
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const found = new Set<string>()
      const collect = (name: string) => {
        const file = bundle[name]
        if (found.has(name) || file === undefined) return
        found.add(name)
        if (file.type !== 'chunk') return
        for (const each of [...file.imports, ...file.dynamicImports, ...(file.viteMetadata?.importedCss ?? [])])
          collect(each)
      }
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.isEntry && file.name === page) collect(file.fileName)
      const worker = bundle[address]
      if (worker?.type !== 'chunk' || found.size === 0) throw new Error(`the ${page} or its worker was not built`)
      const files = [...found, ...besides].map((name) => `/${name}`).toSorted()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      worker.code = worker.code.replaceAll(written, JSON.stringify({ version, files }))
    },
  }
}

const libraries = ['react', 'react-dom', 'scheduler', '@tanstack', 'i18next', 'openapi-fetch', 'classnames', 'tslib']
const modules = [
  '/web/ui/formats.ts',
  '/web/ui/translation.ts',
  '/web/ui/answered.tsx',
  '/web/ui/server.ts',
  '/web/ui/paging.ts',
  '/web/ui/address.ts',
  '/web/ui/preferences.ts',
  '/web/ui/texts.ts',
  '/web/ui/currency.ts',
  '/sdk/index.ts',
]

/** What the console, the till and the portal share; in any other chunk each of them would load the others' with it. */
function basis(id: string): boolean {
  return (
    id.includes('preload-helper') ||
    libraries.some((name) => id.includes(`/node_modules/${name}/`)) ||
    modules.some((path) => id.endsWith(path))
  )
}

const parts = (names: string) => new RegExp(`/node_modules/(?:@rc-component|antd/es)/(?:${names})/`)

/** Of Ant Design what every page of the console stands in, with the signs beside its words. */
const desk = [
  parts('_util|alert|button|config-provider|empty|grid|locale|style|theme|motion|resize-observer|util'),
  /\/node_modules\/(?:@ant-design\/(?!icons)[\w-]+|@ant-design\/icons\/es\/(?!icons\/)[\w/]+|stylis|@babel\/runtime|@emotion)\//,
  /\/(?:Appstore|Audit|Bulb|ClockCircle|Gift|Home|Idcard|Import|Message|QuestionCircle|Read|Setting|Shop|Shopping|Star|Tags|Team|Translation|User|Loading|Close)Outlined\.js$/,
  /\/(?:Close|Check|Exclamation|Info)CircleFilled\.js$/,
  /\/web\/(?:console\/(?:frame|console|router|within|insights\/routes|session|shortcuts|words|missing)|ui\/(?:theme|languages|menu|card|explained|page|progress|states|programme|words|format|toast|stands))\.tsx?$/,
]

/** What explains a word or a field, above it. */
const hints = [parts('portal|popover|tooltip|trigger'), /\/web\/ui\/hinted\.tsx$/]

/** What lies over a page: nobody needs it for a first look. */
const overlays = [
  parts('dialog|dropdown|menu|message|modal|notification|overflow|popconfirm'),
  /\/web\/ui\/(?:openmenu|tellers)\.tsx$/,
]

/** What one types into. */
const fields = [parts('checkbox|divider|form|input|async-validator|space|typography'), /\/web\/ui\/search\.tsx$/]

/** What many pages of the console show: marks beside texts, and lists with what one chooses from. */
const marks = [parts('spin|tabs|tag')]
const lists = [
  parts('context|pagination|radio|select|table|tree|virtual-list'),
  /\/web\/(?:ui\/(?:longtable|personal)|console\/\w+\/status)\.tsx?$/,
]

const among = (patterns: readonly RegExp[]) => (id: string) => patterns.some((pattern) => pattern.test(id))

export default defineConfig({
  root,
  plugins: [
    unneededSpared(),
    traditionalWords(),
    handbookGuides(),
    react(),
    shell('till'),
    shell('portal'),
    pagesDrawn(),
    compressed(),
  ],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    // Every browser that can run these pages knows how to preload modules.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: `${root}index.html`,
        till: `${root}till/index.html`,
        'till-worker': `${root}till/worker/worker.ts`,
        portal: `${root}portal/index.html`,
        'portal-worker': `${root}portal/worker/worker.ts`,
      },
      output: {
        // A phone asks for six files at a time: what every page needs comes as one.
        codeSplitting: {
          groups: [
            {
              name: 'basis',
              test: basis,
              priority: 2,
            },
            {
              name: 'touch',
              test: /node_modules\/(antd-mobile|antd-mobile-icons|ahooks)\/|\/web\/portal\/(parts|card|access)\//,
            },
            { name: 'desk', test: among(desk) },
            { name: 'hints', test: among(hints) },
            { name: 'fields', test: among(fields) },
            { name: 'overlays', test: among(overlays) },
            { name: 'marks', test: among(marks) },
            { name: 'lists', test: among(lists) },
          ],
        },
        entryFileNames: ({ name }) => {
          if (name === 'till-worker') return workers.till.address
          return name === 'portal-worker' ? workers.portal.address : 'assets/[name]-[hash].js'
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://localhost:8080', '/api': 'http://localhost:8080' } },
})
