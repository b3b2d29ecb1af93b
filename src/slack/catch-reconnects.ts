import type { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../domain/log.ts'
import { startError } from './platform-errors.ts'

/**
 * Keeps a lost connection from ending the program: when connecting again fails, the client leaves the failure uncaught [slackapi/node-slack-sdk#2656]. It is
 * said once in one sentence, and tried again after the client's own, growing wait.
 */
export function catchReconnects({ client }: SocketModeReceiver, log: Log): void {
  const start = client.start.bind(client)
  let hasStarted = false
  let told: string | null = null
  client.start = async () => {
    try {
      const connected = await start()
      hasStarted = true
      told = null
      return connected
    } catch (error) {
      if (!hasStarted) throw error
      const { code, message } = startError(error, 'SLACK_APP_TOKEN')
      if (message !== told) log.warn(message, { platform: 'slack', code })
      told = message
      client.emit('close')
      return { ok: false }
    }
  }
}
