/** What the sample shop's bar and kitchen make, and what stands on its shelves, with prices. Every name is made up. */

/** Goods that are bought alike; each is a category of the catalogue. */
export type Shelf =
  | 'espresso'
  | 'cold'
  | 'filter'
  | 'leaf-tea'
  | 'milk-tea'
  | 'fruit-tea'
  | 'other-drinks'
  | 'bakery'
  | 'cake'
  | 'sandwich'
  | 'beans'
  | 'loose-tea'
  | 'gifts'
  | 'cups'
  | 'brewers'
  | 'machines'

/** Chinese name, English name, price in yuan. */
type Row = readonly [chinese: string, english: string, yuan: number]
export type Range = {
  readonly shelf: Shelf
  readonly brand: string
  readonly prefix: string
  readonly sizes: boolean
  readonly rows: readonly Row[]
}

export const drinks: readonly Range[] = [
  {
    shelf: 'espresso',
    brand: 'half-day',
    prefix: 'ESP',
    sizes: true,
    rows: [
      ['美式', 'Americano', 18],
      ['拿铁', 'Latte', 24],
      ['卡布奇诺', 'Cappuccino', 24],
      ['燕麦拿铁', 'Oat latte', 28],
      ['桂花拿铁', 'Osmanthus latte', 29],
      ['生椰拿铁', 'Coconut latte', 29],
      ['焦糖玛奇朵', 'Caramel macchiato', 30],
      ['摩卡', 'Mocha', 29],
      ['澳白', 'Flat white', 26],
      ['橙皮美式', 'Orange americano', 23],
    ],
  },
  {
    shelf: 'cold',
    brand: 'half-day',
    prefix: 'CLD',
    sizes: false,
    rows: [
      ['原味冷萃', 'Cold brew', 26],
      ['氮气冷萃', 'Nitro cold brew', 32],
      ['柚香冷萃', 'Pomelo cold brew', 30],
      ['冷萃汤力', 'Cold brew tonic', 31],
    ],
  },
  {
    shelf: 'filter',
    brand: 'half-day',
    prefix: 'FIL',
    sizes: false,
    rows: [
      ['手冲·云南', 'Filter, Yunnan', 35],
      ['手冲·埃塞俄比亚', 'Filter, Ethiopia', 38],
      ['手冲·哥伦比亚', 'Filter, Colombia', 38],
      ['手冲·巴拿马瑰夏', 'Filter, Panama geisha', 68],
      ['手冲·肯尼亚', 'Filter, Kenya', 42],
      ['虹吸壶双人份', 'Siphon for two', 78],
    ],
  },
  {
    shelf: 'leaf-tea',
    brand: 'cloud-ridge',
    prefix: 'LEF',
    sizes: false,
    rows: [
      ['龙井', 'Longjing', 28],
      ['碧螺春', 'Biluochun', 28],
      ['铁观音', 'Tieguanyin', 26],
      ['大红袍', 'Dahongpao', 32],
      ['白毫银针', 'Silver needle', 36],
      ['正山小种', 'Lapsang souchong', 26],
      ['熟普洱', 'Ripe pu’er', 28],
      ['茉莉花茶', 'Jasmine', 22],
    ],
  },
  {
    shelf: 'milk-tea',
    brand: 'cloud-ridge',
    prefix: 'MLK',
    sizes: true,
    rows: [
      ['茉莉奶绿', 'Jasmine milk tea', 20],
      ['乌龙奶茶', 'Oolong milk tea', 21],
      ['红茶拿铁', 'Black tea latte', 23],
      ['抹茶拿铁', 'Matcha latte', 27],
      ['焙茶拿铁', 'Hojicha latte', 26],
      ['芋泥奶茶', 'Taro milk tea', 24],
      ['黑糖珍珠', 'Brown sugar pearls', 24],
    ],
  },
  {
    shelf: 'fruit-tea',
    brand: 'cloud-ridge',
    prefix: 'FRT',
    sizes: true,
    rows: [
      ['百香果绿茶', 'Passion fruit green tea', 22],
      ['葡萄冰茶', 'Iced grape tea', 26],
      ['西柚茉莉', 'Grapefruit jasmine', 24],
      ['柠檬红茶', 'Lemon black tea', 19],
      ['杨梅冰茶', 'Iced bayberry tea', 27],
      ['桃子乌龙', 'Peach oolong', 25],
    ],
  },
  {
    shelf: 'other-drinks',
    brand: 'half-day',
    prefix: 'OTH',
    sizes: false,
    rows: [
      ['热巧克力', 'Hot chocolate', 27],
      ['鲜榨橙汁', 'Fresh orange juice', 25],
      ['气泡水', 'Sparkling water', 12],
      ['热牛奶', 'Hot milk', 15],
    ],
  },
]

export const food: readonly Range[] = [
  {
    shelf: 'bakery',
    brand: 'hearthside',
    prefix: 'BAK',
    sizes: false,
    rows: [
      ['黄油可颂', 'Butter croissant', 14],
      ['巧克力可颂', 'Pain au chocolat', 17],
      ['肉桂卷', 'Cinnamon roll', 18],
      ['司康', 'Scone', 15],
      ['蓝莓玛芬', 'Blueberry muffin', 16],
      ['海盐卷', 'Salted roll', 12],
      ['贝果', 'Bagel', 16],
      ['核桃欧包', 'Walnut bread', 22],
      ['曲奇', 'Cookie', 10],
      ['蛋挞', 'Egg tart', 11],
    ],
  },
  {
    shelf: 'cake',
    brand: 'hearthside',
    prefix: 'CAK',
    sizes: false,
    rows: [
      ['巴斯克蛋糕', 'Basque cheesecake', 32],
      ['提拉米苏', 'Tiramisu', 34],
      ['胡萝卜蛋糕', 'Carrot cake', 29],
      ['抹茶千层', 'Matcha mille crêpe', 38],
      ['柠檬挞', 'Lemon tart', 28],
      ['布朗尼', 'Brownie', 24],
    ],
  },
  {
    shelf: 'sandwich',
    brand: 'hearthside',
    prefix: 'SND',
    sizes: false,
    rows: [
      ['鸡肉三明治', 'Chicken sandwich', 29],
      ['金枪鱼三明治', 'Tuna sandwich', 29],
      ['火腿芝士帕尼尼', 'Ham and cheese panini', 32],
      ['牛油果开放三明治', 'Avocado toast', 36],
      ['素食卷', 'Veggie wrap', 26],
    ],
  },
]

export const pantry: readonly Range[] = [
  {
    shelf: 'beans',
    brand: 'half-day',
    prefix: 'BEA',
    sizes: false,
    rows: [
      ['半日拼配 250g', 'Half Day blend 250 g', 68],
      ['早安拼配 250g', 'Morning blend 250 g', 64],
      ['云南保山 250g', 'Yunnan Baoshan 250 g', 78],
      ['耶加雪菲 250g', 'Yirgacheffe 250 g', 98],
      ['哥伦比亚 250g', 'Colombia 250 g', 92],
      ['低因拼配 250g', 'Decaf blend 250 g', 82],
      ['挂耳咖啡 10包', 'Drip bags, 10', 59],
      ['冷萃液 8颗', 'Cold brew capsules, 8', 66],
    ],
  },
  {
    shelf: 'loose-tea',
    brand: 'cloud-ridge',
    prefix: 'LST',
    sizes: false,
    rows: [
      ['龙井 100g', 'Longjing 100 g', 168],
      ['铁观音 125g', 'Tieguanyin 125 g', 98],
      ['大红袍 100g', 'Dahongpao 100 g', 188],
      ['白牡丹 100g', 'White peony 100 g', 138],
      ['正山小种 100g', 'Lapsang souchong 100 g', 118],
      ['普洱茶饼 357g', 'Pu’er cake 357 g', 268],
      ['茉莉花茶 100g', 'Jasmine tea 100 g', 79],
    ],
  },
  {
    shelf: 'gifts',
    brand: 'cloud-ridge',
    prefix: 'GFT',
    sizes: false,
    rows: [
      ['新春茶礼', 'New Year tea box', 388],
      ['中秋茶点礼盒', 'Mid-Autumn box', 298],
      ['名茶四品', 'Four famous teas', 588],
      ['咖啡探索礼盒', 'Coffee explorer box', 268],
      ['冬日暖饮礼盒', 'Winter box', 198],
      ['陈年普洱礼盒', 'Aged pu’er box', 1288],
      ['白瓷茶具礼盒', 'White porcelain tea set', 880],
    ],
  },
  {
    shelf: 'cups',
    brand: 'white-kiln',
    prefix: 'CUP',
    sizes: false,
    rows: [
      ['随行杯', 'Travel cup', 128],
      ['马克杯', 'Mug', 79],
      ['保温杯', 'Thermos', 168],
      ['玻璃冷饮杯', 'Iced drink glass', 58],
      ['盖碗', 'Gaiwan', 118],
      ['品茗杯一对', 'Pair of tea cups', 98],
    ],
  },
  {
    shelf: 'brewers',
    brand: 'orbit-brew',
    prefix: 'BRW',
    sizes: false,
    rows: [
      ['手冲滤杯', 'Dripper', 89],
      ['细口壶', 'Gooseneck kettle', 329],
      ['手摇磨豆机', 'Hand grinder', 458],
      ['法压壶', 'French press', 159],
      ['冷萃壶', 'Cold brew jug', 139],
      ['滤纸 100张', 'Paper filters, 100', 29],
    ],
  },
  {
    shelf: 'machines',
    brand: 'orbit-brew',
    prefix: 'MCH',
    sizes: false,
    rows: [
      ['胶囊咖啡机', 'Capsule machine', 799],
      ['家用意式机', 'Home espresso machine', 2680],
      ['电动磨豆机', 'Electric grinder', 1280],
      ['办公室全自动机', 'Office bean-to-cup machine', 6980],
    ],
  },
]
