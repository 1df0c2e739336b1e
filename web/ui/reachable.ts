/** A table that is wider than the screen is scrolled with the arrow keys, too, once it can be reached by keyboard. */
export function reachable(around: HTMLElement | null): void {
  for (const content of around?.querySelectorAll<HTMLElement>('.ant-table-content') ?? []) content.tabIndex = 0
}
