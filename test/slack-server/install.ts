import { isObject, objectOf, objectsOf, textOf } from './json.ts'

/** What the app was granted and asked for when it was installed; commands, shortcuts and events not named here never reach it. */
export interface Installation {
  scopes: string[]
  events: string[]
  commands: string[]
  /** Callback ids of shortcuts; undefined: any. */
  shortcuts: string[] | undefined
}

/** An installation that fits small apps of tests; an app with a manifest uses `installationOf`. */
export function defaultInstallation(): Installation {
  return {
    scopes: [
      ...['app_mentions:read', 'assistant:write', 'channels:history', 'channels:read', 'chat:write', 'commands'],
      ...['groups:history', 'groups:read', 'im:history', 'im:read', 'reactions:write', 'users:read'],
    ],
    events: [
      ...['app_mention', 'app_home_opened', 'member_joined_channel'],
      ...['message.channels', 'message.groups', 'message.im'],
    ],
    commands: ['/brief'],
    shortcuts: undefined,
  }
}

/** What an app manifest asks for: `installationOf(JSON.parse(readFileSync('manifest.json', 'utf8')))`. */
export function installationOf(manifest: unknown): Installation {
  if (!isObject(manifest)) throw new Error('a manifest is a JSON object')
  const features = objectOf(manifest['features'])
  const scopes = objectOf(objectOf(manifest['oauth_config'])['scopes'])
  const events = objectOf(objectOf(manifest['settings'])['event_subscriptions'])
  return {
    scopes: stringsOf(scopes['bot']),
    events: stringsOf(events['bot_events']),
    commands: objectsOf(features['slash_commands']).flatMap((one) => textOf(one['command']) ?? []),
    shortcuts: objectsOf(features['shortcuts']).flatMap((one) => textOf(one['callback_id']) ?? []),
  }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
