import { openStore } from '../../src/storage/open.ts'

// A process of its own that tests end or run beside another: `node hold-store.ts URL` opens a store, says whether it may deliver alone
// from there, and stays until its standard input ends.

const store = await openStore({ url: process.argv[2] ?? '', now: () => new Date('2026-03-02T07:00:00Z') })
process.stdout.write(`${await store.holdAlone()}\n`)
process.stdin.resume().on('end', () => store.close())
