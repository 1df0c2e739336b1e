export const handbook = {
  handbook: {
    search: 'Search the handbook',
    contents: 'Contents',
    groups: { people: 'By who you are', subjects: 'By subject', machinery: 'For those who connect and run it' },
    missing: 'There is no such guide',
    missingAdvice: 'Choose one from the list, or search.',
    nothing: 'Nothing was found',
    nothingAdvice: 'Try another word, or fewer.',
    found_one: '{{count}} place',
    found_other: '{{count}} places',
    english: 'This guide is there in English only.',
    how: 'How does this work?',
  },
  shortcuts: {
    title: 'Keyboard',
    meaning: 'Everything works without a mouse. Letters work while no field is being filled in.',
    everywhere: 'Everywhere',
    go: 'Go to',
    does: {
      search: 'Search this page; where there is nothing to search, the members',
      save: 'Save the draft',
      tab: 'To the next field, button or link; with Shift to the one before',
      enter: 'Open or do what is chosen',
      escape: 'Close a dialog or a list',
      list: 'This list',
    },
  },
} as const
