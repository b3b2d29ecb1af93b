/** A payload that breaks a rule, Slack's own or one that keeps us clear of Slack's undocumented ones. It was refused and is kept. */
export interface Fault {
  /** The Web API method, or `response_url`, `ack`. */
  method: string
  /** The rule in a few words, such as `header-too-long`. */
  rule: string
  /** Where, and what was there. */
  detail: string
}

/** A broken rule before it is known which call it came with. */
export type Breach = Omit<Fault, 'method'>
