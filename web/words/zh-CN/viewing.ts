export const viewing = {
  viewing: {
    open: '会员视角',
    title: '以会员视角查看',
    begin: '打开会员中心',
    meaning:
      '将在新窗口中打开该会员自己的页面，15 分钟内有效，只能查看，不能修改或使用任何内容。您打开的每个页面都会记入审计，会员也会看到员工查看的时间和原因。',
    reasons: {
      'member-asked': '会员请求协助',
      complaint: '处理投诉',
      fault: '排查故障',
      other: '其他原因',
    },
  },
} as const
