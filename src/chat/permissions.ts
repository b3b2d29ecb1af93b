import { AppError } from '../domain/app-error.ts'
import type { Asker, Policy } from '../domain/asker.ts'

/**
 * Refuses who may not change feeds or subscriptions: guests from another company never may; for the rest the operator's setting says.
 * @throws AppError `not-allowed`
 */
export function mustBeAllowed(policy: Policy, what: keyof Policy, { isAdmin, isGuest, platform }: Asker): void {
  if (platform === 'terminal') return
  if (isGuest) throw new AppError('not-allowed', `Only members of this workspace can change ${what} here.`)
  if (policy[what] === 'admins' && !isAdmin) {
    throw new AppError(
      'not-allowed',
      `Only admins can change ${what} here. Ask one of them, or whoever runs this to allow it.`,
    )
  }
}
