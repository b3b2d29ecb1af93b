/** The closed list of caveats, in the order in which a reader sees them. */
export const caveatKinds = [
  'no-named-source',
  'anonymous-source',
  'single-source',
  'declined-comment',
  'no-response',
  'unreachable',
  'unknown',
  'unverified',
  'disputed',
  'not-final',
  'estimate',
  'conflicting-figures',
  'secondhand',
  'syndicated',
  'press-release',
  'opinion',
  'correction',
  'excerpt-only',
  'undated',
  'stale',
] as const

/** One kind of that list. */
export type CaveatKind = (typeof caveatKinds)[number]
