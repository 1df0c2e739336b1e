/**
 * How the bundled Postgres is configured: durable, sized to the machine, reachable only through a socket in its own folder,
 * and with a log that quotes no data.
 */
import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

export type Settings = Readonly<Record<string, string>>

const MEGABYTE = 1024 * 1024
/** Below this, parallel queries run out of POSIX shared memory (containers often have 64 MB), so files are mapped instead. */
const SHARED_MEMORY_NEEDED = 512 * MEGABYTE

/** Bytes that this process and Postgres may use together: the container's limit where there is one. */
function memory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

function megabytes({ bytes, least, most }: { bytes: number; least: number; most: number }): string {
  return `${Math.round(Math.min(Math.max(bytes / MEGABYTE, least), most))}MB`
}

function sharedMemory(): string {
  if (process.platform !== 'linux') return 'posix'
  try {
    const mount = statfsSync('/dev/shm')
    return mount.blocks * mount.bsize < SHARED_MEMORY_NEEDED ? 'mmap' : 'posix'
  } catch {
    return 'mmap'
  }
}

/** @param socketFolder where the socket goes, as Postgres sees it */
export function settingsFor(socketFolder: string): Settings {
  const bytes = memory()
  return {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: megabytes({ bytes: bytes / 4, least: 128, most: 2048 }),
    effective_cache_size: megabytes({ bytes: bytes / 2, least: 256, most: 1024 * 1024 }),
    maintenance_work_mem: megabytes({ bytes: bytes / 16, least: 64, most: 512 }),
    work_mem: megabytes({ bytes: bytes / 512, least: 4, most: 16 }),
    dynamic_shared_memory_type: sharedMemory(),
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'on',
    min_wal_size: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'iso, ymd',
    default_text_search_config: 'pg_catalog.simple',
    lc_messages: 'C',
    // An error's text can quote a value that names a person. The program hears of its errors itself; the log keeps what
    // concerns the server: starts, stops, checkpoints, crashes.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] ',
  }
}

/** `postgresql.conf`. What an operator sets with `alter system` comes later, and so wins. */
export function configurationText(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  return ['# Regulars writes this file at each start. To change a setting, use `alter system`.', ...lines, ''].join(
    '\n',
  )
}
