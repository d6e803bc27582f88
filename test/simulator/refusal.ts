/** HTTP status and words of each code, as the service documents them. */
const documented: Readonly<Record<number, readonly [status: number, message: string]>> = {
  1000: [401, 'Authentication failed'],
  1001: [401, 'Authorization is empty'],
  1002: [401, 'Authorization is invalid'],
  1003: [401, 'Authorization is not yet valid'],
  1004: [401, 'Authorization has expired'],
  1100: [429, 'Account exception'],
  1101: [429, 'Account in arrears'],
  1102: [429, 'Resource pack depleted or expired'],
  1103: [403, 'Unauthorized access to requested resource'],
  1200: [400, 'Invalid request parameters'],
  1201: [400, 'Invalid parameters'],
  1202: [404, 'The requested method is invalid'],
  1203: [404, 'The requested resource does not exist'],
  1300: [400, 'Trigger strategy of the platform'],
  1301: [400, 'Trigger the content security policy of the platform'],
  1302: [429, 'API request too frequent'],
  1303: [429, 'parallel task over resource pack limit'],
  1304: [403, 'Trigger the IP whitelisting policy'],
  5000: [500, 'Server internal error'],
  5001: [503, 'Server temporarily unavailable, usually due to maintenance'],
  5002: [504, 'Server internal timeout'],
}

/** An answer that says no, with a code of the service's table. */
export interface Refusal {
  readonly status: number
  readonly code: number
  readonly message: string
}

/** A documented refusal; what is given takes the place of the table's words. */
export function refusal(code: number, message?: string, status?: number): Refusal {
  const [documentedStatus, words] = documented[code] ?? [400, 'Error']
  return { status: status ?? documentedStatus, code, message: message ?? words }
}

/** 1201 for one field. */
export function invalid(field: string, rule: string): Refusal {
  return refusal(1201, `${field} ${rule}`)
}
