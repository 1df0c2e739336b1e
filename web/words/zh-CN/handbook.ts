export const handbook = {
  handbook: {
    search: '搜索使用手册',
    contents: '目录',
    groups: { people: '按岗位', subjects: '按主题', machinery: '对接与运维' },
    missing: '没有这一篇',
    missingAdvice: '请从目录中选择，或搜索。',
    nothing: '没有找到',
    nothingAdvice: '请换一个词，或减少词语。',
    found_other: '{{count}} 处',
    english: '本篇目前只有英文版。',
    how: '这里怎么用？',
  },
  shortcuts: {
    title: '键盘快捷键',
    meaning: '不用鼠标也能完成全部操作。未在输入时，单个字母键才起作用。',
    everywhere: '所有页面',
    go: '前往',
    does: {
      search: '搜索本页；本页没有搜索时，搜索会员',
      note: '在会员页：写备注',
      save: '保存草稿',
      tab: '下一个输入框、按钮或链接；同时按 Shift 为上一个',
      enter: '打开或执行当前选中的',
      escape: '关闭对话框或列表',
      list: '显示本列表',
    },
  },
} as const
