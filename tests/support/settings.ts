import type { Settings } from '../../src/platform/postgres/settings.ts'

/** The tests' Postgres need not survive a power cut. Durable settings have tests of their own. */
export const testSettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_compression: 'off',
  max_wal_size: '1GB',
  shared_buffers: '256MB',
  max_connections: '120',
}
