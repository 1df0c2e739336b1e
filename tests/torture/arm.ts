/**
 * Loaded before the server with `node --import`: ends the server or its Postgres when a named point is passed for the n-th
 * time. FAIL_AT is `point:n:server` or `point:n:postmaster`, FAIL_POSTGRES the file that names Postgres' process.
 */
import { readFileSync } from 'node:fs'
import { failpoints, onFailpoint, rareFailpoints } from '../../src/platform/failpoints.ts'

const [name, count, victim] = (process.env.FAIL_AT ?? '').split(':')
const wanted = [...failpoints, ...rareFailpoints].find((point) => point === name)
if (wanted === undefined) throw new Error(`there is no failpoint ${name}`)

let left = Number(count)
onFailpoint((point) => {
  if (point !== wanted) return
  left -= 1
  if (left !== 0) return
  process.stdout.write(`failpoint ${point}\n`)
  const postmaster = (): number => Number(readFileSync(process.env.FAIL_POSTGRES ?? '', 'utf8').split('\n')[0])
  process.kill(victim === 'server' ? process.pid : postmaster(), 'SIGKILL')
})
