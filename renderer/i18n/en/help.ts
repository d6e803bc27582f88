/** The groups of the settings, and what helps with the program itself: storage, log, report, licences, guide. */
export const help = {
  help: {
    title: 'Help',
    megabytes: '{{value}} MB',
    gigabytes: '{{value}} GB',
    languageNote: 'On systems in any other language, “System” is English.',
    groups: {
      label: 'Groups of settings',
      general: 'General',
      engines: 'Engines & keys',
      money: 'Money',
      output: 'Output defaults',
      storage: 'Storage',
      privacy: 'Privacy & log',
      about: 'About',
    },
    output: {
      title: 'Output defaults',
      intro:
        'How files are written unless the inspector says otherwise. As long as the two agree, the inspector follows changes made here.',
      take: 'Set them all at once',
      takeNow: 'As in the inspector',
      reset: 'Reset',
    },
    storage: {
      title: 'Storage',
      intro:
        'What is kept on this computer because making or buying it again takes longer or costs more. Your photos and results are not part of it.',
      kinds: { thumbnails: 'Thumbnails', renders: 'Bought pictures', links: 'Photos from links' },
      notes: {
        thumbnails: 'Made again when they are needed.',
        renders: 'What a service painted. Once cleared, the same photo with the same settings is bought again.',
        links: 'Copies of photos fetched from links.',
      },
      needed: '{{size}} of it is needed and stays.',
      limitPrefix: 'at most ',
      clear: 'Clear',
      clearOf: 'Clear: {{what}}',
      sure: 'These pictures were paid for. What you clear is bought again when you want it again.',
      sureNot: 'Keep them',
      sureClear: 'Clear them',
      cleared: {
        thumbnails: 'Thumbnails cleared',
        renders: 'Bought pictures cleared, except those still needed',
        links: 'Copies cleared, except those still needed',
      },
    },
    privacy: {
      title: 'What leaves this computer',
      intro:
        'Nothing, unless an engine paints elsewhere: then it receives reduced copies without EXIF and GPS, after you have agreed. Nothing is counted or reported.',
      agreed: '{{name}} may receive photos',
      withdraw: 'Withdraw',
    },
    log: {
      title: 'Log',
      intro: 'What Outframe has noted about itself. Keys are taken out before anything is written.',
      entries: 'Entries of the log',
      level: 'Which entries',
      levels: { all: 'All', warn: 'Warnings and errors', error: 'Errors' },
      marks: { info: 'info', warn: 'warning', error: 'error' },
      search: 'Search the log',
      follow: 'Follow',
      refresh: 'Refresh',
      none: 'No entries.',
      reveal: 'Show file',
    },
    diagnostics: {
      title: 'Diagnostics',
      intro:
        'A report for whoever mends a bug: versions, settings, queue, latest errors. No keys, no prompts, no paths; you see it before you copy it.',
      make: 'Make a report',
      text: 'The report',
      copy: 'Copy',
      copied: 'Report copied',
    },
    about: {
      copy: 'Copy versions',
      copied: 'Versions copied',
      notices: 'Chromium’s notices',
    },
    licences: {
      title: 'Third-party software',
      note: 'Electron is under the MIT licence. sharp’s libvips and libheif are under the LGPL and lie beside the program as files of their own, which may be replaced.',
      show: 'Show licences',
      hide: 'Hide licences',
      search: 'Search packages',
      count_one: '{{count, number}} package',
      count_other: '{{count, number}} packages',
      noText: 'Licensed under {{license}}. The package brings no text of its own.',
    },
    guide: {
      title: 'Getting started',
      note: 'Three steps, as shown at the first start.',
      show: 'Show the guide',
      close: 'Close the guide',
      steps: {
        add: { title: 'Drop photos', body: 'Folders or files, anywhere on the window. Your files are only read.' },
        shape: {
          title: 'Choose a shape',
          body: 'At the right. Each photo is shown in its canvas; what is hatched gets painted.',
        },
        start: {
          title: 'Start',
          body: 'This computer paints free of charge. A key for a service (Settings, Engines & keys) paints with AI.',
        },
      },
      isDone: 'done',
    },
    sheetSearch: 'Search keys',
    sheetNone: 'There is no key for that.',
  },
} as const
