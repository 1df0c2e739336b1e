/** What `traditionalWords` makes while the pages are built. */
declare module '*?traditional' {
  export const words: object
}

declare module '*?signs' {
  /** Simplified and traditional signs in turns. */
  export const signs: string
  export const corrections: readonly (readonly [made: string, right: string])[]
}

declare module '*?guides=en' {
  export const guides: readonly import('../console/handbook/model.ts').Guide[]
}

declare module '*?guides=zh-CN' {
  export const guides: readonly import('../console/handbook/model.ts').Guide[]
}
