/** A path or message as one line that cannot steer the terminal: what controls it or turns text around is spelt out. */
export declare function shown(text: string): string
/** A message about a photo, with its path unless the message has it. */
export declare function aboutPhoto(path: string, message: string): string
/** `1 unit`, `2 units`. */
export declare function counted(number: number, what: string): string
