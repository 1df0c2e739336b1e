export const clusters = {
  title: 'Groups',
  meaning:
    'Groups that members who bought fall into by themselves, by how recently, how often, for how much, since when and how many pieces at a time they bought (k-means on logarithms; the number of groups by the silhouette).',
  foundAt: 'Found by what had happened until {{at}}; found anew with every run.',
  verdict: {
    convincing: 'There are groups: members of one are clearly nearer to each other than to those of others.',
    weak: 'No group stands apart clearly. What follows are slices of one whole, not kinds of members: useful for talking about them, not for treating them as different.',
    'as-in-one-cloud':
      'People without any groups could be cut as well as this. What follows are slices of one whole, not kinds of members.',
  },
  groups: 'Members by group',
  groupsMeaning:
    'A letter stays with its group from run to run as long as its centre moves less than one standard deviation. The words name in what the group differs from everybody by half a standard deviation or more.',
  group: 'Group {{name}}',
  name: 'Group',
  known: 'Known by',
  nothing: 'in the middle of everything',
  isNew: 'new',
  moved: 'Moved since the run before',
  movedMeaning: 'How far its centre went, in standard deviations.',
  traits: {
    recency: { high: 'have not bought for long', low: 'bought lately' },
    frequency: { high: 'buy often', low: 'buy seldom' },
    monetary: { high: 'spend much', low: 'spend little' },
    tenure: { high: 'known for long', low: 'known for a short time' },
    basket: { high: 'many pieces at a time', low: 'few pieces at a time' },
  },
  profile: 'What each group is like',
  profileMeaning:
    'Medians of the group. The drawing shows how far the group’s mean is from everybody’s, in standard deviations of logarithms.',
  features: {
    recency: 'Days since the last purchase',
    frequency: 'Purchases',
    monetary: 'Spent in all',
    tenure: 'Days since the first purchase',
    basket: 'Pieces a purchase',
  },
  everybody: 'Everybody',
  apart: 'Standard deviations from everybody',
  choice: 'How many groups',
  choiceMeaning:
    'The silhouette (Rousseeuw 1987) of each number of groups: 1 is clearly apart, 0 not at all; above 0.25 there is some structure (Kaufman and Rousseeuw 1990). The line is the largest that was found in clouds without groups.',
  number: 'Groups',
  silhouette: 'Silhouette',
  clouds: 'in clouds without groups',
}
