import { type Act, beginAct, channelFor, type Finish, finishAct, ignoreRefusal, performAct, trouble } from './acting.ts'
import { announce, announceChange, announceMessage, wordsOf } from './announce.ts'
import type { Happened } from './happened.ts'
import { copyOf, type JsonObject } from './json.ts'
import { addMessage, editMessage } from './messages.ts'
import { createModalActs, type ModalActs } from './modal-acts.ts'
import { commandBody, globalShortcutBody, messageShortcutBody } from './payloads.ts'
import { applyAnswer } from './response-url.ts'
import { installationIn, type SlackState } from './state.ts'
import { type Channel, getById, type Message, type User } from './world.ts'

/** Where something is done; a channel by id or name, and a thread by its root. */
export interface Place extends Finish {
  channel?: string
  thread?: Message | string
}

/** A person at their Slack client. Each act resolves to what came of it, once the app has finished. */
export interface Actor extends ModalActs {
  readonly id: string
  /** Types a slash command: `ana.command('/brief', 'ferry', { channel: '#news' })`. Slack knows none in threads. */
  command(command: string, text: string, place?: Omit<Place, 'thread'>): Promise<Happened>
  /** Writes a message that calls the bot. */
  mention(text: string, place?: Place): Promise<Happened>
  /** Writes a message. */
  message(text: string, place?: Place): Promise<Happened>
  /** Changes a message of their own. */
  edit(message: Message, text: string, finish?: Finish): Promise<Happened>
  /** Picks a shortcut, on a message or from the search bar. */
  shortcut(callbackId: string, message?: Message, finish?: Finish): Promise<Happened>
  /** Opens the app's page: the tab `home` or `messages`. */
  openApp(tab: 'home' | 'messages', finish?: Finish): Promise<Happened>
  /** Invites the bot into a channel. */
  invite(channel: string, finish?: Finish): Promise<Happened>
  /** The direct message with the app, as a channel id. */
  readonly directMessage: string
}

/** The acts of one person. */
export function createActor(state: SlackState, user: User): Actor {
  const team = getById(state.world.teams, user.teamId)
  const direct = state.world.channels.find((one) => one.kind === 'im' && one.members.has(user.id))

  /** The channel named, or the first public one where the person meets their own workspace's bot. */
  function placeOf({ channel }: Pick<Place, 'channel'>): Channel {
    if (channel !== undefined) return channelFor(state, user, channel)
    const first = state.world.channels.find(({ members }) => members.has(user.id) && members.has(team.bot.userId))
    if (!first) throw new Error(`${user.realName} shares no channel with the bot`)
    return first
  }

  async function say(text: string, { thread, ...place }: Place): Promise<Happened> {
    const channel = placeOf(place)
    const given = typeof thread === 'string' ? thread : thread && (thread.threadTs ?? thread.ts)
    if (given !== undefined && !state.world.messages.some((one) => one.ts === given && one.channel === channel.id))
      throw new Error(`#${channel.name} has no message ${given} to reply to`)
    const from = state.journal.entries.length
    const threadTs = given ?? null
    const cause = state.interactions.newCause()
    const blocks = [richText(text)]
    const message = addMessage(state, { channel: channel.id, user: user.id, text, blocks, threadTs }, cause)
    const act: Act = { doing: { state, user, cause, team }, from, finish: place }
    return finishAct(act, await announceMessage(state, channel, message))
  }

  return {
    id: user.id,
    get directMessage() {
      if (!direct) throw new Error(`${user.realName} has no direct message with the app`)
      return direct.id
    },
    ...createModalActs(state, user),
    async command(command, text, place = {}) {
      const channel = placeOf(place)
      const { commands, scopes } = installationIn(state, team)
      if (!commands.includes(command) || !scopes.includes('commands'))
        throw new Error(`${command} is no command of the app in ${team.name}; it has ${commands.join(', ') || 'none'}`)
      const typed = `${command} ${text}`.trim()
      const act = beginAct(state, user, { teamId: team.id, text: `types ${typed}`, channel: channel.id, finish: place })
      const body = commandBody(act.doing, channel, command, text)
      return performAct(
        act,
        { kind: 'slash_commands', body, takesAnswer: true },
        {
          channel: channel.id,
          failure: (code) => `${command} failed with the error "${code}"`,
          take(answer) {
            if (Object.keys(answer).length === 0) return
            const { cause } = act.doing
            const answered = { cause, teamId: team.id, channel: channel.id, user: user.id, source: null }
            ignoreRefusal(() => applyAnswer(state, 'ack', answered, answer))
          },
        },
      )
    },
    message: (text, place = {}) => say(text, place),
    mention(text, place = {}) {
      const host = placeOf(place)
      const bot = state.world.teams.find((one) => host.members.has(one.bot.userId))?.bot ?? team.bot
      return say(`<@${bot.userId}> ${text}`, place)
    },
    async edit(message, text, finish = {}) {
      const own = state.world.messages.find((one) => one.ts === message.ts && one.user === user.id)
      if (!own) throw new Error(`${user.realName} did not write that message`)
      const act = beginAct(state, user, { teamId: team.id, text: 'edits a message', channel: own.channel, finish })
      const before = copyOf(own)
      editMessage(state, own, { text, blocks: [richText(text)] }, act.doing.cause)
      const channel = getById(state.world.channels, own.channel)
      const outcome = await announceChange(state, channel, 'message_changed', before, own)
      return finishAct(act, outcome ? [outcome] : [])
    },
    async shortcut(callbackId, message, finish = {}) {
      const { shortcuts, scopes } = installationIn(state, team)
      if ((shortcuts && !shortcuts.includes(callbackId)) || !scopes.includes('commands'))
        throw new Error(`"${callbackId}" is no shortcut of the app`)
      if (message) channelFor(state, user, message.channel)
      const [channel, threadTs] = [message?.channel ?? null, message?.threadTs ?? null]
      const act = beginAct(state, user, {
        teamId: team.id,
        text: `picks the shortcut ${callbackId}`,
        channel,
        threadTs,
        finish,
      })
      const body = message
        ? messageShortcutBody(act.doing, callbackId, message)
        : globalShortcutBody(act.doing, callbackId)
      return performAct(act, { kind: 'interactive', body, takesAnswer: false }, { channel, failure: trouble })
    },
    async openApp(tab, finish = {}) {
      const channel = direct?.id ?? ''
      const act = beginAct(state, user, { teamId: team.id, text: `opens the tab ${tab}`, channel, finish })
      const view = state.world.views.find((one) => one.kind === 'home' && one.userId === user.id)
      const event: JsonObject = {
        ...{ type: 'app_home_opened', user: user.id, channel, tab, event_ts: state.nextTs() },
        ...(view && tab === 'home' ? { view: { id: view.id, type: 'home', hash: view.hash } } : {}),
      }
      const sent = { event, subscription: 'app_home_opened', scope: null, channel: null }
      const outcome = await announce(state, team, sent)
      return finishAct(act, outcome ? [outcome] : [])
    },
    async invite(name, finish = {}) {
      const channel = channelFor(state, user, name)
      channel.members.add(team.bot.userId)
      const act = beginAct(state, user, { teamId: team.id, text: 'adds the bot', channel: channel.id, finish })
      const event = {
        ...{ type: 'member_joined_channel', user: team.bot.userId, channel: channel.id, team: team.id },
        ...{ channel_type: channel.kind === 'private' ? 'G' : 'C', inviter: user.id, event_ts: state.nextTs() },
      }
      const scope = wordsOf(channel).read
      const outcome = await announce(state, team, { event, subscription: 'member_joined_channel', scope, channel })
      return finishAct(act, outcome ? [outcome] : [])
    },
  }
}

/** A person's text as Slack's client sends it: rich text with mentions as elements. */
function richText(text: string): JsonObject {
  const parts = text.split(/(<@[A-Z0-9]+>)/).filter((part) => part !== '')
  const elements = parts.map((part) => {
    const user = /^<@([A-Z0-9]+)>$/.exec(part)?.[1]
    return user === undefined ? { type: 'text', text: part } : { type: 'user', user_id: user }
  })
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}
