export const statuses = ['active', 'prospect', 'suspended', 'closed'] as const
export type Status = (typeof statuses)[number]

export function isStatus(text: string): text is Status {
  return statuses.some((status) => status === text)
}
