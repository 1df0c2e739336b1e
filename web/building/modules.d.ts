/** What `traditionalWords` makes while the pages are built. */
declare module '*?traditional' {
  export const words: object
}

declare module '*?signs' {
  /** Simplified and traditional signs in turns. */
  export const signs: string
  export const phrases: readonly import('../ui/replacing.ts').Pair[]
  export const corrections: readonly (readonly import('../ui/replacing.ts').Pair[])[]
}

declare module '*?guides=en' {
  export const guides: readonly import('../console/handbook/model.ts').Guide[]
}

declare module '*?guides=zh-CN' {
  export const guides: readonly import('../console/handbook/model.ts').Guide[]
}

declare module '*?guides=zh-TW' {
  export const guides: readonly import('../console/handbook/model.ts').Guide[]
}
