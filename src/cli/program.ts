import { Command, CommanderError } from 'commander'
import { AppError } from '../domain/app-error.ts'
import { addAdminCommands } from './admin-commands.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { addFeedCommands } from './feed-commands.ts'

/**
 * Runs one command line, without the program's name: `runProgram(['brief', 'a.txt'], context)`. Each command's code is
 * loaded when it is called. Returns the exit code; only a fault of ours is thrown.
 */
export async function runProgram(args: string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = 0
  const program = createProgram(context, (result) => {
    code = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof AppError)) throw error
    context.complain(error.message)
    return error.code === 'usage' ? 2 : 1
  }
}

function createProgram(context: CommandContext, done: (code: ExitCode) => void): Command {
  const program = new Command('nutgraf')
    .description('Brings the news that a team follows as short briefs that can be checked.')
    .helpCommand(false)
    .showHelpAfterError('(add --help for what this command takes)')
    .configureOutput({
      // Help that was asked for is the result; help after an error is not.
      writeOut: (text) => void context.write(text),
      writeErr: (text) => context.complain(text.trimEnd()),
    })
    .exitOverride()
    .allowExcessArguments()
    .action(() => {
      const [name, of] = program.args
      if (name === undefined) program.help({ error: true })
      if (name === 'help') (program.commands.find((one) => one.name() === of) ?? program).help()
      throw new AppError('usage', `There is no command “${name}”. Add --help to see the commands.`)
    })
  const target = 'a text, Markdown, HTML or feed file, a folder, an http(s) address, or - for standard input'

  program
    .command('brief')
    .description('a short account of each article, with key figures and what to read with care')
    .argument('<target...>', target)
    .option('--json', 'print one JSON document')
    .option('--evidence', 'add the sentences that the brief rests on')
    .action(async (targets: string[], options) =>
      done(await (await import('./brief.ts')).runBrief(context, targets, options)),
    )

  program
    .command('story')
    .description('the articles of a story, where they come from, on what they conflict, and how they changed')
    .argument('<id>', 'the id of a story, or of one of its articles')
    .option('--json', 'print one JSON document')
    .action(async (id: string, options) => done(await (await import('./story.ts')).runStory(context, id, options)))

  program
    .command('read')
    .description('what reading saw: the fields and text of an article, or the entries of a feed')
    .argument('<target...>', target)
    .option('--json', 'print one JSON document')
    .action(async (targets: string[], options) =>
      done(await (await import('./read.ts')).runRead(context, targets, options)),
    )

  program
    .command('analyze')
    .description('what an article says and who says it')
    .argument('[target...]', target)
    .option('--json', 'print one JSON document')
    .option('--jsonl', 'read {id, text, …} a line from standard input and answer each with a line')
    .action(async (targets: string[], options) => {
      if (options.jsonl ? targets.length > 0 : targets.length === 0) {
        throw new AppError('usage', 'analyze takes either targets or --jsonl with lines on standard input.')
      }
      done(await (await import('./analyze.ts')).runAnalyze(context, targets, options))
    })

  program
    .command('check')
    .description("is a text supported by an article? Says what differs, with the article's words")
    .option('--strict', 'pass only what the words of the article license, as for what a model wrote')
    .option('--article <target>', 'the article')
    .option('--text <target>', 'the text to check, a draft for instance')
    .option('--json', 'print one JSON document')
    .option('--jsonl', 'read {id, article, text} a line from standard input and answer each with a line')
    .action(async (options) => done(await (await import('./check.ts')).runCheck(context, options)))

  program
    .command('ingest')
    .description('read and store articles, so that they can be searched, briefed and asked about')
    .argument('[target...]', target)
    .option('--jsonl', 'read {text, id, url, title, publisher, publishedAt} a line from standard input')
    .action(async (targets: string[], options) => {
      if (options.jsonl ? targets.length > 0 : targets.length === 0) {
        throw new AppError('usage', 'ingest takes either targets or --jsonl with lines on standard input.')
      }
      done(await (await import('./ingest.ts')).runIngest(context, targets, options))
    })

  program
    .command('group')
    .description('which articles report the same event: puts them into stories')
    .requiredOption(
      '--jsonl',
      'read {id, title, text, publishedAt} a line from standard input, answer each with {id, story}',
    )
    .action(async () => done(await (await import('./group.ts')).runGroup(context)))

  program
    .command('ask')
    .description('an answer in the words of the stored articles, or that they do not say')
    .argument('[question...]', 'the question')
    .option('--json', 'print one JSON document')
    .option('--jsonl', 'read {id, question, askedAt} a line from standard input and answer each with a line')
    .action(async (words: string[], options) => {
      const question = words.join(' ').trim()
      if (options.jsonl ? question !== '' : question === '') {
        throw new AppError('usage', 'ask takes either a question or --jsonl with lines on standard input.')
      }
      done(await (await import('./ask.ts')).runAsk(context, question, options))
    })

  program
    .command('digest')
    .description('what a digest on a topic would hold now; posts nothing')
    .argument('<topic...>', 'words, "phrases" and -exclusions (put -- before a topic that begins with -)')
    .option('--since <length>', 'only what came in the last 24h, 7d, …')
    .option('--json', 'print one JSON document')
    .action(async (words: string[], options) =>
      done(await (await import('./digest.ts')).runDigest(context, words, options)),
    )

  addFeedCommands(program, context, done)
  addAdminCommands(program, context, done)

  program
    .command('chat')
    .description('a prompt that behaves as a channel does: /brief immigration, then questions')
    .action(async () => done(await (await import('./chat.ts')).runChat(context)))

  program
    .command('start')
    .description('the bot: every platform whose tokens are set, and the feeds that are due')
    .action(async () => done(await (await import('./start.ts')).runStart(context)))

  program
    .command('doctor')
    .description('checks store, tokens, permissions and channels, and says what to do')
    .action(async () => done(await (await import('./doctor.ts')).runDoctor(context)))

  program
    .command('demo')
    .description('a digest, a brief, questions and answers over the sample articles, without key or account')
    .action(async () => done(await (await import('./demo.ts')).runDemo(context)))

  program
    .command('eval')
    .description('the scoreboard: measures on published sets below a folder, beside what others reach')
    .requiredOption('--data <folder>', 'where the sets are')
    .option('--json', 'print one JSON document')
    .option('--errors <kind>', 'print the misses and false alarms of one kind, to read')
    .action(async (options) => done(await (await import('./eval.ts')).runEval(context, options)))

  program
    .command('bench')
    .description('measures speed and memory on this machine')
    .option('--quick', 'smaller runs, to see that it works')
    .action(async (options) => done(await (await import('./bench/run-bench.ts')).runBench(context, options)))

  return program
}
