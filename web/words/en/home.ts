export const home = {
  home: { newest: 'Newest members', allMembers: 'All members' },
  firstday: {
    welcome: 'There are no members yet. Here is how to begin:',
    import: 'Import your orders',
    importText: 'A CSV or Excel file with order lines becomes members with points, tiers and statements.',
    importGo: 'Import a file',
    enrol: 'Enrol the first member',
    enrolText: 'A phone number or an e-mail address is enough.',
    enrolGo: 'Enrol a member',
    connect: 'Connect a till or a shop',
    connectText: 'Make an API key, and send orders to this server.',
    connectGo: 'Make an API key',
  },
  attention: {
    run: 'The nightly run for {{day}} waits for your decision',
    share: 'It would expire {{due}} of {{all}} ({{percent}}).',
    advice:
      'That is more than the programme lets expire without asking. Look whether it is meant, then let the run go on.',
    approve: 'Let it go on',
    sure: 'Let these points expire? This cannot be undone.',
  },
} as const
