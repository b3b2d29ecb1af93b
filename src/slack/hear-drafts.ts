import type { App } from '@slack/bolt'
import type { EditorDeed } from '../domain/command.ts'
import { choiceIn, menuNames } from './controls.ts'
import { hearAction, openModal } from './hear-actions.ts'
import { noteModal } from './modals.ts'
import { answerIn, type Workspace } from './workspace.ts'

/** Hears what editors press under a draft, and under what was posted from it. */
export function hearDrafts(app: App, workspace: Workspace): void {
  const deeds: Record<string, EditorDeed> = {
    approve: { does: 'approve' },
    discard: { does: 'discard' },
    retract: { does: 'retract', note: null },
  }
  for (const [name, deed] of Object.entries(deeds)) {
    hearAction(app, workspace, name, ({ body }, { channel, reply }) =>
      edit(workspace, reply, deed, { channel, user: body.user.id }),
    )
  }
  for (const name of menuNames) {
    hearAction(app, workspace, name, async ({ body, action }, { channel }) => {
      const { delivery, choice } = choiceIn(action.type === 'static_select' ? action.selected_option.value : '')
      return edit(workspace, delivery, { does: 'leave-out', choice }, { channel, user: body.user.id })
    })
  }
  hearAction(app, workspace, 'replace', ({ body }, origin) => openModal(workspace, body, noteModal(origin)))
}

/** Does something with a draft in the name of whoever pressed, and says what came of it. */
export async function edit(
  workspace: Workspace,
  delivery: string,
  deed: EditorDeed,
  { channel, user }: { channel: string; user: string },
) {
  const { name } = await workspace.findPerson(user)
  const command = { kind: 'edit', delivery, deed, by: name ?? 'An editor' } as const
  return answerIn(workspace, command, { user, channel, thread: null })
}
