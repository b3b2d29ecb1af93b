import { AppError } from '../domain/app-error.ts'
import type { Asker, Policy } from '../domain/asker.ts'

/**
 * Refuses who may not change feeds or subscriptions: guests from another company never may; for the rest the operator's setting says.
 * @throws AppError `not-allowed`
 */
export function mustBeAllowed(policy: Policy, what: keyof Policy, asker: Asker): void {
  if (isAllowed(policy, what, asker)) return
  throw new AppError(
    'not-allowed',
    asker.isGuest
      ? `Only members of this ${spaceWord(asker)} can change ${what} here.`
      : `Only admins can change ${what} here. Ask one of them, or whoever runs this to allow it.`,
  )
}

/** Whether somebody may change feeds or subscriptions. */
export function isAllowed(policy: Policy, what: keyof Policy, { isAdmin, isGuest, platform }: Asker): boolean {
  return platform === 'terminal' || (!isGuest && (isAdmin || policy[what] === 'anyone'))
}

/**
 * Refuses who is no admin, whatever the operator's setting says.
 * @throws AppError `not-allowed`
 */
export function mustBeAdmin({ isAdmin, isGuest, platform }: Asker, what: string): void {
  if (platform === 'terminal' || (isAdmin && !isGuest)) return
  throw new AppError('not-allowed', `Only admins can change ${what} here. Ask one of them.`)
}

/**
 * Refuses to show to guests what concerns the company alone, such as which feeds it follows.
 * @throws AppError `not-allowed`
 */
export function mustBeMember(asker: Asker, what: string): void {
  if (asker.isGuest) throw new AppError('not-allowed', `Only members of this ${spaceWord(asker)} can see ${what} here.`)
}

function spaceWord({ platform }: Asker): string {
  return platform === 'discord' ? 'server' : 'workspace'
}
