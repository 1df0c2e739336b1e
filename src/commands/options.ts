/** Options that commands share. */
import { Command } from 'commander'
import type { Flags } from '../platform/config.ts'

/** A command with the options that say which data it works on. */
export function dataCommand(name: string): Command {
  return new Command(name)
    .option('--data <folder>', 'data folder (REGULARS_DATA; default: data in the project)')
    .option('--database <url>', 'use this Postgres instead of the bundled one (DATABASE_URL)')
    .option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent (LOG_LEVEL; default: info)')
}

/** A command that serves: also where and how. */
export function servingCommand(name: string): Command {
  return dataCommand(name)
    .option('--port <number>', 'port to listen on, 0 for any free one (PORT; default: 8080)')
    .option('--host <address>', 'address to listen on, 0.0.0.0 for all (HOST; default: 127.0.0.1)')
    .option('--public-url <url>', 'where people reach the server, when a proxy stands before it (REGULARS_PUBLIC_URL)')
    .option(
      '--time-zone <name>',
      "the programme's time zone, e.g. Asia/Shanghai (REGULARS_TIME_ZONE; default: this machine's)",
    )
}

export type { Flags }
