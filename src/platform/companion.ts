/** A process beside this one that runs another command of `regulars`; one that ends is started again, later each time. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inherited } from './config.ts'
import type { Log } from './log.ts'

export type CompanionParts = {
  /** The command and its flags. */ readonly command: readonly string[]
  /** Added to this process's own. */ readonly environment: Readonly<Record<string, string>>
  readonly log: Log
  /** After which it is launched: a start has work enough of its own. */ readonly delayMilliseconds: number
}

const program = fileURLToPath(new URL('../../bin/cli.js', import.meta.url))
const FIRST_WAIT_MILLISECONDS = 1_000
const LONGEST_WAIT_MILLISECONDS = 60_000
/** One that ran so long may be tried again at once. */
const STEADY_MILLISECONDS = 60_000
/** What is at work is finished in this time, or begun again at the next start. */
const STOP_MILLISECONDS = 10_000

/** @returns how to end it for good */
export function companion(parts: CompanionParts): { stop(): Promise<void> } {
  let [stopping, wait] = [false, FIRST_WAIT_MILLISECONDS]
  let child: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let timer = setTimeout(launch, parts.delayMilliseconds)
  timer.unref()

  function launch(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    ended = promise
    const began = performance.now()
    // The channel tells it when this process is gone, however it went.
    child = spawn(process.execPath, [program, ...parts.command], {
      env: inherited(parts.environment),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('error', (error) => parts.log.warn({ err: error, command: parts.command[0] }, 'could not be started'))
    child.on('close', (code, signal) => {
      resolve()
      if (stopping) return
      const steady = performance.now() - began > STEADY_MILLISECONDS
      wait = steady ? FIRST_WAIT_MILLISECONDS : Math.min(LONGEST_WAIT_MILLISECONDS, wait * 2)
      parts.log.warn({ command: parts.command[0], code, signal, milliseconds: wait }, 'ended; it is started again')
      timer = setTimeout(launch, wait)
      timer.unref()
    })
  }

  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      child?.kill('SIGTERM')
      const late = setTimeout(() => child?.kill('SIGKILL'), STOP_MILLISECONDS)
      await ended
      clearTimeout(late)
    },
  }
}

/** Resolves when the process that launched this one is gone; never when nobody did. */
export function launcherGone(): Promise<void> {
  return new Promise((resolve) => {
    process.on('disconnect', resolve)
    // Listening must not keep this process from ending.
    process.channel?.unref()
  })
}
