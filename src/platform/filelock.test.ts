import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runFile, temporaryFolder } from '../../tests/support/processes.ts'
import { lock, tryLock } from './filelock.ts'

const folder = temporaryFolder('filelock')

test('an exclusive lock excludes everybody, shared ones exclude only an exclusive one', () => {
  const path = join(folder, 'kinds.lock')
  const first = tryLock(path, 'shared')
  const second = tryLock(path, 'shared')
  expect(second).toBeDefined()
  expect(tryLock(path, 'exclusive')).toBeUndefined()
  first?.release()
  first?.release()
  expect(tryLock(path, 'exclusive')).toBeUndefined()
  second?.release()
  const alone = tryLock(path, 'exclusive')
  expect(alone).toBeDefined()
  expect(tryLock(path, 'shared')).toBeUndefined()
  alone?.release()
  expect(tryLock(path, 'shared')).toBeDefined()
})

test('a lock is let go of when its process is killed', async () => {
  const path = join(folder, 'killed.lock')
  const script = join(folder, 'hold.ts')
  const module = new URL('./filelock.ts', import.meta.url).href
  writeFileSync(
    script,
    `import { tryLock } from '${module}'\nconsole.log(tryLock('${path}', 'exclusive') === undefined ? 'no' : 'held')\nsetInterval(() => {}, 1000)\n`,
  )
  const holder = runFile(script, [])
  await holder.says('held')
  expect(tryLock(path, 'exclusive')).toBeUndefined()
  holder.kill('SIGKILL')
  await holder.ended
  expect(tryLock(path, 'exclusive')).toBeDefined()
})

test('waiting for a lock ends when it is free, or after the time given', async () => {
  const path = join(folder, 'wait.lock')
  const held = await lock(path, 'exclusive', 1)
  await expect(lock(path, 'shared', 0.05)).rejects.toThrow('another process has held')
  setTimeout(() => held.release(), 50)
  await expect(lock(path, 'shared', 5)).resolves.toBeDefined()
})
