import type { Readable } from 'node:stream'
import type { Adapter, Finding } from '../domain/adapter.ts'
import type { FeedReader } from '../domain/feed.ts'
import type { Log } from '../domain/log.ts'
import type { Clock, DocumentReader } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { Writer } from '../domain/writing.ts'
import type { ModelSettings } from '../operation/read-model-settings.ts'
import type { Settings } from '../operation/read-settings.ts'

/** What a command may touch; `app.ts` makes the real one, tests make their own. */
export interface CommandContext {
  stdin: Readable
  /** writes to standard output and waits where the reader is slower than we are */
  write: (text: string) => Promise<void>
  /** writes one line to standard error */
  complain: (line: string) => void
  now: Clock
  /** milliseconds that went by since some moment, by a clock that nobody sets */
  elapsed: () => number
  /** a number from 0 to 1, by chance */
  random: () => number
  /** an id that was never given: letters and digits */
  newId: () => string
  documents: DocumentReader
  /** reads feeds and the pages of their entries from the web */
  openFeedReader: () => Promise<FeedReader>
  /** opens the store that the settings name, or another; the command closes it */
  openStore: (other?: { url: string; now: Clock }) => Promise<Store>
  /** the platforms whose tokens are set, where they say what happens, and how the bot is run; throws AppError `config-invalid` */
  openAdapters: (store: Store) => Promise<{ adapters: Adapter[]; log: Log } & Pick<Settings, 'health' | 'keepDays'>>
  /** what the settings allow a model; throws AppError `config-invalid` */
  modelSettings: () => Promise<ModelSettings>
  /** the model that the settings name, the same one for one store; null where none is. Throws AppError `config-invalid` with all faults */
  openWriter: (store: Pick<Store, 'usage'>) => Promise<Writer | null>
  /** asks each model that the settings name one small question, and says what it can do; throws as `openWriter` does */
  checkModel: (store: Pick<Store, 'usage'>) => Promise<Finding[]>
  /** from now on the first SIGTERM or SIGINT does not end the program but is told here; a second one ends it */
  stop: () => AbortSignal
  style: { columns: number; hasColour: boolean }
}

/** 0 done (also "declined"), 1 where a target or line failed and the rest is done, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2
