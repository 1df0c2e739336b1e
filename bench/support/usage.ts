/** What processes used, from /proc: the steadiest numbers on a machine that is shared. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const TICK_MILLISECONDS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Fields of /proc/<pid>/stat after the program's name, which may hold anything; empty when the process has ended. */
function stat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Field numbers of proc(5), less the two that `stat` cuts off and the one that counts from 1. */
const PARENT = 1
const USER = 11
const CHILDREN_SYSTEM = 14

/** CPU milliseconds of a process, without those of its children. */
export function cpuOf(pid: number): number {
  return sum(stat(pid).slice(USER, USER + 2))
}

/** CPU milliseconds of a process with its children, those that have ended too. */
export function cpuOfFamily(pid: number): number {
  const own = sum(stat(pid).slice(USER, CHILDREN_SYSTEM + 1))
  return childrenOf(pid).reduce((total, child) => total + cpuOf(child), own)
}

function sum(ticks: readonly string[]): number {
  return ticks.reduce((total, each) => total + Number(each), 0) * TICK_MILLISECONDS
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => Number(stat(each)[PARENT]) === pid)
}

export type Memory = {
  /** Megabytes now. */ readonly resident: number /** Megabytes at most so far. */
  readonly peak: number
}

/** Undefined when the process has ended. */
export function memoryOf(pid: number): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
    const resident = megabytes('VmRSS')
    return resident === 0 ? undefined : { resident, peak: megabytes('VmHWM') }
  } catch {
    return undefined
  }
}
