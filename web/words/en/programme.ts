export const programme = {
  programme: {
    version: 'Version',
    number: 'Version {{version}}',
    current: 'in force now',
    since: 'In force from {{moment}} ({{zone}})',
    sinceBeginning: 'In force from the beginning',
    notCurrent: 'This version is not the one in force.',
    wallets: 'Wallets',
    rules: 'Earning rules',
    offers: 'Offers',
    definition: 'Definition',
    download: 'Download JSON',
  },
} as const
