export const value = {
  title: 'Value',
  meaning:
    'How often members will buy and what that will bring, by models that learn from everybody’s history: who buys at which rhythm, and who has gone silent for longer than that.',
  people: 'Members who bought',
  repeating: '{{count}} of them bought again',
  orders: 'Expected purchases',
  horizon: 'Within the next {{days}} days',
  total: 'Expected value',
  totalMeaning:
    'Expected purchases × expected value of a purchase × margin ({{margin}} %), later money discounted by {{yearly}} % a year. Sources: Fader, Hardie & Lee (2005); Fader & Hardie (2013).',
  alive: 'Still customers?',
  aliveMeaning:
    'P(alive): the probability that a member has not left for good, given how often and how recently he bought. Under BG/NBD whoever bought once counts as 100 %.',
  aliveStep: 'Probability',
  silent: 'Show those below 30 %',
  tenths: 'Where the value is',
  tenthsMeaning:
    'Members in ten groups of equal size, the most valuable first, with the value that each group is expected to bring.',
  tenth: 'Tenth',
  least: 'Least in it',
  track: 'What was held back',
  trackMeaning:
    'The model saw only what happened before {{from}}. The lines show repeat purchases of who had bought by then, as they came and as it expected them.',
  week: 'Week',
  came: 'Came',
  expected: 'Expected',
  heldBack: 'held back',
  byPurchases: 'By earlier purchases',
  byPurchasesMeaning:
    'Mean purchases in the {{weeks}} weeks that were held back, by how often a member had bought again before.',
  purchases: 'Repeat purchases before',
  orMore: '{{count}} or more',
  trials: 'Models tried',
  trialsMeaning:
    'Each model was fitted to what came before and asked for the {{weeks}} weeks after, in which {{came}} purchases came. The smallest mean error of one person wins, unless a model is chosen by hand.',
  model: 'Model',
  models: { 'bg-nbd': 'BG/NBD', 'mbg-nbd': 'MBG/NBD', 'pareto-nbd': 'Pareto/NBD', best: 'the one that told best' },
  error: 'Mean error',
  used: 'used',
  noHoldout:
    'The history is shorter than twelve weeks: nothing can be held back yet, so nobody knows how good these figures are.',
  fitted: '{{model}}, fitted: {{parameters}} (time in weeks).',
  flatSpending:
    'Values of purchases differ too little or too much for a model of them; the mean of all stands for each.',
  edit: 'Change the settings',
  editTitle: 'What value means',
  days: 'Days ahead',
  margin: 'Margin in percent',
  marginMeaning: 'Of what members pay. 100: value is revenue.',
  yearly: 'Discount in percent a year',
  saved: 'Saved. Figures of members follow with the next run.',
}
