import type { WrittenBy } from './brief.ts'

/** What no model wrote. */
export const extracted: WrittenBy = { kind: 'extracted', model: null, promptHash: null }
