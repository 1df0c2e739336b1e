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

export default defineConfig({
  root,
  plugins: [traditionalWords(), react(), compressed()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    emptyOutDir: true,
    rolldownOptions: { input: { index: `${root}index.html`, portal: `${root}portal/index.html` } },
  },
  server: { proxy: { '/v1': 'http://localhost:8080', '/api': 'http://localhost:8080' } },
})
