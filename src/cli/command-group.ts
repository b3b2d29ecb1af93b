import type { Command } from 'commander'
import { AppError } from '../domain/app-error.ts'

/** A command that only holds others, and says so where none or an unknown one is named. */
export function group(program: Command, name: string, description: string): Command {
  const made = program
    .command(name)
    .description(description)
    .action(() => {
      const [typed] = made.args
      if (typed === undefined) made.help({ error: true })
      throw new AppError('usage', `There is no command “${name} ${typed}”. Add --help to see the commands.`)
    })
  return made
}
