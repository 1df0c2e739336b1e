import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
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
/** The till's worker keeps its address, because a browser knows it by that; everything else is named by its content. */
const WORKER = 'till/worker.js'

/** Tells the till's worker what to keep on the device: every script and style that the till's page may ever load. */
function shell(): Plugin {
  return {
    name: 'shell',
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
        if (file.type === 'chunk' && file.isEntry && file.name === 'till') collect(file.fileName)
      const worker = bundle[WORKER]
      if (worker?.type !== 'chunk' || found.size === 0) throw new Error('the till or its worker was not built')
      const files = [...found, 'icon.svg', 'till.webmanifest'].map((name) => `/${name}`).toSorted()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      worker.code = worker.code.replaceAll('TILL_SHELL', JSON.stringify({ version, files }))
    },
  }
}

export default defineConfig({
  root,
  plugins: [traditionalWords(), react(), shell(), compressed()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: `${root}index.html`,
        till: `${root}till/index.html`,
        worker: `${root}till/worker/worker.ts`,
        portal: `${root}portal/index.html`,
      },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? WORKER : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/v1': 'http://localhost:8080', '/api': 'http://localhost:8080' } },
})
