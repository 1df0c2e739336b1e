export const home = {
  home: { newest: '最新会员', allMembers: '全部会员' },
  firstday: {
    welcome: '还没有会员。可以这样开始:',
    import: '导入订单',
    importText: '把 CSV 或 Excel 订单明细变成会员、积分、等级和对账单。',
    importGo: '导入文件',
    enrol: '登记第一位会员',
    enrolText: '只需手机号或邮箱。',
    enrolGo: '登记会员',
    connect: '接入收银机或网店',
    connectText: '创建 API 密钥,把订单发送到本服务器。',
    connectGo: '创建 API 密钥',
  },
  attention: {
    run: '{{day}} 的夜间任务等待您的决定',
    share: '将有 {{due}} 过期,占全部 {{all}} 的 {{percent}}。',
    advice: '超出了会员体系允许自动过期的比例。请确认是否符合预期,然后放行。',
    approve: '放行',
    sure: '确定让这些积分过期?此操作不可撤销。',
  },
} as const
