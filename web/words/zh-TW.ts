/** Where Taiwan says it in other words than OpenCC makes of ours: what was made, and what is right. */
export const corrections: readonly (readonly [made: string, right: string])[] = [
  ['積分', '點數'],
  ['手機號', '手機號碼'],
  ['門店', '門市'],
  ['小票', '收據'],
  ['註銷', '刪除'],
  // A language is named in its own writing.
  ['簡體中文', '简体中文'],
]
