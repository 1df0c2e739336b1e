/** Everything that runs in the background: each room's tasks, and when the repeated ones run. */
import type { Jobs } from './platform/jobs.ts'

export const jobs: Jobs = { tasks: {}, schedule: '' }
