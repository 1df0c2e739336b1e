export const programme = {
  programme: {
    version: '版本',
    number: '版本 {{version}}',
    current: '当前生效',
    since: '自 {{moment}}({{zone}})起生效',
    sinceBeginning: '从一开始即生效',
    notCurrent: '这不是当前生效的版本。',
    wallets: '账户',
    rules: '积分规则',
    offers: '优惠',
    definition: '定义',
    download: '下载 JSON',
  },
} as const
