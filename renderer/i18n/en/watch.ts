/** Watched folders: settings, and what is said when photos come in. */
export const watch = {
  watch: {
    title: 'Watched folders',
    intro:
      'New photos in these folders come into the library by themselves. What was in them before stays out unless you ask for it; results never come in.',
    empty: 'No folder is watched yet. Choose the one your camera, your phone or your editor saves to.',
    add: 'Watch a folder…',
    shape: 'Shape for photos from {{name}}',
    batchShape: 'As the batch',
    own: 'My presets',
    start: 'Start by themselves',
    remove: 'Stop watching {{name}}',
    states: {
      looking: 'Being looked through…',
      watching: 'Watched',
      gone: 'Not there. It goes on when the folder or its disk is back.',
      unreadable: 'Cannot be read. Give Outframe permission to this folder.',
      output: 'A folder of results, or inside one: nothing comes in from here.',
    },
    polled: 'Looked at every now and then: the system does not tell what happens there.',
    waiting_one: '{{count, number}} file is not whole yet, or cannot be opened',
    waiting_other: '{{count, number}} files are not whole yet, or cannot be opened',
    before_one: '{{count, number}} photo was there before',
    before_other: '{{count, number}} photos were there before',
    take: 'Bring them in',
    takeLabel: 'Bring them in: what was in {{name}} before',
    came_one: '{{count, number}} photo came in at {{time}}',
    came_other: '{{count, number}} photos came in at {{time}}',
    started_one: '{{count, number}} job put in the queue',
    started_other: '{{count, number}} jobs put in the queue',
    held: {
      'no-consent': 'Not started: you have not agreed yet that photos are sent to {{name}}.',
      'no-budget': 'Not started: there is no budget.',
      failed: 'Not started: the queue did not take them. The log says why.',
    },
    paid: {
      'no-consent':
        '{{name}} is chosen, and nothing is started by itself before you have agreed to send photos there. Start a photo yourself: you are asked once.',
      'no-budget':
        '{{name}} charges for each picture: nothing is started by itself without a budget per day or per batch.',
      within: '{{name}} charges for each picture. Each burst of new photos is a batch; your budgets hold.',
    },
    setBudget: 'Set a budget',
    arrived_one: '{{count, number}} photo came in from {{name}}',
    arrived_other: '{{count, number}} photos came in from {{name}}',
  },
} as const
