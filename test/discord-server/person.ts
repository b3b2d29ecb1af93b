import { ApplicationCommandType, ChannelType, ComponentType, InteractionType } from 'discord-api-types/v10'
import { directChannel } from './build-world.ts'
import { type FilledModal, fillModal } from './fill-modal.ts'
import { makeThread } from './make-thread.ts'
import { allComponents } from './message-body.ts'
import { type OpenModal, type Outcome, settleInteraction, settleMessage, watchOutcome } from './outcome.ts'
import { holdsMessages, mayIn } from './permissions.ts'
import { moderate, postMessage } from './post-message.ts'
import type { Filled } from './read-options.ts'
import {
  commandData,
  commandFor,
  contextData,
  type NewInteraction,
  sendInteraction,
  visibleCommands,
} from './send-interaction.ts'
import { componentsOf } from './visible-text.ts'
import type { Channel, Message, User, World } from './world.ts'

/** A channel by its name (`general`, `hill/lobby`, `dm`) or itself. */
export type Place = string | { id: string }

/** Where something is done; without a channel in the first text channel of the person's first guild. */
export interface Where {
  channel?: Place
  thread?: Place
  /**
   * how long to wait, in milliseconds of the machine's time: after a message for the first one of the bot (3,000 where it is
   * spoken to, else 300), after a command for its deferred reply to be filled (5,000)
   */
  waitMs?: number
}

/** A person at their Discord client. What the client would not let them do is an error of the test. */
export interface Person {
  user: User
  /** Uses a slash command: `slash('feeds add', { url: 'https://example.org/feed' })`. */
  slash(words: string, filled?: Filled, where?: Where): Promise<Outcome>
  /** Types into an option with autocomplete, the last one given: `autocomplete('brief', { topic: 'fer' })`. */
  autocomplete(words: string, filled: Filled, where?: Where): Promise<Outcome>
  /** Writes a message; `replyTo` answers one, which notifies its author. */
  say(text: string, where?: Where & { replyTo?: { id: string } }): Promise<Outcome>
  /** Writes a message that mentions the bot first. */
  mention(text: string, where?: Where): Promise<Outcome>
  /** Presses a button, by its custom_id or its label. */
  press(message: { id: string }, button: string): Promise<Outcome>
  /** Chooses from a select, by its custom_id. */
  choose(message: { id: string }, customId: string, values: readonly string[]): Promise<Outcome>
  /** Sends a window off. */
  submit(modal: OpenModal, values: FilledModal): Promise<Outcome>
  /** Uses a command of a message's menu: `context('Brief this link', message)`. */
  context(name: string, message: { id: string }): Promise<Outcome>
  /** Begins a thread, or a forum's post with its first message; gives back the thread. */
  begin(name: string, text: string, where: Where): Channel
  /** The slash commands that the person sees there. */
  commands(where?: Where): string[]
}

/** The person of that account. `find` resolves channels by their names. */
export function createPerson(
  world: World,
  user: User,
  find: (place: Place | undefined, user: User) => Channel,
): Person {
  const placeOf = (where: Where | undefined) => {
    const place = where?.thread ?? where?.channel
    const channel = place === 'dm' ? directChannel(world, user.id) : find(place, user)
    if (!mayIn(world, user.id, channel, 'ViewChannel'))
      throw new Error(`${user.displayName} does not see ${channel.name}`)
    return channel
  }
  const note = (channel: Channel, does: string) =>
    world.journal.add({
      kind: 'person',
      at: world.clock.now(),
      channelId: channel.id,
      interactionId: null,
      userId: user.id,
      does,
    })
  const send = async (does: string, given: Omit<NewInteraction, 'user'>, waitMs?: number) => {
    note(given.channel, does)
    const since = world.journal.entries.length
    const interaction = sendInteraction(world, { ...given, user })
    await settleInteraction(world, interaction, waitMs)
    return watchOutcome(world, given.channel, interaction, since)
  }
  const seen = (id: string): { message: Message; channel: Channel } => {
    const message = world.messages.get(id)
    const channel = world.channels.get(message?.channelId ?? '')
    const isSeen = channel && mayIn(world, user.id, channel, 'ViewChannel') && (message?.onlyFor ?? user.id) === user.id
    if (!message || message.isDeleted || !channel || !isSeen)
      throw new Error(`${user.displayName} does not see that message`)
    return { message, channel }
  }
  const useComponent = (id: string, wanted: string, values: readonly string[] | null) => {
    const { message, channel } = seen(id)
    const all = allComponents(componentsOf(message)).map(({ component }) => component)
    const found = all.find(({ custom_id: customId, label }) => customId && (customId === wanted || label === wanted))
    const names = all.flatMap(({ label, custom_id: customId }) => (customId ? [label ?? customId] : []))
    if (!found) throw new Error(`the message has no "${wanted}"; there are ${names.join(', ') || 'none'}`)
    if (found.disabled) throw new Error(`"${wanted}" cannot be pressed now`)
    const does = values ? `chooses ${values.join(', ')}` : `presses [${found.label ?? found.custom_id}]`
    const data = { custom_id: found.custom_id, component_type: found.type, id: found.id, ...(values ? { values } : {}) }
    if (values && found.type === ComponentType.Button) throw new Error(`"${wanted}" is a button`)
    return send(does, { channel, type: InteractionType.MessageComponent, name: null, data, source: message })
  }
  const slashOrType = (words: string, filled: Filled, where: Where | undefined, focused: string | null) => {
    const channel = placeOf(where)
    const { command, steps } = commandFor(world, user, channel, ApplicationCommandType.ChatInput, words)
    const data = commandData(world, channel, command, steps, filled, focused)
    const shown = Object.entries(filled).map(([name, value]) => ` ${name}: ${value}`)
    const type = focused === null ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete
    return send(
      `${focused === null ? 'uses' : 'types'} /${words}${shown.join('')}`,
      {
        channel,
        type,
        name: words,
        data,
        source: null,
      },
      where?.waitMs,
    )
  }

  const person: Person = {
    user,
    slash: (words, filled = {}, where) => guard(() => slashOrType(words, filled, where, null)),
    autocomplete: (words, filled, where) =>
      guard(() => slashOrType(words, filled, where, Object.keys(filled).at(-1) ?? '')),
    async say(text, where) {
      const channel = placeOf(where)
      if (!holdsMessages(channel)) throw new Error(`${channel.name} holds posts, not messages`)
      if (!mayIn(world, user.id, channel, channel.thread ? 'SendMessagesInThreads' : 'SendMessages'))
        throw new Error(`${user.displayName} may not write in ${channel.name}`)
      const since = world.journal.entries.length
      const mentionsBot = write(world, user, channel, text, where?.replyTo?.id ?? null)
      const outcome = watchOutcome(world, channel, null, since)
      await settleMessage(world, outcome, where?.waitMs ?? (mentionsBot || channel.recipientId ? 3_000 : 300))
      return outcome
    },
    mention: (text, where) => person.say(`<@${world.bot.id}> ${text}`, where),
    press: (message, button) => guard(() => useComponent(message.id, button, null)),
    choose: (message, customId, values) => guard(() => useComponent(message.id, customId, values)),
    submit: (modal, values) =>
      guard(() => {
        const { interaction } = modal
        if (interaction.userId !== user.id) throw new Error(`${user.displayName} does not see that window`)
        const shown = Object.entries(values).map(([name, value]) => `; ${name}: ${value}`)
        return send(`sends “${modal.title}”${shown.join('')}`, {
          channel: find({ id: interaction.channelId }, user),
          type: InteractionType.ModalSubmit,
          name: null,
          data: fillModal(modal, values),
          source: world.messages.get(interaction.sourceMessageId ?? '') ?? null,
        })
      }),
    context: (name, target) =>
      guard(() => {
        const { message, channel } = seen(target.id)
        const { command } = commandFor(world, user, channel, ApplicationCommandType.Message, name)
        const data = contextData(world, command, message)
        return send(`picks “${name}” on a message`, {
          channel,
          type: InteractionType.ApplicationCommand,
          name,
          data,
          source: null,
        })
      }),
    begin(name, text, where) {
      const parent = placeOf(where)
      const isForum = parent.type === ChannelType.GuildForum
      const first = isForum || text === '' ? null : postMessage(world, parent, { author: user, state: plain(text) })
      const thread = makeThread(world, { parent, name, owner: user, messageId: first?.id ?? null })
      if (isForum) postMessage(world, thread, { author: user, state: plain(text), id: thread.id })
      return thread
    },
    commands: (where) =>
      visibleCommands(world, user, placeOf(where), ApplicationCommandType.ChatInput).map(({ name }) => name),
  }
  return person
}

/** Lets what is wrong with a call reject its promise, as what the bot does with it would. */
async function guard<T>(run: () => Promise<T>): Promise<T> {
  return run()
}

function plain(content: string) {
  return { content, embeds: [], components: [], flags: 0 }
}

/** Puts a person's message into a channel; true when it mentions the bot. */
function write(world: World, user: User, channel: Channel, text: string, replyTo: string | null): boolean {
  moderate(world, channel, user, plain(text))
  const named = [...text.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => (id && world.users.has(id) ? [id] : []))
  const repliedTo = replyTo === null ? undefined : world.messages.get(replyTo)?.author.id
  const mentionIds = [...new Set([...named, ...(repliedTo ? [repliedTo] : [])])]
  const mentionsEveryone = /@everyone|@here/.test(text) && mayIn(world, user.id, channel, 'MentionEveryone')
  postMessage(world, channel, {
    author: user,
    state: plain(text),
    mentionIds,
    mentionsEveryone,
    replyTo,
    ...(replyTo === null ? {} : { type: 19 }),
  })
  return mentionIds.includes(world.bot.id)
}
