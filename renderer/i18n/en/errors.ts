/**
 * What went wrong, by error code: `title` says what happened, `hint` what to do. Numbers and names that belong to one
 * photo come in the error's own message, shown below.
 */
export const errors = {
  errors: {
    'file-missing': { title: 'The file is gone', hint: 'Put it back where it was, or remove it from the library.' },
    'file-unreadable': {
      title: 'The file cannot be read',
      hint: 'Check its permissions and the disk, then add it again.',
    },
    'file-empty': { title: 'The file is empty', hint: 'It has no bytes. Copy it again from where it came.' },
    'not-an-image': { title: 'Not a picture', hint: 'It is named like a photo, but holds something else.' },
    'image-damaged': {
      title: 'The picture is damaged',
      hint: 'It breaks off or is faulty inside. Copy it again from where it came.',
    },
    'image-too-large': {
      title: 'Too many pixels',
      hint: 'It is more than can be opened here. Scale it down, or save it as JPEG or TIFF first.',
    },
    'image-unsupported': {
      title: 'A kind of picture not handled',
      hint: 'Save it in RGB, CMYK or grey as JPEG, PNG, TIFF, WebP, AVIF or HEIC.',
    },
    'photo-changed': { title: 'The photo has changed', hint: 'It is not the file that was planned. Start it anew.' },
    'bad-target': { title: 'Not a shape', hint: 'Choose another ratio, size or margins.' },
    'limit-ratio': {
      title: 'Too wide or too tall for the service',
      hint: 'Choose a shape nearer to the photo’s, crop the photo, or let this computer paint.',
    },
    'limit-area': { title: 'Too large for this photo', hint: 'Choose a smaller canvas.' },
    'limit-side': { title: 'The photo is too small', hint: 'Add it again: small photos are sent enlarged.' },
    'limit-memory': {
      title: 'The canvas is too large',
      hint: 'It is beyond what can be made on this computer. Choose less room.',
    },
    'output-unwritable': {
      title: 'The output folder cannot be written',
      hint: 'Choose another folder or change its permissions.',
    },
    'output-full': { title: 'The disk is full', hint: 'Free some space or choose a folder on another disk.' },
    'output-format': { title: 'The format cannot hold this picture', hint: 'Choose another output format.' },
    'bad-key': { title: 'The key was refused', hint: 'Check the key for this service.' },
    account: { title: 'The service refused the account', hint: 'Ask the service about the account.' },
    'no-access': {
      title: 'The account has no access',
      hint: 'Ask the service to allow image expansion for this account.',
    },
    'address-refused': {
      title: 'This computer’s address was refused',
      hint: 'Add it to the account’s list at the service.',
    },
    'no-credits': { title: 'Out of credits', hint: 'Top up the account; the photos wait.' },
    'no-route': { title: 'The service does not offer this', hint: 'Try another engine, or later.' },
    'no-query': { title: 'The service does not answer for it yet', hint: 'It is asked again by itself.' },
    offline: { title: 'No connection', hint: 'It goes on by itself when the connection is back.' },
    'request-refused': {
      title: 'The service refused the request',
      hint: 'Change what the message names, then try again.',
    },
    'content-refused': { title: 'The service refused the content', hint: 'Change the prompt or choose another photo.' },
    'too-many-requests': { title: 'Too many requests', hint: 'It is tried again a little later.' },
    'too-many-tasks': { title: 'Too many at once', hint: 'Fewer are sent at once from now on.' },
    'service-failed': { title: 'The service had a fault or took too long', hint: 'Try it again later.' },
    'service-unclear': { title: 'The service’s answer was not understood', hint: 'Try it again later.' },
    'task-failed': { title: 'Painting failed at the service', hint: 'Try it again.' },
    'unknown-charge': { title: 'Charged or not is not known', hint: 'Look again, or decide whether to send it again.' },
    budget: { title: 'The budget is used up', hint: 'Raise it, or wait for the next day.' },
    'cost-changed': { title: 'It takes more units by now', hint: 'Look at the units that are shown now, then decide.' },
    'no-consent': { title: 'Photos have not been allowed to leave', hint: 'Agree first, or use the local engine.' },
    'link-refused': { title: 'The picture’s link is not safe', hint: 'Only https links are fetched.' },
    'link-expired': { title: 'The picture’s link has expired', hint: 'Try it again.' },
    'link-failed': {
      title: 'The link could not be fetched',
      hint: 'See whether it opens in a browser, then add it again.',
    },
    'download-broken': { title: 'The picture did not arrive whole', hint: 'Try it again.' },
    'download-too-large': { title: 'The picture is too large', hint: 'Try it again, or with less room.' },
    'worker-crashed': { title: 'This photo stopped the painter, twice', hint: 'Try it again, or scale it down first.' },
    'state-owned': { title: 'Outframe is open already', hint: 'Close the other one first.' },
    'state-unreadable': {
      title: 'The queue’s file cannot be read',
      hint: 'It is damaged or comes from a newer version.',
    },
    'state-unwritable': {
      title: 'The queue cannot be stored',
      hint: 'Its disk is full, read-only or gone. Free some space, then try again.',
    },
    'bad-request': { title: 'That cannot be done', hint: 'Check what was entered.' },
    'not-found': { title: 'It is not there any more', hint: 'It has been removed meanwhile.' },
    'no-key': { title: 'A key is needed', hint: 'Add one, or choose the engine on this computer.' },
    cancelled: { title: 'Cancelled', hint: 'Try it again when you like.' },
    internal: { title: 'Something unexpected happened', hint: 'Try again. If it comes back, the log has the details.' },
  },
  obstacles: {
    between: '{{actual}}; possible: {{min}} to {{max}}',
    most: '{{actual}}; at\u00a0most\u00a0{{max}}',
    least: '{{actual}}; at\u00a0least\u00a0{{min}}',
    float: 'floating-point samples',
    'extra-channels': 'extra channels',
  },
} as const
