/** What the sample shop sells, and where: a chain for coffee and tea with twelve stores. Every name is made up. */
import type { GivenCategory, GivenCode, GivenProduct, GivenStore } from '../catalogue/service.ts'
import { drinks, food, pantry, type Range, type Shelf } from './menu.ts'

type Names = readonly [code: string, chinese: string, english: string]

function named([code, name, english]: Names) {
  return { code, name, translations: { en: english } }
}

export type Good = { readonly sku: string; readonly priceMinor: number; readonly shelf: Shelf; readonly name: string }

export const channels: readonly GivenCode[] = (
  [
    ['pos', '门店收银', 'Till'],
    ['mini-programme', '小程序', 'Mini programme'],
    ['app', '手机应用', 'App'],
    ['web', '网上商城', 'Web shop'],
  ] as const
).map(named)

export const brands: readonly GivenCode[] = (
  [
    ['half-day', '半日闲', 'Half Day'],
    ['cloud-ridge', '云脊茶庄', 'Cloud Ridge Tea'],
    ['hearthside', '炉边烘焙', 'Hearthside Bakery'],
    ['white-kiln', '白窑', 'White Kiln'],
    ['orbit-brew', '轨迹咖啡器具', 'Orbit Brew'],
  ] as const
).map(named)

const tree: readonly (readonly [...Names, parent: string | null])[] = [
  ['drinks', '饮品', 'Drinks', null],
  ['coffee', '咖啡', 'Coffee', 'drinks'],
  ['espresso', '意式咖啡', 'Espresso drinks', 'coffee'],
  ['cold', '冷萃', 'Cold brew', 'coffee'],
  ['filter', '手冲', 'Filter coffee', 'coffee'],
  ['tea', '茶饮', 'Tea', 'drinks'],
  ['leaf-tea', '原叶茶', 'Leaf tea', 'tea'],
  ['milk-tea', '奶茶', 'Milk tea', 'tea'],
  ['fruit-tea', '果茶', 'Fruit tea', 'tea'],
  ['other-drinks', '其他饮品', 'Other drinks', 'drinks'],
  ['food', '轻食', 'Food', null],
  ['bakery', '烘焙', 'Bakery', 'food'],
  ['cake', '蛋糕', 'Cakes', 'food'],
  ['sandwich', '三明治', 'Sandwiches', 'food'],
  ['pantry', '茶与豆', 'Beans and leaves', null],
  ['beans', '咖啡豆', 'Coffee beans', 'pantry'],
  ['loose-tea', '茶叶', 'Loose tea', 'pantry'],
  ['gifts', '礼盒', 'Gift boxes', 'pantry'],
  ['equipment', '器具', 'Equipment', null],
  ['cups', '杯具', 'Cups', 'equipment'],
  ['brewers', '手冲器具', 'Brewers', 'equipment'],
  ['machines', '咖啡机', 'Coffee machines', 'equipment'],
]

export const categories: readonly GivenCategory[] = tree.map(([code, chinese, english, parent]) => ({
  ...named([code, chinese, english]),
  parent,
}))

const LARGE_YUAN = 4

type Sold = Good & { readonly product: GivenProduct }

function soldIn({ shelf, brand, prefix, sizes, rows }: Range): Sold[] {
  return rows.flatMap(([chinese, english, yuan], index) => {
    const code = `${prefix}-${String(index + 1).padStart(2, '0')}`
    const one = (sku: string, name: string, inEnglish: string, price: number): Sold => ({
      sku,
      shelf,
      name,
      priceMinor: price * 100,
      product: { sku, name, translations: { en: inEnglish }, category: shelf, brand },
    })
    if (!sizes) return [one(code, chinese, english, yuan)]
    return [
      one(`${code}-M`, `${chinese}（中杯）`, `${english}, medium`, yuan),
      one(`${code}-L`, `${chinese}（大杯）`, `${english}, large`, yuan + LARGE_YUAN),
    ]
  })
}

const sold: readonly Sold[] = [...drinks, ...food, ...pantry].flatMap(soldIn)

export const DELIVERY = { sku: 'DELIVERY', name: '配送费', priceMinor: 600 } as const

export const products: readonly GivenProduct[] = [
  ...sold.map(({ product }) => product),
  { sku: DELIVERY.sku, name: DELIVERY.name, translations: { en: 'Delivery' } },
]

export const goods: ReadonlyMap<Shelf, readonly Good[]> = Map.groupBy(sold, (good) => good.shelf)

/** `share`: of the chain's customers; `opensAfter`: so much of the history, in percent, is over. */
export type Branch = GivenStore & { readonly share: number; readonly opensAfter: number }

const places: readonly (readonly [...Names, city: string, share: number, opensAfter: number])[] = [
  ['SHA-1', '上海梧桐里店', 'Shanghai, Parasol Lane', '上海', 14, 0],
  ['SHA-2', '上海江湾店', 'Shanghai, River Bend', '上海', 11, 0],
  ['SHA-3', '上海西岸店', 'Shanghai, West Bank', '上海', 8, 35],
  ['PEK-1', '北京槐荫店', 'Beijing, Scholar Tree', '北京', 12, 0],
  ['PEK-2', '北京北塔店', 'Beijing, North Pagoda', '北京', 8, 15],
  ['SZX-1', '深圳湾畔店', 'Shenzhen, Bayside', '深圳', 10, 0],
  ['CAN-1', '广州榕树店', 'Guangzhou, Banyan', '广州', 9, 0],
  ['HGH-1', '杭州湖滨店', 'Hangzhou, Lakeside', '杭州', 9, 0],
  ['CTU-1', '成都竹巷店', 'Chengdu, Bamboo Alley', '成都', 8, 0],
  ['NKG-1', '南京城墙店', 'Nanjing, City Wall', '南京', 6, 25],
  ['SZV-1', '苏州平桥店', 'Suzhou, Level Bridge', '苏州', 5, 50],
  ['XMN-1', '厦门海岸店', 'Xiamen, Seashore', '厦门', 5, 70],
]

export const branches: readonly Branch[] = places.map(([code, chinese, english, city, share, opensAfter]) => ({
  ...named([code, chinese, english]),
  channel: 'pos',
  city,
  share,
  opensAfter,
}))
