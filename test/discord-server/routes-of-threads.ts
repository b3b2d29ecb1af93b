import { ChannelType } from 'discord-api-types/v10'
import { z } from 'zod'
import { checkMessage, demandContent, refuseFlaws, tooLong } from './check-message.ts'
import { makeThread } from './make-thread.ts'
import { messageBodySchema } from './message-body.ts'
import { schemaFlaws } from './openapi.ts'
import { demand, mayIn, visibleChannel } from './permissions.ts'
import { moderate, moderateTitle, postMessage, tellThread, touchThread } from './post-message.ts'
import { type Flaw, refusal } from './refusal.ts'
import { type Call, plainBucket, type Route, read } from './route.ts'
import { stateAfter } from './routes-of-messages.ts'
import { channelJson, memberJson, messageJson, threadMemberJson } from './wire.ts'
import { type Channel, guildOf, type World } from './world.ts'

const archiveMinutes = [60, 1_440, 4_320, 10_080]
const longestName = 100

const threadSchema = z.looseObject({
  name: z.string().nullish(),
  auto_archive_duration: z.number().int().nullish(),
  type: z.number().int().nullish(),
  applied_tags: z.array(z.string()).nullish(),
  message: messageBodySchema.nullish(),
})

const threadChangeSchema = z.looseObject({
  name: z.string().nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: z.number().int().nullish(),
})

/** The routes that make, change and join threads. */
export const threadRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    bucket: plainBucket('thread-of'),
    handle: threadOfMessage,
  },
  { method: 'POST', path: '/channels/:channel/threads', bucket: plainBucket('thread'), handle: threadAlone },
  { method: 'PATCH', path: '/channels/:channel', bucket: plainBucket('change'), handle: changeThread },
  { method: 'GET', path: '/channels/:channel/thread-members', bucket: plainBucket('members'), handle: listMembers },
  { method: 'GET', path: '/channels/:channel/thread-members/:user', bucket: plainBucket('member'), handle: getMember },
  { method: 'PUT', path: '/channels/:channel/thread-members/:user', bucket: plainBucket('join'), handle: join },
  { method: 'DELETE', path: '/channels/:channel/thread-members/:user', bucket: plainBucket('leave'), handle: leave },
  { method: 'GET', path: '/guilds/:guild/threads/active', bucket: plainBucket('active'), handle: listActive },
]

function threadOfMessage(call: Call) {
  const { world, param } = call
  const parent = visibleChannel(world, param('channel'))
  const body = read(call, threadSchema, 'CreateTextThreadWithMessageRequest')
  refuseFlaws(checkThread(body))
  const message = world.messages.get(param('message'))
  if (message?.channelId !== parent.id || message.isDeleted || message.onlyFor !== null) throw refusal('unknownMessage')
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refusal('wrongChannelType')
  if (world.channels.has(message.id)) throw refusal('threadExists')
  demand(world, parent, 'CreatePublicThreads')
  return made(world, parent, body, message.id)
}

function threadAlone(call: Call) {
  const { world, param } = call
  const parent = visibleChannel(world, param('channel'))
  if (parent.type === ChannelType.GuildForum) return forumPost(call, parent)
  const body = read(call, threadSchema, 'CreateTextThreadWithoutMessageRequest')
  refuseFlaws(checkThread(body))
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refusal('wrongChannelType')
  const isPrivate = body.type === ChannelType.PrivateThread
  demand(world, parent, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads')
  return made(world, parent, body, null, isPrivate)
}

/** A post of a forum: a thread with a title, whose first message has the thread's id. */
function forumPost(call: Call, parent: Channel) {
  const { world } = call
  const body = read(call, threadSchema, 'CreateForumThreadRequest')
  const message = body.message
  const flaws: Flaw[] = [...checkThread(body)]
  if (!message) flaws.push({ path: ['message'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' })
  else flaws.push(...checkMessage(message, 'create', null).map((one) => ({ ...one, path: ['message', ...one.path] })))
  refuseFlaws(flaws)
  if (!message) throw refusal('emptyMessage')
  demandContent(message, null)
  demand(world, parent, 'SendMessages')
  if (parent.demandsTag && !body.applied_tags?.length) throw refusal('tagRequired')
  const state = stateAfter(message, null)
  moderateTitle(world, parent, world.bot, body.name ?? '')
  moderate(world, parent, world.bot, state)
  const thread = makeThread(world, {
    parent,
    name: body.name ?? '',
    owner: world.bot,
    messageId: null,
    ...archiving(body),
  })
  const first = postMessage(world, thread, { author: world.bot, state, id: thread.id })
  return { status: 201, body: { ...channelJson(world, thread), message: messageJson(world, first, true) } }
}

function made(
  world: World,
  parent: Channel,
  body: z.infer<typeof threadSchema>,
  messageId: string | null,
  isPrivate = false,
) {
  const name = body.name ?? ''
  moderateTitle(world, parent, world.bot, name)
  const thread = makeThread(world, { parent, name, owner: world.bot, messageId, isPrivate, ...archiving(body) })
  return { status: 201, body: channelJson(world, thread) }
}

function archiving({ auto_archive_duration: minutes }: z.infer<typeof threadSchema>) {
  return minutes ? { autoArchiveMinutes: minutes } : {}
}

function checkThread({ name, auto_archive_duration: minutes }: z.infer<typeof threadSchema>): Flaw[] {
  const flaws: Flaw[] = []
  // Without a title nothing can be posted in a forum, nor a thread be made.
  if (!name) flaws.push({ path: ['name'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' })
  if ((name?.length ?? 0) > longestName) flaws.push(tooLong(['name'], longestName))
  if (minutes && !archiveMinutes.includes(minutes)) {
    flaws.push({
      path: ['auto_archive_duration'],
      code: 'BASE_TYPE_CHOICES',
      message: `Value must be one of ${archiveMinutes}`,
    })
  }
  return flaws
}

function changeThread(call: Call) {
  const { world, param } = call
  const channel = visibleChannel(world, param('channel'))
  const { thread } = channel
  if (!thread) {
    demand(world, channel, 'ManageChannels')
    throw refusal('wrongChannelType') // nothing here changes a channel's own settings
  }
  const body = read(call, threadChangeSchema, null)
  refuseFlaws(schemaFlaws('UpdateThreadRequestPartial', call.body))
  const mayManage = mayIn(world, world.bot.id, channel, 'ManageThreads')
  if (thread.isLocked && !mayManage) throw refusal('threadLocked')
  if (thread.isArchived && body.archived !== false) throw refusal('threadArchived')
  const changesMore = typeof body.locked === 'boolean' || typeof body.name === 'string'
  if (changesMore && thread.ownerId !== world.bot.id && !mayManage) throw refusal('missingPermissions')
  if (typeof body.name === 'string') {
    refuseFlaws(checkThread({ name: body.name }))
    channel.name = body.name
  }
  if (typeof body.locked === 'boolean') thread.isLocked = body.locked
  if (body.auto_archive_duration) thread.autoArchiveMinutes = body.auto_archive_duration
  if (body.archived === false) touchThread(world, channel, world.bot.id)
  if (body.archived) {
    thread.isArchived = true
    thread.archivedAt = world.clock.now()
  }
  tellThread(world, channel)
  return { body: channelJson(world, channel) }
}

function listMembers({ world, param }: Call) {
  const { channel, thread } = threadOf(world, param('channel'))
  return { body: [...thread.memberIds].map((id) => threadMemberJson(channel.id, id, thread.createdAt)) }
}

function getMember({ world, param }: Call) {
  const { channel, thread } = threadOf(world, param('channel'))
  const id = userIdOf(world, param('user'))
  const guild = guildOf(world, channel)
  if (!thread.memberIds.has(id) || !guild) throw refusal('unknownMember')
  const member = memberJson(guild, id, { withUser: true })
  return { body: { ...threadMemberJson(channel.id, id, thread.createdAt), member } }
}

function join({ world, param }: Call) {
  const { channel, thread } = threadOf(world, param('channel'))
  if (thread.isArchived) throw refusal('threadArchived')
  const id = userIdOf(world, param('user'))
  if (id !== world.bot.id) demand(world, channel, 'SendMessagesInThreads')
  if (!guildOf(world, channel)?.members.has(id)) throw refusal('unknownMember')
  thread.memberIds.add(id)
  return {}
}

function leave({ world, param }: Call) {
  const { channel, thread } = threadOf(world, param('channel'))
  if (thread.isArchived) throw refusal('threadArchived')
  const id = userIdOf(world, param('user'))
  if (id !== world.bot.id) demand(world, channel, 'ManageThreads')
  thread.memberIds.delete(id)
  return {}
}

function listActive({ world, param }: Call) {
  const guild = world.guilds.get(param('guild'))
  if (!guild?.members.has(world.bot.id)) throw refusal('unknownGuild')
  const threads = [...world.channels.values()].filter((channel) => {
    const isOpen = channel.thread !== null && !channel.thread.isArchived
    return channel.guildId === guild.id && isOpen && mayIn(world, world.bot.id, channel, 'ViewChannel')
  })
  const mine = threads.filter(({ thread }) => thread?.memberIds.has(world.bot.id))
  return {
    body: {
      threads: threads.map((channel) => channelJson(world, channel)),
      members: mine.map(({ id, thread }) => threadMemberJson(id, world.bot.id, thread?.createdAt ?? 0)),
    },
  }
}

function threadOf(world: World, id: string): { channel: Channel; thread: NonNullable<Channel['thread']> } {
  const channel = visibleChannel(world, id)
  if (!channel.thread) throw refusal('wrongChannelType')
  return { channel, thread: channel.thread }
}

function userIdOf(world: World, given: string): string {
  return given === '@me' ? world.bot.id : given
}
