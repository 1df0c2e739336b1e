/** Types of prepare.js, which is JavaScript because it runs before TypeScript can. */
export function prepare(wanted?: { browser?: boolean }): Promise<void>
export function nodeProgram(): string
/** The program of an installed Chromium or Chrome. */
export function findChromium(): string | undefined
export const CHROMIUM_ADVICE: string
